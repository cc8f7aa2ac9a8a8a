/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learning of tags: one yes/no model each, scored together, and questions about them in turn. */
#include "session/fl-learning-tags.h"

#include <math.h>

#include "session/fl-learning-committee.h"
#include "session/fl-learning-private.h"
#include "session/fl-ranking.h"
#include "session/fl-tag-tracks.h"

/* Share of the questions that the surest tag has, of what it would have if all were alike. */
#define MIN_SHARE 0.25

/* A tag as a project of two classes. */
typedef struct {
  FlLearnRequest *request;
  FlLearnResult *result;
  FlScaling *scaling;
  GPtrArray *committee; /* (nullable) FlModel */
  double doubt;         /* its share of the questions, before all of them are compared */
} Tag;

typedef struct {
  const FlLearnRequest *request;
  const FlScaling *frozen;
  FlLearnResult *result;
  GPtrArray *probabilities; /* (nullable) float, [samples->n][n_tags], by stream */
  Tag *tags;                /* [n_tags] */
  GCancellable *cancellable;
} Work;

static gint64
get_tag (const FlLearnRequest *request, gsize t)
{
  return g_array_index (request->class_ids, gint64, t);
}

static void
free_tag_model (gpointer data)
{
  FlTagModel *self = data;

  fl_model_unref (self->model);
  g_clear_pointer (&self->suspects, g_array_unref);
  g_free (self);
}

/* What was said of one tag, as labels of two classes: the tag, and minus the tag for no. */
static GArray *
make_track (const FlTagTracks *tags, gint64 tag)
{
  const GArray *said = fl_tag_tracks_get (tags, tag);
  GArray *track =
    said != NULL ? g_array_copy ((GArray *) said) : g_array_new (FALSE, FALSE, sizeof (FlLabelRow));

  for (guint i = 0; i < track->len; i++) {
    FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (row->state != FL_LABEL_NO)
      continue;
    row->state = FL_LABEL_LABELLED;
    row->class_id = -tag;
  }
  return track;
}

static FlLearnStream *
make_stream (const FlLearnStream *from, gint64 tag)
{
  FlLearnStream *self = g_new (FlLearnStream, 1);

  *self = (FlLearnStream){.id = from->id,
                          .samples = fl_sample_set_ref (from->samples),
                          .index = fl_frame_index_ref (from->index),
                          .track = make_track (from->tags, tag),
                          .pool = from->pool != NULL ? g_hash_table_ref (from->pool) : NULL,
                          .runs = from->runs != NULL ? fl_run_set_ref (from->runs) : NULL,
                          .is_whole = from->is_whole};
  return self;
}

static const FlTagModel *
find_model (const FlLearnRequest *request, gint64 tag)
{
  for (guint i = 0; request->tag_models != NULL && i < request->tag_models->len; i++) {
    const FlTagModel *model = request->tag_models->pdata[i];
    if (model->tag == tag)
      return model;
  }
  return NULL;
}

static void
take_last_model (FlLearnRequest *self, const FlTagModel *last)
{
  const FlModelFacts *facts = fl_model_get_facts (last->model);

  self->warm = fl_model_ref (last->model);
  self->c = facts->c;
  self->n_validated = last->n_validated;
  self->n_chosen = last->n_chosen;
  if (!facts->is_calibrated)
    return;
  self->temperature = facts->temperature;
  self->platt = facts->platt;
}

FlLearnRequest *
fl_learn_new_tag_request (const FlLearnRequest *from, gint64 tag)
{
  const gint64 ids[] = {-tag, tag};
  const FlTagModel *last = find_model (from, tag);
  FlLearnRequest *self = g_new (FlLearnRequest, 1);

  *self = (FlLearnRequest){.revision = from->revision,
                           .class_ids = g_array_new (FALSE, FALSE, sizeof (gint64)),
                           .streams =
                             g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free),
                           .knowledge = fl_knowledge_new_all (),
                           .extractor = from->extractor,
                           .classifier = from->classifier,
                           .strategy = from->strategy,
                           .seed = from->seed + (guint32) tag,
                           .n_wanted = from->n_wanted,
                           .n_spare = from->n_spare};
  g_array_append_vals (self->class_ids, ids, G_N_ELEMENTS (ids));
  if (from->passed_over != NULL)
    self->passed_over = g_array_ref (from->passed_over);
  for (guint i = 0; i < from->streams->len; i++)
    g_ptr_array_add (self->streams, make_stream (FL_LEARN_STREAM (from, i), tag));
  if (last != NULL)
    take_last_model (self, last);
  return self;
}

static void
tag_clear (Tag *self)
{
  g_clear_pointer (&self->request, fl_learn_request_free);
  g_clear_pointer (&self->result, fl_learn_result_free);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_clear_pointer (&self->committee, g_ptr_array_unref);
}

static void
teach_tag (gsize t, gpointer data)
{
  Work *work = data;
  Tag *self = &work->tags[t];

  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  fl_learn_decide (self->request);
  g_autoptr (FlDataset) dataset = fl_learn_teach (self->request, work->frozen, self->result,
                                                  &self->scaling, NULL, work->cancellable);
  if (self->result->model != NULL && self->request->strategy->needs_committee)
    self->committee = fl_learn_committee (self->request, dataset, self->scaling,
                                          self->result->model, NULL, work->cancellable);
}

/* Those that were found, else those from when the tag was validated last. */
static GArray *
keep_suspects (const Work *work, const Tag *self)
{
  const gint64 id = get_tag (self->request, 1);
  const FlTagModel *last = find_model (work->request, id);
  const FlLearnResult *result = self->result;
  GArray *suspects = result->was_validated ? result->suspects
                     : last != NULL        ? last->suspects
                                           : NULL;

  if (suspects == NULL)
    return NULL;
  GArray *kept = g_array_copy (suspects);
  for (guint i = 0; i < kept->len; i++)
    g_array_index (kept, FlRanked, i).tag = id;
  return kept;
}

static FlTagModel *
keep_model (const Work *work, const Tag *self)
{
  const FlLearnRequest *request = self->request;
  const FlLearnResult *result = self->result;
  const gboolean is_calibrated = fl_model_get_facts (result->model)->is_calibrated;
  FlTagModel *kept = g_new (FlTagModel, 1);

  *kept = (FlTagModel){.tag = get_tag (request, 1),
                       .model = fl_model_ref (result->model),
                       .n_taught = result->n_taught,
                       .n_validated = result->was_validated && is_calibrated ? result->n_taught
                                                                             : request->n_validated,
                       .n_chosen =
                         result->chose_c && is_calibrated ? result->n_taught : request->n_chosen,
                       .suspects = keep_suspects (work, self)};
  return kept;
}

/* One model of all tags, to be scored at once. */
static void
join_models (const Work *work)
{
  const guint n_tags = work->request->class_ids->len;
  g_autofree FlModel **models = g_new0 (FlModel *, n_tags);
  FlModelFacts facts = {.revision = work->request->revision,
                        .temperature = 1,
                        .is_calibrated = TRUE};
  FlLearnResult *result = work->result;

  result->tag_models = g_ptr_array_new_with_free_func (free_tag_model);
  for (guint t = 0; t < n_tags; t++) {
    const Tag *tag = &work->tags[t];
    models[t] = tag->result->model;
    result->n_taught += tag->result->n_taught;
    if (models[t] == NULL)
      continue;
    const FlModelFacts *own = fl_model_get_facts (models[t]);
    facts.c = MAX (facts.c, own->c);
    facts.is_calibrated = facts.is_calibrated && own->is_calibrated;
    g_ptr_array_add (result->tag_models, keep_model (work, tag));
  }
  result->model = fl_model_new_tags (models, n_tags, &facts);
}

static void
predict_all (Work *work, const FlParallel *parallel)
{
  const FlLearnRequest *request = work->request;

  work->probabilities = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    float *own = fl_learn_predict (work->result->model, stream->samples, parallel);
    g_ptr_array_add (work->probabilities, own);
    g_ptr_array_add (work->result->sweeps,
                     fl_sweep_new_tags (stream->samples, request->revision, request->generation,
                                        request->class_ids, own));
  }
}

/* Of no and yes, by stream, as a project of two classes has them. */
static GPtrArray *
split_off (const Work *work, gsize t)
{
  const gsize n_tags = work->request->class_ids->len;
  GPtrArray *split = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < work->request->streams->len; i++) {
    const gsize n = FL_LEARN_STREAM (work->request, i)->samples->n;
    const float *all = work->probabilities->pdata[i];
    float *own = g_new (float, MAX (n, 1) * 2);
    for (gsize j = 0; j < n; j++) {
      own[2 * j] = 1 - all[j * n_tags + t];
      own[2 * j + 1] = all[j * n_tags + t];
    }
    g_ptr_array_add (split, own);
  }
  return split;
}

/* Square root of the errors that are to be expected. */
static double
measure_doubt (const Work *work, const GPtrArray *probabilities)
{
  double sum = 0;

  for (guint i = 0; i < probabilities->len; i++) {
    const float *own = probabilities->pdata[i];
    for (gsize j = 0; j < FL_LEARN_STREAM (work->request, i)->samples->n; j++)
      sum += (double) MIN (own[2 * j], own[2 * j + 1]);
  }
  return sqrt (sum);
}

/* The order of one tag, by the distance to the decision value at which yes is as likely as no. */
static void
rank_tag (gsize t, gpointer data)
{
  const Work *work = data;
  Tag *self = &work->tags[t];
  FlLearnResult *result = self->result;
  g_autoptr (GPtrArray) probabilities = result->model != NULL ? split_off (work, t) : NULL;

  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  self->doubt = probabilities != NULL ? measure_doubt (work, probabilities) : INFINITY;
  result->ranked = fl_ranking_run (self->request, self->scaling, probabilities, result->model,
                                   self->committee, work->cancellable);
}

/* Shares of the questions, sum 1: tags that nothing is known of yet share them all. */
static void
find_shares (const Work *work, double *shares)
{
  const guint n_tags = work->request->class_ids->len;
  double sum = 0;
  guint n_unknown = 0;

  for (guint t = 0; t < n_tags; t++) {
    n_unknown += isinf (work->tags[t].doubt) != 0;
    sum += work->tags[t].doubt;
  }
  for (guint t = 0; t < n_tags; t++) {
    const double doubt = work->tags[t].doubt;
    const double share = n_unknown > 0 ? (isinf (doubt) ? 1.0 / n_unknown : 0)
                         : sum > 0     ? doubt / sum
                                       : 1.0 / n_tags;
    shares[t] = (share + MIN_SHARE / n_tags) / (1 + MIN_SHARE);
  }
}

static guint
draw_tag (const double *shares, guint n_tags, GRand *rand)
{
  double at = g_rand_double (rand);
  guint t = 0;

  while (t + 1 < n_tags && at >= shares[t])
    at -= shares[t++];
  return t;
}

/* Whether a frame is not asked about yet; a picture is asked about once in a round. */
static gboolean
is_new_frame (const GArray *ranked, const FlFrameRef *ref)
{
  for (guint i = 0; i < ranked->len; i++) {
    const FlFrameRef *other = &g_array_index (ranked, FlRanked, i).ref;
    if (other->stream == ref->stream && other->frame == ref->frame)
      return FALSE;
  }
  return TRUE;
}

/* One draw a slot says whose turn it is. Where a tag doubts, it alone is asked; where the picture is
 * new to it, all of them are, for the look at it costs more than the keys. */
static void
interleave (const Work *work)
{
  const guint n_tags = work->request->class_ids->len;
  g_autofree double *shares = g_new (double, n_tags);
  g_autofree guint *next = g_new0 (guint, n_tags);
  /* Each action draws anew, also one that teaches nothing. */
  g_autoptr (GRand) rand = g_rand_new_with_seed (work->request->seed * 2654435761u +
                                                 (guint32) work->request->revision * 40503u);
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  gsize n_left = 0;

  find_shares (work, shares);
  for (guint t = 0; t < n_tags; t++)
    n_left += work->tags[t].result->ranked->len;
  while (ranked->len < work->request->n_wanted + work->request->n_spare && n_left > 0) {
    guint t = draw_tag (shares, n_tags, rand);
    while (next[t] == work->tags[t].result->ranked->len)
      t = (t + 1) % n_tags;
    FlRanked entry = g_array_index (work->tags[t].result->ranked, FlRanked, next[t]++);
    n_left--;
    entry.tag = entry.reason == FL_REASON_DOUBTFUL ? get_tag (work->request, t) : 0;
    entry.first = 0;
    entry.second = 0;
    if (is_new_frame (ranked, &entry.ref))
      g_array_append_val (ranked, entry);
  }
  work->result->ranked = ranked;
}

/* All tags of what is like the chosen frame are asked, before all else. */
static void
put_likes_first (const Work *work)
{
  g_autoptr (GArray) others = work->result->ranked;
  GArray *ranked = fl_ranking_list_like (work->request, work->frozen);

  for (guint i = 0; i < others->len; i++)
    if (is_new_frame (ranked, &g_array_index (others, FlRanked, i).ref))
      g_array_append_val (ranked, g_array_index (others, FlRanked, i));
  work->result->ranked = ranked;
}

static void
begin_tags (Work *work)
{
  for (guint t = 0; t < work->request->class_ids->len; t++) {
    Tag *self = &work->tags[t];
    self->request = fl_learn_new_tag_request (work->request, get_tag (work->request, t));
    self->result = fl_learn_begin (self->request);
    /* A solution for rows that were scaled otherwise is no good beginning. */
    if (work->result->scaling != NULL)
      g_clear_pointer (&self->request->warm, fl_model_unref);
  }
}

void
fl_learn_tags (const FlLearnRequest *request,
               const FlScaling *frozen,
               FlLearnResult *result,
               const FlParallel *parallel,
               GCancellable *cancellable)
{
  const guint n_tags = request->class_ids->len;
  g_autofree Tag *tags = g_new0 (Tag, n_tags);
  Work work = {.request = request,
               .frozen = frozen,
               .result = result,
               .tags = tags,
               .cancellable = cancellable};
  gint64 begin_us = g_get_monotonic_time ();

  begin_tags (&work);
  fl_parallel_run (parallel, n_tags, teach_tag, &work);
  if (!g_cancellable_is_cancelled (cancellable)) {
    join_models (&work);
    result->train_ms = (double) (g_get_monotonic_time () - begin_us) / 1000;
    if (result->model != NULL)
      predict_all (&work, parallel);
    fl_parallel_run (parallel, n_tags, rank_tag, &work);
  }
  if (!g_cancellable_is_cancelled (cancellable))
    interleave (&work);
  if (request->likes != NULL && result->ranked != NULL)
    put_likes_first (&work);
  for (guint t = 0; t < n_tags; t++)
    tag_clear (&tags[t]);
  g_clear_pointer (&work.probabilities, g_ptr_array_unref);
}
