/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlImportReport:
 * @n_rows: rows that were read
 * @n_labels: labels that were made of them, equal neighbours joined
 * @n_frames: frames that these labels cover
 * @n_passed_over: rows that say nothing, or what a machine said
 * @new_classes: (element-type utf8): classes that were added for it
 *
 * What an import did.
 */
typedef struct {
  guint64 n_rows;
  guint64 n_labels;
  guint64 n_frames;
  guint64 n_passed_over;
  GPtrArray *new_classes;
} FlImportReport;

/** fl_import_report_clear: Frees what it holds. */
void fl_import_report_clear (FlImportReport *self);

/**
 * fl_session_import:
 * @self: a session
 * @path: a file of labels
 * @format: (nullable): id of its format, %NULL to find out
 * @annotator: (nullable): who made the labels for which the file names nobody
 * @report: (out caller-allocates): what was done
 * @error: return location
 *
 * Takes in the labels that people made (`human` and `run`; decisions 36) as one action. The whole
 * file is checked first: with an error nothing is changed. Counts the frames of the streams it
 * names when that was not done yet, and waits; not for a window.
 *
 * Returns: %TRUE, or %FALSE with one sentence
 */
gboolean fl_session_import (FlSession *self,
                            const char *path,
                            const char *format,
                            const char *annotator,
                            FlImportReport *report,
                            GError **error);

/**
 * FlImport:
 *
 * A file of labels that was read for a window, and not taken in yet. Filled on a thread, and to be used
 * when its job is done; reference-counted.
 */
typedef struct _FlImport FlImport;

/** fl_import_unref: Gives up one reference; any thread. */
void fl_import_unref (FlImport *self);

/**
 * fl_session_read_import:
 * @self: a session that may write
 * @path: a file of labels
 * @out_import: (out) (transfer full): what is read
 *
 * Reads a file and checks it against the project, on a thread. The job fails with one sentence.
 *
 * Returns: (transfer none): the job
 */
FlJob *fl_session_read_import (FlSession *self, const char *path, FlImport **out_import);

/** fl_session_preview_import: Says what fl_session_take_import() would do, and does nothing. Returns:
 * %TRUE, or %FALSE with one sentence */
gboolean fl_session_preview_import (FlSession *self,
                                    const FlImport *import,
                                    FlImportReport *report,
                                    GError **error);

/** fl_session_take_import: Takes in what was read, as one action behind those that add classes.
 * Returns: %TRUE, or %FALSE with one sentence and nothing changed */
gboolean fl_session_take_import (FlSession *self,
                                 const FlImport *import,
                                 FlImportReport *report,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlImport, fl_import_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlImportReport, fl_import_report_clear)

G_END_DECLS
