/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sweep at the end of a simulation; not for other layers. */
#pragma once

#include "session/fl-truth.h"

G_BEGIN_DECLS

/**
 * fl_simulate_sweep:
 * @session: a session whose model has learned
 * @truth: (nullable): what is true; %NULL in a project of tags, whose sweeps cannot be simulated
 * @options: class, promise, how many sheets, and what takes them
 * @n_answers: key presses before
 * @data: for what takes them
 * @error: return location
 *
 * Sweeps for a class and answers sheets by the truth until the promise is kept, the plan is done, or the
 * person gives up; then ends the sweep.
 *
 * Returns: %TRUE, or %FALSE with one sentence
 */
gboolean fl_simulate_sweep (FlSession *session,
                            FlTruth *truth,
                            const FlSimulateOptions *options,
                            guint n_answers,
                            gpointer data,
                            GError **error);

G_END_DECLS
