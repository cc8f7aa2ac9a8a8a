/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far two agree beyond chance. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_agreement_kappa:
 * @counts: (array): `[n][n]`, row-major: how often the one said i and the other j
 * @n: how many things can be said
 *
 * Computes Cohen's kappa (1960): (p_o - p_e) / (1 - p_e), p_o the share in which both say the same
 * and p_e what it would be if neither knew of the other.
 *
 * Returns: at most 1; NaN when nothing was counted, or both only ever said one same thing
 */
double fl_agreement_kappa (const guint64 *counts, gsize n);

G_END_DECLS
