/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of extractors: a line each. */
#include "features/fl-extractor.h"

#include "features/fl-hand-extractor.h"
#include "features/fl-patches-extractor.h"
#include "features/fl-scene-extractor.h"

#include <string.h>

G_DEFINE_QUARK (fl_features_error_quark, fl_features_error)

static const FlExtractorType *const types[] = {
  &fl_scene_extractor,
  &fl_hand_extractor,
  &fl_patches_extractor,
};

const FlExtractorType *const *
fl_extractors_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

const FlExtractorType *
fl_extractors_find (const char *id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i]->id, id) == 0)
      return types[i];
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_UNKNOWN,
               "There is no extractor “%s”; “framelinectl extractors” lists them", id);
  return NULL;
}

/* Hexadecimal digits of the sum that an id carries. */
#define N_DIGITS 12

FlExtractorType *
fl_extractor_type_new_learned (const FlExtractorType *type, GBytes *state)
{
  g_return_val_if_fail (type->learn != NULL && type->state == NULL, NULL);

  FlExtractorType *self = g_memdup2 (type, sizeof *type);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, state);
  self->id = g_strdup_printf ("%s-%.*s", type->id, N_DIGITS, sum);
  self->state = g_bytes_ref (state);
  return self;
}

void
fl_extractor_type_free_learned (FlExtractorType *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->id);
  g_bytes_unref (self->state);
  g_free (self);
}

gboolean
fl_extractor_refuse_config (const FlExtractorType *type, const char *config, GError **error)
{
  if (config == NULL || config[0] == '\0')
    return TRUE;
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
               "The extractor “%s” takes no configuration, but was given “%s”", type->id, config);
  return FALSE;
}
