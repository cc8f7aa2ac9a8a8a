/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets to a Matroska file. Its clusters are whole or not there: a file that was never finished
 * ends behind the last one that was flushed. */
#include "media/fl-segment-writer.h"

#include <glib/gi18n.h>

struct _FlSegmentWriter {
  char *path;
  AVFormatContext *format;
  AVPacket *packet;
};

static gboolean
fail (const FlSegmentWriter *self, int code, GError **error)
{
  fl_av_set_error (error, FL_MEDIA_ERROR_ENCODE, code, _ ("Cannot write “%s”"), self->path);
  return FALSE;
}

static int
begin (FlSegmentWriter *self, const FlAvInput *input)
{
  int code = avformat_alloc_output_context2 (&self->format, NULL, "matroska", NULL);
  AVStream *stream = code >= 0 ? avformat_new_stream (self->format, NULL) : NULL;

  if (code >= 0)
    code = stream != NULL ? avcodec_parameters_copy (stream->codecpar, input->stream->codecpar)
                          : AVERROR (ENOMEM);
  if (code < 0)
    return code;
  /* Of pictures as they are it tells how their colours lie; else each container has its own. */
  if (stream->codecpar->codec_id != AV_CODEC_ID_RAWVIDEO)
    stream->codecpar->codec_tag = 0;
  stream->time_base = FL_SEGMENT_TIME_BASE;
  stream->sample_aspect_ratio = input->stream->sample_aspect_ratio;
  stream->avg_frame_rate = input->stream->avg_frame_rate;
  /* The times are as they shall be: frames are known by them. */
  self->format->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
  g_autofree char *url = g_strconcat ("file:", self->path, NULL);
  code = avio_open (&self->format->pb, url, AVIO_FLAG_WRITE);
  return code >= 0 ? avformat_write_header (self->format, NULL) : code;
}

FlSegmentWriter *
fl_segment_writer_open (const char *path, const FlAvInput *input, GError **error)
{
  g_autoptr (FlSegmentWriter) self = g_new0 (FlSegmentWriter, 1);

  self->path = g_strdup (path);
  self->packet = av_packet_alloc ();
  int code = begin (self, input);
  if (code < 0) {
    fail (self, code, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

gboolean
fl_segment_writer_add (FlSegmentWriter *self, const AVPacket *packet, GError **error)
{
  int code = av_packet_ref (self->packet, packet);

  self->packet->stream_index = 0;
  self->packet->pos = -1;
  if (code >= 0)
    code = av_write_frame (self->format, self->packet);
  av_packet_unref (self->packet);
  return code >= 0 || fail (self, code, error);
}

gboolean
fl_segment_writer_flush (FlSegmentWriter *self, GError **error)
{
  int code = av_write_frame (self->format, NULL);

  avio_flush (self->format->pb);
  if (code >= 0 && self->format->pb->error < 0)
    code = self->format->pb->error;
  return code >= 0 || fail (self, code, error);
}

gboolean
fl_segment_writer_finish (FlSegmentWriter *self, GError **error)
{
  int code = av_write_trailer (self->format);

  if (code >= 0 && self->format->pb->error < 0)
    code = self->format->pb->error;
  return code >= 0 || fail (self, code, error);
}

gint64
fl_segment_writer_get_size_bytes (const FlSegmentWriter *self)
{
  return avio_tell (self->format->pb);
}

void
fl_segment_writer_free (FlSegmentWriter *self)
{
  if (self == NULL)
    return;
  if (self->format != NULL)
    avio_closep (&self->format->pb);
  avformat_free_context (self->format);
  av_packet_free (&self->packet);
  g_free (self->path);
  g_free (self);
}
