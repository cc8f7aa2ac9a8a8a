/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the picture is unlike the stream's background, the median of pictures from all over
 * the stream: what is not always there, also while it stands still. */
#include "features/fl-background-extractor.h"

#include "features/fl-change-cells.h"

#include <math.h>

struct _FlExtractor {
  gboolean has_background;
  float background[FL_CHANGE_N_PIXELS];
};

static FlExtractor *
background_create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
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

static gboolean
fill_change (FlExtractor *self, const FlImage *image, float *change)
{
  if (!self->has_background)
    return FALSE;
  fl_change_cells_shrink (image, change);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++)
    change[i] = fabsf (change[i] - self->background[i]);
  return TRUE;
}

static gboolean
background_extract (FlExtractor *self,
                    const FlImage *const *images,
                    gsize n,
                    float *out,
                    GError **error)
{
  return fl_change_cells_extract (self, fill_change, images, n, out);
}

static void
background_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_background_extractor = {
  .id = "background-1",
  .create = background_create,
  .get_n_dims = fl_change_cells_get_n_dims,
  .get_blocks = fl_change_cells_get_blocks,
  .survey = background_survey,
  .extract = background_extract,
  .free = background_free,
};
