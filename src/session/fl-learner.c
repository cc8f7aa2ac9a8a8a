/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads that learn. */
#include "session/fl-learner.h"

#include "session/fl-thread.h"

typedef FlLearnResult *(*LearnFunc) (FlLearnRequest *request,
                                     const FlParallel *parallel,
                                     GCancellable *cancellable);

/* One of them: what it is asked, what it does, and who is told. */
typedef struct {
  FlChannel *requests;
  FlChannel *inbox;
  LearnFunc learn;
  FlNewsFunc on_result;
  FlNewsFunc on_sweep;
  guint next_stream; /* that is swept; those who answer quickly let none be left out */
  GCancellable *cancellable;
  FlThread *thread;
} Worker;

struct _FlLearner {
  Worker asker;
  Worker fitter;
};

static void
push (Worker *self, FlNewsFunc func, FlLearnResult *result)
{
  fl_news_push (self->inbox, func, result, (GDestroyNotify) fl_learn_result_free);
}

/* Gives the request that came meanwhile, or %NULL when all is swept. */
static FlLearnRequest *
sweep_all (Worker *self, const FlLearnRequest *request, FlModel *model)
{
  for (guint i = 0; i < request->streams->len; i++) {
    FlLearnRequest *newer = fl_channel_try_pop (self->requests);
    if (newer != NULL || g_cancellable_is_cancelled (self->cancellable))
      return newer;
    guint next = self->next_stream++ % request->streams->len;
    push (self, self->on_sweep, fl_learn_sweep (request, model, next, fl_thread_get_parallel ()));
  }
  return NULL;
}

/* Gives the request that came meanwhile, if one did. */
static FlLearnRequest *
answer (Worker *self, FlLearnRequest *request)
{
  FlLearnResult *result = self->learn (request, fl_thread_get_parallel (), self->cancellable);
  FlLearnRequest *newer = NULL;

  if (result == NULL)
    return NULL;
  FlModel *model = result->model != NULL ? fl_model_ref (result->model) : NULL;
  push (self, self->on_result, result);
  if (model != NULL && fl_learn_is_sweep_due (request))
    newer = sweep_all (self, request, model);
  g_clear_pointer (&model, fl_model_unref);
  return newer;
}

static void
run (gpointer data)
{
  Worker *self = data;
  FlLearnRequest *request;

  while ((request = fl_channel_pop (self->requests)) != NULL)
    while (request != NULL) {
      FlLearnRequest *newer = answer (self, request);
      fl_learn_request_free (request);
      request = newer;
    }
}

static void
start (Worker *self, const char *name, int nice)
{
  self->requests = fl_channel_new ((GDestroyNotify) fl_learn_request_free);
  self->cancellable = g_cancellable_new ();
  self->thread = fl_thread_start (name, nice, run, self);
}

static void
cancel (Worker *self)
{
  g_cancellable_cancel (self->cancellable);
  fl_channel_close (self->requests);
}

static void
end (Worker *self)
{
  fl_thread_join (self->thread);
  fl_channel_free (self->requests);
  g_object_unref (self->cancellable);
}

FlLearner *
fl_learner_new (FlChannel *inbox, FlNewsFunc on_result, FlNewsFunc on_fit, FlNewsFunc on_sweep)
{
  FlLearner *self = g_new0 (FlLearner, 1);

  self->asker =
    (Worker){.inbox = inbox, .learn = fl_learn, .on_result = on_result, .on_sweep = on_sweep};
  self->fitter = (Worker){.inbox = inbox, .learn = fl_learn_fit, .on_result = on_fit};
  start (&self->asker, "fl-learner", FL_THREAD_NICE_AHEAD);
  start (&self->fitter, "fl-fitter", FL_THREAD_NICE_WORK);
  return self;
}

void
fl_learner_free (FlLearner *self)
{
  if (self == NULL)
    return;
  cancel (&self->asker);
  cancel (&self->fitter);
  end (&self->asker);
  end (&self->fitter);
  g_free (self);
}

void
fl_learner_ask (FlLearner *self, FlLearnRequest *request)
{
  fl_channel_replace (self->asker.requests, request);
}

void
fl_learner_fit (FlLearner *self, FlLearnRequest *request)
{
  fl_channel_replace (self->fitter.requests, request);
}
