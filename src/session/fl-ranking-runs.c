/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question for each run of near-identical samples. Where there are few candidates the order
 * chooses which sample of a run is shown, for those at its ends are often what tells classes apart;
 * of many, one stands for each run. Of many samples runs are found only when all are looked at: until
 * then each candidate stands for itself. */
#include "session/fl-ranking-private.h"

/* Some candidates of one run, one after the other. */
typedef struct {
  const FlLearnStream *stream;
  FlRun run;
  guint first;       /* place of the first of them */
  guint end;         /* place behind the last one */
  FlCandidate shown; /* the nearest to what stands for the run */
} Stretch;

/* The run of a sample, or it alone. */
static FlRun
find_run (const FlLearnStream *stream, gsize sample)
{
  FlRun run = {.first = sample, .shown = sample, .last = sample};

  if (stream->runs != NULL && stream->runs->samples == stream->samples)
    (void) fl_run_set_find (stream->runs, stream->track, stream->samples->frames[sample], &run);
  return run;
}

static gsize
measure_gap (const FlCandidate *candidate, gsize sample)
{
  return MAX (candidate->sample, sample) - MIN (candidate->sample, sample);
}

/* Those of the run of the candidate at place @first. */
static Stretch
find_stretch (const FlRanking *self, guint first)
{
  const FlCandidate *all = &g_array_index (self->candidates, FlCandidate, 0);
  Stretch found = {.stream = FL_LEARN_STREAM (self->request, all[first].stream),
                   .first = first,
                   .end = first,
                   .shown = all[first]};

  found.run = find_run (found.stream, all[first].sample);
  for (; found.end < self->candidates->len && all[found.end].stream == all[first].stream &&
         all[found.end].sample <= found.run.last;
       found.end++)
    if (measure_gap (&all[found.end], found.run.shown) <
        measure_gap (&found.shown, found.run.shown))
      found.shown = all[found.end];
  found.shown.weight = found.end - found.first;
  return found;
}

/* Whether a sample of the run was put off: then the run was. */
static gboolean
is_put_off (const Stretch *stretch, GHashTable *passed_over)
{
  const FlRun *run = &stretch->run;

  for (gsize i = run->first; i <= run->last && g_hash_table_size (passed_over) > 0; i++) {
    const FlFrameRef ref = {.stream = stretch->stream->id,
                            .frame = stretch->stream->samples->frames[i]};
    if (g_hash_table_contains (passed_over, &ref))
      return TRUE;
  }
  return FALSE;
}

void
fl_ranking_sort_out_runs (FlRanking *self, guint n_max, GHashTable *passed_over)
{
  const gboolean is_one_each = self->candidates->len > n_max;
  guint n_kept = 0;

  for (guint at = 0; at < self->candidates->len;) {
    const Stretch stretch = find_stretch (self, at);
    at = stretch.end;
    if (is_put_off (&stretch, passed_over))
      continue;
    if (is_one_each)
      g_array_index (self->candidates, FlCandidate, n_kept++) = stretch.shown;
    for (guint i = stretch.first; i < stretch.end && !is_one_each; i++)
      g_array_index (self->candidates, FlCandidate, n_kept++) =
        g_array_index (self->candidates, FlCandidate, i);
  }
  g_array_set_size (self->candidates, n_kept);
}

static const FlLearnStream *
find_stream (const FlLearnRequest *request, gint64 id)
{
  guint i = 0;

  while (FL_LEARN_STREAM (request, i)->id != id)
    i++;
  return FL_LEARN_STREAM (request, i);
}

/* The first frame of the run that is asked about. */
static FlFrameRef
find_begin (const FlRanking *self, const FlFrameRef *asked)
{
  const FlLearnStream *stream = find_stream (self->request, asked->stream);
  const FlSampleSet *samples = stream->samples;
  const gsize sample = fl_frames_count_before (samples->frames, samples->n, asked->frame);
  const FlRun run = find_run (stream, sample);

  return (FlFrameRef){.stream = asked->stream, .frame = samples->frames[run.first]};
}

void
fl_ranking_ask_once (const FlRanking *self, GArray *ranked)
{
  g_autoptr (GHashTable) known = fl_ranking_new_set ();
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (FlRanked));
  g_autofree FlFrameRef *begins = g_new (FlFrameRef, MAX (ranked->len, 1));
  guint n = 0;

  for (guint i = 0; i < ranked->len; i++) {
    const FlRanked entry = g_array_index (ranked, FlRanked, i);
    begins[i] = find_begin (self, &entry.ref);
    if (g_hash_table_add (known, &begins[i]))
      g_array_index (ranked, FlRanked, n++) = entry;
    else
      g_array_append_val (more, entry);
  }
  g_array_set_size (ranked, n);
  g_array_append_vals (ranked, more->data, more->len);
}
