/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going to a frame. The container is asked to go to a key frame that the index names, packets
 * are passed over until exactly that one comes, and decoding goes on until exactly the frame
 * comes that was asked for. Whatever does not work out falls back to an earlier key frame and in
 * the end to the start of the file. */
#include "media/fl-decoder-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* Points that are tried before the start of the file is. */
#define MAX_POINTS_TRIED 4
#define N_WAYS           2

void
fl_decoder_forget_packets (FlDecoder *self)
{
  self->is_draining = FALSE;
  self->is_at_end = FALSE;
  if (self->wanted != NULL)
    fl_wanted_forget_fed (self->wanted);
}

gboolean
fl_decoder_restart (FlDecoder *self, GCancellable *cancellable, GError **error)
{
  g_clear_pointer (&self->codec, fl_av_free_codec);
  g_clear_pointer (&self->input, fl_av_input_free);
  self->input = fl_av_input_open (self->path, cancellable, error);
  if (self->input == NULL)
    return FALSE;
  self->codec = fl_av_open_codec (self->input, self->n_threads, error);
  self->n_heard = 0;
  self->n_counted = 0;
  self->pending = -1;
  self->newest_point = -1;
  self->skip_to = -1;
  self->entry = -1;
  self->first_exact = 0;
  self->is_plain = FALSE;
  self->is_settled = TRUE;
  fl_decoder_forget_packets (self);
  return self->codec != NULL;
}

gboolean
fl_decoder_is_at_point (const FlDecoder *self, gssize i)
{
  const FlIndexPoint *point = fl_frame_index_get_point (self->index, (gsize) i);
  const AVPacket *packet = self->packet;

  if (!(packet->flags & AV_PKT_FLAG_KEY))
    return FALSE;
  /* Where times do not tell a frame from others they do not tell a packet either. */
  if (!fl_frame_index_has_unique_pts (self->index) && point->position_bytes >= 0 &&
      packet->pos >= 0 && packet->pos != point->position_bytes)
    return FALSE;
  if (point->pts == FL_NO_PTS && point->dts == FL_NO_PTS)
    return point->position_bytes >= 0 && packet->pos == point->position_bytes;
  return packet->pts == point->pts && packet->dts == point->dts;
}

/* FFmpeg's decoder of HEVC gives a picture that is missing the motion of any picture before, whatever was
 * decoded last. A new one knows none, so that it makes up the same each time. Decoders of other codecs
 * keep what only the beginning of a film tells, as who encoded it. */
static void
forget_pictures (FlDecoder *self)
{
  const gboolean is_made_up =
    self->codec->codec_id == AV_CODEC_ID_HEVC && fl_frame_index_has_damage (self->index);
  AVCodecContext *fresh = is_made_up ? fl_av_open_codec (self->input, self->n_threads, NULL) : NULL;
  if (fresh == NULL) {
    avcodec_flush_buffers (self->codec);
    return;
  }
  fl_av_free_codec (self->codec);
  self->codec = fresh;
  self->n_heard = 0;
}

void
fl_decoder_begin_at_point (FlDecoder *self, gssize i)
{
  forget_pictures (self);
  /* Decoders that hold back what they think is not whole yet do so too long: at the end of the
   * file nothing comes any more. What is whole is known better here. */
  self->codec->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
  self->skip_to = i;
  self->entry = i;
  self->first_exact = fl_frame_index_get_point (self->index, (gsize) i)->frame;
  self->n_counted = self->first_exact;
  self->pending = -1;
  self->is_plain = FALSE;
  self->is_settled = FALSE;
  fl_decoder_forget_packets (self);
}

/* Containers in which packets are found by their place, since there is no index of times. */
static gboolean
is_found_by_place (const AVInputFormat *format)
{
  static const char *const names[] = {"mpegts", "mpeg", "h264", "hevc", "mpegvideo", "m4v"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (format->name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Goes to the place of a point; the second way is from the point before it, since where packets
 * share blocks with others it takes a while until they come out as they did at first. */
static int
jump_to_place (FlDecoder *self, gssize i, guint way)
{
  const FlIndexPoint *point = fl_frame_index_get_point (self->index, (gsize) MAX (i - way, 0));

  return avformat_seek_file (self->input->format, self->input->stream->index, INT64_MIN,
                             point->from_bytes, point->from_bytes, AVSEEK_FLAG_BYTE);
}

/* Goes to the time of a point: some containers' indexes are by presentation, some by decoding. */
static int
jump_to_time (FlDecoder *self, gssize i, guint way)
{
  const FlIndexPoint *point = fl_frame_index_get_point (self->index, (gsize) i);
  gint64 time = way == 0 ? point->pts : point->dts;

  if (time == FL_NO_PTS)
    return -1;
  return avformat_seek_file (self->input->format, self->input->stream->index, INT64_MIN, time, time,
                             0);
}

/* Has the container go to or before a point; FALSE when it does not in this way. */
static gboolean
jump (FlDecoder *self, gssize i, guint way)
{
  int code = is_found_by_place (self->input->format->iformat) ? jump_to_place (self, i, way)
                                                              : jump_to_time (self, i, way);

  if (code >= 0)
    fl_decoder_begin_at_point (self, i);
  return code >= 0;
}

gboolean
fl_decoder_reach (FlDecoder *self, gint64 frame, GCancellable *cancellable)
{
  while (fl_decoder_receive (self, cancellable, NULL) && !self->never_jumps) {
    gint64 named = fl_decoder_name_picture (self);
    if (named == frame) {
      self->pending = frame;
      return TRUE;
    }
    av_frame_unref (self->picture);
    if (named > frame)
      return FALSE;
  }
  return FALSE;
}

gboolean
fl_decoder_try_point (FlDecoder *self, gssize i, gint64 frame, GCancellable *cancellable)
{
  for (guint way = 0; way < N_WAYS; way++)
    if (jump (self, i, way) && fl_decoder_reach (self, frame, cancellable))
      return TRUE;
  return FALSE;
}

/* What is made up for damage is that of a plain decode from the place that was found alone. */
static gssize
count_tries (const FlDecoder *self, gint64 frame)
{
  const gssize point = fl_frame_index_find_point (self->index, frame);

  return point >= 0 && fl_frame_index_get_point (self->index, (gsize) point)->n_damaged > 0
           ? 1
           : MAX_POINTS_TRIED;
}

gboolean
fl_decoder_enter (FlDecoder *self, gint64 frame, GCancellable *cancellable, GError **error)
{
  const gssize newest = fl_frame_index_find_entry (self->index, frame);
  const gssize last = newest - count_tries (self, frame);

  for (gssize i = newest; !self->never_jumps && i >= 0 && i > last; i--) {
    if (fl_decoder_try_point (self, i, frame, cancellable))
      return TRUE;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  self->n_restarts++;
  gboolean is_open = fl_decoder_restart (self, cancellable, error);
  self->is_plain = TRUE;
  return is_open;
}

gboolean
fl_decoder_seek (FlDecoder *self, gint64 index, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (index >= 0, FALSE);

  gint64 n_frames = fl_frame_index_get_n_frames (self->index);
  if (index >= n_frames) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_SEEK,
                 _ ("Cannot go to frame %" PRId64 " of “%s”: it has %" PRId64 " frames"), index,
                 self->path, n_frames);
    return FALSE;
  }
  self->target = index;
  if (self->wanted != NULL)
    fl_wanted_aim (self->wanted, index);
  if (self->pictures != NULL)
    return TRUE;
  if (self->codec == NULL && !fl_decoder_restart (self, cancellable, error))
    return FALSE;
  self->input->cancellable = cancellable;
  gint64 expected = fl_decoder_get_expected (self);
  return expected < 0 || fl_decoder_enter (self, expected, cancellable, error);
}
