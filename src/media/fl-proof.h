/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a decoder gives the frames that packets promise; not for other layers. */
#pragma once

#include "media/fl-av.h"
#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlProof:
 *
 * Decodes the first packets of a file while they are read anyway. One thread.
 */
typedef struct _FlProof FlProof;

/** fl_proof_new: Returns: (transfer full) (nullable): a proof, %NULL when there is no decoder */
FlProof *fl_proof_new (const FlAvInput *input);

/** fl_proof_free: Frees it. */
void fl_proof_free (FlProof *self);

/** fl_proof_wants_more: Returns: whether more packets would tell more */
gboolean fl_proof_wants_more (const FlProof *self);

/** fl_proof_add: Decodes the next packet. */
void fl_proof_add (FlProof *self, const AVPacket *packet);

/**
 * fl_proof_holds:
 * @self: a proof; nothing may be added any more
 * @index: what the packets promised
 *
 * Returns: whether the frames that came are the first ones of @index, and all when the file ended
 *   before the proof wanted no more
 */
gboolean fl_proof_holds (FlProof *self, const FlFrameIndex *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlProof, fl_proof_free)

G_END_DECLS
