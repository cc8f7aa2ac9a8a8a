/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/* Bits that tell about a frame. */
enum {
  FL_INDEX_KEY = 1,
  FL_INDEX_LOST = 2,
};

struct _FlFrameIndex {
  FlRefCount n_refs;
  gint64 n_frames;
  gsize n_points;
  FlRational time_base;
  gboolean is_decoded;
  gboolean has_unique_pts;
  char *doubt;
  gint64 *pts;
  guint *nth;    /* of each frame, see fl_frame_index_get_nth(); NULL when all are 0 */
  guint8 *marks; /* FL_INDEX_KEY and FL_INDEX_LOST, of each frame */
  FlIndexPoint *points;
};

/** fl_frame_index_settle: Finds out the rest of a new index whose frames are filled in. */
void fl_frame_index_settle (FlFrameIndex *self);

G_END_DECLS
