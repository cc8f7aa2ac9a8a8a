/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of a stream of several files: each has an index of its own, and the one of the stream
 * is those one after the other, with the times of the stream. */
#include "media/fl-frame-index-private.h"

#include <string.h>

static gint64
shift (gint64 time, gint64 by)
{
  return time == FL_NO_PTS ? FL_NO_PTS : time + by;
}

static FlIndexPoint
shift_point (const FlIndexPoint *point, gint64 n_frames, gint64 by)
{
  FlIndexPoint shifted = *point;

  shifted.frame += n_frames;
  shifted.pts = shift (shifted.pts, by);
  shifted.dts = shift (shifted.dts, by);
  return shifted;
}

/* Room for so many frames and places where decoding can begin. */
static FlFrameIndex *
index_new (const FlFrameIndex *like, gint64 n_frames, gsize n_points)
{
  FlFrameIndex *self = g_new0 (FlFrameIndex, 1);

  self->n_frames = n_frames;
  self->n_points = n_points;
  self->time_base = like->time_base;
  self->is_decoded = like->is_decoded;
  self->doubt = g_strdup (like->doubt);
  self->pts = g_new (gint64, (gsize) n_frames);
  self->marks = g_new (guint8, (gsize) n_frames);
  self->points = g_new (FlIndexPoint, n_points);
  return self;
}

FlFrameIndex *
fl_frame_index_append (const FlFrameIndex *self, const FlFrameIndex *part, gint64 pts_offset)
{
  g_return_val_if_fail (self->time_base.num == part->time_base.num, NULL);
  g_return_val_if_fail (self->time_base.den == part->time_base.den, NULL);

  gsize n = (gsize) self->n_frames;
  FlFrameIndex *joined =
    index_new (self->doubt != NULL ? self : part, self->n_frames + part->n_frames,
               self->n_points + part->n_points);
  joined->is_decoded = self->is_decoded || part->is_decoded;
  memcpy (joined->pts, self->pts, n * sizeof self->pts[0]);
  memcpy (joined->marks, self->marks, n);
  memcpy (joined->marks + n, part->marks, (gsize) part->n_frames);
  for (gint64 i = 0; i < part->n_frames; i++)
    joined->pts[self->n_frames + i] = shift (part->pts[i], pts_offset);
  if (self->n_points > 0)
    memcpy (joined->points, self->points, self->n_points * sizeof self->points[0]);
  for (gsize i = 0; i < part->n_points; i++)
    joined->points[self->n_points + i] = shift_point (&part->points[i], self->n_frames, pts_offset);
  fl_frame_index_settle (joined);
  return joined;
}

FlFrameIndex *
fl_frame_index_slice (const FlFrameIndex *self, gint64 first, gint64 n_frames, gint64 pts_offset)
{
  g_return_val_if_fail (first >= 0 && n_frames > 0 && first + n_frames <= self->n_frames, NULL);

  gsize begin = (gsize) (fl_frame_index_find_point (self, first - 1) + 1);
  gsize end = (gsize) (fl_frame_index_find_point (self, first + n_frames - 1) + 1);
  FlFrameIndex *slice = index_new (self, n_frames, end - begin);
  memcpy (slice->marks, self->marks + first, (gsize) n_frames);
  for (gint64 i = 0; i < n_frames; i++)
    slice->pts[i] = shift (self->pts[first + i], -pts_offset);
  for (gsize i = 0; i < slice->n_points; i++)
    slice->points[i] = shift_point (&self->points[begin + i], -first, -pts_offset);
  fl_frame_index_settle (slice);
  return slice;
}
