/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: starting one, its sheets and their answers. All of it is read from the project whenever it is
 * asked for: a sheet takes a person half a minute. */
#include "session/fl-session-sweeps.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "session/fl-session-private.h"
#include "session/fl-sweep-blocks.h"
#include "session/fl-sweep-count.h"
#include "store/fl-store-hidden.h"
#include "store/fl-store-sheets.h"

/* Of the tiles. More would cost more than they tell: with 60 seen of 60 at most 5 % are passed over. */
#define MAX_PLANT_SHARE (1 / 15.0)

void
fl_sheet_free (FlSheet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tiles);
  g_free (self);
}

static void
clear_tile (gpointer tile)
{
  g_clear_object (&((FlSheetTile *) tile)->stream);
}

GArray *
fl_sheet_tile_list_frames (const FlSheetTile *self, guint n_most)
{
  const guint first = fl_stream_count_before (self->stream, self->frames.first);
  const guint n = fl_stream_count_before (self->stream, self->frames.last + 1) - first;
  const guint n_shown = MIN (n, n_most);
  GArray *frames = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_shown);

  for (guint i = 0; i < n_shown; i++) {
    /* The middle of each of so many equal parts. */
    const guint at = first + (guint) ((2 * (guint64) i + 1) * n / (2 * n_shown));
    const gint64 frame = fl_stream_get_sample (self->stream, at);
    g_array_append_val (frames, frame);
  }
  return frames;
}

static gboolean
check_plan (FlSession *self, const FlSweepPlan *plan, GError **error)
{
  if (!(plan->max_missed > 0 && plan->max_missed < 1) ||
      !(plan->confidence > 0 && plan->confidence < 1)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("The largest share of missed events and the confidence are numbers "
                            "between 0 and 1, such as 0.1 and 0.95"));
    return FALSE;
  }
  if (!fl_class_get_is_background (plan->klass))
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s” is what is left where nothing is, and has no events to be missed; choose "
                  "another class"),
               fl_class_get_name (plan->klass));
  return FALSE;
}

static double
choose_plant_share (const GPtrArray *parts, guint n_tiles)
{
  const double share = (double) fl_sweep_blocks_count (parts, FL_SWEEP_KNOWN) / MAX (n_tiles, 1);

  return MIN (share, MAX_PLANT_SHARE);
}

/* As many as keep the promise when a tenth of what it allows is found by the draws. */
static guint
count_tiles (FlSession *self, const FlSweepPlan *plan)
{
  const guint attempt = fl_sweep_count_attempts (self, fl_class_get_id (plan->klass), G_MAXINT64);
  const double delta = (1 - plan->confidence) / exp2 (attempt - 1);

  return (guint) fl_misses_count_tiles (plan->n_blocks, plan->n_known, plan->max_missed,
                                        (guint64) lround (plan->max_missed * plan->n_known / 10),
                                        delta);
}

/* Cuts the footage and fills what follows from it. */
static GPtrArray *
make_plan (FlSession *self, FlSweepPlan *plan, GError **error)
{
  if (!check_plan (self, plan, error))
    return NULL;
  g_autoptr (GPtrArray) parts = fl_sweep_blocks_list (self, fl_class_get_id (plan->klass));
  if (parts->len == 0) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                         _ ("There is nothing to sweep yet, because no model has looked at a video "
                            "that was read to its end; label some samples first"));
    return NULL;
  }
  plan->n_blocks = fl_sweep_blocks_count (parts, FL_SWEEP_OTHER);
  plan->n_known = fl_sweep_blocks_count_events (parts);
  if (plan->n_blocks == 0) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("There is nothing to sweep, because “%s” was found everywhere"),
                 fl_class_get_name (plan->klass));
    return NULL;
  }
  if (plan->n_tiles == 0)
    plan->n_tiles = count_tiles (self, plan);
  plan->n_tiles = CLAMP (plan->n_tiles, 1, plan->n_blocks);
  plan->n_sheets = fl_sweep_count_sheets (plan->n_tiles, choose_plant_share (parts, plan->n_tiles));
  return g_steal_pointer (&parts);
}

gboolean
fl_session_preview_sweep (FlSession *self, FlSweepPlan *plan, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (plan->klass), FALSE);

  g_autoptr (GPtrArray) parts = make_plan (self, plan, error);
  return parts != NULL;
}

gint64
fl_session_start_sweep (FlSession *self, FlSweepPlan *plan, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (plan->klass), 0);

  g_autoptr (GPtrArray) parts = make_plan (self, plan, error);
  FlMissStratum strata[2];

  if (parts == NULL || !fl_session_write_unsaved (self, error))
    return 0;
  fl_misses_plan (plan->n_blocks, plan->n_tiles, strata);
  fl_sweep_blocks_mark_suspects (parts, (guint) strata[0].n_blocks);
  const FlSweepRow row = {
    .class_id = fl_class_get_id (plan->klass),
    .model = self->model != NULL ? fl_model_get_facts (self->model)->revision : 0,
    .max_missed = plan->max_missed,
    .confidence = plan->confidence,
    .block_s = FL_SWEEP_BLOCK_S,
    .n_planned = plan->n_tiles,
    .suspect_risk = strata[0].risk,
    .plant_share = choose_plant_share (parts, plan->n_tiles),
  };
  const gint64 id = fl_store_add_sweep (self->store, &row, parts, self->annotator, error);
  if (id == 0)
    return 0;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_sweeps_changed (self);
  return id;
}

/* The row of an open sweep, %NULL with a sentence. */
static FlSweepRow *
find_open (FlSession *self, gint64 sweep, GError **error)
{
  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, error);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const FlSweepRow *row = rows->pdata[i];
    if (row->id == sweep && g_str_equal (row->state, "open"))
      return g_ptr_array_steal_index (rows, i);
  }
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                       _ ("There is no sheet to look at, because the sweep was ended or undone; "
                          "start another one"));
  return NULL;
}

/* %NULL when a video is not there: to leave its tiles out would make the draw another one. */
static FlSheet *
make_sheet (FlSession *self, gint64 sweep, guint number, const GArray *tiles, GError **error)
{
  g_autoptr (FlSheet) sheet = g_new (FlSheet, 1);
  const guint first = number * FL_SHEET_TILES;

  *sheet = (FlSheet){.sweep = sweep,
                     .number = number,
                     .tiles = g_array_new (FALSE, FALSE, sizeof (FlSheetTile))};
  g_array_set_clear_func (sheet->tiles, clear_tile);
  for (guint i = first; i < MIN (first + FL_SHEET_TILES, tiles->len); i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    FlStream *stream = fl_session_find_stream_by_id (self, tile->stream);
    if (stream == NULL || tile->frames.last >= fl_stream_get_n_frames (stream)) {
      g_autofree char *name = fl_store_dup_stream_name (self->store, tile->stream);
      g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                   _ ("The next sheet cannot be shown, because “%s” is not there; bring it back"),
                   name);
      return NULL;
    }
    const FlSheetTile shown = {.stream = g_object_ref (stream), .frames = tile->frames};
    g_array_append_val (sheet->tiles, shown);
  }
  return g_steal_pointer (&sheet);
}

FlSheet *
fl_session_next_sheet (FlSession *self, gint64 sweep, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GError) local = NULL;
  FlSweepRow *row = find_open (self, sweep, error);
  if (row == NULL)
    return NULL;
  fl_sweep_row_free (row);
  g_autoptr (GArray) issued = fl_store_list_tiles (self->store, sweep, error);
  if (issued == NULL)
    return NULL;
  const guint number = fl_sweep_count_answered (issued);
  if (!fl_store_issue_sheet (self->store, sweep, number, &local)) {
    if (!g_error_matches (local, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND))
      g_propagate_error (error, g_steal_pointer (&local));
    else
      g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                           _ ("There is no sheet to look at, because all blocks were looked at"));
    return NULL;
  }
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->store, sweep, error);
  return tiles != NULL ? make_sheet (self, sweep, number, tiles, error) : NULL;
}

/* A hit that was pointed at, as a label; the class is a tag in projects of tags. */
static FlLabelAction
make_label (FlSession *self, FlStream *stream, gint64 frame, gint64 class_id)
{
  const FlRange range = {.first = frame, .last = frame};
  FlLabelAction label = fl_session_begin_label (self, stream, &range);

  label.kind = "sweep";
  label.state = FL_LABEL_LABELLED;
  label.class_id = class_id;
  label.tag = self->is_multi_label ? class_id : 0;
  fl_session_fill_pts (stream, &label);
  return label;
}

static gboolean
add_hit (FlSession *self,
         const FlSheet *sheet,
         const FlSheetHit *hit,
         gint64 class_id,
         GArray *labels,
         GError **error)
{
  if (hit->tile >= sheet->tiles->len) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("There is no tile %u on this sheet, whose tiles are 0 to %u"), hit->tile,
                 sheet->tiles->len - 1);
    return FALSE;
  }
  const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, hit->tile);
  if (hit->frame < 0)
    return TRUE;
  if (hit->frame < tile->frames.first || hit->frame > tile->frames.last) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("Frame %" PRId64 " is not on tile %u"), hit->frame, hit->tile);
    return FALSE;
  }
  const FlLabelAction label = make_label (self, tile->stream, hit->frame, class_id);
  g_array_append_val (labels, label);
  return fl_session_check_unchanged (tile->stream, error);
}

/* What every label brings about. */
static void
lay_labels (FlSession *self, const GArray *labels, const FlActionId *ids)
{
  for (guint i = 0; i < labels->len; i++) {
    const FlLabelAction *label = &g_array_index (labels, FlLabelAction, i);
    FlStream *stream = fl_session_find_stream_by_id (self, label->stream);
    fl_session_put_label (self, label, &ids[i]);
    fl_session_drop_labelled (self, stream, &label->range);
    fl_session_emit_labels_changed (self, label->stream);
  }
  if (labels->len > 0)
    fl_session_request_learning (self);
}

static gboolean
write_sheet (FlSession *self,
             const FlSheet *sheet,
             const FlSheetHit *hits,
             gsize n_hits,
             const GArray *labels,
             GError **error)
{
  g_autofree guint *places = g_new (guint, n_hits + 1);
  g_autofree FlActionId *ids = g_new0 (FlActionId, labels->len + 1);

  for (gsize i = 0; i < n_hits; i++)
    places[i] = hits[i].tile;
  const FlSheetAnswer answer = {.sweep = sheet->sweep,
                                .sheet = sheet->number,
                                .hits = places,
                                .n_hits = n_hits,
                                .labels = (const FlLabelAction *) (const void *) labels->data,
                                .n_labels = labels->len,
                                .annotator = self->annotator};
  if (!fl_session_write_unsaved (self, error) ||
      !fl_store_answer_sheet (self->store, &answer, ids, error))
    return FALSE;
  fl_saver_kick (self->saver);
  lay_labels (self, labels, ids);
  fl_session_settle_audits (self);
  fl_session_recount (self);
  fl_session_emit_sweeps_changed (self);
  return TRUE;
}

gboolean
fl_session_answer_sheet (FlSession *self,
                         const FlSheet *sheet,
                         const FlSheetHit *hits,
                         gsize n_hits,
                         GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && sheet != NULL, FALSE);

  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlSweepRow *row = find_open (self, sheet->sweep, error);
  if (row == NULL)
    return FALSE;
  const gint64 class_id = row->class_id;
  fl_sweep_row_free (row);
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->store, sheet->sweep, error);
  if (tiles == NULL)
    return FALSE;
  if (fl_sweep_count_answered (tiles) != sheet->number ||
      sheet->number * FL_SHEET_TILES >= tiles->len) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("Sheet %u cannot be answered, because another one is next"), sheet->number);
    return FALSE;
  }
  for (gsize i = 0; i < n_hits; i++)
    if (!add_hit (self, sheet, &hits[i], class_id, labels, error))
      return FALSE;
  return write_sheet (self, sheet, hits, n_hits, labels, error);
}

gboolean
fl_session_end_sweep (FlSession *self, gint64 sweep, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  FlSweepRow *row = find_open (self, sweep, error);
  if (row == NULL)
    return FALSE;
  fl_sweep_row_free (row);
  if (!fl_session_write_unsaved (self, error) ||
      !fl_store_end_sweep (self->store, sweep, self->annotator, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_sweeps_changed (self);
  return TRUE;
}

gint64
fl_session_find_sweep (FlSession *self, const char *word, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint place = 0;
  if (rows == NULL)
    return 0;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (names, ((const FlSweepRow *) rows->pdata[i])->uuid);
  const guint n = fl_session_match_names (names, word, &place);
  if (n == 1)
    return ((const FlSweepRow *) rows->pdata[place])->id;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               n == 0 ? _ ("There is no sweep “%s”; “sweep” lists them")
                      : _ ("Several sweeps begin with “%s”; give more of the name"),
               word);
  return 0;
}
