/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a stream. */
#include "media/fl-source.h"

#include <math.h>

#include "base/fl-ref-count.h"
#include "media/fl-pictures.h"

struct _FlSource {
  FlRefCount n_refs;
  FlFrameIndex *index;
  FlSegment *segments;
  gsize n_segments;
  FlPictures *pictures; /* (nullable): of a folder, called as when they were numbered */
};

/* Whether the segments follow one another and are all that @index has. */
static gboolean
is_whole (const FlSegment *segments, gsize n_segments, const FlFrameIndex *index)
{
  gint64 n_frames = 0;

  for (gsize i = 0; i < n_segments; i++) {
    if (segments[i].first_frame != n_frames || segments[i].n_frames <= 0)
      return FALSE;
    n_frames += segments[i].n_frames;
  }
  return n_frames == fl_frame_index_get_n_frames (index);
}

FlSource *
fl_source_new (const FlSegment *segments, gsize n_segments, FlFrameIndex *index)
{
  g_return_val_if_fail (is_whole (segments, n_segments, index), NULL);

  FlSource *self = g_new0 (FlSource, 1);
  fl_ref_count_init (&self->n_refs);
  self->index = fl_frame_index_ref (index);
  self->segments = g_memdup2 (segments, n_segments * sizeof segments[0]);
  self->n_segments = n_segments;
  for (gsize i = 0; i < n_segments; i++)
    self->segments[i].path = g_strdup (segments[i].path);
  return self;
}

/* Whether the files of a folder are called as they were when they were numbered. */
static gboolean
has_same_names (const FlPictures *list, const FlFrameIndex *index)
{
  const guint n = list->names->len;

  if (fl_frame_index_get_n_frames (index) != n || fl_frame_index_get_n_points (index) != n)
    return FALSE;
  for (guint frame = 0; frame < n; frame++) {
    const FlIndexPoint *point = fl_frame_index_get_point (index, frame);
    if (point->position_bytes < 0 || point->position_bytes >= n ||
        fl_pictures_sum_name (list, (guint) point->position_bytes) != point->from_bytes)
      return FALSE;
  }
  return TRUE;
}

FlSource *
fl_source_new_for_file (const char *path, FlFrameIndex *index)
{
  const FlSegment segment = {.path = (char *) path,
                             .n_frames = fl_frame_index_get_n_frames (index)};
  FlSource *self = fl_source_new (&segment, 1, index);
  g_autoptr (FlPictures) list = fl_pictures_is_folder (path) ? fl_pictures_list (path, NULL) : NULL;

  if (list != NULL && has_same_names (list, index))
    self->pictures = g_steal_pointer (&list);
  return self;
}

FlSource *
fl_source_ref (FlSource *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_source_unref (FlSource *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  for (gsize i = 0; i < self->n_segments; i++)
    g_free (self->segments[i].path);
  g_free (self->segments);
  fl_pictures_free (self->pictures);
  fl_frame_index_unref (self->index);
  g_free (self);
}

FlFrameIndex *
fl_source_get_index (const FlSource *self)
{
  return self->index;
}

gsize
fl_source_get_n_segments (const FlSource *self)
{
  return self->n_segments;
}

const FlSegment *
fl_source_get_segment (const FlSource *self, gsize i)
{
  g_return_val_if_fail (i < self->n_segments, NULL);

  return &self->segments[i];
}

gsize
fl_source_find_segment (const FlSource *self, gint64 frame)
{
  gsize low = 0;
  gsize high = self->n_segments;

  while (high - low > 1) {
    gsize middle = low + (high - low) / 2;
    if (self->segments[middle].first_frame <= frame)
      low = middle;
    else
      high = middle;
  }
  return low;
}

const char *
fl_source_get_path (const FlSource *self, gint64 frame)
{
  return self->segments[fl_source_find_segment (self, frame)].path;
}

const char *
fl_source_get_picture (const FlSource *self, gint64 frame)
{
  if (self->pictures == NULL || frame < 0 || frame >= fl_frame_index_get_n_frames (self->index))
    return NULL;
  const gint64 i = fl_frame_index_get_point (self->index, (gsize) frame)->position_bytes;
  return i >= 0 && i < self->pictures->names->len ? self->pictures->names->pdata[i] : NULL;
}

double
fl_source_get_length_s (const FlSource *self)
{
  double length_s = 0;

  for (gsize i = 0; i < self->n_segments; i++) {
    const FlSegment *segment = &self->segments[i];
    double own_s =
      fl_frame_index_get_time_s (self->index, segment->first_frame + segment->n_frames - 1) -
      fl_frame_index_get_time_s (self->index, segment->first_frame);
    length_s += isfinite (own_s) ? own_s : 0;
  }
  return length_s;
}

FlFrameIndex *
fl_source_dup_segment_index (const FlSource *self, gsize i)
{
  g_return_val_if_fail (i < self->n_segments, NULL);

  const FlSegment *segment = &self->segments[i];
  if (self->n_segments == 1 && segment->pts_offset == 0)
    return fl_frame_index_ref (self->index);
  return fl_frame_index_slice (self->index, segment->first_frame, segment->n_frames,
                               segment->pts_offset);
}
