/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

#include "exchange/fl-format.h"

G_BEGIN_DECLS

/**
 * FlFileLabel:
 * @stream: the stream
 * @range: frames
 * @label: interned class or tag, empty for unsure
 * @state: interned `labelled`, `unsure`, `yes`, `no`, `unknown` or `unseen`
 * @source: interned `human`, `run`, … or empty
 * @annotator: interned name, or empty
 * @at_us: when, -1 when the file does not say
 * @line: line of the file on which the first of them stands
 *
 * Rows of a file that say the same of frames in a row.
 */
typedef struct {
  FlStream *stream;
  FlRange range;
  const char *label;
  const char *state;
  const char *source;
  const char *annotator;
  gint64 at_us;
  guint64 line;
} FlFileLabel;

/** fl_file_label_is_said: Returns: whether a person said so; nothing else is taken from a file */
gboolean fl_file_label_is_said (const FlFileLabel *label);

/**
 * FlFileStreams:
 *
 * The streams of a project as they were at one moment, so that a file of labels can be checked against
 * them on any one thread.
 */
typedef struct _FlFileStreams FlFileStreams;

/** fl_file_streams_new: Returns: (transfer full): the streams of @session; with @may_count they may be
 * used on its thread alone, where the frames of one that is not counted yet are counted */
FlFileStreams *fl_file_streams_new (FlSession *session, gboolean may_count);

/** fl_file_streams_free: Frees them. */
void fl_file_streams_free (FlFileStreams *self);

/** fl_file_streams_are_current: Returns: whether all frames are still numbered as they were */
gboolean fl_file_streams_are_current (const FlFileStreams *self);

/** fl_labels_file_read_for: Does what fl_labels_file_read() does, for @streams, which must live as long
 * as what it returns. */
GArray *fl_labels_file_read_for (FlFileStreams *streams,
                                 const char *path,
                                 const char *format,
                                 guint64 *out_n_rows,
                                 GCancellable *cancellable,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFileStreams, fl_file_streams_free)

/**
 * fl_labels_file_read:
 * @session: the project that the file is about
 * @path: a file of labels
 * @format: (nullable): id of its format, %NULL to find out
 * @out_n_rows: (out) (nullable): rows of the file
 * @error: return location
 *
 * Reads a file and checks each row against the project: streams, frames, times, and that no
 * frame is said to be two things. Counts the frames of the streams it names when that was not
 * done yet.
 *
 * Returns: (transfer full) (element-type FlFileLabel): all rows, equal neighbours joined
 */
GArray *fl_labels_file_read (FlSession *session,
                             const char *path,
                             const char *format,
                             guint64 *out_n_rows,
                             GError **error);

G_END_DECLS
