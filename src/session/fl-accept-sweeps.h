/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps that come with accepting; not for other layers. */
#pragma once

#include "session/fl-acceptance.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** fl_accept_sweeps_begin: Returns: (transfer full) (element-type FlSweepPrice): a sweep for each class with a
 * largest share of missed events, to be found by fl_accept_sweeps_find(); where there can be none,
 * @acceptance says why */
GPtrArray *fl_accept_sweeps_begin (FlSession *self, FlAcceptance *acceptance);

/** fl_accept_sweeps_find: Finds what each of @sweeps costs, and fills how many accepting would start, of
 * about how many sheets, and why not all that were asked for; any thread. */
void fl_accept_sweeps_find (GPtrArray *sweeps, FlAcceptance *acceptance, GCancellable *cancellable);

/** fl_accept_sweeps_start: Starts those of @sweeps that can be. Returns: %TRUE, or %FALSE when that cannot be
 * written */
gboolean fl_accept_sweeps_start (FlSession *self,
                                 GPtrArray *sweeps,
                                 FlAcceptance *acceptance,
                                 GError **error);

G_END_DECLS
