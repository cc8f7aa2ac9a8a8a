/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-channel.h"
#include "session/fl-job.h"

G_BEGIN_DECLS

/** FlJobFunc: Does the work, on a thread of its own. */
typedef gboolean (*FlJobFunc) (gpointer data, GCancellable *cancellable, GError **error);

/**
 * FlJobThread:
 *
 * Long work on a thread of its own, whose #FlJob ends on the main loop.
 */
typedef struct _FlJobThread FlJobThread;

/**
 * fl_job_thread_new:
 * @job: the job; a reference is kept
 * @func: does the work
 * @data: (transfer full): for @func
 * @free_data: frees @data
 *
 * Returns: (transfer full): the running work
 */
FlJobThread *
fl_job_thread_new (FlJob *job, FlJobFunc func, gpointer data, GDestroyNotify free_data);

/** fl_job_thread_free: Cancels the work if it still runs, and waits for its end. */
void fl_job_thread_free (FlJobThread *self);

/** fl_job_thread_get_job: Returns: (transfer none): the job */
FlJob *fl_job_thread_get_job (FlJobThread *self);

G_END_DECLS
