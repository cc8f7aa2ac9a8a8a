/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done while nothing else is to do: films in no doubt are verified (decisions 1). */
#include "session/fl-idle.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"
#include "session/fl-verify.h"

/* One film: its thread reads what is set before it starts, and writes nothing here. */
struct _FlIdleRun {
  FlStreamRow *row;
  FlSource *source;
  const FlCache *cache; /* owned by the session, which outlives the thread */
  FlChannel *inbox;
  GCancellable *cancellable;
  FlThread *thread;
};

static void
run_free (FlIdleRun *run)
{
  fl_thread_join (run->thread);
  fl_stream_row_free (run->row);
  fl_source_unref (run->source);
  g_object_unref (run->cancellable);
  g_free (run);
}

/* Whether @stream has frames that nobody but its packets told of. */
static gboolean
is_unverified (FlStream *stream)
{
  const FlFrameIndex *index = fl_stream_get_index (stream);

  return fl_stream_get_state (stream) == FL_STREAM_READY && fl_stream_get_source (stream) != NULL &&
         !fl_frame_index_is_decoded (index) && !fl_stream_is_verified (stream);
}

static FlStream *
find_unverified (FlSession *self)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    if (is_unverified (fl_session_peek_stream (self, i)))
      return fl_session_peek_stream (self, i);
  return NULL;
}

/* What is read or recorded is among the jobs. */
static gboolean
is_busy (FlSession *self)
{
  return self->idle_run != NULL || self->compare_thread != NULL ||
         g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0 ||
         !g_queue_is_empty (&self->unsaved) || self->is_fitting ||
         (self->learner != NULL && self->learned_generation != self->generation);
}

static void
recount (FlSession *self, FlStream *stream)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("“%s” decodes to other frames than its file promises, so they are counted "
                        "anew; labels stay with their pictures"),
                     fl_stream_get_name (stream));

  fl_session_emit_problem (self, sentence);
  fl_session_recount_frames (self, stream);
}

/* What cannot be read now is tried again in another sitting. */
static void
conclude (FlSession *self, FlStream *stream, FlAgreement agreement, gboolean is_stopped)
{
  switch (agreement) {
  case FL_AGREEMENT_WHOLE:
    fl_stream_set_is_verified (stream);
    break;
  case FL_AGREEMENT_UNKNOWN:
    if (!is_stopped)
      fl_stream_set_is_verified (stream);
    break;
  case FL_AGREEMENT_BROKEN:
    recount (self, stream);
    break;
  }
}

static gboolean on_idle (gpointer data);

/* Another film may be next. What was said of frames that are others now is passed over. */
static void
take_agreement (FlSession *self, gpointer content)
{
  FlIdleRun *run = g_steal_pointer (&self->idle_run);
  if (run == NULL)
    return; /* The project is being closed. */
  FlStream *stream = fl_session_find_stream_by_id (self, run->row->id);
  const gboolean is_stopped = g_cancellable_is_cancelled (run->cancellable);
  const gboolean is_same = stream != NULL && fl_stream_get_source (stream) == run->source;

  run_free (run);
  if (is_same)
    conclude (self, stream, *(FlAgreement *) content, is_stopped);
  if (self->idle_source == 0 && on_idle (self))
    self->idle_source = g_timeout_add (self->idle_ms, on_idle, self);
}

static void
verify (gpointer data)
{
  FlIdleRun *run = data;
  g_autoptr (GError) error = NULL;
  FlAgreement *agreement = g_new (FlAgreement, 1);

  *agreement = fl_verify (run->row, run->source, run->cache, run->cancellable, &error);
  if (error != NULL)
    g_debug ("“%s” is not verified: %s", run->row->name, error->message);
  fl_news_push (run->inbox, take_agreement, agreement, g_free);
}

static void
begin (FlSession *self, FlStream *stream)
{
  FlIdleRun *run = g_new0 (FlIdleRun, 1);

  run->row = fl_stream_row_copy (fl_stream_get_row (stream));
  run->source = fl_source_ref (fl_stream_get_source (stream));
  run->cache = self->cache;
  run->inbox = self->inbox;
  run->cancellable = g_cancellable_new ();
  g_set_object (&self->idle_cancellable, run->cancellable);
  self->idle_run = run;
  run->thread = fl_thread_start ("fl-verify", FL_THREAD_NICE_WORK, verify, run);
}

/* Comes again and again while there is something else to do, and no more once all is verified. */
static gboolean
on_idle (gpointer data)
{
  FlSession *self = data;
  FlStream *stream = find_unverified (self);

  if (stream != NULL && is_busy (self))
    return G_SOURCE_CONTINUE;
  self->idle_source = 0;
  if (stream != NULL && !self->saves_power)
    begin (self, stream);
  return G_SOURCE_REMOVE;
}

void
fl_session_note_activity (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  if (self->is_headless || self->is_read_only || self->store == NULL)
    return;
  if (self->idle_run != NULL)
    g_cancellable_cancel (self->idle_cancellable);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  self->idle_source = g_timeout_add (self->idle_ms, on_idle, self);
}

void
fl_session_stop_idle (FlSession *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->idle_run != NULL)
    g_cancellable_cancel (self->idle_cancellable);
  g_clear_pointer (&self->idle_run, run_free);
  g_clear_object (&self->idle_cancellable);
}
