/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares no code with the decoder that it is compared with. */
#include "fl-test-reference.h"

#include "fl-test-footage.h"

#include "media/fl-complaints.h"
#include "media/fl-frame-private.h"

#include <libavutil/imgutils.h>
#include <libavutil/murmur3.h>
#include <libavutil/pixdesc.h>
#include <string.h>

static char *
hash_picture (const AVFrame *picture)
{
  enum AVPixelFormat format = (enum AVPixelFormat) picture->format;
  const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get (format);
  struct AVMurMur3 *sum = av_murmur3_alloc ();
  guint8 digest[16];
  GString *text = g_string_new (NULL);

  av_murmur3_init (sum);
  for (int plane = 0; plane < av_pix_fmt_count_planes (format); plane++) {
    gboolean is_chroma = (plane == 1 || plane == 2) && !(facts->flags & AV_PIX_FMT_FLAG_RGB);
    int shift = is_chroma ? facts->log2_chroma_h : 0;
    int n_rows = -(-picture->height >> shift);
    int row_bytes = av_image_get_linesize (format, picture->width, plane);
    for (int y = 0; y < n_rows; y++)
      av_murmur3_update (sum, picture->data[plane] + (gssize) y * picture->linesize[plane],
                         (gsize) row_bytes);
  }
  av_murmur3_final (sum, digest);
  av_free (sum);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

char *
fl_test_hash_frame (const FlFrame *frame)
{
  return hash_picture (frame->picture);
}

static void
take_frames (AVCodecContext *codec, GArray *frames)
{
  AVFrame *picture = av_frame_alloc ();
  int code;

  while ((code = avcodec_receive_frame (codec, picture)) != AVERROR (EAGAIN) &&
         code != AVERROR_EOF) {
    if (code < 0)
      continue;
    FlTestFrame frame = {.pts = picture->best_effort_timestamp,
                         .is_key = fl_av_frame_is_key (picture)};
    g_autofree char *hash = hash_picture (picture);
    g_strlcpy (frame.hash, hash, sizeof frame.hash);
    g_array_append_val (frames, frame);
  }
  av_frame_free (&picture);
}

/* The video that a player would show: the first one that is no cover picture. */
static int
find_video (const AVFormatContext *format)
{
  for (unsigned i = 0; i < format->nb_streams; i++)
    if (format->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
        !(format->streams[i]->disposition & AV_DISPOSITION_ATTACHED_PIC))
      return (int) i;
  return -1;
}

GArray *
fl_test_reference (const char *path)
{
  g_autofree char *url = g_strconcat ("file:", path, NULL);
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (FlTestFrame));
  AVFormatContext *format = NULL;

  fl_complaints_listen ();
  g_assert_cmpint (avformat_open_input (&format, url, NULL, NULL), ==, 0);
  g_assert_cmpint (avformat_find_stream_info (format, NULL), >=, 0);
  int stream = find_video (format);
  g_assert_cmpint (stream, >=, 0);
  const AVCodecParameters *parameters = format->streams[stream]->codecpar;
  const AVCodec *decoder = avcodec_find_decoder (parameters->codec_id);
  AVCodecContext *codec = avcodec_alloc_context3 (decoder);
  g_assert_cmpint (avcodec_parameters_to_context (codec, parameters), >=, 0);
  codec->pkt_timebase = format->streams[stream]->time_base;
  g_assert_cmpint (avcodec_open2 (codec, decoder, NULL), ==, 0);
  AVPacket *packet = av_packet_alloc ();
  while (av_read_frame (format, packet) >= 0) {
    if (packet->stream_index == stream) {
      (void) avcodec_send_packet (codec, packet); /* Damaged packets are in the test files. */
      take_frames (codec, frames);
    }
    av_packet_unref (packet);
  }
  (void) avcodec_send_packet (codec, NULL);
  take_frames (codec, frames);
  av_packet_free (&packet);
  avcodec_free_context (&codec);
  avformat_close_input (&format);
  return frames;
}

void
fl_test_assert_next (FlDecoder *decoder, const GArray *reference, gint64 i)
{
  g_autoptr (FlFrame) frame = fl_test_next (decoder);

  g_assert_nonnull (frame);
  g_assert_cmpint (fl_frame_get_index (frame), ==, i);
  g_autofree char *hash = fl_test_hash_frame (frame);
  g_assert_cmpstr (hash, ==, g_array_index (reference, FlTestFrame, i).hash);
}
