/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the person who checks can keep a promise at all, from frames that were shown twice. */
#include "session/fl-acceptance.h"

#include <glib/gi18n.h>

#include "learn/fl-checks.h"
#include "session/fl-lot.h"
#include "session/fl-session-private.h"
#include "session/fl-session-propose.h"

/* Chance that somebody is told so who does agree with themselves often enough. */
#define RISK 0.05

void
fl_session_count_changes (FlSession *self, FlAcceptance *acceptance)
{
  acceptance->n_own_checks = 0;
  acceptance->n_own_changes = 0;
  for (guint i = 0; i < self->lots->len; i++)
    fl_lot_count_changes (self->lots->pdata[i], self->annotator, &acceptance->n_own_checks,
                          &acceptance->n_own_changes);
}

/* The strictest limit. */
static double
find_max_error (const FlAcceptance *self)
{
  double max_error = self->is_limited_only ? 1 : self->max_error;

  for (guint i = 0; self->limits != NULL && i < self->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (self->limits, FlClassLimit, i);
    if (!limit->is_missed)
      max_error = MIN (max_error, limit->share);
  }
  return max_error;
}

char *
fl_acceptance_dup_warning (const FlAcceptance *self)
{
  const double max_error = find_max_error (self);
  const guint n_same = self->n_own_checks - self->n_own_changes;

  if (1 - fl_binomial_bound (self->n_own_checks, n_same, RISK) <= max_error)
    return NULL;
  /* Translators: two numbers of checks, and a percentage. */
  return g_strdup_printf (_ ("Of the %1$'u checks that you answered, you answered %2$'u otherwise "
                             "when they were shown again: that is more than %3$g %%, so that "
                             "checks can hardly certify it."),
                          self->n_own_checks, self->n_own_changes, max_error * 100);
}
