/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of extractors: a line each; and what is made of its kinds by setting them up and by
 * having them learn. */
#include "features/fl-extractor.h"

#include "features/fl-hand-extractor.h"
#include "features/fl-joined-extractor.h"
#include "features/fl-onnx-extractor.h"
#include "features/fl-patches-extractor.h"
#include "features/fl-scene-extractor.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (fl_features_error_quark, fl_features_error)

static const FlExtractorType *const types[] = {
  &fl_scene_2_extractor, &fl_scene_1_extractor, &fl_hand_extractor,
  &fl_patches_extractor, &fl_onnx_extractor,
};

const FlExtractorType *const *
fl_extractors_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

/* What stands behind the kind, or NULL. */
static const char *
find_config (const char *spec)
{
  const char *colon = strchr (spec, ':');

  return colon != NULL ? colon + 1 : NULL;
}

const FlExtractorType *
fl_extractors_find (const char *spec, GError **error)
{
  const char *config = find_config (spec);
  g_autofree char *id = config != NULL ? g_strndup (spec, (gsize) (config - spec) - 1) : NULL;
  const char *wanted = id != NULL ? id : spec;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i]->id, wanted) == 0)
      return types[i];
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_UNKNOWN,
               _ ("There is no extractor “%s”; “framelinectl extractors” lists them"), wanted);
  return NULL;
}

FlExtractorType *
fl_extractor_type_new_configured (const FlExtractorType *kind, const char *id, const char *config)
{
  FlExtractorType *self = g_memdup2 (kind, sizeof *kind);

  self->kind = kind;
  self->id = g_strdup (id);
  self->config = g_strdup (config);
  return self;
}

static FlExtractorType *
new_single (const char *spec, GError **error)
{
  const FlExtractorType *kind = fl_extractors_find (spec, error);
  const char *config = find_config (spec);

  if (kind == NULL)
    return NULL;
  if (kind->configure != NULL)
    return kind->configure (kind, config != NULL ? config : "", error);
  if (config == NULL)
    return fl_extractor_type_new_configured (kind, kind->id, NULL);
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
               _ ("The extractor “%s” takes no configuration, but was given “%s”; leave it out"),
               kind->id, config);
  return NULL;
}

FlExtractorType *
fl_extractor_type_new (const char *spec, GError **error)
{
  if (strchr (spec, '\n') == NULL)
    return new_single (spec, error);
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);
  g_auto (GStrv) lines = g_strsplit (spec, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    FlExtractorType *part = new_single (lines[i], error);
    if (part == NULL)
      return NULL;
    g_ptr_array_add (parts, part);
  }
  return fl_joined_extractor_new (g_steal_pointer (&parts), error);
}

gboolean
fl_extractor_type_must_learn (const FlExtractorType *self)
{
  return self->learn != NULL && self->state == NULL;
}

FlExtractorType *
fl_extractor_type_copy (const FlExtractorType *self)
{
  FlExtractorType *copy = fl_extractor_type_new_configured (self, self->id, self->config);

  copy->kind = self->kind != NULL ? self->kind : self;
  copy->state = self->state != NULL ? g_bytes_ref (self->state) : NULL;
  copy->parts = self->parts != NULL ? g_new (FlExtractorType *, self->n_parts) : NULL;
  for (guint i = 0; i < self->n_parts; i++)
    copy->parts[i] = fl_extractor_type_copy (self->parts[i]);
  return copy;
}

/* Hexadecimal digits of the sum that an id carries. */
#define N_DIGITS 12

FlExtractorType *
fl_extractor_type_new_learned (const FlExtractorType *type, GBytes *state)
{
  g_return_val_if_fail (fl_extractor_type_must_learn (type), NULL);

  if (type->parts != NULL)
    return fl_joined_extractor_new_learned (type, state);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, state);
  g_autofree char *id = g_strdup_printf ("%s-%.*s", type->id, N_DIGITS, sum);
  FlExtractorType *self = fl_extractor_type_copy (type);
  g_free ((char *) self->id);
  self->id = g_steal_pointer (&id);
  self->state = g_bytes_ref (state);
  return self;
}

char *
fl_extractor_type_dup_spec (const FlExtractorType *self)
{
  const char *kind = self->kind != NULL ? self->kind->id : self->id;
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < self->n_parts; i++) {
    g_autofree char *line = fl_extractor_type_dup_spec (self->parts[i]);
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);
  }
  if (self->n_parts > 0)
    return g_string_free (g_steal_pointer (&lines), FALSE);
  return self->config != NULL ? g_strconcat (kind, ":", self->config, NULL) : g_strdup (kind);
}

void
fl_extractor_type_free (FlExtractorType *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->id);
  g_free ((char *) self->config);
  g_clear_pointer (&self->state, g_bytes_unref);
  for (guint i = 0; i < self->n_parts; i++)
    fl_extractor_type_free (self->parts[i]);
  g_free (self->parts);
  g_free (self);
}
