/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what the project has come to, on a thread: there may be millions of samples, and as many answers,
 * which it reads by a connection of its own. */
#include "session/fl-session-insights.h"

#include "session/fl-insights-round.h"
#include "session/fl-lot.h"
#include "session/fl-session-audits.h"
#include "session/fl-session-private.h"
#include "store/fl-store-answers.h"

struct _FlInsightsSearch {
  FlInsights *newest; /* (nullable) */
  gboolean is_wanted; /* as soon as the thread is free */
  FlThread *thread;   /* (nullable) */
  GCancellable *cancellable;
};

struct _FlInsightsRound {
  FlChannel *inbox;
  char *path;           /* of the project */
  FlInsights *insights; /* to be filled */
  GPtrArray *labellings;
  GHashTable *open_lots; /* gint64 ids */
  gboolean is_multi_label;
  gboolean is_read_only;
  GCancellable *cancellable;
  GError *error; /* (nullable) why answers could not be read */
};

void
fl_insights_round_free (FlInsightsRound *round)
{
  g_free (round->path);
  fl_insights_unref (round->insights);
  g_ptr_array_unref (round->labellings);
  g_hash_table_unref (round->open_lots);
  g_object_unref (round->cancellable);
  g_clear_error (&round->error);
  g_free (round);
}

/* What disagreed in an open lot is asked once more, blind: until then nobody is told. */
static GHashTable *
list_open_lots (FlSession *self)
{
  GHashTable *open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->lots->len; i++) {
    const FlLot *lot = self->lots->pdata[i];
    if (fl_session_is_open_lot (self, lot->row->id))
      g_hash_table_add (open, g_memdup2 (&lot->row->id, sizeof lot->row->id));
  }
  return open;
}

static FlInsights *
begin_insights (FlSession *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, i));
    g_array_append_val (ids, id);
  }
  return fl_insights_new (ids);
}

FlInsightsRound *
fl_session_begin_insights (FlSession *self)
{
  FlInsightsRound *round = g_new0 (FlInsightsRound, 1);

  round->inbox = self->inbox;
  round->path = g_strdup (fl_store_get_path (self->store));
  round->insights = begin_insights (self);
  round->labellings = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_labelling_free);
  round->open_lots = list_open_lots (self);
  round->is_multi_label = self->is_multi_label;
  round->is_read_only = self->is_read_only;
  round->cancellable = g_cancellable_new ();
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    g_ptr_array_add (round->labellings, fl_stream_snapshot (fl_session_peek_stream (self, i)));
  return round;
}

static gboolean
add_answers (FlInsightsRound *round, FlStore *store)
{
  g_autoptr (GArray) answers = fl_store_list_answers (store, &round->error);

  for (guint i = 0; answers != NULL && i < answers->len; i++) {
    FlAnswerRow *answer = &g_array_index (answers, FlAnswerRow, i);
    answer->is_blind = answer->is_blind && !g_hash_table_contains (round->open_lots, &answer->lot);
  }
  if (answers != NULL)
    fl_insights_add_answers (round->insights, answers, round->is_multi_label);
  return answers != NULL;
}

static void
add_samples (FlInsightsRound *round)
{
  fl_insights_hold_back (round->labellings);
  for (guint i = 0; i < round->labellings->len; i++)
    fl_insights_add_stream (round->insights, round->labellings->pdata[i], round->is_multi_label,
                            round->cancellable);
}

FlInsights *
fl_insights_round_run (FlInsightsRound *self,
                       FlStore *store,
                       GCancellable *cancellable,
                       GError **error)
{
  if (cancellable != NULL)
    g_set_object (&self->cancellable, cancellable);
  if (!add_answers (self, store)) {
    g_propagate_error (error, g_steal_pointer (&self->error));
    return NULL;
  }
  add_samples (self);
  return fl_insights_ref (self->insights);
}

FlInsights *
fl_session_collect_insights (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  FlInsightsRound *round = fl_session_begin_insights (self);
  FlInsights *insights = fl_insights_round_run (round, self->store, NULL, error);
  fl_insights_round_free (round);
  return insights;
}

static void
free_round (gpointer data)
{
  fl_insights_round_free (data);
}

static void start (FlSession *self);

static void
take_insights (FlSession *self, gpointer content)
{
  FlInsightsSearch *search = self->insights_search;
  const FlInsightsRound *round = content;

  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  if (round->error == NULL) {
    g_clear_pointer (&search->newest, fl_insights_unref);
    search->newest = fl_insights_ref (round->insights);
  }
  start (self);
  if (round->error == NULL)
    fl_session_emit_insights_changed (self);
  else
    fl_session_emit_problem (self, round->error->message);
}

/* Answers that wait for a busy file are not among those that are read. */
static void
work (gpointer data)
{
  FlInsightsRound *round = data;
  g_autoptr (FlStore) store = round->is_read_only
                                ? fl_store_open (round->path, FL_STORE_READ, &round->error)
                                : fl_store_open_second (round->path, &round->error);

  if (store != NULL && add_answers (round, store))
    add_samples (round);
  fl_news_push (round->inbox, take_insights, round, free_round);
}

static void
start (FlSession *self)
{
  FlInsightsSearch *search = self->insights_search;

  if (search->thread != NULL || !search->is_wanted)
    return;
  search->is_wanted = FALSE;
  FlInsightsRound *round = fl_session_begin_insights (self);
  g_set_object (&round->cancellable, search->cancellable);
  search->thread = fl_thread_start ("fl-insights", 0, work, round);
}

void
fl_session_update_insights (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  if (self->insights_search == NULL) {
    self->insights_search = g_new0 (FlInsightsSearch, 1);
    self->insights_search->cancellable = g_cancellable_new ();
  }
  self->insights_search->is_wanted = TRUE;
  start (self);
}

const FlInsights *
fl_session_get_insights (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return self->insights_search != NULL ? self->insights_search->newest : NULL;
}

void
fl_session_end_insights (FlSession *self)
{
  FlInsightsSearch *search = g_steal_pointer (&self->insights_search);

  if (search == NULL)
    return;
  g_cancellable_cancel (search->cancellable);
  g_clear_pointer (&search->thread, fl_thread_join);
  g_clear_pointer (&search->newest, fl_insights_unref);
  g_object_unref (search->cancellable);
  g_free (search);
}
