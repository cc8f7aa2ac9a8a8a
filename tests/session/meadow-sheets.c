/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meadow-sheets.h"

#include "learn/fl-misses.h"
#include "store/fl-store-sheets.h"

gint64
meadow_start (Meadow *self, guint n_tiles)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self),
                      .max_missed = 0.1,
                      .confidence = 0.95,
                      .n_tiles = n_tiles};
  g_autoptr (GError) error = NULL;
  const gint64 sweep = fl_session_start_sweep (self->session, &plan, &error);

  g_assert_no_error (error);
  return sweep;
}

/* Has the draw be one that is always the same; before any sheet was issued. */
void
meadow_fix_draw (Meadow *self, gint64 sweep, guint run)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE sweep SET seed = 'seed %u', uuid = 'sweep %u' WHERE id = %d;"
                     "UPDATE stream SET uuid = 'stream ' || id",
                     run, run, (int) sweep);

  meadow_exec (self, sql);
}

FlSheet *
meadow_next (Meadow *self, gint64 sweep)
{
  g_autoptr (GError) error = NULL;
  FlSheet *sheet = fl_session_next_sheet (self->session, sweep, &error);

  g_assert_no_error (error);
  return sheet;
}

/* What was seen on the last sheet is told then. */
void
meadow_end (Meadow *self, gint64 sweep)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_end_sweep (self->session, sweep, &error));
  g_assert_no_error (error);
}

gboolean
meadow_is_there (Meadow *self, const FlSheetTile *tile)
{
  guint stream;
  guint block;

  meadow_get_place (self, tile, &stream, &block);
  return self->is_event[stream][block];
}

/* What somebody says who sees every bird, and on which frame it is. */
void
meadow_answer_truly (Meadow *self, const FlSheet *sheet)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (FlSheetMark));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sheet->tiles->len; i++) {
    const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, i);
    const FlSheetMark hit = {.tile = i, .frame = tile->frames.first + 5};
    if (meadow_is_there (self, tile))
      g_array_append_val (hits, hit);
  }
  g_assert_true (fl_session_answer_sheet (self->session, sheet,
                                          (const FlSheetMark *) (const void *) hits->data,
                                          hits->len, &error));
  g_assert_no_error (error);
}

void
meadow_answer_none (Meadow *self, const FlSheet *sheet)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer_sheet (self->session, sheet, NULL, 0, &error));
  g_assert_no_error (error);
}

/* The newest sweep; borrowed from @out_all. */
const FlSweepReport *
meadow_get_report (Meadow *self, GPtrArray **out_all)
{
  *out_all = fl_session_list_sweeps (self->session);
  g_assert_cmpuint ((*out_all)->len, >, 0);
  return (*out_all)->pdata[(*out_all)->len - 1];
}

/* Visits of a block each, every @every blocks; the machine finds all but each @missed th. */
void
meadow_add_visits (Meadow *self, guint every, guint missed)
{
  guint n = 0;

  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += every) {
      self->is_event[i][b] = TRUE;
      self->is_found[i][b] = missed == 0 || ++n % missed != 0;
    }
}

/* The bound is that of fl_misses_bound(), of the tiles as they were drawn, where the person being unsure is
 * a hit and may be a miss all the same. */
static guint64
bound_tiles (Meadow *self, gint64 sweep, const FlSweepReport *report)
{
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->session->store, sweep, NULL);
  g_autofree guint8 *both = g_new0 (guint8, 2 * tiles->len);
  guint8 *const hits[] = {both, both + tiles->len};
  FlMissStratum strata[2];
  guint n_unsure = 0;

  fl_misses_plan (report->n_blocks, report->n_planned, strata);
  for (guint s = 0; s < 2; s++)
    strata[s].hits = hits[s];
  for (guint i = 0; i < tiles->len; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    if (!tile->is_answered || tile->is_fresh || tile->role == FL_SWEEP_KNOWN ||
        tile->role == FL_SWEEP_REPEAT)
      continue;
    hits[tile->role][strata[tile->role].n++] = tile->is_hit || tile->is_unsure;
    n_unsure += tile->is_unsure;
  }
  return fl_misses_bound (strata, 2, 1 - 0.95) + n_unsure;
}

void
meadow_assert_bound (Meadow *self, gint64 sweep)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = meadow_get_report (self, &all);

  g_assert_cmpuint (report->n_more, ==, bound_tiles (self, sweep, report));
  g_assert_cmpfloat (report->max_share, ==,
                     fl_misses_bound_share (report->n_found, report->n_more));
}
