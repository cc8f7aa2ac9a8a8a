/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lots: one row, and one blob a stream (decisions 29). */
#include "store/fl-store-lots.h"

#include "store/fl-draw.h"
#include "store/fl-store-actions-private.h"
#include "store/fl-store-lots-private.h"
#include "store/fl-store-merged.h"

#include <math.h>
#include <string.h>
#include <xxhash.h>

/* A sample in the blob, little-endian: frame (8), class (4), confidence in 1/255 (1). Those that were
 * left out come last, and have no class. */
#define SAMPLE_BYTES 13

void
fl_lot_part_free (FlLotPart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->samples, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_free (self);
}

void
fl_lot_row_free (FlLotRow *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->state);
  g_free (self->scope);
  g_free (self->seed);
  g_free (self);
}

static guint
count_edges (const FlLotPart *part)
{
  return part->edges != NULL ? part->edges->len : 0;
}

static void
put_sample (guint8 *at, const FlLotSample *sample)
{
  const gint64 frame = GINT64_TO_LE (sample->frame);
  const gint32 class_id = GINT32_TO_LE ((gint32) sample->class_id);

  memcpy (at, &frame, sizeof frame);
  memcpy (at + 8, &class_id, sizeof class_id);
  at[12] = (guint8) lround (CLAMP (sample->confidence, 0, 1) * 255);
}

static GBytes *
pack (const FlLotPart *part)
{
  const guint n_samples = part->samples->len;
  const gsize n_bytes = ((gsize) n_samples + count_edges (part)) * SAMPLE_BYTES;
  guint8 *data = g_malloc (MAX (n_bytes, 1));

  for (guint i = 0; i < n_samples; i++)
    put_sample (data + (gsize) i * SAMPLE_BYTES, &g_array_index (part->samples, FlLotSample, i));
  for (guint i = 0; i < count_edges (part); i++) {
    const FlLotSample edge = {.frame = g_array_index (part->edges, gint64, i)};
    put_sample (data + ((gsize) n_samples + i) * SAMPLE_BYTES, &edge);
  }
  return g_bytes_new_take (data, n_bytes);
}

static void
unpack (const guint8 *data, gsize size, FlLotPart *part)
{
  part->samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample));
  part->edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gsize at = 0; at + SAMPLE_BYTES <= size; at += SAMPLE_BYTES) {
    gint64 frame;
    gint32 class_id;
    memcpy (&frame, data + at, sizeof frame);
    memcpy (&class_id, data + at + 8, sizeof class_id);
    FlLotSample sample = {.frame = GINT64_FROM_LE (frame),
                          .class_id = GINT32_FROM_LE (class_id),
                          .confidence = data[at + 12] / 255.0};
    if (sample.class_id != 0)
      g_array_append_val (part->samples, sample);
    else
      g_array_append_val (part->edges, sample.frame);
  }
}

static void
add_time (FlStore *self, gint64 stream, gint64 frame, GArray *times)
{
  gint64 pts = G_MININT64;
  guint nth = 0;

  if (self->pts_lookup != NULL)
    (void) self->pts_lookup (stream, frame, &pts, &nth, self->pts_data);
  g_array_append_val (times, pts);
  if (nth == 0)
    return;
  const gint64 place = nth;
  g_array_append_val (times, place);
}

gint64
fl_store_sum_times (FlStore *self, const FlLotPart *part)
{
  g_autoptr (GArray) times = g_array_sized_new (FALSE, FALSE, sizeof (gint64), part->samples->len);

  for (guint i = 0; i < part->samples->len; i++)
    add_time (self, part->stream, g_array_index (part->samples, FlLotSample, i).frame, times);
  for (guint i = 0; i < count_edges (part); i++)
    add_time (self, part->stream, g_array_index (part->edges, gint64, i), times);
  return (gint64) XXH64 (times->data, (gsize) times->len * sizeof (gint64), 0);
}

/* Makes a lot in a transaction of the caller; @head is the number of the first one's action, which is
 * set when it is 0. */
static gint64
insert_lot (FlStore *self,
            const FlLotRow *row,
            GPtrArray *parts,
            gint64 annotator,
            gint64 *head,
            GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *seed = fl_draw_make_seed ();
  gint64 n_samples = 0;

  for (guint i = 0; i < parts->len; i++)
    n_samples += ((const FlLotPart *) parts->pdata[i])->samples->len;
  if (!fl_store_run (self, error,
                     "INSERT INTO lot (uuid, created_us, model, max_error, confidence, n_samples,"
                     " state, seed, scope) VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)",
                     "siiddiss", uuid, g_get_real_time (), row->model, row->max_error,
                     row->confidence, n_samples, seed, row->scope != NULL ? row->scope : "all"))
    return 0;
  gint64 id = sqlite3_last_insert_rowid (self->db);
  for (guint i = 0; i < parts->len; i++) {
    const FlLotPart *part = parts->pdata[i];
    g_autoptr (GBytes) blob = pack (part);
    if (!fl_store_run (self, error, "INSERT INTO lot_part VALUES (?, ?, ?, ?, ?)", "iiibn", id,
                       part->stream, (gint64) part->samples->len, blob, self->pts_lookup != NULL,
                       fl_store_sum_times (self, part)))
      return 0;
  }
  const FlNewAction action = {.annotator = annotator,
                              .verb = "lot",
                              .lot = id,
                              .batch_seq = *head,
                              .payload = uuid};
  FlActionId said;
  if (!fl_store_append (self, &action, &said, error))
    return 0;
  if (*head == 0)
    *head = said.seq;
  return id;
}

gint64
fl_store_add_lots (FlStore *self,
                   const FlLotRow *rows,
                   GPtrArray *const *parts,
                   gsize n,
                   gint64 annotator,
                   GError **error)
{
  gint64 first = 0;
  gint64 head = 0;

  if (!fl_store_begin (self, error))
    return 0;
  for (gsize i = 0; i < n; i++) {
    const gint64 id = insert_lot (self, &rows[i], parts[i], annotator, &head, error);
    if (id == 0) {
      fl_store_rollback (self);
      return 0;
    }
    first = i == 0 ? id : first;
  }
  return fl_store_commit (self, error) ? first : 0;
}

gint64
fl_store_add_lot (FlStore *self,
                  const FlLotRow *row,
                  GPtrArray *parts,
                  gint64 annotator,
                  GError **error)
{
  return fl_store_add_lots (self, row, &parts, 1, annotator, error);
}

/* Whether there is an action about lot ?1 with this verb that counts. */
#define SQL_HAS(verb)                                                                              \
  " EXISTS (SELECT 1 FROM action a WHERE a.lot = ?1 AND a.verb " verb " AND" FL_SQL_EFFECTIVE ")"

gboolean
fl_store_fold_lot (FlStore *self, gint64 lot, GError **error)
{
  return fl_store_run (
    self, error,
    "UPDATE lot SET state = CASE WHEN NOT" SQL_HAS ("= 'lot'") " OR" SQL_HAS ("IN ('lot-void', 'lot-withdraw')") " THEN 'withdrawn' WHEN" SQL_HAS (
      "= 'lot-fail'") " THEN 'failed' WHEN" SQL_HAS ("= 'lot-certify'") " THEN 'certified' ELSE 'open' END WHERE id = ?1",
    "i", lot);
}

/* One action about a lot, in a transaction of its own. */
static gboolean
say_of_lot (FlStore *self, const char *verb, gint64 lot, gint64 annotator, GError **error)
{
  const FlNewAction action = {.annotator = annotator, .verb = verb, .lot = lot};

  if (!fl_store_begin (self, error))
    return FALSE;
  if (fl_store_append (self, &action, NULL, error) && fl_store_fold_lot (self, lot, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

gboolean
fl_store_close_lot (FlStore *self,
                    gint64 lot,
                    gboolean is_certified,
                    gint64 annotator,
                    GError **error)
{
  return say_of_lot (self, is_certified ? "lot-certify" : "lot-fail", lot, annotator, error);
}

gboolean
fl_store_withdraw_lot (FlStore *self, gint64 lot, gint64 annotator, GError **error)
{
  return say_of_lot (self, "lot-withdraw", lot, annotator, error);
}

GPtrArray *
fl_store_collect_lots (FlStore *self, sqlite3_stmt *statement, GError **error)
{
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_row_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem)) {
    FlLotRow *row = g_new0 (FlLotRow, 1);
    row->id = sqlite3_column_int64 (statement, 0);
    row->uuid = fl_store_column_text (statement, 1);
    row->created_us = sqlite3_column_int64 (statement, 2);
    row->model = sqlite3_column_int64 (statement, 3);
    row->max_error = sqlite3_column_double (statement, 4);
    row->confidence = sqlite3_column_double (statement, 5);
    row->n_samples = sqlite3_column_int64 (statement, 6);
    row->state = fl_store_column_text (statement, 7);
    row->scope = fl_store_column_text (statement, 8);
    row->seed = sqlite3_column_type (statement, 9) != SQLITE_NULL
                  ? fl_store_column_text (statement, 9)
                  : NULL;
    g_ptr_array_add (rows, row);
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

GPtrArray *
fl_store_list_lots (FlStore *self, GError **error)
{
  return fl_store_collect_lots (
    self,
    fl_store_query (
      self, error,
      "SELECT id, uuid, created_us, model, max_error, confidence, n_samples, state,"
      " scope, CASE WHEN state IN ('certified', 'failed') THEN seed END FROM lot ORDER BY id",
      ""),
    error);
}

/* Class `c` was added after lot ?1 was made. */
#define SQL_IS_LATER                                                                               \
  " EXISTS (SELECT 1 FROM action a WHERE a.class = c.id AND a.verb = 'class-add'"                  \
  " AND a.lamport > (SELECT min (l.lamport) FROM action l WHERE l.lot = ?1 AND l.verb = 'lot')) "

char *
fl_store_dup_classes_before (FlStore *self, gint64 lot)
{
  sqlite3_stmt *statement = fl_store_query (
    self, NULL,
    "SELECT group_concat (name, ', ') FROM (SELECT name FROM class c WHERE NOT" SQL_IS_LATER
    "ORDER BY position) WHERE EXISTS (SELECT 1 FROM class c WHERE" SQL_IS_LATER
    "AND c.is_retired = 0)",
    "i", lot);
  char *names = NULL;

  if (statement != NULL && fl_store_step (self, statement, NULL)) {
    if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
      names = fl_store_column_text (statement, 0);
    sqlite3_reset (statement);
  }
  return names;
}

/* Says by which classes the samples go now. */
static void
resolve (FlStore *self, GPtrArray *parts)
{
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);

  for (guint i = 0; g_hash_table_size (merged) > 0 && i < parts->len; i++) {
    GArray *samples = ((FlLotPart *) parts->pdata[i])->samples;
    for (guint j = 0; j < samples->len; j++) {
      FlLotSample *sample = &g_array_index (samples, FlLotSample, j);
      sample->class_id = fl_store_resolve_class (merged, sample->class_id);
    }
  }
}

GPtrArray *
fl_store_list_lot_parts (FlStore *self, gint64 lot, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT stream, samples FROM lot_part WHERE lot = ? ORDER BY stream", "i", lot);
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem)) {
    FlLotPart *part = g_new0 (FlLotPart, 1);
    part->stream = sqlite3_column_int64 (statement, 0);
    unpack (sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1), part);
    g_ptr_array_add (parts, part);
  }
  resolve (self, parts);
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&parts);
}
