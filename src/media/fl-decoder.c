/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets to frames. Every frame that the codec gives is named by its presentation time through
 * the frame index; streams without unique times are counted from the start instead. */
#include "media/fl-decoder.h"

#include "media/fl-av.h"
#include "media/fl-frame-private.h"

#include <string.h>

struct _FlDecoder {
  char *path;
  FlFrameIndex *index;
  guint n_threads;
  FlAvInput *input;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *picture;
  gint64 *wanted;
  gsize n_wanted;
  gsize wanted_at;      /* first wanted frame that was not given yet */
  gint64 target;        /* frames before it are passed over */
  gint64 n_counted;     /* frames that came since the start, for streams without unique times */
  gint64 newest_key;    /* newest key frame that the codec was fed */
  gint64 skip_to_key;   /* packets are passed over until this key frame, -1: none */
  gint64 pending;       /* frame that a seek left in picture, -1: none */
  gboolean is_draining; /* all packets are in */
  guint64 n_errors;
  gboolean has_mismatch;
};

/* Opens, or opens again at the very start, which is the one seek that every format can do. */
static gboolean
reopen (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&self->codec, fl_av_free_codec);
  g_clear_pointer (&self->input, fl_av_input_free);
  self->input = fl_av_input_open (self->path, cancellable, error);
  if (self->input == NULL)
    return FALSE;
  self->codec = fl_av_open_codec (self->input, self->n_threads, error);
  self->n_counted = 0;
  self->is_draining = FALSE;
  self->skip_to_key = -1;
  self->pending = -1;
  return self->codec != NULL;
}

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
  if (!reopen (self, cancellable, error))
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

/* Moves to the first wanted frame at or after @frame. */
static void
aim_wanted (FlDecoder *self, gint64 frame)
{
  self->wanted_at = 0;
  while (self->wanted_at < self->n_wanted && self->wanted[self->wanted_at] < frame)
    self->wanted_at++;
}

void
fl_decoder_set_wanted (FlDecoder *self, const gint64 *indices, gsize n)
{
  g_free (self->wanted);
  self->wanted = indices != NULL ? g_memdup2 (indices, n * sizeof indices[0]) : NULL;
  self->n_wanted = indices != NULL ? n : 0;
  aim_wanted (self, self->target);
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
  if (self->packet->flags & AV_PKT_FLAG_KEY)
    self->newest_key = frame;
  gboolean is_needed = frame < 0 || (frame >= self->target && is_wanted (self, frame));

  self->codec->skip_frame = is_needed ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
}

/* Whether the packet belongs to a group of pictures that is passed over. */
static gboolean
is_skipped (FlDecoder *self)
{
  if (self->skip_to_key < 0)
    return FALSE;
  if (!(self->packet->flags & AV_PKT_FLAG_KEY) ||
      fl_frame_index_find_pts (self->index, self->packet->pts) < self->skip_to_key)
    return TRUE;
  self->skip_to_key = -1;
  return FALSE;
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
    if (code < 0) {
      /* The end, or damage that cannot be read past: what was read is kept. */
      self->is_draining = TRUE;
      self->codec->skip_frame = AVDISCARD_DEFAULT;
      (void) avcodec_send_packet (self->codec, NULL);
      return TRUE;
    }
  } while (is_skipped (self));
  choose_effort (self);
  if (avcodec_send_packet (self->codec, self->packet) < 0)
    self->n_errors++;
  return TRUE;
}

/* Takes the next picture out of the codec; FALSE without error at the end. */
static gboolean
receive (FlDecoder *self, GCancellable *cancellable, GError **error)
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

/* The display index of the picture, -1 when the index does not know it. */
static gint64
name_picture (FlDecoder *self)
{
  gint64 count = self->n_counted++;

  if (!fl_frame_index_has_unique_pts (self->index))
    return count < fl_frame_index_get_n_frames (self->index) ? count : -1;
  return fl_frame_index_find_pts (self->index, self->picture->best_effort_timestamp);
}

/* After a wanted frame was given: if the next one lies in a later group of pictures, the codec
 * need not see what is between. Only groups that begin after the one being decoded count. */
static void
plan_skip (FlDecoder *self, gint64 given)
{
  if (self->wanted == NULL || !fl_frame_index_has_unique_pts (self->index) || self->is_draining ||
      self->wanted_at >= self->n_wanted)
    return;
  gint64 key = fl_frame_index_get_key_before (self->index, self->wanted[self->wanted_at]);
  /* In decoding order a key frame comes before frames that are shown before it. */
  if (key <= given || self->newest_key < 0 || self->newest_key >= key ||
      !fl_frame_index_is_key (self->index, key))
    return;
  avcodec_flush_buffers (self->codec);
  self->skip_to_key = key;
}

static FlFrame *
hand_over (FlDecoder *self, gint64 frame)
{
  AVRational aspect =
    av_guess_sample_aspect_ratio (self->input->format, self->input->stream, self->picture);
  FlFrame *given =
    fl_frame_new (self->picture, frame, fl_av_get_rotation (self->input->stream), aspect);

  av_frame_unref (self->picture);
  self->target = frame + 1;
  while (self->wanted_at < self->n_wanted && self->wanted[self->wanted_at] <= frame)
    self->wanted_at++;
  plan_skip (self, frame);
  return given;
}

FlFrame *
fl_decoder_next (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  self->input->cancellable = cancellable;
  while (self->wanted == NULL || self->wanted_at < self->n_wanted) {
    gint64 frame = self->pending;
    self->pending = -1;
    if (frame < 0) {
      if (!receive (self, cancellable, error))
        return NULL;
      frame = name_picture (self);
    }
    if (frame < 0)
      self->has_mismatch = TRUE;
    if (frame >= self->target && is_wanted (self, frame))
      return hand_over (self, frame);
    av_frame_unref (self->picture);
  }
  return NULL;
}

/* Has the container go to a key frame; FALSE when it cannot. */
static gboolean
jump_to_key (FlDecoder *self, gint64 key)
{
  gint64 pts;

  if (!fl_frame_index_get_pts (self->index, key, &pts))
    return FALSE;
  if (avformat_seek_file (self->input->format, self->input->stream->index, INT64_MIN, pts, pts, 0) <
      0)
    return FALSE;
  avcodec_flush_buffers (self->codec);
  self->is_draining = FALSE;
  self->skip_to_key = -1;
  self->pending = -1;
  return TRUE;
}

/* Decodes the first picture and keeps it; tells whether it stands at or before @index. */
static gboolean
lands_before (FlDecoder *self, gint64 index, GCancellable *cancellable)
{
  if (!receive (self, cancellable, NULL))
    return FALSE;
  gint64 frame = name_picture (self);
  gboolean is_damaged = (self->picture->flags & AV_FRAME_FLAG_CORRUPT) != 0;
  if (frame < 0 || frame > index || is_damaged)
    return FALSE;
  self->pending = frame;
  return TRUE;
}

static gboolean
seek_by_key (FlDecoder *self, gint64 index, GCancellable *cancellable)
{
  gint64 key = index;

  /* Containers whose index is by decoding time, and open groups of pictures, may land late:
   * then one group earlier is tried. */
  for (int attempt = 0; attempt < 4 && key > 0; attempt++) {
    key = fl_frame_index_get_key_before (self->index, key);
    if (jump_to_key (self, key) && lands_before (self, index, cancellable))
      return TRUE;
    key--;
  }
  return FALSE;
}

gboolean
fl_decoder_seek (FlDecoder *self, gint64 index, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (index >= 0, FALSE);

  if (self->input == NULL && !reopen (self, cancellable, error))
    return FALSE;
  self->input->cancellable = cancellable;
  self->target = index;
  aim_wanted (self, index);
  if (index >= fl_frame_index_get_n_frames (self->index)) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_SEEK,
                 "Cannot go to frame %" G_GINT64_FORMAT " of “%s”: it has %" G_GINT64_FORMAT
                 " frames",
                 index, self->path, fl_frame_index_get_n_frames (self->index));
    return FALSE;
  }
  if (fl_frame_index_has_unique_pts (self->index) && seek_by_key (self, index, cancellable))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return reopen (self, cancellable, error);
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
