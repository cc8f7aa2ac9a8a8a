/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples together with the frames shortly before and after them, for extractors that look at
 * motion (decisions 14). Which frames these are depends on the index alone, so that a sample has
 * the same features wherever an ingest was interrupted. */
#include "session/fl-ingest-private.h"

#include <math.h>

#include "base/fl-compare.h"
#include "media/fl-sampling.h"

/* How far away the other frame should be, and may be, seconds. */
#define AWAY_S     0.2
#define MIN_AWAY_S 0.06
#define MAX_AWAY_S 0.4

/* A frame that was decoded and may be needed yet. */
typedef struct {
  gint64 frame;
  FlImage *image;
} Seen;

static void
seen_clear (gpointer data)
{
  fl_image_unref (((Seen *) data)->image);
}

/* The frame about @away_s from @frame, or @frame when there is none. */
static gint64
find_neighbour (const FlFrameIndex *index, gint64 frame, double away_s)
{
  double time_s = fl_frame_index_get_time_s (index, frame);

  if (!isfinite (time_s))
    return frame;
  gint64 found = fl_frame_index_find_time (index, time_s + away_s);
  if (found == frame)
    found += away_s < 0 ? -1 : 1;
  if (found < 0 || found >= fl_frame_index_get_n_frames (index))
    return frame;
  double found_s = fabs (fl_frame_index_get_time_s (index, found) - time_s);
  return found_s >= MIN_AWAY_S && found_s <= MAX_AWAY_S ? found : frame;
}

void
fl_ingest_find_neighbours (const FlFrameIndex *index, gint64 frame, gint64 *before, gint64 *after)
{
  *before = find_neighbour (index, frame, -AWAY_S);
  *after = find_neighbour (index, frame, AWAY_S);
}

void
fl_ingest_sort_frames (GArray *frames)
{
  guint n = 0;

  g_array_sort (frames, fl_compare_frames);
  for (guint i = 0; i < frames->len; i++)
    if (i == 0 || g_array_index (frames, gint64, i) != g_array_index (frames, gint64, n - 1))
      g_array_index (frames, gint64, n++) = g_array_index (frames, gint64, i);
  g_array_set_size (frames, n);
}

static GArray *
list_with_neighbours (const FlIngest *self, const GArray *samples)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < samples->len; i++) {
    gint64 each[] = {0, g_array_index (samples, gint64, i), 0};
    fl_ingest_find_neighbours (self->index, each[1], &each[0], &each[2]);
    g_array_append_vals (frames, each, G_N_ELEMENTS (each));
  }
  fl_ingest_sort_frames (frames);
  return frames;
}

static FlImage *
find_seen (const FlIngest *self, gint64 frame)
{
  for (guint i = 0; i < self->seen->len; i++)
    if (g_array_index (self->seen, Seen, i).frame == frame)
      return g_array_index (self->seen, Seen, i).image;
  return NULL;
}

static FlImage *
find_other (const FlIngest *self, gint64 frame, double away_s)
{
  gint64 other = find_neighbour (self->index, frame, away_s);

  return other != frame ? find_seen (self, other) : NULL;
}

/* Forgets what lies before all that is needed for sample @frame and later ones. */
static void
forget_before (FlIngest *self, gint64 frame)
{
  gint64 first = find_neighbour (self->index, frame, -AWAY_S);
  guint n = 0;

  while (n < self->seen->len && g_array_index (self->seen, Seen, n).frame < first)
    n++;
  if (n > 0)
    g_array_remove_range (self->seen, 0, n);
}

/* Takes every sample whose neighbours are in, when all up to @newest has come. */
static gboolean
take_complete (FlIngest *self, gint64 newest, GError **error)
{
  for (; self->n_surrounded < self->awaited->len; self->n_surrounded++) {
    gint64 frame = g_array_index (self->awaited, gint64, self->n_surrounded);
    if (find_neighbour (self->index, frame, AWAY_S) > newest || frame > newest)
      return TRUE;
    FlImage *image = find_seen (self, frame);
    if (image == NULL)
      continue;
    self->type->surround (self->extractor, find_other (self, frame, -AWAY_S),
                          find_other (self, frame, AWAY_S));
    if (!fl_ingest_take_image (self, frame, image, error))
      return FALSE;
    forget_before (self, frame);
  }
  return TRUE;
}

static gboolean
see (FlIngest *self, gint64 frame, FlImage *image, GError **error)
{
  const Seen seen = {.frame = frame, .image = fl_image_ref (image)};

  g_array_append_val (self->seen, seen);
  return take_complete (self, frame, error);
}

static gboolean
read_surrounded (FlIngest *self, GError **error)
{
  g_autoptr (GArray) frames = list_with_neighbours (self, self->awaited);

  return fl_ingest_read (self, frames, see, error) && take_complete (self, G_MAXINT64, error) &&
         fl_ingest_write_batch (self, error);
}

static gboolean
find_rule (const FlIngest *self, FlSampling *out)
{
  if (!fl_sampling_parse (self->task->row->sampling, out, NULL))
    return FALSE;
  *out = fl_sampling_resolve (out, self->index);
  return TRUE;
}

gboolean
fl_ingest_prefers_key_frames (const FlIngest *self)
{
  FlSampling rule;

  return find_rule (self, &rule) &&
         (rule.kind == FL_SAMPLING_KEY_FRAMES || rule.kind == FL_SAMPLING_SNAPPED);
}

/* Where samples are key frames nothing else is decoded, and what changes is compared with the newest
 * sample alone: also when some of these samples are read again. */
gboolean
fl_ingest_has_neighbours (const FlIngest *self)
{
  FlSampling rule;

  return self->type->surround != NULL && !fl_ingest_prefers_key_frames (self) &&
         !(find_rule (self, &rule) && rule.kind == FL_SAMPLING_ON_CHANGE);
}

gboolean
fl_ingest_read_samples (FlIngest *self, GError **error)
{
  if (!fl_ingest_has_neighbours (self))
    return fl_ingest_read (self, self->missing, fl_ingest_take_image, error);
  /* What is missing is listed anew on the way. */
  self->awaited = g_array_ref (self->missing);
  self->n_surrounded = 0;
  self->seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  g_array_set_clear_func (self->seen, seen_clear);
  gboolean is_read = read_surrounded (self, error);
  g_clear_pointer (&self->awaited, g_array_unref);
  g_clear_pointer (&self->seen, g_array_unref);
  return is_read;
}
