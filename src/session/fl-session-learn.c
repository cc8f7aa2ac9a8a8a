/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is handed to the learner, and what comes back. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "session/fl-item-private.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-like.h"
#include "session/fl-session-mixer.h"
#include "session/fl-thread.h"
#include "store/fl-store-actions.h"
#include "store/fl-store-settings.h"

/* Where all cores read films a model may take as long as that many answers. */
#define N_SPARE 96

static GArray *
list_class_ids (FlSession *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    gint64 id = fl_class_get_id (fl_session_peek_class (self, i));
    g_array_append_val (ids, id);
  }
  return ids;
}

/* Frames that may be asked about, %NULL for all samples: none of a film that is another one now,
 * and in a window none of one that is not there, for nobody can say what it shows. */
static GHashTable *
list_pool (FlSession *self, FlStream *stream)
{
  GHashTable *pool = fl_stream_get_pool (stream);

  if (!fl_session_can_ask_about (self, stream))
    return g_hash_table_new (g_int64_hash, g_int64_equal);
  return pool != NULL ? g_hash_table_ref (pool) : NULL;
}

/* Whether it has samples whose features are known to be whole. */
static gboolean
is_learned_from (FlStream *stream)
{
  const FlSampleSet *samples = fl_stream_get_samples (stream);

  return samples != NULL && samples->n > 0 && samples->rows->is_whole;
}

static GPtrArray *
list_streams (FlSession *self)
{
  GPtrArray *streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    FlSampleSet *samples = fl_stream_get_samples (stream);
    if (!is_learned_from (stream))
      continue;
    FlRunSet *runs = fl_stream_get_runs (stream);
    FlSweep *sweep = fl_stream_get_sweep (stream);
    FlLearnStream *each = g_new (FlLearnStream, 1);
    *each = (FlLearnStream){.id = fl_stream_get_id (stream),
                            .samples = fl_sample_set_ref (samples),
                            .index = fl_frame_index_ref (fl_stream_get_index (stream)),
                            .track = g_array_copy (fl_stream_get_track (stream)),
                            .sweep = sweep != NULL ? fl_sweep_ref (sweep) : NULL,
                            .tags = self->is_multi_label
                                      ? fl_tag_tracks_copy (fl_stream_get_tags (stream))
                                      : NULL,
                            .pool = list_pool (self, stream),
                            .runs = runs != NULL ? fl_run_set_ref (runs) : NULL,
                            .begins = fl_session_list_begins (stream),
                            .is_whole = fl_stream_is_at_rest (stream)};
    g_ptr_array_add (streams, each);
  }
  return streams;
}

static gboolean
is_same_classes (const GArray *a, const GArray *b)
{
  return a != NULL && b != NULL && a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static GArray *
list_passed_over (FlSession *self)
{
  GArray *refs = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  for (guint i = 0; i < self->passed_over->len; i++)
    g_array_append_val (refs, g_array_index (self->passed_over, FlPassedOver, i).ref);
  return refs;
}

FlLearnRequest *
fl_session_build_request (FlSession *self)
{
  FlLearnRequest *request = g_new0 (FlLearnRequest, 1);

  request->generation = self->generation;
  request->revision = fl_store_get_n_actions (self->store);
  request->class_ids = list_class_ids (self);
  request->is_multi_label = self->is_multi_label;
  request->streams = list_streams (self);
  request->knowledge = fl_knowledge_ref (self->knowledge);
  request->scaling = self->scaling != NULL ? fl_scaling_ref (self->scaling) : NULL;
  request->n_scaled = self->n_scaled;
  if (self->is_multi_label) {
    request->tag_models = self->tag_models != NULL ? g_ptr_array_ref (self->tag_models) : NULL;
  } else if (self->model != NULL && is_same_classes (request->class_ids, self->model_classes)) {
    request->warm = fl_model_ref (self->model);
    request->c = self->fitted_c;
    request->temperature = self->fitted_t;
  }
  request->n_validated = self->n_validated;
  request->n_chosen = self->n_chosen;
  request->smoothing = self->smoothing;
  request->is_fitted_apart = !self->is_headless;
  request->is_swept_apart = !self->is_headless;
  request->extractor = self->extractor;
  request->classifier = self->classifier;
  request->strategy = self->strategy;
  request->seed = self->seed;
  request->n_wanted = self->n_questions;
  request->n_spare = self->is_headless ? 0 : N_SPARE;
  request->passed_over = list_passed_over (self);
  request->likes = self->likes != NULL ? g_array_copy (self->likes) : NULL;
  request->n_likes = self->n_likes;
  request->like_turn = self->like_turn;
  request->asks_runs = fl_session_get_asks_runs (self);
  request->longest_run_s = fl_session_get_longest_run_s (self);
  return request;
}

/* Scaling is frozen in the project, so that a model means the same on every machine. */
static void
keep_scaling (FlSession *self, const FlLearnResult *result)
{
  g_autoptr (GError) error = NULL;

  if (result->scaling == NULL)
    return;
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  self->scaling = fl_scaling_ref (result->scaling);
  self->n_scaled = result->n_scaled;
  if (self->is_read_only)
    return;
  g_autoptr (GBytes) bytes = fl_scaling_serialize (result->scaling);
  self->scaling_version = fl_store_add_scaling (self->store, self->extractor->id,
                                                (gint64) result->n_scaled, bytes, &error);
  if (self->scaling_version == 0)
    g_debug ("scaling not kept: %s", error->message);
}

static void
keep_runs (FlSession *self, const FlLearnResult *result)
{
  for (guint i = 0; i < result->runs->len; i++) {
    gint64 id = g_array_index (result->stream_ids, gint64, i);
    FlStream *stream = fl_session_find_stream_by_id (self, id);
    if (stream != NULL)
      fl_session_take_runs (self, stream, result->runs->pdata[i]);
  }
}

static void
keep_sweeps (FlSession *self, const FlLearnResult *result)
{
  for (guint i = 0; i < result->sweeps->len; i++) {
    gint64 id = g_array_index (result->stream_ids, gint64, i);
    FlStream *stream = fl_session_find_stream_by_id (self, id);
    if (stream != NULL)
      fl_stream_set_sweep (stream, result->sweeps->pdata[i]);
  }
}

static void
keep_model (FlSession *self, const FlLearnResult *result)
{
  /* Answers that were taken back may leave too few for one. */
  if (result->model == NULL) {
    fl_session_forget_model (self);
    return;
  }
  g_clear_pointer (&self->model, fl_model_unref);
  g_clear_pointer (&self->model_classes, g_array_unref);
  self->model = fl_model_ref (result->model);
  self->model_generation = result->generation;
  self->model_classes = g_array_ref (result->class_ids);
  g_clear_pointer (&self->tag_models, g_ptr_array_unref);
  self->tag_models = result->tag_models != NULL ? g_ptr_array_ref (result->tag_models) : NULL;
  self->n_taught = result->n_taught;
  self->train_ms = result->train_ms;
  keep_sweeps (self, result);
}

/* Whether nobody has said anything of it since, be it for the first time or once more. */
static gboolean
is_still_asked (FlSession *self, FlStream *stream, const FlRanked *ranked)
{
  if (self->is_multi_label)
    return !fl_session_is_answered (self, stream, ranked->ref.frame, ranked->tag);
  const FlLabelRow *row = fl_track_find (fl_stream_get_track (stream), ranked->ref.frame);
  const FlActionId said = row != NULL ? row->action : (FlActionId){0};

  return (row != NULL) == (ranked->label.seq > 0) && said.replica == ranked->label.replica &&
         said.seq == ranked->label.seq;
}

static FlItem *
item_for (FlSession *self, const FlRanked *ranked)
{
  FlStream *stream = fl_session_find_stream_by_id (self, ranked->ref.stream);

  /* It may have been answered while the learner was at work. */
  if (stream == NULL || !is_still_asked (self, stream, ranked) ||
      fl_session_find_passed_over (self, ranked->ref.stream, ranked->ref.frame) >= 0)
    return NULL;
  if (self->is_multi_label)
    return fl_item_new_tag (stream, ranked->ref.frame, ranked->reason,
                            fl_session_find_class_by_id (self, ranked->tag));
  return fl_item_new_about (stream, ranked->ref.frame, ranked->reason,
                            fl_session_find_class_by_id (self, ranked->first),
                            fl_session_find_class_by_id (self, ranked->second));
}

/* What was put off long enough ago comes before all else, until it is answered or put off again. */
static void
add_passed_over (FlSession *self, GPtrArray *items)
{
  for (guint i = 0; i < self->passed_over->len; i++) {
    const FlPassedOver *later = &g_array_index (self->passed_over, FlPassedOver, i);
    FlStream *stream = fl_session_find_stream_by_id (self, later->ref.stream);
    if (stream == NULL || later->is_drawn || self->n_steps - later->step < FL_SESSION_LATER_STEPS)
      continue;
    FlClass *tag = later->tag != 0 ? fl_session_find_class_by_id (self, later->tag) : NULL;
    const FlReason reason = later->is_doubted ? FL_REASON_CHECK : FL_REASON_AGAIN;
    if (later->is_doubted || !fl_session_is_answered (self, stream, later->ref.frame, later->tag))
      g_ptr_array_add (items, fl_item_new_tag (stream, later->ref.frame, reason, tag));
    else
      g_array_remove_index (self->passed_over, i--); /* its label may be asked again as before */
  }
}

/* Makes what was put off questions like any other, and what is doubted due. */
static void
end_waiting (FlSession *self)
{
  for (guint i = self->passed_over->len; i-- > 0;) {
    FlPassedOver *later = &g_array_index (self->passed_over, FlPassedOver, i);
    if (later->is_doubted)
      later->step = self->n_steps - FL_SESSION_LATER_STEPS;
    else
      g_array_remove_index (self->passed_over, i);
  }
}

/* Nobody should have to end a search that finds nothing. */
static void
end_vain_search (FlSession *self, const FlLearnResult *result)
{
  if (self->likes == NULL || result->like_turn != self->like_turn)
    return;
  for (guint i = 0; i < result->ranked->len; i++)
    if (g_array_index (result->ranked, FlRanked, i).reason == FL_REASON_LIKE)
      return;
  fl_session_stop_finding_like (self);
  fl_session_emit_problem (self,
                           _ ("No other frame is left to ask about that looks like the one you "
                              "chose; the usual order goes on"));
}

/* What was drawn in an earlier sitting, or put off long enough ago, is asked before anything is drawn. */
static void
add_open_checks (FlSession *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) checks = fl_session_list_open_checks (self);

  /* Who looks for pictures like one is asked about nothing else meanwhile. */
  for (guint i = 0; self->likes == NULL && i < checks->len; i++)
    g_ptr_array_add (items, g_object_ref (checks->pdata[i]));
}

static void
rank_queue (FlSession *self, const FlLearnResult *result)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_open_checks (self, items);
  add_passed_over (self, items);
  for (guint i = 0; i < result->ranked->len; i++) {
    FlItem *item = item_for (self, &g_array_index (result->ranked, FlRanked, i));
    if (item != NULL)
      g_ptr_array_add (items, item);
  }
  fl_session_mix_questions (self, items);
  /* Nothing else is left: what was put off comes back. */
  if (items->len == 0 && self->passed_over->len > 0 && fl_queue_get_first (self->queue) == NULL) {
    end_waiting (self);
    fl_session_request_learning (self);
    return;
  }
  if (result->like_turn != self->ranked_like_turn)
    fl_queue_unpin (self->queue);
  self->ranked_like_turn = result->like_turn;
  fl_queue_rank (self->queue, items);
}

/* A model of other classes or frames than there are now says nothing. */
static gboolean
is_stale (FlSession *self, const FlLearnResult *result)
{
  g_autoptr (GArray) ids = list_class_ids (self);

  return !is_same_classes (ids, result->class_ids) || result->generation <= self->stale_generation;
}

/* T and C that were found, for the models to come. */
static void
keep_fit (FlSession *self, const FlLearnResult *result)
{
  if (!result->was_validated)
    return;
  g_clear_pointer (&self->suspects, g_array_unref);
  self->suspects = result->suspects != NULL ? g_array_ref (result->suspects) : NULL;
  const FlModelFacts *facts = fl_model_get_facts (result->model);
  self->fitted_c = facts->c;
  self->fitted_t = facts->is_calibrated ? facts->temperature : 0;
  if (facts->is_calibrated)
    self->n_validated = result->n_taught;
  if (facts->is_calibrated && result->chose_c)
    self->n_chosen = result->n_taught;
  if (result->chose_c)
    self->smoothing = result->smoothing;
}

static void
apply_fit (FlSession *self, gpointer content)
{
  const FlLearnResult *result = content;

  self->is_fitting = FALSE;
  if (is_stale (self, result) || self->model == NULL || !result->was_validated)
    return;
  keep_fit (self, result);
  fl_session_request_learning (self);
}

static gboolean
is_all_swept (FlSession *self)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    const FlSweep *sweep = fl_stream_get_sweep (stream);
    if (is_learned_from (stream) && (sweep == NULL || sweep->generation != self->model_generation))
      return FALSE;
  }
  return TRUE;
}

/* What the newest model, or one shortly before, says of all samples of a stream. */
static void
apply_sweep (FlSession *self, gpointer content)
{
  const FlLearnResult *result = content;

  if (is_stale (self, result) || self->model == NULL)
    return;
  keep_runs (self, result);
  keep_sweeps (self, result);
  fl_session_emit_labels_changed (self, g_array_index (result->stream_ids, gint64, 0));
  if (is_all_swept (self))
    fl_session_emit_model_changed (self);
}

/* Has T be fitted, and C be chosen, beside the questions when there are enough more answers; when
 * that came to nothing, not before the next answer. */
static void
fit_beside (FlSession *self)
{
  /* Each tag is fitted with its model. */
  if (self->is_headless || self->is_multi_label || self->model == NULL || self->is_fitting ||
      self->n_taught < FL_LEARNING_VALIDATE_FROM || self->n_taught == self->n_fit_tried ||
      10 * self->n_taught < 11 * self->n_validated)
    return;
  self->generation++;
  FlLearnRequest *request = fl_session_build_request (self);
  request->is_fitted_apart = FALSE;
  self->is_fitting = TRUE;
  self->n_fit_tried = self->n_taught;
  fl_learner_fit (self->learner, request);
}

/* Whether that is for good changes when an order is asked for, and when it comes. */
static void
tell_nothing_asked (FlSession *self)
{
  if (fl_queue_get_first (self->queue) == NULL)
    g_object_notify (G_OBJECT (self), "current");
}

static void
apply_result (FlSession *self, gpointer content)
{
  const FlLearnResult *result = content;

  self->learned_generation = result->generation;
  if (result->generation > self->stale_generation) {
    keep_scaling (self, result);
    keep_runs (self, result);
  }
  fl_session_start_groups (self);
  if (is_stale (self, result))
    return;
  keep_fit (self, result);
  keep_model (self, result);
  rank_queue (self, result);
  end_vain_search (self, result);
  fl_session_update_current (self);
  fl_session_show_probabilities (self);
  tell_nothing_asked (self);
  if (result->model != NULL)
    fl_session_emit_model_changed (self);
  fit_beside (self);
}

void
fl_session_request_learning (FlSession *self)
{
  if (self->is_headless || self->store == NULL || fl_session_get_n_classes (self) == 0)
    return;
  fl_session_note_activity (self);
  if (self->learner == NULL)
    self->learner = fl_learner_new (self->inbox, apply_result, apply_fit, apply_sweep);
  self->generation++;
  self->asked_generation = self->generation;
  fl_learner_ask (self->learner, fl_session_build_request (self));
  tell_nothing_asked (self);
}

gboolean
fl_session_is_finding_questions (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);
  return self->learned_generation < self->asked_generation;
}

gboolean
fl_session_learn (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && self->is_headless, FALSE);

  fl_session_compare_rows_now (self);
  self->generation++;
  FlLearnRequest *request = fl_session_build_request (self);
  FlLearnResult *result = fl_learn (request, fl_thread_get_parallel (), NULL);
  gboolean has_model = result->model != NULL;
  apply_result (self, result);
  fl_learn_result_free (result);
  fl_learn_request_free (request);
  if (has_model)
    return TRUE;
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                       self->is_multi_label
                         ? _ ("There is no model yet, because that needs a tag with samples that "
                              "have it and samples that have it not; label some more")
                         : _ ("There is no model yet, because that needs labelled samples of at "
                              "least two classes; label some more"));
  return FALSE;
}

char *
fl_session_dup_smoothing (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  const FlSmoothing *smoothing = &self->smoothing;
  if (self->model == NULL || !smoothing->is_tested)
    return NULL;
  const double with = 100 * smoothing->smooth_accuracy;
  const double without = 100 * smoothing->accuracy;
  const guint n = (guint) smoothing->n;
  if (smoothing->is_used)
    /* Translators: two shares of labels that were held out, then how many of them there were. */
    return g_strdup_printf (_ ("Predictions are smoothed over time: of labels that were held out, "
                               "%.1f %% were right with it and %.1f %% without (n = %u)"),
                            with, without, n);
  /* Translators: two shares of labels that were held out, then how many of them there were. */
  return g_strdup_printf (
    _ ("Predictions are not smoothed over time, which was not clearly better: of "
       "labels that were held out, %.1f %% were right with it and %.1f %% "
       "without (n = %u)"),
    with, without, n);
}

gboolean
fl_session_set_classifier (FlSession *self, const char *id, GError **error)
{
  const FlClassifierType *classifier = fl_classifiers_find (id, error);

  if (classifier == NULL)
    return FALSE;
  self->classifier = classifier;
  return TRUE;
}

gboolean
fl_session_set_strategy (FlSession *self, const char *id, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  if (fl_strategies_find (id, error) == NULL)
    return FALSE;
  g_object_set (self, "strategy", id, NULL);
  return TRUE;
}

gboolean
fl_session_choose_strategy (FlSession *self, const char *id, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && !self->is_read_only, FALSE);

  return fl_strategies_find (id, error) != NULL &&
         fl_store_set_setting (self->store, FL_SESSION_SETTING_STRATEGY, id, error) &&
         fl_session_set_strategy (self, id, error);
}

void
fl_session_set_n_questions (FlSession *self, guint n_questions)
{
  g_return_if_fail (FL_IS_SESSION (self) && n_questions > 0);

  self->n_questions = n_questions;
}

void
fl_session_forget_model (FlSession *self)
{
  const gboolean had_one = self->model != NULL;

  g_clear_pointer (&self->model, fl_model_unref);
  g_clear_pointer (&self->model_classes, g_array_unref);
  g_clear_pointer (&self->tag_models, g_ptr_array_unref);
  self->n_taught = 0;
  self->n_validated = 0;
  self->n_chosen = 0;
  self->smoothing = (FlSmoothing){.is_tested = FALSE};
  self->n_fit_tried = 0;
  self->fitted_c = 0;
  self->fitted_t = 0;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    fl_stream_set_sweep (fl_session_peek_stream (self, i), NULL);
  if (!had_one)
    return;
  fl_session_show_probabilities (self);
  fl_session_emit_model_changed (self);
}
