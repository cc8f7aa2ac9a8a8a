/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video to files, and at the same time to frames. A packet is written before it is decoded,
 * with the time that the file gives it, so that a frame has the same time and the same place now
 * and when the file is read. */
#include "media/fl-recorder.h"

#include <glib/gi18n.h>

#include "media/fl-av.h"
#include "media/fl-frame-private.h"
#include "media/fl-packet.h"
#include "media/fl-segment-writer.h"
#include "media/fl-shown-size.h"

/* What a killed program may lose. */
#define FLUSH_US 500000
/* A clock that goes back, or forward by more, is another one: its frames are another segment. */
#define MAX_BACK_MS    1000
#define MAX_FORWARD_MS 10000

struct _FlRecorder {
  FlAvInput *input;
  AVCodecContext *codec;
  AVFrame *picture;
  AVPacket *packet;
  gboolean has_packet; /* it was read, and belongs to the next segment */
  gboolean is_cut;     /* which goes on with it right where this one ends */
  GError *why_over;    /* why there will be no more packets, NULL while there are */
  /* The segment. */
  FlSegmentWriter *writer;
  FlRecorderLimits limits;
  GArray *entries; /* FlIndexEntry, of its frames */
  gint64 first_frame;
  gboolean is_draining;
  gboolean has_begun;   /* its key frame came */
  gint64 origin_ms;     /* its beginning by the sender's clock */
  gint64 first_pts_ms;  /* what is shown before its key frame is left out */
  gint64 newest_ms;     /* decoding time of its newest packet */
  gint64 clock_us;      /* the time of day of it */
  gboolean is_timed;    /* the first packet of the connection came */
  gint64 first_ms;      /* its time */
  gboolean is_follower; /* of the segment before it */
  gint64 after_ms;
  gint64 flushed_us;
};

FlRecorder *
fl_recorder_connect (const char *address,
                     guint n_threads,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (FlRecorder) self = g_new0 (FlRecorder, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (FlIndexEntry));
  self->packet = av_packet_alloc ();
  self->picture = av_frame_alloc ();
  self->input = fl_av_input_connect (address, cancellable, error);
  if (self->input == NULL)
    return NULL;
  self->codec = fl_av_open_codec (self->input, n_threads, error);
  if (self->codec == NULL)
    return NULL;
  self->codec->pkt_timebase = FL_SEGMENT_TIME_BASE;
  return g_steal_pointer (&self);
}

void
fl_recorder_free (FlRecorder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->writer, fl_segment_writer_free);
  g_clear_pointer (&self->codec, fl_av_free_codec);
  g_clear_pointer (&self->input, fl_av_input_free);
  g_clear_pointer (&self->packet, fl_av_free_packet);
  g_clear_pointer (&self->picture, fl_av_free_frame);
  g_clear_error (&self->why_over);
  g_array_unref (self->entries);
  g_free (self);
}

void
fl_recorder_get_shown_size (const FlRecorder *self, guint *out_width_px, guint *out_height_px)
{
  const AVCodecParameters *facts = self->input->stream->codecpar;
  AVRational aspect = av_guess_sample_aspect_ratio (self->input->format, self->input->stream, NULL);
  FlShownSize size =
    fl_shown_size_of ((guint) MAX (facts->width, 1), (guint) MAX (facts->height, 1),
                      (FlRational){.num = aspect.num, .den = aspect.den},
                      fl_av_get_rotation (self->input->stream));

  *out_width_px = size.width_px;
  *out_height_px = size.height_px;
}

gboolean
fl_recorder_begin (FlRecorder *self,
                   const char *path,
                   gint64 first_frame,
                   const FlRecorderLimits *limits,
                   GError **error)
{
  g_return_val_if_fail (self->writer == NULL, FALSE);

  self->writer = fl_segment_writer_open (path, self->input, error);
  if (self->writer == NULL)
    return FALSE;
  self->limits = *limits;
  self->first_frame = first_frame;
  self->is_draining = FALSE;
  self->has_begun = FALSE;
  g_array_set_size (self->entries, 0);
  avcodec_flush_buffers (self->codec);
  /* The head of the file is kept at once, so that it is a file. */
  self->flushed_us = g_get_monotonic_time ();
  return fl_segment_writer_flush (self->writer, error);
}

gboolean
fl_recorder_flush (FlRecorder *self, GError **error)
{
  self->flushed_us = g_get_monotonic_time ();
  return fl_segment_writer_flush (self->writer, error);
}

gboolean
fl_recorder_end (FlRecorder *self, GError **error)
{
  g_return_val_if_fail (self->writer != NULL, FALSE);

  gboolean is_done = fl_segment_writer_finish (self->writer, error);
  g_clear_pointer (&self->writer, fl_segment_writer_free);
  return is_done;
}

/* The sender's times in ms; those that are missing are when it came. */
static void
read_times (const FlRecorder *self)
{
  AVPacket *packet = self->packet;
  AVRational unit = self->input->stream->time_base;

  if (packet->dts == AV_NOPTS_VALUE && packet->pts == AV_NOPTS_VALUE) {
    packet->pts = g_get_monotonic_time () / 1000;
    packet->dts = packet->pts;
    return;
  }
  if (packet->dts == AV_NOPTS_VALUE)
    packet->dts = packet->pts;
  if (packet->pts == AV_NOPTS_VALUE)
    packet->pts = packet->dts;
  packet->pts = av_rescale_q (packet->pts, unit, FL_SEGMENT_TIME_BASE);
  packet->dts = av_rescale_q (packet->dts, unit, FL_SEGMENT_TIME_BASE);
}

/* Whether the packet is by the same clock as those before it. */
static gboolean
is_in_time (const FlRecorder *self)
{
  gint64 later_ms = self->packet->dts - self->origin_ms - self->newest_ms;

  return !self->has_begun || (later_ms > -MAX_BACK_MS && later_ms < MAX_FORWARD_MS);
}

/* Whether the segment is long enough, and the next one can begin with the packet. */
static gboolean
is_time_to_end (const FlRecorder *self)
{
  return self->has_begun && self->packet->dts - self->origin_ms >= self->limits.length_ms &&
         fl_packet_inspect (self->input->stream->codecpar, self->packet).is_entry;
}

static void
begin_draining (FlRecorder *self)
{
  self->is_draining = TRUE;
  (void) avcodec_send_packet (self->codec, NULL); /* It can only say that it was told before. */
}

/* The first key frame is where time begins. */
static void
begin_with_packet (FlRecorder *self)
{
  const gboolean is_first = self->clock_us == 0;

  self->after_ms = self->packet->dts - self->origin_ms;
  self->is_follower = self->is_cut;
  self->is_cut = FALSE;
  /* Packets that came while it was found out what is sent are read late. */
  if (is_first)
    self->clock_us = self->input->connected_us + (self->packet->dts - self->first_ms) * 1000;
  else if (self->is_follower)
    self->clock_us += self->after_ms * 1000;
  else
    self->clock_us = g_get_real_time ();
  self->origin_ms = self->packet->dts;
  self->newest_ms = 0;
  self->first_pts_ms = self->packet->pts - self->origin_ms;
  self->has_begun = TRUE;
}

/* Times from the beginning of the segment; they never go back, or no file would take them. */
static void
set_times (FlRecorder *self)
{
  AVPacket *packet = self->packet;

  packet->dts = MAX (packet->dts - self->origin_ms, self->newest_ms);
  packet->pts = MAX (packet->pts - self->origin_ms, packet->dts);
  self->newest_ms = packet->dts;
}

static gboolean
keep (FlRecorder *self, GError **error)
{
  AVPacket *packet = self->packet;

  if (!fl_segment_writer_add (self->writer, packet, error))
    return FALSE;
  if (g_get_monotonic_time () - self->flushed_us > FLUSH_US && !fl_recorder_flush (self, error))
    return FALSE;
  (void) avcodec_send_packet (self->codec, packet); /* What is damaged is passed over. */
  if (fl_segment_writer_get_size_bytes (self->writer) < self->limits.size_bytes)
    return TRUE;
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_FULL,
               _ ("“%s” is not recorded any more: there is no room left for it"),
               self->input->path);
  return FALSE;
}

/* Records the packet that came, unless it belongs to the next segment. */
static void
take_packet (FlRecorder *self)
{
  gboolean is_key = (self->packet->flags & AV_PKT_FLAG_KEY) != 0;
  gboolean is_in_order = is_in_time (self);

  if (!is_in_order || is_time_to_end (self)) {
    self->has_packet = TRUE;
    self->is_cut = is_in_order;
    begin_draining (self);
    return;
  }
  if (!self->has_begun && is_key)
    begin_with_packet (self);
  self->has_packet = FALSE;
  if (!self->has_begun)
    return;
  set_times (self);
  if (self->packet->pts >= self->first_pts_ms && !keep (self, &self->why_over))
    begin_draining (self);
}

/* Takes the next packet; why there is none is told when all that came is decoded. */
static void
feed (FlRecorder *self, GCancellable *cancellable)
{
  self->input->cancellable = cancellable;
  if (!self->has_packet) {
    av_packet_unref (self->packet);
    if (!fl_av_input_receive (self->input, self->packet, &self->why_over)) {
      begin_draining (self);
      return;
    }
    read_times (self);
    if (!self->is_timed)
      self->first_ms = self->packet->dts;
    self->is_timed = TRUE;
  }
  take_packet (self);
}

static FlFrame *
take_picture (FlRecorder *self)
{
  const AVFrame *picture = self->picture;
  const FlIndexEntry entry = {.pts = picture->best_effort_timestamp == AV_NOPTS_VALUE
                                       ? FL_NO_PTS
                                       : picture->best_effort_timestamp,
                              .is_key = fl_av_frame_is_key (picture)};
  AVRational aspect =
    av_guess_sample_aspect_ratio (self->input->format, self->input->stream, self->picture);
  FlFrame *frame = fl_frame_new (picture, self->first_frame + self->entries->len,
                                 fl_av_get_rotation (self->input->stream), aspect);

  g_array_append_val (self->entries, entry);
  av_frame_unref (self->picture);
  return frame;
}

FlFrame *
fl_recorder_next (FlRecorder *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self->writer != NULL, NULL);

  for (;;) {
    int code = avcodec_receive_frame (self->codec, self->picture);
    if (code >= 0)
      return take_picture (self);
    if (code == AVERROR_EOF)
      break;
    if (!self->is_draining && self->why_over == NULL)
      feed (self, cancellable);
    else if (code == AVERROR (EAGAIN))
      break;
  }
  if (self->why_over != NULL)
    g_propagate_error (error, g_error_copy (self->why_over));
  return NULL;
}

const FlIndexEntry *
fl_recorder_get_entry (const FlRecorder *self)
{
  g_return_val_if_fail (self->entries->len > 0, NULL);

  return &g_array_index (self->entries, FlIndexEntry, self->entries->len - 1);
}

gint64
fl_recorder_get_size_bytes (const FlRecorder *self)
{
  g_return_val_if_fail (self->writer != NULL, 0);

  return fl_segment_writer_get_size_bytes (self->writer);
}

FlFrameIndex *
fl_recorder_dup_index (const FlRecorder *self)
{
  const FlIndexFacts facts = {.entries = (const FlIndexEntry *) (const void *) self->entries->data,
                              .n_entries = self->entries->len,
                              .time_base = {.num = FL_SEGMENT_TIME_BASE.num,
                                            .den = FL_SEGMENT_TIME_BASE.den}};

  return facts.n_entries > 0 ? fl_frame_index_new (&facts) : NULL;
}

gboolean
fl_recorder_get_begin (const FlRecorder *self, gint64 *out_clock_us, gint64 *out_after_ms)
{
  *out_clock_us = self->clock_us;
  *out_after_ms = self->after_ms;
  return self->is_follower;
}
