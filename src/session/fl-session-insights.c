/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what the project has come to: answers here, for the store is of this thread, and samples on a
 * thread, for there may be millions. */
#include "session/fl-session-insights.h"

#include "session/fl-session-audits.h"
#include "session/fl-session-private.h"
#include "store/fl-store-answers.h"

struct _FlInsightsSearch {
  FlInsights *newest; /* (nullable) */
  gboolean is_wanted; /* as soon as the thread is free */
  FlThread *thread;   /* (nullable) */
  GCancellable *cancellable;
};

typedef struct {
  FlChannel *inbox;
  FlInsights *insights; /* to be filled */
  GPtrArray *labellings;
  gboolean is_multi_label;
  GCancellable *cancellable;
} Round;

/* What disagreed in an open lot is asked once more, blind: until then nobody is told. */
static void
hide_open_lots (FlSession *self, GArray *answers)
{
  for (guint i = 0; i < answers->len; i++) {
    FlAnswerRow *answer = &g_array_index (answers, FlAnswerRow, i);
    answer->is_blind = answer->is_blind && !fl_session_is_open_lot (self, answer->lot);
  }
}

static FlInsights *
read_answers (FlSession *self, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) answers = fl_store_list_answers (self->store, error);

  if (answers == NULL)
    return NULL;
  hide_open_lots (self, answers);
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, i));
    g_array_append_val (ids, id);
  }
  FlInsights *insights = fl_insights_new (ids);
  fl_insights_add_answers (insights, answers, self->is_multi_label);
  return insights;
}

FlInsights *
fl_session_collect_insights (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  FlInsights *insights = read_answers (self, error);
  for (guint i = 0; insights != NULL && i < fl_session_get_n_streams (self); i++) {
    const FlLabelling labelling = fl_stream_borrow_labelling (fl_session_peek_stream (self, i));
    fl_insights_add_stream (insights, &labelling, self->is_multi_label, NULL);
  }
  return insights;
}

static void start (FlSession *self);

static void
take_insights (FlSession *self, gpointer content)
{
  FlInsightsSearch *search = self->insights_search;

  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  g_clear_pointer (&search->newest, fl_insights_unref);
  search->newest = fl_insights_ref (content);
  start (self);
  fl_session_emit_insights_changed (self);
}

static void
work (gpointer data)
{
  Round *round = data;

  for (guint i = 0; i < round->labellings->len; i++)
    fl_insights_add_stream (round->insights, round->labellings->pdata[i], round->is_multi_label,
                            round->cancellable);
  fl_news_push (round->inbox, take_insights, round->insights, (GDestroyNotify) fl_insights_unref);
  g_ptr_array_unref (round->labellings);
  g_object_unref (round->cancellable);
  g_free (round);
}

static void
start (FlSession *self)
{
  FlInsightsSearch *search = self->insights_search;
  g_autoptr (GError) error = NULL;

  if (search->thread != NULL || !search->is_wanted)
    return;
  search->is_wanted = FALSE;
  FlInsights *insights = read_answers (self, &error);
  if (insights == NULL) {
    fl_session_emit_problem (self, error->message);
    return;
  }
  Round *round = g_new (Round, 1);
  *round = (Round){
    .inbox = self->inbox,
    .insights = insights,
    .labellings = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_labelling_free),
    .is_multi_label = self->is_multi_label,
    .cancellable = g_object_ref (search->cancellable),
  };
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    g_ptr_array_add (round->labellings, fl_stream_snapshot (fl_session_peek_stream (self, i)));
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
