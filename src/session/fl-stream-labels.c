/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said of a stream, of all of it or tag by tag. */
#include "session/fl-stream-private.h"

/* Which frames of @range were seen follows from what still stands of any tag. */
static void
see_again (FlStream *self, const FlRange *range)
{
  const FlLabelRow nothing = {.range = *range, .state = FL_LABEL_UNSEEN};
  g_autoptr (GArray) left = fl_tag_tracks_list_in (fl_stream_get_tags (self), range);

  fl_track_put (fl_stream_get_track (self), &nothing);
  for (guint i = 0; i < left->len; i++) {
    FlLabelRow *row = &g_array_index (left, FlLabelRow, i);
    row->state = FL_LABEL_LABELLED;
    row->class_id = 0;
    fl_track_put (fl_stream_get_track (self), row);
  }
}

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
  else
    see_again (self, &row->range);
}

void
fl_stream_take_away (FlStream *self, const FlRange *range)
{
  const FlLabelRow nothing = {.range = *range, .state = FL_LABEL_UNSEEN};

  fl_track_put (fl_stream_get_track (self), &nothing);
  fl_tag_tracks_put_all (fl_stream_get_tags (self), &nothing);
}

void
fl_stream_clear_labels (FlStream *self)
{
  g_array_set_size (fl_stream_get_track (self), 0);
  fl_tag_tracks_clear (fl_stream_get_tags (self));
}

FlLabelling *
fl_stream_snapshot (FlStream *self)
{
  FlLabelling *labelling = g_new (FlLabelling, 1);

  *labelling = fl_stream_borrow_labelling (self);
  if (labelling->index != NULL)
    fl_frame_index_ref (labelling->index);
  if (labelling->planned != NULL)
    g_array_ref (labelling->planned);
  labelling->track = g_array_copy (labelling->track);
  labelling->tags = fl_tag_tracks_copy (labelling->tags);
  if (labelling->accepted != NULL)
    g_array_ref (labelling->accepted);
  if (labelling->sweep != NULL)
    fl_sweep_ref (labelling->sweep);
  return labelling;
}

void
fl_stream_get_verdict (FlStream *self, gint64 frame, FlVerdict *out)
{
  const FlLabelling borrowed = fl_stream_borrow_labelling (self);

  fl_labelling_get_verdict (&borrowed, frame, out);
}

void
fl_stream_get_tag_verdict (FlStream *self, gint64 tag, gint64 frame, FlTagVerdict *out)
{
  const FlLabelling borrowed = fl_stream_borrow_labelling (self);

  fl_labelling_get_tag_verdict (&borrowed, tag, frame, out);
}

void
fl_stream_get_facet (FlStream *self, gint64 tag, gint64 frame, FlVerdict *out)
{
  const FlLabelling borrowed = fl_stream_borrow_labelling (self);

  fl_labelling_get_facet (&borrowed, tag, frame, out);
}

const GArray *
fl_stream_get_track_of (FlStream *self, gint64 tag)
{
  return tag != 0 ? fl_tag_tracks_get (fl_stream_get_tags (self), tag) : fl_stream_get_track (self);
}
