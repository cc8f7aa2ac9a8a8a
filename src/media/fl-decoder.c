/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets to frames. Every frame that the codec gives is named by its presentation time through
 * the frame index; streams without unique times are counted instead. What comes is checked
 * against what should come, so a jump that went wrong is noticed and mended. */
#include "media/fl-decoder-private.h"
#include "media/fl-frame-private.h"

/* After so many jumps that did not lead to the frame, nothing is skipped any more. */
#define MAX_RESTARTS 3

FlDecoder *
fl_decoder_open (const char *path,
                 FlFrameIndex *index,
                 guint n_threads,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (path != NULL && index != NULL, NULL);

  g_autoptr (FlDecoder) self = g_new0 (FlDecoder, 1);
  self->path = g_strdup (path);
  self->index = fl_frame_index_ref (index);
  self->n_threads = n_threads;
  self->packet = av_packet_alloc ();
  self->picture = av_frame_alloc ();
  if (!fl_decoder_restart (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fl_decoder_free (FlDecoder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->codec, fl_av_free_codec);
  g_clear_pointer (&self->input, fl_av_input_free);
  g_clear_pointer (&self->packet, fl_av_free_packet);
  g_clear_pointer (&self->picture, fl_av_free_frame);
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_free (self->path);
  g_free (self->wanted);
  g_free (self);
}

void
fl_decoder_set_wanted (FlDecoder *self, const gint64 *indices, gsize n)
{
  g_clear_pointer (&self->wanted, g_free);
  self->n_wanted = indices != NULL ? n : 0;
  if (indices != NULL) {
    self->wanted = g_new (gint64, MAX (n, 1)); /* None wanted is not the same as all wanted. */
    for (gsize i = 0; i < n; i++)
      self->wanted[i] = indices[i];
  }
  self->wanted_at = 0;
  while (self->wanted_at < self->n_wanted && self->wanted[self->wanted_at] < self->target)
    self->wanted_at++;
}

static gboolean
is_wanted (const FlDecoder *self, gint64 frame)
{
  if (self->wanted == NULL)
    return TRUE;
  for (gsize i = self->wanted_at; i < self->n_wanted && self->wanted[i] <= frame; i++)
    if (self->wanted[i] == frame)
      return TRUE;
  return FALSE;
}

/* Has the codec leave out pictures that nothing refers to, where nobody wants to see them. */
static void
choose_effort (FlDecoder *self)
{
  gint64 frame = fl_frame_index_has_unique_pts (self->index)
                   ? fl_frame_index_find_pts (self->index, self->packet->pts)
                   : -1;
  gboolean is_needed = frame < 0 || (frame >= self->target && is_wanted (self, frame));

  self->codec->skip_frame = is_needed ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
}

/* Keeps track of the points that were fed, so that none is jumped to that is past. */
static void
note_point (FlDecoder *self)
{
  gssize next = self->newest_point + 1;

  if (next < (gssize) fl_frame_index_get_n_points (self->index) &&
      fl_decoder_is_at_point (self, next))
    self->newest_point = next;
}

/* Whether the packet is passed over on the way to a point. */
static gboolean
is_skipped (FlDecoder *self)
{
  if (self->skip_to < 0)
    return FALSE;
  if (!fl_decoder_is_at_point (self, self->skip_to))
    return TRUE;
  self->newest_point = self->skip_to - 1;
  self->skip_to = -1;
  self->entry_number = (gint64) self->n_packets;
  return FALSE;
}

/* Whether the point that is searched for cannot come any more. */
static gboolean
is_past (const FlDecoder *self)
{
  if (self->skip_to < 0 || self->packet->dts == AV_NOPTS_VALUE)
    return FALSE;
  gint64 dts = fl_frame_index_get_point (self->index, (gsize) self->skip_to)->dts;
  return dts != FL_NO_PTS && self->packet->dts > dts;
}

static void
begin_draining (FlDecoder *self)
{
  self->is_draining = TRUE;
  self->codec->skip_frame = AVDISCARD_DEFAULT;
  (void) avcodec_send_packet (self->codec, NULL); /* It can only say that it was told before. */
}

/* Feeds the codec one packet, or tells it that there are no more. */
static gboolean
feed (FlDecoder *self, GError **error)
{
  do {
    av_packet_unref (self->packet);
    int code = fl_av_input_read (self->input, self->packet);
    if (code == AVERROR_EXIT) {
      fl_av_set_error (error, FL_MEDIA_ERROR_DECODE, code, "%s", self->path);
      return FALSE;
    }
    /* The end, or damage that cannot be read past: what was read is kept. */
    if (code < 0 || is_past (self)) {
      begin_draining (self);
      return TRUE;
    }
  } while (is_skipped (self));
  note_point (self);
  choose_effort (self);
  fl_av_number_packet (self->codec, self->packet, (gint64) self->n_packets++);
  if (avcodec_send_packet (self->codec, self->packet) < 0)
    self->n_errors++;
  return TRUE;
}

gboolean
fl_decoder_receive (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  for (;;) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    int code = avcodec_receive_frame (self->codec, self->picture);
    if (code >= 0)
      return TRUE;
    if (code == AVERROR_EOF)
      return FALSE;
    if (code != AVERROR (EAGAIN))
      self->n_errors++;
    else if (!feed (self, error))
      return FALSE;
  }
}

gint64
fl_decoder_name_picture (FlDecoder *self)
{
  if (fl_frame_index_has_unique_pts (self->index))
    return fl_frame_index_find_pts (self->index, self->picture->best_effort_timestamp);
  /* After a jump, frames may come that are shown before the key frame; counting begins there. */
  if (!self->is_settled && fl_av_frame_get_number (self->picture) != self->entry_number)
    return -1;
  self->is_settled = TRUE;
  gint64 count = self->n_counted++;
  return count < fl_frame_index_get_n_frames (self->index) ? count : -1;
}

gint64
fl_decoder_get_expected (const FlDecoder *self)
{
  if (self->wanted != NULL)
    return self->wanted_at < self->n_wanted ? self->wanted[self->wanted_at] : -1;
  return self->target < fl_frame_index_get_n_frames (self->index) ? self->target : -1;
}

/* After a wanted frame was given: if the next one can be reached from a later point than the
 * newest one that was fed, the codec need not see what is between. */
static void
plan_skip (FlDecoder *self)
{
  gint64 expected = fl_decoder_get_expected (self);

  if (self->wanted == NULL || expected < 0 || self->is_draining || self->n_restarts >= MAX_RESTARTS)
    return;
  gssize point = fl_frame_index_find_point (self->index, expected);
  if (point > self->newest_point &&
      fl_frame_index_get_point (self->index, (gsize) point)->frame >= self->target)
    fl_decoder_begin_at_point (self, point);
}

static void
pass_to (FlDecoder *self, gint64 frame)
{
  self->target = frame;
  while (self->wanted_at < self->n_wanted && self->wanted[self->wanted_at] < frame)
    self->wanted_at++;
}

static FlFrame *
hand_over (FlDecoder *self, gint64 frame)
{
  AVRational aspect =
    av_guess_sample_aspect_ratio (self->input->format, self->input->stream, self->picture);
  FlFrame *given =
    fl_frame_new (self->picture, frame, fl_av_get_rotation (self->input->stream), aspect);

  av_frame_unref (self->picture);
  pass_to (self, frame + 1);
  plan_skip (self);
  return given;
}

/* Looks at the picture that came. Gives it when it is the expected one. */
static FlFrame *
take (FlDecoder *self, gint64 frame, gint64 expected, gboolean *is_missed)
{
  if (frame >= self->first_exact)
    self->is_settled = TRUE;
  if (frame < 0 && self->is_settled)
    self->has_mismatch = TRUE;
  *is_missed = frame > expected && self->has_jumped;
  if (frame > expected && !self->has_jumped) {
    /* A decode from the start does not give what the index promised. */
    self->has_mismatch = TRUE;
    pass_to (self, frame);
    expected = fl_decoder_get_expected (self);
  }
  if (frame >= 0 && frame == expected)
    return hand_over (self, frame);
  av_frame_unref (self->picture);
  return NULL;
}

FlFrame *
fl_decoder_next (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  gint64 expected;

  if (self->codec == NULL && !fl_decoder_restart (self, cancellable, error))
    return NULL;
  self->input->cancellable = cancellable;
  while ((expected = fl_decoder_get_expected (self)) >= 0) {
    g_autoptr (GError) local = NULL;
    gint64 frame = self->pending;
    gboolean is_missed = FALSE;
    self->pending = -1;
    if (frame >= 0 || fl_decoder_receive (self, cancellable, &local)) {
      frame = frame >= 0 ? frame : fl_decoder_name_picture (self);
      FlFrame *given = take (self, frame, expected, &is_missed);
      if (given != NULL)
        return given;
    } else if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    } else if (self->has_jumped)
      is_missed = TRUE;
    else
      return NULL;
    if (is_missed && !fl_decoder_enter (self, expected, cancellable, error))
      return NULL;
  }
  return NULL;
}

guint64
fl_decoder_get_n_packets (const FlDecoder *self)
{
  return self->n_packets;
}

guint64
fl_decoder_get_n_errors (const FlDecoder *self)
{
  return self->n_errors;
}

gboolean
fl_decoder_has_mismatch (const FlDecoder *self)
{
  return self->has_mismatch;
}
