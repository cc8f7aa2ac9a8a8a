/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures to a video file. */
#include "media/fl-movie-writer.h"

#include "media/fl-av.h"
#include "media/fl-complaints.h"

#include <glib/gi18n.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>

struct _FlMovieWriter {
  char *path;
  AVFormatContext *format;
  AVStream *stream;
  AVCodecContext *codec;
  AVPacket *packet;
};

static gboolean
open_codec (FlMovieWriter *self, const FlMovieOptions *options, GError **error)
{
  const char *name = options->codec != NULL ? options->codec : "libx264";
  const AVCodec *encoder = avcodec_find_encoder_by_name (name);
  if (encoder == NULL) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENCODE,
                 _ ("Cannot write “%s”: FFmpeg has no encoder “%s”"), self->path, name);
    return FALSE;
  }
  AVCodecContext *codec = avcodec_alloc_context3 (encoder);
  self->codec = codec;
  codec->width = (int) options->width_px;
  codec->height = (int) options->height_px;
  codec->time_base = (AVRational){options->frame_rate.den, options->frame_rate.num};
  codec->framerate = (AVRational){options->frame_rate.num, options->frame_rate.den};
  codec->pix_fmt = AV_PIX_FMT_YUV420P;
  codec->color_range = AVCOL_RANGE_JPEG;
  codec->colorspace = AVCOL_SPC_SMPTE170M;
  codec->gop_size = (int) options->gop;
  codec->max_b_frames = (int) options->n_b_frames;
  codec->bit_rate = 2000000;
  if (options->sample_aspect.num > 0)
    codec->sample_aspect_ratio =
      (AVRational){options->sample_aspect.num, options->sample_aspect.den};
  if (self->format->oformat->flags & AVFMT_GLOBALHEADER)
    codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  AVDictionary *private_options = NULL;
  av_dict_set (&private_options, "preset", "veryfast", 0);
  av_dict_set_int (&private_options, "crf", options->quality, 0);
  int code = 0;
  if (options->extra != NULL)
    code = av_dict_parse_string (&private_options, options->extra, "=", ":", 0);
  if (code >= 0)
    code = avcodec_open2 (codec, encoder, &private_options);
  av_dict_free (&private_options);
  if (code < 0)
    fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), self->path);
  return code >= 0;
}

static int
set_rotation (AVStream *stream, int rotation_deg)
{
  gsize size = 9 * sizeof (int32_t);
  guint8 *matrix = NULL;

  if (rotation_deg == 0)
    return 0;
#if LIBAVFORMAT_VERSION_MAJOR >= 61
  AVPacketSideData *data = av_packet_side_data_new (&stream->codecpar->coded_side_data,
                                                    &stream->codecpar->nb_coded_side_data,
                                                    AV_PKT_DATA_DISPLAYMATRIX, size, 0);
  matrix = data != NULL ? data->data : NULL;
#else
  matrix = av_stream_new_side_data (stream, AV_PKT_DATA_DISPLAYMATRIX, size);
#endif
  if (matrix == NULL)
    return AVERROR (ENOMEM);
  av_display_rotation_set ((int32_t *) (void *) matrix, rotation_deg);
  return 0;
}

static gboolean
open_file (FlMovieWriter *self, const FlMovieOptions *options, GError **error)
{
  self->stream->time_base = self->codec->time_base;
  self->stream->avg_frame_rate = self->codec->framerate;
  self->stream->sample_aspect_ratio = self->codec->sample_aspect_ratio;
  int code = avcodec_parameters_from_context (self->stream->codecpar, self->codec);
  if (code >= 0)
    code = set_rotation (self->stream, options->rotation_deg);
  g_autofree char *url = g_strconcat ("file:", self->path, NULL);
  if (code >= 0)
    code = avio_open (&self->format->pb, url, AVIO_FLAG_WRITE);
  if (code >= 0)
    code = avformat_write_header (self->format, NULL);
  if (code < 0)
    fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), self->path);
  return code >= 0;
}

FlMovieWriter *
fl_movie_writer_open (const char *path, const FlMovieOptions *options, GError **error)
{
  g_autoptr (FlMovieWriter) self = g_new0 (FlMovieWriter, 1);

  fl_complaints_listen ();
  self->path = g_strdup (path);
  self->packet = av_packet_alloc ();
  int code = avformat_alloc_output_context2 (&self->format, NULL, NULL, path);
  if (code < 0) {
    fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), path);
    return NULL;
  }
  self->stream = avformat_new_stream (self->format, NULL);
  if (!open_codec (self, options, error) || !open_file (self, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Hands one picture, or NULL for the end, to the encoder and writes what comes out. */
static gboolean
encode (FlMovieWriter *self, const AVFrame *picture, GError **error)
{
  int code = avcodec_send_frame (self->codec, picture);

  while (code >= 0) {
    code = avcodec_receive_packet (self->codec, self->packet);
    if (code == AVERROR (EAGAIN) || code == AVERROR_EOF)
      return TRUE;
    if (code < 0)
      break;
    /* Without it the last frame would last no time, and players would not show it. */
    if (self->packet->duration == 0)
      self->packet->duration = 1;
    av_packet_rescale_ts (self->packet, self->codec->time_base, self->stream->time_base);
    self->packet->stream_index = self->stream->index;
    code = av_interleaved_write_frame (self->format, self->packet);
  }
  fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), self->path);
  return FALSE;
}

gboolean
fl_movie_writer_add (FlMovieWriter *self, const FlImage *image, gint64 pts, GError **error)
{
  g_return_val_if_fail (image->pixels == FL_PIXELS_YUV420, FALSE);

  g_autoptr (AVFrame) picture = av_frame_alloc ();
  picture->format = AV_PIX_FMT_YUV420P;
  picture->width = (int) image->width_px;
  picture->height = (int) image->height_px;
  picture->color_range = AVCOL_RANGE_JPEG;
  picture->pts = pts;
  int code = av_frame_get_buffer (picture, 0);
  if (code < 0) {
    fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), self->path);
    return FALSE;
  }
  int strides[4] = {(int) image->strides[0], (int) image->strides[1], (int) image->strides[2]};
  const uint8_t *planes[4] = {image->planes[0], image->planes[1], image->planes[2]};
  av_image_copy (picture->data, picture->linesize, planes, strides, AV_PIX_FMT_YUV420P,
                 picture->width, picture->height);
  return encode (self, picture, error);
}

gboolean
fl_movie_writer_finish (FlMovieWriter *self, GError **error)
{
  if (!encode (self, NULL, error))
    return FALSE;
  int code = av_write_trailer (self->format);
  if (code < 0)
    fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot finish “%s”"), self->path);
  return code >= 0;
}

void
fl_movie_writer_free (FlMovieWriter *self)
{
  if (self == NULL)
    return;
  avcodec_free_context (&self->codec);
  if (self->format != NULL) {
    avio_closep (&self->format->pb);
    avformat_free_context (self->format);
  }
  av_packet_free (&self->packet);
  g_free (self->path);
  g_free (self);
}
