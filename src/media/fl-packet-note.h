/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of packets while an index is made; not for other layers. */
#pragma once

#include "media/fl-frame-index.h"
#include "media/fl-packet.h"

G_BEGIN_DECLS

/**
 * FlPacketNote:
 * @point: its times and its place; the frame is filled in later, -1 until then
 * @is_key: whether decoding can begin with it
 * @is_damaged: whether the decoder complained, or a picture is missing before it
 *
 * One packet.
 */
typedef struct {
  FlIndexPoint point;
  gboolean is_key;
  gboolean is_damaged;
} FlPacketNote;

/** fl_packet_note: Returns: what is to be kept of @packet, in which @facts were found */
FlPacketNote fl_packet_note (const AVPacket *packet, const FlPacketFacts *facts);

/**
 * fl_packet_notes_to_points:
 * @notes: (element-type FlPacketNote): all packets in decoding order, with their frames
 *
 * Leaves out places before which something was decoded that is shown later. Those with damage behind
 * them are to be tried (fl-index-trial.c), since what is made up for lost pixels may come from
 * pictures before them.
 *
 * Returns: (transfer full) (element-type FlIndexPoint): where decoding can begin
 */
GArray *fl_packet_notes_to_points (const GArray *notes);

G_END_DECLS
