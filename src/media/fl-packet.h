/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a packet holds, told without decoding it; not for other layers. */
#pragma once

#include "media/fl-av.h"

G_BEGIN_DECLS

/**
 * FlPacketFacts:
 * @has_picture: whether a picture is in it
 * @is_broken: whether its parts do not fill it exactly, as after damage
 * @is_hidden: whether its picture is decoded but never shown
 * @is_disposable: whether surely no other picture refers to its picture, nor to anything else in
 *   it; %FALSE also where that cannot be told without decoding
 * @is_joint: whether a new sequence begins or ends here, where decoders may drop pictures
 * @is_entry: whether decoding can begin here and gives all pictures that are shown from this one
 *   on exactly; fewer packets than those flagged as key frames
 * @n_looked_at: bytes from the beginning that this comes from
 *
 * Facts about one packet.
 */
typedef struct {
  gboolean has_picture;
  gboolean is_broken;
  gboolean is_hidden;
  gboolean is_disposable;
  gboolean is_joint;
  gboolean is_entry;
  gsize n_looked_at;
} FlPacketFacts;

/**
 * fl_packet_inspect:
 * @codec: the stream that it belongs to
 * @packet: a packet
 *
 * Looks at the headers of the units in @packet.
 *
 * Returns: what they say; for codecs without units what the container says
 */
FlPacketFacts fl_packet_inspect (const AVCodecParameters *codec, const AVPacket *packet);

/**
 * fl_packet_tells_by_head:
 * @codec: a stream
 *
 * Returns: whether fl_packet_inspect() needs but the heads of the units in a packet, and can jump
 *   from one to the next
 */
gboolean fl_packet_tells_by_head (const AVCodecParameters *codec);

G_END_DECLS
