/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fl_doubt_margin: Returns: how much likelier the likeliest of @n classes is than the next, 0..1 */
float fl_doubt_margin (const float *probabilities, guint n);

/** fl_doubt_top: Returns: the likeliest of @n classes */
guint fl_doubt_top (const float *probabilities, guint n);

/** fl_doubt_entropy: Returns: entropy of @n probabilities, nats */
float fl_doubt_entropy (const float *probabilities, guint n);

G_END_DECLS
