/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FlReviewLook:
 * @state: what is known of a sample (projects of classes)
 * @tags: (nullable) (element-type FlReviewTag): what is known of the tags that are looked at, %NULL in
 *   projects of classes
 * @is_of_one: whether one tag alone is looked at
 *
 * How a sample looks in a grid, whatever kind of project it is of. All zeros is nothing.
 */
typedef struct {
  FlReviewState state;
  GArray *tags;
  gboolean is_of_one;
} FlReviewLook;

/** fl_review_look_read: Has it be what @session knows of @item. */
void fl_review_look_read (FlReviewLook *self, FlSession *session, FlItem *item);

/** fl_review_look_clear: Has it be nothing. */
void fl_review_look_clear (FlReviewLook *self);

/** fl_review_look_get_number: Returns: a number that is another one when something else is said of the
 * sample, whoever says so; >= 0 */
int fl_review_look_get_number (const FlReviewLook *self);

/** fl_review_look_dup_words: Returns: (transfer full): what is said of the sample, for a screen reader */
char *fl_review_look_dup_words (const FlReviewLook *self);

/** fl_review_look_dup_confidence: Returns: (transfer full) (nullable): how sure the machine is, where that
 * is one number */
char *fl_review_look_dup_confidence (const FlReviewLook *self);

/**
 * fl_review_look_draw_names:
 * @self: a look
 * @layout: for its texts
 * @snapshot: where to draw
 * @room: of the picture
 * @is_small: whether there is room for keys only, not for names
 *
 * Writes the class on the picture; of tags those that are there, of one tag alone whatever is said of it.
 */
void fl_review_look_draw_names (const FlReviewLook *self,
                                PangoLayout *layout,
                                GtkSnapshot *snapshot,
                                const graphene_rect_t *room,
                                gboolean is_small);

/** fl_review_look_draw_certainty: Draws below a picture how sure it is what is said; of several tags side by
 * side, grey where they are not there. */
void fl_review_look_draw_certainty (const FlReviewLook *self,
                                    GtkSnapshot *snapshot,
                                    const graphene_rect_t *place);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlReviewLook, fl_review_look_clear)

G_END_DECLS
