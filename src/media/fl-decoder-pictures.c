/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames of a folder of pictures: each is a file of its own, so that there is nothing to seek. */
#include "media/fl-decoder-private.h"
#include "media/fl-frame-private.h"
#include "media/fl-pictures-private.h"

/* The folder may have changed since it was numbered. */
static AVFrame *
decode (const FlDecoder *self, gint64 frame)
{
  gint64 i = fl_frame_index_get_point (self->index, (gsize) frame)->position_bytes;

  if (i < 0 || i >= self->pictures->names->len)
    return NULL;
  return fl_pictures_decode (self->pictures, (guint) i, NULL, NULL);
}

FlFrame *
fl_decoder_next_picture (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  gint64 expected;

  while ((expected = fl_decoder_get_expected (self)) >= 0) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    fl_decoder_pass_to (self, expected + 1);
    g_autoptr (AVFrame) picture = decode (self, expected);
    if (picture != NULL)
      return fl_frame_new (picture, expected, fl_av_frame_get_rotation (picture),
                           picture->sample_aspect_ratio);
    self->has_mismatch |= !fl_frame_index_is_lost (self->index, expected);
  }
  return NULL;
}
