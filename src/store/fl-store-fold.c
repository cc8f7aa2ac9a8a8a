/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the history to the current state, for whatever an action was about; and the check that
 * folds all of it anew. */
#include "store/fl-store-actions-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A stretch of one track, to be folded. */
typedef struct {
  gint64 annotator;
  gint64 stream;
  gint64 tag;
  FlRange range;
} Extent;

static GArray *
list_extents (FlStore *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    Extent extent = {.annotator = sqlite3_column_int64 (statement, 0),
                     .stream = sqlite3_column_int64 (statement, 1),
                     .tag = sqlite3_column_int64 (statement, 2),
                     .range = {.first = sqlite3_column_int64 (statement, 3),
                               .last = sqlite3_column_int64 (statement, 4)}};
    g_array_append_val (extents, extent);
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&extents);
}

static gboolean
fold_extents (FlStore *self, GArray *extents, GError **error)
{
  if (extents == NULL)
    return FALSE;
  for (guint i = 0; i < extents->len; i++) {
    const Extent *extent = &g_array_index (extents, Extent, i);
    if (!fl_store_fold_labels (self, extent->annotator, extent->stream, extent->tag, &extent->range,
                               error))
      return FALSE;
  }
  return TRUE;
}

/* Classes, streams or lots that an action or its batch names. */
static gboolean
fold_named (FlStore *self,
            sqlite3_stmt *statement,
            gboolean (*fold) (FlStore *, gint64, GError **),
            GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *problem = NULL;

  if (statement == NULL)
    return FALSE;
  while (fl_store_step (self, statement, &problem)) {
    gint64 id = sqlite3_column_int64 (statement, 0);
    g_array_append_val (ids, id);
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  for (guint i = 0; i < ids->len; i++)
    if (!fold (self, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Whether the project has tags follows from few actions, which are looked for among all. */
static gboolean
fold_kind (FlStore *self, FlActionId id, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT 1 FROM action WHERE replica = ? AND seq = ? AND verb = 'convert'", "ii",
                    id.replica, id.seq);

  if (statement == NULL)
    return FALSE;
  if (!fl_store_step (self, statement, NULL))
    return TRUE;
  sqlite3_reset (statement);
  return fl_store_fold_kind (self, error);
}

/* What an action and its batch label; what is nowhere any more is left out. */
static GArray *
list_touched (FlStore *self, FlActionId id, GError **error)
{
  return list_extents (
    self,
    fl_store_query (self, error,
                    "SELECT a.annotator, a.stream, a.tag,"
                    " min (CASE WHEN p.seq IS NULL THEN a.first_frame ELSE p.first_frame END),"
                    " max (CASE WHEN p.seq IS NULL THEN a.last_frame ELSE p.last_frame END)"
                    " FROM action a LEFT JOIN place p ON p.replica = a.replica AND p.seq = a.seq"
                    " WHERE a.verb = 'label' AND (p.seq IS NULL OR p.first_frame IS NOT NULL)"
                    " AND" FL_SQL_WITH_BATCH "GROUP BY a.annotator, a.stream, a.tag",
                    "ii", id.replica, id.seq),
    error);
}

GArray *
fl_store_list_touched (FlStore *self, FlActionId id, GError **error)
{
  g_autoptr (GArray) extents = list_touched (self, id, error);
  GArray *stretches = extents != NULL ? g_array_new (FALSE, FALSE, sizeof (FlStretch)) : NULL;

  for (guint i = 0; stretches != NULL && i < extents->len; i++) {
    const Extent *extent = &g_array_index (extents, Extent, i);
    const FlStretch stretch = {.stream = extent->stream, .range = extent->range};
    g_array_append_val (stretches, stretch);
  }
  return stretches;
}

gboolean
fl_store_fold_action (FlStore *self, FlActionId id, GError **error)
{
  g_autoptr (GArray) extents = list_touched (self, id, error);

  return fold_extents (self, extents, error) && fold_kind (self, id, error) &&
         fold_named (self,
                     fl_store_query (self, error,
                                     "SELECT DISTINCT a.class FROM action a WHERE"
                                     " a.verb LIKE 'class-%' AND a.class IS NOT NULL"
                                     " AND" FL_SQL_WITH_BATCH,
                                     "ii", id.replica, id.seq),
                     fl_store_fold_class, error) &&
         fold_named (self,
                     fl_store_query (self, error,
                                     "SELECT stream FROM action WHERE replica = ? AND seq = ?"
                                     " AND verb LIKE 'stream-%' AND stream IS NOT NULL",
                                     "ii", id.replica, id.seq),
                     fl_store_fold_hidden, error) &&
         fold_named (self,
                     fl_store_query (self, error,
                                     "SELECT DISTINCT a.lot FROM action a WHERE a.lot IS NOT NULL"
                                     " AND" FL_SQL_WITH_BATCH,
                                     "ii", id.replica, id.seq),
                     fl_store_fold_lot, error);
}

/* Says what SQLite itself finds wrong with the file. */
static void
check_file (FlStore *self, GPtrArray *findings)
{
  static const char *const checks[] = {"PRAGMA integrity_check", "PRAGMA foreign_key_check"};

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    sqlite3_stmt *statement = fl_store_query (self, NULL, checks[i], "");
    while (statement != NULL && fl_store_step (self, statement, NULL)) {
      g_autofree char *text = fl_store_column_text (statement, 0);
      if (strcmp (text, "ok") != 0)
        g_ptr_array_add (findings,
                         g_strdup_printf (_ ("The project file is damaged (%s); restore a "
                                             "copy from its backups folder"),
                                          text));
    }
  }
}

static gboolean
add_to_sum (FlStore *self, GChecksum *sum, const char *sql, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (self, error, sql, "");
  GError *problem = NULL;

  if (statement == NULL)
    return FALSE;
  while (fl_store_step (self, statement, &problem))
    for (int i = 0; i < sqlite3_column_count (statement); i++) {
      const int type = sqlite3_column_type (statement, i);
      g_checksum_update (sum, (const guchar *) &type, sizeof type);
      if (type != SQLITE_NULL)
        g_checksum_update (sum, sqlite3_column_text (statement, i),
                           sqlite3_column_bytes (statement, i) + 1);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* Of everything that follows from the history, but for times of frames, which follow from the
 * index of the stream too. */
static char *
sum_derived (FlStore *self, GError **error)
{
  static const char *const queries[] = {
    "SELECT annotator, stream, tag, first_frame, last_frame, state, class, kind, at_us, replica,"
    " seq FROM label ORDER BY annotator, stream, tag, first_frame",
    "SELECT replica, seq FROM undone ORDER BY replica, seq",
    "SELECT id, name, key, colour, version, definition, merged_into, is_retired FROM class"
    " ORDER BY id",
    "SELECT id, state FROM lot ORDER BY id",
    "SELECT id, is_hidden FROM stream ORDER BY id",
    "SELECT is_multi_label FROM project",
  };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    if (!add_to_sum (self, sum, queries[i], error))
      return NULL;
  return g_strdup (g_checksum_get_string (sum));
}

/* Lays every label of @stream (0: of all) where there is none yet. */
static gboolean
fold_tracks (FlStore *self, gint64 stream, GError **error)
{
  g_autoptr (GArray) extents =
    list_extents (self,
                  fl_store_query (self, error,
                                  "SELECT annotator, stream, tag, min (first_frame),"
                                  " max (last_frame) FROM said WHERE first_frame IS NOT NULL"
                                  " AND (?1 = 0 OR stream = ?1) GROUP BY annotator, stream, tag",
                                  "i", stream),
                  error);

  return fold_extents (self, extents, error);
}

gboolean
fl_store_fold_stream (FlStore *self, gint64 stream, GError **error)
{
  return fl_store_run (self, error, "DELETE FROM label WHERE stream = ?", "i", stream) &&
         fold_tracks (self, stream, error);
}

/* Targets of the undos that were not undone themselves. */
#define SQL_TARGETS                                                                                \
  " SELECT undoes_replica, undoes_seq FROM action WHERE verb = 'undo' AND (replica, seq) NOT IN"   \
  " (SELECT undoes_replica, undoes_seq FROM action WHERE verb = 'redo') "

/* What undo and redo name: the target of each undo that was not undone itself, the others, and of what belongs to
 * a redo that which was undone once more. */
static gboolean
fold_undone (FlStore *self, GError **error)
{
  return fl_store_run (self, error, "DELETE FROM undone", "") &&
         fl_store_run (
           self, error,
           "INSERT INTO undone" SQL_TARGETS
           "UNION SELECT undoes_replica, undoes_seq FROM action WHERE verb = 'redo'"
           " UNION SELECT r.replica, r.seq FROM action r JOIN action u"
           " ON u.replica = r.undoes_replica AND u.seq = r.undoes_seq"
           " WHERE r.verb = 'redo' AND (u.undoes_replica, u.undoes_seq) IN (" SQL_TARGETS
           ") AND EXISTS (SELECT 1 FROM action b WHERE b.replica = r.replica"
           " AND b.batch_seq = r.seq)",
           "");
}

/* Folds everything; in a transaction. */
static gboolean
fold_all (FlStore *self, GError **error)
{
  if (!fold_undone (self, error) || !fl_store_fold_kind (self, error) ||
      !fold_named (self, fl_store_query (self, error, "SELECT id FROM class", ""),
                   fl_store_fold_class, error) ||
      !fold_named (self, fl_store_query (self, error, "SELECT id FROM stream", ""),
                   fl_store_fold_hidden, error) ||
      !fold_named (self, fl_store_query (self, error, "SELECT id FROM lot", ""), fl_store_fold_lot,
                   error) ||
      !fl_store_run (self, error, "DELETE FROM label", ""))
    return FALSE;
  return fold_tracks (self, 0, error);
}

GPtrArray *
fl_store_check (FlStore *self, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  check_file (self, findings);
  if (self->mode == FL_STORE_READ)
    return g_steal_pointer (&findings);
  g_autofree char *before = sum_derived (self, error);
  if (before == NULL || !fl_store_begin (self, error))
    return NULL;
  g_autofree char *after = fold_all (self, error) ? sum_derived (self, error) : NULL;
  if (after == NULL) {
    fl_store_rollback (self);
    return NULL;
  }
  if (strcmp (before, after) == 0) {
    fl_store_rollback (self);
    return g_steal_pointer (&findings);
  }
  g_ptr_array_add (findings,
                   g_strdup (
                     _ ("Labels, classes, lots or streams did not agree with the history and were "
                        "made again from it; nothing is lost")));
  return fl_store_commit (self, error) ? g_steal_pointer (&findings) : NULL;
}
