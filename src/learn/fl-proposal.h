/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_proposal_choose:
 * @doubts: (array length=n): 1 - p of the likeliest class of each candidate, 0..1
 * @n: how many candidates
 * @max_error: largest share of wrong labels, 0..1
 * @out: (array): `[n]`, 1 where a candidate is proposed
 *
 * Proposes what to accept: the longest prefix, surest first, whose mean doubt is at most three
 * quarters of @max_error and whose every doubt is at most five times it. A proposal, no
 * guarantee; that comes from audits alone.
 *
 * Returns: how many are proposed
 */
gsize fl_proposal_choose (const float *doubts, gsize n, double max_error, guint8 *out);

G_END_DECLS
