/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits of lots. The order of a lot is a hash of each sample (decisions 29); what counts as an
 * answer follows from the history alone. */
#include "store/fl-store-audits.h"

#include "store/fl-draw.h"
#include "store/fl-store-actions-private.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-merged.h"

#include <math.h>

/* Seed and lot and stream, 0 when there is no such lot. */
static guint64
hash_part (FlStore *self, gint64 lot, gint64 stream)
{
  sqlite3_stmt *statement = fl_store_query (self, NULL,
                                            "SELECT l.seed || l.uuid || s.uuid FROM lot l, stream s"
                                            " WHERE l.id = ? AND s.id = ?",
                                            "ii", lot, stream);

  return fl_draw_hash_row (self, statement);
}

/* Adds the samples of one stream whose keys are not above @limit. */
static void
add_part (FlStore *self, gint64 lot, const FlLotPart *part, guint64 limit, GArray *keyed)
{
  const guint64 base = hash_part (self, lot, part->stream);

  for (guint i = 0; i < part->samples->len; i++) {
    const FlLotSample *sample = &g_array_index (part->samples, FlLotSample, i);
    const FlDraw entry = {.key = fl_draw_hash (base, sample->frame),
                          .stream = part->stream,
                          .frame = sample->frame,
                          .about = sample->class_id};
    if (entry.key <= limit)
      g_array_append_val (keyed, entry);
  }
}

/* Keys are as good as uniform: below this are at least @n of @n_all, but for one time in a billion,
 * and few more. */
static guint64
choose_limit (gsize n, gsize n_all)
{
  const double share = ((double) n + 6 * sqrt ((double) n) + 20) / (double) n_all;

  return share < 0.5 ? (guint64) (share * 0x1p64) : G_MAXUINT64;
}

static GArray *
list_keyed (FlStore *self, gint64 lot, GPtrArray *parts, guint64 limit)
{
  GArray *keyed = g_array_new (FALSE, FALSE, sizeof (FlDraw));

  for (guint i = 0; i < parts->len; i++)
    add_part (self, lot, parts->pdata[i], limit, keyed);
  fl_draw_sort (keyed);
  return keyed;
}

GArray *
fl_store_list_draws (FlStore *self, gint64 lot, gsize n, GError **error)
{
  g_autoptr (GPtrArray) parts = fl_store_list_lot_parts (self, lot, error);
  gsize n_all = 0;

  if (parts == NULL)
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    n_all += ((const FlLotPart *) parts->pdata[i])->samples->len;
  n = MIN (n, n_all);
  g_autoptr (GArray) keyed = list_keyed (self, lot, parts, choose_limit (n, n_all));
  if (keyed->len < n) {
    g_array_unref (keyed);
    keyed = list_keyed (self, lot, parts, G_MAXUINT64);
  }
  GArray *draws = g_array_sized_new (FALSE, FALSE, sizeof (FlAuditDraw), (guint) n);
  for (guint i = 0; i < n; i++) {
    const FlDraw *entry = &g_array_index (keyed, FlDraw, i);
    const FlAuditDraw draw = {.stream = entry->stream,
                              .frame = entry->frame,
                              .class_id = entry->about};
    g_array_append_val (draws, draw);
  }
  return draws;
}

static const char *
name_kind (gboolean is_second)
{
  return is_second ? "audit-again" : "audit";
}

gint64
fl_store_find_audit (FlStore *self, gint64 lot, gint64 draw, gboolean is_second)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, draw);
  sqlite3_stmt *statement =
    fl_store_query (self, NULL, "SELECT id FROM question WHERE lot = ? AND draw = ? AND kind = ?",
                    "iss", lot, text, name_kind (is_second));
  gint64 id = 0;

  if (statement != NULL && fl_store_step (self, statement, NULL)) {
    id = sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
  }
  return id;
}

gint64
fl_store_issue_audit (FlStore *self,
                      gint64 lot,
                      gint64 draw,
                      gboolean is_second,
                      const FlAuditDraw *sample,
                      GError **error)
{
  const gint64 known = fl_store_find_audit (self, lot, draw, is_second);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, draw);

  if (known != 0)
    return known;
  if (!fl_store_run (self, error,
                     "INSERT INTO question (kind, stream, frame, lot, issued_us, draw)"
                     " VALUES (?, ?, ?, ?, ?, ?)",
                     "siiiis", name_kind (is_second), sample->stream, sample->frame, lot,
                     g_get_real_time (), text))
    return 0;
  return sqlite3_last_insert_rowid (self->db);
}

GArray *
fl_store_list_issued_audits (FlStore *self, gint64 lot)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT CAST (draw AS INTEGER), kind = 'audit-again' FROM question"
                    " WHERE lot = ? AND kind IN ('audit', 'audit-again') ORDER BY 1, 2",
                    "i", lot);
  GArray *issued = g_array_new (FALSE, FALSE, sizeof (FlIssuedAudit));

  while (statement != NULL && fl_store_step (self, statement, NULL)) {
    const FlIssuedAudit audit = {.draw = sqlite3_column_int64 (statement, 0),
                                 .is_second = sqlite3_column_int (statement, 1) != 0};
    g_array_append_val (issued, audit);
  }
  return issued;
}

GArray *
fl_store_list_audits (FlStore *self, gint64 lot, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT CAST (q.draw AS INTEGER), q.kind = 'audit-again'," FL_SQL_SAID
    ", a.annotator," FL_SQL_FRESH " FROM action a JOIN question q ON q.id = a.question"
    " JOIN replica r ON r.id = a.replica WHERE a.lot = ?1 AND q.lot = ?1 AND a.verb = 'label'"
    " AND a.kind = 'audit' AND NOT (" FL_SQL_TAKEN_BACK ") ORDER BY 1, 2, a.lamport, r.uuid, a.seq",
    "i", lot);
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAuditAnswer));
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const FlAuditAnswer answer = {
      .draw = sqlite3_column_int64 (statement, 0),
      .is_second = sqlite3_column_int (statement, 1) != 0,
      .class_id = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 2)),
      .annotator = sqlite3_column_int64 (statement, 3),
      .is_fresh = sqlite3_column_int (statement, 4) != 0,
    };
    const FlAuditAnswer *last =
      answers->len > 0 ? &g_array_index (answers, FlAuditAnswer, answers->len - 1) : NULL;
    if (last == NULL || last->draw != answer.draw || last->is_second != answer.is_second)
      g_array_append_val (answers, answer);
  }
  if (problem == NULL)
    return g_steal_pointer (&answers);
  g_propagate_error (error, problem);
  return NULL;
}
