/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What classes mean. Each change is one action, the head of what it brings about. */
#include "store/fl-store-meaning.h"

#include <glib/gi18n.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-classes-private.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-sweeps.h"

/* Whether @part is of the class, or of the tag, with either answer. */
static gboolean
has_class (const FlLotPart *part, gint64 class_id)
{
  for (guint i = 0; i < part->samples->len; i++)
    if (ABS (g_array_index (part->samples, FlLotSample, i).class_id) == class_id)
      return TRUE;
  return FALSE;
}

static gboolean
names_class (FlStore *self, gint64 lot, gint64 class_id)
{
  g_autoptr (GPtrArray) parts = fl_store_list_lot_parts (self, lot, NULL);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (has_class (parts->pdata[i], class_id))
      return TRUE;
  return FALSE;
}

static gboolean
stands (const FlLotRow *lot)
{
  return g_str_equal (lot->state, "open") || g_str_equal (lot->state, "certified");
}

static gboolean
has_row (FlStore *self, sqlite3_stmt *statement)
{
  const gboolean is_any = statement != NULL && fl_store_step (self, statement, NULL);

  if (statement != NULL)
    sqlite3_reset (statement);
  return is_any;
}

static gboolean
void_lot (FlStore *self, gint64 lot, gint64 annotator, gint64 head, GError **error)
{
  const FlNewAction action = {.annotator = annotator,
                              .verb = "lot-void",
                              .lot = lot,
                              .batch_seq = head};

  return fl_store_append (self, &action, NULL, error) && fl_store_fold_lot (self, lot, error);
}

/* A class that means something else may take samples of any other, or give them up; of one that is split, or
 * merged, all others are what they were. */
static gboolean
is_about_all (const char *verb)
{
  return g_str_equal (verb, "class-redefine");
}

/* Lots would speak of something else than was accepted, and certificates of something else than was
 * answered (decisions 29). */
static gboolean
void_lots (FlStore *self,
           const char *verb,
           gint64 class_id,
           gint64 annotator,
           gint64 head,
           GError **error)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self, error);

  for (guint i = 0; lots != NULL && i < lots->len; i++) {
    const FlLotRow *lot = lots->pdata[i];
    if (!stands (lot) || (!is_about_all (verb) && !names_class (self, lot->id, class_id)))
      continue;
    if (!void_lot (self, lot->id, annotator, head, error))
      return FALSE;
  }
  return lots != NULL;
}

/* How often change `c` had been undone, or done again, before action `a`. */
#define SQL_N_UNDOS                                                                                \
  " (SELECT count (*) FROM action u WHERE u.verb = 'undo' AND u.undoes_replica = c.replica"        \
  " AND u.undoes_seq = c.seq AND u.lamport < a.lamport) "
#define SQL_N_REDOS                                                                                \
  " (SELECT count (*) FROM action u JOIN action r ON r.verb = 'redo'"                              \
  " AND r.undoes_replica = u.replica AND r.undoes_seq = u.seq"                                     \
  " WHERE u.undoes_replica = c.replica AND u.undoes_seq = c.seq AND r.lamport < a.lamport) "

/* Whether there is an action `a` of this kind that was done while change (?2, ?3) held or, where ?4, was undone. */
#define SQL_MEANWHILE(kind)                                                                        \
  "SELECT 1 FROM action a JOIN action c ON c.replica = ?2 AND c.seq = ?3 WHERE " kind              \
  " AND a.lamport > c.lamport AND (" SQL_N_UNDOS ">" SQL_N_REDOS ") = ?4"                          \
  " AND NOT (" FL_SQL_TAKEN_BACK ") LIMIT 1"

/* Whether a check of @lot was answered while @change held, or, where @while_undone, while it was undone; then it
 * also counts that it was accepted. */
static gboolean
is_checked (FlStore *self, gint64 lot, const FlActionId *change, gboolean while_undone)
{
  return has_row (self,
                  fl_store_query (self, NULL,
                                  SQL_MEANWHILE (
                                    "a.lot = ?1 AND (a.verb = 'label' OR (a.verb = 'lot' AND ?4))"),
                                  "iiii", lot, change->replica, change->seq,
                                  (gint64) (while_undone != FALSE)));
}

/* Whether @sweep was begun, or looked at, meanwhile: by what the class meant then its blocks were told apart. */
static gboolean
is_swept (FlStore *self, gint64 sweep, const FlActionId *change, gboolean while_undone)
{
  return has_row (self, fl_store_query (self, NULL,
                                        SQL_MEANWHILE (
                                          "a.sweep = ?1 AND a.verb IN ('sweep', 'sweep-sheet')"),
                                        "iiii", sweep, change->replica, change->seq,
                                        (gint64) (while_undone != FALSE)));
}

/* Ids of a class that was changed, and of what it was merged into. */
static GArray *
list_changed (FlStore *self, const FlActionId *change, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT c.id FROM action a JOIN class c ON c.id = a.class OR c.uuid = a.payload"
                    " WHERE a.replica = ? AND a.seq = ?",
                    "ii", change->replica, change->seq);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (statement != NULL && fl_store_step (self, statement, NULL)) {
    const gint64 id = sqlite3_column_int64 (statement, 0);
    g_array_append_val (ids, id);
  }
  return ids;
}

/* Lots that earlier turns of a change had ended stand again, or the other way round. */
static gboolean
fold_lots (FlStore *self, GError **error)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self, error);

  for (guint i = 0; lots != NULL && i < lots->len; i++)
    if (!fl_store_fold_lot (self, ((const FlLotRow *) lots->pdata[i])->id, error))
      return FALSE;
  return lots != NULL;
}

static gboolean
has_id (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Sweeps that earlier turns had withdrawn stand again by themselves. */
static gboolean
turn_sweeps (FlStore *self,
             const FlMeaningTurn *turn,
             const GArray *ids,
             gint64 annotator,
             GError **error)
{
  g_autoptr (GPtrArray) sweeps = fl_store_list_sweeps (self, error);

  for (guint i = 0; sweeps != NULL && i < sweeps->len; i++) {
    const FlSweepRow *sweep = sweeps->pdata[i];
    if (!g_str_equal (sweep->state, "withdrawn") && has_id (ids, sweep->class_id) &&
        is_swept (self, sweep->id, &turn->change, turn->is_redo) &&
        !fl_store_void_sweep (self, sweep->id, annotator, turn->head, error))
      return FALSE;
  }
  return sweeps != NULL;
}

gboolean
fl_store_turn_meaning (FlStore *self, const FlMeaningTurn *turn, gint64 annotator, GError **error)
{
  g_autoptr (GArray) ids = list_changed (self, &turn->change, error);

  if (!fold_lots (self, error) || !turn_sweeps (self, turn, ids, annotator, error))
    return FALSE;
  /* Who tells classes apart says enough of them as one. */
  if (turn->is_redo && g_str_equal (turn->verb, "class-merge"))
    return TRUE;
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self, error);
  for (guint i = 0; lots != NULL && i < lots->len; i++) {
    const FlLotRow *lot = lots->pdata[i];
    gboolean is_meant = is_about_all (turn->verb);
    if (!stands (lot) || !is_checked (self, lot->id, &turn->change, turn->is_redo))
      continue;
    for (guint j = 0; j < ids->len && !is_meant; j++)
      is_meant = names_class (self, lot->id, g_array_index (ids, gint64, j));
    if (is_meant && !void_lot (self, lot->id, annotator, turn->head, error))
      return FALSE;
  }
  return lots != NULL;
}

static gboolean
insert_parts (FlStore *self, const GPtrArray *parts, gint64 annotator, gint64 head, GError **error)
{
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (fl_store_insert_class (self, parts->pdata[i], annotator, head, error) == 0)
      return FALSE;
  return TRUE;
}

/* One transaction: the head, and what follows from it. */
static gboolean
change (FlStore *self,
        gint64 id,
        const char *verb,
        const char *payload,
        const GPtrArray *parts,
        gint64 annotator,
        GError **error)
{
  const FlNewAction action = {.annotator = annotator,
                              .verb = verb,
                              .class_id = id,
                              .payload = payload};
  FlActionId head;

  if (!fl_store_begin (self, error))
    return FALSE;
  if (fl_store_append (self, &action, &head, error) && fl_store_fold_class (self, id, error) &&
      insert_parts (self, parts, annotator, head.seq, error) &&
      void_lots (self, verb, id, annotator, head.seq, error) &&
      fl_store_void_sweeps (self, id, annotator, head.seq, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

gboolean
fl_store_redefine_class (FlStore *self,
                         gint64 id,
                         const char *definition,
                         gint64 annotator,
                         GError **error)
{
  return change (self, id, "class-redefine", definition, NULL, annotator, error);
}

/* Two parts of one name would be two classes of one name. */
static gboolean
check_parts (FlStore *self, gint64 id, const GPtrArray *parts, GError **error)
{
  for (guint i = 0; i < parts->len; i++) {
    const char *name = ((const FlClassRow *) parts->pdata[i])->name;
    if (!fl_store_check_new_class (self, name, id, error))
      return FALSE;
    for (guint j = 0; j < i; j++)
      if (g_str_equal (((const FlClassRow *) parts->pdata[j])->name, name)) {
        g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS,
                     _ ("“%s” is named twice; give the parts different names"), name);
        return FALSE;
      }
  }
  return TRUE;
}

gboolean
fl_store_split_class (FlStore *self,
                      gint64 id,
                      const GPtrArray *parts,
                      gint64 annotator,
                      GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const FlClassRow *) parts->pdata[i])->name);
  return check_parts (self, id, parts, error) &&
         change (self, id, "class-split", names->str, parts, annotator, error);
}

gboolean
fl_store_confirm_class (FlStore *self, gint64 id, gint64 annotator, GError **error)
{
  return fl_store_set_class (self, id, "confirm", NULL, annotator, error);
}
