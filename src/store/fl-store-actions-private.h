/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appending to the history, and folding it into the current state; not for other layers. */
#pragma once

#include "store/fl-store-labels.h"
#include "store/fl-store-private.h"

G_BEGIN_DECLS

/**
 * FlNewAction:
 * @annotator: who
 * @verb: what
 * @label: (nullable): for labels
 * @stream: for what is about a stream as a whole, or 0
 * @class_id: for classes, or 0
 * @lot: for lots, or 0
 * @sweep: for sweeps, or 0
 * @undoes: for undo and redo
 * @batch_seq: number of the head action it belongs to, or 0
 * @seq: its number when it was reserved, or 0
 * @payload: (nullable): other words
 *
 * What is appended.
 */
typedef struct {
  gint64 annotator;
  const char *verb;
  const FlLabelAction *label;
  gint64 stream;
  gint64 class_id;
  gint64 lot;
  gint64 sweep;
  FlActionId undoes;
  gint64 batch_seq;
  gint64 seq;
  const char *payload;
} FlNewAction;

/** fl_store_append: Appends one action; in a transaction of the caller. */
gboolean
fl_store_append (FlStore *self, const FlNewAction *action, FlActionId *out, GError **error);

/** fl_store_next_seq: Returns: the number that the next own action gets */
gint64 fl_store_next_seq (FlStore *self);

/**
 * fl_store_fold_labels:
 * @self: a store
 * @annotator: whose track
 * @stream: of which stream
 * @tag: which tag, 0 in exclusive projects
 * @range: frames that may have changed
 * @error: return location
 *
 * Makes the label table true for these frames from the history; in a transaction of the caller.
 */
gboolean fl_store_fold_labels (FlStore *self,
                               gint64 annotator,
                               gint64 stream,
                               gint64 tag,
                               const FlRange *range,
                               GError **error);

/** fl_store_fold_stream: Makes the labels of a stream anew from the history; in a transaction. */
gboolean fl_store_fold_stream (FlStore *self, gint64 stream, GError **error);

/** fl_store_fold_action: Folds whatever the action @id (or its batch) is about. */
gboolean fl_store_fold_action (FlStore *self, FlActionId id, GError **error);

/** fl_store_fold_class: Makes a class row true from the history. */
gboolean fl_store_fold_class (FlStore *self, gint64 class_id, GError **error);

/** fl_store_fold_lot: Makes the state of a lot true from the history. */
gboolean fl_store_fold_lot (FlStore *self, gint64 lot, GError **error);

/** fl_store_fold_kind: Makes it true from the history whether the project has tags, if it was made for
 * classes and converted; in a transaction. */
gboolean fl_store_fold_kind (FlStore *self, GError **error);

/** fl_store_check_kind: Returns: whether nothing was said of tags in a project of classes, else
 * %FALSE with why that cannot be */
gboolean fl_store_check_kind (FlStore *self, GError **error);

/** fl_store_fold_hidden: Makes it true from the history whether a stream is hidden. */
gboolean fl_store_fold_hidden (FlStore *self, gint64 stream, GError **error);

/**
 * FL_SQL_EFFECTIVE:
 *
 * For a row `a` of action: it counts when it is not undone, and its batch, if it has one, is
 * complete (the head is written last) and not undone.
 */
#define FL_SQL_EFFECTIVE                                                                           \
  " NOT EXISTS (SELECT 1 FROM undone u WHERE u.replica = a.replica AND u.seq = a.seq)"             \
  " AND (a.batch_seq IS NULL OR (EXISTS (SELECT 1 FROM action h WHERE h.replica = a.replica"       \
  " AND h.seq = a.batch_seq) AND NOT EXISTS (SELECT 1 FROM undone v WHERE v.replica = a.replica"   \
  " AND v.seq = a.batch_seq))) "

/**
 * FL_SQL_SAID:
 *
 * For a row `a` of action that is a label: the class; of a tag its id where it is there and minus its id
 * where it is not; 0 for unsure.
 */
#define FL_SQL_SAID " CASE a.state WHEN 1 THEN a.class WHEN 3 THEN -a.tag ELSE 0 END "

/**
 * FL_SQL_REVEALS:
 *
 * For a row `n` of action: it is another than the row `a`, which answers what was drawn, and nobody can
 * replace that answer after it: something else was answered, or what it brought about was told.
 */
#define FL_SQL_REVEALS                                                                             \
  " n.verb IN ('label', 'import', 'lot-certify', 'lot-fail', 'sweep-sheet', 'sweep-end')"          \
  " AND (n.replica <> a.replica"                                                                   \
  " OR coalesce (n.batch_seq, n.seq) <> coalesce (a.batch_seq, a.seq)) "

/**
 * FL_SQL_TAKEN_BACK:
 *
 * For a row `a` of action that answers what was drawn: it was taken back before anything else was
 * answered or revealed, so that another answer takes its place. The undo is looked for only where there
 * is one, and by what it undoes: a plus keeps SQLite from going through all that is newer.
 */
#define FL_SQL_TAKEN_BACK                                                                          \
  " EXISTS (SELECT 1 FROM undone d WHERE d.replica = a.replica"                                    \
  " AND d.seq = coalesce (a.batch_seq, a.seq)) AND EXISTS (SELECT 1 FROM action u"                 \
  " WHERE +u.verb = 'undo' AND +u.lamport > a.lamport"                                             \
  " AND u.undoes_replica = a.replica AND u.undoes_seq = coalesce (a.batch_seq, a.seq)"             \
  " AND NOT EXISTS (SELECT 1 FROM undone x WHERE x.replica = u.replica AND x.seq = u.seq)"         \
  " AND NOT EXISTS (SELECT 1 FROM action n WHERE n.lamport > a.lamport AND n.lamport < u.lamport"  \
  " AND" FL_SQL_REVEALS ")) "

/**
 * FL_SQL_FRESH:
 *
 * For a row `a` of action that answers what was drawn: nothing came after it yet, so that it may still
 * be taken back and replaced.
 */
#define FL_SQL_FRESH                                                                               \
  " NOT EXISTS (SELECT 1 FROM action n WHERE n.lamport > a.lamport AND" FL_SQL_REVEALS ") "

/**
 * FL_SQL_WITH_BATCH:
 *
 * For a row `a` of action: it is the action (?1, ?2), or of its batch.
 */
#define FL_SQL_WITH_BATCH                                                                             \
  " a.replica = ?1 AND a.seq IN (SELECT ?2 UNION ALL SELECT b.seq FROM action b WHERE b.replica = ?1" \
  " AND b.batch_seq = ?2) "

G_END_DECLS
