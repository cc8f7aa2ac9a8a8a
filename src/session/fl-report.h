/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods report: how the labels of a project came about, for a paper and for programs. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlReport:
 *
 * What a project says of itself at a moment. Immutable; main thread.
 */
typedef struct _FlReport FlReport;

/**
 * fl_report_new:
 * @session: a session, whose frames are counted and which has learned if it can
 * @error: return location
 *
 * Reads the whole project and walks all frames once. A stream whose frames cannot be counted is left
 * out of the rows, of which the session tells as a problem.
 *
 * Returns: (transfer full): the report, or %NULL
 */
FlReport *fl_report_new (FlSession *session, GError **error);

/**
 * FlReportReading:
 *
 * A report that is being written on a thread; reference-counted. Main thread.
 */
typedef struct _FlReportReading FlReportReading;

/**
 * fl_report_start:
 * @session: a session as for fl_report_new()
 * @out_reading: (out) (transfer full): where the report will be
 * @error: return location
 *
 * Writes the report of what there is now on a thread, with a connection of its own; what is answered meanwhile may
 * be in some of its numbers.
 *
 * Returns: (transfer none): the job, or %NULL when it cannot begin
 */
FlJob *fl_report_start (FlSession *session, FlReportReading **out_reading, GError **error);

/** fl_report_reading_take: Returns: (transfer full): the report, once, when its job is done */
FlReport *fl_report_reading_take (FlReportReading *self);

/** fl_report_reading_unref: Gives up one reference. */
void fl_report_reading_unref (FlReportReading *self);

/** fl_report_free: Frees a report. */
void fl_report_free (FlReport *self);

/** fl_report_dup_text: Returns: (transfer full): a paragraph for a paper, translated, in one line */
char *fl_report_dup_text (const FlReport *self);

/** fl_report_dup_json: Returns: (transfer full): everything, as JSON without a last line end */
char *fl_report_dup_json (const FlReport *self);

/**
 * fl_report_write_file:
 * @self: a report
 * @path: where to, in place of what was there
 * @is_json: whether everything is written, and not the paragraph
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with a sentence
 */
gboolean
fl_report_write_file (const FlReport *self, const char *path, gboolean is_json, GError **error);

/**
 * fl_report_write:
 * @self: a report
 * @folder: where to, made if it is not there
 * @error: return location
 *
 * Writes `methods.txt` and `methods.json`, in place of older ones.
 *
 * Returns: %TRUE, or %FALSE with a sentence
 */
gboolean fl_report_write (const FlReport *self, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlReport, fl_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlReportReading, fl_report_reading_unref)

G_END_DECLS
