/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting to live video through FFmpeg, safely: what may be spoken and sent is listed, and
 * whoever falls silent is given up. */
#include "media/fl-address.h"
#include "media/fl-av.h"
#include "media/fl-camera.h"
#include "media/fl-certificate.h"

#include <glib/gi18n.h>
#include <libavdevice/avdevice.h>

/* What an HTTP server may send: what can be read while it comes. No playlists. */
#define FORMATS "mpegts,mpjpeg,mjpeg,matroska,webm,flv,mpeg,ogg,asf,rtsp,video4linux2,v4l2"

/* A camera that wakes up takes some seconds; one that sends nothing for as long is gone. */
#define SILENCE_US (10 * G_USEC_PER_SEC)
/* Transport streams do not say when all of their streams are known; what comes meanwhile is kept. */
#define ANALYSIS_US (1500 * 1000)

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

static int
open_format (FlAvInput *self, const char *address, const FlAddressKind *kind)
{
  const AVInputFormat *format = NULL;
  AVDictionary *options = list_options (kind);

  if (kind->format != NULL)
    format = av_find_input_format (kind->format);
  int code = avformat_open_input (&self->format, address, format, &options);
  av_dict_free (&options);
  self->connected_us = g_get_real_time ();
  return code >= 0 ? avformat_find_stream_info (self->format, NULL) : code;
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

  fl_av_quieten ();
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

gboolean
fl_av_input_receive (FlAvInput *self, AVPacket *packet, GError **error)
{
  begin_waiting (self);
  int code = fl_av_input_read (self, packet);
  return code >= 0 || fail (self, FL_MEDIA_ERROR_ENDED, code, error);
}
