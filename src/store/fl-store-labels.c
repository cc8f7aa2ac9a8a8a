/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels as they are said, and as they stand: the table `label` is a cache of the history,
 * changed in the same transaction. */
#include "store/fl-store-labels.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-labels-private.h"
#include "store/fl-store-merged.h"
#include "store/fl-store-questions.h"

#define BATCH_ROWS 1000
#define SQL_COLUMNS                                                                                \
  "annotator, stream, tag, first_frame, last_frame, state, class, kind, at_us, replica, seq"
#define N_COLUMNS 11

static void
read_label (sqlite3_stmt *statement, FlLabelRow *out)
{
  *out = (FlLabelRow){
    .annotator = sqlite3_column_int64 (statement, 0),
    .stream = sqlite3_column_int64 (statement, 1),
    .tag = sqlite3_column_int64 (statement, 2),
    .range = {.first = sqlite3_column_int64 (statement, 3),
              .last = sqlite3_column_int64 (statement, 4)},
    .state = (FlLabelState) sqlite3_column_int (statement, 5),
    .class_id = sqlite3_column_int64 (statement, 6),
    .kind = g_intern_string ((const char *) sqlite3_column_text (statement, 7)),
    .at_us = sqlite3_column_int64 (statement, 8),
    .action = {.replica = sqlite3_column_int64 (statement, 9),
               .seq = sqlite3_column_int64 (statement, 10)},
    .guess_class = sqlite3_column_count (statement) > N_COLUMNS
                     ? sqlite3_column_int64 (statement, N_COLUMNS)
                     : 0,
  };
}

GArray *
fl_store_collect_labels (FlStore *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  GError *problem = NULL;
  FlLabelRow row;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    read_label (statement, &row);
    g_array_append_val (rows, row);
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

static gboolean
insert (FlStore *self, const FlLabelRow *row, GError **error)
{
  gint64 first_pts = 0;
  gint64 last_pts = 0;
  guint nth;
  gboolean has_pts =
    self->pts_lookup != NULL &&
    self->pts_lookup (row->stream, row->range.first, &first_pts, &nth, self->pts_data) &&
    self->pts_lookup (row->stream, row->range.last, &last_pts, &nth, self->pts_data);

  return fl_store_run (self, error,
                       "INSERT INTO label VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "iiiiinninsiii", row->annotator, row->stream, row->tag, row->range.first,
                       row->range.last, has_pts, first_pts, has_pts, last_pts, (gint64) row->state,
                       row->class_id > 0, row->class_id, row->kind, row->at_us, row->action.replica,
                       row->action.seq);
}

/* Labels of one track that touch these frames, in order. */
static GArray *
list_touching (FlStore *self,
               gint64 annotator,
               gint64 stream,
               gint64 tag,
               const FlRange *range,
               GError **error)
{
  return fl_store_collect_labels (
    self,
    fl_store_query (self, error,
                    "SELECT " SQL_COLUMNS " FROM label"
                    " WHERE annotator = ?1 AND stream = ?2 AND tag = ?3 AND first_frame <= ?5"
                    " AND first_frame >= coalesce ((SELECT max (first_frame) FROM label WHERE"
                    " annotator = ?1 AND stream = ?2 AND tag = ?3 AND first_frame <= ?4), ?4)"
                    " AND last_frame >= ?4 ORDER BY first_frame",
                    "iiiii", annotator, stream, tag, range->first, range->last),
    error);
}

static gboolean
take_away (FlStore *self, const FlLabelRow *row, GError **error)
{
  return fl_store_run (self, error,
                       "DELETE FROM label WHERE annotator = ? AND stream = ? AND tag = ?"
                       " AND first_frame = ?",
                       "iiii", row->annotator, row->stream, row->tag, row->range.first);
}

/* Takes away all that stands on these frames alone, at once. */
static gboolean
take_away_within (FlStore *self,
                  gint64 annotator,
                  gint64 stream,
                  gint64 tag,
                  const FlRange *range,
                  GError **error)
{
  return fl_store_run (self, error,
                       "DELETE FROM label WHERE annotator = ?1 AND stream = ?2 AND tag = ?3"
                       " AND first_frame BETWEEN ?4 AND ?5 AND last_frame <= ?5",
                       "iiiii", annotator, stream, tag, range->first, range->last);
}

/* Takes away what stands on these frames; labels that reach beyond are cut. */
static gboolean
cut_out (FlStore *self,
         gint64 annotator,
         gint64 stream,
         gint64 tag,
         const FlRange *range,
         GError **error)
{
  if (!take_away_within (self, annotator, stream, tag, range, error))
    return FALSE;
  g_autoptr (GArray) rows = list_touching (self, annotator, stream, tag, range, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    const FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    FlLabelRow before = *row;
    FlLabelRow after = *row;
    before.range.last = range->first - 1;
    after.range.first = range->last + 1;
    if (!take_away (self, row, error) ||
        (before.range.first <= before.range.last && !insert (self, &before, error)) ||
        (after.range.first <= after.range.last && !insert (self, &after, error)))
      return FALSE;
  }
  return TRUE;
}

/* Joins pieces of one label that an undo has made neighbours again. */
static gboolean
join_pieces (FlStore *self,
             gint64 annotator,
             gint64 stream,
             gint64 tag,
             const FlRange *range,
             GError **error)
{
  const FlRange wider = {.first = range->first - 1, .last = range->last + 1};
  g_autoptr (GArray) rows = list_touching (self, annotator, stream, tag, &wider, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 1; i < rows->len; i++) {
    FlLabelRow *left = &g_array_index (rows, FlLabelRow, i - 1);
    FlLabelRow *right = &g_array_index (rows, FlLabelRow, i);
    if (left->range.last + 1 != right->range.first ||
        left->action.replica != right->action.replica || left->action.seq != right->action.seq)
      continue;
    if (!take_away (self, left, error) || !take_away (self, right, error))
      return FALSE;
    right->range.first = left->range.first;
    if (!insert (self, right, error))
      return FALSE;
  }
  return TRUE;
}

/* Lays a label over what stands. */
static gboolean
overlay (FlStore *self, const FlLabelRow *row, GError **error)
{
  if (!cut_out (self, row->annotator, row->stream, row->tag, &row->range, error))
    return FALSE;
  return row->state == FL_LABEL_UNSEEN || insert (self, row, error);
}

/* Of a track, as it was said or as it is placed now. */
static gint64
find_longest (FlStore *self, gint64 annotator, gint64 stream, gint64 tag)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT max (coalesce ((SELECT last_frame - first_frame FROM action"
                    " WHERE stream = ?1 AND tag = ?2 AND annotator = ?3"
                    " ORDER BY last_frame - first_frame DESC LIMIT 1), 0),"
                    " coalesce ((SELECT max (last_frame - first_frame) FROM place"
                    " WHERE stream = ?1), 0))",
                    "iii", stream, tag, annotator);
  gint64 longest = G_MAXINT32;

  if (statement != NULL && fl_store_step (self, statement, NULL)) {
    longest = sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
  }
  return longest;
}

/* A row of a fold, with its place in the history. */
typedef struct {
  FlLabelRow row;
  guint order;
} Layer;

static int
compare_layers (gconstpointer a, gconstpointer b)
{
  const Layer *x = a;
  const Layer *y = b;

  if (x->row.range.first != y->row.range.first)
    return x->row.range.first < y->row.range.first ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

/* @rows in the order of frames, without those over which the same frames were labelled anew; %NULL where others lie
 * over one another. */
static GArray *
sort_apart (const GArray *rows)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  g_autoptr (GArray) apart = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));

  for (guint i = 0; i < rows->len; i++) {
    const Layer layer = {.row = g_array_index (rows, FlLabelRow, i), .order = i};
    g_array_append_val (layers, layer);
  }
  g_array_sort (layers, compare_layers);
  for (guint i = 0; i < layers->len; i++) {
    const FlLabelRow *row = &g_array_index (layers, Layer, i).row;
    FlLabelRow *last = apart->len > 0 ? &g_array_index (apart, FlLabelRow, apart->len - 1) : NULL;
    if (last == NULL || last->range.last < row->range.first)
      g_array_append_vals (apart, row, 1);
    else if (last->range.first == row->range.first && last->range.last == row->range.last)
      *last = *row;
    else
      return NULL;
  }
  return g_steal_pointer (&apart);
}

/* Lays labels, in the order of the history, where nothing stands. */
static gboolean
lay (FlStore *self, const GArray *rows, GError **error)
{
  g_autoptr (GArray) apart = sort_apart (rows);

  for (guint i = 0; apart != NULL && i < apart->len; i++) {
    const FlLabelRow *row = &g_array_index (apart, FlLabelRow, i);
    if (row->state != FL_LABEL_UNSEEN && !insert (self, row, error))
      return FALSE;
  }
  for (guint i = 0; apart == NULL && i < rows->len; i++)
    if (!overlay (self, &g_array_index (rows, FlLabelRow, i), error))
      return FALSE;
  return TRUE;
}

gboolean
fl_store_fold_labels (FlStore *self,
                      gint64 annotator,
                      gint64 stream,
                      gint64 tag,
                      const FlRange *range,
                      GError **error)
{
  g_autoptr (GArray) rows = fl_store_collect_labels (
    self,
    fl_store_query (self, error,
                    "SELECT a.annotator, a.stream, a.tag, a.first_frame, a.last_frame, a.state,"
                    " a.class, a.kind, a.at_us, a.replica, a.seq"
                    " FROM said a JOIN replica r ON r.id = a.replica"
                    " WHERE a.stream = ? AND a.tag = ? AND a.annotator = ?"
                    " AND a.first_frame <= ? AND a.last_frame >= ? AND a.first_frame >= ?"
                    " AND" FL_SQL_EFFECTIVE "ORDER BY a.lamport, r.uuid, a.seq",
                    "iiiiii", stream, tag, annotator, range->last, range->first,
                    range->first - find_longest (self, annotator, stream, tag)),
    error);
  if (rows == NULL || !cut_out (self, annotator, stream, tag, range, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    row->range.first = MAX (row->range.first, range->first);
    row->range.last = MIN (row->range.last, range->last);
  }
  return lay (self, rows, error) && join_pieces (self, annotator, stream, tag, range, error);
}

static FlLabelRow
row_of_action (const FlLabelAction *label, FlActionId id)
{
  return (FlLabelRow){.annotator = label->annotator,
                      .stream = label->stream,
                      .tag = label->tag,
                      .range = label->range,
                      .state = label->state,
                      .class_id = label->class_id,
                      .kind = label->kind,
                      .at_us = label->at_us,
                      .action = id};
}

static gboolean
check_label (const FlLabelAction *label, GError **error)
{
  if (label->range.first >= 0 && label->range.last >= label->range.first && label->stream > 0)
    return TRUE;
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID,
               _ ("Frames %" PRId64 " to %" PRId64 " are no range"), label->range.first,
               label->range.last);
  return FALSE;
}

gboolean
fl_store_append_label (FlStore *self,
                       const FlLabelAction *label,
                       gint64 head,
                       FlActionId *out,
                       GError **error)
{
  FlLabelAction dated = *label;
  if (dated.at_us <= 0)
    dated.at_us = g_get_real_time ();
  if (label->doubted.seq > 0)
    dated.question =
      fl_store_add_second_look (self, label->stream, label->range.first, label->doubted, error);
  if (label->doubted.seq > 0 && dated.question == 0)
    return FALSE;
  const FlNewAction action = {.annotator = label->annotator,
                              .verb = "label",
                              .label = &dated,
                              .batch_seq = head};

  if (!check_label (label, error) || !fl_store_append (self, &action, out, error))
    return FALSE;
  FlLabelRow row = row_of_action (&dated, *out);
  return overlay (self, &row, error);
}

gboolean
fl_store_label_part (FlStore *self,
                     const FlLabelAction *labels,
                     gsize n,
                     gint64 *head,
                     FlActionId *out,
                     GError **error)
{
  gint64 first = *head;

  g_return_val_if_fail (n > 0, FALSE);

  if (!fl_store_begin (self, error))
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    FlActionId id;
    if (!fl_store_append_label (self, &labels[i], first, &id, error)) {
      fl_store_rollback (self);
      return FALSE;
    }
    if (first == 0)
      first = id.seq;
    if (out != NULL)
      out[i] = id;
  }
  if (!fl_store_commit (self, error))
    return FALSE;
  *head = first;
  return TRUE;
}

gboolean
fl_store_label_together (FlStore *self,
                         const FlLabelAction *labels,
                         gsize n,
                         FlActionId *out,
                         GError **error)
{
  gint64 head = 0;

  return fl_store_label_part (self, labels, n, &head, out, error);
}

gboolean
fl_store_label (FlStore *self, const FlLabelAction *label, FlActionId *out, GError **error)
{
  return fl_store_label_together (self, label, 1, out, error);
}

/* Writes some rows of a batch; they do not count before its head is written. */
static gboolean
append_rows (FlStore *self,
             const FlLabelAction *labels,
             gsize n,
             gint64 head,
             gint64 first_seq,
             GError **error)
{
  if (!fl_store_begin (self, error))
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    const FlNewAction action = {.annotator = labels[i].annotator,
                                .verb = "label",
                                .label = &labels[i],
                                .batch_seq = head,
                                .seq = first_seq + (gint64) i};
    if (!check_label (&labels[i], error) || !fl_store_append (self, &action, NULL, error)) {
      fl_store_rollback (self);
      return FALSE;
    }
  }
  return fl_store_commit (self, error);
}

gboolean
fl_store_label_many (FlStore *self,
                     const FlLabelAction *labels,
                     gsize n,
                     gint64 annotator,
                     const char *title,
                     GError **error)
{
  gint64 head = fl_store_next_seq (self);
  const FlNewAction action = {.annotator = annotator,
                              .verb = "import",
                              .seq = head,
                              .payload = title};

  /* The rows get the numbers behind the head's, which is written last; see FL_SQL_EFFECTIVE. */
  for (gsize at = 0; at < n; at += BATCH_ROWS)
    if (!append_rows (self, labels + at, MIN (BATCH_ROWS, n - at), head, head + 1 + (gint64) at,
                      error))
      return FALSE;
  if (!fl_store_begin (self, error))
    return FALSE;
  FlActionId id = {.replica = FL_STORE_OWN_REPLICA, .seq = head};
  if (fl_store_append (self, &action, NULL, error) && fl_store_fold_action (self, id, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

GArray *
fl_store_resolve_labels (FlStore *self, GArray *rows)
{
  g_autoptr (GHashTable) merged = rows != NULL ? fl_store_list_merged (self) : NULL;

  for (guint i = 0; rows != NULL && g_hash_table_size (merged) > 0 && i < rows->len; i++) {
    FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    row->class_id = fl_store_resolve_class (merged, row->class_id);
    row->tag = fl_store_resolve_class (merged, row->tag);
    row->guess_class = fl_store_resolve_class (merged, row->guess_class);
  }
  return rows;
}

/* What is told of a label `l`, and the order in which labels were said. */
#define SQL_LISTED                                                                                 \
  "SELECT l.annotator, l.stream, l.tag, l.first_frame, l.last_frame, l.state, l.class, l.kind,"    \
  " l.at_us, l.replica, l.seq, a.guess_class FROM "
#define SQL_SAID                                                                                   \
  " JOIN replica r ON r.id = l.replica JOIN action a ON a.replica = l.replica AND a.seq = l.seq "
#define SQL_ORDER " ORDER BY a.lamport, r.uuid, l.seq, l.first_frame"

GArray *
fl_store_list_labels (FlStore *self, gint64 stream, GError **error)
{
  GArray *rows =
    fl_store_collect_labels (self,
                             fl_store_query (self, error,
                                             SQL_LISTED "label l" SQL_SAID
                                                        "WHERE ?1 = 0 OR l.stream = ?1" SQL_ORDER,
                                             "i", stream),
                             error);
  return fl_store_resolve_labels (self, rows);
}

GArray *
fl_store_list_labels_in (FlStore *self,
                         gint64 stream,
                         const FlRange *range,
                         gboolean has_tags,
                         GError **error)
{
  GArray *rows = fl_store_collect_labels (
    self,
    fl_store_query (self, error,
                    SQL_LISTED "annotator n CROSS JOIN (SELECT 0 AS id UNION ALL SELECT id"
                               " FROM class WHERE ?4) t CROSS JOIN label l ON l.annotator = n.id"
                               " AND l.stream = ?1 AND l.tag = t.id AND l.first_frame <= ?3"
                               " AND l.first_frame >= coalesce ((SELECT max (m.first_frame)"
                               " FROM label m WHERE m.annotator = n.id AND m.stream = ?1"
                               " AND m.tag = t.id AND m.first_frame <= ?2), ?2)" SQL_SAID
                               "WHERE l.last_frame >= ?2" SQL_ORDER,
                    "iiii", stream, range->first, range->last, (gint64) has_tags),
    error);
  return fl_store_resolve_labels (self, rows);
}
