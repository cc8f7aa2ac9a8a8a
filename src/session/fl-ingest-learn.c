/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an extractor learns from the footage, before the first sample of a project is read
 * (decisions 13). A picture that it learned from and that is a sample as well is not decoded
 * again. */
#include "session/fl-demo-scene.h"
#include "session/fl-ingest-private.h"

#include "base/fl-compare.h"

/* Pictures to learn from, each with a thousand patches, and frames that are decoded for them. */
#define N_PICTURES 48
#define N_DECODED  240
/* Where samples are key frames; fewer are too much alike, and then more frames are decoded. Elsewhere
 * frames are decoded anyway, and from 13 key frames alone was learned what took 46 answers, not 39. */
#define MIN_POINTS 12

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

/* Where the @i-th of @n_used that are spread evenly over @n is. */
static gint64
spread (gint64 i, gint64 n_used, gint64 n)
{
  return (2 * i + 1) * n / (2 * n_used);
}

GArray *
fl_ingest_list_points (const FlFrameIndex *index)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (gsize));
  gint64 n = (gint64) fl_frame_index_get_n_points (index);
  gint64 n_used = MIN (n, N_PICTURES);

  for (gint64 i = 0; i < n_used; i++) {
    gsize at = (gsize) spread (i, n_used, n);
    g_array_append_val (points, at);
  }
  return points;
}

/* Frames from all over the stream, behind places where decoding can begin, since those cost the
 * least. */
static GArray *
list_stretches (const FlFrameIndex *index)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) points = fl_ingest_list_points (index);
  gsize n_points = fl_frame_index_get_n_points (index);
  gint64 n_frames = fl_frame_index_get_n_frames (index);

  if (points->len == 0)
    list_stretch (frames, 0, n_frames, 1);
  for (guint i = 0; i < points->len; i++) {
    gsize at = g_array_index (points, gsize, i);
    gint64 first = fl_frame_index_get_point (index, at)->frame;
    gint64 end = at + 1 < n_points ? fl_frame_index_get_point (index, at + 1)->frame : n_frames;
    list_stretch (frames, first, end, points->len);
  }
  return frames;
}

static gboolean
is_point (const FlFrameIndex *index, gint64 frame)
{
  gssize at = fl_frame_index_find_point (index, frame);

  return at >= 0 && fl_frame_index_get_point (index, (gsize) at)->frame == frame;
}

/* Where decoding can begin; where samples are key frames, those of them alone. */
static GArray *
list_entries (const FlIngest *self)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean takes_samples = fl_ingest_prefers_key_frames (self);

  for (gsize i = 0; !takes_samples && i < fl_frame_index_get_n_points (self->index); i++)
    g_array_append_val (frames, fl_frame_index_get_point (self->index, i)->frame);
  for (guint i = 0; takes_samples && i < self->plan.frames->len; i++) {
    gint64 frame = g_array_index (self->plan.frames, gint64, i);
    if (is_point (self->index, frame))
      g_array_append_val (frames, frame);
  }
  return frames;
}

static guint
count_enough (const FlIngest *self)
{
  return fl_ingest_prefers_key_frames (self) ? MIN_POINTS : N_PICTURES;
}

/* Behind them nothing is decoded if they are enough. */
static GArray *
list_frames (const FlIngest *self)
{
  if (self->index == NULL)
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) entries = list_entries (self);
  if (entries->len < count_enough (self))
    return list_stretches (self->index);
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n_used = MIN (entries->len, N_PICTURES);
  for (gint64 i = 0; i < n_used; i++)
    g_array_append_val (frames, g_array_index (entries, gint64, spread (i, n_used, entries->len)));
  return frames;
}

static gboolean
keep_picture (FlIngest *self, gint64 frame, FlImage *image, GError **error)
{
  g_array_append_val (self->pictured, frame);
  g_ptr_array_add (self->pictures, fl_image_ref (image));
  return TRUE;
}

gboolean
fl_ingest_read_pictures (FlIngest *self, const GArray *frames, GError **error)
{
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  self->pictured = g_array_new (FALSE, FALSE, sizeof (gint64));
  return frames->len == 0 || fl_ingest_read (self, frames, keep_picture, error);
}

GPtrArray *
fl_ingest_choose_pictures (const FlIngest *self, GArray *frames)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);

  for (guint i = 0; i < self->pictured->len; i++)
    if (g_array_binary_search (frames, &g_array_index (self->pictured, gint64, i),
                               fl_compare_frames, NULL))
      g_ptr_array_add (chosen, fl_image_ref (self->pictures->pdata[i]));
  return chosen;
}

/* Where there is nothing to look at yet, as before the first frame of live video, drawn pictures
 * have to do, which are the same for all. */
static void
draw_pictures (GPtrArray *pictures)
{
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (0);

  for (guint i = 0; i < N_PICTURES; i++)
    g_ptr_array_add (pictures, fl_demo_scene_draw (scene, i * FL_DEMO_N_FRAMES / N_PICTURES));
}

static GBytes *
learn_from (FlIngest *self, GArray *frames, GError **error)
{
  g_autoptr (GPtrArray) pictures = fl_ingest_choose_pictures (self, frames);

  if (pictures->len == 0)
    draw_pictures (pictures);
  return self->type->learn (self->type, (const FlImage *const *) pictures->pdata, pictures->len,
                            self->task->cancellable, error);
}

/* What it learns from, and what else it will have to see of the stream. */
static gboolean
read_pictures (FlIngest *self, const GArray *frames, GError **error)
{
  g_autoptr (GArray) all = fl_ingest_list_views (self);

  g_array_append_vals (all, frames->data, frames->len);
  fl_ingest_sort_frames (all);
  return fl_ingest_read_pictures (self, all, error);
}

gboolean
fl_ingest_learn (FlIngest *self, GError **error)
{
  if (!fl_extractor_type_must_learn (self->type))
    return TRUE;
  g_autoptr (GArray) frames = list_frames (self);
  if (!read_pictures (self, frames, error))
    return FALSE;
  g_autoptr (GBytes) state = learn_from (self, frames, error);
  if (state == NULL)
    return FALSE;
  self->learned = fl_extractor_type_new_learned (self->type, state);
  self->type = self->learned;
  FlIngestNews *news = fl_ingest_news_new (self, FL_STREAM_INGESTING);
  news->learned = g_bytes_ref (state);
  fl_ingest_report (self, news);
  return TRUE;
}

static gboolean
take_missing (FlIngest *self, GError **error)
{
  for (guint i = 0; i < self->pictured->len; i++) {
    gint64 frame = g_array_index (self->pictured, gint64, i);
    guint at;
    if (g_cancellable_set_error_if_cancelled (self->task->cancellable, error))
      return FALSE;
    if (!g_array_binary_search (self->missing, &frame, fl_compare_frames, &at))
      continue;
    if (!fl_ingest_take_image (self, frame, self->pictures->pdata[i], error))
      return FALSE;
    g_array_remove_index (self->missing, at);
  }
  return fl_ingest_write_batch (self, error);
}

gboolean
fl_ingest_take_pictured (FlIngest *self, GError **error)
{
  if (self->pictured == NULL)
    return TRUE;
  gboolean is_taken =
    self->pictured->len == 0 || fl_ingest_has_neighbours (self) || take_missing (self, error);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->pictured, g_array_unref);
  return is_taken;
}
