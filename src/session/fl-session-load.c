/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cache knows of a stream: its frames, its samples, and whether all of it is there. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"
#include "session/fl-sample-plan.h"

static gboolean
has_thumbs (FlSession *self, const FlStreamRow *row)
{
  g_autofree char *path = fl_cache_dup_path (self->cache, row->uuid, FL_INGEST_THUMBS_NAME);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* Share of its samples that are in; while they are still found, of its frames. */
static double
get_share (const FlSamplePlan *plan, const FlSampleSet *samples, const FlFrameIndex *index)
{
  if (plan->is_whole)
    return (double) samples->n / plan->frames->len;
  return samples->n == 0 ? 0
                         : (double) (samples->frames[samples->n - 1] + 1) /
                             (double) fl_frame_index_get_n_frames (index);
}

/* The files with their frames, as far as the cache knows. */
static FlSource *
load_source (FlSession *self, FlStream *stream)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  g_autoptr (GBytes) bytes = fl_cache_read (self->cache, row->uuid, FL_INGEST_INDEX_NAME);
  g_autoptr (FlFrameIndex) index = bytes != NULL ? fl_frame_index_deserialize (bytes, NULL) : NULL;

  if (fl_stream_is_live (stream))
    return fl_session_load_live (self, stream, index);
  return index != NULL ? fl_source_new_for_file (row->path, index) : NULL;
}

static void
load_samples (FlSession *self, FlStream *stream)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  g_auto (FlSamplePlan) plan = {0};
  g_autoptr (FlSource) source = load_source (self, stream);
  FlFrameIndex *index = source != NULL ? fl_source_get_index (source) : NULL;

  if (index == NULL || !fl_sample_plan_load (&plan, row, self->cache, index, NULL))
    return;
  const GArray *planned = plan.frames;
  fl_session_note_planned (self, stream, planned);
  fl_stream_set_frames (stream, source, index, plan.frames);
  g_autofree char *name = fl_ingest_dup_features_name (self->extractor);
  g_autofree char *path = fl_cache_dup_path (self->cache, row->uuid, name);
  FlFeatureRows *rows = fl_feature_rows_map (path, self->extractor->id);
  if (rows == NULL)
    return;
  g_autoptr (FlSampleSet) samples =
    fl_sample_set_new (rows, (const gint64 *) (const void *) planned->data, planned->len);
  fl_stream_set_samples (stream, samples);
  fl_stream_set_progress (stream, get_share (&plan, samples, index));
  g_autofree char *line = fl_session_describe_ready (stream);
  if (plan.is_whole && samples->n == planned->len && has_thumbs (self, row))
    fl_stream_set_state (stream, FL_STREAM_READY, line);
}

void
fl_session_load_stream (FlSession *self, FlStream *stream)
{
  gint64 size_bytes;

  fl_stream_set_state (stream, FL_STREAM_WAITING, _ ("Waiting"));
  load_samples (self, stream);
  fl_session_load_runs (self, stream); /* Those there are may be of other features. */
  if (fl_stream_is_live (stream))
    fl_session_look_at_recordings (stream);
  else
    fl_session_note_file (stream, fl_fingerprint_measure (fl_stream_get_path (stream), &size_bytes)
                                    ? size_bytes
                                    : -1);
}

gboolean
fl_session_count_frames (FlSession *self, FlStream *stream, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  const FlStreamRow *row = fl_stream_get_row (stream);
  g_auto (FlSamplePlan) plan = {0};
  /* Live video that was not recorded yet has none. */
  if (fl_stream_get_index (stream) != NULL ||
      (fl_stream_is_live (stream) && fl_stream_get_state (stream) == FL_STREAM_READY))
    return TRUE;
  if (fl_stream_is_live (stream)) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                 _ ("The frames of “%s” are not counted; run “framelinectl ingest”"), row->name);
    return FALSE;
  }
  g_autoptr (GError) local = NULL;
  g_autoptr (FlSource) source = fl_ingest_count_frames (row, self->cache, NULL, &local);
  if (source != NULL &&
      fl_sample_plan_load (&plan, row, self->cache, fl_source_get_index (source), &local)) {
    fl_session_set_frames (self, stream, source, fl_source_get_index (source), plan.frames);
    return TRUE;
  }
  fl_stream_set_state (stream, fl_ingest_get_state_of_error (local), local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
