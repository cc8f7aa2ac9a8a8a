/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping labels with their pictures when the frames of a stream are counted anew. */
#include "store/fl-store-renumber.h"

#include <stdio.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-lots-private.h"
#include "store/fl-store-sweeps.h"

/* A label, or a split of a run, that is elsewhere now; @frames are empty when its frames are gone. */
typedef struct {
  FlActionId id;
  FlRange frames;
  gboolean is_said;  /* these are the very frames that were said */
  gboolean is_label; /* and no place where a run was split */
} Move;

static const FlRange nowhere = {.first = 0, .last = -1};

/* Reads what tells the ends of a label from other frames with the same times, if anything does. */
static void
read_nth (const unsigned char *words, FlTimedRange *out)
{
  if (words != NULL)
    (void) sscanf ((const char *) words, "nth %u %u", &out->first_nth, &out->last_nth);
}

/* Reads replica, seq, frames as said, their times, frames as placed, whether it was placed, words,
 * whether it is a label. */
static gboolean
find_move (sqlite3_stmt *statement, FlPlaceFunc place, gpointer data, Move *out)
{
  FlTimedRange said = {.frames = {.first = sqlite3_column_int64 (statement, 2),
                                  .last = sqlite3_column_int64 (statement, 3)},
                       .first_pts = sqlite3_column_int64 (statement, 4),
                       .last_pts = sqlite3_column_int64 (statement, 5)};
  const gboolean is_gone = sqlite3_column_type (statement, 6) == SQLITE_NULL;
  const FlRange placed = {.first = sqlite3_column_int64 (statement, 6),
                          .last = sqlite3_column_int64 (statement, 7)};
  const FlRange before = sqlite3_column_int (statement, 8) == 0 ? said.frames
                         : is_gone                              ? nowhere
                                                                : placed;

  read_nth (sqlite3_column_text (statement, 9), &said);
  out->id = (FlActionId){.replica = sqlite3_column_int64 (statement, 0),
                         .seq = sqlite3_column_int64 (statement, 1)};
  if (!place (&said, &out->frames, data))
    out->frames = nowhere;
  out->is_label = sqlite3_column_int (statement, 10) != 0;
  out->is_said = out->frames.first == said.frames.first && out->frames.last == said.frames.last;
  return out->frames.first != before.first || out->frames.last != before.last;
}

/* Labels and splits that are elsewhere now. */
static GArray *
list_moves (FlStore *self, gint64 stream, FlPlaceFunc place, gpointer data, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Move));
  GError *problem = NULL;
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT a.replica, a.seq, a.first_frame, a.last_frame, a.first_pts, a.last_pts,"
    " p.first_frame, p.last_frame, p.replica IS NOT NULL, a.payload, a.verb = 'label'"
    " FROM action a LEFT JOIN"
    " place p ON p.replica = a.replica AND p.seq = a.seq"
    " WHERE a.stream = ? AND a.verb IN ('label', 'run-split') AND a.first_pts IS NOT NULL"
    " ORDER BY a.replica, a.seq",
    "i", stream);

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    Move move;
    if (find_move (statement, place, data, &move))
      g_array_append_val (moves, move);
  }
  if (problem == NULL)
    return g_steal_pointer (&moves);
  g_propagate_error (error, problem);
  return NULL;
}

/* Lots with samples in @stream, with the sums of the times that these had. */
static GArray *
list_sums (FlStore *self, gint64 stream, GError **error)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  GError *problem = NULL;
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT p.lot, p.times_sum FROM lot_part p JOIN lot l ON l.id = p.lot"
    " WHERE p.stream = ? AND p.times_sum IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM action a WHERE a.lot = p.lot AND a.verb = 'lot-void' AND" FL_SQL_EFFECTIVE ")",
    "i", stream);

  if (statement == NULL)
    return NULL;
  while (fl_store_step (self, statement, &problem)) {
    const gint64 pair[2] = {sqlite3_column_int64 (statement, 0),
                            sqlite3_column_int64 (statement, 1)};
    g_array_append_vals (sums, pair, 1);
  }
  if (problem == NULL)
    return g_steal_pointer (&sums);
  g_propagate_error (error, problem);
  return NULL;
}

static gboolean
is_about_others (FlStore *self, gint64 lot, gint64 stream, gint64 sum)
{
  g_autoptr (GPtrArray) parts = fl_store_list_lot_parts (self, lot, NULL);

  for (guint i = 0; parts != NULL && i < parts->len; i++) {
    const FlLotPart *part = parts->pdata[i];
    if (part->stream == stream)
      return fl_store_sum_times (self, part) != sum;
  }
  return FALSE;
}

/* Lots that would name other pictures now. */
static GArray *
list_void (FlStore *self, gint64 stream, GError **error)
{
  g_autoptr (GArray) sums = list_sums (self, stream, error);
  GArray *lots = sums != NULL ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;

  for (guint i = 0; lots != NULL && i < sums->len; i++) {
    const gint64 *pair = (const gint64 *) (const void *) (sums->data + i * 2 * sizeof (gint64));
    if (is_about_others (self, pair[0], stream, pair[1]))
      g_array_append_val (lots, pair[0]);
  }
  return lots;
}

/* What is back where it was said needs no other place. */
static gboolean
put (FlStore *self, gint64 stream, const Move *move, GError **error)
{
  const gboolean is_there = move->frames.first <= move->frames.last;

  if (move->is_said)
    return fl_store_run (self, error, "DELETE FROM place WHERE replica = ? AND seq = ?", "ii",
                         move->id.replica, move->id.seq);
  return fl_store_run (self, error, "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)", "iiinn",
                       move->id.replica, move->id.seq, stream, is_there, move->frames.first,
                       is_there, move->frames.last);
}

static guint
count_labels (const GArray *moves)
{
  guint n = 0;

  for (guint i = 0; i < moves->len; i++)
    n += g_array_index (moves, Move, i).is_label;
  return n;
}

static gboolean
move_all (FlStore *self, gint64 stream, gint64 annotator, const GArray *moves, GError **error)
{
  g_autofree char *payload = g_strdup_printf ("labels: %u", count_labels (moves));
  const FlNewAction action = {.annotator = annotator,
                              .verb = "renumber",
                              .stream = stream,
                              .payload = payload};

  if (!fl_store_append (self, &action, NULL, error))
    return FALSE;
  for (guint i = 0; i < moves->len; i++)
    if (!put (self, stream, &g_array_index (moves, Move, i), error))
      return FALSE;
  return moves->len == 0 || fl_store_fold_stream (self, stream, error);
}

static gboolean
withdraw_all (FlStore *self, gint64 annotator, const GArray *lots, GError **error)
{
  for (guint i = 0; i < lots->len; i++) {
    const FlNewAction action = {.annotator = annotator,
                                .verb = "lot-void",
                                .lot = g_array_index (lots, gint64, i)};
    if (!fl_store_append (self, &action, NULL, error) ||
        !fl_store_fold_lot (self, action.lot, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
withdraw_sweeps (FlStore *self, gint64 annotator, const GArray *sweeps, GError **error)
{
  for (guint i = 0; i < sweeps->len; i++)
    if (!fl_store_void_sweep (self, g_array_index (sweeps, gint64, i), annotator, 0, error))
      return FALSE;
  return TRUE;
}

gboolean
fl_store_renumber (FlStore *self,
                   gint64 stream,
                   gint64 annotator,
                   FlPlaceFunc place,
                   gpointer data,
                   FlRenumbered *out,
                   GError **error)
{
  g_autoptr (GArray) moves = list_moves (self, stream, place, data, error);
  g_autoptr (GArray) lots = moves != NULL ? list_void (self, stream, error) : NULL;
  g_autoptr (GArray) sweeps =
    lots != NULL ? fl_store_list_moved_sweeps (self, stream, error) : NULL;

  if (sweeps == NULL)
    return FALSE;
  *out =
    (FlRenumbered){.n_labels = count_labels (moves), .n_lots = lots->len, .n_sweeps = sweeps->len};
  if (moves->len == 0 && lots->len == 0 && sweeps->len == 0)
    return TRUE;
  if (!fl_store_begin (self, error))
    return FALSE;
  if (move_all (self, stream, annotator, moves, error) &&
      withdraw_all (self, annotator, lots, error) &&
      withdraw_sweeps (self, annotator, sweeps, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}
