/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to ask next: from samples to the view that strategies know, and back. */
#include "session/fl-ranking.h"

#include <math.h>

#include "session/fl-ranking-private.h"

/* Cold start asks few questions at once, for every answer changes the groups. */
#define N_COLD 8
/* Share of the questions that look for the unknown: at the end of the cold start, in the long run,
 * and answers after which the difference has halved. */
#define MAX_EXPLORE       0.3
#define MIN_EXPLORE       0.1
#define EXPLORE_HALF_LIFE 30.0
/* As long as all of at least N_SAME answers were the same. */
#define N_SAME       3
#define SAME_EXPLORE 0.5

static guint
ref_hash (gconstpointer key)
{
  const FlFrameRef *ref = key;

  return g_int64_hash (&ref->frame) * 31 + g_int64_hash (&ref->stream);
}

static gboolean
ref_equal (gconstpointer a, gconstpointer b)
{
  const FlFrameRef *x = a;
  const FlFrameRef *y = b;

  return x->stream == y->stream && x->frame == y->frame;
}

GHashTable *
fl_ranking_new_set (void)
{
  return g_hash_table_new (ref_hash, ref_equal);
}

static GHashTable *
index_passed_over (const FlLearnRequest *request)
{
  GHashTable *set = fl_ranking_new_set ();

  for (guint i = 0; request->passed_over != NULL && i < request->passed_over->len; i++)
    g_hash_table_add (set, &g_array_index (request->passed_over, FlFrameRef, i));
  return set;
}

static guint
find_class (const FlLearnRequest *request, gint64 id)
{
  for (guint c = 0; c < request->class_ids->len; c++)
    if (g_array_index (request->class_ids, gint64, c) == id)
      return c;
  return FL_STRATEGY_UNSURE;
}

static void
add_labelled (FlRanking *self, guint stream, gsize sample, const FlLabelRow *label)
{
  const gint64 class_id = label->state == FL_LABEL_LABELLED ? label->class_id : 0;
  const FlCandidate labelled = {.stream = stream, .place = self->answers->len, .sample = sample};
  const FlAnswered answered = {.label = label,
                               .class_index = find_class (self->request, class_id),
                               .guess = find_class (self->request, label->guess_class)};

  g_array_append_val (self->labelled, labelled);
  g_array_append_val (self->answers, answered);
  if (answered.class_index != FL_STRATEGY_UNSURE)
    self->class_counts[answered.class_index]++;
}

static void
sort_samples (FlRanking *self, guint i, GHashTable *passed_over)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, i);
  const GArray *subset = self->request->subset != NULL ? self->request->subset->pdata[i] : NULL;
  const gsize n = subset != NULL ? subset->len : stream->samples->n;
  guint at = 0;

  for (gsize k = 0; k < n; k++) {
    gsize j = subset != NULL ? g_array_index (subset, guint32, k) : k;
    gint64 frame = stream->samples->frames[j];
    const FlFrameRef ref = {.stream = stream->id, .frame = frame};
    const FlCandidate candidate = {.stream = i, .sample = j, .weight = 1};
    while (at < stream->track->len &&
           g_array_index (stream->track, FlLabelRow, at).range.last < frame)
      at++;
    const FlLabelRow *label =
      at < stream->track->len ? &g_array_index (stream->track, FlLabelRow, at) : NULL;
    if (label != NULL && label->range.first <= frame)
      add_labelled (self, i, j, label);
    else if ((stream->pool == NULL || g_hash_table_contains (stream->pool, &frame)) &&
             !g_hash_table_contains (passed_over, &ref))
      g_array_append_val (self->candidates, candidate);
  }
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = (*(const FlAnswered *const *) a)->label;
  const FlLabelRow *y = (*(const FlAnswered *const *) b)->label;

  /* An answer that waits to be saved has no number yet. */
  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;
  if (x->action.replica != y->action.replica)
    return x->action.replica < y->action.replica ? -1 : 1;
  return x->action.seq < y->action.seq ? -1 : x->action.seq > y->action.seq;
}

/* Gives every labelled sample the number of its answer, in the order of the answers. */
static void
number_answers (FlRanking *self)
{
  g_autoptr (GPtrArray) order = g_ptr_array_sized_new (self->answers->len);

  for (guint i = 0; i < self->answers->len; i++)
    g_ptr_array_add (order, &g_array_index (self->answers, FlAnswered, i));
  g_ptr_array_sort (order, compare_answers);
  for (guint i = 1; i < order->len; i++) {
    const FlAnswered *before = order->pdata[i - 1];
    FlAnswered *each = order->pdata[i];
    gboolean is_same = compare_answers (&order->pdata[i - 1], &order->pdata[i]) == 0;
    each->number = before->number + (is_same ? 0 : 1);
  }
}

/* A class that is less likely than that is not named as one that is in doubt. */
#define MIN_DOUBTFUL 0.15f

/* Names the likeliest class, and the next one where there is some doubt. */
static void
name_classes (const FlLearnRequest *request, const float *probabilities, FlRanked *ranked)
{
  float first = -1;
  float second = -1;

  for (guint c = 0; c < request->class_ids->len; c++) {
    gint64 id = g_array_index (request->class_ids, gint64, c);
    if (probabilities[c] > first) {
      second = first;
      ranked->second = ranked->first;
      first = probabilities[c];
      ranked->first = id;
    } else if (probabilities[c] > second) {
      second = probabilities[c];
      ranked->second = id;
    }
  }
  if (second < MIN_DOUBTFUL)
    ranked->second = 0;
}

static gsize
count_answers (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n += fl_track_count_answers (FL_LEARN_STREAM (request, i)->track);
  return n;
}

/* Those that knew all classes: one that came late is looked for as eagerly as the first ones. */
static gsize
count_complete (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++) {
    const GArray *track = FL_LEARN_STREAM (request, i)->track;
    for (guint j = 0; j < track->len; j++)
      n += fl_knowledge_is_complete (request->knowledge, &g_array_index (track, FlLabelRow, j));
  }
  return n;
}

/* How things stand decides who ranks: the order, what may be slipped in between, how often. */
typedef struct {
  const FlStrategyType *main;
  const FlStrategyType *explore; /* (nullable) */
  double explore_share;
} Plan;

static guint
count_known_classes (const FlRanking *self)
{
  guint n = 0;

  for (guint c = 0; c < self->request->class_ids->len; c++)
    n += self->class_counts[c] > 0;
  return n;
}

static Plan
make_plan (const FlRanking *self)
{
  Plan plan = {.main = self->request->strategy};
  double n_answers = (double) count_answers (self->request);
  double n_complete = (double) count_complete (self->request);
  double n_cold = MAX (self->request->class_ids->len + 3, 8);
  /* Where all answers were the same, the other classes are rare. */
  gboolean is_one_sided = n_answers >= N_SAME && count_known_classes (self) < 2;

  gboolean is_hunting =
    plan.main->explores && count_known_classes (self) < self->request->class_ids->len;
  gboolean is_cold = plan.main->needs_model && (self->probabilities == NULL || n_answers < n_cold);

  if (!is_hunting && !is_cold && (plan.main->explores || !plan.main->needs_model))
    return plan;
  plan.explore = fl_strategies_find (FL_STRATEGY_EXPLORE, NULL);
  plan.explore_share =
    is_one_sided
      ? SAME_EXPLORE
      : MAX (MIN_EXPLORE, MAX_EXPLORE * exp2 (-MAX (n_complete - n_cold, 0) / EXPLORE_HALF_LIFE));
  if (is_cold)
    plan.main = fl_strategies_find (FL_STRATEGY_COLD_START, NULL);
  return plan;
}

static FlReason
reason_of (const FlRanking *self, const FlStrategyType *strategy)
{
  gboolean looks_at_model =
    strategy->needs_model || (strategy->explores && self->probabilities != NULL);

  return looks_at_model              ? FL_REASON_DOUBTFUL
         : strategy->needs_positions ? FL_REASON_NEW
                                     : FL_REASON_RANDOM;
}

static gsize
limit_wanted (const FlStrategyType *strategy, gsize n_wanted)
{
  return strategy->needs_positions && !strategy->explores ? MIN (n_wanted, N_COLD) : n_wanted;
}

static FlRanked
describe (const FlRanking *self,
          const FlStrategyType *strategy,
          const FlCandidate *candidate,
          FlReason reason)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
  FlRanked entry = {.ref = {.stream = stream->id,
                            .frame = stream->samples->frames[candidate->sample]},
                    .reason = reason};

  if (self->probabilities != NULL)
    name_classes (self->request, fl_ranking_get_probabilities (self, candidate), &entry);
  /* An order that explores asks where nothing like it was labelled, however sure the model is. */
  if (reason == FL_REASON_DOUBTFUL && strategy->explores && entry.second == 0)
    entry.reason = FL_REASON_NEW;
  return entry;
}

/* Returns: (element-type FlRanked): the order of one strategy */
static GArray *
order_by (const FlRanking *self, const FlStrategyType *strategy, gsize n_wanted)
{
  GArray *ordered = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  gsize n_limited = limit_wanted (strategy, n_wanted);
  g_autofree gsize *order = g_new (gsize, MAX (n_limited, 1));
  FlReason reason = reason_of (self, strategy);
  FlSeen seen = fl_ranking_see (self, strategy);

  gsize n = strategy->rank (&seen.view, n_limited, self->rand, self->cancellable, order);
  for (gsize i = 0; i < n; i++) {
    FlRanked entry =
      describe (self, strategy, &g_array_index (seen.candidates, FlCandidate, order[i]), reason);
    g_array_append_val (ordered, entry);
  }
  fl_seen_clear (&seen);
  return ordered;
}

static gboolean
has_label (const FlLearnRequest *request, gint64 class_id)
{
  for (guint i = 0; i < request->streams->len; i++) {
    const GArray *track = FL_LEARN_STREAM (request, i)->track;
    for (guint j = 0; j < track->len; j++)
      if (g_array_index (track, FlLabelRow, j).class_id == class_id)
        return TRUE;
  }
  return FALSE;
}

/* Questions that look for the unknown look for a class that has no label, once others have. */
static void
name_hunted (const FlRanking *self, GArray *explore)
{
  const GArray *ids = self->request->class_ids;
  guint missing = 0;

  while (missing < ids->len && has_label (self->request, g_array_index (ids, gint64, missing)))
    missing++;
  if (missing == ids->len || self->probabilities == NULL)
    return;
  for (guint i = 0; i < explore->len; i++) {
    FlRanked *entry = &g_array_index (explore, FlRanked, i);
    entry->reason = FL_REASON_FIRST;
    entry->first = g_array_index (ids, gint64, missing);
  }
}

/* One draw a slot: the next of the one order, or of the other. */
static GArray *
interleave (const FlRanking *self,
            const GArray *main,
            const GArray *explore,
            double explore_share,
            gsize n_wanted)
{
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  g_autoptr (GHashTable) taken = fl_ranking_new_set ();
  guint next_main = 0;
  guint next_explore = 0;

  while (ranked->len < n_wanted && (next_main < main->len || next_explore < explore->len)) {
    gboolean wants_explore = explore->len > 0 && g_rand_double (self->rand) < explore_share;
    gboolean is_explore = (wants_explore && next_explore < explore->len) || next_main == main->len;
    FlRanked *entry = is_explore ? &g_array_index (explore, FlRanked, next_explore++)
                                 : &g_array_index (main, FlRanked, next_main++);
    if (!g_hash_table_add (taken, &entry->ref))
      continue;
    g_array_append_val (ranked, *entry);
  }
  return ranked;
}

static GArray *
rank (const FlRanking *self)
{
  const Plan plan = make_plan (self);
  gsize n_wanted = limit_wanted (plan.main, self->request->n_wanted);
  g_autoptr (GArray) main = order_by (self, plan.main, n_wanted);

  if (plan.explore == NULL)
    return g_steal_pointer (&main);
  g_autoptr (GArray) explore = order_by (self, plan.explore, n_wanted);
  name_hunted (self, explore);
  return interleave (self, main, explore, plan.explore_share, n_wanted);
}

/* Others at random behind them: nobody waits for a model. */
static GArray *
add_spare (const FlRanking *self, const GArray *ranked)
{
  const gsize n_wanted = ranked->len + self->request->n_spare;
  g_autoptr (GArray) spare = order_by (self, fl_strategies_find ("random", NULL), n_wanted);

  return interleave (self, ranked, spare, 0, n_wanted);
}

static GArray *
rank_once (const FlRanking *self)
{
  g_autoptr (GArray) best = rank (self);
  GArray *ranked = self->request->n_spare > 0 ? add_spare (self, best) : g_array_ref (best);

  if (self->request->asks_runs)
    fl_ranking_ask_once (self, ranked);
  return ranked;
}

/* All that are like come first, whatever their runs, and are not asked twice. */
static GArray *
rank_all (const FlRanking *self)
{
  if (self->request->likes == NULL)
    return rank_once (self);
  g_autoptr (GArray) likes = fl_ranking_find_like (self);
  g_autoptr (GArray) ranked = rank_once (self);
  return interleave (self, likes, ranked, 0, likes->len + ranked->len);
}

GArray *
fl_ranking_run (const FlLearnRequest *request,
                const FlScaling *scaling,
                GPtrArray *probabilities,
                const FlModel *model,
                GPtrArray *committee,
                GCancellable *cancellable)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autoptr (GArray) answers = g_array_new (FALSE, TRUE, sizeof (FlAnswered));
  g_autoptr (GHashTable) passed_over = index_passed_over (request);
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->draw_seed);
  g_autofree gsize *class_counts = g_new0 (gsize, MAX (request->class_ids->len, 1));
  FlRanking self = {.request = request,
                    .scaling = scaling,
                    .probabilities = probabilities,
                    .model = model,
                    .committee = committee,
                    .rand = rand,
                    .cancellable = cancellable,
                    .candidates = candidates,
                    .labelled = labelled,
                    .answers = answers,
                    .class_counts = class_counts};

  for (guint i = 0; i < request->streams->len; i++)
    sort_samples (&self, i, passed_over);
  if (request->asks_runs)
    fl_ranking_sort_out_runs (&self, FL_RANKING_MAX_NEAR, passed_over);
  number_answers (&self);
  return rank_all (&self);
}

GArray *
fl_ranking_list_like (const FlLearnRequest *request, const FlScaling *scaling)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autoptr (GArray) answers = g_array_new (FALSE, TRUE, sizeof (FlAnswered));
  g_autoptr (GHashTable) passed_over = index_passed_over (request);
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->draw_seed);
  g_autofree gsize *class_counts = g_new0 (gsize, MAX (request->class_ids->len, 1));
  FlRanking self = {.request = request,
                    .scaling = scaling,
                    .rand = rand,
                    .candidates = candidates,
                    .labelled = labelled,
                    .answers = answers,
                    .class_counts = class_counts};

  for (guint i = 0; i < request->streams->len; i++)
    sort_samples (&self, i, passed_over);
  return fl_ranking_find_like (&self);
}
