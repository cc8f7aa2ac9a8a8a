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
