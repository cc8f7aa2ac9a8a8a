/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-channel.h"
#include "session/fl-job.h"

G_BEGIN_DECLS

/**
 * FlJobThread:
 *
 * Long work on a thread of its own, whose #FlJob moves and ends on the main loop.
 */
typedef struct _FlJobThread FlJobThread;

/** FlJobFunc: Does the work, on the thread; looks at the cancellable and reports how far it is. */
typedef gboolean (*FlJobFunc) (gpointer data, FlJobThread *thread, GError **error);

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

/** fl_job_thread_get_cancellable: Returns: (transfer none): what the work looks at; its thread */
GCancellable *fl_job_thread_get_cancellable (FlJobThread *self);

/** fl_job_thread_report: Says how much is done, 0..1; called by the work on its thread. */
void fl_job_thread_report (FlJobThread *self, double fraction);

G_END_DECLS
