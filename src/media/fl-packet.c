/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers of packets: ITU-T H.264 and H.265, section 7.3 and annex B; the VP8 data format (RFC
 * 6386, 9.1); the VP9 bitstream specification, 6.2. */
#include "media/fl-packet.h"

#include "media/fl-units.h"

/* So much of a slice tells which picture it is of (fl-frame-numbers.c). */
#define SLICE_HEAD_BYTES 24

enum {
  HEVC_BLA_FIRST = 16,
  HEVC_BLA_LAST = 18,
  HEVC_KEY_LAST = 23,
  HEVC_SLICE_LAST = 31,
  HEVC_END_OF_SEQUENCE = 36,
  HEVC_END_OF_STREAM = 37,
  SEI_RECOVERY_POINT = 6,
};

/* Types and sizes of SEI messages are sums of bytes that go on after 255. */
static int
payload_next_sum (FlUnitBytes *self)
{
  int sum = 0;
  int byte;

  while ((byte = fl_unit_bytes_next (self)) == 0xff)
    sum += byte;
  return byte < 0 ? -1 : sum + byte;
}

/* Whether a SEI unit promises exact pictures from this one on: a recovery point with the count
 * 0, an Exp-Golomb code whose first bit is set. */
static gboolean
is_clean_recovery_point (const guint8 *unit, gsize size)
{
  FlUnitBytes payload = {.data = unit, .size = size, .at = 1};

  for (;;) {
    /* The stop bit after the last message; types as high are not in use. */
    if (payload.at < size && unit[payload.at] == 0x80)
      return FALSE;
    int type = payload_next_sum (&payload);
    int n_bytes = payload_next_sum (&payload);
    if (type < 0 || n_bytes < 0)
      return FALSE;
    if (type == SEI_RECOVERY_POINT)
      return n_bytes > 0 && fl_unit_bytes_next (&payload) >= 0x80;
    while (n_bytes-- > 0)
      if (fl_unit_bytes_next (&payload) < 0)
        return FALSE;
  }
}

static void
look_at_h264 (FlPacketFacts *facts, const guint8 *unit, gsize size)
{
  guint type = unit[0] & 0x1f;

  if (type == FL_H264_SEI && !facts->has_picture)
    facts->is_entry |= is_clean_recovery_point (unit, size);
  if (type >= FL_H264_SLICE && type <= FL_H264_IDR)
    facts->has_picture = TRUE;
  if (type == FL_H264_IDR)
    facts->is_entry = TRUE;
}

/* Whether a unit may be missing where its picture is missing: a slice of a picture to which no
 * other refers (nal_ref_idc is 0), or what goes with it. */
static gboolean
is_dispensable_h264 (guint8 head)
{
  guint type = head & 0x1f;
  gboolean is_referred_to = (head & 0x60) != 0;

  if (type >= FL_H264_SLICE && type < FL_H264_IDR)
    return !is_referred_to;
  return type == FL_H264_SEI || type == FL_H264_DELIMITER || type == FL_H264_FILLER;
}

static void
look_at_hevc (FlPacketFacts *facts, const guint8 *unit, gsize size)
{
  guint type = unit[0] >> 1 & 0x3f;

  if ((type >= HEVC_BLA_FIRST && type <= HEVC_BLA_LAST) || type == HEVC_END_OF_SEQUENCE ||
      type == HEVC_END_OF_STREAM)
    facts->is_joint = TRUE;
  if (type <= HEVC_SLICE_LAST)
    facts->has_picture = TRUE;
  if (type >= HEVC_BLA_FIRST && type <= HEVC_KEY_LAST)
    facts->is_entry = TRUE;
}

gboolean
fl_packet_tells_by_head (const AVCodecParameters *codec)
{
  return (codec->codec_id == AV_CODEC_ID_H264 || codec->codec_id == AV_CODEC_ID_HEVC) &&
         fl_units_get_length_bytes (codec) > 0;
}

/* How many bytes of a unit are looked at, here or for the number of its frame. */
static gsize
get_head_bytes (gboolean is_h264, const guint8 *unit, gsize size)
{
  guint type = unit[0] & 0x1f;

  if (!is_h264 || type == FL_H264_FILLER)
    return 1;
  return type >= FL_H264_SLICE && type <= FL_H264_IDR ? MIN (size, SLICE_HEAD_BYTES) : size;
}

static FlPacketFacts
inspect_units (const AVCodecParameters *codec, const AVPacket *packet)
{
  gboolean is_h264 = codec->codec_id == AV_CODEC_ID_H264;
  guint length_bytes = fl_units_get_length_bytes (codec);
  gboolean has_lengths = length_bytes > 0;
  FlPacketFacts facts = {0};
  gboolean is_dispensable = is_h264 && has_lengths;
  FlUnits walk = {.data = packet->data, .size = (gsize) packet->size, .length_bytes = length_bytes};
  const guint8 *unit;
  gsize size;

  while (fl_units_next (&walk, &unit, &size)) {
    facts.n_looked_at = (gsize) (unit - walk.data) + get_head_bytes (is_h264, unit, size);
    is_dispensable = is_dispensable && is_dispensable_h264 (unit[0]);
    if (is_h264)
      look_at_h264 (&facts, unit, size);
    else
      look_at_hevc (&facts, unit, size);
    /* With start codes the rest would have to be searched byte by byte. An end of sequence in
     * HEVC stands at the very end. */
    if (!has_lengths && facts.has_picture) {
      walk.at = MAX (walk.at, walk.size - MIN (walk.size, 8));
      if (is_h264)
        break;
    }
  }
  facts.is_broken = walk.is_broken;
  if (walk.is_broken)
    facts.n_looked_at = walk.at + walk.length_bytes;
  facts.is_disposable = is_dispensable && facts.has_picture && !facts.is_broken;
  return facts;
}

/* Whether a packet of VP8 or VP9 holds only a picture that is never shown. */
static gboolean
is_hidden_vpx (enum AVCodecID codec, const AVPacket *packet)
{
  guint8 first = packet->data[0];

  if (codec == AV_CODEC_ID_VP8)
    return (first & 0x10) == 0;
  if ((packet->data[packet->size - 1] & 0xe0) == 0xc0)
    return FALSE; /* A superframe holds one shown frame. */
  /* frame_marker (2), profile low and high (2), for profile 3 a reserved bit,
   * show_existing_frame, frame_type, show_frame. */
  guint profile = (first >> 5 & 1) | (first >> 3 & 2);
  guint at = profile == 3 ? 2 : 3;
  gboolean shows_existing = (first >> at & 1) != 0;
  return !shows_existing && (first >> (at - 2) & 1) == 0;
}

FlPacketFacts
fl_packet_inspect (const AVCodecParameters *codec, const AVPacket *packet)
{
  gboolean is_key = (packet->flags & AV_PKT_FLAG_KEY) != 0;

  if (packet->size < 1)
    return (FlPacketFacts){0};
  switch ((int) codec->codec_id) {
  case AV_CODEC_ID_H264:
  case AV_CODEC_ID_HEVC: {
    FlPacketFacts facts = inspect_units (codec, packet);
    facts.is_entry &= is_key;
    return facts;
  }
  case AV_CODEC_ID_VP8:
  case AV_CODEC_ID_VP9:
    return (FlPacketFacts){.has_picture = TRUE,
                           .is_hidden = is_hidden_vpx (codec->codec_id, packet),
                           .is_entry = is_key};
  default:
    return (FlPacketFacts){.has_picture = TRUE, .is_entry = is_key};
  }
}
