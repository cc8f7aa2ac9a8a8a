/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an extractor learns from the footage, before the first sample of a project is read
 * (decisions 13). */
#include "session/fl-demo-scene.h"
#include "session/fl-ingest-private.h"

/* Pictures to learn from, each with a thousand patches, and frames that are decoded for them. */
#define N_PICTURES 48
#define N_DECODED  240

/* Some frames behind @first, which lie before @end. */
static void
list_stretch (GArray *frames, gint64 first, gint64 end, gint64 n_points)
{
  gint64 n_here = (N_PICTURES + n_points - 1) / n_points;
  gint64 step = MAX (MIN (end - first, N_DECODED / n_points) / n_here, 1);

  for (gint64 i = 0; i < n_here && first + i * step < end; i++) {
    gint64 frame = first + i * step;
    g_array_append_val (frames, frame);
  }
}

/* Frames from all over the stream, behind places where decoding can begin, since those cost the
 * least. */
static GArray *
list_frames (const FlFrameIndex *index)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n_points = (gint64) fl_frame_index_get_n_points (index);
  gint64 n_used = CLAMP (n_points, 1, N_PICTURES);
  gint64 n_frames = fl_frame_index_get_n_frames (index);

  for (gint64 i = 0; i < n_used; i++) {
    gint64 at = (2 * i + 1) * n_points / (2 * n_used);
    gint64 first = n_points > 0 ? fl_frame_index_get_point (index, (gsize) at)->frame : 0;
    gint64 end =
      at + 1 < n_points ? fl_frame_index_get_point (index, (gsize) at + 1)->frame : n_frames;
    list_stretch (frames, first, end, n_used);
  }
  return frames;
}

static gboolean
keep_picture (FlIngest *self, gint64 frame, FlImage *image, GError **error)
{
  g_ptr_array_add (self->pictures, fl_image_ref (image));
  return TRUE;
}

/* Where there is nothing to look at yet, as before the first frame of live video, drawn pictures
 * have to do, which are the same for all. */
static void
draw_pictures (FlIngest *self)
{
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (0);

  for (guint i = 0; i < N_PICTURES; i++)
    g_ptr_array_add (self->pictures, fl_demo_scene_draw (scene, i * FL_DEMO_N_FRAMES / N_PICTURES));
}

static GBytes *
learn_from (FlIngest *self, GError **error)
{
  if (self->pictures->len == 0)
    draw_pictures (self);
  return self->type->learn ((const FlImage *const *) self->pictures->pdata, self->pictures->len,
                            self->task->cancellable, error);
}

gboolean
fl_ingest_learn (FlIngest *self, GError **error)
{
  if (self->type->learn == NULL || self->type->state != NULL)
    return TRUE;
  g_autoptr (GArray) frames =
    self->index != NULL ? list_frames (self->index) : g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  gboolean is_read = frames->len == 0 || fl_ingest_read (self, frames, keep_picture, error);
  g_autoptr (GBytes) state = is_read ? learn_from (self, error) : NULL;
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  if (state == NULL)
    return FALSE;
  self->learned = fl_extractor_type_new_learned (self->type, state);
  self->type = self->learned;
  FlIngestNews *news = fl_ingest_news_new (self, FL_STREAM_INGESTING);
  news->learned = g_bytes_ref (state);
  fl_ingest_report (self, news);
  return TRUE;
}
