/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two ways to find out the frames of a file share. */
#pragma once

#include "media/fl-av.h"
#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlPacketNote:
 * @point: its times and its place; the frame is filled in later, -1 until then
 * @is_key: whether decoding can begin with it
 * @is_damaged: whether the decoder complained
 *
 * What is kept of a packet while an index is made.
 */
typedef struct {
  FlIndexPoint point;
  gboolean is_key;
  gboolean is_damaged;
} FlPacketNote;

/** fl_packet_note: Returns: what is to be kept of @packet */
FlPacketNote fl_packet_note (const FlAvInput *input, const AVPacket *packet);

/**
 * fl_packet_notes_to_points:
 * @notes: (element-type FlPacketNote): all packets in decoding order, with their frames
 *
 * Leaves out places before which something was decoded that is shown later, and those right
 * before damage, since what is made up for lost pixels may come from pictures before them.
 *
 * Returns: (transfer full) (element-type FlIndexPoint): where decoding can begin
 */
GArray *fl_packet_notes_to_points (const GArray *notes);

/**
 * fl_frame_index_decode:
 * @path: a video file
 * @doubt: (nullable): one sentence why
 * @is_damaged: whether it is known to be damaged
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Finds out all frames by decoding. Damage is looked for with one thread only, since with
 * several it is a matter of chance which frames the decoder says are damaged.
 *
 * Returns: (transfer full): the index, or %NULL with %FL_MEDIA_ERROR when no frame can be read
 */
FlFrameIndex *fl_frame_index_decode (const char *path,
                                     const char *doubt,
                                     gboolean is_damaged,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
