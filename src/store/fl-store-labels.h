/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-actions.h"

G_BEGIN_DECLS

/**
 * FlLabelState:
 * @FL_LABEL_UNSEEN: nobody said anything; as an action: takes labels away
 * @FL_LABEL_LABELLED: it has the class, or the tag is yes
 * @FL_LABEL_UNSURE: a person looked and could not tell
 * @FL_LABEL_NO: the tag is no (multi-label projects)
 *
 * What a person said of frames. The numbers stand in the file.
 */
typedef enum {
  FL_LABEL_UNSEEN = 0,
  FL_LABEL_LABELLED = 1,
  FL_LABEL_UNSURE = 2,
  FL_LABEL_NO = 3,
} FlLabelState;

/**
 * FlLabelAction:
 * @stream: id of the stream
 * @range: frames
 * @has_pts: whether the stream has times
 * @first_pts: time of the first frame, in the stream's time base
 * @last_pts: time of the last frame
 * @first_nth: the how manieth of the frames with that time the first one is, from 1; else 0
 * @last_nth: the same of the last frame
 * @tag: id of the tag in multi-label projects, else 0
 * @state: what is said
 * @class_id: the class, 0 unless @state is %FL_LABEL_LABELLED
 * @annotator: who says so
 * @kind: `frame`, `run`, `range`, `group`, `review`, `import`, `audit`, `check`, `sweep` or `adjudication`;
 *   static
 * @at_us: when, 0 for now
 * @shown_ms: when the picture was shown, monotonic clock
 * @answered_ms: when the key came, 0 when there was none
 * @question: id of the question it answers, or 0
 * @doubted: of a second look the label that was looked at once more, else zeros; its question is
 *   written with the label
 * @lot: of an audit the lot that it is of, else 0
 * @guess_class: what the machine said, or 0
 * @guess_shown: whether the person could see that
 *
 * A label as it is written.
 */
typedef struct {
  gint64 stream;
  FlRange range;
  gboolean has_pts;
  gint64 first_pts;
  gint64 last_pts;
  guint first_nth;
  guint last_nth;
  gint64 tag;
  FlLabelState state;
  gint64 class_id;
  gint64 annotator;
  const char *kind;
  gint64 at_us;
  gint64 shown_ms;
  gint64 answered_ms;
  gint64 question;
  FlActionId doubted;
  gint64 lot;
  gint64 guess_class;
  gboolean guess_shown;
} FlLabelAction;

/**
 * FlLabelRow:
 *
 * A label as it stands now, after what is newer has cut it. @kind is interned; @guess_class is what
 * the machine had said, 0 for nothing, and only fl_store_list_labels() tells it; @is_of_class: whether
 * it is what a label of a class says of @tag, which only a session tells.
 */
typedef struct {
  gint64 annotator;
  gint64 stream;
  gint64 tag;
  FlRange range;
  FlLabelState state;
  gint64 class_id;
  const char *kind;
  gint64 at_us;
  FlActionId action;
  gint64 guess_class;
  gboolean is_of_class;
} FlLabelRow;

/**
 * fl_store_label:
 * @self: a store
 * @label: what is said
 * @out: (out caller-allocates) (nullable): the action that says it
 * @error: return location
 *
 * Writes one label in one transaction of its own. The newer label wins and the older is cut.
 *
 * Returns: %TRUE, or %FALSE with nothing written; %FL_STORE_ERROR_BUSY: try again
 */
gboolean
fl_store_label (FlStore *self, const FlLabelAction *label, FlActionId *out, GError **error);

/**
 * fl_store_label_together:
 * @self: a store
 * @labels: (array length=n): what is said, of tracks that differ in stream, tag or annotator
 * @n: how many, > 0
 * @out: (out caller-allocates) (nullable) (array length=n): the actions that say it
 * @error: return location
 *
 * Writes one answer that says several things, in one transaction; it is undone as one, by its first
 * action.
 *
 * Returns: %TRUE, or %FALSE with nothing written; %FL_STORE_ERROR_BUSY: try again
 */
gboolean fl_store_label_together (FlStore *self,
                                  const FlLabelAction *labels,
                                  gsize n,
                                  FlActionId *out,
                                  GError **error);

/**
 * fl_store_label_part:
 * @self: a store
 * @labels: (array length=n): the next of what one answer says
 * @n: how many, > 0
 * @head: (inout): number of the answer's first action, 0 where @labels are its first
 * @out: (out caller-allocates) (nullable) (array length=n): the actions that say it
 * @error: return location
 *
 * Writes a part of such an answer in one transaction. What is written counts, and is undone with the rest, as one.
 *
 * Returns: %TRUE, or %FALSE with nothing of @labels written; %FL_STORE_ERROR_BUSY: try again
 */
gboolean fl_store_label_part (FlStore *self,
                              const FlLabelAction *labels,
                              gsize n,
                              gint64 *head,
                              FlActionId *out,
                              GError **error);

/**
 * fl_store_label_many:
 * @self: a store
 * @labels: (array length=n): what is said
 * @n: how many
 * @annotator: who brings them
 * @title: one line for the history, such as the name of a file
 * @error: return location
 *
 * Writes many labels, in transactions of at most 1,000 rows, under one action that counts only
 * once its last row is in; it is undone as one.
 *
 * Returns: %TRUE, or %FALSE with nothing that counts
 */
gboolean fl_store_label_many (FlStore *self,
                              const FlLabelAction *labels,
                              gsize n,
                              gint64 annotator,
                              const char *title,
                              GError **error);

/**
 * fl_store_list_labels:
 * @self: a store
 * @stream: id of a stream, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlLabelRow): what stands now, in the order in which it
 *   was said
 */
GArray *fl_store_list_labels (FlStore *self, gint64 stream, GError **error);

/**
 * fl_store_list_labels_in:
 * @self: a store
 * @stream: id of a stream
 * @range: frames
 * @has_tags: whether labels of tags are wanted as well
 * @error: return location
 *
 * Takes as long as there are labels on these frames, however many there are beside.
 *
 * Returns: (transfer full) (element-type FlLabelRow): what of fl_store_list_labels() reaches into
 *   @range
 */
GArray *fl_store_list_labels_in (FlStore *self,
                                 gint64 stream,
                                 const FlRange *range,
                                 gboolean has_tags,
                                 GError **error);

/**
 * FlStretch:
 * @stream: id of a stream
 * @range: frames of it
 */
typedef struct {
  gint64 stream;
  FlRange range;
} FlStretch;

/** fl_store_list_touched: Returns: (transfer full) (element-type FlStretch): for each track the frames
 * from the first to the last one that the action @id, or its batch, labels */
GArray *fl_store_list_touched (FlStore *self, FlActionId id, GError **error);

/**
 * fl_store_check:
 * @self: a store
 * @error: return location
 *
 * Looks at the file and folds the whole history anew, to compare it with the labels as they
 * stand; what differs is repaired when the store may be written.
 *
 * Returns: (transfer full) (element-type utf8): one sentence a finding, none when all is well
 */
GPtrArray *fl_store_check (FlStore *self, GError **error);

G_END_DECLS
