/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlFrameRow:
 * @stream: name of the stream
 * @frame: display index
 * @pts_s: presentation time in seconds, NAN when the stream has none
 * @clock_us: wall-clock time in µs since 1970 UTC, or -1
 * @label: class name, empty when there is none
 * @state: `labelled`, `unsure`, `unseen` (or `yes`, `no`, `unknown` in multi-label projects)
 * @source: `human`, `run`, `certified`, `auto`, `model`, or empty
 * @confidence: probability of @label, 0..1, NAN when nobody gave one
 * @is_sampled: whether the frame is a sample
 * @annotator: name, or empty
 * @labelled_at_us: µs since 1970 UTC, or -1
 * @model: revision of the model, or empty
 * @lot: UUID of the lot, or empty
 *
 * One row of the per-frame table, the value that session and exchange speak. Strings are
 * borrowed and live until the next row is asked for.
 */
typedef struct {
  const char *stream;
  gint64 frame;
  double pts_s;
  gint64 clock_us;
  const char *label;
  const char *state;
  const char *source;
  double confidence;
  gboolean is_sampled;
  const char *annotator;
  gint64 labelled_at_us;
  const char *model;
  const char *lot;
} FlFrameRow;

/**
 * FlFrameRowFunc:
 * @row: (out caller-allocates): the row
 * @data: the caller's
 * @error: return location
 *
 * Gives the next row of a table.
 *
 * Returns: %TRUE with @row set, %FALSE without @error at the end
 */
typedef gboolean (*FlFrameRowFunc) (FlFrameRow *row, gpointer data, GError **error);

G_END_DECLS
