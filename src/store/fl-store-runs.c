/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of near-identical frames: where people split them, and by what they are found. */
#include "store/fl-store-runs.h"

#include "store/fl-store-actions-private.h"

gboolean
fl_store_split_run (FlStore *self, const FlLabelAction *at, GError **error)
{
  FlLabelAction where = *at;
  const FlNewAction action = {.annotator = at->annotator, .verb = "run-split", .label = &where};

  where.kind = "";
  where.range.last = where.range.first;
  where.state = FL_LABEL_UNSEEN;
  if (!fl_store_begin (self, error))
    return FALSE;
  if (fl_store_append (self, &action, NULL, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

GArray *
fl_store_list_splits (FlStore *self, gint64 stream, GError **error)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *problem = NULL;
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT DISTINCT CASE WHEN p.replica IS NULL THEN a.first_frame"
    " ELSE p.first_frame END AS frame FROM action a INDEXED BY action_by_verb LEFT JOIN place p"
    " ON p.replica = a.replica AND p.seq = a.seq"
    " WHERE a.stream = ? AND a.verb = 'run-split' AND a.kind = ''"
    " AND frame IS NOT NULL"
    " AND" FL_SQL_EFFECTIVE "ORDER BY frame",
    "i", stream);

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const gint64 frame = sqlite3_column_int64 (statement, 0);
    g_array_append_val (frames, frame);
  }
  if (problem == NULL)
    return g_steal_pointer (&frames);
  g_propagate_error (error, problem);
  return NULL;
}

gboolean
fl_store_keep_run_rule (FlStore *self, const FlRunRuleRow *row, GError **error)
{
  return fl_store_run (self, error, "INSERT OR REPLACE INTO run_rule VALUES (?, ?, ?, ?)", "isid",
                       row->stream, row->extractors, row->scaling, row->tau);
}

gboolean
fl_store_find_run_rule (FlStore *self, FlRunRuleRow *row)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT scaling, tau FROM run_rule WHERE stream = ? AND extractors = ?", "is",
                    row->stream, row->extractors);

  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return FALSE;
  row->scaling = sqlite3_column_int64 (statement, 0);
  row->tau = sqlite3_column_double (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}
