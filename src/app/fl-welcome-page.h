/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-job.h"

G_BEGIN_DECLS

#define FL_TYPE_WELCOME_PAGE (fl_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FlWelcomePage, fl_welcome_page, FL, WELCOME_PAGE, GtkWidget)

/**
 * FlWelcomePage:
 *
 * The first page: add videos, open a project, one of the recent ones, or the demo. Main thread.
 *
 * Signals: `project-activated` (const char *path): the person chose a recent project.
 */

/** fl_welcome_page_refresh: Reads the list of recent projects anew. */
void fl_welcome_page_refresh (FlWelcomePage *self);

/** fl_welcome_page_show_job: Shows the progress of @job, such as making the demo; %NULL hides it. */
void fl_welcome_page_show_job (FlWelcomePage *self, FlJob *job);

G_END_DECLS
