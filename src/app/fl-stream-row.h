/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_STREAM_ROW (fl_stream_row_get_type ())
G_DECLARE_FINAL_TYPE (FlStreamRow, fl_stream_row, FL, STREAM_ROW, GtkListBoxRow)

/**
 * FlStreamRow:
 *
 * A stream in the sidebar: thumbnail, name, status, and while it is read a progress bar with a
 * cancel button. Property: `stream` (#FlStream, read-only). Main thread.
 */

/** fl_stream_row_new: Returns: (transfer floating): the row of @stream */
GtkWidget *fl_stream_row_new (FlSession *session, FlStream *stream);

/** fl_stream_row_get_stream: Returns: (transfer none): its stream */
FlStream *fl_stream_row_get_stream (FlStreamRow *self);

G_END_DECLS
