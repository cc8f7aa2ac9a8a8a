/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames a decoder shall give, and which of them it was fed; not for other layers. */
#pragma once

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlWanted:
 *
 * Display indices that somebody wants. Packets come in decoding order, so a frame may be fed to
 * the codec long before it is given; both are kept track of. One thread.
 */
typedef struct _FlWanted FlWanted;

/**
 * fl_wanted_new:
 * @indices: (array length=n): display indices, ascending; copied
 * @n: how many, may be 0
 *
 * Returns: (transfer full): all of them wanted, none of them fed
 */
FlWanted *fl_wanted_new (const gint64 *indices, gsize n);

/** fl_wanted_free: Frees the list. */
void fl_wanted_free (FlWanted *self);

/** fl_wanted_aim: Wants only what is at or after @frame, wherever it was before. */
void fl_wanted_aim (FlWanted *self, gint64 frame);

/** fl_wanted_pass_to: Wants nothing before @frame any more. */
void fl_wanted_pass_to (FlWanted *self, gint64 frame);

/** fl_wanted_forget_fed: Notes that the codec has forgotten all that it was fed. */
void fl_wanted_forget_fed (FlWanted *self);

/** fl_wanted_note_fed: Notes that the codec was fed the packet of @frame, wanted or not. */
void fl_wanted_note_fed (FlWanted *self, gint64 frame);

/** fl_wanted_contains: Returns: whether @frame is (still) wanted */
gboolean fl_wanted_contains (const FlWanted *self, gint64 frame);

/** fl_wanted_get_next: Returns: the first that is wanted, -1 when none is any more */
gint64 fl_wanted_get_next (const FlWanted *self);

/** fl_wanted_get_next_unfed: Returns: the first that is wanted and was not fed, -1 for none */
gint64 fl_wanted_get_next_unfed (const FlWanted *self);

/** fl_wanted_get_next_from: Returns: the first that is wanted from @frame on, -1 for none */
gint64 fl_wanted_get_next_from (const FlWanted *self, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlWanted, fl_wanted_free)

G_END_DECLS
