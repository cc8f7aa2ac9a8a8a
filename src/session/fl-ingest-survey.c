/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stream looks like, for extractors that compare with it: key frames from all over it, which
 * follow from the index alone, so that a sample has the same features whenever it is read, and nothing
 * of it has to be kept. Of live video nobody knows what comes: there it is what was seen so far, and
 * samples that are read once more out of the files are compared with the whole. */
#include "session/fl-ingest-private.h"

#include "base/fl-compare.h"

/* More tell no more of what is there most of the time. */
#define MAX_VIEWS 25

/* They are among the places that are learned from, since those are decoded anyway. */
GArray *
fl_ingest_list_views (const FlIngest *self)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->index == NULL || self->type->survey == NULL)
    return frames;
  g_autoptr (GArray) points = fl_ingest_list_points (self->index);
  const guint step = (points->len + MAX_VIEWS - 1) / MAX_VIEWS;
  for (guint i = 0; i < points->len; i += step) {
    gint64 frame = fl_frame_index_get_point (self->index, g_array_index (points, gsize, i))->frame;
    g_array_append_val (frames, frame);
  }
  return frames;
}

static void
show_views (FlIngest *self)
{
  self->type->survey (self->extractor, (const FlImage *const *) self->views->pdata,
                      self->views->len);
}

static gboolean
is_recording (const FlIngest *self)
{
  return self->task->live != NULL && self->task->live->is_recording;
}

static gboolean
has_to_come (const FlIngest *self)
{
  return self->missing->len > 0 || !self->plan.is_whole || is_recording (self);
}

gboolean
fl_ingest_survey (FlIngest *self, GError **error)
{
  if (self->type->survey == NULL || !has_to_come (self))
    return TRUE;
  g_autoptr (GArray) frames = fl_ingest_list_views (self);
  g_autoptr (GError) local = NULL;
  if (self->pictured == NULL && !fl_ingest_read_pictures (self, frames, &local) &&
      (!is_recording (self) || g_cancellable_is_cancelled (self->task->cancellable))) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = fl_ingest_choose_pictures (self, frames);
  self->n_offered = 0;
  self->view_step = MAX (self->plan.frames->len / MAX (self->views->len, 1), 1);
  show_views (self);
  return TRUE;
}

/* Half of them remain, evenly spread. */
static void
thin_out (FlIngest *self)
{
  for (guint i = 1; i < self->views->len; i++)
    g_ptr_array_remove_index (self->views, i);
  self->view_step *= 2;
}

void
fl_ingest_offer_view (FlIngest *self, FlImage *image)
{
  if (self->views == NULL || self->n_offered++ % self->view_step != 0)
    return;
  g_ptr_array_add (self->views, fl_image_ref (image));
  if (self->views->len > MAX_VIEWS)
    thin_out (self);
  show_views (self);
}
