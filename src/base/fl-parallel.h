/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlParallelFunc:
 * @i: which piece, 0 to n - 1
 * @data: the caller's
 *
 * One piece of work; pieces must not depend on one another.
 */
typedef void (*FlParallelFunc) (gsize i, gpointer data);

/**
 * FlParallel:
 * @run: calls @func for every piece, on any threads, and returns when all are done
 * @context: for @run
 *
 * How a lower layer uses several cores without starting a thread: session lends it some.
 */
typedef struct _FlParallel FlParallel;

struct _FlParallel {
  void (*run) (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data);
  gpointer context;
};

/**
 * fl_parallel_get_serial:
 *
 * Returns: (transfer none): the one that calls piece after piece on the caller's thread
 */
const FlParallel *fl_parallel_get_serial (void);

/**
 * fl_parallel_run:
 * @self: (nullable): %NULL for the serial one
 * @n: number of pieces
 * @func: one piece
 * @data: for @func
 *
 * Runs all pieces and returns when they are done.
 */
void fl_parallel_run (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data);

G_END_DECLS
