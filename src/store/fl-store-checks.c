/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool. What counts as an answer follows from the history alone. */
#include "store/fl-store-checks.h"

#include "store/fl-store-actions-private.h"
#include "store/fl-store-merged.h"

/* For a row `c` of random_check: what the machine said. */
#define SQL_GUESS " CASE c.state WHEN 3 THEN -c.tag ELSE c.class END "

/* For a row `c` of random_check: the answers `a` to it that count, of which the first is the one. */
#define SQL_ANSWERS                                                                                \
  " a.question = c.question AND a.verb = 'label' AND a.kind = 'check' AND NOT (" FL_SQL_TAKEN_BACK \
  ") "

static gboolean
insert (FlStore *self, const FlCheckDraw *draw, GError **error)
{
  g_autofree char *text = g_strdup_printf ("1/%" G_GINT64_FORMAT, draw->n_pool);

  return fl_store_run (self, error,
                       "INSERT INTO question (kind, stream, frame, issued_us, draw)"
                       " VALUES ('check', ?, ?, ?, ?)",
                       "iiis", draw->stream, draw->frame, g_get_real_time (), text) &&
         fl_store_run (self, error,
                       "INSERT INTO random_check (question, pts, class, probability, model,"
                       " n_labels, tag, state) VALUES (last_insert_rowid (), ?, ?, ?, ?, ?, ?, ?)",
                       "nidiiii", draw->has_pts, draw->pts, ABS (draw->class_id), draw->probability,
                       draw->model, draw->n_labels, draw->tag,
                       (gint64) (draw->class_id < 0 ? FL_LABEL_NO : FL_LABEL_LABELLED));
}

gint64
fl_store_issue_check (FlStore *self, const FlCheckDraw *draw, GError **error)
{
  if (!fl_store_begin (self, error))
    return 0;
  if (!insert (self, draw, error)) {
    fl_store_rollback (self);
    return 0;
  }
  const gint64 question = sqlite3_last_insert_rowid (self->db);
  return fl_store_commit (self, error) ? question : 0;
}

static FlCheckDraw
read_draw (sqlite3_stmt *statement)
{
  return (FlCheckDraw){.stream = sqlite3_column_int64 (statement, 1),
                       .frame = sqlite3_column_int64 (statement, 2),
                       .has_pts = sqlite3_column_type (statement, 3) != SQLITE_NULL,
                       .pts = sqlite3_column_int64 (statement, 3),
                       .n_pool = sqlite3_column_int64 (statement, 4),
                       .class_id = sqlite3_column_int64 (statement, 5),
                       .probability = sqlite3_column_double (statement, 6),
                       .model = sqlite3_column_int64 (statement, 7),
                       .n_labels = sqlite3_column_int64 (statement, 8),
                       .tag = sqlite3_column_int64 (statement, 9)};
}

GArray *
fl_store_list_open_checks (FlStore *self, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT c.question, q.stream, q.frame, c.pts, CAST (substr (q.draw, 3) AS INTEGER)," SQL_GUESS
    ", c.probability, c.model, c.n_labels, c.tag FROM random_check c JOIN question q ON q.id = c.question WHERE NOT EXISTS (SELECT 1 FROM action a WHERE" SQL_ANSWERS
    ") ORDER BY c.question",
    "");
  g_autoptr (GArray) checks = g_array_new (FALSE, FALSE, sizeof (FlOpenCheck));
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const FlOpenCheck check = {.question = sqlite3_column_int64 (statement, 0),
                               .draw = read_draw (statement)};
    g_array_append_val (checks, check);
  }
  if (problem == NULL)
    return g_steal_pointer (&checks);
  g_propagate_error (error, problem);
  return NULL;
}

GArray *
fl_store_list_checks (FlStore *self, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT c.question," SQL_GUESS "," FL_SQL_SAID ", c.probability,"
                    " c.n_labels, NOT (" FL_SQL_FRESH "), c.tag, NOT (" FL_SQL_EFFECTIVE
                    ") FROM random_check c CROSS JOIN action a"
                    " JOIN replica r ON r.id = a.replica WHERE" SQL_ANSWERS
                    "ORDER BY c.question, a.lamport, r.uuid, a.seq",
                    "");
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);
  g_autoptr (GArray) checks = g_array_new (FALSE, FALSE, sizeof (FlCheckAnswer));
  GError *problem = NULL;
  gint64 last = 0;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const FlCheckAnswer check =
      {.guess_id = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 1)),
       .class_id = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 2)),
       .probability = sqlite3_column_double (statement, 3),
       .n_labels = sqlite3_column_int64 (statement, 4),
       .is_final = sqlite3_column_int (statement, 5) != 0,
       .tag = sqlite3_column_int64 (statement, 6),
       .is_taken_back = sqlite3_column_int (statement, 7) != 0};
    if (sqlite3_column_int64 (statement, 0) != last)
      g_array_append_val (checks, check);
    last = sqlite3_column_int64 (statement, 0);
  }
  if (problem == NULL)
    return g_steal_pointer (&checks);
  g_propagate_error (error, problem);
  return NULL;
}
