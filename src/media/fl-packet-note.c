/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From packets in decoding order to the places where decoding can begin. */
#include "media/fl-packet-note.h"

FlPacketNote
fl_packet_note (const AVPacket *packet, const FlPacketFacts *facts)
{
  return (FlPacketNote){.point = {.frame = -1,
                                  .pts = packet->pts == AV_NOPTS_VALUE ? FL_NO_PTS : packet->pts,
                                  .dts = packet->dts == AV_NOPTS_VALUE ? FL_NO_PTS : packet->dts,
                                  .position_bytes = packet->pos,
                                  .from_bytes = -1},
                        .is_key = facts->is_entry};
}

/* Damage counts where it is decoded; and where it is shown, for pictures that follow a key frame may be
 * shown before it. */
static void
count_damage (GArray *points, const FlPacketNote *note)
{
  FlIndexPoint *newest = &g_array_index (points, FlIndexPoint, points->len - 1);
  FlIndexPoint *shown = newest;

  newest->n_damaged++;
  while (shown > (FlIndexPoint *) (void *) points->data && note->point.frame >= 0 &&
         shown->frame > note->point.frame)
    shown--;
  if (shown != newest)
    shown->n_damaged++;
}

GArray *
fl_packet_notes_to_points (const GArray *notes)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (FlIndexPoint));
  gint64 newest = -1;
  gint64 from_bytes = 0;

  for (guint i = 0; i < notes->len; i++) {
    const FlPacketNote *note = &g_array_index (notes, FlPacketNote, i);
    FlIndexPoint point = note->point;
    /* Where packets do not begin at the edges of blocks, reading from the block of one may give
     * the tail of the one before under its name. */
    point.from_bytes = MIN (from_bytes, MAX (point.position_bytes, 0));
    if (note->is_key && point.frame > newest)
      g_array_append_val (points, point);
    if (note->is_damaged && points->len > 0)
      count_damage (points, note);
    newest = MAX (newest, point.frame);
    if (point.position_bytes >= 0)
      from_bytes = point.position_bytes;
  }
  return points;
}
