/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets to frames. Every frame that the codec gives is named by its presentation time through
 * the frame index; streams without unique times are counted instead. What comes is checked
 * against what should come, so a jump that went wrong is noticed and mended. */
#include "media/fl-complaints.h"
#include "media/fl-decoder-private.h"
#include "media/fl-frame-private.h"
#include "media/fl-packet.h"

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
  /* Several make up other pictures for damaged ones than one does. */
  self->n_threads = fl_frame_index_has_damage (index) ? 1 : n_threads;
  self->packet = av_packet_alloc ();
  self->picture = av_frame_alloc ();
  gboolean is_folder = fl_pictures_is_folder (path);
  if (is_folder)
    self->pictures = fl_pictures_list (path, error);
  if (is_folder ? self->pictures == NULL : !fl_decoder_restart (self, cancellable, error))
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
  g_clear_pointer (&self->wanted, fl_wanted_free);
  g_clear_pointer (&self->pictures, fl_pictures_free);
  g_free (self->path);
  g_free (self);
}

void
fl_decoder_set_wanted (FlDecoder *self, const gint64 *indices, gsize n)
{
  g_clear_pointer (&self->wanted, fl_wanted_free);
  if (indices == NULL)
    return;
  self->wanted = fl_wanted_new (indices, n);
  fl_wanted_aim (self->wanted, self->target);
}

static gboolean
is_wanted (const FlDecoder *self, gint64 frame)
{
  return frame >= self->target &&
         (self->wanted == NULL || fl_wanted_contains (self->wanted, frame));
}

/* The display index of the packet's picture, -1 when its time does not tell. */
static gint64
name_packet (const FlDecoder *self)
{
  return fl_frame_index_has_unique_pts (self->index)
           ? fl_frame_index_find_pts (self->index, self->packet->pts)
           : -1;
}

/* Whether what comes now, and up to the next point but one, is known to be whole, so that nothing
 * hangs on pictures that nothing refers to. Some of what comes now may be shown before the newest
 * point. */
static gboolean
is_whole (const FlDecoder *self)
{
  const gssize n_points = (gssize) fl_frame_index_get_n_points (self->index);

  for (gssize i = MAX (self->newest_point - 1, 0); i < MIN (self->newest_point + 2, n_points); i++)
    if (fl_frame_index_get_point (self->index, (gsize) i)->n_damaged > 0)
      return FALSE;
  return self->newest_point >= 0;
}

/* Whether nobody wants to see the picture of the packet and no other picture refers to it. Where
 * the packet itself does not tell, the codec is told to leave such pictures out; it need not even
 * see the others, since with several threads what is passed over waits for its turn as well. */
static gboolean
is_needless (FlDecoder *self, gint64 frame)
{
  gboolean is_needed = frame < 0 || is_wanted (self, frame) || self->is_plain || !is_whole (self);

  self->codec->skip_frame = is_needed ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
  return !is_needed &&
         fl_packet_inspect (self->input->stream->codecpar, self->packet).is_disposable;
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

/* A point that is yet to come and gives @frame, where the codec need not see what is before it;
 * -1 when there is none. */
static gssize
find_later_point (const FlDecoder *self, gint64 frame)
{
  gssize point = fl_frame_index_find_entry (self->index, frame);

  if (self->never_jumps || self->n_restarts >= MAX_RESTARTS || point <= self->newest_point ||
      fl_frame_index_get_point (self->index, (gsize) point)->frame < self->target)
    return -1;
  return point;
}

/* Whether the codec has all that is needed for a while: what is wanted next is reached from a
 * point that is yet to come, or nothing is. Only where each packet is known to be one frame: a
 * second field may follow where packets were in doubt. */
static gboolean
is_fed_enough (const FlDecoder *self)
{
  if (self->wanted == NULL || self->keeps_back || fl_frame_index_is_decoded (self->index) ||
      !fl_frame_index_has_unique_pts (self->index))
    return FALSE;
  gint64 next = fl_wanted_get_next_unfed (self->wanted);
  if (next < 0)
    return TRUE;
  gssize point = find_later_point (self, next);
  if (point < 0)
    return FALSE;
  gint64 first = fl_frame_index_get_point (self->index, (gsize) point)->frame;
  return fl_wanted_get_next_from (self->wanted, first) == next;
}

/* Feeds the codec one packet, or tells it that there are no more. */
static gboolean
feed (FlDecoder *self, GError **error)
{
  gint64 frame;

  do {
    av_packet_unref (self->packet);
    int code = fl_av_input_read (self->input, self->packet);
    if (code == AVERROR_EXIT) {
      fl_av_set_error (error, FL_MEDIA_ERROR_DECODE, code, "%s", self->path);
      return FALSE;
    }
    /* The end, or damage that cannot be read past: what was read is kept. */
    if (code < 0 || is_past (self)) {
      self->is_at_end = TRUE;
      begin_draining (self);
      return TRUE;
    }
    frame = name_packet (self);
  } while (is_skipped (self) || is_needless (self, frame));
  note_point (self);
  fl_av_number_packet (self->codec, self->packet, (gint64) self->n_packets++);
  if (avcodec_send_packet (self->codec, self->packet) < 0)
    self->n_errors++;
  if (self->wanted != NULL)
    fl_wanted_note_fed (self->wanted, frame);
  if (is_fed_enough (self))
    begin_draining (self);
  return TRUE;
}

/* After a jump FFmpeg's decoder leaves out interlaced B-frames of MPEG-4 for a while, without a word,
 * since their times refer to pictures that it did not see. Where frames are told by their times that
 * is noticed; where they are counted it is not. */
static gboolean
is_miscounted_later (const FlDecoder *self)
{
  return self->codec->codec_id == AV_CODEC_ID_MPEG4 &&
         !fl_frame_index_has_unique_pts (self->index) &&
         fl_av_frame_get_first_field (self->picture) >= 0;
}

/* A codec gives pictures that it complained of. Those shown before the place where decoding began lack
 * what they refer to, so that what is said of them means nothing. */
static void
hear_complaints (FlDecoder *self)
{
  const guint n_said = fl_complaints_count (self->codec);

  self->n_worrying += self->is_settled && n_said != self->n_heard;
  self->n_heard = n_said;
}

gboolean
fl_decoder_receive (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  for (;;) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    int code = avcodec_receive_frame (self->codec, self->picture);
    hear_complaints (self);
    if (code >= 0) {
      self->never_jumps |= is_miscounted_later (self);
      return TRUE;
    }
    if (code == AVERROR_EOF) {
      /* What was wanted did not come: dav1d with several threads keeps pictures that are shown
       * again. */
      self->keeps_back |= !self->is_at_end;
      return FALSE;
    }
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
    return fl_wanted_get_next (self->wanted);
  return self->target < fl_frame_index_get_n_frames (self->index) ? self->target : -1;
}

/* After a wanted frame was given: if the next one can be reached from a later point than the
 * newest one that was fed, the codec need not see what is between. */
static void
plan_skip (FlDecoder *self)
{
  gint64 expected = fl_decoder_get_expected (self);

  if (self->wanted == NULL || expected < 0 || self->is_at_end)
    return;
  gssize point = find_later_point (self, expected);
  if (point >= 0)
    fl_decoder_begin_at_point (self, point);
}

void
fl_decoder_pass_to (FlDecoder *self, gint64 frame)
{
  self->target = frame;
  if (self->wanted != NULL)
    fl_wanted_pass_to (self->wanted, frame);
}

/* Goes on behind a frame that was fed and did not come; FALSE when there is nothing behind it. */
static gboolean
pass_over_lost (FlDecoder *self)
{
  gint64 next =
    self->wanted != NULL && !self->is_at_end ? fl_wanted_get_next_unfed (self->wanted) : -1;

  if (next < 0)
    return FALSE;
  self->has_mismatch = TRUE;
  fl_decoder_pass_to (self, next);
  plan_skip (self);
  return !self->is_draining;
}

static FlFrame *
hand_over (FlDecoder *self, gint64 frame)
{
  AVRational aspect =
    av_guess_sample_aspect_ratio (self->input->format, self->input->stream, self->picture);
  FlFrame *given =
    fl_frame_new (self->picture, frame, fl_av_get_rotation (self->input->stream), aspect);

  /* What the codec made up for lost parts hangs on where it began. */
  self->n_errors += self->picture->decode_error_flags != 0;
  av_frame_unref (self->picture);
  fl_decoder_pass_to (self, frame + 1);
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
  *is_missed = frame > expected && !self->is_plain;
  if (frame > expected && self->is_plain) {
    /* Even the plainest decode does not give what the index promised. */
    self->has_mismatch = TRUE;
    fl_decoder_pass_to (self, frame);
    expected = fl_decoder_get_expected (self);
  }
  if (frame >= 0 && frame == expected)
    return hand_over (self, frame);
  av_frame_unref (self->picture);
  return NULL;
}

/* Where all frames are looked at, what comes behind the last one is none of the index. */
static void
look_behind (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  if (self->wanted != NULL)
    return;
  while (fl_decoder_receive (self, cancellable, error)) {
    self->has_mismatch |= fl_decoder_name_picture (self) < 0;
    av_frame_unref (self->picture);
  }
}

/* Whether decoding began behind the place from which @frame is exact. Where there is damage a place before
 * it will not do either, but for the start. */
static gboolean
is_astray (const FlDecoder *self, gint64 frame)
{
  if (self->entry < 0)
    return FALSE;
  const gssize entry = fl_frame_index_find_entry (self->index, frame);
  const gssize point = fl_frame_index_find_point (self->index, frame);
  return entry < self->entry ||
         (entry != self->entry &&
          fl_frame_index_get_point (self->index, (gsize) point)->n_damaged > 0);
}

FlFrame *
fl_decoder_next (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  gint64 expected;

  if (self->pictures != NULL)
    return fl_decoder_next_picture (self, cancellable, error);
  if (self->codec == NULL && !fl_decoder_restart (self, cancellable, error))
    return NULL;
  self->input->cancellable = cancellable;
  while ((expected = fl_decoder_get_expected (self)) >= 0) {
    g_autoptr (GError) local = NULL;
    gint64 frame;
    gboolean is_missed = FALSE;
    if (is_astray (self, expected) && !fl_decoder_enter (self, expected, cancellable, error))
      return NULL;
    frame = self->pending;
    self->pending = -1;
    if (frame >= 0 || fl_decoder_receive (self, cancellable, &local)) {
      frame = frame >= 0 ? frame : fl_decoder_name_picture (self);
      FlFrame *given = take (self, frame, expected, &is_missed);
      if (given != NULL)
        return given;
    } else if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    } else if (!self->is_plain)
      is_missed = TRUE;
    else if (!pass_over_lost (self))
      return NULL;
    if (is_missed && !fl_decoder_enter (self, expected, cancellable, error))
      return NULL;
  }
  look_behind (self, cancellable, error);
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
  return MAX (self->n_errors, self->n_worrying);
}

gboolean
fl_decoder_has_mismatch (const FlDecoder *self)
{
  return self->has_mismatch;
}
