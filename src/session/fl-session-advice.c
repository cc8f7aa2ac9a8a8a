/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds advice on a thread whenever there is a new model; the newest one wins. */
#include "session/fl-session-advice.h"

#include "session/fl-learning-tags.h"
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
  GPtrArray *facts; /* FlStopFacts */
  guint turn;
  GCancellable *cancellable;
  FlStopAdvice advice;
} Round;

static void
free_round (gpointer data)
{
  Round *round = data;

  g_ptr_array_unref (round->facts);
  g_object_unref (round->cancellable);
  g_free (round);
}

/* Of classes: takes over @request. */
static FlStopFacts *
collect_of_classes (FlSession *self, FlLearnRequest *request)
{
  FlStopFacts *facts = g_new0 (FlStopFacts, 1);
  FlAskedCount asked;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&request->warm, fl_model_unref);
  facts->request = request;
  facts->checks = fl_session_list_checks (self, 0);
  if (!fl_store_count_asked (self->store, FL_STOP_ASKED, &asked, &error))
    g_debug ("surprises not counted: %s", error->message);
  facts->n_asked = asked.n;
  facts->n_surprises = asked.n_surprises;
  return facts;
}

/* What the machine said of a tag when it was asked about is not kept, so that nobody knows what surprised it. */
static FlStopFacts *
collect_of_tag (FlSession *self, const FlLearnRequest *request, gint64 tag)
{
  FlStopFacts *facts = g_new0 (FlStopFacts, 1);

  facts->tag = tag;
  facts->n_taught = self->n_taught;
  facts->request = fl_learn_new_tag_request (request, tag);
  facts->request->scaling = request->scaling != NULL ? fl_scaling_ref (request->scaling) : NULL;
  g_clear_pointer (&facts->request->warm, fl_model_unref);
  facts->checks = fl_session_list_checks (self, tag);
  return facts;
}

static GPtrArray *
collect_facts (FlSession *self)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_stop_facts_free);
  FlLearnRequest *request = fl_session_build_request (self);

  if (!self->is_multi_label) {
    g_ptr_array_add (facts, collect_of_classes (self, request));
    return facts;
  }
  for (guint i = 0; i < request->class_ids->len; i++)
    g_ptr_array_add (facts,
                     collect_of_tag (self, request, g_array_index (request->class_ids, gint64, i)));
  fl_learn_request_free (request);
  return facts;
}

static gboolean
can_advise (FlSession *self)
{
  /* The last tag may be gone while the model that knew it is still there. */
  return self->model != NULL && self->as_of_us == 0 && fl_session_get_n_classes (self) > 0;
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

  fl_stop_advise_all (round->facts, fl_thread_get_parallel (), round->cancellable, &round->advice);
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
  g_autoptr (GPtrArray) facts = collect_facts (self);
  fl_stop_advise_all (facts, fl_thread_get_parallel (), NULL, &search->newest);
  search->has_newest = TRUE;
  return &search->newest;
}

const char *
fl_session_get_advice_tag (FlSession *self, const FlStopAdvice *advice)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  FlClass *tag = advice->tag != 0 ? fl_session_find_class_by_id (self, advice->tag) : NULL;
  return tag != NULL ? fl_class_get_name (tag) : NULL;
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
