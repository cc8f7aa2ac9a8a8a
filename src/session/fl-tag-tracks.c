/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks of tags: a project has few tags, so they are looked through in order. */
#include "session/fl-tag-tracks.h"

typedef struct {
  gint64 tag;
  GArray *rows; /* FlLabelRow */
} Track;

struct _FlTagTracks {
  GArray *tracks; /* Track */
};

static void
clear_track (gpointer data)
{
  Track *track = data;

  g_array_unref (track->rows);
}

FlTagTracks *
fl_tag_tracks_new (void)
{
  FlTagTracks *self = g_new (FlTagTracks, 1);

  self->tracks = g_array_new (FALSE, FALSE, sizeof (Track));
  g_array_set_clear_func (self->tracks, clear_track);
  return self;
}

void
fl_tag_tracks_free (FlTagTracks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tracks);
  g_free (self);
}

FlTagTracks *
fl_tag_tracks_copy (const FlTagTracks *self)
{
  FlTagTracks *copy = fl_tag_tracks_new ();

  for (guint i = 0; i < self->tracks->len; i++) {
    const Track *from = &g_array_index (self->tracks, Track, i);
    const Track track = {.tag = from->tag, .rows = g_array_copy (from->rows)};
    g_array_append_val (copy->tracks, track);
  }
  return copy;
}

void
fl_tag_tracks_clear (FlTagTracks *self)
{
  g_array_set_size (self->tracks, 0);
}

const GArray *
fl_tag_tracks_get (const FlTagTracks *self, gint64 tag)
{
  for (guint i = 0; i < self->tracks->len; i++)
    if (g_array_index (self->tracks, Track, i).tag == tag)
      return g_array_index (self->tracks, Track, i).rows;
  return NULL;
}

GPtrArray *
fl_tag_tracks_list (FlTagTracks *self)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < self->tracks->len; i++)
    g_ptr_array_add (all, g_array_index (self->tracks, Track, i).rows);
  return all;
}

void
fl_tag_tracks_put (FlTagTracks *self, const FlLabelRow *row)
{
  GArray *rows = (GArray *) fl_tag_tracks_get (self, row->tag);

  if (rows == NULL) {
    const Track track = {.tag = row->tag, .rows = g_array_new (FALSE, FALSE, sizeof (FlLabelRow))};
    g_array_append_val (self->tracks, track);
    rows = track.rows;
  }
  fl_track_put (rows, row);
}

void
fl_tag_tracks_put_all (FlTagTracks *self, const FlLabelRow *row)
{
  for (guint i = 0; i < self->tracks->len; i++)
    fl_track_put (g_array_index (self->tracks, Track, i).rows, row);
}

const FlLabelRow *
fl_tag_tracks_find (const FlTagTracks *self, gint64 tag, gint64 frame)
{
  const GArray *rows = fl_tag_tracks_get (self, tag);

  return rows != NULL ? fl_track_find (rows, frame) : NULL;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = a;
  const FlLabelRow *y = b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;
  return (x->action.seq > y->action.seq) - (x->action.seq < y->action.seq);
}

GArray *
fl_tag_tracks_list_in (const FlTagTracks *self, const FlRange *range)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));

  for (guint t = 0; t < self->tracks->len; t++) {
    const GArray *track = g_array_index (self->tracks, Track, t).rows;
    for (guint i = fl_track_seek (track, range->first); i < track->len; i++) {
      FlLabelRow row = g_array_index (track, FlLabelRow, i);
      if (row.range.first > range->last)
        break;
      row.range.first = MAX (row.range.first, range->first);
      row.range.last = MIN (row.range.last, range->last);
      g_array_append_val (rows, row);
    }
  }
  g_array_sort (rows, compare_age);
  return rows;
}
