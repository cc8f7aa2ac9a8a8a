/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-labelling.h"

G_BEGIN_DECLS

/**
 * FlTagTracks:
 *
 * What people said of each tag of one stream in a multi-label project: for each tag a track of its
 * own, so that yes, no, unsure and unknown (no row) stay apart. One thread.
 */

/** fl_tag_tracks_new: Returns: (transfer full): nothing said of any tag */
FlTagTracks *fl_tag_tracks_new (void);

/** fl_tag_tracks_free: Frees them. */
void fl_tag_tracks_free (FlTagTracks *self);

/** fl_tag_tracks_copy: Returns: (transfer full): a copy that another thread may have */
FlTagTracks *fl_tag_tracks_copy (const FlTagTracks *self);

/** fl_tag_tracks_clear: Forgets all that was said. */
void fl_tag_tracks_clear (FlTagTracks *self);

/** fl_tag_tracks_put: Lays @row over the track of its tag. */
void fl_tag_tracks_put (FlTagTracks *self, const FlLabelRow *row);

/** fl_tag_tracks_put_all: Lays @row over every track that there is, whatever its tag. */
void fl_tag_tracks_put_all (FlTagTracks *self, const FlLabelRow *row);

/** fl_tag_tracks_get: Returns: (transfer none) (nullable) (element-type FlLabelRow): the track of
 * @tag, %NULL when nothing was said of it */
const GArray *fl_tag_tracks_get (const FlTagTracks *self, gint64 tag);

/** fl_tag_tracks_list: Returns: (transfer container) (element-type GArray): all tracks, to be changed as well */
GPtrArray *fl_tag_tracks_list (FlTagTracks *self);

/** fl_tag_tracks_find: Returns: (transfer none) (nullable): what was said of @tag at @frame */
const FlLabelRow *fl_tag_tracks_find (const FlTagTracks *self, gint64 tag, gint64 frame);

/** fl_tag_tracks_list_in: Returns: (transfer full) (element-type FlLabelRow): what was said of any tag of
 * frames of @range, cut to it, the oldest first */
GArray *fl_tag_tracks_list_in (const FlTagTracks *self, const FlRange *range);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlTagTracks, fl_tag_tracks_free)

G_END_DECLS
