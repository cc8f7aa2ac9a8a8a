/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work that people see in the list of jobs until it ends. */
#include "session/fl-session-private.h"

#include "session/fl-job-private.h"
#include "session/fl-video-search.h"

static void
on_job_state (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlSession *self = data;
  guint position;

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}

void
fl_session_show_job (FlSession *self, FlJob *job)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_JOB (job));

  fl_session_note_activity (self);
  g_list_store_append (self->jobs, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_state), self, 0);
}

FlJob *
fl_session_start_job (FlSession *self,
                      const char *title,
                      FlJobFunc func,
                      gpointer data,
                      GDestroyNotify free_data)
{
  g_autoptr (FlJob) job = fl_job_new (title, NULL);

  fl_session_show_job (self, job);
  FlJobThread *thread = fl_job_thread_new (job, func, data, free_data);
  g_ptr_array_add (self->job_threads, thread);
  return fl_job_thread_get_job (thread);
}
