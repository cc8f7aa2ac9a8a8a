/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stream, from file to samples with features: count the frames, decode the samples, store
 * what comes out in batches, and notice when the count was wrong. */
#include "session/fl-ingest.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <math.h>

#include "media/fl-decoder.h"
#include "media/fl-fingerprint.h"
#include "media/fl-frame-index-build.h"
#include "media/fl-frame.h"
#include "media/fl-jpeg.h"
#include "media/fl-sampling.h"
#include "media/fl-scaler.h"
#include "store/fl-thumb-pack.h"

/* Rows that wait for being written; and how long the first of them may wait. */
#define BATCH_ROWS   32
#define BATCH_US     250000
#define REPORT_US    500000
#define JPEG_QUALITY 82

typedef struct {
  const FlIngestTask *task;
  FlFrameIndex *index;
  GArray *planned; /* gint64 */
  GArray *missing; /* gint64, planned but without features or thumbnail yet */
  FlFeatureFile *features;
  FlThumbPack *thumbs;
  FlExtractor *extractor;
  gsize n_dims;
  FlScaler *scaler;
  gint64 frames[BATCH_ROWS];
  float *rows; /* [BATCH_ROWS][n_dims] */
  gsize n_batch;
  gint64 batch_us;  /* when the first row of the batch came */
  gint64 report_us; /* when the last report was */
  gsize n_done;
  guint64 n_errors;
  gboolean has_mismatch;
} Ingest;

void
fl_ingest_news_free (FlIngestNews *self)
{
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  g_free (self->sentence);
  g_free (self);
}

char *
fl_ingest_dup_features_name (const FlExtractorType *extractor)
{
  return g_strdup_printf ("features-%s.f16", extractor->id);
}

static FlIngestNews *
news_new (const Ingest *self, FlStreamState state)
{
  FlIngestNews *news = g_new0 (FlIngestNews, 1);

  news->state = state;
  news->time_s = NAN;
  news->n_done = self->n_done;
  news->n_planned = self->planned != NULL ? self->planned->len : 0;
  return news;
}

static void
report (const Ingest *self, FlIngestNews *news)
{
  self->task->report (news, self->task->data);
}

static void
ingest_clear (Ingest *self)
{
  const FlExtractorType *type = self->task->extractor;

  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->missing, g_array_unref);
  g_clear_pointer (&self->features, fl_feature_file_close);
  g_clear_pointer (&self->thumbs, fl_thumb_pack_close);
  if (self->extractor != NULL)
    type->free (self->extractor);
  g_clear_pointer (&self->scaler, fl_scaler_free);
  g_clear_pointer (&self->rows, g_free);
}

/* A file under the same name may have become another one. */
static gboolean
check_source (const FlStreamRow *row, GCancellable *cancellable, GError **error)
{
  gint64 size_bytes;
  g_autoptr (GError) local = NULL;
  g_autofree char *fingerprint = fl_fingerprint_file (row->path, &size_bytes, cancellable, &local);

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("“%s” is not there any more; put it back, or connect its drive"), row->path);
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

FlFrameIndex *
fl_ingest_count_frames (const FlStreamRow *row,
                        const FlCache *cache,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!check_source (row, cancellable, error))
    return NULL;
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

static gboolean
count_frames (Ingest *self, GError **error)
{
  const FlIngestTask *task = self->task;

  report (self, news_new (self, FL_STREAM_INDEXING));
  self->index = fl_ingest_count_frames (task->row, task->cache, task->cancellable, error);
  return self->index != NULL;
}

static gboolean
plan_samples (Ingest *self, GError **error)
{
  FlSampling sampling;

  if (!fl_sampling_parse (self->task->row->sampling, &sampling, error))
    return FALSE;
  self->planned = fl_sampling_pick (&sampling, self->index);
  FlIngestNews *news = news_new (self, FL_STREAM_INGESTING);
  news->index = fl_frame_index_ref (self->index);
  news->planned = g_array_ref (self->planned);
  report (self, news);
  return TRUE;
}

static gboolean
open_files (Ingest *self, GError **error)
{
  const FlIngestTask *task = self->task;
  const char *uuid = task->row->uuid;

  self->extractor = task->extractor->create (NULL, error);
  if (self->extractor == NULL)
    return FALSE;
  self->n_dims = task->extractor->get_n_dims (self->extractor);
  self->rows = g_new (float, BATCH_ROWS * self->n_dims);
  self->scaler = fl_scaler_new ();
  g_autofree char *name = fl_ingest_dup_features_name (task->extractor);
  g_autofree char *path = fl_cache_build_path (task->cache, uuid, name, error);
  if (path == NULL)
    return FALSE;
  self->features = fl_feature_file_open (path, task->extractor->id, self->n_dims, error);
  if (self->features == NULL)
    return FALSE;
  g_autofree char *thumbs = fl_cache_build_path (task->cache, uuid, FL_INGEST_THUMBS_NAME, error);
  if (thumbs == NULL)
    return FALSE;
  self->thumbs = fl_thumb_pack_open (thumbs, TRUE, error);
  return self->thumbs != NULL;
}

/* Tells which samples are in, and notes in passing which are not. */
static FlSampleSet *
snapshot (Ingest *self, GError **error)
{
  FlFeatureRows *rows = fl_feature_file_map (self->features, error);

  if (rows == NULL)
    return NULL;
  FlSampleSet *samples =
    fl_sample_set_new (rows, (const gint64 *) (const void *) self->planned->data,
                       self->planned->len);
  self->n_done = samples->n;
  return samples;
}

static void
list_missing (Ingest *self, const FlSampleSet *samples)
{
  g_clear_pointer (&self->missing, g_array_unref);
  self->missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->planned->len; i++) {
    gint64 frame = g_array_index (self->planned, gint64, i);
    if (fl_sample_set_find (samples, frame) < 0 || self->thumbs == NULL ||
        !fl_thumb_pack_has (self->thumbs, frame))
      g_array_append_val (self->missing, frame);
  }
}

static gboolean
report_samples (Ingest *self, FlStreamState state, char *sentence, GError **error)
{
  g_autoptr (FlSampleSet) samples = snapshot (self, error);

  if (samples == NULL) {
    g_free (sentence);
    return FALSE;
  }
  list_missing (self, samples);
  FlIngestNews *news = news_new (self, state);
  news->samples = g_steal_pointer (&samples);
  news->sentence = sentence;
  if (news->samples->n > 0)
    news->time_s =
      fl_frame_index_get_time_s (self->index, news->samples->frames[news->samples->n - 1]);
  report (self, news);
  self->report_us = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
write_batch (Ingest *self, GError **error)
{
  gsize n = self->n_batch;

  self->n_batch = 0;
  return n == 0 || fl_feature_file_append (self->features, self->frames, self->rows, n, error);
}

/* Thumbnails are written before features: a sample that is there has its thumbnail. */
static gboolean
take_frame (Ingest *self, FlFrame *frame, GError **error)
{
  g_autoptr (FlImage) image = fl_scaler_analyse (self->scaler, frame, error);

  if (image == NULL)
    return FALSE;
  const FlImage *images[] = {image};
  float *row = self->rows + self->n_batch * self->n_dims;
  if (!self->task->extractor->extract (self->extractor, images, 1, row, error))
    return FALSE;
  g_autoptr (GBytes) jpeg = fl_jpeg_encode (image, JPEG_QUALITY, error);
  if (jpeg == NULL || !fl_thumb_pack_append (self->thumbs, fl_frame_get_index (frame), jpeg, error))
    return FALSE;
  if (self->n_batch == 0)
    self->batch_us = g_get_monotonic_time ();
  self->frames[self->n_batch++] = fl_frame_get_index (frame);
  return TRUE;
}

static gboolean
hand_over (Ingest *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->n_batch < BATCH_ROWS && now - self->batch_us < BATCH_US)
    return TRUE;
  if (!write_batch (self, error))
    return FALSE;
  return now - self->report_us < REPORT_US ||
         report_samples (self, FL_STREAM_INGESTING, NULL, error);
}

/* Decodes what is missing. The end of the file is no error here, wherever it comes. */
static gboolean
read_samples (Ingest *self, FlDecoder *decoder, GError **error)
{
  for (;;) {
    g_autoptr (GError) local = NULL;
    g_autoptr (FlFrame) frame = fl_decoder_next (decoder, self->task->cancellable, &local);
    if (frame == NULL) {
      if (!write_batch (self, error))
        return FALSE;
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (!take_frame (self, frame, error) || !hand_over (self, error))
      return FALSE;
  }
}

static gboolean
decode_missing (Ingest *self, GError **error)
{
  const FlIngestTask *task = self->task;
  gint64 first = g_array_index (self->missing, gint64, 0);
  g_autoptr (FlDecoder) decoder =
    fl_decoder_open (task->row->path, self->index, task->n_threads, task->cancellable, error);

  if (decoder == NULL)
    return FALSE;
  fl_decoder_set_wanted (decoder, (const gint64 *) (const void *) self->missing->data,
                         self->missing->len);
  if (first > 0 && !fl_decoder_seek (decoder, first, task->cancellable, error))
    return FALSE;
  gboolean is_read = read_samples (self, decoder, error);
  self->n_errors = fl_decoder_get_n_errors (decoder);
  self->has_mismatch = fl_decoder_has_mismatch (decoder);
  return is_read;
}

/* Kept in the project, so it is not translated. */
static char *
describe_doubt (const Ingest *self)
{
  if (self->n_errors == 0)
    return g_strdup ("The decoder gave other frames than the packets promised, so every frame was "
                     "decoded");
  return g_strdup_printf ("%" PRIu64 " of its packets are damaged, so every frame was decoded",
                          self->n_errors);
}

/* The file did not give what its packets promised: ask the decoder what there is, once. */
static gboolean
recount (Ingest *self, GError **error)
{
  const FlIngestTask *task = self->task;

  g_autofree char *doubt = describe_doubt (self);
  report (self, news_new (self, FL_STREAM_INDEXING));
  FlFrameIndex *index =
    fl_frame_index_build_by_decoding (task->row->path, doubt, task->cancellable, error);
  if (index == NULL)
    return FALSE;
  gboolean is_same = fl_frame_index_equal (index, self->index);
  keep_index (task->row, task->cache, index);
  fl_frame_index_unref (self->index);
  self->index = index;
  if (!is_same) {
    /* Rows are named by display index, which is now another. */
    g_autofree char *name = fl_ingest_dup_features_name (task->extractor);
    g_autofree char *path = fl_cache_dup_path (task->cache, task->row->uuid, name);
    g_autofree char *thumbs =
      fl_cache_dup_path (task->cache, task->row->uuid, FL_INGEST_THUMBS_NAME);
    (void) g_unlink (path);
    (void) g_unlink (thumbs);
  }
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->features, fl_feature_file_close);
  g_clear_pointer (&self->thumbs, fl_thumb_pack_close);
  if (self->extractor != NULL)
    task->extractor->free (g_steal_pointer (&self->extractor));
  g_clear_pointer (&self->scaler, fl_scaler_free);
  g_clear_pointer (&self->rows, g_free);
  return plan_samples (self, error) && open_files (self, error) &&
         report_samples (self, FL_STREAM_INGESTING, NULL, error);
}

static gboolean
is_complete (const Ingest *self)
{
  return self->missing->len == 0;
}

static gboolean
ingest_all (Ingest *self, GError **error)
{
  if (!count_frames (self, error) || !plan_samples (self, error) || !open_files (self, error) ||
      !report_samples (self, FL_STREAM_INGESTING, NULL, error))
    return FALSE;
  if (!is_complete (self) && !decode_missing (self, error))
    return FALSE;
  g_autoptr (FlSampleSet) samples = snapshot (self, error);
  if (samples == NULL)
    return FALSE;
  list_missing (self, samples);
  gboolean is_doubtful = self->has_mismatch || self->n_errors > 0 || !is_complete (self);
  if (!is_doubtful || fl_frame_index_is_decoded (self->index))
    return TRUE;
  self->has_mismatch = FALSE;
  return recount (self, error) && (is_complete (self) || decode_missing (self, error));
}

static FlStreamState
state_of_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FL_STREAM_CANCELLED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return FL_STREAM_MISSING;
  return FL_STREAM_BROKEN;
}

/* What was read stays, whatever happened. */
static void
report_failure (Ingest *self, const GError *error)
{
  FlStreamState state = state_of_error (error);
  char *sentence = g_strdup (state == FL_STREAM_CANCELLED ? NULL : error->message);

  if (self->features != NULL && self->planned != NULL) {
    (void) write_batch (self, NULL);
    g_autoptr (GError) ignored = NULL;
    if (report_samples (self, state, sentence, &ignored))
      return;
    sentence = g_strdup (error->message);
  }
  FlIngestNews *news = news_new (self, state);
  news->sentence = sentence;
  report (self, news);
}

static void
report_end (Ingest *self)
{
  g_autoptr (GError) error = NULL;
  FlStreamState state = FL_STREAM_READY;
  char *sentence = NULL;
  g_autoptr (FlSampleSet) samples = snapshot (self, NULL);

  if (samples != NULL)
    list_missing (self, samples);
  if (!is_complete (self)) {
    gint64 first = g_array_index (self->missing, gint64, 0);
    state = FL_STREAM_BROKEN;
    sentence = g_strdup_printf (
      _ ("“%s” cannot be decoded at frame %" PRId64
         " and %u of its %u samples are missing, because it is damaged; the others are kept"),
      self->task->row->name, first, self->missing->len, self->planned->len);
  }
  if (!report_samples (self, state, sentence, &error))
    report_failure (self, error);
}

void
fl_ingest_run (const FlIngestTask *task)
{
  Ingest self = {.task = task};
  g_autoptr (GError) error = NULL;

  if (ingest_all (&self, &error))
    report_end (&self);
  else
    report_failure (&self, error);
  ingest_clear (&self);
}
