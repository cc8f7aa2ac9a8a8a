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
  GCancellable *cancellable;
  FlThread *thread;
} Worker;

struct _FlLearner {
  Worker asker;
  Worker fitter;
};

static void
run (gpointer data)
{
  Worker *self = data;
  FlLearnRequest *request;

  while ((request = fl_channel_pop (self->requests)) != NULL) {
    FlLearnResult *result = self->learn (request, fl_thread_get_parallel (), self->cancellable);
    fl_learn_request_free (request);
    if (result != NULL)
      fl_news_push (self->inbox, self->on_result, result, (GDestroyNotify) fl_learn_result_free);
  }
}

static void
start (Worker *self, const char *name)
{
  self->requests = fl_channel_new ((GDestroyNotify) fl_learn_request_free);
  self->cancellable = g_cancellable_new ();
  self->thread = fl_thread_start (name, FL_THREAD_NICE_WORK, run, self);
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
fl_learner_new (FlChannel *inbox, FlNewsFunc on_result, FlNewsFunc on_fit)
{
  FlLearner *self = g_new0 (FlLearner, 1);

  self->asker = (Worker){.inbox = inbox, .learn = fl_learn, .on_result = on_result};
  self->fitter = (Worker){.inbox = inbox, .learn = fl_learn_fit, .on_result = on_fit};
  start (&self->asker, "fl-learner");
  start (&self->fitter, "fl-fitter");
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
