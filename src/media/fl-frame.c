/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decoded picture. */
#include "media/fl-frame-private.h"

FlFrame *
fl_frame_new (const AVFrame *picture, gint64 index, int rotation_deg, AVRational sample_aspect)
{
  FlFrame *self = g_new0 (FlFrame, 1);

  fl_ref_count_init (&self->n_refs);
  self->picture = av_frame_clone (picture);
  self->index = index;
  self->rotation_deg = rotation_deg;
  self->sample_aspect = sample_aspect;
  return self;
}

FlFrame *
fl_frame_ref (FlFrame *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_frame_unref (FlFrame *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  av_frame_free (&self->picture);
  g_free (self);
}

gint64
fl_frame_get_index (const FlFrame *self)
{
  return self->index;
}
