/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that learns. */
#include "session/fl-learner.h"

#include "session/fl-thread.h"

struct _FlLearner {
  FlChannel *requests;
  FlChannel *inbox;
  FlNewsFunc on_result;
  GCancellable *cancellable;
  FlThread *thread;
};

static void
run (gpointer data)
{
  FlLearner *self = data;
  FlLearnRequest *request;

  while ((request = fl_channel_pop (self->requests)) != NULL) {
    FlLearnResult *result = fl_learn (request, fl_thread_get_parallel (), self->cancellable);
    fl_learn_request_free (request);
    if (result != NULL)
      fl_news_push (self->inbox, self->on_result, result, (GDestroyNotify) fl_learn_result_free);
  }
}

FlLearner *
fl_learner_new (FlChannel *inbox, FlNewsFunc on_result)
{
  FlLearner *self = g_new0 (FlLearner, 1);

  self->requests = fl_channel_new ((GDestroyNotify) fl_learn_request_free);
  self->inbox = inbox;
  self->on_result = on_result;
  self->cancellable = g_cancellable_new ();
  self->thread = fl_thread_start ("fl-learner", FL_THREAD_NICE_WORK, run, self);
  return self;
}

void
fl_learner_free (FlLearner *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  fl_channel_close (self->requests);
  fl_thread_join (self->thread);
  fl_channel_free (self->requests);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
fl_learner_ask (FlLearner *self, FlLearnRequest *request)
{
  fl_channel_replace (self->requests, request);
}
