/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out the frames of a file. Packets are read when they can be trusted, which costs as
 * much as reading the file; when anything about them is odd, the decoder is asked. */
#include "media/fl-frame-index-build.h"

#include "media/fl-av.h"

#include <stdlib.h>
#include <string.h>

/* What the packets of a file say. */
typedef struct {
  GArray *entries; /* FlIndexEntry, in decoding order, then sorted */
  gint64 first_key_pts;
  const char *doubt;
} Scan;

/* Containers whose times are made up by the demuxer rather than written in the file. */
static const char *
doubt_format (const AVInputFormat *format)
{
  static const char *const doubtful[] = {"avi", "h264", "hevc",  "m4v", "mpegvideo",
                                         "obu", "vc1",  "mjpeg", "gif", "mpeg"};

  for (gsize i = 0; i < G_N_ELEMENTS (doubtful); i++)
    if (strcmp (format->name, doubtful[i]) == 0)
      return "Its container does not keep exact times, so every frame was decoded";
  return NULL;
}

/* VP8 and VP9 may carry frames that are decoded but never shown in packets of their own. */
static gboolean
is_hidden_frame (enum AVCodecID codec, const AVPacket *packet)
{
  if (packet->size < 1)
    return FALSE;
  guint8 first = packet->data[0];
  if (codec == AV_CODEC_ID_VP8)
    return (first & 0x10) == 0;
  if (codec != AV_CODEC_ID_VP9 || (packet->data[packet->size - 1] & 0xe0) == 0xc0)
    return FALSE; /* a superframe holds one shown frame */
  /* frame_marker (2), profile low and high (2), for profile 3 a reserved bit,
   * show_existing_frame, frame_type, show_frame: VP9 bitstream specification, 6.2. */
  guint profile = (first >> 5 & 1) | (first >> 3 & 2);
  guint at = profile == 3 ? 2 : 3;
  gboolean shows_existing = (first >> at & 1) != 0;
  return !shows_existing && (first >> (at - 2) & 1) == 0;
}

/* H.264 and HEVC in MP4 and Matroska: each unit is preceded by its length, so units that do not
 * fill the packet exactly tell of damage without decoding. */
static gboolean
has_broken_units (const AVCodecParameters *codec, const AVPacket *packet)
{
  gboolean is_h264 = codec->codec_id == AV_CODEC_ID_H264;
  int length_at = is_h264 ? 4 : 21; /* of lengthSizeMinusOne in avcC and hvcC */

  if ((!is_h264 && codec->codec_id != AV_CODEC_ID_HEVC) || codec->extradata_size <= length_at ||
      codec->extradata[0] != 1)
    return FALSE;
  guint length_bytes = (codec->extradata[length_at] & 3) + 1;
  gsize at = 0;
  gsize size = (gsize) packet->size;
  while (at + length_bytes <= size) {
    gsize unit = 0;
    for (guint i = 0; i < length_bytes; i++)
      unit = unit << 8 | packet->data[at + i];
    if (unit == 0 || unit > size - at - length_bytes)
      return TRUE;
    at += length_bytes + unit;
  }
  return at != size;
}

static const char *
doubt_packet (const FlAvInput *input, const AVPacket *packet, const Scan *scan)
{
  gboolean is_first = scan->entries->len == 0;

  if (packet->pts == AV_NOPTS_VALUE)
    return "Some of its frames carry no time, so every frame was decoded";
  if ((packet->flags & AV_PKT_FLAG_CORRUPT) || has_broken_units (input->stream->codecpar, packet))
    return "Some of its data is damaged, so every frame was decoded";
  if (packet->flags & AV_PKT_FLAG_DISCARD)
    return "An edit list hides some of its frames, so every frame was decoded";
  if (is_first && !(packet->flags & AV_PKT_FLAG_KEY))
    return "It does not begin with a key frame, so every frame was decoded";
  if (!is_first && packet->pts < scan->first_key_pts)
    return "Frames before its first key frame may be missing, so every frame was decoded";
  if (is_hidden_frame (input->stream->codecpar->codec_id, packet))
    return "It has frames that are never shown, so every frame was decoded";
  if (packet->size == 0)
    return "It has empty packets, so every frame was decoded";
  return NULL;
}

static int
compare_entries (const void *a, const void *b)
{
  const FlIndexEntry *x = a;
  const FlIndexEntry *y = b;

  return x->pts < y->pts ? -1 : x->pts > y->pts;
}

/* Sorts by time and looks for what sorting cannot mend. */
static const char *
settle (Scan *scan)
{
  FlIndexEntry *entries = (FlIndexEntry *) (void *) scan->entries->data;

  qsort (entries, scan->entries->len, sizeof entries[0], compare_entries);
  for (guint i = 1; i < scan->entries->len; i++)
    if (entries[i].pts == entries[i - 1].pts)
      return "Some of its frames have equal times, so every frame was decoded";
  return NULL;
}

/* The header of an mp4 or the cues promise more than can be read when a file was cut off. */
static gboolean
is_cut_off (const FlAvInput *input, gsize n_packets, int end_code)
{
  gint64 n_promised = input->stream->nb_frames;

  if (end_code != AVERROR_EOF)
    return TRUE;
  if (input->format->pb != NULL && input->format->pb->error < 0)
    return TRUE;
  return n_promised > 0 && (gint64) n_packets < n_promised;
}

/* Reads packets until the end, or until there is a doubt. */
static gboolean
scan_packets (FlAvInput *input, Scan *scan, GError **error)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  int code = 0;

  scan->doubt = doubt_format (input->format->iformat);
  while (scan->doubt == NULL && (code = fl_av_input_read (input, packet)) >= 0) {
    scan->doubt = doubt_packet (input, packet, scan);
    FlIndexEntry entry = {.pts = packet->pts, .is_key = (packet->flags & AV_PKT_FLAG_KEY) != 0};
    if (scan->entries->len == 0)
      scan->first_key_pts = packet->pts;
    g_array_append_val (scan->entries, entry);
    av_packet_unref (packet);
  }
  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_OPEN, code, "%s", input->path);
    return FALSE;
  }
  if (scan->doubt == NULL && is_cut_off (input, scan->entries->len, code))
    scan->doubt = "The file ends too early, so every frame was decoded";
  if (scan->doubt == NULL && scan->entries->len == 0)
    scan->doubt = "No packet of it could be read";
  if (scan->doubt == NULL)
    scan->doubt = settle (scan);
  return TRUE;
}

static FlRational
time_base_of (const FlAvInput *input)
{
  return (FlRational){.num = input->stream->time_base.num, .den = input->stream->time_base.den};
}

FlFrameIndex *
fl_frame_index_build (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (FlIndexEntry));
  Scan scan = {.entries = entries};
  if (!scan_packets (input, &scan, error))
    return NULL;
  if (scan.doubt != NULL)
    return fl_frame_index_build_by_decoding (path, scan.doubt, cancellable, error);
  return fl_frame_index_new ((const FlIndexEntry *) (const void *) entries->data, entries->len,
                             time_base_of (input), FALSE, NULL);
}

/* Takes every frame that is ready. An error stands for one damaged packet; what comes after it
 * may be whole. */
static void
drain (AVCodecContext *codec, AVFrame *frame, GArray *entries)
{
  int code;

  while ((code = avcodec_receive_frame (codec, frame)) != AVERROR (EAGAIN) && code != AVERROR_EOF) {
    if (code < 0)
      continue;
    gboolean has_time = frame->best_effort_timestamp != AV_NOPTS_VALUE;
    FlIndexEntry entry = {.pts = has_time ? frame->best_effort_timestamp : FL_NO_PTS,
                          .is_key = fl_av_frame_is_key (frame)};
    g_array_append_val (entries, entry);
    av_frame_unref (frame);
  }
}

FlFrameIndex *
fl_frame_index_build_by_decoding (const char *path,
                                  const char *doubt,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  g_autoptr (AVCodecContext) codec = fl_av_open_codec (input, 0, error);
  if (codec == NULL)
    return NULL;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (FlIndexEntry));
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  g_autoptr (AVFrame) frame = av_frame_alloc ();
  int code;
  while ((code = fl_av_input_read (input, packet)) >= 0) {
    /* A packet that cannot be decoded costs its frame, not the file. */
    (void) avcodec_send_packet (codec, packet);
    av_packet_unref (packet);
    drain (codec, frame, entries);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
  }
  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_DECODE, code, "%s", path);
    return NULL;
  }
  (void) avcodec_send_packet (codec, NULL);
  drain (codec, frame, entries);
  if (entries->len == 0) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 "Cannot use “%s”: not one frame of it can be decoded", path);
    return NULL;
  }
  return fl_frame_index_new ((const FlIndexEntry *) (const void *) entries->data, entries->len,
                             time_base_of (input), TRUE, doubt);
}
