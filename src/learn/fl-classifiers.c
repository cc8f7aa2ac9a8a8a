/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of classifiers: a line each. */
#include "learn/fl-liblinear-classifier.h"

#include <glib/gi18n.h>
#include <string.h>

static const FlClassifierType *const types[] = {
  &fl_liblinear_classifier,
};

const FlClassifierType *const *
fl_classifiers_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

const FlClassifierType *
fl_classifiers_find (const char *id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i]->id, id) == 0)
      return types[i];
  g_set_error (error, FL_LEARN_ERROR, FL_LEARN_ERROR_UNKNOWN,
               _ ("There is no classifier “%s”; “framelinectl classifiers” lists them"), id);
  return NULL;
}
