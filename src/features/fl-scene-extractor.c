/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several extractors side by side: a row is their rows, one after the other, and which of them
 * counts is found out from the labels (fl-block-weights.h). */
#include "features/fl-scene-extractor.h"

#include "features/fl-background-extractor.h"
#include "features/fl-hand-extractor.h"
#include "features/fl-motion-extractor.h"
#include "features/fl-patches-extractor.h"

#include <glib/gi18n.h>

/* The patches alone learn from the footage, so that what they learned is all that is kept. scene-1
 * is all but the last. */
static const FlExtractorType *const parts[] = {&fl_hand_extractor, &fl_patches_extractor,
                                               &fl_motion_extractor, &fl_background_extractor};

#define N_PARTS G_N_ELEMENTS (parts)

struct _FlExtractor {
  FlExtractor *parts[N_PARTS];
  gsize n_parts;
  gsize n_dims;
  GArray *blocks; /* FlFeatureBlock */
};

static void
scene_free (FlExtractor *self)
{
  for (gsize i = 0; i < self->n_parts; i++)
    if (self->parts[i] != NULL)
      parts[i]->free (self->parts[i]);
  g_array_unref (self->blocks);
  g_free (self);
}

static void
add_blocks (FlExtractor *self, gsize part)
{
  gsize n;
  const FlFeatureBlock *blocks = parts[part]->get_blocks (self->parts[part], &n);

  for (gsize i = 0; i < n; i++) {
    FlFeatureBlock block = blocks[i];
    block.first_dim += (guint) self->n_dims;
    g_array_append_val (self->blocks, block);
  }
  self->n_dims += parts[part]->get_n_dims (self->parts[part]);
}

static FlExtractor *
create (const FlExtractorType *type, gsize n_parts, GError **error)
{
  FlExtractor *self = g_new0 (FlExtractor, 1);

  self->n_parts = n_parts;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (FlFeatureBlock));
  for (gsize i = 0; i < self->n_parts; i++) {
    FlExtractorType part = *parts[i];
    part.state = part.learn != NULL ? type->state : NULL;
    self->parts[i] = part.create (&part, error);
    if (self->parts[i] == NULL) {
      scene_free (self);
      return NULL;
    }
    add_blocks (self, i);
  }
  return self;
}

static FlExtractor *
scene_1_create (const FlExtractorType *type, GError **error)
{
  return create (type, N_PARTS - 1, error);
}

static FlExtractor *
scene_2_create (const FlExtractorType *type, GError **error)
{
  return create (type, N_PARTS, error);
}

static GBytes *
scene_learn (const FlExtractorType *type,
             const FlImage *const *images,
             gsize n,
             GCancellable *cancellable,
             GError **error)
{
  return fl_patches_extractor.learn (&fl_patches_extractor, images, n, cancellable, error);
}

static gsize
scene_get_n_dims (const FlExtractor *self)
{
  return self->n_dims;
}

static const FlFeatureBlock *
scene_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = self->blocks->len;
  return (const FlFeatureBlock *) (const void *) self->blocks->data;
}

static void
scene_survey (FlExtractor *self, const FlImage *const *images, gsize n)
{
  for (gsize i = 0; i < self->n_parts; i++)
    if (parts[i]->survey != NULL)
      parts[i]->survey (self->parts[i], images, n);
}

static void
scene_surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  for (gsize i = 0; i < self->n_parts; i++)
    if (parts[i]->surround != NULL)
      parts[i]->surround (self->parts[i], before, after);
}

static gboolean
scene_extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < self->n_parts; j++) {
      if (!parts[j]->extract (self->parts[j], &images[i], 1, out, error))
        return FALSE;
      out += parts[j]->get_n_dims (self->parts[j]);
    }
  return TRUE;
}

const FlExtractorType fl_scene_1_extractor = {
  .id = "scene-1",
  .name = N_ ("Looks, Patches and Motion"),
  .summary = N_ ("What projects of before go on with; new ones need fewer answers with scene-2"),
  .learn = scene_learn,
  .create = scene_1_create,
  .get_n_dims = scene_get_n_dims,
  .get_blocks = scene_get_blocks,
  .surround = scene_surround,
  .extract = scene_extract,
  .free = scene_free,
};

const FlExtractorType fl_scene_2_extractor = {
  .id = "scene-2",
  .name = N_ ("Looks, Patches, Motion and Background"),
  .summary = N_ ("Needs the fewest answers on most footage"),
  .learn = scene_learn,
  .create = scene_2_create,
  .get_n_dims = scene_get_n_dims,
  .get_blocks = scene_get_blocks,
  .survey = scene_survey,
  .surround = scene_surround,
  .extract = scene_extract,
  .free = scene_free,
};
