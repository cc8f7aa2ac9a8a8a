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

/* Lots would speak of something else than was accepted, and certificates of something else than was
 * answered (decisions 29). */
static gboolean
void_lots (FlStore *self, gint64 class_id, gint64 annotator, gint64 head, GError **error)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self, error);

  for (guint i = 0; lots != NULL && i < lots->len; i++) {
    const FlLotRow *lot = lots->pdata[i];
    const FlNewAction action = {.annotator = annotator,
                                .verb = "lot-void",
                                .lot = lot->id,
                                .batch_seq = head};
    if (!stands (lot) || !names_class (self, lot->id, class_id))
      continue;
    if (!fl_store_append (self, &action, NULL, error) || !fl_store_fold_lot (self, lot->id, error))
      return FALSE;
  }
  return lots != NULL;
}

/* Whether a check of @lot was answered since @change. */
static gboolean
is_checked_since (FlStore *self, gint64 lot, const FlActionId *change)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT 1 FROM action a JOIN action c ON c.replica = ?2 AND c.seq = ?3"
                    " WHERE a.lot = ?1 AND a.verb = 'label' AND a.lamport > c.lamport"
                    " AND NOT (" FL_SQL_TAKEN_BACK ") LIMIT 1",
                    "iii", lot, change->replica, change->seq);
  const gboolean is_any = statement != NULL && fl_store_step (self, statement, NULL);

  if (statement != NULL)
    sqlite3_reset (statement);
  return is_any;
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

gboolean
fl_store_void_checked_since (FlStore *self, FlActionId change, gint64 annotator, GError **error)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self, error);
  g_autoptr (GArray) ids = list_changed (self, &change, error);

  for (guint i = 0; lots != NULL && i < lots->len; i++) {
    const FlLotRow *lot = lots->pdata[i];
    const FlNewAction action = {.annotator = annotator, .verb = "lot-void", .lot = lot->id};
    gboolean is_meant = FALSE;
    if (!stands (lot) || !is_checked_since (self, lot->id, &change))
      continue;
    for (guint j = 0; j < ids->len && !is_meant; j++)
      is_meant = names_class (self, lot->id, g_array_index (ids, gint64, j));
    if (!is_meant)
      continue;
    if (!fl_store_append (self, &action, NULL, error) || !fl_store_fold_lot (self, lot->id, error))
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
      void_lots (self, id, annotator, head.seq, error) &&
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
