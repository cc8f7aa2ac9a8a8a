/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources: running their ingests, a few at a time. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "session/fl-doubt-words.h"
#include "session/fl-job-private.h"
#include "session/fl-pace.h"
#include "session/fl-thread.h"

/* One ingest: its thread reads what is set before it starts, and writes nothing here. */
struct _FlIngestRun {
  FlSession *session; /* not owned; outlives the thread */
  FlStream *stream;
  FlJob *job;
  FlStreamRow *row;
  GPtrArray *segments; /* FlSegmentRow, of a live stream; else NULL */
  gboolean is_recording;
  gboolean is_over_budget;  /* so it was stopped */
  gboolean is_wanted_again; /* when it has stopped */
  gboolean is_doubted;      /* so the decoder is asked first */
  gboolean is_glance;       /* its thread only has a first look */
  gboolean has_glanced;
  GCancellable *cancellable;
  gulong cancelled_id;
  guint n_threads;
  gboolean is_foreign;              /* its features are none of the session's */
  const FlExtractorType *extractor; /* owned by the session, which outlives the thread */
  FlThread *thread;                 /* NULL while it waits for its turn */
  FlPaceMark begin;                 /* of its first samples */
};

typedef struct {
  FlIngestRun *run;
  FlIngestNews *news;
} Envelope;

static void start (FlIngestRun *run, guint n_threads);
static void start_waiting (FlSession *self);
static void want_ingest (FlSession *self, FlStream *stream);

static void
envelope_free (gpointer data)
{
  Envelope *envelope = data;

  fl_ingest_news_free (envelope->news);
  g_free (envelope);
}

static void
run_free (FlIngestRun *run)
{
  fl_thread_join (run->thread);
  g_cancellable_disconnect (run->cancellable, run->cancelled_id);
  g_object_unref (run->stream);
  g_object_unref (run->job);
  g_object_unref (run->cancellable);
  fl_stream_row_free (run->row);
  g_clear_pointer (&run->segments, g_ptr_array_unref);
  g_free (run);
}

static char *
describe_pace (FlIngestRun *run, const FlIngestNews *news)
{
  if (news->state == FL_STREAM_INDEXING)
    return g_strdup (_ ("Counting frames"));
  if (news->is_paused)
    return g_strdup (_ ("Waiting"));
  if (!isfinite (news->time_s) || news->samples == NULL || news->n_planned == 0)
    return g_strdup (_ ("Reading"));
  const FlPaceMark now = {.at_us = g_get_monotonic_time (),
                          .time_s = news->time_s,
                          .frame = news->frame,
                          .fraction = (double) news->n_done / (double) news->n_planned};
  if (run->begin.at_us == 0)
    run->begin = now;
  return fl_pace_describe (&run->begin, &now);
}

/* What there is to say of a stream for as long as it is there goes behind the state. */
static char *
add_note (char *line, const char *note)
{
  g_autofree char *before = line;

  /* Translators: two sentences about a video. */
  return note != NULL ? g_strdup_printf (_ ("%1$s. %2$s"), before, note)
                      : g_steal_pointer (&before);
}

char *
fl_session_describe_ready (FlStream *stream)
{
  g_autofree char *picked = fl_stream_dup_picked_sampling (stream);
  /* Translators: such as “2 samples a second”. */
  char *line = picked != NULL ? g_strdup_printf (_ ("Ready, %s"), picked) : g_strdup (_ ("Ready"));

  if (fl_stream_is_live (stream)) {
    g_free (line);
    line = fl_session_describe_recorded (stream);
  }
  g_autofree char *doubt = fl_doubt_words_dup (fl_stream_get_doubt (stream));
  line = add_note (line, doubt);
  return add_note (line, fl_stream_get_is_tone_mapped (stream)
                           ? _ ("Its high dynamic range is shown as far as a screen can; the "
                                "machine sees it as it is")
                           : NULL);
}

void
fl_session_note_tone_mapped (FlSession *self, gint64 stream)
{
  FlStream *found = fl_session_find_stream_by_id (self, stream);

  if (found == NULL || !fl_stream_note_tone_mapped (found) ||
      fl_stream_get_state (found) != FL_STREAM_READY)
    return;
  g_autofree char *line = fl_session_describe_ready (found);
  fl_stream_set_state (found, FL_STREAM_READY, line);
}

static char *
describe_state (FlIngestRun *run, const FlIngestNews *news)
{
  switch (news->state) {
  case FL_STREAM_READY:
    return fl_session_describe_ready (run->stream);
  case FL_STREAM_CANCELLED:
    return g_strdup (_ ("Stopped; what was read is kept"));
  case FL_STREAM_BROKEN:
  case FL_STREAM_MISSING:
    return g_strdup (news->sentence);
  case FL_STREAM_CONNECTING:
  case FL_STREAM_RECORDING:
    return fl_session_describe_live (run->stream, news);
  case FL_STREAM_WAITING:
  case FL_STREAM_INDEXING:
  case FL_STREAM_INGESTING:
  default:
    return describe_pace (run, news);
  }
}

static void
take_source (FlSession *self, FlIngestRun *run, const FlIngestNews *news)
{
  g_autoptr (GError) error = NULL;

  const gboolean is_known = fl_stream_get_index (run->stream) == news->index;
  fl_stream_set_file (run->stream, FL_FILE_THERE);
  fl_session_set_frames (self, run->stream, news->source, news->index, news->planned);
  /* Sampling by change plans as it goes, of the same frames. */
  if (is_known)
    return;
  if (!fl_store_set_stream_frames (self->store, run->row->id,
                                   fl_frame_index_get_n_frames (news->index),
                                   fl_frame_index_get_doubt (news->index), &error))
    g_debug ("number of frames not kept: %s", error->message);
}

static FlIngestRun *
find_run (FlSession *self, FlStream *stream)
{
  for (guint i = 0; i < self->ingests->len; i++)
    if (((FlIngestRun *) self->ingests->pdata[i])->stream == stream)
      return self->ingests->pdata[i];
  return NULL;
}

static void
end_run (FlSession *self, FlIngestRun *run, const FlIngestNews *news)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlStream) again = run->is_wanted_again ? g_object_ref (run->stream) : NULL;
  guint position;

  if (news->state == FL_STREAM_CANCELLED)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  else if (news->state != FL_STREAM_READY)
    error = g_error_new_literal (FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID, news->sentence);
  fl_job_end (run->job, error);
  if (g_list_store_find (self->jobs, run->job, &position))
    g_list_store_remove (self->jobs, position);
  if (error != NULL && news->state != FL_STREAM_CANCELLED)
    fl_session_emit_problem (self, error->message);
  if (news->state == FL_STREAM_MISSING)
    fl_session_leave_out (self, run->stream);
  g_ptr_array_remove (self->ingests, run);
  run_free (run);
  if (again != NULL)
    want_ingest (self, again);
  fl_session_note_activity (self);
  start_waiting (self);
}

static void
pause_run (FlSession *self, FlIngestRun *run)
{
  fl_thread_join (g_steal_pointer (&run->thread));
  run->has_glanced = TRUE;
  run->begin = (FlPaceMark){0};
  if (g_cancellable_is_cancelled (run->cancellable))
    start (run, 1);
  start_waiting (self);
}

/* Says so once; then it is being stopped. */
static void
keep_to_budget (FlSession *self, FlIngestRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!run->is_recording || run->is_over_budget || fl_session_has_room (self, &error))
    return;
  run->is_over_budget = TRUE;
  g_cancellable_cancel (run->cancellable);
  fl_session_emit_problem (self, error->message);
}

/* The first stream teaches the extractor; the others wait for it. */
static void
take_learned (FlSession *self, FlIngestRun *run, GBytes *state)
{
  run->is_foreign = !fl_session_take_learned (self, state);
  if (run->is_foreign)
    g_cancellable_cancel (run->cancellable);
  start_waiting (self);
}

static void
take_news (FlSession *self, gpointer content)
{
  Envelope *envelope = content;
  FlIngestRun *run = envelope->run;
  const FlIngestNews *news = envelope->news;
  /* Before the samples are counted again, those that were in are still in. */
  double fraction = news->n_planned > 0 ? (double) news->n_done / (double) news->n_planned
                                        : fl_stream_get_progress (run->stream);

  if (news->learned != NULL && !run->is_foreign)
    take_learned (self, run, news->learned);
  if (fl_stream_is_live (run->stream))
    fl_session_take_live (self, run->stream, news);
  else if (news->index != NULL)
    take_source (self, run, news);
  if (news->samples != NULL && !run->is_foreign)
    fl_stream_set_samples (run->stream, news->samples);
  g_autofree char *line = describe_state (run, news);
  fl_stream_set_progress (run->stream, fraction);
  fl_stream_set_state (run->stream, news->state, line);
  fl_job_set_progress (run->job, fraction, line);
  if (news->samples != NULL || news->index != NULL) {
    fl_session_recount (self);
    fl_session_emit_labels_changed (self, run->row->id);
  }
  if (news->samples != NULL)
    fl_session_request_learning (self);
  keep_to_budget (self, run);
  if (news->state >= FL_STREAM_READY)
    end_run (self, run, news);
  else if (news->is_paused)
    pause_run (self, run);
}

static void
report (FlIngestNews *news, gpointer data)
{
  FlIngestRun *run = data;
  Envelope *envelope = g_new (Envelope, 1);

  *envelope = (Envelope){.run = run, .news = news};
  fl_news_push (run->session->inbox, take_news, envelope, envelope_free);
}

static void
run_ingest (gpointer data)
{
  FlIngestRun *run = data;
  const FlLiveTask live = {.project_path = run->session->path,
                           .segments = run->segments,
                           .is_recording = run->is_recording};
  const FlIngestTask task = {.row = run->row,
                             .live = run->segments != NULL ? &live : NULL,
                             .cache = run->session->cache,
                             .extractor = run->extractor,
                             .n_threads = run->n_threads,
                             .is_doubted = run->is_doubted,
                             .is_glance = run->is_glance,
                             .cancellable = run->cancellable,
                             .report = report,
                             .data = run};

  fl_ingest_run (&task);
}

static void
start (FlIngestRun *run, guint n_threads)
{
  run->n_threads = n_threads;
  run->extractor = run->session->extractor;
  /* Without a window nobody is asked before all is in. */
  run->is_glance = !run->session->is_headless && !run->has_glanced;
  /* What is not received in time is lost for ever. */
  run->thread = run->is_recording
                  ? fl_thread_start ("fl-live", 0, run_ingest, run)
                  : fl_thread_start ("fl-ingest", FL_THREAD_NICE_WORK, run_ingest, run);
}

/* On the main thread, which alone cancels. One that waits for its turn need not wait to be
 * stopped: its thread ends at once. */
static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  FlIngestRun *run = data;

  if (run->thread == NULL)
    start (run, 1);
}

/* How many streams are read; those that are recorded take what time they need. */
static guint
count_running (FlSession *self, gboolean also_waiting)
{
  guint n = 0;

  for (guint i = 0; i < self->ingests->len; i++) {
    const FlIngestRun *run = self->ingests->pdata[i];
    n += !run->is_recording && (also_waiting || run->thread != NULL);
  }
  return n;
}

/* Whose turn it is: what was not looked at yet comes before the rest of what was. */
static FlIngestRun *
find_waiting (const FlSession *self)
{
  FlIngestRun *found = NULL;

  for (guint i = 0; i < self->ingests->len; i++) {
    FlIngestRun *run = self->ingests->pdata[i];
    if (run->thread == NULL && (found == NULL || (found->has_glanced && !run->has_glanced)))
      found = run;
  }
  return found;
}

static void
start_waiting (FlSession *self)
{
  guint n_cores = self->saves_power ? 1 : fl_thread_get_n_cores ();
  guint n_wanted = self->n_jobs > 0 && !self->saves_power ? self->n_jobs : n_cores;
  guint n_slots = fl_extractor_type_must_learn (self->extractor) ? 1 : n_wanted;
  guint n_active = MIN (n_slots, count_running (self, TRUE));

  if (self->is_stopping)
    return;
  for (FlIngestRun *run; count_running (self, FALSE) < n_slots && (run = find_waiting (self));)
    start (run, MAX (1, n_cores / MAX (n_active, 1)));
}

static FlIngestRun *
queue_ingest (FlSession *self, FlStream *stream)
{
  FlIngestRun *run = g_new0 (FlIngestRun, 1);

  run->session = self;
  run->stream = g_object_ref (stream);
  run->job = fl_job_new (fl_stream_get_name (stream), stream);
  run->row = fl_stream_row_copy (fl_stream_get_row (stream));
  if (fl_stream_is_live (stream))
    run->segments = fl_segment_rows_copy (fl_stream_get_segments (stream));
  run->cancellable = g_object_ref (fl_job_get_cancellable (run->job));
  run->cancelled_id =
    g_cancellable_connect (run->cancellable, G_CALLBACK (on_cancelled), run, NULL);
  g_ptr_array_add (self->ingests, run);
  g_list_store_append (self->jobs, run->job);
  fl_session_note_activity (self);
  fl_stream_set_state (stream, FL_STREAM_WAITING, _ ("Waiting"));
  return run;
}

/* One that is being stopped begins anew when it has stopped. */
static void
want_ingest (FlSession *self, FlStream *stream)
{
  FlIngestRun *run = find_run (self, stream);

  if (run != NULL)
    run->is_wanted_again = g_cancellable_is_cancelled (run->cancellable);
  else if (fl_stream_get_state (stream) != FL_STREAM_READY)
    (void) queue_ingest (self, stream);
}

void
fl_session_disown_ingests (FlSession *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_copy (self->ingests, NULL, NULL);

  for (guint i = 0; i < runs->len; i++) {
    FlIngestRun *run = runs->pdata[i];
    if (run->thread == NULL)
      continue; /* It will begin with the new ones. */
    run->is_foreign = TRUE;
    g_cancellable_cancel (run->cancellable);
  }
}

gboolean
fl_session_is_recording (FlSession *self)
{
  for (guint i = 0; i < self->ingests->len; i++)
    if (((FlIngestRun *) self->ingests->pdata[i])->is_recording)
      return TRUE;
  return FALSE;
}

void
fl_session_recount_frames (FlSession *self, FlStream *stream)
{
  if (find_run (self, stream) == NULL)
    queue_ingest (self, stream)->is_doubted = TRUE;
  start_waiting (self);
}

void
fl_session_cancel_ingest (FlSession *self, FlStream *stream)
{
  FlIngestRun *run = find_run (self, stream);

  if (run == NULL)
    return;
  run->is_wanted_again = FALSE;
  fl_job_cancel (run->job);
}

void
fl_session_set_saves_power (FlSession *self, gboolean saves_power)
{
  g_return_if_fail (FL_IS_SESSION (self));

  self->saves_power = saves_power;
  fl_session_note_activity (self);
  start_waiting (self);
}

void
fl_session_ingest_stream (FlSession *self, FlStream *stream)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && !self->is_read_only);

  want_ingest (self, stream);
  start_waiting (self);
}

void
fl_session_ingest (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self) && !self->is_read_only);

  /* In a window they are compared while nobody waits, and what is lost is made again then. */
  if (self->is_headless)
    fl_session_compare_rows_now (self);
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    want_ingest (self, fl_session_peek_stream (self, i));
  start_waiting (self);
}

gboolean
fl_session_record (FlSession *self, FlStream *stream, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && !self->is_read_only, FALSE);
  g_return_val_if_fail (FL_IS_STREAM (stream), FALSE);

  const char *name = fl_stream_get_name (stream);
  FlIngestRun *known = find_run (self, stream);
  if (!fl_stream_is_live (stream))
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” is a file, which is not recorded"), name);
  else if (known != NULL && !known->is_recording)
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                 _ ("What was recorded of “%s” is being read; record when that is done"), name);
  else if (known != NULL || !fl_session_has_room (self, error))
    return known != NULL;
  else {
    FlIngestRun *run = queue_ingest (self, stream);
    run->is_recording = TRUE;
    start (run, 1);
    return TRUE;
  }
  return FALSE;
}

/* What was recorded last is news that the project must have. */
static void
take_last_news (FlSession *self)
{
  gpointer message;

  while ((message = fl_channel_try_pop (self->inbox)) != NULL)
    fl_news_take (message, self);
}

void
fl_session_stop_ingest (FlSession *self)
{
  gboolean has_recorded = FALSE;

  self->is_stopping = TRUE;
  for (guint i = 0; i < self->ingests->len; i++) {
    FlIngestRun *run = self->ingests->pdata[i];
    /* One that waits has no thread to stop, and to be cancelled would start it. */
    if (run->thread != NULL)
      g_cancellable_cancel (run->cancellable);
  }
  for (guint i = 0; i < self->ingests->len; i++) {
    FlIngestRun *run = self->ingests->pdata[i];
    has_recorded |= run->is_recording;
    fl_thread_join (g_steal_pointer (&run->thread));
  }
  if (has_recorded)
    take_last_news (self);
  for (guint i = 0; i < self->ingests->len; i++)
    run_free (self->ingests->pdata[i]);
  g_ptr_array_set_size (self->ingests, 0);
  g_list_store_remove_all (self->jobs);
  self->is_stopping = FALSE;
}
