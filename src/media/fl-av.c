/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a source through FFmpeg, safely; and what differs between its versions. */
#include "media/fl-av.h"

#include "media/fl-address.h"
#include "media/fl-complaints.h"
#include "media/fl-x264-build.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libavutil/display.h>
#include <math.h>
#include <string.h>

/* No playlists (hls, dash, concat), no devices, nothing that opens other files. The audio
 * formats are here so that the sentence can be "no video" rather than "not a video". */
#define FORMATS                                                                                    \
  "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,gif,apng,h264,hevc,asf,"    \
  "ogg,mxf,mjpeg,mpjpeg,jpeg_pipe,ivf,m4v,obu,av1,nut,dv,vc1,rm,yuv4mpegpipe,wtv,aac,flac,mp3,wav"

G_DEFINE_QUARK (fl_media_error_quark, fl_media_error)

void
fl_av_set_error (GError **error, FlMediaError code, int averror, const char *format, ...)
{
  char reason[AV_ERROR_MAX_STRING_SIZE] = "";
  va_list args;

  if (averror == AVERROR_EXIT) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
    return;
  }
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  av_strerror (averror, reason, sizeof reason);
  g_set_error (error, FL_MEDIA_ERROR, code, "%s (%s)", what, reason);
}

void
fl_av_free_frame (AVFrame *frame)
{
  av_frame_free (&frame);
}

void
fl_av_free_packet (AVPacket *packet)
{
  av_packet_free (&packet);
}

void
fl_av_free_codec (AVCodecContext *codec)
{
  gpointer complaints = codec != NULL ? codec->opaque : NULL;

  avcodec_free_context (&codec);
  fl_complaints_forget (complaints);
}

static int
on_interrupt (void *data)
{
  FlAvInput *self = data;

  if (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  if (self->deadline_us > 0 && g_get_monotonic_time () > self->deadline_us)
    self->is_late = TRUE;
  return self->is_late;
}

void
fl_av_input_watch (FlAvInput *self)
{
  self->format->interrupt_callback = (AVIOInterruptCB){on_interrupt, self};
}

/* Says no to addresses and to what is plainly no file, in words better than FFmpeg's. */
static gboolean
check_path (const char *path, GError **error)
{
  GStatBuf facts;

  if (g_stat (path, &facts) != 0) {
    int code = errno;
    g_autofree char *scheme = g_uri_parse_scheme (path);
    g_autofree char *shown = scheme != NULL ? fl_address_dup_shown (path) : NULL;
    if (g_strcmp0 (scheme, "file") == 0)
      g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN,
                   _ ("Cannot open “%s”: a file is named without “file:”"), path);
    else if (scheme != NULL && !g_path_is_absolute (path) && strlen (scheme) > 1)
      g_set_error (
        error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_PROTOCOL,
        _ ("Cannot open “%s”: addresses of the protocol “%s” are not allowed, only files"), shown,
        scheme);
    else
      g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, _ ("Cannot open “%s”: %s"), path,
                   g_strerror (code));
    return FALSE;
  }
  const char *reason = NULL;
  if (!S_ISREG (facts.st_mode))
    reason = _ ("it is not an ordinary file");
  else if (facts.st_size == 0)
    reason = _ ("it is empty (0 bytes)");
  if (reason != NULL)
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, _ ("Cannot open “%s”: %s"), path,
                 reason);
  return reason == NULL;
}

/* The first video stream that is no cover picture: what ffprobe calls v:0 for a film. */
static AVStream *
find_video (AVFormatContext *format)
{
  AVStream *found = NULL;

  for (unsigned i = 0; i < format->nb_streams; i++) {
    AVStream *stream = format->streams[i];
    gboolean is_video = stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
                        (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) == 0;
    if (is_video && found == NULL)
      found = stream;
    else
      stream->discard = AVDISCARD_ALL;
  }
  return found;
}

/* FFmpeg's name of the kind of file that it is, NULL when it is none that FFmpeg knows. */
static const char *
find_kind (const char *url)
{
  const AVInputFormat *kind = NULL;
  AVIOContext *bytes = NULL;

  if (avio_open (&bytes, url, AVIO_FLAG_READ) < 0)
    return NULL;
  int score = av_probe_input_buffer (bytes, &kind, NULL, NULL, 0, 0);
  avio_closep (&bytes);
  return score >= 0 && kind != NULL ? kind->name : NULL;
}

/* Why a file is refused whose kind is not among FORMATS. */
static char *
dup_refusal (const char *kind)
{
  static const char *const playlists[] = {"hls", "dash", "concat", "sdp", "imf", "rtsp"};

  for (gsize i = 0; i < G_N_ELEMENTS (playlists); i++)
    if (strcmp (kind, playlists[i]) == 0)
      return g_strdup_printf (
        _ ("it is a playlist (%s), and a playlist may not pull in other files"), kind);
  if (g_str_has_suffix (kind, "_pipe"))
    return g_strdup (_ ("it is a picture, not a video"));
  return g_strdup_printf (_ ("files of the kind “%s” are not read"), kind);
}

static void
set_open_error (GError **error, const char *path, const char *url, int code)
{
  const char *kind = code == AVERROR (EINVAL) ? find_kind (url) : NULL;
  g_autofree char *refusal = kind != NULL ? dup_refusal (kind) : NULL;
  const char *reason = _ ("it is not a video file, or its header is damaged");

  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_OPEN, code, "%s", path);
    return;
  }
  if (refusal != NULL)
    reason = refusal;
  else if (code == AVERROR_EOF)
    reason = _ ("it ends before its first picture");
  else if (code == AVERROR (EACCES) || code == AVERROR (ENOENT) || code == AVERROR (EIO))
    reason = g_strerror (-code);
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, _ ("Cannot open “%s”: %s"), path,
               reason);
}

/* Opens it as @kind, %NULL for the kind that FFmpeg finds. Returns: an FFmpeg code */
static int
open_as (FlAvInput *self, const char *url, const AVInputFormat *kind)
{
  AVDictionary *options = NULL;
  av_dict_set (&options, "protocol_whitelist", "file", 0);
  av_dict_set (&options, "format_whitelist", FORMATS, 0);
  self->format = avformat_alloc_context ();
  fl_av_input_watch (self);
  if (self->sparse != NULL)
    self->format->pb = self->sparse->bytes;
  int code = avformat_open_input (&self->format, url, kind, &options);
  av_dict_free (&options);
  return code;
}

/* JPEG pictures one after the other are taken for one picture when the first is large. What reads
 * them then splits them as well, but tells the same place of those in one block, so that a jump ends
 * at another one. The other demuxer tells each; times stay what they are without it. */
static int
reopen_pictures (FlAvInput *self, const char *url)
{
  if (strcmp (self->format->iformat->name, "jpeg_pipe") != 0)
    return 0;
  const AVRational time_base = self->format->streams[0]->time_base;
  avformat_close_input (&self->format);
  if (self->sparse != NULL && avio_seek (self->sparse->bytes, 0, SEEK_SET) < 0)
    return AVERROR (EIO);
  int code = open_as (self, url, av_find_input_format ("mjpeg"));
  if (code >= 0)
    self->format->streams[0]->time_base = time_base;
  return code;
}

static gboolean
open_format (FlAvInput *self, GError **error)
{
  /* "file:" keeps names with a colon or a leading dash from being taken for something else. */
  g_autofree char *url = g_strconcat ("file:", self->path, NULL);
  int code = open_as (self, url, NULL);

  if (code >= 0)
    code = reopen_pictures (self, url);
  if (code >= 0)
    code = avformat_find_stream_info (self->format, NULL);
  if (code < 0)
    set_open_error (error, self->path, url, code);
  return code >= 0;
}

gboolean
fl_av_input_choose_video (FlAvInput *self, GError **error)
{
  self->stream = find_video (self->format);
  if (self->stream == NULL)
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 _ ("Cannot use “%s”: there is no video in it"), self->path);
  return self->stream != NULL;
}

static FlAvInput *
input_open (const char *path, gboolean may_be_sparse, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  fl_complaints_listen ();
  if (!check_path (path, error))
    return NULL;
  g_autoptr (FlAvInput) self = g_new0 (FlAvInput, 1);
  self->path = g_strdup (path);
  self->cancellable = cancellable;
  if (may_be_sparse) {
    self->sparse = fl_sparse_io_open (path);
    if (self->sparse == NULL) {
      set_open_error (error, path, path, AVERROR (errno));
      return NULL;
    }
  }
  if (!open_format (self, error))
    return NULL;
  return fl_av_input_choose_video (self, error) ? g_steal_pointer (&self) : NULL;
}

FlAvInput *
fl_av_input_open (const char *path, GCancellable *cancellable, GError **error)
{
  return input_open (path, FALSE, cancellable, error);
}

FlAvInput *
fl_av_input_open_sparse (const char *path, GCancellable *cancellable, GError **error)
{
  return input_open (path, TRUE, cancellable, error);
}

void
fl_av_input_set_sparse (FlAvInput *self, gboolean is_sparse)
{
  g_return_if_fail (self->sparse != NULL || !is_sparse);

  if (self->sparse != NULL)
    self->sparse->is_sparse = is_sparse;
}

gboolean
fl_av_input_is_sparse (const FlAvInput *self)
{
  return self->sparse != NULL && self->sparse->is_sparse;
}

void
fl_av_input_free (FlAvInput *self)
{
  if (self == NULL)
    return;
  avformat_close_input (&self->format);
  g_clear_pointer (&self->sparse, fl_sparse_io_free);
  g_free (self->path);
  g_free (self);
}

int
fl_av_input_read (FlAvInput *self, AVPacket *packet)
{
  for (;;) {
    int code = av_read_frame (self->format, packet);
    if (code < 0 || packet->stream_index == self->stream->index)
      return code;
    av_packet_unref (packet);
  }
}

static int
open_codec (AVCodecContext *codec, const AVCodec *decoder, int x264_build)
{
  AVDictionary *options = NULL;

  if (x264_build >= 0)
    (void) av_dict_set_int (&options, "x264_build", x264_build, 0);
  int code = avcodec_open2 (codec, decoder, &options);
  av_dict_free (&options);
  return code;
}

AVCodecContext *
fl_av_open_codec (const FlAvInput *input, guint n_threads, GError **error)
{
  const AVCodec *decoder = avcodec_find_decoder (input->stream->codecpar->codec_id);
  if (decoder == NULL) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 _ ("Cannot use “%s”: no decoder for “%s” is installed"), input->path,
                 avcodec_get_name (input->stream->codecpar->codec_id));
    return NULL;
  }
  g_autoptr (AVCodecContext) codec = avcodec_alloc_context3 (decoder);
  fl_complaints_watch (codec);
  int code = avcodec_parameters_to_context (codec, input->stream->codecpar);
  if (code >= 0) {
    codec->pkt_timebase = input->stream->time_base;
    codec->thread_count = (int) n_threads;
    codec->max_pixels = FL_AV_MAX_PIXELS;
    code = open_codec (codec, decoder, fl_x264_build_find (input));
  }
  if (code < 0) {
    fl_av_set_error (error, FL_MEDIA_ERROR_NO_VIDEO, code,
                     _ ("Cannot use “%s”: its video cannot be decoded"), input->path);
    return NULL;
  }
  return g_steal_pointer (&codec);
}

/* Degrees clockwise to turn upright by a display matrix, or none. */
static int
read_rotation (const guint8 *matrix)
{
  if (matrix == NULL)
    return 0;
  double degrees = -av_display_rotation_get ((const int32_t *) (const void *) matrix);
  if (!isfinite (degrees))
    return 0;
  int quarter_turns = (int) lround (degrees / 90.0);
  return ((quarter_turns % 4) + 4) % 4 * 90;
}

int
fl_av_get_rotation (const AVStream *stream)
{
  const guint8 *matrix = NULL;

#if LIBAVFORMAT_VERSION_MAJOR >= 61
  const AVPacketSideData *data =
    av_packet_side_data_get (stream->codecpar->coded_side_data,
                             stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  matrix = data != NULL ? data->data : NULL;
#else
  matrix = av_stream_get_side_data (stream, AV_PKT_DATA_DISPLAYMATRIX, NULL);
#endif
  return read_rotation (matrix);
}

int
fl_av_frame_get_rotation (const AVFrame *frame)
{
  const AVFrameSideData *data = av_frame_get_side_data (frame, AV_FRAME_DATA_DISPLAYMATRIX);

  return read_rotation (data != NULL ? data->data : NULL);
}

gboolean
fl_av_frame_is_key (const AVFrame *frame)
{
#if LIBAVUTIL_VERSION_MAJOR >= 59
  return (frame->flags & AV_FRAME_FLAG_KEY) != 0;
#else
  return frame->key_frame != 0;
#endif
}

int
fl_av_frame_get_first_field (const AVFrame *frame)
{
#if LIBAVUTIL_VERSION_MAJOR >= 59
  if (!(frame->flags & AV_FRAME_FLAG_INTERLACED))
    return -1;
  return frame->flags & AV_FRAME_FLAG_TOP_FIELD_FIRST ? 0 : 1;
#else
  if (!frame->interlaced_frame)
    return -1;
  return frame->top_field_first ? 0 : 1;
#endif
}

/* Newer versions carry a pointer; 0 is "none" there, so numbers begin with 1. */
void
fl_av_number_packet (AVCodecContext *codec, AVPacket *packet, gint64 number)
{
#if LIBAVCODEC_VERSION_MAJOR >= 60
  codec->flags |= AV_CODEC_FLAG_COPY_OPAQUE;
  packet->opaque = GSIZE_TO_POINTER ((gsize) number + 1);
#else
  codec->reordered_opaque = number + 1;
#endif
}

gint64
fl_av_frame_get_number (const AVFrame *frame)
{
#if LIBAVCODEC_VERSION_MAJOR >= 60
  return (gint64) GPOINTER_TO_SIZE (frame->opaque) - 1;
#else
  return frame->reordered_opaque == AV_NOPTS_VALUE ? -1 : frame->reordered_opaque - 1;
#endif
}
