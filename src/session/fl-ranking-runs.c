/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One candidate for each run of near-identical samples. Of many samples runs are found only when all
 * are looked at: until then each candidate stands for itself. */
#include "session/fl-ranking-private.h"

/* Whether a sample of @run was put off: then the run was. */
static gboolean
is_put_off (const FlLearnStream *stream, const FlRun *run, GHashTable *passed_over)
{
  for (gsize i = run->first; i <= run->last && g_hash_table_size (passed_over) > 0; i++) {
    const FlFrameRef ref = {.stream = stream->id, .frame = stream->samples->frames[i]};
    if (g_hash_table_contains (passed_over, &ref))
      return TRUE;
  }
  return FALSE;
}

void
fl_ranking_keep_shown (FlRanking *self, guint stream, guint first, GHashTable *passed_over)
{
  const FlLearnStream *each = FL_LEARN_STREAM (self->request, stream);
  const FlCandidate *all = &g_array_index (self->candidates, FlCandidate, 0);
  guint n_kept = first;

  if (each->runs == NULL || each->runs->samples != each->samples)
    return;
  for (guint at = first; at < self->candidates->len;) {
    const guint begin = at;
    FlCandidate shown = all[at];
    FlRun run = {.first = shown.sample, .shown = shown.sample, .last = shown.sample};
    (void) fl_run_set_find (each->runs, each->track, each->samples->frames[shown.sample], &run);
    for (at++; at < self->candidates->len && all[at].sample <= run.last; at++)
      if (all[at].sample <= run.shown ||
          all[at].sample - run.shown < run.shown - MIN (shown.sample, run.shown))
        shown = all[at];
    shown.weight = at - begin;
    if (!is_put_off (each, &run, passed_over))
      g_array_index (self->candidates, FlCandidate, n_kept++) = shown;
  }
  g_array_set_size (self->candidates, n_kept);
}
