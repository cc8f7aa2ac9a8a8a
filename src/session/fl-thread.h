/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-parallel.h"

G_BEGIN_DECLS

/**
 * FlThread:
 *
 * A named thread of the session. Everything it shares goes through an #FlChannel.
 */
typedef struct _FlThread FlThread;

/** FL_THREAD_NICE_SHOWN: how polite threads are that somebody waits for: below the window and its
 * display server, which are what answers a key. */
#define FL_THREAD_NICE_SHOWN 5

/** FL_THREAD_NICE_AHEAD: how polite threads are that somebody waits for soon. */
#define FL_THREAD_NICE_AHEAD 10

/** FL_THREAD_NICE_WORK: how polite threads are that nobody waits for (decisions 19). */
#define FL_THREAD_NICE_WORK 19

/**
 * fl_thread_start:
 * @name: up to 15 characters, shown by debuggers
 * @nice: 0 or one of those above
 * @run: what it does
 * @data: for @run
 *
 * Returns: (transfer full): the running thread
 */
FlThread *fl_thread_start (const char *name, int nice, void (*run) (gpointer data), gpointer data);

/**
 * fl_thread_join:
 * @self: (transfer full) (nullable): a thread
 *
 * Waits for its end.
 */
void fl_thread_join (FlThread *self);

/**
 * fl_thread_get_parallel:
 *
 * Returns: (transfer none): runs pieces on as many threads as there are cores; any thread
 */
const FlParallel *fl_thread_get_parallel (void);

/** fl_thread_get_n_cores: Returns: how many cores this process may use, >= 1 */
guint fl_thread_get_n_cores (void);

G_END_DECLS
