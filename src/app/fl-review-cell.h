/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_REVIEW_CELL (fl_review_cell_get_type ())
G_DECLARE_FINAL_TYPE (FlReviewCell, fl_review_cell, FL, REVIEW_CELL, GtkWidget)

/**
 * FlReviewCell:
 *
 * A sample in a grid: its thumbnail with its class or tags, below it how sure these are, and while it has the focus
 * the machine's confidence. A light widget that keeps no state of its own, for there are many and they are
 * used over and over. Main thread.
 */

/**
 * fl_review_cell_new:
 * @session: whose samples it shows
 * @list_item: the place in the grid whose child it is
 * @width_px: how wide it would like to be, pixels; the height follows
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *fl_review_cell_new (FlSession *session, GtkListItem *list_item, int width_px);

/** fl_review_cell_set_width: Sets how wide it would like to be, pixels. */
void fl_review_cell_set_width (FlReviewCell *self, int width_px);

/** fl_review_cell_bind: Shows the #FlItem that its list item has now; its thumbnail if that is there. */
void fl_review_cell_bind (FlReviewCell *self);

/** fl_review_cell_unbind: Shows nothing. */
void fl_review_cell_unbind (FlReviewCell *self);

/** fl_review_cell_load: Has its thumbnail be fetched, for it can be seen. */
void fl_review_cell_load (FlReviewCell *self);

/** fl_review_cell_update: Looks anew what is known of its sample. */
void fl_review_cell_update (FlReviewCell *self);

/** fl_review_cell_get_item: Returns: (transfer none) (nullable): its sample */
FlItem *fl_review_cell_get_item (FlReviewCell *self);

/** fl_review_cell_is_painted: Returns: whether it was drawn with the sample that it has now; with
 * @and_said also with what is said of it now. Before that nobody knows what a key would meet. */
gboolean fl_review_cell_is_painted (FlReviewCell *self, gboolean and_said);

/** fl_review_cell_is_outdated: Returns: whether @item was drawn last, in any cell, with something else said of
 * it than @session says now */
gboolean fl_review_cell_is_outdated (FlSession *session, FlItem *item);

/** fl_review_cell_get_position: Returns: its place in the list */
guint fl_review_cell_get_position (FlReviewCell *self);

/** fl_review_cell_find_focused: Returns: (transfer none) (nullable): the cell below @widget that has the
 * focus */
FlReviewCell *fl_review_cell_find_focused (GtkWidget *widget);

G_END_DECLS
