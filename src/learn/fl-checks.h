/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How right the machine is, from frames that were drawn at random and answered blind: never from
 * those that were asked because the machine doubted them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlCheck:
 * @doubt: 1 - p of what the machine said before the answer, 0..1
 * @is_wrong: whether the person said something else
 * @n_labels: labelled samples that the model had learned from
 *
 * A sample that was drawn uniformly from all without a human label, and what came of it.
 */
typedef struct {
  double doubt;
  gboolean is_wrong;
  guint n_labels;
} FlCheck;

/**
 * FlCheckEstimate:
 * @n: checks that count
 * @error: estimated share of wrong predictions, 0..1; NaN without checks
 * @low: lower end of its 95 % interval
 * @high: upper end
 */
typedef struct {
  gsize n;
  double error;
  double low;
  double high;
} FlCheckEstimate;

/**
 * fl_binomial_bound:
 * @n: how many were drawn
 * @n_hits: those of them that were hits, at most @n
 * @delta: chance that the bound is too low, 0..1
 *
 * Bounds a share from above (Clopper and Pearson 1934, one side).
 *
 * Returns: the smallest share under which so few hits have a chance of at most @delta, 0..1; 1 when
 *   nothing or only hits were drawn
 */
double fl_binomial_bound (guint64 n, guint64 n_hits, double delta);

/**
 * fl_checks_estimate:
 * @checks: (array length=n_checks): all checks, oldest first
 * @n_checks: how many
 * @pool: (array length=n_pool): doubts of all samples without a human label, as the model has them
 *   now, 0..1
 * @n_pool: how many, > 0
 * @out: (out): what can be said
 *
 * Estimates the share of wrong predictions from the newest 150 checks, or from those since the labels
 * grew by a quarter if these are more. The estimate is post-stratified by doubt (Holt and Smith 1979), in five
 * bins whose shares of the pool are known, each with half an invented check that is wrong as often as the
 * machine had expected of its checks. Departure: neighbouring bins are one until they have twenty checks.
 * The pool is judged by the model of now and checks were by those of before, so that with a check or two
 * in a bin the estimate went up and down by 15 points with each model, while nobody answered. The
 * interval is that of Clopper and Pearson for the plain share of the same checks, 2.5 % on each side; it
 * is approximate, for the model changed meanwhile, mostly for the better. No check weighs less for its
 * age, for that would be too good more often (HACKING.md,
 * decision 31).
 */
void fl_checks_estimate (const FlCheck *checks,
                         gsize n_checks,
                         const float *pool,
                         gsize n_pool,
                         FlCheckEstimate *out);

/**
 * FlCheckBin:
 * @certainty: mean probability of what the machine said before the answers, 0..1
 * @n: checks of about that certainty
 * @n_right: those of them that agree with the machine
 */
typedef struct {
  double certainty;
  guint n;
  guint n_right;
} FlCheckBin;

/** fl_checks_list_bins: Returns: (transfer full) (element-type FlCheckBin): how often the machine was right
 * when it was so certain, in the bins of fl_checks_estimate(), the least certain first; none that is empty */
GArray *fl_checks_list_bins (const FlCheck *checks, gsize n_checks);

G_END_DECLS
