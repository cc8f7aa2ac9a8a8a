/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames of live video: those of its files one after the other. What is in a file that nobody
 * closed is counted like the rest. */
#include "session/fl-live-count.h"

#include "media/fl-fingerprint.h"
#include "media/fl-frame-index-build.h"
#include "store/fl-recordings.h"

void
fl_live_list_left (GPtrArray *segments, const char *project_path, const char *uuid)
{
  for (;;) {
    const FlSegmentRow *newest = segments->len > 0 ? segments->pdata[segments->len - 1] : NULL;
    gint64 ordinal = newest != NULL ? newest->ordinal + 1 : 0;
    g_autofree char *path = fl_recordings_dup_path (project_path, uuid, ordinal);
    const FlSegmentRow left = {.ordinal = ordinal,
                               .path = path,
                               .fingerprint = (char *) "",
                               .n_frames = -1,
                               .clock_start_us = -1};
    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return;
    g_ptr_array_add (segments, fl_segment_row_copy (&left));
  }
}

gboolean
fl_live_count_segment (FlSegmentRow *row,
                       const char *doubt,
                       FlFrameIndex **out,
                       GCancellable *cancellable,
                       GError **error)
{
  const gboolean was_counted = row->n_frames >= 0;
  g_autoptr (GError) local = NULL;
  g_autofree char *fingerprint =
    fl_fingerprint_file (row->path, &row->size_bytes, cancellable, error);

  if (fingerprint == NULL)
    return FALSE;
  *out = doubt != NULL ? fl_frame_index_build_by_decoding (row->path, doubt, cancellable, &local)
                       : fl_frame_index_build (row->path, cancellable, &local);
  /* The program may have died before the first frame. */
  if (*out == NULL && (was_counted || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  row->n_frames = *out != NULL ? fl_frame_index_get_n_frames (*out) : 0;
  g_free (row->fingerprint);
  row->fingerprint = g_steal_pointer (&fingerprint);
  return TRUE;
}

/* The source of the segments that have frames, up to those that @index knows. */
static FlSource *
make_source (const GPtrArray *segments, FlFrameIndex *index)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (FlSegment));
  gint64 n_frames = 0;

  for (guint i = 0; i < segments->len && n_frames < fl_frame_index_get_n_frames (index); i++) {
    const FlSegmentRow *row = segments->pdata[i];
    const FlSegment segment = {.path = row->path,
                               .first_frame = n_frames,
                               .n_frames = row->n_frames,
                               .pts_offset = row->pts_offset};
    if (row->n_frames > 0)
      g_array_append_val (known, segment);
    n_frames += MAX (row->n_frames, 0);
  }
  return fl_source_new ((const FlSegment *) (const void *) known->data, known->len, index);
}

/* The earliest time that frames behind @index can have. */
static gint64
get_end (const FlFrameIndex *index)
{
  gint64 pts = -1;

  (void) fl_frame_index_get_pts (index, fl_frame_index_get_n_frames (index) - 1, &pts);
  return pts + 1;
}

FlSource *
fl_live_append (const FlSource *source,
                const GPtrArray *segments,
                FlSegmentRow *row,
                const FlFrameIndex *part)
{
  const FlFrameIndex *before = source != NULL ? fl_source_get_index (source) : NULL;
  gint64 first_pts = 0;
  g_autoptr (FlFrameIndex) index = NULL;

  (void) fl_frame_index_get_pts (part, 0, &first_pts);
  row->first_frame = before != NULL ? fl_frame_index_get_n_frames (before) : 0;
  if (before != NULL)
    row->pts_offset = MAX (row->pts_offset, get_end (before) - first_pts);
  index = before != NULL ? fl_frame_index_append (before, part, row->pts_offset)
                         : fl_frame_index_slice (part, 0, row->n_frames, -row->pts_offset);
  return make_source (segments, index);
}

FlSource *
fl_live_load (const GPtrArray *segments, const FlFrameIndex *cached)
{
  gint64 n_frames = 0;

  for (guint i = 0; cached != NULL && i < segments->len; i++) {
    const FlSegmentRow *row = segments->pdata[i];
    if (row->n_frames < 0 || n_frames + row->n_frames > fl_frame_index_get_n_frames (cached))
      break;
    n_frames += row->n_frames;
  }
  if (n_frames == 0)
    return NULL;
  g_autoptr (FlFrameIndex) index = fl_frame_index_slice (cached, 0, n_frames, 0);
  return make_source (segments, index);
}

/* Number of the first segment that @source does not have. */
static guint
find_rest (const FlSource *source, const GPtrArray *segments)
{
  gint64 n_frames = source != NULL ? fl_frame_index_get_n_frames (fl_source_get_index (source)) : 0;
  guint i = 0;

  for (; i < segments->len && n_frames > 0; i++)
    n_frames -= ((FlSegmentRow *) segments->pdata[i])->n_frames;
  return i;
}

FlSource *
fl_live_count (GPtrArray *segments,
               const FlFrameIndex *cached,
               const char *doubt,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (FlSource) source = fl_live_load (segments, doubt == NULL ? cached : NULL);

  for (guint i = find_rest (source, segments); i < segments->len; i++) {
    FlSegmentRow *row = segments->pdata[i];
    g_autoptr (FlFrameIndex) part = NULL;
    if (row->n_frames == 0)
      continue;
    if (!fl_live_count_segment (row, doubt, &part, cancellable, error))
      return NULL;
    if (part == NULL)
      continue;
    FlSource *longer = fl_live_append (source, segments, row, part);
    g_clear_pointer (&source, fl_source_unref);
    source = longer;
  }
  return g_steal_pointer (&source);
}
