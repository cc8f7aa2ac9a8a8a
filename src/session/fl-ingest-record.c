/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video: recorded, and sampled while it comes. A sample is told of only when its packet is
 * safe in the file, so that a killed program has no label without its picture. When the sender
 * goes away it is looked for again, at first at once, then less and less often. */
#include "session/fl-ingest-private.h"
#include "session/fl-live-count.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "media/fl-recorder.h"
#include "media/fl-sampler.h"
#include "store/fl-recordings.h"

/* Only closed segments are shown sharp; one that is open when the power fails may lose its end. */
#define SEGMENT_MS 60000
/* A sample may wait so long to be told of; it is asked about within a second. */
#define REPORT_US 400000
/* A system whose disk is full does worse than not to record. */
#define RESERVE_BYTES (512 * 1024 * 1024LL)
#define WAIT_MS_MIN   500
#define WAIT_MS_MAX   30000
#define WAIT_STEP_MS  20
/* Several would hold back as many frames, which are seconds when there is one a second. */
#define N_THREADS 1

#define DOUBT N_ ("Its packets promised other frames than came, so every frame was decoded")

/* A connection on its way. */
typedef struct {
  FlIngest *ingest;
  FlRecorder *recorder;
  FlSampler sampler;
  FlSegmentRow *row;   /* the segment that is recorded, NULL between two */
  gboolean has_begun;  /* it has a frame, so that its place in time is known */
  guint n_samples;     /* of the segment */
  gboolean has_frames; /* something came of this connection */
} Recording;

static gint64
count_closed (const FlIngest *ingest)
{
  return ingest->index != NULL ? fl_frame_index_get_n_frames (ingest->index) : 0;
}

/* All frames, also those of the segment that is being recorded. */
static FlFrameIndex *
dup_index (const Recording *self)
{
  FlFrameIndex *closed = self->ingest->index;
  g_autoptr (FlFrameIndex) open = self->row != NULL ? fl_recorder_dup_index (self->recorder) : NULL;

  if (open == NULL)
    return closed != NULL ? fl_frame_index_ref (closed) : NULL;
  if (closed != NULL)
    return fl_frame_index_append (closed, open, self->row->pts_offset);
  return fl_frame_index_slice (open, 0, fl_frame_index_get_n_frames (open), -self->row->pts_offset);
}

static FlIngestNews *
news_new (const Recording *self, FlStreamState state)
{
  const FlIngest *ingest = self->ingest;
  FlIngestNews *news = fl_ingest_news_new (ingest, state);

  news->index = dup_index (self);
  news->source = ingest->source != NULL ? fl_source_ref (ingest->source) : NULL;
  news->planned = g_array_copy (ingest->plan.frames);
  news->open_bytes = self->row != NULL ? fl_recorder_get_size_bytes (self->recorder) : 0;
  return news;
}

static void
add_segment (FlIngestNews *news, const FlSegmentRow *row)
{
  news->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_segment_row_free);
  g_ptr_array_add (news->segments, fl_segment_row_copy (row));
}

/* What is told of is kept first: the packets, then what was made of them. */
static gboolean
report_samples (Recording *self, GError **error)
{
  FlIngest *ingest = self->ingest;

  if (!fl_recorder_flush (self->recorder, error) || !fl_ingest_write_batch (ingest, error))
    return FALSE;
  g_autoptr (FlSampleSet) samples = fl_ingest_snapshot (ingest, error);
  if (samples == NULL)
    return FALSE;
  FlIngestNews *news = news_new (self, FL_STREAM_RECORDING);
  news->samples = g_steal_pointer (&samples);
  fl_ingest_report (ingest, news);
  ingest->report_us = g_get_monotonic_time ();
  return TRUE;
}

/* When the segment begins within the stream: right behind the one before, or by the clock. */
static gint64
find_offset (const Recording *self, gint64 clock_us, gint64 after_ms, gboolean is_follower)
{
  const GPtrArray *segments = self->ingest->segments;
  gint64 end = 0;

  if (self->ingest->index != NULL) {
    (void) fl_frame_index_get_pts (self->ingest->index, count_closed (self->ingest) - 1, &end);
    end += 1;
  }
  if (segments->len == 0)
    return 0;
  const FlSegmentRow *first = segments->pdata[0];
  const FlSegmentRow *before = segments->pdata[segments->len - 1];
  if (is_follower)
    return MAX (before->pts_offset + after_ms, end);
  return first->clock_start_us < 0 ? end : MAX ((clock_us - first->clock_start_us) / 1000, end);
}

/* The first frame of a segment tells when it begins. */
static void
begin_time (Recording *self)
{
  gint64 after_ms;
  gint64 clock_us;
  gboolean is_follower = fl_recorder_get_begin (self->recorder, &clock_us, &after_ms);

  self->row->pts_offset = find_offset (self, clock_us, after_ms, is_follower);
  self->row->clock_start_us = clock_us;
  self->row->is_follower = is_follower;
  self->has_begun = TRUE;
  self->has_frames = TRUE;
  FlIngestNews *news = news_new (self, FL_STREAM_RECORDING);
  add_segment (news, self->row);
  fl_ingest_report (self->ingest, news);
}

static gboolean
take_sample (Recording *self, FlFrame *frame, GError **error)
{
  FlIngest *ingest = self->ingest;
  gint64 index = fl_frame_get_index (frame);
  g_autoptr (FlImage) image = fl_scaler_analyse (ingest->scaler, frame, error);

  g_array_append_val (ingest->plan.frames, index);
  self->n_samples++;
  if (image == NULL || !fl_ingest_take_image (ingest, index, image, error))
    return FALSE;
  fl_ingest_offer_view (ingest, image);
  return TRUE;
}

static gboolean
take_frame (Recording *self, FlFrame *frame, GError **error)
{
  FlIngest *ingest = self->ingest;

  if (!self->has_begun)
    begin_time (self);
  const FlIndexEntry *entry = fl_recorder_get_entry (self->recorder);
  double time_s = (double) (entry->pts + self->row->pts_offset) / 1000;
  if (entry->pts != FL_NO_PTS && fl_sampler_take (&self->sampler, time_s, entry->is_key) &&
      !take_sample (self, frame, error))
    return FALSE;
  if (ingest->n_batch == 0 || (ingest->n_batch < FL_INGEST_BATCH_ROWS &&
                               g_get_monotonic_time () - ingest->report_us < REPORT_US))
    return TRUE;
  return report_samples (self, error);
}

static gboolean
begin_segment (Recording *self, GError **error)
{
  const FlIngestTask *task = self->ingest->task;
  const GPtrArray *segments = self->ingest->segments;
  gint64 ordinal =
    segments->len > 0 ? ((FlSegmentRow *) segments->pdata[segments->len - 1])->ordinal + 1 : 0;
  gint64 room_bytes = fl_recordings_get_free_bytes (task->live->project_path) - RESERVE_BYTES;
  const FlRecorderLimits limits = {.length_ms = SEGMENT_MS, .size_bytes = room_bytes};

  if (room_bytes <= 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _ ("“%s” is not recorded any more, because the disk is nearly full; make room and "
                    "record again"),
                 task->row->name);
    return FALSE;
  }
  g_autofree char *path =
    fl_recordings_build_path (task->live->project_path, task->row->uuid, ordinal, error);
  if (path == NULL ||
      !fl_recorder_begin (self->recorder, path, count_closed (self->ingest), &limits, error))
    return FALSE;
  const FlSegmentRow row = {.ordinal = ordinal,
                            .path = path,
                            .fingerprint = (char *) "",
                            .first_frame = count_closed (self->ingest),
                            .n_frames = -1,
                            .clock_start_us = -1};
  self->row = fl_segment_row_copy (&row);
  self->has_begun = FALSE;
  self->n_samples = 0;
  return TRUE;
}

/* The samples of the segment once more, out of its file: the decoder saw damage otherwise there. */
static gboolean
take_again (Recording *self, GError **error)
{
  FlIngest *ingest = self->ingest;
  FlSamplePlan *plan = &ingest->plan;
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first = self->row->first_frame;

  g_array_set_size (plan->frames, plan->frames->len - self->n_samples);
  for (gint64 i = first; i < count_closed (ingest); i++)
    if (fl_sampler_take (&self->sampler, fl_sampling_get_time_s (ingest->index, i),
                         fl_frame_index_is_key (ingest->index, i)))
      g_array_append_val (missing, i);
  g_array_append_vals (plan->frames, missing->data, missing->len);
  return missing->len == 0 || fl_ingest_read (ingest, missing, fl_ingest_take_image, error);
}

/* Counts the closed file; it should have the frames that came, or the file is right. */
static FlFrameIndex *
count_closed_file (Recording *self, const FlFrameIndex *live, GError **error)
{
  g_autoptr (FlFrameIndex) index = NULL;

  /* Not to be stopped: it takes no time, and what was recorded shall be known. */
  if (!fl_live_count_segment (self->row, NULL, &index, NULL, error))
    return NULL;
  if (index != NULL && (fl_frame_index_is_decoded (index) || fl_frame_index_equal (index, live)))
    return g_steal_pointer (&index);
  g_clear_pointer (&index, fl_frame_index_unref);
  self->row->n_frames = fl_frame_index_get_n_frames (live); /* That there are none is no answer. */
  if (!fl_live_count_segment (self->row, DOUBT, &index, NULL, error))
    return NULL;
  return g_steal_pointer (&index);
}

static gboolean
keep_segment (Recording *self, const FlSampler *before, const FlFrameIndex *live, GError **error)
{
  FlIngest *ingest = self->ingest;
  g_autoptr (FlFrameIndex) part = count_closed_file (self, live, error);

  if (part == NULL)
    return FALSE;
  gboolean is_same = fl_frame_index_equal (part, live);
  FlSegmentRow *row = g_steal_pointer (&self->row);
  g_ptr_array_add (ingest->segments, row);
  fl_ingest_take_source (ingest, fl_live_append (ingest->source, ingest->segments, row, part));
  fl_ingest_keep_index (ingest);
  self->row = row;
  gboolean is_taken = TRUE;
  if (!is_same) {
    self->sampler = *before;
    is_taken = take_again (self, error);
  }
  self->row = NULL;
  FlIngestNews *news = news_new (self, FL_STREAM_RECORDING);
  add_segment (news, row);
  news->samples = fl_ingest_snapshot (ingest, NULL);
  fl_ingest_report (ingest, news);
  return is_taken;
}

/* Closes the file, and forgets it when nothing came. */
static gboolean
end_segment (Recording *self, const FlSampler *before, GError **error)
{
  g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (self->recorder);
  gboolean is_kept = FALSE;

  if (fl_recorder_end (self->recorder, error) && fl_ingest_write_batch (self->ingest, error)) {
    if (live == NULL)
      (void) g_unlink (self->row->path); /* A head without a frame. */
    is_kept = live == NULL || keep_segment (self, before, live, error);
  }
  g_clear_pointer (&self->row, fl_segment_row_free);
  return is_kept;
}

/* Returns: %FALSE with why the connection is over */
static gboolean
record_segment (Recording *self, GError **error)
{
  const FlSampler before = self->sampler;
  g_autoptr (GError) why = NULL;
  g_autoptr (GError) problem = NULL;

  if (!begin_segment (self, error))
    return FALSE;
  for (;;) {
    g_autoptr (FlFrame) frame =
      fl_recorder_next (self->recorder, self->ingest->task->cancellable, &why);
    if (frame == NULL || !take_frame (self, frame, &why))
      break;
  }
  if (!end_segment (self, &before, &problem) && why == NULL)
    why = g_steal_pointer (&problem);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static void
tell_size (Recording *self)
{
  FlIngestNews *news = news_new (self, FL_STREAM_RECORDING);

  fl_recorder_get_shown_size (self->recorder, &news->width_px, &news->height_px);
  fl_ingest_report (self->ingest, news);
}

/* Records until the connection is over. */
static void
record_connection (Recording *self, GError **error)
{
  const FlIngestTask *task = self->ingest->task;

  self->has_frames = FALSE;
  self->recorder = fl_recorder_connect (task->row->address, N_THREADS, task->cancellable, error);
  if (self->recorder == NULL)
    return;
  tell_size (self);
  while (record_segment (self, error))
    ;
  g_clear_pointer (&self->recorder, fl_recorder_free);
}

/* Whether it may work the next time. */
static gboolean
is_worth_a_try (const GError *why)
{
  return g_error_matches (why, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENDED) ||
         g_error_matches (why, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN) ||
         g_error_matches (why, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO);
}

static void
tell_waiting (Recording *self, const char *why)
{
  FlIngestNews *news = news_new (self, FL_STREAM_CONNECTING);

  news->sentence = g_strdup (why);
  fl_ingest_report (self->ingest, news);
}

/* Waits; hardly any longer once it is stopped. To wait for the descriptor of a GCancellable would
 * give ThreadSanitizer false races. */
static void
wait_a_while (GCancellable *cancellable, int wait_ms)
{
  for (; wait_ms > 0 && !g_cancellable_is_cancelled (cancellable); wait_ms -= WAIT_STEP_MS)
    g_usleep (WAIT_STEP_MS * 1000);
}

static gboolean
begin_sampling (Recording *self, GError **error)
{
  const FlIngest *ingest = self->ingest;
  FlSampling rule;

  if (!fl_sampling_parse (ingest->task->row->sampling, &rule, error))
    return FALSE;
  fl_sampler_init (&self->sampler, &rule, (FlRational){1, 1000});
  for (gint64 i = 0; i < count_closed (ingest); i++)
    (void) fl_sampler_take (&self->sampler, fl_sampling_get_time_s (ingest->index, i),
                            fl_frame_index_is_key (ingest->index, i));
  return TRUE;
}

gboolean
fl_ingest_record (FlIngest *self, GError **error)
{
  GCancellable *cancellable = self->task->cancellable;
  Recording recording = {.ingest = self};
  int wait_ms = WAIT_MS_MIN;

  if (!begin_sampling (&recording, error))
    return FALSE;
  tell_waiting (&recording, NULL);
  for (;;) {
    g_autoptr (GError) why = NULL;
    record_connection (&recording, &why);
    if (g_cancellable_is_cancelled (cancellable))
      return TRUE;
    if (!is_worth_a_try (why)) {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    wait_ms = recording.has_frames ? WAIT_MS_MIN : wait_ms;
    tell_waiting (&recording, why->message);
    wait_a_while (cancellable, wait_ms);
    wait_ms = MIN (2 * wait_ms, WAIT_MS_MAX);
  }
}
