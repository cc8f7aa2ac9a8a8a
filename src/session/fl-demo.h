/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-job-thread.h"

G_BEGIN_DECLS

/**
 * FlDemoFunc:
 * @fraction: how much is done, 0..1
 * @data: the caller's
 */
typedef void (*FlDemoFunc) (double fraction, gpointer data);

/**
 * fl_demo_make:
 * @directory: a folder; made when it is not there
 * @func: (nullable): is told how it goes
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Draws three streams of 64 s, writes what is true of every frame to `truth.csv`, and makes the
 * project `demo.frameline` with its classes and streams. What is there already is kept; a
 * project that is there is left as it is. Any thread.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean fl_demo_make (const char *directory,
                       FlDemoFunc func,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error);

/** fl_demo_start: Returns: (transfer full): fl_demo_make() on a thread; free it when it ended */
FlJobThread *fl_demo_start (const char *directory);

/** fl_demo_dup_project_path: Returns: (transfer full): the project that it makes */
char *fl_demo_dup_project_path (const char *directory);

G_END_DECLS
