/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FL_TYPE_JOB (fl_job_get_type ())
G_DECLARE_FINAL_TYPE (FlJob, fl_job, FL, JOB, GObject)

/**
 * FlJobState:
 * @FL_JOB_RUNNING: under way
 * @FL_JOB_DONE: finished
 * @FL_JOB_FAILED: ended by an error, see fl_job_get_error()
 * @FL_JOB_CANCELLED: stopped by the person
 *
 * What became of a job.
 */
typedef enum {
  FL_JOB_RUNNING,
  FL_JOB_DONE,
  FL_JOB_FAILED,
  FL_JOB_CANCELLED,
} FlJobState;

#define FL_TYPE_JOB_STATE (fl_job_state_get_type ())
GType fl_job_state_get_type (void);

/**
 * FlJob:
 *
 * Long work of which people see the progress. Properties (read-only, notified): `title`,
 * `fraction` (0..1), `detail` (one line: rate, time left), `state` (#FlJobState). Main thread.
 */

/** fl_job_get_title: Returns: (transfer none): what is being done */
const char *fl_job_get_title (FlJob *self);

/** fl_job_get_fraction: Returns: share that is done, 0..1 */
double fl_job_get_fraction (FlJob *self);

/** fl_job_get_detail: Returns: (transfer none): rate and time left, may be empty */
const char *fl_job_get_detail (FlJob *self);

/** fl_job_get_state: Returns: what became of it */
FlJobState fl_job_get_state (FlJob *self);

/** fl_job_get_error: Returns: (transfer none) (nullable): why it failed */
const GError *fl_job_get_error (FlJob *self);

/** fl_job_get_stream: Returns: (transfer none) (nullable): the stream it ingests */
FlStream *fl_job_get_stream (FlJob *self);

/** fl_job_cancel: Asks the job to stop soon; its state says when it has. */
void fl_job_cancel (FlJob *self);

G_END_DECLS
