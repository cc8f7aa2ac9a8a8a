/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a history in memory to what stood at its end. */
#include "session/fl-replay.h"

#include "store/fl-store-as-of.h"
#include "store/fl-store-labels.h"

/* What one person said of one tag of one stream; its rows have the place in the history where
 * the time was. */
typedef struct {
  gint64 annotator;
  gint64 stream;
  gint64 tag;
  GArray *rows;
} Track;

static void
track_free (gpointer data)
{
  Track *track = data;

  g_array_unref (track->rows);
  g_free (track);
}

static GArray *
get_rows (GPtrArray *tracks, const FlLabelRow *row)
{
  for (guint i = 0; i < tracks->len; i++) {
    const Track *track = tracks->pdata[i];
    if (track->annotator == row->annotator && track->stream == row->stream &&
        track->tag == row->tag)
      return track->rows;
  }
  Track *track = g_new (Track, 1);
  *track = (Track){.annotator = row->annotator,
                   .stream = row->stream,
                   .tag = row->tag,
                   .rows = g_array_new (FALSE, FALSE, sizeof (FlLabelRow))};
  g_ptr_array_add (tracks, track);
  return track->rows;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = a;
  const FlLabelRow *y = b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;
  return x->range.first < y->range.first ? -1 : x->range.first > y->range.first;
}

GArray *
fl_replay_labels (const GArray *said, gint64 stream)
{
  g_autoptr (GPtrArray) tracks = g_ptr_array_new_with_free_func (track_free);
  GArray *standing = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));

  for (guint i = 0; i < said->len; i++) {
    FlLabelRow row = g_array_index (said, FlLabelRow, i);
    if (stream != 0 && row.stream != stream)
      continue;
    row.at_us = i;
    fl_track_put (get_rows (tracks, &row), &row);
  }
  for (guint i = 0; i < tracks->len; i++) {
    const GArray *rows = ((const Track *) tracks->pdata[i])->rows;
    g_array_append_vals (standing, rows->data, rows->len);
  }
  g_array_sort (standing, compare_places);
  for (guint i = 0; i < standing->len; i++) {
    FlLabelRow *row = &g_array_index (standing, FlLabelRow, i);
    row->at_us = g_array_index (said, FlLabelRow, (guint) row->at_us).at_us;
  }
  return standing;
}

GArray *
fl_replay_read_labels (FlStore *store, gint64 as_of_us, gint64 stream, GError **error)
{
  if (as_of_us == 0)
    return fl_store_list_labels (store, stream, error);
  g_autoptr (GArray) said = fl_store_list_said (store, as_of_us, error);
  return said != NULL ? fl_replay_labels (said, stream) : NULL;
}
