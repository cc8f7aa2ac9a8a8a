/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/fl-label-page.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_WINDOW (fl_window_get_type ())
G_DECLARE_FINAL_TYPE (FlWindow, fl_window, FL, WINDOW, AdwApplicationWindow)

/**
 * FlWindow:
 *
 * A window: the welcome page, or one project. Closing it closes the project. Main thread.
 */

/** fl_window_new: Returns: (transfer floating): a window with the welcome page */
FlWindow *fl_window_new (GtkApplication *application);

/** fl_window_has_session: Returns: whether a project is open in the window */
gboolean fl_window_has_session (FlWindow *self);

/** fl_window_open_project: Opens the project file @path; says so when that fails. */
gboolean fl_window_open_project (FlWindow *self, const char *path);

/**
 * fl_window_open_videos:
 * @self: a window
 * @paths: (array zero-terminated=1): absolute paths of videos
 *
 * Adds videos to the project of the window; without one, makes it beside the videos, or goes
 * on with the one that is there. They are looked at on a thread first, which is seen among the
 * jobs. What cannot be used is said, the rest is added.
 */
void fl_window_open_videos (FlWindow *self, const char *const *paths);

/** fl_window_open_demo: Makes the demo project if it is not there, and opens it. */
void fl_window_open_demo (FlWindow *self);

/** fl_window_get_label_page: Returns: (transfer none): the label page */
FlLabelPage *fl_window_get_label_page (FlWindow *self);

G_END_DECLS
