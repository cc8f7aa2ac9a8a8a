/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-job.h"

G_BEGIN_DECLS

/** fl_job_new: Returns: (transfer full): a running job; @stream is what it ingests, or %NULL */
FlJob *fl_job_new (const char *title, FlStream *stream);

/** fl_job_get_cancellable: Returns: (transfer none): what its thread looks at */
GCancellable *fl_job_get_cancellable (FlJob *self);

/** fl_job_set_progress: Tells how far it is; @detail is one translated line or %NULL. */
void fl_job_set_progress (FlJob *self, double fraction, const char *detail);

/** fl_job_end: Ends it: done without @error, cancelled or failed by it (copied). */
void fl_job_end (FlJob *self, const GError *error);

G_END_DECLS
