/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lots at the boundary, and somebody who errs and answers their checks as a session asks them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Erring:
 * @slips: share of looks at which the person says the other of two classes, each look by itself, 0..1
 * @misses: share of looks at a wrong label at which the person takes it for right, each look by itself, 0..1
 * @blind: share of the wrong labels that the person takes for right at every look, 0..1
 *
 * How somebody errs.
 */
typedef struct {
  double slips;
  double misses;
  double blind;
} Erring;

/**
 * erring_certify:
 * @rand: a generator
 * @n_lot: labels in the lot
 * @n_wrong: those of them that are wrong
 * @max_error: what is promised, 0..1
 * @erring: who checks
 * @out_n_looks: (inout): grows by the answers that were given
 *
 * Draws a lot and has it checked until it is certified or given back, second looks included, at 95 %.
 *
 * Returns: whether it was certified
 */
gboolean erring_certify (GRand *rand,
                         guint n_lot,
                         guint n_wrong,
                         double max_error,
                         const Erring *erring,
                         guint64 *out_n_looks);

G_END_DECLS
