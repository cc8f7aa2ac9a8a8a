/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depths, samplings, sizes and orders of frames that the program itself never writes: every frame
 * that is jumped to is bit for bit that of a plain decode from the start. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-av.h"
#include "media/fl-complaints.h"

#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

#define N_FRAMES  49
#define N_STRIDES 7

typedef struct {
  const char *label;
  const char *name; /* the suffix chooses the container */
  const char *codec;
  const char *format; /* of pixels */
  const char *extra;
  int width_px;
  int height_px;
  int gop;
  int n_b_frames;
  gboolean is_interlaced;
} Format;

#define OPEN_X265                                                                                  \
  "x265-params=log-level=none\\:open-gop=1\\:scenecut=0\\:pools=none\\:frame-threads=1"
#define X265     "x265-params=log-level=none\\:scenecut=0\\:pools=none\\:frame-threads=1"
#define FAST_VPX "deadline=good:cpu-used=5:lag-in-frames=16:auto-alt-ref=1"

static const Format formats[] = {
  {"h264-10-bit", "a.mkv", "libx264", "yuv420p10le", NULL, 96, 64, 12, 2, FALSE},
  {"h264-422-10-bit", "a.mp4", "libx264", "yuv422p10le", NULL, 96, 64, 12, 3, FALSE},
  {"h264-444", "a.mp4", "libx264", "yuv444p", NULL, 96, 64, 12, 2, FALSE},
  {"h264-444-odd", "a.mkv", "libx264", "yuv444p", NULL, 97, 63, 12, 2, FALSE},
  {"h264-interlaced", "a.mp4", "libx264", "yuv420p", "x264-params=tff=1", 96, 64, 12, 2, TRUE},
  {"h264-interlaced-ts", "a.ts", "libx264", "yuv420p", "x264-params=bff=1", 96, 64, 12, 2, TRUE},
  {"hevc-10-bit-open", "a.mp4", "libx265", "yuv420p10le", OPEN_X265, 96, 64, 12, 3, FALSE},
  {"hevc-444", "a.mkv", "libx265", "yuv444p", X265, 96, 64, 12, 3, FALSE},
  {"hevc-open-ts", "a.ts", "libx265", "yuv422p", OPEN_X265, 96, 64, 12, 4, FALSE},
  {"vp8-odd", "a.webm", "libvpx", "yuv420p", FAST_VPX, 97, 63, 12, 0, FALSE},
  {"vp9-odd", "a.webm", "libvpx-vp9", "yuv420p", FAST_VPX, 97, 63, 12, 0, FALSE},
  {"vp9-10-bit", "a.webm", "libvpx-vp9", "yuv420p10le", FAST_VPX, 96, 64, 12, 0, FALSE},
  {"vp9-444", "a.mkv", "libvpx-vp9", "yuv444p", FAST_VPX, 96, 64, 12, 0, FALSE},
  {"vp9-alpha", "a.webm", "libvpx-vp9", "yuva420p", "deadline=realtime:cpu-used=8:auto-alt-ref=0",
   96, 64, 12, 0, FALSE},
  {"av1", "a.mkv", "libaom-av1", "yuv420p", "cpu-used=8:lag-in-frames=16", 96, 64, 12, 0, FALSE},
  {"av1-10-bit", "a.mp4", "libaom-av1", "yuv420p10le", "cpu-used=8:lag-in-frames=16", 98, 66, 12, 0,
   FALSE},
  {"av1-open", "a.mkv", "libsvtav1", "yuv420p", "preset=12:svtav1-params=irefresh-type=1", 128, 96,
   16, 0, FALSE},
  {"av1-shown-again", "a.webm", "libsvtav1", "yuv420p", "preset=12", 160, 112, 25, 0, FALSE},
  {"mpeg2-interlaced", "a.ts", "mpeg2video", "yuv420p", NULL, 96, 64, 12, 2, TRUE},
  {"mpeg2-422", "a.ts", "mpeg2video", "yuv422p", NULL, 96, 64, 12, 2, FALSE},
  {"mpeg4-interlaced", "a.avi", "mpeg4", "yuv420p", NULL, 96, 64, 12, 2, TRUE},
  {"prores-alpha", "a.mov", "prores_ks", "yuva444p10le", "profile=4444", 96, 64, 1, 0, FALSE},
  {"ffv1-alpha", "a.mkv", "ffv1", "yuva420p", NULL, 97, 63, 8, 0, FALSE},
  {"ffv1-16-bit", "a.mkv", "ffv1", "yuv444p16le", NULL, 96, 64, 8, 0, FALSE},
  {"qtrle-alpha", "a.mov", "qtrle", "argb", NULL, 96, 64, 12, 0, FALSE},
  {"png-odd", "a.mov", "png", "rgb24", NULL, 97, 63, 1, 0, FALSE},
  {"mjpeg-422", "a.avi", "mjpeg", "yuvj422p", NULL, 97, 63, 1, 0, FALSE},
  {"theora", "a.ogv", "libtheora", "yuv444p", NULL, 96, 64, 12, 0, FALSE},
  {"wmv", "a.wmv", "wmv2", "yuv420p", NULL, 96, 64, 12, 0, FALSE},
};

/* A film that is being written. */
typedef struct {
  AVFormatContext *file;
  AVCodecContext *codec;
  AVStream *stream;
  struct SwsContext *scaler;
} Writer;

static AVCodecContext *
open_encoder (const Format *format, gboolean has_global_header)
{
  const AVCodec *encoder = avcodec_find_encoder_by_name (format->codec);
  if (encoder == NULL)
    return NULL;
  g_autoptr (AVCodecContext) codec = avcodec_alloc_context3 (encoder);
  AVDictionary *options = NULL;
  codec->width = format->width_px;
  codec->height = format->height_px;
  codec->time_base = (AVRational){1, 25};
  codec->framerate = (AVRational){25, 1};
  codec->pix_fmt = av_get_pix_fmt (format->format);
  codec->gop_size = format->gop;
  codec->max_b_frames = format->n_b_frames;
  codec->bit_rate = 1000000;
  codec->thread_count = 1;
  if (format->is_interlaced)
    codec->flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
  if (has_global_header)
    codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  if (format->extra != NULL)
    g_assert_cmpint (av_dict_parse_string (&options, format->extra, "=", ":", 0), >=, 0);
  int code = avcodec_open2 (codec, encoder, &options);
  av_dict_free (&options);
  return code >= 0 ? g_steal_pointer (&codec) : NULL;
}

static void
write_packets (Writer *self, const AVFrame *frame)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();

  g_assert_cmpint (avcodec_send_frame (self->codec, frame), >=, 0);
  while (avcodec_receive_packet (self->codec, packet) >= 0) {
    av_packet_rescale_ts (packet, self->codec->time_base, self->stream->time_base);
    packet->stream_index = 0;
    packet->duration = av_rescale_q (1, self->codec->time_base, self->stream->time_base);
    g_assert_cmpint (av_interleaved_write_frame (self->file, packet), >=, 0);
  }
}

static void
write_frame (Writer *self, const Format *format, guint number)
{
  g_autoptr (FlImage) image =
    fl_test_draw ((guint) format->width_px, (guint) format->height_px, number);
  g_autoptr (AVFrame) frame = av_frame_alloc ();
  int strides[3];

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    strides[i] = (int) image->strides[i];
  frame->format = self->codec->pix_fmt;
  frame->width = format->width_px;
  frame->height = format->height_px;
  frame->pts = number;
#if LIBAVUTIL_VERSION_MAJOR >= 59
  frame->flags |= format->is_interlaced ? AV_FRAME_FLAG_INTERLACED : 0;
  frame->flags |= AV_FRAME_FLAG_TOP_FIELD_FIRST;
#else
  frame->interlaced_frame = format->is_interlaced;
  frame->top_field_first = 1;
#endif
  g_assert_cmpint (av_frame_get_buffer (frame, 0), >=, 0);
  sws_scale (self->scaler, (const guint8 *const *) image->planes, strides, 0, frame->height,
             frame->data, frame->linesize);
  write_packets (self, frame);
}

/* Returns: %FALSE when there is no such encoder */
static gboolean
write_film (const Format *format, const char *path)
{
  Writer self = {0};

  fl_complaints_listen ();
  g_assert_cmpint (avformat_alloc_output_context2 (&self.file, NULL, NULL, path), >=, 0);
  self.codec = open_encoder (format, (self.file->oformat->flags & AVFMT_GLOBALHEADER) != 0);
  if (self.codec == NULL) {
    avformat_free_context (self.file);
    return FALSE;
  }
  self.stream = avformat_new_stream (self.file, NULL);
  self.stream->time_base = self.codec->time_base;
  g_assert_cmpint (avcodec_parameters_from_context (self.stream->codecpar, self.codec), >=, 0);
  g_assert_cmpint (avio_open (&self.file->pb, path, AVIO_FLAG_WRITE), >=, 0);
  g_assert_cmpint (avformat_write_header (self.file, NULL), >=, 0);
  self.scaler =
    sws_getContext (format->width_px, format->height_px, AV_PIX_FMT_YUV420P, format->width_px,
                    format->height_px, self.codec->pix_fmt, SWS_BICUBIC, NULL, NULL, NULL);
  for (guint i = 0; i < N_FRAMES; i++)
    write_frame (&self, format, i);
  write_packets (&self, NULL);
  g_assert_cmpint (av_write_trailer (self.file), >=, 0);
  sws_freeContext (self.scaler);
  avcodec_free_context (&self.codec);
  avio_closep (&self.file->pb);
  avformat_free_context (self.file);
  return TRUE;
}

/* In an order in which every frame is jumped to, and the one after it is read on. */
static void
assert_random_access (const char *path, FlFrameIndex *index, const GArray *reference)
{
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  const gint64 n = fl_frame_index_get_n_frames (index);

  for (gint64 i = 0; i < n; i++) {
    const gint64 at = i * N_STRIDES % n;
    g_assert_true (fl_decoder_seek (decoder, at, NULL, NULL));
    fl_test_assert_next (decoder, reference, at);
    if (at + 1 < n)
      fl_test_assert_next (decoder, reference, at + 1);
  }
  for (gint64 i = n - 1; i >= 0; i--) {
    g_assert_true (fl_decoder_seek (decoder, i, NULL, NULL));
    fl_test_assert_next (decoder, reference, i);
  }
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

/* Some frames in their order, by several threads: the decoder is not shown what nobody needs. */
static void
assert_wanted (const char *path, FlFrameIndex *index, const GArray *reference, guint n_threads)
{
  static const gint64 steps[] = {2, 5, 9, 24};
  g_autoptr (FlDecoder) decoder = fl_decoder_open (path, index, n_threads, NULL, NULL);
  const gint64 n = fl_frame_index_get_n_frames (index);

  for (gsize k = 0; k < G_N_ELEMENTS (steps); k++) {
    g_autofree gint64 *wanted = g_new (gint64, n);
    gsize n_wanted = 0;
    for (gint64 i = steps[k] / 2; i < n; i += steps[k])
      wanted[n_wanted++] = i;
    fl_decoder_set_wanted (decoder, wanted, n_wanted);
    g_assert_true (fl_decoder_seek (decoder, 0, NULL, NULL));
    for (gsize i = 0; i < n_wanted; i++)
      fl_test_assert_next (decoder, reference, wanted[i]);
  }
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

static void
test_format (gconstpointer data)
{
  const Format *format = data;
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, format->name, NULL);

  if (!write_film (format, path)) {
    g_autofree char *reason =
      g_strdup_printf ("there is no encoder %s for %s", format->codec, format->format);
    g_test_skip (reason);
    folder_free (folder);
    return;
  }
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, N_FRAMES);
  g_assert_cmpuint (reference->len, ==, N_FRAMES);
  assert_random_access (path, index, reference);
  /* Of interlaced MPEG-4 FFmpeg's threads give other pictures than one thread does. */
  assert_wanted (path, index, reference, g_str_equal (format->codec, "mpeg4") ? 1 : 3);
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path = g_strconcat ("/media/formats/", formats[i].label, NULL);
    g_test_add_data_func (path, &formats[i], test_format);
  }
  return g_test_run ();
}
