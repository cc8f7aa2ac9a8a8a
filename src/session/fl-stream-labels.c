/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said of a stream, of all of it or tag by tag. */
#include "session/fl-stream-private.h"

void
fl_stream_put_label (FlStream *self, const FlLabelRow *row)
{
  FlLabelRow seen = *row;

  if (row->tag == 0) {
    fl_track_put (fl_stream_get_track (self), row);
    return;
  }
  fl_tag_tracks_put (fl_stream_get_tags (self), row);
  seen.state = FL_LABEL_LABELLED;
  seen.class_id = 0;
  if (row->state != FL_LABEL_UNSEEN)
    fl_track_put (fl_stream_get_track (self), &seen);
}

void
fl_stream_clear_labels (FlStream *self)
{
  g_array_set_size (fl_stream_get_track (self), 0);
  fl_tag_tracks_clear (fl_stream_get_tags (self));
}
