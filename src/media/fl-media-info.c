/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source says of itself. */
#include "media/fl-media-info.h"

#include "media/fl-av.h"
#include "media/fl-shown-size.h"

static double
get_duration (const FlAvInput *input)
{
  if (input->stream->duration > 0 && input->stream->duration != AV_NOPTS_VALUE)
    return (double) input->stream->duration * av_q2d (input->stream->time_base);
  if (input->format->duration > 0 && input->format->duration != AV_NOPTS_VALUE)
    return (double) input->format->duration / AV_TIME_BASE;
  return -1;
}

FlMediaInfo *
fl_media_info_probe (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  g_autoptr (AVCodecContext) codec = fl_av_open_codec (input, 1, error);
  if (codec == NULL)
    return NULL;
  const AVCodecParameters *facts = input->stream->codecpar;
  if (facts->width <= 0 || facts->height <= 0) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 "Cannot use “%s”: its video has no size, so no frame of it can be decoded", path);
    return NULL;
  }
  AVRational aspect = av_guess_sample_aspect_ratio (input->format, input->stream, NULL);
  int rotation_deg = fl_av_get_rotation (input->stream);
  FlShownSize size =
    fl_shown_size_of ((guint) facts->width, (guint) facts->height,
                      (FlRational){.num = aspect.num, .den = aspect.den}, rotation_deg);

  FlMediaInfo *self = g_new0 (FlMediaInfo, 1);
  self->format = g_strdup (input->format->iformat->name);
  self->codec = g_strdup (avcodec_get_name (facts->codec_id));
  self->width_px = size.width_px;
  self->height_px = size.height_px;
  self->rotation_deg = rotation_deg;
  self->time_base =
    (FlRational){.num = input->stream->time_base.num, .den = input->stream->time_base.den};
  self->duration_s = get_duration (input);
  return self;
}

void
fl_media_info_free (FlMediaInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->codec);
  g_free (self);
}
