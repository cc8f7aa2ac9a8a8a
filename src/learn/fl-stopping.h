/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether more labels are likely to change anything: advice, and never more. */
#pragma once

#include "learn/fl-checks.h"

G_BEGIN_DECLS

/**
 * FlCurvePoint:
 * @n_labels: labels that the models had on the mean
 * @n: checks
 * @n_wrong: those of them that were wrong
 *
 * A point of the learning curve.
 */
typedef struct {
  double n_labels;
  guint n;
  guint n_wrong;
} FlCurvePoint;

/**
 * fl_curve_list_points:
 * @checks: (array length=n): oldest first
 * @n: how many
 *
 * Returns: (transfer full) (element-type FlCurvePoint): checks in up to eight groups of at least
 *   twenty, in their order; none when there are fewer
 */
GArray *fl_curve_list_points (const FlCheck *checks, gsize n);

/**
 * FlCurve:
 * @floor: error that no number of labels takes away
 * @scale: what labels take away, at one label
 * @power: how fast
 *
 * error = floor + scale * labels^-power.
 */
typedef struct {
  double floor;
  double scale;
  double power;
} FlCurve;

/** fl_curve_fit: Fits a curve by least squares, checks as weights, floor and scale >= 0. Returns:
 * whether there are five points, which it takes */
gboolean fl_curve_fit (const GArray *points, FlCurve *out);

/** fl_curve_get_gain: Returns: by how much @n_more labels lower the error of a model that has
 * @n_labels > 0, 0..1 */
double fl_curve_get_gain (const FlCurve *self, double n_labels, double n_more);

/**
 * FlCurveGain:
 * @gain: by how much more labels lower the error, 0..1
 * @low: lower end of its 95 % interval
 * @high: upper end
 *
 * What more labels will probably bring.
 */
typedef struct {
  double gain;
  double low;
  double high;
} FlCurveGain;

/**
 * fl_curve_foresee:
 * @checks: (array length=n_checks): oldest first
 * @n_checks: how many
 * @n_labels: labels of the model, > 0
 * @n_more: how many more there will be
 * @out: (out): what that brings
 *
 * Follows the learning curve on. The interval is what curves give of groups of checks that are drawn anew,
 * as often wrong as these were (a parametric bootstrap); it is approximate. The same checks give the same.
 *
 * Returns: whether there are checks enough for a curve
 */
gboolean fl_curve_foresee (const FlCheck *checks,
                           gsize n_checks,
                           double n_labels,
                           double n_more,
                           FlCurveGain *out);

/**
 * FlStopSignals:
 * @kappa: agreement of successive models about a fixed random set, mean of the last three pairs
 *   (Bloodgood and Vijay-Shanker 2009); 0.99 bounds the change of F by 4 %
 * @doubt_fall: by which share the mean doubt about that set fell over the last 100 labels (Zhu 2008)
 * @yield: share of the last 50 asked questions about which the machine was wrong
 * @gain: what the next 50 answers are expected to take off the error, 0..1
 *
 * Four signs, each NaN while it is not known.
 */
typedef struct {
  double kappa;
  double doubt_fall;
  double yield;
  double gain;
} FlStopSignals;

/**
 * FlStopLight:
 * @FL_STOP_UNKNOWN: fewer than two signs are known
 * @FL_STOP_GO_ON: most signs say that answers still teach
 * @FL_STOP_SOON: at least half of those that are known, and two, say that they hardly do
 * @FL_STOP_ENOUGH: all four do
 */
typedef enum {
  FL_STOP_UNKNOWN,
  FL_STOP_GO_ON,
  FL_STOP_SOON,
  FL_STOP_ENOUGH,
} FlStopLight;

/**
 * fl_stopping_judge:
 * @signals: the signs
 *
 * Weighs them: kappa from 0.99 on, and a fall below a tenth, a yield below 5 % and a gain below 0.2
 * points speak for stopping. A class that nobody has seen leaves all of them so.
 *
 * Returns: the advice
 */
FlStopLight fl_stopping_judge (const FlStopSignals *signals);

G_END_DECLS
