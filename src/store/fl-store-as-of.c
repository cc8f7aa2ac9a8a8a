/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history up to a moment. It has no cache: this is asked seldom. */
#include "store/fl-store-as-of.h"

#include "store/fl-store-labels-private.h"
#include "store/fl-store-lots-private.h"
#include "store/fl-store-sweeps-private.h"

/* What was undone by ?1 and not done again by then. */
#define SQL_UNDONE                                                                                 \
  "(SELECT u.undoes_replica, u.undoes_seq FROM action u WHERE u.verb = 'undo' AND u.at_us <= ?1"   \
  " AND (u.replica, u.seq) NOT IN (SELECT x.undoes_replica, x.undoes_seq FROM action x"            \
  " WHERE x.verb = 'redo' AND x.at_us <= ?1))"

/* How the audits of lot `l` had ended by then. */
#define SQL_CLOSED(verb)                                                                           \
  " EXISTS (SELECT 1 FROM action c WHERE c.lot = l.id AND c.verb = '" verb "' AND c.at_us <= ?1)"

GArray *
fl_store_list_said (FlStore *self, gint64 as_of_us, GError **error)
{
  /* A row of an import was said when the import was, whatever time its file tells. */
  GArray *rows = fl_store_collect_labels (
    self,
    fl_store_query (
      self, error,
      "SELECT a.annotator, a.stream, a.tag, a.first_frame, a.last_frame, a.state, a.class, a.kind,"
      " a.at_us, a.replica, a.seq FROM said a JOIN replica r ON r.id = a.replica"
      " LEFT JOIN action h ON h.replica = a.replica AND h.seq = a.batch_seq"
      " WHERE a.first_frame IS NOT NULL AND (a.replica, a.seq) NOT IN " SQL_UNDONE
      " AND CASE WHEN a.batch_seq IS NULL THEN a.at_us <= ?1"
      " ELSE h.at_us <= ?1 AND (h.replica, h.seq) NOT IN " SQL_UNDONE " END"
      " ORDER BY a.lamport, r.uuid, a.seq",
      "i", as_of_us),
    error);
  return fl_store_resolve_labels (self, rows);
}

/* Whether a lot or sweep had been ended by then. What an undo ended, or a redo, says nothing of any time: answers of
 * before are read by what classes mean now. */
#define SQL_VOIDED(column, row, verb)                                                              \
  " EXISTS (SELECT 1 FROM action v LEFT JOIN action h"                                             \
  " ON h.replica = v.replica AND h.seq = v.batch_seq"                                              \
  " WHERE v." column " = " row ".id AND v.verb = '" verb "' AND CASE"                              \
  " WHEN v.batch_seq IS NULL THEN 1 WHEN h.verb IN ('undo', 'redo')"                               \
  " THEN (h.replica, h.seq) NOT IN (SELECT replica, seq FROM undone)"                              \
  " ELSE v.at_us <= ?1 AND (v.replica, v.batch_seq) NOT IN " SQL_UNDONE " END)"

GPtrArray *
fl_store_list_lots_as_of (FlStore *self, gint64 as_of_us, GError **error)
{
  return fl_store_collect_lots (
    self,
    fl_store_query (
      self, error,
      "SELECT l.id, l.uuid, l.created_us, l.model, l.max_error, l.confidence, l.n_samples,"
      " CASE WHEN" SQL_CLOSED ("lot-fail") " THEN 'failed' WHEN" SQL_CLOSED (
        "lot-certify") " THEN 'certified' ELSE 'open' END, l.scope, NULL FROM lot l"
                       " WHERE EXISTS (SELECT 1 FROM action a WHERE a.lot = l.id AND a.verb = 'lot'"
                       " AND a.at_us <= ?1 AND (a.replica, coalesce (a.batch_seq, a.seq)) NOT IN " SQL_UNDONE
                       ")"
                       " AND NOT" SQL_VOIDED (
                         "lot", "l",
                         "lot-void") " AND NOT EXISTS (SELECT 1 FROM action w WHERE w.lot = l.id AND w.verb = 'lot-withdraw'"
                                     " AND w.at_us <= ?1 AND (w.replica, w.seq) NOT IN " SQL_UNDONE
                                     ")"
                                     " ORDER BY l.id",
      "i", as_of_us),
    error);
}

/* Whether sweep `w` had an action with this verb by then, which is never undone but for its start. */
#define SQL_SWEPT(verb)                                                                            \
  " EXISTS (SELECT 1 FROM action a WHERE a.sweep = w.id AND a.verb = '" verb "'"                   \
  " AND a.at_us <= ?1 AND (a.replica, a.seq) NOT IN " SQL_UNDONE ")"

GPtrArray *
fl_store_list_sweeps_as_of (FlStore *self, gint64 as_of_us, GError **error)
{
  return fl_store_collect_sweeps (
    self,
    fl_store_query (self, error,
                    FL_SQL_SWEEP "CASE WHEN NOT" SQL_SWEPT ("sweep") " OR" SQL_VOIDED (
                      "sweep", "w",
                      "sweep-void") " THEN 'withdrawn'"
                                    " WHEN" SQL_SWEPT (
                                      "sweep-end") " THEN 'ended'"
                                                   " ELSE 'open' END" FL_SQL_SWEEP_END
                                                   "WHERE w.created_us <= ?1 ORDER BY w.id",
                    "i", as_of_us),
    error);
}

gboolean
fl_store_was_converted (FlStore *self, gint64 as_of_us)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT 1 FROM action a WHERE a.verb = 'convert' AND a.at_us <= ?1"
                    " AND (a.replica, a.seq) NOT IN " SQL_UNDONE " LIMIT 1",
                    "i", as_of_us);
  const gboolean was_converted = statement != NULL && fl_store_step (self, statement, NULL);

  if (was_converted)
    sqlite3_reset (statement);
  return was_converted;
}
