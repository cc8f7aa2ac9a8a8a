/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps that were started: their sheets and the answers to these. All of it is read from the project whenever
 * it is asked for: a sheet takes a person half a minute. */
#include "session/fl-session-sweeps.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "session/fl-session-private.h"
#include "session/fl-sweep-count.h"
#include "store/fl-store-hidden.h"
#include "store/fl-store-sheets.h"

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

/* The tiles of an open sweep; @out_number is the sheet that waits for an answer. */
static GArray *
list_tiles (FlSession *self, gint64 sweep, guint *out_number, GError **error)
{
  FlSweepRow *row = find_open (self, sweep, error);
  GArray *tiles = row != NULL ? fl_store_list_tiles (self->store, sweep, error) : NULL;

  fl_sweep_row_free (row);
  *out_number = tiles != NULL ? fl_sweep_count_answered (tiles) : 0;
  return tiles;
}

static gboolean
issue (FlSession *self, gint64 sweep, guint number, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (fl_store_issue_sheet (self->store, sweep, number, &local))
    return TRUE;
  if (!g_error_matches (local, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_ALL_DONE,
                         _ ("There is no sheet to look at, because all blocks were looked at"));
  return FALSE;
}

FlSheet *
fl_session_next_sheet (FlSession *self, gint64 sweep, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  guint number;
  g_autoptr (GArray) issued = list_tiles (self, sweep, &number, error);
  if (issued == NULL || !issue (self, sweep, number, error))
    return NULL;
  return fl_session_find_sheet (self, sweep, error);
}

FlSheet *
fl_session_find_sheet (FlSession *self, gint64 sweep, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  guint number;
  g_autoptr (GArray) tiles = list_tiles (self, sweep, &number, error);
  if (tiles == NULL)
    return NULL;
  if (number * FL_SHEET_TILES < tiles->len)
    return make_sheet (self, sweep, number, tiles, error);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               _ ("Sheet %u cannot be answered, because nobody was shown it; print it with --next, "
                  "and play its tiles to somebody"),
               number);
  return NULL;
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
add_mark (FlSession *self,
          const FlSheet *sheet,
          const FlSheetMark *mark,
          gint64 class_id,
          GArray *labels,
          GError **error)
{
  if (mark->tile >= sheet->tiles->len) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("There is no tile %u on this sheet, whose tiles are 0 to %u"), mark->tile,
                 sheet->tiles->len - 1);
    return FALSE;
  }
  const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, mark->tile);
  if (mark->is_unsure || mark->frame < 0)
    return TRUE;
  if (mark->frame < tile->frames.first || mark->frame > tile->frames.last) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("Frame %" PRId64 " is not on tile %u"), mark->frame, mark->tile);
    return FALSE;
  }
  const FlLabelAction label = make_label (self, tile->stream, mark->frame, class_id);
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
             const FlSheetMark *marks,
             gsize n_marks,
             const GArray *labels,
             GError **error)
{
  g_autofree FlTileMark *said = g_new (FlTileMark, n_marks + 1);
  g_autofree FlActionId *ids = g_new0 (FlActionId, labels->len + 1);

  for (gsize i = 0; i < n_marks; i++)
    said[i] = (FlTileMark){.place = marks[i].tile, .is_unsure = marks[i].is_unsure};
  const FlSheetAnswer answer = {.sweep = sheet->sweep,
                                .sheet = sheet->number,
                                .marks = said,
                                .n_marks = n_marks,
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
                         const FlSheetMark *marks,
                         gsize n_marks,
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
  for (gsize i = 0; i < n_marks; i++)
    if (!add_mark (self, sheet, &marks[i], class_id, labels, error))
      return FALSE;
  return write_sheet (self, sheet, marks, n_marks, labels, error);
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
