/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-class.h"
#include "session/fl-stream.h"

G_BEGIN_DECLS

#define FL_TYPE_ITEM (fl_item_get_type ())
G_DECLARE_FINAL_TYPE (FlItem, fl_item, FL, ITEM, GObject)

/**
 * FlReason:
 * @FL_REASON_DOUBTFUL: the model is torn between two classes
 * @FL_REASON_NEW: a new kind of picture (cold start)
 * @FL_REASON_RANDOM: drawn at random because the strategy says so
 * @FL_REASON_CHECK: a blind random check; looks like every other check
 * @FL_REASON_CHOSEN: the person chose it, on the timeline or in the strip
 * @FL_REASON_AGAIN: the person came back to what was answered before
 * @FL_REASON_FIRST: a class has no label yet, and it may be such a one
 * @FL_REASON_LATE: it was labelled before a class was there that the model finds
 * @FL_REASON_REDEFINED: it was labelled with a class before that got another definition
 * @FL_REASON_SPLIT: it was labelled with a class that others follow now
 * @FL_REASON_GROUP: it was named with its group, and the model takes it for another class
 * @FL_REASON_SECOND_LOOK: what was said of it contradicts the rest
 * @FL_REASON_LIKE: it looks like a frame that the person chose
 *
 * Why a frame is asked.
 */
typedef enum {
  FL_REASON_DOUBTFUL,
  FL_REASON_NEW,
  FL_REASON_RANDOM,
  FL_REASON_CHECK,
  FL_REASON_CHOSEN,
  FL_REASON_AGAIN,
  FL_REASON_FIRST,
  FL_REASON_LATE,
  FL_REASON_REDEFINED,
  FL_REASON_SPLIT,
  FL_REASON_GROUP,
  FL_REASON_SECOND_LOOK,
  FL_REASON_LIKE,
} FlReason;

/**
 * FlItem:
 *
 * A question: one frame of one stream, and why it is asked. Immutable. Main thread.
 */

/** fl_item_new: Returns: (transfer full): a question about @frame of @stream */
FlItem *fl_item_new (FlStream *stream, gint64 frame, FlReason reason);

/** fl_item_get_stream: Returns: (transfer none): its stream */
FlStream *fl_item_get_stream (FlItem *self);

/** fl_item_get_frame: Returns: display index of its frame */
gint64 fl_item_get_frame (FlItem *self);

/** fl_item_get_reason: Returns: why it is asked */
FlReason fl_item_get_reason (FlItem *self);

/** fl_item_get_is_about_label: Returns: whether it asks about what was said before */
gboolean fl_item_get_is_about_label (FlItem *self);

/** fl_item_get_is_blind: Returns: whether the machine's guess is hidden */
gboolean fl_item_get_is_blind (FlItem *self);

/** fl_item_get_tag: Returns: (transfer none) (nullable): in multi-label projects the tag that alone is
 * asked about, %NULL for all of them */
FlClass *fl_item_get_tag (FlItem *self);

/**
 * fl_item_dup_sentence:
 * @self: a question
 *
 * Returns: (transfer full): why it is asked, one short translated sentence, such as
 *   "Doubtful between Feeding and Resting"
 */
char *fl_item_dup_sentence (FlItem *self);

G_END_DECLS
