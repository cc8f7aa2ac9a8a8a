/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps that come with accepting; not for other layers. */
#pragma once

#include "session/fl-acceptance.h"

G_BEGIN_DECLS

/** fl_accept_sweeps_price: Fills how many sweeps accepting would start, of about how many sheets, and why
 * not all that were asked for. Returns: %TRUE, or %FALSE when the project cannot be read */
gboolean fl_accept_sweeps_price (FlSession *self, FlAcceptance *acceptance, GError **error);

/** fl_accept_sweeps_start: Starts a sweep for each class with a largest share of missed events; where there
 * can be none, @acceptance says why. Returns: %TRUE, or %FALSE when that cannot be written */
gboolean fl_accept_sweeps_start (FlSession *self, FlAcceptance *acceptance, GError **error);

G_END_DECLS
