/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: one row, and one blob a stream. */
#include "store/fl-store-sweeps.h"

#include "store/fl-draw.h"
#include "store/fl-store-actions-private.h"
#include "store/fl-store-lots-private.h"
#include "store/fl-store-merged.h"
#include "store/fl-store-sweeps-private.h"

#include <math.h>
#include <string.h>

/* A block in the blob, little-endian: first frame (8), last frame (8), score in 1/255 (1), role (1). */
#define BLOCK_BYTES 18

void
fl_sweep_part_free (FlSweepPart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->blocks, g_array_unref);
  g_free (self);
}

void
fl_sweep_row_free (FlSweepRow *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->class_name);
  g_free (self->state);
  g_free (self->seed);
  g_free (self);
}

static GBytes *
pack (const GArray *blocks)
{
  guint8 *data = g_malloc (MAX ((gsize) blocks->len * BLOCK_BYTES, 1));

  for (guint i = 0; i < blocks->len; i++) {
    const FlSweepBlock *block = &g_array_index (blocks, FlSweepBlock, i);
    guint8 *at = data + (gsize) i * BLOCK_BYTES;
    const gint64 frames[] = {GINT64_TO_LE (block->frames.first), GINT64_TO_LE (block->frames.last)};
    memcpy (at, frames, sizeof frames);
    at[16] = (guint8) lround (CLAMP (block->score, 0, 1) * 255);
    at[17] = (guint8) block->role;
  }
  return g_bytes_new_take (data, (gsize) blocks->len * BLOCK_BYTES);
}

static GArray *
unpack (const guint8 *data, gsize size)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (FlSweepBlock));

  for (gsize at = 0; at + BLOCK_BYTES <= size; at += BLOCK_BYTES) {
    gint64 frames[2];
    memcpy (frames, data + at, sizeof frames);
    const FlSweepBlock block = {.frames = {.first = GINT64_FROM_LE (frames[0]),
                                           .last = GINT64_FROM_LE (frames[1])},
                                .score = data[at + 16] / 255.0,
                                .role = (FlSweepRole) MIN (data[at + 17], FL_SWEEP_FOUND)};
    g_array_append_val (blocks, block);
  }
  return blocks;
}

/* Of the times of the first and last frames, as of the samples of a lot. */
static gint64
sum_times (FlStore *self, gint64 stream, const GArray *blocks)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample));
  const FlLotPart part = {.stream = stream, .samples = samples};

  for (guint i = 0; i < blocks->len; i++) {
    const FlRange *frames = &g_array_index (blocks, FlSweepBlock, i).frames;
    const FlLotSample ends[] = {{.frame = frames->first}, {.frame = frames->last}};
    g_array_append_vals (samples, ends, G_N_ELEMENTS (ends));
  }
  return fl_store_sum_times (self, &part);
}

static gint64
insert_sweep (FlStore *self,
              const FlSweepRow *row,
              GPtrArray *parts,
              gint64 annotator,
              GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *seed = fl_draw_make_seed ();

  if (!fl_store_run (self, error,
                     "INSERT INTO sweep (uuid, created_us, class, model, max_missed, confidence,"
                     " block_s, n_planned, suspect_risk, plant_share, seed)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "siiidddidds", uuid, g_get_real_time (), row->class_id, row->model,
                     row->max_missed, row->confidence, row->block_s, row->n_planned,
                     row->suspect_risk, row->plant_share, seed))
    return 0;
  const gint64 id = sqlite3_last_insert_rowid (self->db);
  for (guint i = 0; i < parts->len; i++) {
    const FlSweepPart *part = parts->pdata[i];
    g_autoptr (GBytes) blob = pack (part->blocks);
    if (!fl_store_run (self, error, "INSERT INTO sweep_part VALUES (?, ?, ?, ?, ?)", "iiibn", id,
                       part->stream, (gint64) part->blocks->len, blob, self->pts_lookup != NULL,
                       sum_times (self, part->stream, part->blocks)))
      return 0;
  }
  const FlNewAction action = {.annotator = annotator,
                              .verb = "sweep",
                              .class_id = row->class_id,
                              .sweep = id,
                              .payload = uuid};
  return fl_store_append (self, &action, NULL, error) ? id : 0;
}

gint64
fl_store_add_sweep (FlStore *self,
                    const FlSweepRow *row,
                    GPtrArray *parts,
                    gint64 annotator,
                    GError **error)
{
  if (!fl_store_begin (self, error))
    return 0;
  const gint64 id = insert_sweep (self, row, parts, annotator, error);
  if (id == 0) {
    fl_store_rollback (self);
    return 0;
  }
  return fl_store_commit (self, error) ? id : 0;
}

gboolean
fl_store_end_sweep (FlStore *self, gint64 sweep, gint64 annotator, GError **error)
{
  const FlNewAction action = {.annotator = annotator, .verb = "sweep-end", .sweep = sweep};

  if (!fl_store_begin (self, error))
    return FALSE;
  if (fl_store_append (self, &action, NULL, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

gboolean
fl_store_void_sweep (FlStore *self, gint64 sweep, gint64 annotator, gint64 head, GError **error)
{
  const FlNewAction action = {.annotator = annotator,
                              .verb = "sweep-void",
                              .sweep = sweep,
                              .batch_seq = head};

  return fl_store_append (self, &action, NULL, error);
}

gboolean
fl_store_void_sweeps (FlStore *self, gint64 class_id, gint64 annotator, gint64 head, GError **error)
{
  g_autoptr (GPtrArray) sweeps = fl_store_list_sweeps (self, error);

  for (guint i = 0; sweeps != NULL && i < sweeps->len; i++) {
    const FlSweepRow *row = sweeps->pdata[i];
    if (row->class_id == class_id && !g_str_equal (row->state, "withdrawn") &&
        !fl_store_void_sweep (self, row->id, annotator, head, error))
      return FALSE;
  }
  return sweeps != NULL;
}

static FlSweepRow *
read_row (sqlite3_stmt *statement, GHashTable *merged)
{
  FlSweepRow *row = g_new (FlSweepRow, 1);

  *row = (FlSweepRow){
    .id = sqlite3_column_int64 (statement, 0),
    .uuid = fl_store_column_text (statement, 1),
    .created_us = sqlite3_column_int64 (statement, 2),
    .class_id = fl_store_resolve_class (merged, sqlite3_column_int64 (statement, 3)),
    .model = sqlite3_column_int64 (statement, 4),
    .max_missed = sqlite3_column_double (statement, 5),
    .confidence = sqlite3_column_double (statement, 6),
    .block_s = sqlite3_column_double (statement, 7),
    .n_planned = sqlite3_column_int64 (statement, 8),
    .suspect_risk = sqlite3_column_double (statement, 9),
    .plant_share = sqlite3_column_double (statement, 10),
    .state = fl_store_column_text (statement, 11),
    .class_name = fl_store_column_text (statement, 12),
  };
  if (g_str_equal (row->state, "ended"))
    row->seed = fl_store_column_text (statement, 13);
  return row;
}

/* Whether there is an action about sweep `w` with this verb that counts. */
#define SQL_HAS(verb)                                                                              \
  " EXISTS (SELECT 1 FROM action a WHERE a.sweep = w.id AND a.verb = '" verb                       \
  "' AND" FL_SQL_EFFECTIVE ")"

GPtrArray *
fl_store_collect_sweeps (FlStore *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GHashTable) merged = fl_store_list_merged (self);
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_row_free);
  while (fl_store_step (self, statement, &problem))
    g_ptr_array_add (rows, read_row (statement, merged));
  if (problem == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, problem);
  return NULL;
}

GPtrArray *
fl_store_list_sweeps (FlStore *self, GError **error)
{
  return fl_store_collect_sweeps (
    self,
    fl_store_query (
      self, error,
      FL_SQL_SWEEP "CASE WHEN NOT" SQL_HAS ("sweep") " OR" SQL_HAS (
        "sweep-void") " THEN 'withdrawn' WHEN" SQL_HAS ("sweep-end") " THEN 'ended' ELSE 'open'"
                                                                     " END" FL_SQL_SWEEP_END
                                                                     "ORDER BY w.id",
      ""),
    error);
}

GPtrArray *
fl_store_list_sweep_parts (FlStore *self, gint64 sweep, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT stream, blocks FROM sweep_part WHERE sweep = ? ORDER BY stream", "i",
                    sweep);
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_part_free);
  while (fl_store_step (self, statement, &problem)) {
    FlSweepPart *part = g_new (FlSweepPart, 1);
    *part = (FlSweepPart){.stream = sqlite3_column_int64 (statement, 0),
                          .blocks = unpack (sqlite3_column_blob (statement, 1),
                                            (gsize) sqlite3_column_bytes (statement, 1))};
    g_ptr_array_add (parts, part);
  }
  if (problem == NULL)
    return g_steal_pointer (&parts);
  g_propagate_error (error, problem);
  return NULL;
}

GArray *
fl_store_list_moved_sweeps (FlStore *self, gint64 stream, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT w.id, p.blocks, p.times_sum FROM sweep_part p JOIN sweep w ON w.id = p.sweep"
    " WHERE p.stream = ? AND p.times_sum IS NOT NULL AND NOT" SQL_HAS ("sweep-void"),
    "i", stream);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *problem = NULL;

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const gint64 id = sqlite3_column_int64 (statement, 0);
    g_autoptr (GArray) blocks =
      unpack (sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1));
    if (sum_times (self, stream, blocks) != sqlite3_column_int64 (statement, 2))
      g_array_append_val (moved, id);
  }
  if (problem == NULL)
    return g_steal_pointer (&moved);
  g_propagate_error (error, problem);
  return NULL;
}
