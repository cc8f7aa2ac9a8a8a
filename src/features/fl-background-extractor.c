/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the picture is unlike the stream's background, the median of pictures from all over
 * the stream: what is not always there, also while it stands still. */
#include "features/fl-background-extractor.h"

#include "features/fl-change-cells.h"

#include <math.h>
#include <string.h>

struct _FlExtractor {
  gboolean has_background;
  float background[FL_CHANGE_N_PIXELS];
  float change[FL_CHANGE_N_PIXELS];
};

static FlExtractor *
background_create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
}

static gsize
background_get_n_dims (const FlExtractor *self)
{
  return FL_CHANGE_N_DIMS;
}

static const FlFeatureBlock *
background_get_blocks (const FlExtractor *self, gsize *out_n)
{
  return fl_change_cells_get_blocks (out_n);
}

/* Puts @value where it belongs among @n that ascend. */
static void
insert (float *sorted, gsize n, float value)
{
  for (; n > 0 && sorted[n - 1] > value; n--)
    sorted[n] = sorted[n - 1];
  sorted[n] = value;
}

/* Of an even number the mean of the two in the middle. */
static float
find_median (const float *sorted, gsize n)
{
  return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

static void
background_survey (FlExtractor *self, const FlImage *const *images, gsize n)
{
  g_autofree float *planes = g_new (float, n *FL_CHANGE_N_PIXELS);
  g_autofree float *sorted = g_new (float, n);

  self->has_background = n > 0;
  for (gsize i = 0; i < n; i++)
    fl_change_cells_shrink (images[i], planes + i * FL_CHANGE_N_PIXELS);
  for (gsize at = 0; at < FL_CHANGE_N_PIXELS && n > 0; at++) {
    for (gsize i = 0; i < n; i++)
      insert (sorted, i, planes[i * FL_CHANGE_N_PIXELS + at]);
    self->background[at] = find_median (sorted, n);
  }
}

static void
fill_row (FlExtractor *self, const FlImage *image, float *out)
{
  memset (out, 0, FL_CHANGE_N_DIMS * sizeof out[0]);
  if (!self->has_background)
    return;
  fl_change_cells_shrink (image, self->change);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++)
    self->change[i] = fabsf (self->change[i] - self->background[i]);
  fl_change_cells_fill (self->change, out);
}

static gboolean
background_extract (FlExtractor *self,
                    const FlImage *const *images,
                    gsize n,
                    float *out,
                    GError **error)
{
  for (gsize i = 0; i < n; i++) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_row (self, images[i], out + i * FL_CHANGE_N_DIMS);
  }
  return TRUE;
}

static void
background_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_background_extractor = {
  .id = "background-1",
  .create = background_create,
  .get_n_dims = background_get_n_dims,
  .get_blocks = background_get_blocks,
  .survey = background_survey,
  .extract = background_extract,
  .free = background_free,
};
