/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of strategies: a line each. */
#include "learn/fl-auto-strategy.h"
#include "learn/fl-balanced-strategy.h"
#include "learn/fl-committee-strategy.h"
#include "learn/fl-entropy-strategy.h"
#include "learn/fl-expected-change-strategy.h"
#include "learn/fl-expected-error-strategy.h"
#include "learn/fl-exploit-strategy.h"
#include "learn/fl-kcenter-strategy.h"
#include "learn/fl-least-strategy.h"
#include "learn/fl-margin-strategy.h"
#include "learn/fl-mismatch-strategy.h"
#include "learn/fl-random-strategy.h"
#include "learn/fl-strange-strategy.h"
#include "learn/fl-typiclust-strategy.h"
#include "learn/fl-variance-strategy.h"

#include <glib/gi18n.h>
#include <string.h>

/* In the order in which people see them; those for teaching last. */
static const FlStrategyType *const types[] = {
  &fl_auto_strategy,
  &fl_margin_strategy,
  &fl_balanced_strategy,
  &fl_exploit_strategy,
  &fl_committee_strategy,
  &fl_mismatch_strategy,
  &fl_strange_strategy,
  &fl_kcenter_strategy,
  &fl_typiclust_strategy,
  &fl_random_strategy,
  &fl_least_strategy,
  &fl_entropy_strategy,
  &fl_expected_change_strategy,
  &fl_expected_error_strategy,
  &fl_variance_strategy,
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
               _ ("There is no strategy “%s”; “framelinectl strategies” lists them"), id);
  return NULL;
}
