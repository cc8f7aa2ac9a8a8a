/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which predictions would be accepted. A proposal: what is promised of it comes from checks alone. */
#include "session/fl-session-propose.h"

#include <math.h>

#include "learn/fl-certificate.h"
#include "learn/fl-edges.h"
#include "learn/fl-proposal.h"
#include "session/fl-session-private.h"

/* Labels that a class needs in the project, and a stream, before a machine may speak for them
 * (decisions 28). */
#define MIN_CLASS_LABELS  5
#define MIN_STREAM_LABELS 1

/* The tag that @class_id is an answer about; 0 in projects of classes. */
static gint64
get_tag (FlSession *self, gint64 class_id)
{
  return self->is_multi_label ? ABS (class_id) : 0;
}

static gint64
get_said (const FlLabelRow *row)
{
  return row->state == FL_LABEL_NO ? -row->tag : row->class_id;
}

/* Samples of one class that people labelled in @stream; those of one run count as one, for one of
 * them was looked at, and those of a group that nobody saw do not count. */
static guint
count_looked_at (FlStream *stream, gint64 tag, gint64 class_id)
{
  const GArray *track = fl_stream_get_track_of (stream, tag);
  guint n = 0;

  for (guint i = 0, end; track != NULL && i < track->len; i = end) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    const guint n_samples = fl_stream_count_before (stream, row->range.last + 1) -
                            fl_stream_count_before (stream, row->range.first);
    end = fl_track_end_answer (track, i);
    if (get_said (row) == class_id && fl_track_find_taught (track, i, end) != NULL)
      n += end > i + 1 || fl_label_is_of_many (row) ? 1 : MAX (n_samples, 1);
  }
  return n;
}

static void
note_known (FlSession *self, gint64 class_id, GHashTable *known)
{
  guint n = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    n += count_looked_at (fl_session_peek_stream (self, i), get_tag (self, class_id), class_id);
  if (n >= MIN_CLASS_LABELS)
    g_hash_table_add (known, GINT_TO_POINTER ((int) class_id));
}

/* Ids of the classes, or answers about tags, with enough labels. */
static GHashTable *
list_known_classes (FlSession *self)
{
  GHashTable *known = g_hash_table_new (NULL, NULL);

  for (guint c = 0; c < fl_session_get_n_classes (self); c++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, c));
    note_known (self, id, known);
    if (self->is_multi_label)
      note_known (self, -id, known);
  }
  return known;
}

static gboolean
has_enough (GHashTable *known_classes, const GArray *track, gint64 class_id)
{
  return g_hash_table_contains (known_classes, GINT_TO_POINTER ((int) class_id)) && track != NULL &&
         track->len >= MIN_STREAM_LABELS;
}

/* 1 for each sample near a change of what is said now, by whomever, of classes or of @tag; %NULL when
 * these are not left out. */
static guint8 *
find_edges (FlStream *stream, const FlSweep *sweep, gint64 tag, guint n_edge)
{
  const gsize n = sweep->samples->n;
  g_autofree gint64 *labels = g_new (gint64, n);
  guint8 *is_edge = n_edge > 0 ? g_new (guint8, n) : NULL;

  if (n_edge == 0)
    return NULL;
  for (gsize i = 0; i < n; i++) {
    FlVerdict verdict;
    FlTagVerdict of_tag;
    if (tag != 0) {
      fl_stream_get_tag_verdict (stream, tag, sweep->samples->frames[i], &of_tag);
      labels[i] = (gint64) of_tag.state;
      continue;
    }
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

static FlCertainty
get_certainty (FlStream *stream, gint64 tag, gint64 frame)
{
  FlVerdict verdict;
  FlTagVerdict of_tag;

  if (tag != 0) {
    fl_stream_get_tag_verdict (stream, tag, frame, &of_tag);
    return of_tag.certainty;
  }
  fl_stream_get_verdict (stream, frame, &verdict);
  return verdict.certainty;
}

static void
list_sample (Listing *self, const FlProposed *candidate, gboolean is_edge)
{
  const gint64 tag = get_tag (self->session, candidate->class_id);

  if (!fl_lot_scope_holds (&self->acceptance->scope, candidate->stream, candidate->frame,
                           candidate->class_id) ||
      !may_be_asked (candidate->stream, candidate->frame) ||
      get_certainty (candidate->stream, tag, candidate->frame) != FL_CERTAINTY_MODEL)
    return;
  self->acceptance->n_candidates++;
  if (!has_enough (self->known_classes, fl_stream_get_track_of (candidate->stream, tag),
                   candidate->class_id)) {
    self->acceptance->n_left_out++;
  } else if (!is_edge) {
    g_array_append_vals (self->candidates, candidate, 1);
  } else {
    self->acceptance->n_edges++;
    if (self->edges != NULL)
      g_array_append_vals (self->edges, candidate, 1);
  }
}

static void
list_classes (Listing *self, FlStream *stream, const FlSweep *sweep)
{
  g_autofree guint8 *is_edge = find_edges (stream, sweep, 0, self->acceptance->scope.n_edge);

  for (gsize i = 0; i < sweep->samples->n; i++) {
    const FlProposed candidate = {.stream = stream,
                                  .frame = sweep->samples->frames[i],
                                  .class_id = sweep->class_ids[i],
                                  .confidence = sweep->confidences[i]};
    list_sample (self, &candidate, is_edge != NULL && is_edge[i]);
  }
}

/* What is said of tag number @t of the sweep. */
static void
list_tag (Listing *self, FlStream *stream, const FlSweep *sweep, guint t)
{
  const gint64 tag = g_array_index (sweep->tag_ids, gint64, t);

  if (!fl_session_is_tag_calibrated (self->session, tag))
    return;
  g_autofree guint8 *is_edge = find_edges (stream, sweep, tag, self->acceptance->scope.n_edge);
  for (gsize i = 0; i < sweep->samples->n; i++) {
    const float p = sweep->tag_probabilities[i * sweep->tag_ids->len + t];
    const FlProposed candidate = {.stream = stream,
                                  .frame = sweep->samples->frames[i],
                                  .class_id = p > 0.5f ? tag : -tag,
                                  .confidence = MAX (p, 1 - p)};
    if (!isnan (p))
      list_sample (self, &candidate, is_edge != NULL && is_edge[i]);
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
  if (!self->session->is_multi_label)
    list_classes (self, stream, sweep);
  for (guint t = 0; self->session->is_multi_label && t < sweep->tag_ids->len; t++)
    list_tag (self, stream, sweep, t);
}

static const FlClassLimit *
find_limit (const GArray *limits, gint64 class_id)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    if (limit->class_id == class_id && !limit->is_missed)
      return limit;
  }
  return NULL;
}

/* Each answer about each tag is a lot of its own, with the maximum error that it has or that all have. */
static void
add_tag_limits (FlSession *self, const FlAcceptance *acceptance, GArray *limits)
{
  for (guint i = 0; i < 2 * fl_session_get_n_classes (self); i++) {
    const gint64 tag = fl_class_get_id (fl_session_peek_class (self, i / 2));
    const gint64 class_id = i % 2 == 0 ? tag : -tag;
    const FlClassLimit *own = find_limit (acceptance->limits, class_id);
    const FlClassLimit limit = {.class_id = class_id,
                                .share = own != NULL ? own->share : acceptance->max_error};
    g_array_append_val (limits, limit);
  }
}

GArray *
fl_session_list_lot_limits (FlSession *self, const FlAcceptance *acceptance)
{
  GArray *limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));

  if (self->is_multi_label)
    add_tag_limits (self, acceptance, limits);
  for (guint i = 0;
       !self->is_multi_label && acceptance->limits != NULL && i < acceptance->limits->len; i++)
    if (!g_array_index (acceptance->limits, FlClassLimit, i).is_missed)
      g_array_append_val (limits, g_array_index (acceptance->limits, FlClassLimit, i));
  return limits;
}

/* Candidates that are judged together: those of one class with a limit of its own, or all others
 * when @class_id is 0. */
static void
choose_group (const GArray *candidates,
              const GArray *limits,
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
    gboolean has_own = find_limit (limits, candidate->class_id) != NULL;
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

/* Whether @class_id would say of a sample that it is not of the class, or has not the tag, of @limit. */
static gboolean
is_other (FlSession *self, gint64 class_id, const FlClassLimit *limit)
{
  return self->is_multi_label ? class_id == -limit->class_id : class_id != limit->class_id;
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
    if (is_chosen[i] && is_other (self, candidate->class_id, limit))
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
  g_autoptr (GArray) limits = fl_session_list_lot_limits (self, acceptance);
  const GArray *missed = acceptance->limits;

  choose_group (candidates, limits, 0, acceptance->max_error, is_chosen);
  for (guint i = 0; i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    choose_group (candidates, limits, limit->class_id, limit->share, is_chosen);
  }
  for (guint i = 0; missed != NULL && i < missed->len; i++) {
    const FlClassLimit *limit = &g_array_index (missed, FlClassLimit, i);
    if (limit->is_missed)
      drop_missed (self, candidates, limit, is_chosen);
  }
}

GArray *
fl_proposed_list_lot (const GArray *proposed, const GArray *limits, const FlClassLimit *limit)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (FlProposed));

  for (guint i = 0; i < proposed->len; i++) {
    const FlProposed *each = &g_array_index (proposed, FlProposed, i);
    if (find_limit (limits, each->class_id) == limit)
      g_array_append_vals (samples, each, 1);
  }
  return samples;
}

void
fl_proposed_for_each_lot (const GArray *chosen,
                          const GArray *limits,
                          FlProposedFunc func,
                          gpointer data)
{
  for (guint i = 0; i <= limits->len; i++) {
    const FlClassLimit *limit = i > 0 ? &g_array_index (limits, FlClassLimit, i - 1) : NULL;
    g_autoptr (GArray) samples = fl_proposed_list_lot (chosen, limits, limit);
    if (samples->len > 0)
      func (limit, samples, data);
  }
}

/* The lots that are planned, and what they belong to. */
typedef struct {
  const FlAcceptance *acceptance;
  GArray *lots; /* FlPlannedLot */
} Planning;

static void
plan_lot (const FlClassLimit *limit, GArray *samples, gpointer data)
{
  Planning *self = data;
  const double max_error = limit != NULL ? limit->share : self->acceptance->max_error;
  const FlPlannedLot lot = {.class_id = limit != NULL ? limit->class_id : 0,
                            .max_error = max_error,
                            .n_samples = samples->len,
                            .n_checks =
                              (guint) fl_certificate_count_clean (samples->len, max_error,
                                                                  1 -
                                                                    self->acceptance->confidence)};

  g_array_append_val (self->lots, lot);
}

static GArray *
plan_lots (FlSession *self, const FlAcceptance *acceptance, const GArray *chosen)
{
  g_autoptr (GArray) limits = fl_session_list_lot_limits (self, acceptance);
  Planning planning = {.acceptance = acceptance,
                       .lots = g_array_new (FALSE, FALSE, sizeof (FlPlannedLot))};

  fl_proposed_for_each_lot (chosen, limits, plan_lot, &planning);
  return planning.lots;
}

GArray *
fl_session_propose (FlSession *self, FlAcceptance *acceptance, GArray *edges)
{
  if (!fl_session_is_calibrated (self))
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
  g_autoptr (GArray) lots = plan_lots (self, acceptance, chosen);
  for (guint i = 0; i < lots->len; i++)
    acceptance->n_checks += g_array_index (lots, FlPlannedLot, i).n_checks;
  return chosen;
}

GArray *
fl_session_plan_lots (FlSession *self, const FlAcceptance *acceptance)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, NULL);

  FlAcceptance copy = *acceptance;
  g_autoptr (GArray) chosen = fl_session_propose (self, &copy, NULL);
  return chosen != NULL ? plan_lots (self, acceptance, chosen)
                        : g_array_new (FALSE, FALSE, sizeof (FlPlannedLot));
}
