/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out the frames of a file. Packets are read when they can be trusted, which costs as
 * much as reading the file; when anything about them is odd, the decoder is asked. */
#include "media/fl-frame-index-build.h"

#include "media/fl-cut-off.h"
#include "media/fl-frame-index-build-private.h"
#include "media/fl-frame-numbers.h"
#include "media/fl-packet-note.h"
#include "media/fl-pictures.h"
#include "media/fl-proof.h"
#include "media/fl-sparse-io.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* What the packets of a file say. */
typedef struct {
  GArray *notes; /* FlPacketNote, in decoding order */
  GArray *pts;   /* gint64, of all packets, then sorted */
  AVCodecParserContext *parser;
  AVCodecContext *parser_codec;
  FlFrameNumbers *numbers;
  FlProof *proof;
  const char *doubt;
  gboolean is_damaged;
  gboolean is_too_sparse; /* more would have to be read of the packets */
} Scan;

/* Containers whose times are made up by the demuxer rather than written in the file. */
static const char *
doubt_format (const AVInputFormat *format)
{
  static const char *const doubtful[] = {"avi", "h264", "hevc",  "m4v", "mpegvideo",
                                         "obu", "vc1",  "mjpeg", "gif", "mpeg"};

  for (gsize i = 0; i < G_N_ELEMENTS (doubtful); i++)
    if (strcmp (format->name, doubtful[i]) == 0)
      return N_ ("Its container does not keep exact times, so every frame was decoded");
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
    self->doubt = N_ ("Its fields cannot be told from frames, so every frame was decoded");
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
doubt_packet (Scan *self, const AVPacket *packet, const FlPacketFacts *facts)
{
  gboolean is_first = self->notes->len == 0;

  if (packet->pts == AV_NOPTS_VALUE)
    return N_ ("Some of its frames carry no time, so every frame was decoded");
  if (packet->size == 0)
    return N_ ("It has empty packets, so every frame was decoded");
  self->is_damaged =
    (packet->flags & AV_PKT_FLAG_CORRUPT) || facts->is_broken || !facts->has_picture;
  if (self->is_damaged)
    return N_ ("Some of its data is damaged, so every frame was decoded");
  self->is_damaged = fl_frame_numbers_take (self->numbers, packet);
  if (self->is_damaged)
    return N_ ("Some of its pictures are missing, so every frame was decoded");
  if (packet->flags & AV_PKT_FLAG_DISCARD)
    return N_ ("An edit list hides some of its frames, so every frame was decoded");
  if (is_first && !(packet->flags & AV_PKT_FLAG_KEY))
    return N_ ("It does not begin with a key frame, so every frame was decoded");
  if (!is_first && packet->pts < g_array_index (self->pts, gint64, 0))
    return N_ ("Frames before its first key frame may be missing, so every frame was decoded");
  if (facts->is_hidden)
    return N_ ("It has frames that are never shown, so every frame was decoded");
  if (facts->is_joint)
    return N_ ("It is joined from several recordings, so every frame was decoded");
  if (is_field (self, packet))
    return N_ ("Some of its frames come as two fields, so every frame was decoded");
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
      return N_ ("Some of its frames have equal times, so every frame was decoded");
  for (guint i = 0; i < self->notes->len; i++) {
    FlPacketNote *note = &g_array_index (self->notes, FlPacketNote, i);
    const gint64 *found =
      bsearch (&note->point.pts, pts, self->pts->len, sizeof pts[0], compare_times);
    note->point.frame = found - pts;
  }
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
  if (fl_cut_off_tells (input->path, input->format->iformat->name))
    return TRUE;
  return n_promised > 0 && (gint64) n_packets < n_promised;
}

/* Whether packets lie in a Matroska file as they are: compressed ones could not be made out of
 * their heads. The mark of compression may come up by chance, which only costs time. */
static gboolean
has_plain_blocks (const FlAvInput *input, const FlPacketNote *first)
{
  static const char encodings[] = {0x6d, (char) 0x80};

  return !fl_sparse_io_contains (input->sparse, encodings, sizeof encodings,
                                 first->point.position_bytes);
}

/* Whether it need not be read all to tell about its packets: the container says where they lie,
 * their heads what they are. */
static gboolean
is_head_enough (const FlAvInput *input, const FlPacketNote *first)
{
  const char *container = input->format->iformat->name;

  if (input->sparse == NULL || !fl_packet_tells_by_head (input->stream->codecpar))
    return FALSE;
  return g_str_has_prefix (container, "mov") ||
         (g_str_has_prefix (container, "matroska") && has_plain_blocks (input, first));
}

/* When the decoder has seen enough, the rest need not be read in full. */
static void
end_proof (const Scan *self, FlAvInput *input)
{
  if (is_head_enough (input, &g_array_index (self->notes, FlPacketNote, 0)))
    fl_av_input_set_sparse (input, TRUE);
}

static void
take_packet (Scan *self, FlAvInput *input, const AVPacket *packet)
{
  FlPacketFacts facts = fl_packet_inspect (input->stream->codecpar, packet);
  FlPacketNote note = fl_packet_note (packet, &facts);

  /* What was left out of the packet would be needed to tell. */
  self->is_too_sparse = fl_av_input_is_sparse (input) && facts.n_looked_at > FL_SPARSE_HEAD_BYTES;
  self->doubt = doubt_packet (self, packet, &facts);
  g_array_append_val (self->notes, note);
  g_array_append_val (self->pts, note.point.pts);
  if (!fl_proof_wants_more (self->proof))
    return;
  fl_proof_add (self->proof, packet);
  if (!fl_proof_wants_more (self->proof))
    end_proof (self, input);
}

/* Looks at how the packets ended. */
static void
conclude (Scan *self, const FlAvInput *input, int end_code)
{
  if (self->doubt == NULL && is_cut_off (input, self->notes->len, end_code)) {
    self->doubt = N_ ("The file ends too early, so every frame was decoded");
    self->is_damaged = TRUE;
  }
  if (self->doubt == NULL && self->notes->len == 0)
    self->doubt = N_ ("No packet of it could be read");
  if (self->doubt == NULL)
    self->doubt = settle (self);
}

/* Reads packets until the end, or until there is a doubt. */
static gboolean
scan_packets (FlAvInput *input, Scan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  int code = 0;

  self->doubt = doubt_format (input->format->iformat);
  if (self->doubt != NULL)
    return TRUE;
  if (strcmp (input->format->iformat->name, "mpegts") == 0)
    watch_fields (self, input->stream->codecpar);
  self->numbers = fl_frame_numbers_new (input->stream->codecpar);
  self->proof = fl_proof_new (input);
  if (self->proof == NULL)
    self->doubt = N_ ("Its decoder does not open"); /* It will say why. */
  while (self->doubt == NULL && !self->is_too_sparse) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    code = fl_av_input_read (input, packet);
    if (code < 0)
      break;
    take_packet (self, input, packet);
    av_packet_unref (packet);
  }
  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_OPEN, code, "%s", input->path);
    return FALSE;
  }
  conclude (self, input, code);
  return TRUE;
}

static void
scan_clear (Scan *self)
{
  if (self->parser != NULL)
    av_parser_close (self->parser);
  avcodec_free_context (&self->parser_codec);
  g_clear_pointer (&self->numbers, fl_frame_numbers_free);
  g_clear_pointer (&self->proof, fl_proof_free);
  g_clear_pointer (&self->notes, g_array_unref);
  g_clear_pointer (&self->pts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

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

/* Makes an index of what is read through @input. Sets @out_is_too_sparse, and gives nothing, when
 * that has to be read in full. */
static FlFrameIndex *
build (FlAvInput *input, gboolean *out_is_too_sparse, GCancellable *cancellable, GError **error)
{
  g_auto (Scan) scan = {.notes = g_array_new (FALSE, FALSE, sizeof (FlPacketNote)),
                        .pts = g_array_new (FALSE, FALSE, sizeof (gint64))};

  if (!scan_packets (input, &scan, cancellable, error))
    return NULL;
  *out_is_too_sparse = scan.is_too_sparse || (scan.doubt != NULL && fl_av_input_is_sparse (input));
  if (*out_is_too_sparse)
    return NULL;
  g_autoptr (FlFrameIndex) index = scan.doubt == NULL ? make_index (input, &scan) : NULL;
  if (index != NULL && fl_proof_holds (scan.proof, index))
    return g_steal_pointer (&index);
  if (index != NULL)
    scan.doubt = N_ ("Its decoder gives other frames than its packets promise, so every frame was "
                     "decoded");
  return fl_frame_index_decode (input->path, scan.doubt, scan.is_damaged, cancellable, error);
}

FlFrameIndex *
fl_frame_index_build (const char *path, GCancellable *cancellable, GError **error)
{
  gboolean is_too_sparse = FALSE;
  if (fl_pictures_is_folder (path))
    return fl_pictures_index (path, FALSE, cancellable, error);
  g_autoptr (FlAvInput) sparse = fl_av_input_open_sparse (path, cancellable, error);
  if (sparse == NULL)
    return NULL;
  g_autoptr (FlFrameIndex) index = build (sparse, &is_too_sparse, cancellable, error);
  if (index != NULL || !is_too_sparse)
    return g_steal_pointer (&index);
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  return input != NULL ? build (input, &is_too_sparse, cancellable, error) : NULL;
}
