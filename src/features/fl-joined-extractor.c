/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extractors that somebody named together. To all who use it this is one extractor with more parts
 * to its rows, so that only ingest, which keeps the rows of each part (session/fl-ingest-parts.c),
 * knows of it. */
#include "features/fl-joined-extractor.h"

#include <glib/gi18n.h>
#include <string.h>

/* Hexadecimal digits of the sum that an id carries. */
#define N_DIGITS 12
/* States, one for each part that has learned, in their order. */
#define STATE_TYPE "aay"

struct _FlExtractor {
  FlExtractorType *type;
  FlExtractor **parts; /* [type->n_parts] */
  gsize n_dims;
  GArray *blocks; /* FlFeatureBlock */
};

static void
joined_free (FlExtractor *self)
{
  for (guint i = 0; i < self->type->n_parts; i++)
    if (self->parts[i] != NULL)
      self->type->parts[i]->free (self->parts[i]);
  g_free (self->parts);
  g_array_unref (self->blocks);
  fl_extractor_type_free (self->type);
  g_free (self);
}

static void
add_blocks (FlExtractor *self, guint i)
{
  const FlExtractorType *part = self->type->parts[i];
  gsize n;
  const FlFeatureBlock *blocks = part->get_blocks (self->parts[i], &n);

  for (gsize j = 0; j < n; j++) {
    FlFeatureBlock block = blocks[j];
    block.first_dim += (guint) self->n_dims;
    g_array_append_val (self->blocks, block);
  }
  self->n_dims += part->get_n_dims (self->parts[i]);
}

static FlExtractor *
joined_create (const FlExtractorType *type, GError **error)
{
  FlExtractor *self = g_new0 (FlExtractor, 1);

  self->type = fl_extractor_type_copy (type);
  self->parts = g_new0 (FlExtractor *, type->n_parts);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (FlFeatureBlock));
  for (guint i = 0; i < type->n_parts; i++) {
    self->parts[i] = self->type->parts[i]->create (self->type->parts[i], error);
    if (self->parts[i] == NULL) {
      joined_free (self);
      return NULL;
    }
    add_blocks (self, i);
  }
  return self;
}

static GBytes *
joined_learn (const FlExtractorType *type,
              const FlImage *const *images,
              gsize n,
              GCancellable *cancellable,
              GError **error)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (STATE_TYPE));
  for (guint i = 0; i < type->n_parts; i++) {
    const FlExtractorType *part = type->parts[i];
    if (!fl_extractor_type_must_learn (part))
      continue;
    g_autoptr (GBytes) state = part->learn (part, images, n, cancellable, error);
    if (state == NULL) {
      g_variant_builder_clear (&builder);
      return NULL;
    }
    g_variant_builder_add_value (&builder,
                                 g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, state, TRUE));
  }
  g_autoptr (GVariant) states = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (states);
}

static gsize
joined_get_n_dims (const FlExtractor *self)
{
  return self->n_dims;
}

static const FlFeatureBlock *
joined_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = self->blocks->len;
  return (const FlFeatureBlock *) (const void *) self->blocks->data;
}

static void
joined_survey (FlExtractor *self, const FlImage *const *images, gsize n)
{
  for (guint i = 0; i < self->type->n_parts; i++)
    if (self->type->parts[i]->survey != NULL)
      self->type->parts[i]->survey (self->parts[i], images, n);
}

static void
joined_surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  for (guint i = 0; i < self->type->n_parts; i++)
    if (self->type->parts[i]->surround != NULL)
      self->type->parts[i]->surround (self->parts[i], before, after);
}

static gboolean
joined_extract (FlExtractor *self,
                const FlImage *const *images,
                gsize n,
                float *out,
                GError **error)
{
  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < self->type->n_parts; j++) {
      const FlExtractorType *part = self->type->parts[j];
      if (!part->extract (self->parts[j], &images[i], 1, out, error))
        return FALSE;
      out += part->get_n_dims (self->parts[j]);
    }
  return TRUE;
}

/* The kind of all of them; no registry has it, for it has no words of its own. */
static const FlExtractorType joined = {
  .id = "joined",
  .name = "",
  .summary = "",
  .create = joined_create,
  .get_n_dims = joined_get_n_dims,
  .get_blocks = joined_get_blocks,
  .extract = joined_extract,
  .free = joined_free,
};

static gboolean
check_parts (const GPtrArray *parts, GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    for (guint j = 0; j < i; j++) {
      const FlExtractorType *part = parts->pdata[i];
      if (strcmp (part->id, ((const FlExtractorType *) parts->pdata[j])->id) != 0)
        continue;
      g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
                   _ ("The extractor “%s” was named twice; leave one of both out"), part->kind->id);
      return FALSE;
    }
  return TRUE;
}

static char *
dup_id (const GPtrArray *parts)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (ids, "%s\n", ((const FlExtractorType *) parts->pdata[i])->id);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, ids->str, -1);
  return g_strdup_printf ("%s-%.*s", joined.id, N_DIGITS, sum);
}

FlExtractorType *
fl_joined_extractor_new (GPtrArray *parts, GError **error)
{
  if (!check_parts (parts, error)) {
    g_ptr_array_unref (parts);
    return NULL;
  }
  g_autofree char *id = dup_id (parts);
  FlExtractorType *self = fl_extractor_type_new_configured (&joined, id, NULL);
  for (guint i = 0; i < parts->len; i++) {
    const FlExtractorType *part = parts->pdata[i];
    if (fl_extractor_type_must_learn (part))
      self->learn = joined_learn;
    if (part->survey != NULL)
      self->survey = joined_survey;
    if (part->surround != NULL)
      self->surround = joined_surround;
  }
  self->n_parts = parts->len;
  self->parts = (FlExtractorType **) g_ptr_array_free (parts, FALSE);
  return self;
}

FlExtractorType *
fl_joined_extractor_new_learned (const FlExtractorType *type, GBytes *state)
{
  g_autoptr (GVariant) states =
    g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (STATE_TYPE), state, FALSE));
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);
  gsize at = 0;

  for (guint i = 0; i < type->n_parts; i++) {
    const FlExtractorType *part = type->parts[i];
    if (!fl_extractor_type_must_learn (part) || at == g_variant_n_children (states)) {
      g_ptr_array_add (parts, fl_extractor_type_copy (part));
      continue;
    }
    g_autoptr (GVariant) child = g_variant_get_child_value (states, at++);
    g_autoptr (GBytes) own = g_variant_get_data_as_bytes (child);
    g_ptr_array_add (parts, fl_extractor_type_new_learned (part, own));
  }
  FlExtractorType *self = fl_joined_extractor_new (parts, NULL);
  self->state = g_bytes_ref (state);
  return self;
}

FlExtractor *
fl_joined_extractor_get_part (const FlExtractor *self, guint i)
{
  return self->parts[i];
}
