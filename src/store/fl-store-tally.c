/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting answers. It has no cache: this is asked seldom. */
#include "store/fl-store-tally.h"

#include "store/fl-store-actions-private.h"
#include "store/fl-store-private.h"

void
fl_tally_free (FlTally *self)
{
  g_free (self->annotator);
  g_free (self->kind);
  g_free (self);
}

GPtrArray *
fl_store_list_tallies (FlStore *self, GError **error)
{
  g_autoptr (GPtrArray) tallies = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_tally_free);
  g_autoptr (GError) failure = NULL;
  /* An answer is the head of what it says; of an import, whose head counts once it is whole, it is
   * each label. What answers a draw counts once it cannot be replaced: from the counts one could tell
   * what the machine had said. */
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT p.name, a.kind, COUNT (*),"
                    " SUM (a.guess_class IS NOT NULL AND a.tag = 0 AND a.guess_shown = 1),"
                    " SUM (a.guess_class IS NOT NULL AND a.tag = 0 AND a.guess_shown = 0),"
                    " SUM (a.guess_class = a.class AND a.tag = 0 AND a.guess_shown = 1),"
                    " SUM (a.guess_class = a.class AND a.tag = 0 AND a.guess_shown = 0)"
                    " FROM action a JOIN annotator p ON p.id = a.annotator"
                    " LEFT JOIN action h ON h.replica = a.replica AND h.seq = a.batch_seq"
                    " WHERE a.verb = 'label' AND a.state <> 0"
                    " AND (a.batch_seq IS NULL OR h.verb = 'import') AND" FL_SQL_EFFECTIVE
                    " AND NOT (a.kind IN ('audit', 'check') AND" FL_SQL_FRESH ")"
                    " GROUP BY p.name, a.kind ORDER BY p.name, a.kind",
                    "");

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &failure)) {
    FlTally *tally = g_new (FlTally, 1);
    *tally = (FlTally){.annotator = fl_store_column_text (statement, 0),
                       .kind = fl_store_column_text (statement, 1),
                       .n_answers = sqlite3_column_int64 (statement, 2),
                       .n_shown = sqlite3_column_int64 (statement, 3),
                       .n_hidden = sqlite3_column_int64 (statement, 4),
                       .n_shown_agreed = sqlite3_column_int64 (statement, 5),
                       .n_hidden_agreed = sqlite3_column_int64 (statement, 6)};
    g_ptr_array_add (tallies, tally);
  }
  if (failure == NULL)
    return g_steal_pointer (&tallies);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
