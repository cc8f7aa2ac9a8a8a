/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep would cost, found in three steps of which the second may be on any thread; not for other
 * layers. */
#pragma once

#include "session/fl-session-sweeps.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlSweepPrice:
 *
 * A sweep that may be started: first what it is found from, and then what was found.
 */
typedef struct _FlSweepPrice FlSweepPrice;

/** fl_sweep_price_check: Returns: whether there can be such a sweep, as far as that is known at once; else
 * %FALSE with why not */
gboolean fl_sweep_price_check (FlSession *self, const FlSweepPlan *plan, GError **error);

/**
 * fl_sweep_price_new:
 * @self: a session
 * @plan: a plan that fl_sweep_price_check() lets pass
 * @footage: (element-type FlSweepFootage): of fl_sweep_blocks_snapshot(); a reference is kept
 *
 * Returns: (transfer full): all that it takes to find the price anywhere. Main thread.
 */
FlSweepPrice *fl_sweep_price_new (FlSession *self, const FlSweepPlan *plan, GPtrArray *footage);

/** fl_sweep_price_find: Cuts the footage and fills what follows from it; any thread. */
void fl_sweep_price_find (FlSweepPrice *self, GCancellable *cancellable);

/** fl_sweep_price_get_plan: Returns: (transfer none): the plan, filled once it was found */
const FlSweepPlan *fl_sweep_price_get_plan (const FlSweepPrice *self);

/** fl_sweep_price_get_problem: Returns: (transfer none) (nullable): why there can be no such sweep */
const GError *fl_sweep_price_get_problem (const FlSweepPrice *self);

/** fl_sweep_price_start: Freezes what was cut, unless another sweep was started meanwhile. Returns: id of the
 * sweep, or 0. Main thread. */
gint64 fl_sweep_price_start (FlSession *session, const FlSweepPrice *self, GError **error);

/** fl_sweep_price_free: Frees a price; any thread. */
void fl_sweep_price_free (FlSweepPrice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSweepPrice, fl_sweep_price_free)

G_END_DECLS
