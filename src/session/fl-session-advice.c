/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds advice on a thread whenever there is a new model; the newest one wins. */
#include "session/fl-session-advice.h"

#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"
#include "store/fl-store-answers.h"

struct _FlAdviceSearch {
  FlStopAdvice newest;
  gboolean has_newest;
  gboolean is_wanted; /* as soon as the thread is free */
  guint turn;         /* another one whenever what is found out now is no use any more */
  FlThread *thread;   /* (nullable) */
  GCancellable *cancellable;
};

typedef struct {
  FlChannel *inbox;
  FlStopFacts *facts;
  guint turn;
  GCancellable *cancellable;
  FlStopAdvice advice;
} Round;

static void
free_round (gpointer data)
{
  Round *round = data;

  g_clear_pointer (&round->facts, fl_stop_facts_free);
  g_object_unref (round->cancellable);
  g_free (round);
}

static FlStopFacts *
collect_facts (FlSession *self)
{
  FlStopFacts *facts = g_new0 (FlStopFacts, 1);
  FlAskedCount asked;
  g_autoptr (GError) error = NULL;

  facts->request = fl_session_build_request (self);
  g_clear_pointer (&facts->request->warm, fl_model_unref);
  facts->checks = fl_session_list_checks (self, 0);
  if (!fl_store_count_asked (self->store, FL_STOP_ASKED, &asked, &error))
    g_debug ("surprises not counted: %s", error->message);
  facts->n_asked = asked.n;
  facts->n_surprises = asked.n_surprises;
  return facts;
}

static gboolean
can_advise (FlSession *self)
{
  return self->model != NULL && !self->is_multi_label && self->as_of_us == 0;
}

static FlAdviceSearch *
get_search (FlSession *self)
{
  if (self->advice_search == NULL) {
    self->advice_search = g_new0 (FlAdviceSearch, 1);
    self->advice_search->cancellable = g_cancellable_new ();
  }
  return self->advice_search;
}

static void start (FlSession *self);

static void
take_advice (FlSession *self, gpointer content)
{
  FlAdviceSearch *search = self->advice_search;
  const Round *round = content;

  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  const gboolean is_news = round->turn == search->turn;
  if (is_news) {
    search->newest = round->advice;
    search->has_newest = TRUE;
  }
  start (self);
  if (is_news)
    fl_session_emit_advice_changed (self);
}

static void
work (gpointer data)
{
  Round *round = data;

  fl_stop_advise (round->facts, fl_thread_get_parallel (), round->cancellable, &round->advice);
  fl_news_push (round->inbox, take_advice, round, free_round);
}

static void
start (FlSession *self)
{
  FlAdviceSearch *search = self->advice_search;

  if (search->thread != NULL || !search->is_wanted || !can_advise (self))
    return;
  search->is_wanted = FALSE;
  Round *round = g_new0 (Round, 1);
  round->inbox = self->inbox;
  round->facts = collect_facts (self);
  round->turn = search->turn;
  round->cancellable = g_object_ref (search->cancellable);
  search->thread = fl_thread_start ("fl-advice", FL_THREAD_NICE_WORK, work, round);
}

static void
forget (FlSession *self)
{
  FlAdviceSearch *search = self->advice_search;

  if (search == NULL)
    return;
  search->turn++;
  search->is_wanted = FALSE;
  if (!search->has_newest)
    return;
  search->has_newest = FALSE;
  fl_session_emit_advice_changed (self);
}

void
fl_session_update_advice (FlSession *self)
{
  if (!can_advise (self)) {
    forget (self);
    return;
  }
  if (self->is_headless)
    return;
  get_search (self)->is_wanted = TRUE;
  start (self);
}

const FlStopAdvice *
fl_session_get_advice (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  const FlAdviceSearch *search = self->advice_search;
  return search != NULL && search->has_newest ? &search->newest : NULL;
}

const FlStopAdvice *
fl_session_find_advice (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && self->is_headless, NULL);

  if (!can_advise (self))
    return NULL;
  FlAdviceSearch *search = get_search (self);
  g_autoptr (FlStopFacts) facts = collect_facts (self);
  fl_stop_advise (facts, fl_thread_get_parallel (), NULL, &search->newest);
  search->has_newest = TRUE;
  return &search->newest;
}

void
fl_session_end_advice (FlSession *self)
{
  FlAdviceSearch *search = g_steal_pointer (&self->advice_search);

  if (search == NULL)
    return;
  g_cancellable_cancel (search->cancellable);
  g_clear_pointer (&search->thread, fl_thread_join);
  g_object_unref (search->cancellable);
  g_free (search);
}
