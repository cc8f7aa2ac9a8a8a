/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of strategies: a line each. */
#include "learn/fl-kcenter-strategy.h"
#include "learn/fl-kmeans-strategy.h"
#include "learn/fl-margin-strategy.h"
#include "learn/fl-random-strategy.h"

#include <string.h>

static const FlStrategyType *const types[] = {
  &fl_margin_strategy,
  &fl_random_strategy,
  &fl_kmeans_strategy,
  &fl_kcenter_strategy,
};

const FlStrategyType *const *
fl_strategies_list (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (types);
  return types;
}

const FlStrategyType *
fl_strategies_find (const char *id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i]->id, id) == 0)
      return types[i];
  g_set_error (error, FL_LEARN_ERROR, FL_LEARN_ERROR_UNKNOWN,
               "There is no strategy “%s”; “framelinectl strategies” lists them", id);
  return NULL;
}
