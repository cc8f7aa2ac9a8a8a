/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The samples of a stream that have features, in the order of time. */
#include "session/fl-sample-set.h"

#include <stdlib.h>

typedef struct {
  gint64 frame;
  guint32 row;
} Entry;

static int
compare_entries (const void *a, const void *b)
{
  const Entry *x = a;
  const Entry *y = b;

  if (x->frame != y->frame)
    return x->frame < y->frame ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

gsize
fl_frames_count_before (const gint64 *frames, gsize n, gint64 frame)
{
  gsize low = 0;
  gsize high = n;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (frames[middle] < frame)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Rows of @rows whose frames are wanted, by frame. Nearly all come in that order. */
static Entry *
list_entries (const FlFeatureRows *rows, const gint64 *wanted, gsize n_wanted, gsize *out_n)
{
  Entry *entries = g_new (Entry, MAX (rows->rows.n_rows, 1));
  gboolean is_sorted = TRUE;
  gsize at = 0;
  gsize n = 0;

  for (gsize i = 0; i < rows->rows.n_rows; i++) {
    const gint64 frame = rows->frames[i];
    if (at >= n_wanted || wanted[at] != frame)
      at = fl_frames_count_before (wanted, n_wanted, frame);
    if (at >= n_wanted || wanted[at] != frame)
      continue;
    is_sorted &= n == 0 || entries[n - 1].frame < frame;
    entries[n++] = (Entry){.frame = frame, .row = (guint32) i};
    at++;
  }
  if (!is_sorted)
    qsort (entries, n, sizeof entries[0], compare_entries);
  *out_n = n;
  return entries;
}

FlSampleSet *
fl_sample_set_new (FlFeatureRows *rows, const gint64 *wanted, gsize n_wanted)
{
  gsize n;
  g_autofree Entry *entries = list_entries (rows, wanted, n_wanted, &n);
  FlSampleSet *self = g_new0 (FlSampleSet, 1);

  fl_ref_count_init (&self->n_refs);
  self->rows = rows;
  self->frames = g_new (gint64, MAX (n, 1));
  self->row_of = g_new (guint32, MAX (n, 1));
  for (gsize i = 0; i < n; i++) {
    /* A frame that was read twice (a cache written by two runs) counts once, the newer row. */
    if (self->n > 0 && self->frames[self->n - 1] == entries[i].frame)
      self->n--;
    self->frames[self->n] = entries[i].frame;
    self->row_of[self->n++] = entries[i].row;
  }
  return self;
}

FlSampleSet *
fl_sample_set_compare (FlSampleSet *self, GCancellable *cancellable)
{
  FlFeatureRows *rows = fl_feature_rows_compare (self->rows, cancellable);

  return rows != NULL ? fl_sample_set_new (rows, self->frames, self->n) : NULL;
}

FlSampleSet *
fl_sample_set_ref (FlSampleSet *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_sample_set_unref (FlSampleSet *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  fl_feature_rows_unref (self->rows);
  g_free (self->frames);
  g_free (self->row_of);
  g_free (self);
}

gssize
fl_sample_set_find (const FlSampleSet *self, gint64 frame)
{
  gsize i = fl_frames_count_before (self->frames, self->n, frame);

  return i < self->n && self->frames[i] == frame ? (gssize) i : -1;
}

const FlHalf *
fl_sample_set_get_row (const FlSampleSet *self, gsize i)
{
  g_return_val_if_fail (i < self->n, NULL);

  return self->rows->rows.values + (gsize) self->row_of[i] * self->rows->rows.n_dims;
}

gsize
fl_frames_find_nearest (const gint64 *frames, gsize n, gint64 frame)
{
  gsize i = fl_frames_count_before (frames, n, frame);

  if (i == n)
    return n - 1;
  if (i == 0 || frames[i] - frame < frame - frames[i - 1])
    return i;
  return i - 1;
}
