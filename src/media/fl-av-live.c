/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting to live video through FFmpeg, safely: what may be spoken and sent is listed, and
 * whoever falls silent is given up. */
#include "media/fl-address.h"
#include "media/fl-av.h"
#include "media/fl-camera.h"
#include "media/fl-certificate.h"
#include "media/fl-complaints.h"

#include <glib/gi18n.h>
#include <libavdevice/avdevice.h>
#include <string.h>

/* What an HTTP server may send: what can be read while it comes. No playlists. */
#define FORMATS "mpegts,mpjpeg,mjpeg,matroska,webm,flv,mpeg,ogg,asf,rtsp,video4linux2,v4l2"

/* A camera that wakes up takes some seconds; one that sends nothing for as long is gone. */
#define SILENCE_US (10 * G_USEC_PER_SEC)
/* Transport streams do not say when all of their streams are known; what comes meanwhile is kept. */
#define ANALYSIS_US (1500 * 1000)
/* How long to wait between two looks whether a camera has a picture. */
#define PAUSE_US 5000

static void
begin_waiting (FlAvInput *self)
{
  self->deadline_us = g_get_monotonic_time () + self->silence_us;
}

/* FFmpeg says the same when somebody stopped it and when it was late, and may say so only when it is
 * asked again: first it hands out what it had kept. */
static gboolean
fail (const FlAvInput *self, FlMediaError reason, int code, GError **error)
{
  g_autofree char *what =
    g_strdup_printf (reason == FL_MEDIA_ERROR_OPEN ? _ ("Cannot connect to “%s”")
                                                   : _ ("No more video of “%s”"),
                     self->path);

  if (code == AVERROR_EXIT && self->is_late)
    g_set_error (error, FL_MEDIA_ERROR, reason, _ ("%s: nothing came for %d s"), what,
                 (int) (self->silence_us / G_USEC_PER_SEC));
  else if (code == AVERROR_EOF)
    g_set_error (error, FL_MEDIA_ERROR, reason, _ ("%s: the sender ended it"), what);
  else
    fl_av_set_error (error, reason, code, "%s", what);
  return FALSE;
}

static AVDictionary *
list_options (const FlAddressKind *kind)
{
  AVDictionary *options = NULL;

  av_dict_set (&options, "protocol_whitelist", kind->protocols, 0);
  av_dict_set (&options, "format_whitelist", FORMATS, 0);
  /* Frames that got lost cannot be recorded; only over TCP none do. */
  av_dict_set (&options, "rtsp_flags", "prefer_tcp", 0);
  av_dict_set_int (&options, "analyzeduration", ANALYSIS_US, 0);
  fl_certificate_demand (&options);
  return options;
}

/* FFmpeg takes pictures as they are where it can, which are ten times as large and, of many cameras,
 * come less often. It is not to wait for a picture itself: nothing could stop it. */
static void
prepare_camera (FlAvInput *self, const char *path, AVDictionary **options)
{
  self->is_camera = TRUE;
  self->format->flags |= AVFMT_FLAG_NONBLOCK;
  if (fl_camera_gives_jpeg (path))
    av_dict_set (options, "input_format", "mjpeg", 0);
}

/* Whether what is sent need not be looked at to be known: there is no waiting in that. */
static gboolean
is_known (const FlAvInput *self)
{
  if (!self->is_camera || self->format->nb_streams == 0)
    return FALSE;
  const enum AVCodecID codec = self->format->streams[0]->codecpar->codec_id;
  return codec == AV_CODEC_ID_RAWVIDEO || codec == AV_CODEC_ID_MJPEG;
}

static int
open_format (FlAvInput *self, const char *address, const FlAddressKind *kind)
{
  const AVInputFormat *format = NULL;
  AVDictionary *options = list_options (kind);

  if (kind->scheme == NULL)
    prepare_camera (self, address, &options);
  if (kind->format != NULL)
    format = av_find_input_format (kind->format);
  int code = avformat_open_input (&self->format, address, format, &options);
  av_dict_free (&options);
  self->connected_us = g_get_real_time ();
  return code >= 0 && !is_known (self) ? avformat_find_stream_info (self->format, NULL) : code;
}

static gboolean
open_address (FlAvInput *self, const char *address, const FlAddressKind *kind, GError **error)
{
  avdevice_register_all ();
  self->format = avformat_alloc_context ();
  fl_av_input_watch (self);
  begin_waiting (self);
  if (kind->scheme == NULL
        ? !fl_camera_check (address, error)
        : !fl_certificate_check (address, self->path, &self->format->interrupt_callback, error))
    return FALSE;
  int code = open_format (self, address, kind);
  return code >= 0 || fail (self, FL_MEDIA_ERROR_OPEN, code, error);
}

/* Whether it is a film on a server, that would be recorded from its beginning again and again. */
static gboolean
is_file (const FlAvInput *self)
{
  const AVIOContext *bytes = self->format->pb;

  return bytes != NULL && (bytes->seekable & AVIO_SEEKABLE_NORMAL) != 0 &&
         avio_size (self->format->pb) > 0;
}

FlAvInput *
fl_av_input_connect (const char *address, GCancellable *cancellable, GError **error)
{
  const FlAddressKind *kind = fl_address_find_kind (address, error);
  g_autoptr (FlAvInput) self = g_new0 (FlAvInput, 1);

  fl_complaints_listen ();
  self->path = fl_address_dup_shown (address);
  self->cancellable = cancellable;
  self->silence_us = SILENCE_US;
  if (kind == NULL)
    return NULL;
  if (!open_address (self, address, kind, error))
    return NULL;
  if (is_file (self)) {
    g_set_error (
      error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_PROTOCOL,
      _ ("Cannot record “%s”: it is a file and no live video; download it and add the file"),
      self->path);
    return NULL;
  }
  if (!fl_av_input_choose_video (self, error))
    return NULL;
  if (self->stream->codecpar->width > 0)
    return g_steal_pointer (&self);
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN,
               _ ("Cannot connect to “%s”: no picture came"), self->path);
  return NULL;
}

/* A camera lends its pictures, and takes them back when it is left. */
static int
keep_packet (AVPacket *packet)
{
  g_autoptr (AVPacket) copy = av_packet_alloc ();
  int code = av_new_packet (copy, packet->size);

  if (code >= 0)
    code = av_packet_copy_props (copy, packet);
  if (code < 0)
    return code;
  memcpy (copy->data, packet->data, (gsize) packet->size);
  av_packet_unref (packet);
  av_packet_move_ref (packet, copy);
  return 0;
}

/* Waits for the next picture of a camera; those that it could not take whole are empty. FFmpeg does not
 * ask of devices whether to go on. */
static int
read_camera (FlAvInput *self, AVPacket *packet)
{
  const AVIOInterruptCB *interrupt = &self->format->interrupt_callback;

  while (!interrupt->callback (interrupt->opaque)) {
    int code = fl_av_input_read (self, packet);
    if (code >= 0 && packet->size > 0)
      return keep_packet (packet);
    if (code < 0 && code != AVERROR (EAGAIN))
      return code;
    av_packet_unref (packet);
    g_usleep (PAUSE_US);
  }
  return AVERROR_EXIT;
}

gboolean
fl_av_input_receive (FlAvInput *self, AVPacket *packet, GError **error)
{
  begin_waiting (self);
  int code = self->is_camera ? read_camera (self, packet) : fl_av_input_read (self, packet);
  return code >= 0 || fail (self, FL_MEDIA_ERROR_ENDED, code, error);
}
