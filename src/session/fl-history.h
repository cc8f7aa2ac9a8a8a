/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlHistoryEntry:
 * @at_us: when, µs since 1970 UTC
 * @annotator: who
 * @what: one line for people
 * @is_undone: whether it was undone
 */
typedef struct {
  gint64 at_us;
  char *annotator;
  char *what;
  gboolean is_undone;
} FlHistoryEntry;

/**
 * fl_session_list_history:
 * @self: a session
 * @max: how many of the newest, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlHistoryEntry): the history, oldest first
 */
GPtrArray *fl_session_list_history (FlSession *self, guint max, GError **error);

/**
 * FlModelReport:
 * @revision: of the model
 * @n_labels: labelled samples it learned from
 * @n_classes: classes it knows
 * @c: its C
 * @temperature: its T
 * @train_ms: how long training took
 */
typedef struct {
  gint64 revision;
  guint n_labels;
  guint n_classes;
  double c;
  double temperature;
  double train_ms;
} FlModelReport;

/** fl_session_get_model_report: Returns: whether there is a model, described in @out */
gboolean fl_session_get_model_report (FlSession *self, FlModelReport *out);

G_END_DECLS
