/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the picture is unlike both the one before and the one after: what moves now, and not
 * where it was or will be (differences of three frames; Collins et al. 2000). */
#include "features/fl-motion-extractor.h"

#include "features/fl-change-cells.h"

#include <math.h>

struct _FlExtractor {
  const FlImage *before; /* (nullable) of the next picture; not owned */
  const FlImage *after;  /* (nullable) */
  float now[FL_CHANGE_N_PIXELS];
  float other[FL_CHANGE_N_PIXELS];
};

static FlExtractor *
motion_create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
}

static void
motion_surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  self->before = before;
  self->after = after;
}

/* Leaves of the change what is also unlike @image. */
static void
compare (FlExtractor *self, const FlImage *image, float *change)
{
  if (image == NULL)
    return;
  fl_change_cells_shrink (image, self->other);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++)
    change[i] = MIN (change[i], fabsf (self->now[i] - self->other[i]));
}

/* What surrounds a picture is for it alone. */
static gboolean
fill_change (FlExtractor *self, const FlImage *image, float *change)
{
  const gboolean has_others = self->before != NULL || self->after != NULL;

  if (has_others)
    fl_change_cells_shrink (image, self->now);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS && has_others; i++)
    change[i] = INFINITY;
  compare (self, self->before, change);
  compare (self, self->after, change);
  motion_surround (self, NULL, NULL);
  return has_others;
}

static gboolean
motion_extract (FlExtractor *self,
                const FlImage *const *images,
                gsize n,
                float *out,
                GError **error)
{
  return fl_change_cells_extract (self, fill_change, images, n, out);
}

static void
motion_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_motion_extractor = {
  .id = "motion-1",
  .create = motion_create,
  .get_n_dims = fl_change_cells_get_n_dims,
  .get_blocks = fl_change_cells_get_blocks,
  .surround = motion_surround,
  .extract = motion_extract,
  .free = motion_free,
};
