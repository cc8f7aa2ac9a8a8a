/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_top_rank:
 * @scores: (array length=n): what to order by
 * @n: how many candidates
 * @n_wanted: how many of them
 * @rand: equals come in any order, not in that of the film
 * @out: (array): at least `MIN (n, n_wanted)` long
 *
 * Finds the candidates with the least scores, least first, without sorting the rest.
 *
 * Returns: `MIN (n, n_wanted)`
 */
gsize fl_top_rank (const float *scores, gsize n, gsize n_wanted, GRand *rand, gsize *out);

G_END_DECLS
