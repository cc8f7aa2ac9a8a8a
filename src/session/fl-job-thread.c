/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work for which somebody waits: exports, demo footage. */
#include "session/fl-job-thread.h"

#include "session/fl-job-private.h"
#include "session/fl-thread.h"

struct _FlJobThread {
  FlJob *job;
  FlJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GCancellable *cancellable;
  FlChannel *outcome; /* one GError, or `no_error` */
  GSource *watch;
  FlThread *thread;
};

/* Says that all went well; channels take no NULL. */
static GError no_error;

static void
free_outcome (gpointer message)
{
  if (message != &no_error)
    g_error_free (message);
}

static void
take_outcome (gpointer message, gpointer data)
{
  FlJobThread *self = data;

  fl_job_end (self->job, message != &no_error ? message : NULL);
  free_outcome (message);
}

static void
run (gpointer data)
{
  FlJobThread *self = data;
  GError *error = NULL;

  gboolean is_done = self->func (self->data, self->cancellable, &error);
  fl_channel_push (self->outcome, is_done ? &no_error : error);
}

FlJobThread *
fl_job_thread_new (FlJob *job, FlJobFunc func, gpointer data, GDestroyNotify free_data)
{
  FlJobThread *self = g_new0 (FlJobThread, 1);

  self->job = g_object_ref (job);
  self->func = func;
  self->data = data;
  self->free_data = free_data;
  self->cancellable = g_object_ref (fl_job_get_cancellable (job));
  self->outcome = fl_channel_new (free_outcome);
  self->watch = fl_channel_watch (self->outcome, take_outcome, self);
  self->thread = fl_thread_start ("fl-job", FL_THREAD_NICE_WORK, run, self);
  return self;
}

void
fl_job_thread_free (FlJobThread *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  fl_thread_join (self->thread);
  g_source_destroy (self->watch);
  g_source_unref (self->watch);
  fl_channel_free (self->outcome);
  self->free_data (self->data);
  g_object_unref (self->cancellable);
  g_object_unref (self->job);
  g_free (self);
}

FlJob *
fl_job_thread_get_job (FlJobThread *self)
{
  return self->job;
}
