/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pictures of H.264 are missing; not for other layers. */
#pragma once

#include "media/fl-av.h"

G_BEGIN_DECLS

/**
 * FlFrameNumbers:
 *
 * The numbers of the pictures of one stream that others refer to. One thread.
 */
typedef struct _FlFrameNumbers FlFrameNumbers;

/** fl_frame_numbers_new: Returns: (transfer full): a count that begins; of codecs other than H.264 it
 * says nothing */
FlFrameNumbers *fl_frame_numbers_new (const AVCodecParameters *codec);

/** fl_frame_numbers_free: Frees it. */
void fl_frame_numbers_free (FlFrameNumbers *self);

/**
 * fl_frame_numbers_take:
 * @self: a count
 * @packet: the next packet
 *
 * Returns: whether a picture to which others may refer is missing right before @packet
 */
gboolean fl_frame_numbers_take (FlFrameNumbers *self, const AVPacket *packet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFrameNumbers, fl_frame_numbers_free)

G_END_DECLS
