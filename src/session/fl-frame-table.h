/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/fl-format.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlFrameRows:
 *
 * The per-frame table of a project as it stood when it was made. Immutable but for the place
 * that is read; any one thread.
 */
typedef struct _FlFrameRows FlFrameRows;

/**
 * fl_frame_rows_new:
 * @session: a session
 * @samples_only: whether frames between samples are left out
 * @error: return location
 *
 * A stream whose frames cannot be counted is left out, of which the session tells as a problem.
 *
 * Returns: (transfer full): the table, or %NULL when the frames of a stream are not counted yet
 */
FlFrameRows *fl_frame_rows_new (FlSession *session, gboolean samples_only, GError **error);

/** fl_frame_rows_free: Frees it. */
void fl_frame_rows_free (FlFrameRows *self);

/** fl_frame_rows_get_table: Returns: (transfer none): it, as writers want it */
const FlFrameTable *fl_frame_rows_get_table (FlFrameRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFrameRows, fl_frame_rows_free)

G_END_DECLS
