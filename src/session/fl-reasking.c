/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said that is asked once more, and how it is mixed with what nobody has said yet. */
#include "session/fl-reasking.h"

#include <math.h>

#include "learn/fl-doubt.h"
#include "learn/fl-suspects.h"
#include "session/fl-teaching.h"

/* Share of the questions that are about labels from before a class changed. */
#define OLD_SHARE (1.0 / 3)
#define SEED_STEP 104729

/* A label that may be asked again, at one of its samples. */
typedef struct {
  FlRanked ranked;
  double score; /* the least first */
} Reask;

static int
find_class (const FlLearnRequest *request, gint64 id)
{
  for (guint c = 0; c < request->class_ids->len; c++)
    if (g_array_index (request->class_ids, gint64, c) == id)
      return (int) c;
  return -1;
}

/* How far the sample is from the border of @own, or between the two likeliest where that is -1. */
static double
measure_border (const FlLearnRequest *request, const float *probabilities, int own)
{
  double other = -INFINITY;

  if (probabilities == NULL)
    return 1;
  if (own < 0)
    return (double) fl_doubt_margin (probabilities, request->class_ids->len);
  for (guint c = 0; c < request->class_ids->len; c++)
    if ((int) c != own)
      other = fmax (other, (double) probabilities[c]);
  return fabs ((double) probabilities[own] - other);
}

/* The class that came after @row and that the model takes its sample for; -1 when there is none. */
static int
find_late (const FlLearnRequest *request,
           const FlLabelRow *row,
           const float *probabilities,
           int own)
{
  int best = own;

  for (guint c = 0; probabilities != NULL && own >= 0 && c < request->class_ids->len; c++)
    if (probabilities[c] > probabilities[best] &&
        !fl_knowledge_knows (request->knowledge, row,
                             g_array_index (request->class_ids, gint64, c)))
      best = (int) c;
  return best != own ? best : -1;
}

/* The class that the model takes a sample for, if it is not @own; else -1. */
static int
find_likeliest (const FlLearnRequest *request, const float *probabilities, int own)
{
  int best = own;

  for (guint c = 0; probabilities != NULL && own >= 0 && c < request->class_ids->len; c++)
    if (probabilities[c] > probabilities[best])
      best = (int) c;
  return best != own ? best : -1;
}

/* Whether @row is asked again at a sample, and how urgent that is. */
static gboolean
judge (const FlLearnRequest *request, const FlLabelRow *row, const float *probabilities, Reask *out)
{
  const int own = find_class (request, row->class_id);
  const gboolean is_split = fl_knowledge_is_split (request->knowledge, row);

  out->ranked.label = row->action;
  out->ranked.first = row->class_id;
  if (is_split || (own >= 0 && fl_knowledge_is_old (request->knowledge, row))) {
    out->ranked.reason = is_split ? FL_REASON_SPLIT : FL_REASON_REDEFINED;
    out->score = measure_border (request, probabilities, own);
    return TRUE;
  }
  const gboolean is_group = g_str_equal (row->kind, "group");
  const int late = is_group ? find_likeliest (request, probabilities, own)
                            : find_late (request, row, probabilities, own);
  if (late < 0)
    return FALSE;
  out->ranked.reason = is_group ? FL_REASON_GROUP : FL_REASON_LATE;
  out->ranked.first = g_array_index (request->class_ids, gint64, late);
  out->score = (double) probabilities[own] - (double) probabilities[late];
  return TRUE;
}

static gboolean
may_ask (const FlLearnStream *stream, gint64 frame)
{
  return stream->pool == NULL || g_hash_table_contains (stream->pool, &frame);
}

/* Keeps in @best what is more urgent: @row at @frame, where the model says @probabilities. */
static gboolean
judge_frame (const FlLearnRequest *request,
             const FlLearnStream *stream,
             const FlLabelRow *row,
             gint64 frame,
             const float *probabilities,
             Reask *best)
{
  Reask each = {.ranked = {.ref = {.stream = stream->id, .frame = frame}}};

  if (!may_ask (stream, frame) || !judge (request, row, probabilities, &each) ||
      best->score <= each.score)
    return FALSE;
  *best = each;
  return TRUE;
}

/* Those of a sample; %NULL when nothing was predicted for it yet: of many samples only some are looked
 * at after each answer. */
static const float *
find_probabilities (const FlLearnRequest *request, const float *probabilities, gsize sample)
{
  const guint n_classes = request->class_ids->len;

  for (guint c = 0; probabilities != NULL && c < n_classes; c++)
    if (probabilities[sample * n_classes + c] > 0)
      return probabilities + sample * n_classes;
  return NULL;
}

/* Keeps in @out the most urgent of the first, the middle and the last sample of a row; of one between
 * samples its middle. */
static gboolean
judge_row (const FlLearnRequest *request,
           const FlLearnStream *stream,
           const float *probabilities,
           const FlLabelRow *row,
           Reask *out)
{
  const FlSampleSet *samples = stream->samples;
  const gsize first = fl_frames_count_before (samples->frames, samples->n, row->range.first);
  const gsize end = fl_frames_count_before (samples->frames, samples->n, row->range.last + 1);
  const gsize chosen[] = {first, first + (end - first) / 2, end - 1};
  const gint64 middle = row->range.first + (row->range.last - row->range.first) / 2;
  gboolean is_found = FALSE;

  if (first == end)
    return judge_frame (request, stream, row, middle, NULL, out);
  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++) {
    const float *own = find_probabilities (request, probabilities, chosen[i]);
    is_found |= judge_frame (request, stream, row, samples->frames[chosen[i]], own, out);
  }
  return is_found;
}

/* The most urgent of the samples of a label, rows @i to before @end of the track. */
static gboolean
judge_label (const FlLearnRequest *request,
             const FlLearnStream *stream,
             const float *probabilities,
             guint i,
             guint end,
             Reask *out)
{
  gboolean is_found = FALSE;

  out->score = INFINITY;
  for (guint k = i; k < end; k++)
    is_found |= judge_row (request, stream, probabilities,
                           &g_array_index (stream->track, FlLabelRow, k), out);
  return is_found;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Reask *x = a;
  const Reask *y = b;

  if (x->score != y->score)
    return x->score < y->score ? -1 : 1;
  if (x->ranked.ref.stream != y->ranked.ref.stream)
    return x->ranked.ref.stream < y->ranked.ref.stream ? -1 : 1;
  return x->ranked.ref.frame < y->ranked.ref.frame ? -1 : 1;
}

GArray *
fl_reasking_list (const FlLearnRequest *request, GPtrArray *probabilities)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Reask));
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));

  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    for (guint j = 0, end; j < stream->track->len; j = end) {
      const FlLabelRow *row = &g_array_index (stream->track, FlLabelRow, j);
      Reask each;
      end = fl_track_end_answer (stream->track, j);
      if ((!fl_knowledge_is_complete (request->knowledge, row) ||
           fl_knowledge_is_old (request->knowledge, row) || g_str_equal (row->kind, "group")) &&
          judge_label (request, stream, probabilities != NULL ? probabilities->pdata[i] : NULL, j,
                       end, &each))
        g_array_append_val (found, each);
    }
  }
  g_array_sort (found, compare);
  for (guint i = 0; i < MIN (found->len, request->n_wanted); i++)
    g_array_append_val (ranked, g_array_index (found, Reask, i).ranked);
  return ranked;
}

static gboolean
has_label (const GArray *ranked, FlActionId label)
{
  for (guint i = 0; i < ranked->len; i++) {
    const FlActionId other = g_array_index (ranked, FlRanked, i).label;
    if (other.replica == label.replica && other.seq == label.seq)
      return TRUE;
  }
  return FALSE;
}

GArray *
fl_reasking_find_suspects (const FlLearnRequest *request,
                           const FlDataset *dataset,
                           const float *held_out)
{
  g_autoptr (GArray) taught = fl_teaching_list (request);
  g_autoptr (GArray) suspects = fl_suspects_find (dataset, held_out);
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));

  for (guint i = 0; i < suspects->len; i++) {
    const FlSuspect *suspect = &g_array_index (suspects, FlSuspect, i);
    const FlTaught *row = &g_array_index (taught, FlTaught, suspect->row);
    const FlLearnStream *stream = FL_LEARN_STREAM (request, row->stream);
    const FlRanked entry = {.ref = {.stream = stream->id,
                                    .frame = stream->samples->frames[row->sample]},
                            .reason = FL_REASON_SECOND_LOOK,
                            .first = g_array_index (request->class_ids, gint64, suspect->guess),
                            .label = row->label->action};
    /* A label that was taken by the sample beside it has no frame to be asked about. */
    if (entry.ref.frame < row->label->range.first || entry.ref.frame > row->label->range.last ||
        !may_ask (stream, entry.ref.frame) || has_label (ranked, entry.label))
      continue;
    g_array_append_val (ranked, entry);
  }
  return ranked;
}

static gboolean
was_put_off (const FlLearnRequest *request, const FlFrameRef *ref)
{
  for (guint i = 0; request->passed_over != NULL && i < request->passed_over->len; i++) {
    const FlFrameRef *each = &g_array_index (request->passed_over, FlFrameRef, i);
    if (each->stream == ref->stream && each->frame == ref->frame)
      return TRUE;
  }
  return FALSE;
}

/* Takes the next of @from that was not put off; %FALSE at the end. */
static gboolean
take (const FlLearnRequest *request, const GArray *from, guint *next, GArray *mixed)
{
  while (*next < from->len) {
    const FlRanked *each = &g_array_index (from, FlRanked, (*next)++);
    if (was_put_off (request, &each->ref))
      continue;
    g_array_append_vals (mixed, each, 1);
    return TRUE;
  }
  return FALSE;
}

GArray *
fl_reasking_mix (const FlLearnRequest *request, const GArray *ranked, const GArray *old)
{
  /* Each answer draws anew, also one that changes no number of rows. */
  g_autoptr (GRand) rand =
    g_rand_new_with_seed (request->seed + (guint32) request->revision * SEED_STEP);
  GArray *mixed = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  guint next_ranked = 0;
  guint next_old = 0;

  /* Who looks for pictures like one is asked about nothing else meanwhile. */
  if (request->likes != NULL) {
    g_array_append_vals (mixed, ranked->data, ranked->len);
    return mixed;
  }
  while (mixed->len < request->n_wanted + request->n_spare) {
    if (g_rand_double (rand) < OLD_SHARE && take (request, old, &next_old, mixed))
      continue;
    /* At last nothing new is left to ask. */
    if (!take (request, ranked, &next_ranked, mixed) && !take (request, old, &next_old, mixed))
      break;
  }
  return mixed;
}
