/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which samples of millions a new model looks at first (decisions 12): candidates for questions do
 * not need all of them, which are looked at while nothing is asked. */
#include "session/fl-learning-subset.h"

#include <stdlib.h>

#define N_RANDOM   8192
#define N_DOUBTFUL 8192
/* Confidences are told apart as finely as that. */
#define N_BINS 1024

static guint
bin_of (float confidence)
{
  return (guint) CLAMP (confidence * N_BINS, 0, N_BINS - 1);
}

/* Whether what the last model said of the stream is about these very samples. */
static gboolean
has_sweep (const FlLearnStream *stream)
{
  return stream->sweep != NULL && stream->sweep->samples == stream->samples;
}

static gsize
count_samples (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n += FL_LEARN_STREAM (request, i)->samples->n;
  return n;
}

/* The first bin that does not fit any more, when the least confident come first. */
static guint
find_limit (const FlLearnRequest *request)
{
  g_autofree gsize *counts = g_new0 (gsize, N_BINS);
  gsize n = 0;
  guint limit = 0;

  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    for (gsize j = 0; has_sweep (stream) && j < stream->samples->n; j++)
      counts[bin_of (stream->sweep->confidences[j])]++;
  }
  for (; limit < N_BINS && n + counts[limit] <= N_DOUBTFUL; limit++)
    n += counts[limit];
  return limit;
}

static void
add_doubtful (const FlLearnStream *stream, guint limit, GArray *out)
{
  for (guint32 j = 0; has_sweep (stream) && j < stream->samples->n; j++)
    if (bin_of (stream->sweep->confidences[j]) < limit)
      g_array_append_val (out, j);
}

/* One at random of every so many. */
static void
add_random (const FlLearnStream *stream, double step, GRand *rand, GArray *out)
{
  for (double first = 0; first < (double) stream->samples->n; first += step) {
    guint32 j = (guint32) (first + g_rand_double (rand) * step);
    if (j < stream->samples->n)
      g_array_append_val (out, j);
  }
}

/* A label that lies between samples speaks for the one that is nearest to its middle. */
static void
add_labelled (const FlLearnStream *stream, GArray *out)
{
  const FlSampleSet *samples = stream->samples;

  for (guint i = 0; i < stream->track->len; i++) {
    const FlRange *range = &g_array_index (stream->track, FlLabelRow, i).range;
    gsize j = fl_frames_count_before (samples->frames, samples->n, range->first);
    guint32 sample =
      (guint32) fl_frames_find_nearest (samples->frames, samples->n,
                                        range->first + (range->last - range->first) / 2);
    g_array_append_val (out, sample);
    for (; j < samples->n && samples->frames[j] <= range->last; j++) {
      sample = (guint32) j;
      g_array_append_val (out, sample);
    }
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static void
sort_once (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare);
  for (guint i = 0; i < numbers->len; i++) {
    guint32 next = g_array_index (numbers, guint32, i);
    if (n == 0 || g_array_index (numbers, guint32, n - 1) != next)
      g_array_index (numbers, guint32, n++) = next;
  }
  g_array_set_size (numbers, n);
}

GPtrArray *
fl_learn_list_subset (const FlLearnRequest *request)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->draw_seed);
  GPtrArray *subset = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  const double step = (double) count_samples (request) / N_RANDOM;
  const guint limit = find_limit (request);

  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
    add_random (stream, MAX (step, 1), rand, numbers);
    add_doubtful (stream, limit, numbers);
    add_labelled (stream, numbers);
    sort_once (numbers);
    g_ptr_array_add (subset, numbers);
  }
  return subset;
}
