/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading answers from the history. It has no cache: this is asked seldom. */
#include "store/fl-store-answers.h"

#include "store/fl-store-actions-private.h"
#include "store/fl-store-merged.h"
#include "store/fl-store-private.h"

/* Behind so many actions nothing is looked for; most of them are checks of a lot, or were imported. */
#define N_NEWEST 1000

static FlAnswerRow
read_answer (sqlite3_stmt *statement, GHashTable *merged)
{
  const gboolean has_time = sqlite3_column_int64 (statement, 5) > 0;

  return (FlAnswerRow){
    .stream = sqlite3_column_int64 (statement, 0),
    .frame = sqlite3_column_int64 (statement, 1),
    .said = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 2)),
    .guess = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 3)),
    .is_blind = sqlite3_column_int (statement, 4) != 0,
    .took_ms = has_time ? MAX (0, sqlite3_column_int64 (statement, 6)) : -1,
    .lot = sqlite3_column_int64 (statement, 7),
  };
}

GArray *
fl_store_list_answers (FlStore *self, GError **error)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAnswerRow));
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);
  /* Questions of draws that were answered. */
  g_autoptr (GHashTable) drawn = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  /* What one key said of a run or of several tags is one answer; only what was shown has a time. */
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT a.stream, coalesce (p.first_frame, a.first_frame), a.class,"
    " coalesce (c.class, a.guess_class),"
    " a.kind IN ('audit', 'check') AND a.guess_shown IS NOT 1"
    " AND coalesce (q.kind, '') <> 'audit-again', a.shown_ms, a.answered_ms - a.shown_ms,"
    " coalesce (a.lot, 0), coalesce (a.question, 0)"
    " FROM action a LEFT JOIN question q ON q.id = a.question"
    " LEFT JOIN random_check c ON c.question = a.question"
    " LEFT JOIN place p ON p.replica = a.replica AND p.seq = a.seq"
    " WHERE a.verb = 'label' AND a.state <> 0"
    " AND CASE WHEN a.kind IN ('audit', 'check') THEN NOT (" FL_SQL_TAKEN_BACK ")"
    " ELSE a.answered_ms IS NOT NULL AND" FL_SQL_EFFECTIVE "END"
    " GROUP BY a.replica, coalesce (a.batch_seq, a.seq) ORDER BY a.lamport",
    "");

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &failure)) {
    const FlAnswerRow answer = read_answer (statement, merged);
    gint64 question = sqlite3_column_int64 (statement, 8);
    if (!answer.is_blind || question == 0 ||
        g_hash_table_add (drawn, g_memdup2 (&question, sizeof question)))
      g_array_append_val (answers, answer);
  }
  if (failure == NULL)
    return g_steal_pointer (&answers);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
fl_store_count_asked (FlStore *self, guint n_wanted, FlAskedCount *out, GError **error)
{
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT a.class, a.guess_class FROM"
                    " (SELECT * FROM action ORDER BY lamport DESC LIMIT ?) a"
                    " WHERE a.verb = 'label' AND a.kind = 'frame' AND a.state = 1 AND a.tag = 0"
                    " AND a.guess_class > 0 AND a.answered_ms IS NOT NULL"
                    " AND coalesce (a.question, 0) = 0 AND" FL_SQL_EFFECTIVE
                    "ORDER BY a.lamport DESC LIMIT ?",
                    "ii", (gint64) N_NEWEST, (gint64) n_wanted);

  *out = (FlAskedCount){0};
  if (statement == NULL)
    return FALSE;
  while (fl_store_step (self, statement, &failure)) {
    out->n++;
    out->n_surprises += fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 0)) !=
                            fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 1))
                          ? 1
                          : 0;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_listed (const GArray *rows, gint64 stream, gint64 frame)
{
  for (guint i = 0; i < rows->len; i++) {
    const FlLastAnswerRow *row = &g_array_index (rows, FlLastAnswerRow, i);
    if (row->stream == stream && row->shown == frame)
      return TRUE;
  }
  return FALSE;
}

static FlLastAnswerRow
read_last_answer (sqlite3_stmt *statement)
{
  return (FlLastAnswerRow){.stream = sqlite3_column_int64 (statement, 0),
                           .range = {.first = sqlite3_column_int64 (statement, 1),
                                     .last = sqlite3_column_int64 (statement, 2)},
                           .shown = sqlite3_column_int64 (statement, 3),
                           .tag = sqlite3_column_int64 (statement, 4),
                           .action = sqlite3_column_int64 (statement, 5)};
}

/* The frame that was shown is said right after its run, and by that the run is an answer. */
GArray *
fl_store_list_last_answers (FlStore *self, gint64 annotator, guint n, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlLastAnswerRow));
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT a.stream, coalesce (p.first_frame, a.first_frame),"
    " coalesce (p.last_frame, a.last_frame),"
    " coalesce (g.first_frame, f.first_frame, p.first_frame, a.first_frame),"
    " CASE WHEN EXISTS (SELECT 1 FROM action t WHERE t.replica = a.replica"
    " AND t.seq = a.seq + 1 AND t.batch_seq = a.seq) THEN 0 ELSE a.tag END,"
    " a.seq FROM action a LEFT JOIN place p ON p.replica = a.replica AND p.seq = a.seq"
    " LEFT JOIN action f ON a.kind = 'run' AND f.replica = a.replica AND f.seq = a.seq + 1"
    " AND f.batch_seq = a.seq LEFT JOIN place g ON g.replica = f.replica AND g.seq = f.seq"
    " WHERE a.replica = 1 AND a.annotator = ? AND a.batch_seq IS NULL AND a.verb = 'label'"
    " AND a.seq > (SELECT max(seq) FROM action WHERE replica = 1) - ?"
    " AND coalesce (f.answered_ms, a.answered_ms) IS NOT NULL"
    " AND (p.seq IS NULL OR p.first_frame IS NOT NULL)"
    " AND a.stream NOT IN (SELECT id FROM stream WHERE is_hidden = 1)"
    " AND" FL_SQL_EFFECTIVE "ORDER BY a.seq DESC",
    "ii", annotator, (gint64) N_NEWEST);

  if (statement == NULL)
    return NULL;
  while (rows->len < n && fl_store_step (self, statement, &failure)) {
    const FlLastAnswerRow row = read_last_answer (statement);
    if (!is_listed (rows, row.stream, row.shown))
      g_array_append_val (rows, row);
  }
  sqlite3_reset (statement);
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
