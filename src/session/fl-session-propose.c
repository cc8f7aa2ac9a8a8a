/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which predictions would be accepted. A proposal: what is promised of it comes from checks alone. */
#include "session/fl-session-propose.h"

#include "learn/fl-certificate.h"
#include "learn/fl-edges.h"
#include "learn/fl-proposal.h"
#include "session/fl-session-private.h"

/* Labels that a class needs in the project, and a stream, before a machine may speak for them
 * (decisions 28). */
#define MIN_CLASS_LABELS  5
#define MIN_STREAM_LABELS 1

/* Samples of one class that people labelled in @stream; those of one run count as one, for one of
 * them was looked at, and those of a group that nobody saw do not count. */
static guint
count_looked_at (FlStream *stream, gint64 class_id)
{
  const GArray *track = fl_stream_get_track (stream);
  guint n = 0;

  for (guint i = 0, end; i < track->len; i = end) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    const guint n_samples = fl_stream_count_before (stream, row->range.last + 1) -
                            fl_stream_count_before (stream, row->range.first);
    end = fl_track_end_answer (track, i);
    if (row->class_id == class_id && fl_track_find_taught (track, i, end) != NULL)
      n += end > i + 1 || fl_label_is_of_many (row) ? 1 : MAX (n_samples, 1);
  }
  return n;
}

/* Ids of the classes with enough labels. */
static GHashTable *
list_known_classes (FlSession *self)
{
  GHashTable *known = g_hash_table_new (NULL, NULL);

  for (guint c = 0; c < fl_session_get_n_classes (self); c++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, c));
    guint n = 0;
    for (guint i = 0; i < fl_session_get_n_streams (self); i++)
      n += count_looked_at (fl_session_peek_stream (self, i), id);
    if (n >= MIN_CLASS_LABELS)
      g_hash_table_add (known, GINT_TO_POINTER ((int) id));
  }
  return known;
}

static gboolean
has_enough (GHashTable *known_classes, FlStream *stream, gint64 class_id)
{
  return g_hash_table_contains (known_classes, GINT_TO_POINTER ((int) class_id)) &&
         fl_stream_get_track (stream)->len >= MIN_STREAM_LABELS;
}

/* 1 for each sample near a change of what is said now, by whomever; %NULL when these are not left out. */
static guint8 *
find_edges (FlStream *stream, const FlSweep *sweep, guint n_edge)
{
  const gsize n = sweep->samples->n;
  g_autofree gint64 *labels = g_new (gint64, n);
  guint8 *is_edge = n_edge > 0 ? g_new (guint8, n) : NULL;

  if (n_edge == 0)
    return NULL;
  for (gsize i = 0; i < n; i++) {
    FlVerdict verdict;
    fl_stream_get_verdict (stream, sweep->samples->frames[i], &verdict);
    labels[i] = verdict.certainty == FL_CERTAINTY_MODEL ? sweep->class_ids[i] : verdict.class_id;
  }
  fl_edges_mark (sweep->samples->frames, labels, n, n_edge, is_edge);
  return is_edge;
}

/* Where samples go. */
typedef struct {
  FlSession *session;
  GHashTable *known_classes;
  FlAcceptance *acceptance;
  GArray *candidates;
  GArray *edges; /* (nullable) */
} Listing;

/* In a simulation nobody can check what the truth does not know. */
static gboolean
may_be_asked (FlStream *stream, gint64 frame)
{
  GHashTable *pool = fl_stream_get_pool (stream);

  return pool == NULL || g_hash_table_contains (pool, &frame);
}

static void
list_sample (Listing *self, FlStream *stream, const FlSweep *sweep, gsize i, gboolean is_edge)
{
  const FlProposed candidate = {.stream = stream,
                                .frame = sweep->samples->frames[i],
                                .class_id = sweep->class_ids[i],
                                .confidence = sweep->confidences[i]};
  FlVerdict verdict;

  if (!fl_lot_scope_holds (&self->acceptance->scope, stream, candidate.frame, candidate.class_id) ||
      !may_be_asked (stream, candidate.frame))
    return;
  fl_stream_get_verdict (stream, candidate.frame, &verdict);
  if (verdict.certainty != FL_CERTAINTY_MODEL)
    return;
  self->acceptance->n_candidates++;
  if (!has_enough (self->known_classes, stream, candidate.class_id)) {
    self->acceptance->n_left_out++;
  } else if (!is_edge) {
    g_array_append_val (self->candidates, candidate);
  } else {
    self->acceptance->n_edges++;
    if (self->edges != NULL)
      g_array_append_val (self->edges, candidate);
  }
}

/* Samples without a person's label and without an auto label, of what is asked for. */
static void
list_stream (Listing *self, FlStream *stream)
{
  FlSweep *sweep = fl_stream_get_sweep (stream);

  /* What another model said is not what is judged. */
  if (sweep == NULL || sweep->generation != self->session->model_generation)
    return;
  g_autofree guint8 *is_edge = find_edges (stream, sweep, self->acceptance->scope.n_edge);
  for (gsize i = 0; i < sweep->samples->n; i++)
    list_sample (self, stream, sweep, i, is_edge != NULL && is_edge[i]);
}

static const FlClassLimit *
find_limit (const FlAcceptance *acceptance, gint64 class_id, gboolean is_missed)
{
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (acceptance->limits, FlClassLimit, i);
    if (limit->class_id == class_id && limit->is_missed == is_missed)
      return limit;
  }
  return NULL;
}

/* Candidates that are judged together: those of one class with a limit of its own, or all others
 * when @class_id is 0. */
static void
choose_group (const GArray *candidates,
              const FlAcceptance *acceptance,
              gint64 class_id,
              double max_error,
              guint8 *is_chosen)
{
  g_autofree float *doubts = g_new (float, MAX (candidates->len, 1));
  g_autofree guint *places = g_new (guint, MAX (candidates->len, 1));
  g_autofree guint8 *is_proposed = g_new0 (guint8, MAX (candidates->len, 1));
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    gboolean has_own = find_limit (acceptance, candidate->class_id, FALSE) != NULL;
    if (class_id != 0 ? candidate->class_id != class_id : has_own)
      continue;
    doubts[n] = 1 - candidate->confidence;
    places[n++] = i;
  }
  fl_proposal_choose (doubts, n, max_error, is_proposed);
  for (guint i = 0; i < n; i++)
    is_chosen[places[i]] = is_proposed[i];
}

/* How many samples of the class there are to be expected: found by people, and by the machine. */
static double
expect_n (FlSession *self, const GArray *candidates, gint64 class_id)
{
  FlClass *klass = fl_session_find_class_by_id (self, class_id);
  double n = klass != NULL ? fl_class_get_n_labels (klass) : 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    if (candidate->class_id == class_id)
      n += (double) candidate->confidence;
  }
  return n;
}

typedef struct {
  float doubt;
  guint place;
} Doubtful;

static int
compare_doubts (gconstpointer a, gconstpointer b)
{
  const Doubtful *x = a;
  const Doubtful *y = b;

  if (x->doubt != y->doubt)
    return x->doubt < y->doubt ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Keeps the surest chosen samples of other classes: no more of the class can be expected among
 * them than the sum of their doubts. */
static void
drop_missed (FlSession *self,
             const GArray *candidates,
             const FlClassLimit *limit,
             guint8 *is_chosen)
{
  double allowed = limit->share * expect_n (self, candidates, limit->class_id);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Doubtful));
  double sum = 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    const Doubtful other = {.doubt = 1 - candidate->confidence, .place = i};
    if (is_chosen[i] && candidate->class_id != limit->class_id)
      g_array_append_val (others, other);
  }
  g_array_sort (others, compare_doubts);
  for (guint i = 0; i < others->len; i++) {
    const Doubtful *other = &g_array_index (others, Doubtful, i);
    sum += (double) other->doubt;
    is_chosen[other->place] = sum <= allowed;
  }
}

static void
choose (FlSession *self,
        const GArray *candidates,
        const FlAcceptance *acceptance,
        guint8 *is_chosen)
{
  const GArray *limits = acceptance->limits;

  choose_group (candidates, acceptance, 0, acceptance->max_error, is_chosen);
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    if (!limit->is_missed)
      choose_group (candidates, acceptance, limit->class_id, limit->share, is_chosen);
  }
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    if (limit->is_missed)
      drop_missed (self, candidates, limit, is_chosen);
  }
}

GArray *
fl_proposed_list_lot (const GArray *proposed,
                      const FlAcceptance *acceptance,
                      const FlClassLimit *limit)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (FlProposed));

  for (guint i = 0; i < proposed->len; i++) {
    const FlProposed *each = &g_array_index (proposed, FlProposed, i);
    if (find_limit (acceptance, each->class_id, FALSE) == limit)
      g_array_append_vals (samples, each, 1);
  }
  return samples;
}

void
fl_proposed_for_each_lot (const GArray *chosen,
                          const FlAcceptance *acceptance,
                          FlProposedFunc func,
                          gpointer data)
{
  const guint n_limits = acceptance->limits != NULL ? acceptance->limits->len : 0;

  for (guint i = 0; i <= n_limits; i++) {
    const FlClassLimit *limit =
      i > 0 ? &g_array_index (acceptance->limits, FlClassLimit, i - 1) : NULL;
    if (limit != NULL && limit->is_missed)
      continue;
    g_autoptr (GArray) samples = fl_proposed_list_lot (chosen, acceptance, limit);
    if (samples->len > 0)
      func (limit, samples, data);
  }
}

static void
add_checks (const FlClassLimit *limit, GArray *samples, gpointer data)
{
  FlAcceptance *acceptance = data;
  const double max_error = limit != NULL ? limit->share : acceptance->max_error;

  acceptance->n_checks +=
    (guint) fl_certificate_count_clean (samples->len, max_error, 1 - acceptance->confidence);
}

GArray *
fl_session_propose (FlSession *self, FlAcceptance *acceptance, GArray *edges)
{
  if (self->model == NULL || !fl_model_get_facts (self->model)->is_calibrated)
    return NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  g_autoptr (GHashTable) known_classes = list_known_classes (self);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  Listing listing = {.session = self,
                     .known_classes = known_classes,
                     .acceptance = acceptance,
                     .candidates = candidates,
                     .edges = edges};

  acceptance->n_candidates = 0;
  acceptance->n_left_out = 0;
  acceptance->n_edges = 0;
  fl_session_count_changes (self, acceptance);
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    list_stream (&listing, fl_session_peek_stream (self, i));
  g_autofree guint8 *is_chosen = g_new0 (guint8, MAX (candidates->len, 1));
  choose (self, candidates, acceptance, is_chosen);
  for (guint i = 0; i < candidates->len; i++)
    if (is_chosen[i])
      g_array_append_val (chosen, g_array_index (candidates, FlProposed, i));
  acceptance->n_samples = chosen->len;
  acceptance->n_checks = 0;
  (void) fl_proposed_for_each_lot (chosen, acceptance, add_checks,
                                   acceptance); /* It never stops. */
  return chosen;
}
