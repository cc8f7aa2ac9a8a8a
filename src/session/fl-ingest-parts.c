/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file for each extractor of several. */
#include "session/fl-ingest-parts.h"

#include "features/fl-joined-extractor.h"
#include "session/fl-ingest.h"

#include <string.h>

typedef struct {
  const FlExtractorType *type;
  FlExtractor *extractor; /* not owned */
  gsize first_dim;
  gsize n_dims;
  FlFeatureFile *file;
  FlSampleSet *known; /* what the file held when it was opened */
  GArray *frames;     /* gint64, of the rows that wait */
  GArray *rows;       /* float, `[frames->len][n_dims]` */
} Part;

struct _FlIngestParts {
  GArray *parts; /* Part */
};

static void
part_clear (gpointer data)
{
  Part *self = data;

  g_clear_pointer (&self->file, fl_feature_file_close);
  g_clear_pointer (&self->known, fl_sample_set_unref);
  g_array_unref (self->frames);
  g_array_unref (self->rows);
}

static gboolean
part_open (Part *self,
           const FlCache *cache,
           const char *uuid,
           const GArray *planned,
           GError **error)
{
  g_autofree char *name = fl_ingest_dup_features_name (self->type);
  g_autofree char *path = fl_cache_build_path (cache, uuid, name, error);

  if (path == NULL)
    return FALSE;
  self->file = fl_feature_file_open (path, self->type->id, self->n_dims, error);
  if (self->file == NULL)
    return FALSE;
  FlFeatureRows *rows = fl_feature_file_map (self->file, error);
  if (rows == NULL)
    return FALSE;
  self->known =
    fl_sample_set_new (rows, (const gint64 *) (const void *) planned->data, planned->len);
  return TRUE;
}

FlIngestParts *
fl_ingest_parts_open (const FlExtractorType *type,
                      FlExtractor *extractor,
                      const FlCache *cache,
                      const char *uuid,
                      const GArray *planned,
                      GError **error)
{
  g_autoptr (FlIngestParts) self = g_new0 (FlIngestParts, 1);
  gsize first_dim = 0;

  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  for (guint i = 0; i < type->n_parts; i++) {
    Part part = {.type = type->parts[i],
                 .extractor = fl_joined_extractor_get_part (extractor, i),
                 .first_dim = first_dim,
                 .frames = g_array_new (FALSE, FALSE, sizeof (gint64)),
                 .rows = g_array_new (FALSE, FALSE, sizeof (float))};
    part.n_dims = part.type->get_n_dims (part.extractor);
    first_dim += part.n_dims;
    g_array_append_val (self->parts, part);
    if (!part_open (&g_array_index (self->parts, Part, i), cache, uuid, planned, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
fl_ingest_parts_close (FlIngestParts *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

/* Fills the part of @row when it is known. */
static gboolean
part_recall (const Part *self, gint64 frame, float *row)
{
  gssize i = fl_sample_set_find (self->known, frame);

  if (i >= 0)
    fl_half_to_floats (fl_sample_set_get_row (self->known, (gsize) i), self->n_dims,
                       row + self->first_dim);
  return i >= 0;
}

gboolean
fl_ingest_parts_recall (const FlIngestParts *self, gint64 frame, float *row)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!part_recall (&g_array_index (self->parts, Part, i), frame, row))
      return FALSE;
  return TRUE;
}

gboolean
fl_ingest_parts_extract (FlIngestParts *self,
                         gint64 frame,
                         const FlImage *image,
                         float *row,
                         GError **error)
{
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = &g_array_index (self->parts, Part, i);
    if (part_recall (part, frame, row))
      continue;
    if (!part->type->extract (part->extractor, &image, 1, row + part->first_dim, error))
      return FALSE;
    g_array_append_val (part->frames, frame);
    g_array_append_vals (part->rows, row + part->first_dim, (guint) part->n_dims);
  }
  return TRUE;
}

gboolean
fl_ingest_parts_write (FlIngestParts *self, GError **error)
{
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = &g_array_index (self->parts, Part, i);
    gboolean is_written =
      part->frames->len == 0 ||
      fl_feature_file_append (part->file, (const gint64 *) (const void *) part->frames->data,
                              (const float *) (const void *) part->rows->data, part->frames->len,
                              error);
    g_array_set_size (part->frames, 0);
    g_array_set_size (part->rows, 0);
    if (!is_written)
      return FALSE;
  }
  return TRUE;
}
