/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_softmax:
 * @decisions: (array): `[n]` decision values
 * @is_known: (nullable) (array): `[n]`, classes that take part; %NULL for all
 * @n: number of classes
 * @temperature: T, > 0
 * @out: (array): `[n]`, 0..1
 *
 * Softmax of @decisions / T over the classes that take part; 0 for the others. Where a decision
 * value is not a number nothing is known: all that take part are equally likely.
 */
void fl_softmax (const float *decisions,
                 const guint8 *is_known,
                 guint n,
                 double temperature,
                 float *out);

/**
 * fl_log_loss:
 * @decisions: (array): `[n_rows][n_classes]`
 * @classes: (array): `[n_rows]`, the true ones
 * @n_rows: how many rows
 * @n_classes: how many classes
 * @temperature: T, > 0
 *
 * Returns: mean of -log softmax (F / T) of the true class
 */
double fl_log_loss (const float *decisions,
                    const guint *classes,
                    gsize n_rows,
                    guint n_classes,
                    double temperature);

/**
 * fl_fit_temperature:
 * @decisions: (array): `[n_rows][n_classes]` out-of-fold decision values
 * @classes: (array): `[n_rows]`, the true ones
 * @n_rows: how many rows
 * @n_classes: how many classes
 *
 * Finds the T in e^-3..e^3 with the least log-loss, by golden section on log T (Guo et al. 2017,
 * "On Calibration of Modern Neural Networks"; here on one-against-rest decision values).
 *
 * Returns: T
 */
double
fl_fit_temperature (const float *decisions, const guint *classes, gsize n_rows, guint n_classes);

/**
 * fl_fit_cautious_temperature:
 * @decisions: (array): `[n_rows][n_classes]` out-of-fold decision values
 * @classes: (array): `[n_rows]`, the true ones
 * @n_rows: how many rows
 * @n_classes: how many classes
 *
 * The same with a prior, as in Laplace's rule of succession: one more row that is wrong, by as
 * much as the lower quarter of the right ones is right. A few dozen rows without a mistake thus
 * do not say that there are none. Never below 1.
 *
 * Returns: T, 1..e^3
 */
double fl_fit_cautious_temperature (const float *decisions,
                                    const guint *classes,
                                    gsize n_rows,
                                    guint n_classes);

G_END_DECLS
