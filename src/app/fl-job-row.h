/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-job.h"

G_BEGIN_DECLS

#define FL_TYPE_JOB_ROW (fl_job_row_get_type ())
G_DECLARE_FINAL_TYPE (FlJobRow, fl_job_row, FL, JOB_ROW, GtkListBoxRow)

/**
 * FlJobRow:
 *
 * A job that is not the ingest of a stream, with its progress and a cancel button. Property:
 * `job` (#FlJob, read-only). Main thread.
 */

/** fl_job_row_new: Returns: (transfer floating): the row of @job */
GtkWidget *fl_job_row_new (FlJob *job);

G_END_DECLS
