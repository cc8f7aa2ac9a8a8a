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
  FlChannel *reports;
  GSource *watch;
  FlThread *thread;
};

/* What the thread says. */
typedef struct {
  gboolean is_end;
  GError *error;
  double fraction;
} Report;

static void
report_free (gpointer message)
{
  Report *report = message;

  g_clear_error (&report->error);
  g_free (report);
}

/* What it worked on may be large, and whoever started it may keep it long after its end. */
static void
end_thread (FlJobThread *self)
{
  g_clear_pointer (&self->thread, fl_thread_join);
  if (self->data != NULL)
    self->free_data (g_steal_pointer (&self->data));
}

/* At the end of the job somebody may free @data. */
static void
take_report (gpointer message, gpointer data)
{
  FlJobThread *self = data;
  Report *report = message;

  if (report->is_end)
    end_thread (self);
  if (report->is_end)
    fl_job_end (self->job, report->error);
  else
    fl_job_set_progress (self->job, report->fraction, NULL);
  report_free (report);
}

static void
run (gpointer data)
{
  FlJobThread *self = data;
  Report *report = g_new0 (Report, 1);

  report->is_end = TRUE;
  (void) self->func (self->data, self, &report->error);
  fl_channel_push (self->reports, report);
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
  self->reports = fl_channel_new (report_free);
  self->watch = fl_channel_watch (self->reports, take_report, self);
  self->thread = fl_thread_start ("fl-job", FL_THREAD_NICE_WORK, run, self);
  return self;
}

void
fl_job_thread_free (FlJobThread *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  end_thread (self);
  g_source_destroy (self->watch);
  g_source_unref (self->watch);
  fl_channel_free (self->reports);
  g_object_unref (self->cancellable);
  g_object_unref (self->job);
  g_free (self);
}

FlJob *
fl_job_thread_get_job (FlJobThread *self)
{
  return self->job;
}

GCancellable *
fl_job_thread_get_cancellable (FlJobThread *self)
{
  return self->cancellable;
}

void
fl_job_thread_report (FlJobThread *self, double fraction)
{
  Report *report = g_new0 (Report, 1);

  report->fraction = fraction;
  fl_channel_push (self->reports, report);
}
