/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples on change: frames are looked at on a grid of the shortest time between two samples, and
 * those that look other than the newest sample are taken. Where it stopped, it goes on from the
 * newest sample and comes to the same as in one pass. */
#include "session/fl-ingest-private.h"

#include "media/fl-change.h"
#include "media/fl-sampling.h"

static gint64
get_newest (const FlIngest *self)
{
  return g_array_index (self->plan.frames, gint64, self->plan.frames->len - 1);
}

static gboolean
look_at (FlIngest *self, gint64 frame, FlImage *image, GError **error)
{
  double time_s = fl_sampling_get_time_s (self->index, frame);

  self->n_looked_at++;
  self->newest_looked_at = frame;
  /* The newest sample is only looked at for what comes after it to be compared with. */
  if (!fl_change_take (self->change, time_s, image) || frame <= get_newest (self))
    return TRUE;
  g_array_append_val (self->plan.frames, frame);
  return fl_ingest_take_image (self, frame, image, error);
}

gboolean
fl_ingest_list_candidates (FlIngest *self, GError **error)
{
  FlSampling rule;

  if (!fl_sampling_parse (self->task->row->sampling, &rule, error))
    return FALSE;
  g_clear_pointer (&self->candidates, g_array_unref);
  self->candidates = fl_sampling_pick (&rule, self->index);
  self->n_looked_at = 0;
  while (self->n_looked_at < self->candidates->len &&
         g_array_index (self->candidates, gint64, self->n_looked_at) <= get_newest (self))
    self->n_looked_at++;
  return TRUE;
}

/* The newest sample, and what is looked at behind it. */
static GArray *
list_rest (const FlIngest *self)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 newest = get_newest (self);

  g_array_append_val (rest, newest);
  for (guint i = self->n_looked_at; i < self->candidates->len; i++)
    g_array_append_val (rest, g_array_index (self->candidates, gint64, i));
  return rest;
}

gboolean
fl_ingest_read_changes (FlIngest *self, GError **error)
{
  FlSampling rule;

  if (!fl_sampling_parse (self->task->row->sampling, &rule, error))
    return FALSE;
  g_autoptr (GArray) rest = list_rest (self);
  g_autoptr (FlChange) change = fl_change_new (rule.longest_s);
  self->change = change;
  self->n_looked_at--; /* Of which the newest sample is one. */
  gboolean is_read = fl_ingest_read (self, rest, look_at, error);
  self->change = NULL;
  self->plan.is_whole = is_read && self->n_looked_at == self->candidates->len;
  return is_read;
}
