/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session as an object: its properties, its signals, and what it hands out. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "session/fl-session-checks.h"
#include "store/fl-store-actions.h"
#include "store/fl-store-checks.h"
#include "store/fl-store-hidden.h"

/* Questions that are kept ready. */
#define N_QUESTIONS 32
/* Long enough that whoever only looks at a picture is not taken for having gone. */
#define IDLE_MS 5000

G_DEFINE_QUARK (fl_session_error_quark, fl_session_error)
G_DEFINE_FINAL_TYPE (FlSession, fl_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_TARGET,
  PROP_CURRENT,
  PROP_N_LABELLED,
  PROP_N_SAMPLES,
  PROP_N_AUTO,
  PROP_HAS_MODEL,
  PROP_IS_MULTI_LABEL,
  PROP_IS_SAVING,
  PROP_STRATEGY,
  N_PROPS,
};

enum {
  LABELS_CHANGED,
  GROUPS_FOUND,
  MODEL_CHANGED,
  CHECKS_CHANGED,
  ADVICE_CHANGED,
  LOTS_CHANGED,
  SWEEPS_CHANGED,
  SWEEP_PRICED,
  ACCEPTANCE_PRICED,
  INSIGHTS_CHANGED,
  LOT_CLOSED,
  PROBLEM,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
fl_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlSession *self = FL_SESSION (object);

  switch (id) {
  case PROP_CAN_UNDO:
    g_value_set_boolean (value, self->can_undo);
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean (value, self->can_redo);
    break;
  case PROP_UNDO_TARGET:
    g_value_set_int64 (value, self->undo_target);
    break;
  case PROP_CURRENT:
    g_value_set_object (value, fl_queue_get_first (self->queue));
    break;
  case PROP_N_LABELLED:
    g_value_set_uint (value, self->n_labelled);
    break;
  case PROP_N_SAMPLES:
    g_value_set_uint (value, self->n_samples);
    break;
  case PROP_N_AUTO:
    g_value_set_uint (value, self->n_auto);
    break;
  case PROP_HAS_MODEL:
    g_value_set_boolean (value, self->model != NULL);
    break;
  case PROP_IS_MULTI_LABEL:
    g_value_set_boolean (value, self->is_multi_label);
    break;
  case PROP_IS_SAVING:
    g_value_set_boolean (value, fl_session_get_is_saving (self));
    break;
  case PROP_STRATEGY:
    g_value_set_string (value, self->strategy->id);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fl_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FlSession *self = FL_SESSION (object);

  if (id != PROP_STRATEGY) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  const FlStrategyType *strategy = fl_strategies_find (g_value_get_string (value), NULL);
  if (strategy == NULL || strategy == self->strategy)
    return;
  self->strategy = strategy;
  g_object_notify_by_pspec (object, pspec);
  fl_session_request_learning (self);
}

static void
fl_session_dispose (GObject *object)
{
  fl_session_close (FL_SESSION (object));
  G_OBJECT_CLASS (fl_session_parent_class)->dispose (object);
}

static void
fl_session_finalize (GObject *object)
{
  FlSession *self = FL_SESSION (object);

  g_clear_object (&self->streams);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_object (&self->classes);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  g_clear_pointer (&self->knowledge, fl_knowledge_unref);
  g_hash_table_unref (self->class_counts);
  g_hash_table_unref (self->tag_counts);
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_clear_pointer (&self->lot_rows, g_ptr_array_unref);
  g_array_unref (self->open_audits);
  g_array_unref (self->open_checks);
  g_array_unref (self->check_answers);
  g_clear_pointer (&self->suspects, g_array_unref);
  g_clear_object (&self->jobs);
  g_clear_object (&self->queue);
  g_clear_object (&self->current);
  g_clear_pointer (&self->job_threads, g_ptr_array_unref);
  g_clear_pointer (&self->ingests, g_ptr_array_unref);
  g_clear_pointer (&self->passed_over, g_array_unref);
  g_clear_pointer (&self->likes, g_array_unref);
  g_clear_pointer (&self->model, fl_model_unref);
  g_clear_pointer (&self->model_classes, g_array_unref);
  g_clear_pointer (&self->tag_models, g_ptr_array_unref);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_clear_pointer (&self->learned, fl_extractor_type_free);
  g_clear_pointer (&self->chosen, fl_extractor_type_free);
  g_ptr_array_unref (self->old_extractors);
  g_clear_pointer (&self->cache, fl_cache_free);
  g_clear_object (&self->compare_cancellable);
  fl_channel_free (self->inbox);
  g_free (self->path);
  g_free (self->annotator_name);
  G_OBJECT_CLASS (fl_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_TARGET] =
    g_param_spec_int64 ("undo-target", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, FL_TYPE_ITEM, flags);
  properties[PROP_N_LABELLED] =
    g_param_spec_uint ("n-labelled", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_SAMPLES] = g_param_spec_uint ("n-samples", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_AUTO] = g_param_spec_uint ("n-auto", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HAS_MODEL] = g_param_spec_boolean ("has-model", NULL, NULL, FALSE, flags);
  properties[PROP_IS_MULTI_LABEL] =
    g_param_spec_boolean ("is-multi-label", NULL, NULL, FALSE, flags);
  properties[PROP_IS_SAVING] = g_param_spec_boolean ("is-saving", NULL, NULL, FALSE, flags);
  properties[PROP_STRATEGY] =
    g_param_spec_string ("strategy", NULL, NULL, FL_STRATEGY_DEFAULT, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
fl_session_class_init (FlSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = fl_session_get_property;
  object_class->set_property = fl_session_set_property;
  object_class->dispose = fl_session_dispose;
  object_class->finalize = fl_session_finalize;
  install_properties (object_class);
  signals[LABELS_CHANGED] = g_signal_new ("labels-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MODEL_CHANGED] =
    g_signal_new ("model-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GROUPS_FOUND] =
    g_signal_new ("groups-found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHECKS_CHANGED] =
    g_signal_new ("checks-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ADVICE_CHANGED] =
    g_signal_new ("advice-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOTS_CHANGED] =
    g_signal_new ("lots-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SWEEPS_CHANGED] =
    g_signal_new ("sweeps-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SWEEP_PRICED] =
    g_signal_new ("sweep-priced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCEPTANCE_PRICED] = g_signal_new ("acceptance-priced", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
  signals[INSIGHTS_CHANGED] =
    g_signal_new ("insights-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOT_CLOSED] = g_signal_new ("lot-closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fl_session_init (FlSession *self)
{
  self->streams = g_list_store_new (FL_TYPE_STREAM);
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
  self->classes = g_list_store_new (FL_TYPE_CLASS);
  self->retired = g_ptr_array_new_with_free_func (g_object_unref);
  self->jobs = g_list_store_new (FL_TYPE_JOB);
  self->job_threads = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_job_thread_free);
  self->inbox = fl_news_channel_new ();
  self->class_counts = g_hash_table_new (NULL, NULL);
  self->tag_counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->compare_cancellable = g_cancellable_new ();
  self->ingests = g_ptr_array_new ();
  self->old_extractors = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);
  self->passed_over = g_array_new (FALSE, FALSE, sizeof (FlPassedOver));
  self->open_audits = g_array_new (FALSE, FALSE, sizeof (FlOpenAudit));
  self->open_checks = g_array_new (FALSE, FALSE, sizeof (FlOpenCheck));
  self->check_answers = g_array_new (FALSE, FALSE, sizeof (FlCheckAnswer));
  self->strategy = fl_strategies_find (FL_STRATEGY_DEFAULT, NULL);
  self->classifier = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL);
  self->n_questions = N_QUESTIONS;
  self->idle_ms = IDLE_MS;
  g_queue_init (&self->unsaved);
}

FlSession *
fl_session_new (void)
{
  return g_object_new (FL_TYPE_SESSION, NULL);
}

static void
set_count (FlSession *self, guint *place, guint value, guint property)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (FlSession *self, gboolean *place, gboolean value, guint property)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
find_steps (FlSession *self)
{
  g_auto (FlUndone) newest = {0};
  const gboolean can_undo = fl_store_find_undo (self->store, self->annotator, &newest);
  /* Answers that wait get the next numbers. */
  const gint64 target = newest.id.seq + fl_session_count_unsaved (self);

  set_flag (self, &self->can_undo, can_undo, PROP_CAN_UNDO);
  set_flag (self, &self->can_redo, fl_store_find_redo (self->store, self->annotator, NULL),
            PROP_CAN_REDO);
  if (self->undo_target == target)
    return;
  self->undo_target = target;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_TARGET]);
}

void
fl_session_recount (FlSession *self)
{
  guint n_samples = 0;
  guint n_auto = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    n_samples += fl_stream_get_n_samples (stream);
    n_auto += fl_stream_get_n_auto (stream);
  }
  set_count (self, &self->n_labelled, fl_session_show_counts (self), PROP_N_LABELLED);
  set_count (self, &self->n_samples, n_samples, PROP_N_SAMPLES);
  set_count (self, &self->n_auto, n_auto - self->n_filled_and_said, PROP_N_AUTO);
  if (self->store != NULL && !self->is_read_only)
    find_steps (self);
}

void
fl_session_update_current (FlSession *self)
{
  FlItem *first = fl_queue_get_first (self->queue);

  if (first == self->current)
    return;
  g_set_object (&self->current, first);
  (void) fl_session_issue_audit (self, first);
  (void) fl_session_issue_check (self, first);
  fl_session_show_probabilities (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

void
fl_session_emit_labels_changed (FlSession *self, gint64 stream)
{
  self->n_label_changes++;
  g_signal_emit (self, signals[LABELS_CHANGED], 0, stream);
}

void
fl_session_emit_model_changed (FlSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MODEL]);
  g_signal_emit (self, signals[MODEL_CHANGED], 0);
  fl_session_update_advice (self);
}

void
fl_session_emit_groups_found (FlSession *self)
{
  g_signal_emit (self, signals[GROUPS_FOUND], 0);
}

void
fl_session_emit_checks_changed (FlSession *self)
{
  g_signal_emit (self, signals[CHECKS_CHANGED], 0);
}

void
fl_session_emit_advice_changed (FlSession *self)
{
  g_signal_emit (self, signals[ADVICE_CHANGED], 0);
}

void
fl_session_emit_lots_changed (FlSession *self)
{
  g_signal_emit (self, signals[LOTS_CHANGED], 0);
}

void
fl_session_emit_sweeps_changed (FlSession *self)
{
  g_signal_emit (self, signals[SWEEPS_CHANGED], 0);
}

void
fl_session_emit_sweep_priced (FlSession *self)
{
  g_signal_emit (self, signals[SWEEP_PRICED], 0);
}

void
fl_session_emit_acceptance_priced (FlSession *self)
{
  g_signal_emit (self, signals[ACCEPTANCE_PRICED], 0);
}

void
fl_session_emit_insights_changed (FlSession *self)
{
  g_signal_emit (self, signals[INSIGHTS_CHANGED], 0);
}

void
fl_session_emit_lot_closed (FlSession *self, gint64 lot)
{
  g_signal_emit (self, signals[LOT_CLOSED], 0, lot);
}

void
fl_session_notify_kind (FlSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_MULTI_LABEL]);
}

void
fl_session_emit_problem (FlSession *self, const char *sentence)
{
  g_signal_emit (self, signals[PROBLEM], 0, sentence);
}

const char *
fl_session_get_path (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return self->path;
}

char *
fl_session_dup_name (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  char *name = g_path_get_basename (self->path);
  char *suffix = g_strrstr (name, FL_PROJECT_SUFFIX);
  if (suffix != NULL && suffix != name)
    *suffix = '\0';
  return name;
}

gboolean
fl_session_get_is_multi_label (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);
  return self->is_multi_label;
}

const char *
fl_session_get_annotator (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return self->annotator_name;
}

GListModel *
fl_session_get_streams (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->streams);
}

GListModel *
fl_session_get_classes (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->classes);
}

GListModel *
fl_session_get_jobs (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->jobs);
}

FlQueue *
fl_session_get_queue (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return self->queue;
}

FlStream *
fl_session_find_stream_by_id (FlSession *self, gint64 id)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    if (fl_stream_get_id (fl_session_peek_stream (self, i)) == id)
      return fl_session_peek_stream (self, i);
  return NULL;
}

FlStream *
fl_session_find_stream (FlSession *self, const char *name, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    if (g_str_equal (fl_stream_get_name (fl_session_peek_stream (self, i)), name))
      return fl_session_peek_stream (self, i);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               fl_store_is_hidden_name (self->store, name)
                 ? _ ("“%s” was removed from this project; add it once more to have it back")
                 : _ ("There is no stream “%s” in this project"),
               name);
  return NULL;
}

FlClass *
fl_session_find_offered_class (FlSession *self, gint64 id)
{
  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    if (fl_class_get_id (fl_session_peek_class (self, i)) == id)
      return fl_session_peek_class (self, i);
  return NULL;
}

FlClass *
fl_session_find_class_by_id (FlSession *self, gint64 id)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  FlClass *offered = fl_session_find_offered_class (self, id);
  if (offered != NULL)
    return offered;
  for (guint i = 0; i < self->retired->len; i++)
    if (fl_class_get_id (self->retired->pdata[i]) == id)
      return self->retired->pdata[i];
  return NULL;
}

FlClass *
fl_session_find_class (FlSession *self, const char *name, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    if (g_str_equal (fl_class_get_name (fl_session_peek_class (self, i)), name))
      return fl_session_peek_class (self, i);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               _ ("There is no class “%s” in this project"), name);
  return NULL;
}
