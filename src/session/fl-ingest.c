/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stream, from file to samples with features: count the frames, decode the samples, store
 * what comes out in batches, and notice when the count was wrong. */
#include "session/fl-ingest-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "media/fl-fingerprint.h"
#include "media/fl-frame-index-build.h"
#include "session/fl-frame-reader.h"
#include "session/fl-live-count.h"

/* How long rows may wait for being written, and people for a word. */
#define BATCH_US  250000
#define REPORT_US 500000

void
fl_ingest_news_free (FlIngestNews *self)
{
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_clear_pointer (&self->source, fl_source_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_pointer (&self->learned, g_bytes_unref);
  g_free (self->sentence);
  g_free (self);
}

FlIngestNews *
fl_ingest_news_new (const FlIngest *self, FlStreamState state)
{
  FlIngestNews *news = g_new0 (FlIngestNews, 1);

  news->state = state;
  news->time_s = NAN;
  news->is_paused = self->is_paused;
  news->n_done = self->n_done;
  news->n_planned = self->plan.frames != NULL ? self->plan.frames->len : 0;
  return news;
}

void
fl_ingest_report (const FlIngest *self, FlIngestNews *news)
{
  self->task->report (news, self->task->data);
}

static void
ingest_clear (FlIngest *self)
{
  g_clear_pointer (&self->source, fl_source_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  fl_sample_plan_clear (&self->plan);
  g_clear_pointer (&self->missing, g_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  fl_ingest_close_files (self);
  fl_extractor_type_free (self->learned);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->pictured, g_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->scaler, fl_scaler_free);
}

char *
fl_ingest_dup_gone (const char *path)
{
  return g_strdup_printf (_ ("“%s” is not there any more; put it back, or connect its drive"),
                          path);
}

/* A file under the same name may have become another one. */
static gboolean
check_source (const FlStreamRow *row, GCancellable *cancellable, GError **error)
{
  gint64 size_bytes;
  g_autoptr (GError) local = NULL;
  g_autofree char *fingerprint = fl_fingerprint_file (row->path, &size_bytes, cancellable, &local);

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_autofree char *sentence = fl_ingest_dup_gone (row->path);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, sentence);
    return FALSE;
  }
  if (fingerprint == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (g_str_equal (fingerprint, row->fingerprint))
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s” is no longer the file that was added, because its content has changed; "
                  "put the old one back"),
               row->name);
  return FALSE;
}

static FlFrameIndex *
load_index (const FlStreamRow *row, const FlCache *cache)
{
  g_autoptr (GBytes) bytes = fl_cache_read (cache, row->uuid, FL_INGEST_INDEX_NAME);

  return bytes != NULL ? fl_frame_index_deserialize (bytes, NULL) : NULL;
}

/* The cache is only there to save time: an index that cannot be kept is made again. */
static void
keep_index (const FlStreamRow *row, const FlCache *cache, const FlFrameIndex *index)
{
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  g_autoptr (GError) error = NULL;

  if (!fl_cache_write (cache, row->uuid, FL_INGEST_INDEX_NAME, bytes, &error))
    g_debug ("index of “%s” not kept: %s", row->name, error->message);
}

static FlFrameIndex *
count_file (const FlStreamRow *row, const FlCache *cache, GCancellable *cancellable, GError **error)
{
  FlFrameIndex *index = load_index (row, cache);
  if (index != NULL)
    return index;
  /* What was in doubt once is so for ever; the project remembers it, the cache may be gone. */
  index = row->index_doubt != NULL
            ? fl_frame_index_build_by_decoding (row->path, row->index_doubt, cancellable, error)
            : fl_frame_index_build (row->path, cancellable, error);
  if (index != NULL)
    keep_index (row, cache, index);
  return index;
}

FlSource *
fl_ingest_count_frames (const FlStreamRow *row,
                        const FlCache *cache,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!check_source (row, cancellable, error))
    return NULL;
  g_autoptr (FlFrameIndex) index = count_file (row, cache, cancellable, error);
  return index != NULL ? fl_source_new_for_file (row->path, index) : NULL;
}

void
fl_ingest_keep_index (const FlIngest *self)
{
  keep_index (self->task->row, self->task->cache, self->index);
}

void
fl_ingest_take_source (FlIngest *self, FlSource *source)
{
  g_clear_pointer (&self->source, fl_source_unref);
  self->source = source;
  self->index = fl_source_get_index (source);
}

/* Live video without a frame yet has no source. */
static gboolean
count_live (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;
  g_autoptr (FlFrameIndex) cached = load_index (task->row, task->cache);
  g_autoptr (GError) local = NULL;

  self->segments = fl_segment_rows_copy (task->live->segments);
  fl_live_list_left (self->segments, task->live->project_path, task->row->uuid);
  FlSource *source =
    fl_live_count (self->segments, cached, task->row->index_doubt, task->cancellable, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (source == NULL)
    return TRUE;
  fl_ingest_take_source (self, source);
  fl_ingest_keep_index (self);
  return TRUE;
}

static gboolean
count_frames (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;

  fl_ingest_report (self, fl_ingest_news_new (self, FL_STREAM_INDEXING));
  if (task->live != NULL)
    return count_live (self, error);
  FlSource *source = fl_ingest_count_frames (task->row, task->cache, task->cancellable, error);
  if (source != NULL)
    fl_ingest_take_source (self, source);
  return source != NULL;
}

/* The list goes to another thread, so that it may not be the one that grows here. */
static void
tell_plan (const FlIngest *self, FlIngestNews *news)
{
  if (self->index == NULL)
    return;
  news->index = fl_frame_index_ref (self->index);
  news->source = fl_source_ref (self->source);
  news->planned = g_array_copy (self->plan.frames);
}

static gboolean
plan_samples (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;

  if (self->index == NULL)
    self->plan =
      (FlSamplePlan){.frames = g_array_new (FALSE, FALSE, sizeof (gint64)), .is_whole = TRUE};
  else if (!fl_sample_plan_load (&self->plan, task->row, task->cache, self->index, error) ||
           (!self->plan.is_whole && !fl_ingest_list_candidates (self, error)))
    return FALSE;
  FlIngestNews *news = fl_ingest_news_new (self, FL_STREAM_INGESTING);
  tell_plan (self, news);
  if (self->segments != NULL)
    news->segments = fl_segment_rows_copy (self->segments);
  fl_ingest_report (self, news);
  return TRUE;
}

static void
list_missing (FlIngest *self, const FlSampleSet *samples)
{
  g_clear_pointer (&self->missing, g_array_unref);
  self->missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->plan.frames->len; i++) {
    gint64 frame = g_array_index (self->plan.frames, gint64, i);
    if (fl_sample_set_find (samples, frame) < 0 || self->thumbs == NULL ||
        !fl_thumb_pack_has (self->thumbs, frame))
      g_array_append_val (self->missing, frame);
  }
}

/* While samples are still found, progress is that of looking for them. */
static void
tell_progress (FlIngest *self, FlIngestNews *news)
{
  const FlIngestTask *task = self->task;
  g_autoptr (GError) error = NULL;

  if (self->candidates == NULL)
    return;
  tell_plan (self, news);
  news->n_done = self->n_looked_at;
  news->n_planned = self->candidates->len;
  if (!fl_sample_plan_keep (&self->plan, task->row, task->cache, self->index, &error))
    g_debug ("samples of “%s” not kept: %s", task->row->name, error->message);
}

static gboolean
report_samples (FlIngest *self, FlStreamState state, char *sentence, GError **error)
{
  g_autoptr (FlSampleSet) samples = fl_ingest_snapshot (self, error);

  if (samples == NULL) {
    g_free (sentence);
    return FALSE;
  }
  list_missing (self, samples);
  FlIngestNews *news = fl_ingest_news_new (self, state);
  news->samples = g_steal_pointer (&samples);
  news->sentence = sentence;
  tell_progress (self, news);
  news->frame = self->newest;
  /* A first recording has no index before a file is closed. */
  if (self->newest >= 0 && self->index != NULL &&
      self->newest < fl_frame_index_get_n_frames (self->index))
    news->time_s = fl_frame_index_get_time_s (self->index, self->newest);
  fl_ingest_report (self, news);
  self->report_us = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
hand_over (FlIngest *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  /* While it still learns. */
  if (self->features == NULL)
    return TRUE;
  if (self->n_batch < FL_INGEST_BATCH_ROWS && now - self->batch_us < BATCH_US)
    return TRUE;
  if (!fl_ingest_write_batch (self, error))
    return FALSE;
  return now - self->report_us < REPORT_US ||
         report_samples (self, FL_STREAM_INGESTING, NULL, error);
}

/* The end of the file is no error here, wherever it comes. */
static gboolean
read_frames (FlIngest *self, FlFrameReader *reader, FlIngestFrameFunc take, GError **error)
{
  for (;;) {
    g_autoptr (GError) local = NULL;
    gint64 frame;
    g_autoptr (FlImage) image = fl_frame_reader_next (reader, &frame, &local);
    if (image == NULL) {
      if (!fl_ingest_write_batch (self, error))
        return FALSE;
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (!take (self, frame, image, error) || !hand_over (self, error))
      return FALSE;
  }
}

gboolean
fl_ingest_read (FlIngest *self, const GArray *frames, FlIngestFrameFunc take, GError **error)
{
  const FlIngestTask *task = self->task;
  guint64 n_errors;
  g_autoptr (FlFrameReader) reader =
    fl_frame_reader_new (self->source, frames, task->n_threads, task->cancellable);

  gboolean is_read = read_frames (self, reader, take, error);
  self->has_mismatch |= fl_frame_reader_stop (reader, &n_errors);
  self->n_errors += n_errors;
  return is_read;
}

static char *
describe_doubt (const FlIngest *self)
{
  if (self->n_errors == 0)
    return g_strdup (FL_INGEST_OTHER_FRAMES);
  return g_strdup_printf ("%" PRIu64 " of its packets are damaged, so every frame was decoded",
                          self->n_errors);
}

static FlSource *
decode_all (FlIngest *self, const char *doubt, GError **error)
{
  const FlIngestTask *task = self->task;

  if (self->segments != NULL)
    return fl_live_count (self->segments, NULL, doubt, task->cancellable, error);
  g_autoptr (FlFrameIndex) index =
    fl_frame_index_build_by_decoding (task->row->path, doubt, task->cancellable, error);
  return index != NULL ? fl_source_new_for_file (task->row->path, index) : NULL;
}

static gboolean
begin_samples (FlIngest *self, GError **error)
{
  return fl_ingest_open_files (self, error) &&
         report_samples (self, FL_STREAM_INGESTING, NULL, error) &&
         fl_ingest_survey (self, error) && fl_ingest_take_pictured (self, error);
}

/* The file did not give what its packets promised: ask the decoder what there is, once. */
static gboolean
recount (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;

  g_autofree char *doubt = describe_doubt (self);
  self->has_mismatch = FALSE;
  self->n_errors = 0;
  fl_ingest_report (self, fl_ingest_news_new (self, FL_STREAM_INDEXING));
  FlSource *source = decode_all (self, doubt, error);
  if (source == NULL)
    return FALSE;
  gboolean is_same = fl_frame_index_equal (fl_source_get_index (source), self->index);
  if (!is_same)
    fl_ingest_forget (task->row, task->cache);
  fl_ingest_take_source (self, source);
  fl_ingest_keep_index (self);
  fl_sample_plan_clear (&self->plan);
  fl_ingest_close_files (self);
  self->newest = -1;
  return plan_samples (self, error) && begin_samples (self, error);
}

static gboolean
is_complete (const FlIngest *self)
{
  return self->missing->len == 0 && self->plan.is_whole;
}

static gboolean
read_all (FlIngest *self, GError **error)
{
  if (self->missing->len > 0 && !fl_ingest_read_samples (self, error))
    return FALSE;
  return self->plan.is_whole || fl_ingest_read_changes (self, error);
}

/* Whatever comes of it, a stream in doubt is read on at once. Gives whether that can be left to
 * another task. */
static gboolean
glance (FlIngest *self, GError **error)
{
  if (!fl_ingest_glance (self, error) || !report_samples (self, FL_STREAM_INGESTING, NULL, error))
    return FALSE;
  self->is_paused = self->missing->len > 0 && !self->has_mismatch && self->n_errors == 0;
  return TRUE;
}

static gboolean
ingest_all (FlIngest *self, GError **error)
{
  if (!count_frames (self, error) || !plan_samples (self, error) ||
      !fl_ingest_learn (self, error) || !begin_samples (self, error))
    return FALSE;
  if (self->task->live != NULL && self->task->live->is_recording && !fl_ingest_record (self, error))
    return FALSE;
  if (self->index == NULL)
    return TRUE;
  /* Samples on change are found in their order. */
  if (self->task->is_glance && self->task->live == NULL && self->plan.is_whole &&
      !glance (self, error))
    return FALSE;
  if (self->is_paused)
    return TRUE;
  if (!read_all (self, error))
    return FALSE;
  g_autoptr (FlSampleSet) samples = fl_ingest_snapshot (self, error);
  if (samples == NULL)
    return FALSE;
  list_missing (self, samples);
  gboolean is_doubtful = self->has_mismatch || self->n_errors > 0 || !is_complete (self);
  if (!is_doubtful || fl_frame_index_is_decoded (self->index))
    return TRUE;
  return recount (self, error) && read_all (self, error);
}

FlStreamState
fl_ingest_get_state_of_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FL_STREAM_CANCELLED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return FL_STREAM_MISSING;
  return FL_STREAM_BROKEN;
}

/* What was read stays, whatever happened. */
static void
report_failure (FlIngest *self, const GError *error)
{
  FlStreamState state = fl_ingest_get_state_of_error (error);
  char *sentence = g_strdup (state == FL_STREAM_CANCELLED ? NULL : error->message);

  if (self->features != NULL && self->plan.frames != NULL) {
    (void) fl_ingest_write_batch (self, NULL);
    g_autoptr (GError) ignored = NULL;
    if (report_samples (self, state, sentence, &ignored))
      return;
    sentence = g_strdup (error->message);
  }
  FlIngestNews *news = fl_ingest_news_new (self, state);
  news->sentence = sentence;
  fl_ingest_report (self, news);
}

static char *
describe_lack (const FlIngest *self)
{
  const char *name = self->task->row->name;

  if (self->missing->len == 0)
    return g_strdup_printf (_ ("“%s” cannot be decoded behind frame %" PRId64
                               ", because it is damaged; the samples before are kept"),
                            name, self->newest_looked_at);
  return g_strdup_printf (
    ngettext ("“%s” cannot be decoded at frame %" PRId64
              " and lacks %u of its %u sample, because it is damaged; the others are kept",
              "“%s” cannot be decoded at frame %" PRId64
              " and lacks %u of its %u samples, because it is damaged; the others are kept",
              self->plan.frames->len),
    name, g_array_index (self->missing, gint64, 0), self->missing->len, self->plan.frames->len);
}

static void
report_end (FlIngest *self)
{
  g_autoptr (GError) error = NULL;
  FlStreamState state = FL_STREAM_READY;
  char *sentence = NULL;
  g_autoptr (FlSampleSet) samples = fl_ingest_snapshot (self, NULL);

  if (samples != NULL)
    list_missing (self, samples);
  if (self->is_paused) {
    state = FL_STREAM_INGESTING;
  } else if (!is_complete (self)) {
    state = FL_STREAM_BROKEN;
    sentence = describe_lack (self);
  }
  if (!report_samples (self, state, sentence, &error))
    report_failure (self, error);
}

void
fl_ingest_run (const FlIngestTask *task)
{
  FlIngest self = {.task = task,
                   .type = task->extractor,
                   .scaler = fl_scaler_new (),
                   .newest = -1,
                   .has_mismatch = task->is_doubted};
  g_autoptr (GError) error = NULL;

  if (ingest_all (&self, &error))
    report_end (&self);
  else
    report_failure (&self, error);
  ingest_clear (&self);
}
