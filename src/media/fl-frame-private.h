/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "media/fl-av.h"
#include "media/fl-frame.h"

G_BEGIN_DECLS

struct _FlFrame {
  FlRefCount n_refs;
  AVFrame *picture;
  gint64 index;
  int rotation_deg;
  AVRational sample_aspect;
};

/** fl_frame_new: Returns: (transfer full): a frame that owns a reference to @picture's pixels */
FlFrame *
fl_frame_new (const AVFrame *picture, gint64 index, int rotation_deg, AVRational sample_aspect);

G_END_DECLS
