/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the picture is unlike both the one before and the one after: what moves now, and not
 * where it was or will be (differences of three frames; Collins et al. 2000). */
#include "features/fl-motion-extractor.h"

#include "features/fl-change-cells.h"

#include <math.h>
#include <string.h>

struct _FlExtractor {
  const FlImage *before; /* (nullable) of the next picture; not owned */
  const FlImage *after;  /* (nullable) */
  float now[FL_CHANGE_N_PIXELS];
  float other[FL_CHANGE_N_PIXELS];
  float change[FL_CHANGE_N_PIXELS];
};

static FlExtractor *
motion_create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
}

static gsize
motion_get_n_dims (const FlExtractor *self)
{
  return FL_CHANGE_N_DIMS;
}

static const FlFeatureBlock *
motion_get_blocks (const FlExtractor *self, gsize *out_n)
{
  return fl_change_cells_get_blocks (out_n);
}

static void
motion_surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  self->before = before;
  self->after = after;
}

/* Leaves of the change what is also unlike @image. */
static void
compare (FlExtractor *self, const FlImage *image)
{
  if (image == NULL)
    return;
  fl_change_cells_shrink (image, self->other);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++)
    self->change[i] = MIN (self->change[i], fabsf (self->now[i] - self->other[i]));
}

static void
fill_row (FlExtractor *self, const FlImage *image, float *out)
{
  memset (out, 0, FL_CHANGE_N_DIMS * sizeof out[0]);
  if (self->before == NULL && self->after == NULL)
    return;
  fl_change_cells_shrink (image, self->now);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++)
    self->change[i] = INFINITY;
  compare (self, self->before);
  compare (self, self->after);
  fl_change_cells_fill (self->change, out);
}

static gboolean
motion_extract (FlExtractor *self,
                const FlImage *const *images,
                gsize n,
                float *out,
                GError **error)
{
  for (gsize i = 0; i < n; i++) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_row (self, images[i], out + i * FL_CHANGE_N_DIMS);
    motion_surround (self, NULL, NULL);
  }
  return TRUE;
}

static void
motion_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_motion_extractor = {
  .id = "motion-1",
  .create = motion_create,
  .get_n_dims = motion_get_n_dims,
  .get_blocks = motion_get_blocks,
  .surround = motion_surround,
  .extract = motion_extract,
  .free = motion_free,
};
