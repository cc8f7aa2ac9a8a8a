/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an ingest in the cache: features, of several extractors those of each part and the
 * joined ones, and thumbnails. */
#include "session/fl-ingest-private.h"

#include <glib/gstdio.h>

#include "media/fl-jpeg.h"
#include "session/fl-verify.h"

#define JPEG_QUALITY    82
#define FEATURES_PREFIX "features-"

char *
fl_ingest_dup_features_name (const FlExtractorType *extractor)
{
  return g_strdup_printf (FEATURES_PREFIX "%s.f16", extractor->id);
}

static void
forget_file (const FlStreamRow *row, const FlCache *cache, const char *name)
{
  g_autofree char *path = fl_cache_dup_path (cache, row->uuid, name);

  (void) g_unlink (path); /* It may not be there. */
}

/* Also those of extractors that were used before, or they would be found again with other frames. */
static void
forget_features (const FlStreamRow *row, const FlCache *cache)
{
  g_autofree char *index = fl_cache_dup_path (cache, row->uuid, FL_INGEST_INDEX_NAME);
  g_autofree char *folder = g_path_get_dirname (index);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, FEATURES_PREFIX))
      forget_file (row, cache, name);
}

void
fl_ingest_forget (const FlStreamRow *row, const FlCache *cache)
{
  forget_features (row, cache);
  forget_file (row, cache, FL_INGEST_THUMBS_NAME);
  forget_file (row, cache, FL_INGEST_INDEX_NAME);
  forget_file (row, cache, FL_VERIFIED_NAME);
  fl_sample_plan_forget (row, cache);
}

static gboolean
open_features (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;
  g_autofree char *name = fl_ingest_dup_features_name (self->type);
  g_autofree char *path = fl_cache_build_path (task->cache, task->row->uuid, name, error);

  self->extractor = self->type->create (self->type, error);
  if (self->extractor == NULL || path == NULL)
    return FALSE;
  self->n_dims = self->type->get_n_dims (self->extractor);
  self->rows = g_new (float, FL_INGEST_BATCH_ROWS * self->n_dims);
  self->features = fl_feature_file_open (path, self->type->id, self->n_dims, error);
  if (self->features == NULL || self->type->parts == NULL)
    return self->features != NULL;
  self->parts = fl_ingest_parts_open (self->type, self->extractor, task->cache, task->row->uuid,
                                      self->plan.frames, error);
  return self->parts != NULL;
}

static gboolean
open_thumbs (FlIngest *self, GError **error)
{
  const FlIngestTask *task = self->task;
  g_autofree char *path =
    fl_cache_build_path (task->cache, task->row->uuid, FL_INGEST_THUMBS_NAME, error);

  self->thumbs = path != NULL ? fl_thumb_pack_open (path, TRUE, error) : NULL;
  return self->thumbs != NULL;
}

/* The place for the next row. */
static float *
begin_row (FlIngest *self, GError **error)
{
  if (self->n_batch == FL_INGEST_BATCH_ROWS && !fl_ingest_write_batch (self, error))
    return NULL;
  return self->rows + self->n_batch * self->n_dims;
}

static void
end_row (FlIngest *self, gint64 frame)
{
  if (self->n_batch == 0)
    self->batch_us = g_get_monotonic_time ();
  self->frames[self->n_batch++] = frame;
  self->newest = frame;
}

/* Samples of which every part was read before, for other sets of extractors, need no film. */
static gboolean
join_known (FlIngest *self, GError **error)
{
  g_autoptr (FlSampleSet) joined = self->parts != NULL ? fl_ingest_snapshot (self, error) : NULL;

  if (joined == NULL)
    return self->parts == NULL;
  for (guint i = 0; i < self->plan.frames->len; i++) {
    gint64 frame = g_array_index (self->plan.frames, gint64, i);
    if (fl_sample_set_find (joined, frame) >= 0 || !fl_thumb_pack_has (self->thumbs, frame))
      continue;
    float *row = begin_row (self, error);
    if (row == NULL || g_cancellable_set_error_if_cancelled (self->task->cancellable, error))
      return FALSE;
    if (fl_ingest_parts_recall (self->parts, frame, row))
      end_row (self, frame);
  }
  return fl_ingest_write_batch (self, error);
}

gboolean
fl_ingest_open_files (FlIngest *self, GError **error)
{
  return open_features (self, error) && open_thumbs (self, error) && join_known (self, error);
}

void
fl_ingest_close_files (FlIngest *self)
{
  g_clear_pointer (&self->parts, fl_ingest_parts_close);
  g_clear_pointer (&self->features, fl_feature_file_close);
  g_clear_pointer (&self->thumbs, fl_thumb_pack_close);
  if (self->extractor != NULL)
    self->type->free (g_steal_pointer (&self->extractor));
  g_clear_pointer (&self->rows, g_free);
}

/* Tells which samples are in, and notes in passing which are not. */
FlSampleSet *
fl_ingest_snapshot (FlIngest *self, GError **error)
{
  FlFeatureRows *rows = fl_feature_file_map (self->features, error);

  if (rows == NULL)
    return NULL;
  FlSampleSet *samples =
    fl_sample_set_new (rows, (const gint64 *) (const void *) self->plan.frames->data,
                       self->plan.frames->len);
  self->n_done = samples->n;
  return samples;
}

gboolean
fl_ingest_write_batch (FlIngest *self, GError **error)
{
  gsize n = self->n_batch;

  self->n_batch = 0;
  if (self->parts != NULL && !fl_ingest_parts_write (self->parts, error))
    return FALSE;
  return n == 0 || fl_feature_file_append (self->features, self->frames, self->rows, n, error);
}

static gboolean
extract (FlIngest *self, gint64 frame, const FlImage *image, float *row, GError **error)
{
  if (self->parts != NULL)
    return fl_ingest_parts_extract (self->parts, frame, image, row, error);
  return self->type->extract (self->extractor, &image, 1, row, error);
}

gboolean
fl_ingest_take_image (FlIngest *self, gint64 frame, FlImage *image, GError **error)
{
  float *row = begin_row (self, error);

  if (row == NULL || !extract (self, frame, image, row, error))
    return FALSE;
  g_autoptr (GBytes) jpeg = fl_jpeg_encode (image, JPEG_QUALITY, error);
  if (jpeg == NULL || !fl_thumb_pack_append (self->thumbs, frame, jpeg, error))
    return FALSE;
  end_row (self, frame);
  return TRUE;
}
