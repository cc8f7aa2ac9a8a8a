/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source says of itself. */
#include "media/fl-media-info.h"

#include <glib/gi18n.h>

#include "media/fl-pictures-private.h"
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

/* The first picture that can be decoded stands for all. */
static FlMediaInfo *
probe_pictures (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlPictures) list = fl_pictures_list (path, error);
  const char *codec = NULL;
  g_autoptr (AVFrame) picture = NULL;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->names->len && picture == NULL; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    picture = fl_pictures_decode (list, i, &codec, NULL);
  }
  if (picture == NULL) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 _ ("Cannot use “%s”: not one of its pictures can be decoded"), path);
    return NULL;
  }
  int rotation_deg = fl_av_frame_get_rotation (picture);
  FlShownSize size = fl_shown_size_of ((guint) picture->width, (guint) picture->height,
                                       (FlRational){.num = picture->sample_aspect_ratio.num,
                                                    .den = picture->sample_aspect_ratio.den},
                                       rotation_deg);
  FlMediaInfo *self = g_new0 (FlMediaInfo, 1);
  self->format = g_strdup ("pictures");
  self->codec = g_strdup (codec);
  self->width_px = size.width_px;
  self->height_px = size.height_px;
  self->rotation_deg = rotation_deg;
  self->time_base = (FlRational){.num = 1, .den = FL_PICTURES_TICKS};
  self->duration_s = -1;
  return self;
}

FlMediaInfo *
fl_media_info_probe (const char *path, GCancellable *cancellable, GError **error)
{
  if (fl_pictures_is_folder (path))
    return probe_pictures (path, cancellable, error);
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  g_autoptr (AVCodecContext) codec = fl_av_open_codec (input, 1, error);
  if (codec == NULL)
    return NULL;
  const AVCodecParameters *facts = input->stream->codecpar;
  if (facts->width <= 0 || facts->height <= 0) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 _ ("Cannot use “%s”: its video has no size, so no frame of it can be decoded"),
                 path);
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
