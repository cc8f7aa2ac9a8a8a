/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPlatt:
 * @a: slope, below 0 where greater decisions mean yes; 0 for no link
 * @b: offset
 *
 * From the decision value f of one tag to its probability: 1 / (1 + exp (a f + b)).
 */
typedef struct {
  double a;
  double b;
} FlPlatt;

/** FL_PLATT_PLAIN: the link of a logistic regression that nobody calibrated, whose two classes have
 * decisions of f and -f */
#define FL_PLATT_PLAIN ((FlPlatt){.a = -2, .b = 0})

/** fl_platt_get_probability: Returns: that of yes, 0..1, for a finite @decision */
double fl_platt_get_probability (const FlPlatt *self, double decision);

/**
 * fl_platt_fit:
 * @decisions: (array length=n): of rows that were held out
 * @is_yes: (array length=n): what is true of them
 * @n: how many
 *
 * Fits by most likely parameters, with targets (N+ + 1) / (N+ + 2) and 1 / (N- + 2) instead of 1 and
 * 0 (Lin, Lin and Weng 2007, algorithm 1: Newton's method with backtracking). A slope that is not
 * below 0 says that the decisions are worse than none; then it is %FL_PLATT_PLAIN.
 *
 * Returns: the link
 */
FlPlatt fl_platt_fit (const float *decisions, const guint8 *is_yes, gsize n);

G_END_DECLS
