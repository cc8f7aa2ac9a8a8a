/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting what a project has come to. Pure functions over what others read. */
#include "session/fl-insights.h"

#include "session/fl-tag-tracks.h"
#include "store/fl-store-answers.h"

/* So many points a line of pace has at most, and so many answers each point at least. */
#define MOST_STRETCHES 40
#define LEAST_STRETCH  10
/* So many samples are looked at between two looks whether that is still wanted. */
#define N_AT_ONCE 1024

FlInsights *
fl_insights_new (const GArray *class_ids)
{
  FlInsights *self = g_new0 (FlInsights, 1);

  fl_ref_count_init (&self->n_refs);
  self->classes = g_array_new (FALSE, TRUE, sizeof (FlClassCount));
  self->blind = g_array_new (FALSE, FALSE, sizeof (FlBlindAnswer));
  self->pace = g_array_new (FALSE, FALSE, sizeof (FlPacePoint));
  for (guint i = 0; i < class_ids->len; i++) {
    const FlClassCount count = {.class_id = g_array_index (class_ids, gint64, i)};
    g_array_append_val (self->classes, count);
  }
  return self;
}

FlInsights *
fl_insights_ref (FlInsights *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_insights_unref (FlInsights *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_array_unref (self->classes);
  g_array_unref (self->blind);
  g_array_unref (self->pace);
  g_free (self);
}

static gboolean
is_timed (const FlAnswerRow *answer)
{
  return answer->took_ms >= 0 && answer->took_ms <= FL_INSIGHTS_LONGEST_MS;
}

static guint
count_timed (const GArray *answers)
{
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += is_timed (&g_array_index (answers, FlAnswerRow, i)) ? 1 : 0;
  return n;
}

static void
end_stretch (FlInsights *self, guint n, gint64 took_ms)
{
  const FlPacePoint point = {.n_answers = self->n_timed,
                             .per_hour = n * 3600e3 / (double) MAX (took_ms, 1)};

  if (n >= LEAST_STRETCH)
    g_array_append_val (self->pace, point);
}

/* What is left over belongs to the last stretch, for a few answers have no pace. */
static void
add_pace (FlInsights *self, const GArray *answers)
{
  const guint n_all = count_timed (answers);
  const guint n_each = MAX (LEAST_STRETCH, (n_all + MOST_STRETCHES - 1) / MOST_STRETCHES);
  gint64 took_ms = 0;
  guint n = 0;

  for (guint i = 0; i < answers->len; i++) {
    const FlAnswerRow *answer = &g_array_index (answers, FlAnswerRow, i);
    if (!is_timed (answer))
      continue;
    self->n_timed++;
    self->timed_s += (double) answer->took_ms / 1e3;
    took_ms += answer->took_ms;
    if (++n < n_each || n_all - self->n_timed < n_each)
      continue;
    end_stretch (self, n, took_ms);
    n = 0;
    took_ms = 0;
  }
  end_stretch (self, n, took_ms);
}

void
fl_insights_add_answers (FlInsights *self, const GArray *answers, gboolean is_multi_label)
{
  add_pace (self, answers);
  for (guint i = 0; !is_multi_label && i + 1 < answers->len; i++) {
    const FlAnswerRow *answer = &g_array_index (answers, FlAnswerRow, i);
    const FlBlindAnswer blind = {.ref = {.stream = answer->stream, .frame = answer->frame},
                                 .said = answer->said,
                                 .guess = answer->guess};
    if (answer->is_blind && answer->guess != 0)
      g_array_append_val (self->blind, blind);
  }
}

static void
count (FlInsights *self, gint64 class_id, FlCertainty certainty)
{
  self->n_samples++;
  self->n[certainty]++;
  for (guint i = 0; class_id != 0 && i < self->classes->len; i++) {
    FlClassCount *each = &g_array_index (self->classes, FlClassCount, i);
    each->n[certainty] += each->class_id == class_id ? 1 : 0;
  }
}

static void
count_tags (FlInsights *self, const FlLabelling *labelling, gint64 frame)
{
  for (guint i = 0; i < self->classes->len; i++) {
    const gint64 tag = g_array_index (self->classes, FlClassCount, i).class_id;
    FlTagVerdict verdict;
    fl_labelling_get_tag_verdict (labelling, tag, frame, &verdict);
    count (self, verdict.state == FL_LABEL_LABELLED ? tag : 0, verdict.certainty);
  }
}

void
fl_insights_add_stream (FlInsights *self,
                        const FlLabelling *labelling,
                        gboolean is_multi_label,
                        GCancellable *cancellable)
{
  for (guint i = 0; labelling->planned != NULL && i < labelling->planned->len; i++) {
    const gint64 frame = g_array_index (labelling->planned, gint64, i);
    FlVerdict verdict;
    if (i % N_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
      return;
    if (is_multi_label) {
      count_tags (self, labelling, frame);
      continue;
    }
    fl_labelling_get_verdict (labelling, frame, &verdict);
    count (self, verdict.class_id, verdict.certainty);
  }
}

/* All that people said, of tags in tracks of their own. */
static GPtrArray *
list_tracks (const GPtrArray *labellings)
{
  GPtrArray *tracks = g_ptr_array_new ();

  for (guint i = 0; i < labellings->len; i++) {
    const FlLabelling *labelling = labellings->pdata[i];
    g_ptr_array_add (tracks, labelling->track);
    if (labelling->tags != NULL)
      g_ptr_array_extend_and_steal (tracks, fl_tag_tracks_list (labelling->tags));
  }
  return tracks;
}

static const FlLabelRow *
find_newest (const GPtrArray *tracks)
{
  const FlLabelRow *newest = NULL;

  for (guint i = 0; i < tracks->len; i++) {
    const GArray *track = tracks->pdata[i];
    for (guint j = 0; j < track->len; j++) {
      const FlLabelRow *row = &g_array_index (track, FlLabelRow, j);
      if (newest == NULL || row->action.seq > newest->action.seq)
        newest = row;
    }
  }
  return newest;
}

/* One key press says all it says at one moment, of a run as well. */
static void
take_out (GArray *track, gint64 at_us)
{
  for (guint i = track->len; i-- > 0;)
    if (g_array_index (track, FlLabelRow, i).at_us == at_us)
      g_array_remove_index (track, i);
}

void
fl_insights_hold_back (GPtrArray *labellings)
{
  g_autoptr (GPtrArray) tracks = list_tracks (labellings);
  const FlLabelRow *newest = find_newest (tracks);

  if (newest == NULL ||
      (!g_str_equal (newest->kind, "check") && !g_str_equal (newest->kind, "audit")))
    return;
  const gint64 at_us = newest->at_us;
  for (guint i = 0; i < tracks->len; i++)
    take_out (tracks->pdata[i], at_us);
}

GArray *
fl_insights_list_pair (const FlInsights *self, gint64 said, gint64 guess)
{
  GArray *refs = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  for (guint i = 0; i < self->blind->len; i++) {
    const FlBlindAnswer *each = &g_array_index (self->blind, FlBlindAnswer, i);
    if (each->said == said && each->guess == guess)
      g_array_append_val (refs, each->ref);
  }
  return refs;
}

guint
fl_insights_count_agreed (const FlInsights *self)
{
  guint n = 0;

  for (guint i = 0; i < self->blind->len; i++) {
    const FlBlindAnswer *each = &g_array_index (self->blind, FlBlindAnswer, i);
    n += each->said == each->guess ? 1 : 0;
  }
  return n;
}

double
fl_insights_get_per_hour (const FlInsights *self)
{
  return self->n_timed > 0 ? self->n_timed * 3600 / MAX (self->timed_s, 1e-3) : 0;
}
