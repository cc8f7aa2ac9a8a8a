/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out the frames of a file. Packets are read when they can be trusted, which costs as
 * much as reading the file; when anything about them is odd, the decoder is asked. */
#include "media/fl-frame-index-build.h"

#include "media/fl-frame-index-build-private.h"
#include "media/fl-packet.h"

#include <stdlib.h>
#include <string.h>

/* How many packets are decoded to see whether the decoder agrees: this many pixels, but neither
 * fewer than decoders hold back nor more than tell anything new. */
#define PROOF_PIXELS      (100 * 1000 * 1000)
#define PROOF_PACKETS_MIN 20
#define PROOF_PACKETS_MAX 64

/* What the packets of a file say. */
typedef struct {
  GArray *notes; /* FlPacketNote, in decoding order */
  GArray *pts;   /* gint64, of all packets, then sorted */
  AVCodecParserContext *parser;
  AVCodecContext *parser_codec;
  const char *doubt;
  gboolean is_damaged;
} Scan;

FlPacketNote
fl_packet_note (const FlAvInput *input, const AVPacket *packet)
{
  FlPacketFacts facts = fl_packet_inspect (input->stream->codecpar, packet);

  return (FlPacketNote){.point = {.frame = -1,
                                  .pts = packet->pts == AV_NOPTS_VALUE ? FL_NO_PTS : packet->pts,
                                  .dts = packet->dts == AV_NOPTS_VALUE ? FL_NO_PTS : packet->dts,
                                  .position_bytes = packet->pos,
                                  .from_bytes = -1},
                        .is_key = facts.is_entry};
}

/* Gives up the newest point when there is damage after it, in favour of the one before. */
static void
close_point (GArray *points)
{
  if (points->len == 0)
    return;
  gint64 n_damaged = g_array_index (points, FlIndexPoint, points->len - 1).n_damaged;
  if (n_damaged == 0)
    return;
  g_array_set_size (points, points->len - 1);
  if (points->len > 0)
    g_array_index (points, FlIndexPoint, points->len - 1).n_damaged += n_damaged;
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
    if (note->is_key && point.frame > newest) {
      close_point (points);
      g_array_append_val (points, point);
    }
    if (note->is_damaged && points->len > 0)
      g_array_index (points, FlIndexPoint, points->len - 1).n_damaged++;
    newest = MAX (newest, point.frame);
    if (point.position_bytes >= 0)
      from_bytes = point.position_bytes;
  }
  close_point (points);
  return points;
}

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

/* Interlaced H.264 in a transport stream may have a packet for each field, which only the heads
 * of its slices tell. */
static void
watch_fields (Scan *self, const AVCodecParameters *codec)
{
  if (codec->codec_id != AV_CODEC_ID_H264 || codec->field_order == AV_FIELD_PROGRESSIVE)
    return;
  self->parser = av_parser_init (AV_CODEC_ID_H264);
  self->parser_codec = avcodec_alloc_context3 (NULL);
  if (self->parser == NULL || avcodec_parameters_to_context (self->parser_codec, codec) < 0)
    self->doubt = "Its fields cannot be told from frames, so every frame was decoded";
  else
    self->parser->flags |= PARSER_FLAG_COMPLETE_FRAMES;
}

static gboolean
is_field (Scan *self, const AVPacket *packet)
{
  uint8_t *data;
  int size;

  if (self->parser == NULL)
    return FALSE;
  (void) av_parser_parse2 (self->parser, self->parser_codec, &data, &size, packet->data,
                           packet->size, packet->pts, packet->dts, packet->pos);
  return self->parser->picture_structure == AV_PICTURE_STRUCTURE_TOP_FIELD ||
         self->parser->picture_structure == AV_PICTURE_STRUCTURE_BOTTOM_FIELD;
}

static const char *
doubt_packet (Scan *self, const FlAvInput *input, const AVPacket *packet)
{
  FlPacketFacts facts = fl_packet_inspect (input->stream->codecpar, packet);
  gboolean is_first = self->notes->len == 0;

  if (packet->pts == AV_NOPTS_VALUE)
    return "Some of its frames carry no time, so every frame was decoded";
  if (packet->size == 0)
    return "It has empty packets, so every frame was decoded";
  self->is_damaged = (packet->flags & AV_PKT_FLAG_CORRUPT) || facts.is_broken || !facts.has_picture;
  if (self->is_damaged)
    return "Some of its data is damaged, so every frame was decoded";
  if (packet->flags & AV_PKT_FLAG_DISCARD)
    return "An edit list hides some of its frames, so every frame was decoded";
  if (is_first && !(packet->flags & AV_PKT_FLAG_KEY))
    return "It does not begin with a key frame, so every frame was decoded";
  if (!is_first && packet->pts < g_array_index (self->pts, gint64, 0))
    return "Frames before its first key frame may be missing, so every frame was decoded";
  if (facts.is_hidden)
    return "It has frames that are never shown, so every frame was decoded";
  if (facts.is_joint)
    return "It is joined from several recordings, so every frame was decoded";
  if (is_field (self, packet))
    return "Some of its frames come as two fields, so every frame was decoded";
  return NULL;
}

static int
compare_times (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/* Sorts by time and looks for what sorting cannot mend. */
static const char *
settle (Scan *self)
{
  gint64 *pts = (gint64 *) (void *) self->pts->data;

  qsort (pts, self->pts->len, sizeof pts[0], compare_times);
  for (guint i = 1; i < self->pts->len; i++)
    if (pts[i] == pts[i - 1])
      return "Some of its frames have equal times, so every frame was decoded";
  for (guint i = 0; i < self->notes->len; i++) {
    FlPacketNote *note = &g_array_index (self->notes, FlPacketNote, i);
    const gint64 *found =
      bsearch (&note->point.pts, pts, self->pts->len, sizeof pts[0], compare_times);
    note->point.frame = found - pts;
  }
  return NULL;
}

/* Transport streams come in blocks of 188 bytes, some with a time before or a checksum after. */
static gboolean
is_whole_blocks (const FlAvInput *input)
{
  gint64 size_bytes = avio_size (input->format->pb);

  return size_bytes > 0 &&
         (size_bytes % 188 == 0 || size_bytes % 192 == 0 || size_bytes % 204 == 0);
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
  if (strcmp (input->format->iformat->name, "mpegts") == 0 && !is_whole_blocks (input))
    return TRUE;
  return n_promised > 0 && (gint64) n_packets < n_promised;
}

/* Reads packets until the end, or until there is a doubt. */
static gboolean
scan_packets (FlAvInput *input, Scan *self, GError **error)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  int code = 0;

  self->doubt = doubt_format (input->format->iformat);
  if (strcmp (input->format->iformat->name, "mpegts") == 0)
    watch_fields (self, input->stream->codecpar);
  while (self->doubt == NULL && (code = fl_av_input_read (input, packet)) >= 0) {
    self->doubt = doubt_packet (self, input, packet);
    FlPacketNote note = fl_packet_note (input, packet);
    g_array_append_val (self->notes, note);
    g_array_append_val (self->pts, note.point.pts);
    av_packet_unref (packet);
  }
  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_OPEN, code, "%s", input->path);
    return FALSE;
  }
  if (self->doubt == NULL && is_cut_off (input, self->notes->len, code)) {
    self->doubt = "The file ends too early, so every frame was decoded";
    self->is_damaged = TRUE;
  }
  if (self->doubt == NULL && self->notes->len == 0)
    self->doubt = "No packet of it could be read";
  if (self->doubt == NULL)
    self->doubt = settle (self);
  return TRUE;
}

/* Takes the frames that are ready and compares them with the entries of an index; FALSE when one
 * is not as it should be. */
static gboolean
compare_frames (AVCodecContext *codec, AVFrame *frame, const FlFrameIndex *index, gint64 *n_seen)
{
  int code;

  while ((code = avcodec_receive_frame (codec, frame)) >= 0) {
    gint64 i = (*n_seen)++;
    gint64 pts = FL_NO_PTS;
    gboolean is_same = i < fl_frame_index_get_n_frames (index) &&
                       fl_frame_index_get_pts (index, i, &pts) &&
                       frame->best_effort_timestamp == pts &&
                       fl_av_frame_is_key (frame) == fl_frame_index_is_key (index, i);
    av_frame_unref (frame);
    if (!is_same)
      return FALSE;
  }
  return code == AVERROR (EAGAIN) || code == AVERROR_EOF;
}

/* Decodes the first packets. FALSE when the decoder gives other frames than they promise. */
static gboolean
prove_start (const char *path, const FlFrameIndex *index, GCancellable *cancellable)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, NULL);
  g_autoptr (AVCodecContext) codec = input != NULL ? fl_av_open_codec (input, 1, NULL) : NULL;
  if (codec == NULL)
    return FALSE;
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  g_autoptr (AVFrame) frame = av_frame_alloc ();
  gint64 n_pixels = MAX ((gint64) codec->width * codec->height, 1);
  gint64 n_packets = CLAMP (PROOF_PIXELS / n_pixels, PROOF_PACKETS_MIN, PROOF_PACKETS_MAX);
  gint64 n_seen = 0;
  gboolean is_same = TRUE;
  int code = 0;

  for (gint64 i = 0; i < n_packets && is_same; i++) {
    code = fl_av_input_read (input, packet);
    if (code < 0)
      break;
    is_same =
      avcodec_send_packet (codec, packet) >= 0 && compare_frames (codec, frame, index, &n_seen);
    av_packet_unref (packet);
  }
  if (!is_same || code != AVERROR_EOF)
    return is_same && n_seen > 0;
  (void) avcodec_send_packet (codec, NULL);
  return compare_frames (codec, frame, index, &n_seen) &&
         n_seen == fl_frame_index_get_n_frames (index);
}

static FlFrameIndex *
make_index (const FlAvInput *input, const Scan *self)
{
  g_autoptr (GArray) points = fl_packet_notes_to_points (self->notes);
  g_autofree FlIndexEntry *entries = g_new (FlIndexEntry, self->notes->len);

  for (guint i = 0; i < self->notes->len; i++) {
    const FlPacketNote *note = &g_array_index (self->notes, FlPacketNote, i);
    entries[note->point.frame] = (FlIndexEntry){.pts = note->point.pts, .is_key = note->is_key};
  }
  FlIndexFacts facts = {.entries = entries,
                        .n_entries = self->notes->len,
                        .points = (const FlIndexPoint *) (const void *) points->data,
                        .n_points = points->len,
                        .time_base = {.num = input->stream->time_base.num,
                                      .den = input->stream->time_base.den}};
  return fl_frame_index_new (&facts);
}

FlFrameIndex *
fl_frame_index_build (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (FlPacketNote));
  g_autoptr (GArray) pts = g_array_new (FALSE, FALSE, sizeof (gint64));
  Scan scan = {.notes = notes, .pts = pts};
  gboolean is_read = scan_packets (input, &scan, error);
  if (scan.parser != NULL)
    av_parser_close (scan.parser);
  avcodec_free_context (&scan.parser_codec);
  if (!is_read)
    return NULL;
  g_autoptr (FlFrameIndex) index = scan.doubt == NULL ? make_index (input, &scan) : NULL;
  if (index != NULL && !prove_start (path, index, cancellable))
    scan.doubt = "Its decoder gives other frames than its packets promise, so every frame was "
                 "decoded";
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (scan.doubt != NULL)
    return fl_frame_index_decode (path, scan.doubt, scan.is_damaged, cancellable, error);
  return g_steal_pointer (&index);
}
