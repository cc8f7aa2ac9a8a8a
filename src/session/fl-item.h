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

/**
 * fl_item_dup_sentence:
 * @self: a question
 *
 * Returns: (transfer full): why it is asked, one short translated sentence, such as
 *   "Doubtful between Feeding and Resting"
 */
char *fl_item_dup_sentence (FlItem *self);

G_END_DECLS
