/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_GROUPS_PAGE (fl_groups_page_get_type ())
G_DECLARE_FINAL_TYPE (FlGroupsPage, fl_groups_page, FL, GROUPS_PAGE, GtkWidget)

/**
 * FlGroupsPage:
 *
 * Groups of like frames, each named by the key of a class, and below the most unusual moments. What is
 * shown is looked for when the page is. Property: `is-narrow` (boolean, read-write). Signal:
 * `frame-activated` (#FlItem): the person wants to look closer. Main thread.
 */

/** fl_groups_page_set_session: Shows the groups of @session, or nothing for %NULL. */
void fl_groups_page_set_session (FlGroupsPage *self, FlSession *session);

/** fl_groups_page_take_focus: Puts the focus on the first group, or where it was. */
void fl_groups_page_take_focus (FlGroupsPage *self);

G_END_DECLS
