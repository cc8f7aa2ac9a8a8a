/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_FIRST_CLASS_PAGE (fl_first_class_page_get_type ())
G_DECLARE_FINAL_TYPE (FlFirstClassPage, fl_first_class_page, FL, FIRST_CLASS_PAGE, GtkWidget)

/**
 * FlFirstClassPage:
 *
 * Asks what the person is looking for: a class name and Enter, as often as they like; Enter
 * without a name goes on. Main thread.
 *
 * Signals: `done`: there is a class and the person wants to begin.
 */

/** fl_first_class_page_set_session: Adds classes to @session, or nothing for %NULL. */
void fl_first_class_page_set_session (FlFirstClassPage *self, FlSession *session);

/** fl_first_class_page_take_focus: Puts the focus where names are typed. */
void fl_first_class_page_take_focus (FlFirstClassPage *self);

G_END_DECLS
