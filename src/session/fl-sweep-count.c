/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From answered tiles to a bound. The planted ones are counted for themselves and enter nothing; what is seen
 * where a block is shown once more counts as seen there the first time. Of a sheet
 * whose answer may still be replaced nothing is counted: from how much the numbers grew one could tell how
 * many planted ones were on it, and answer it once more. */
#include "session/fl-sweep-count.h"

#include <math.h>

#include "session/fl-session-private.h"
#include "session/fl-sweep-blocks.h"
#include "store/fl-store-as-of.h"

guint
fl_sweep_count_sheets (guint n_tiles, double plant_share)
{
  return (guint) ceil (n_tiles / (1 - plant_share) / FL_SHEET_TILES);
}

guint
fl_sweep_count_answered (const GArray *tiles)
{
  guint n = 0;

  while (n * FL_SHEET_TILES < tiles->len &&
         g_array_index (tiles, FlSweepTile, n * FL_SHEET_TILES).is_answered)
    n++;
  return n;
}

GPtrArray *
fl_sweep_list_rows (FlSession *self)
{
  return self->as_of_us == 0 ? fl_store_list_sweeps (self->store, NULL)
                             : fl_store_list_sweeps_as_of (self->store, self->as_of_us, NULL);
}

static GArray *
list_tiles (FlSession *self, gint64 sweep, GError **error)
{
  return self->as_of_us == 0
           ? fl_store_list_tiles (self->store, sweep, error)
           : fl_store_list_tiles_as_of (self->store, sweep, self->as_of_us, error);
}

/* What was shown counts, or one could look, take the start back and draw again. */
static gboolean
is_looked_at (FlSession *self, gint64 sweep)
{
  g_autoptr (GArray) tiles = list_tiles (self, sweep, NULL);

  return tiles != NULL && tiles->len > 0;
}

guint
fl_sweep_count_attempts (FlSession *self, gint64 class_id, gint64 before)
{
  g_autoptr (GPtrArray) rows = fl_sweep_list_rows (self);
  guint n = 1;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FlSweepRow *row = rows->pdata[i];
    n += row->class_id == class_id && row->id < before && is_looked_at (self, row->id);
  }
  return n;
}

/* How many tiles of @tiles may be told of. */
static guint
count_told (const GArray *tiles)
{
  guint n = 0;

  while (n < tiles->len) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, n);
    if (!tile->is_answered || tile->is_fresh)
      break;
    n++;
  }
  return n;
}

static gboolean
is_drawn (const FlSweepTile *tile)
{
  return tile->role == FL_SWEEP_SUSPECT || tile->role == FL_SWEEP_OTHER;
}

/* Never in favour of the promise: what was passed over once and seen then is a hit. */
static void
join_repeat (GArray *tiles, guint n_told, const FlSweepTile *repeat)
{
  for (guint i = 0; i < n_told; i++) {
    FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    if (!is_drawn (tile) || tile->stream != repeat->stream ||
        tile->frames.first != repeat->frames.first)
      continue;
    tile->is_hit |= repeat->is_hit;
    tile->is_unsure = (tile->is_unsure || repeat->is_unsure) && !tile->is_hit;
  }
}

static void
join_repeats (GArray *tiles, guint n_told)
{
  for (guint i = 0; i < n_told; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    if (tile->role == FL_SWEEP_REPEAT && (tile->is_hit || tile->is_unsure))
      join_repeat (tiles, n_told, tile);
  }
}

/* Of one stratum in the order of the draw where the class is. What the person is unsure of may be one, and
 * counts as if it were. */
static GArray *
list_hits (const GArray *tiles, guint n_told, FlSweepRole role)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (guint8));

  for (guint i = 0; i < n_told; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    const guint8 is_hit = tile->is_hit || tile->is_unsure;
    if (tile->role == role)
      g_array_append_val (hits, is_hit);
  }
  return hits;
}

static void
count_marks (const GArray *tiles, guint n_told, FlSweepReport *out)
{
  for (guint i = 0; i < n_told; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    const gboolean is_planted = tile->role == FL_SWEEP_KNOWN;
    out->n_hits += is_drawn (tile) && tile->is_hit;
    out->n_unsure += is_drawn (tile) && tile->is_unsure;
    out->n_planted += is_planted;
    out->n_planted_seen += is_planted && tile->is_hit;
  }
}

/* Where the person was unsure an event may be missed for good. */
static void
bound (const GArray *tiles, guint n_told, const FlSweepRow *row, FlSweepReport *out)
{
  g_autoptr (GArray) suspects = list_hits (tiles, n_told, FL_SWEEP_SUSPECT);
  g_autoptr (GArray) others = list_hits (tiles, n_told, FL_SWEEP_OTHER);
  const FlMissStratum strata[] = {{.n_blocks = out->n_suspects,
                                   .n_planned = out->n_suspects,
                                   .risk = row->suspect_risk,
                                   .hits = (const guint8 *) suspects->data,
                                   .n = suspects->len},
                                  {.n_blocks = out->n_blocks - out->n_suspects,
                                   .n_planned = out->n_planned - out->n_suspects,
                                   .risk = 1 - row->suspect_risk,
                                   .hits = (const guint8 *) others->data,
                                   .n = others->len}};
  const double delta = (1 - row->confidence) / exp2 (out->n_attempts - 1);

  out->n_seen = suspects->len + others->len;
  out->n_more = (guint) fl_misses_bound (strata, G_N_ELEMENTS (strata), delta) + out->n_unsure;
}

gboolean
fl_sweep_count (FlSession *self, const FlSweepRow *row, FlSweepReport *out, GError **error)
{
  g_autoptr (GPtrArray) parts = fl_store_list_sweep_parts (self->store, row->id, error);
  g_autoptr (GArray) tiles = parts != NULL ? list_tiles (self, row->id, error) : NULL;

  if (tiles == NULL)
    return FALSE;
  out->n_attempts = fl_sweep_count_attempts (self, row->class_id, row->id);
  out->n_suspects = fl_sweep_blocks_count (parts, FL_SWEEP_SUSPECT);
  out->n_blocks = out->n_suspects + fl_sweep_blocks_count (parts, FL_SWEEP_OTHER);
  out->n_planned = (guint) row->n_planned;
  out->n_sheets = fl_sweep_count_answered (tiles);
  out->n_sheets_planned = fl_sweep_count_sheets (out->n_planned, row->plant_share);
  out->n_known = fl_sweep_blocks_count_events (parts);
  const guint n_told = count_told (tiles);
  join_repeats (tiles, n_told);
  out->has_fresh = n_told < tiles->len && g_array_index (tiles, FlSweepTile, n_told).is_answered;
  count_marks (tiles, n_told, out);
  bound (tiles, n_told, row, out);
  fl_sweep_blocks_mark_hits (parts, tiles);
  out->n_found = fl_sweep_blocks_count_events (parts);
  out->max_share = fl_misses_bound_share (out->n_found, out->n_more);
  out->is_kept = out->max_share <= row->max_missed;
  return TRUE;
}
