/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of extractors: a line each. */
#include "features/fl-extractor.h"

#include "features/fl-hand-extractor.h"

#include <string.h>

G_DEFINE_QUARK (fl_features_error_quark, fl_features_error)

static const FlExtractorType *const types[] = {
  &fl_hand_extractor,
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
