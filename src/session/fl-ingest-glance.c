/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first look at a stream: a few samples from all over it. Every stream gets one before any is read
 * whole, so that the first questions are about all of them. */
#include "session/fl-ingest-private.h"

/* A few seconds of work, also where each is a long way behind its key frame. */
#define N_GLANCED 12

/* How many frames have to be decoded before @frame and all that it is seen with. */
static gint64
measure_way (const FlIngest *self, gint64 frame, gboolean has_neighbours)
{
  gint64 first = frame;
  gint64 last = frame;

  if (has_neighbours)
    fl_ingest_find_neighbours (self->index, frame, &first, &last);
  const gssize point = fl_frame_index_find_point (self->index, first);
  return point >= 0 ? last - fl_frame_index_get_point (self->index, (gsize) point)->frame : last;
}

/* Of each of a few stretches of what is missing the sample that is reached first. */
static GArray *
choose (const FlIngest *self)
{
  GArray *chosen = g_array_sized_new (FALSE, FALSE, sizeof (gint64), N_GLANCED);
  const gint64 *missing = (const gint64 *) (const void *) self->missing->data;
  const gboolean is_wide = fl_ingest_has_neighbours (self);

  for (guint i = 0; i < N_GLANCED; i++) {
    const guint first = i * self->missing->len / N_GLANCED;
    const guint end = (i + 1) * self->missing->len / N_GLANCED;
    guint best = first;
    for (guint k = first + 1; k < end; k++)
      if (measure_way (self, missing[k], is_wide) < measure_way (self, missing[best], is_wide))
        best = k;
    g_array_append_val (chosen, missing[best]);
  }
  return chosen;
}

gboolean
fl_ingest_glance (FlIngest *self, GError **error)
{
  if (self->n_done >= N_GLANCED || self->missing->len == 0)
    return TRUE;
  if (self->missing->len > N_GLANCED) {
    GArray *chosen = choose (self);
    g_array_unref (self->missing);
    self->missing = chosen;
  }
  return fl_ingest_read_samples (self, error);
}
