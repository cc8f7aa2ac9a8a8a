/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out the frames of a file by decoding all of it, for files whose packets leave a doubt. */
#include "media/fl-complaints.h"
#include "media/fl-cut-off.h"
#include "media/fl-frame-index-build-private.h"
#include "media/fl-frame-index-build.h"
#include "media/fl-frame-numbers.h"
#include "media/fl-index-trial.h"
#include "media/fl-packet-note.h"
#include "media/fl-pictures.h"

#include <glib/gi18n.h>
#include <string.h>

/* 20,000 frames of 320 x 240 took twice as long with three threads as with one; HACKING.md. */
#define MIN_SHARED_PIXELS (320 * 240 + 1)

/* A decode on its way. */
typedef struct {
  FlAvInput *input;
  AVCodecContext *codec;
  GArray *notes;   /* FlPacketNote by number of packet */
  GArray *entries; /* FlIndexEntry by display index */
  GArray *sums;    /* guint64 by display index, of the pixels; NULL when nobody asks for them */
  FlFrameNumbers *numbers;
  guint n_heard; /* complaints of the codec so far */
} Pass;

static FlPacketNote *
note_of (const Pass *self, gint64 number)
{
  if (number < 0 || number >= (gint64) self->notes->len)
    return NULL;
  return &g_array_index (self->notes, FlPacketNote, number);
}

static void
take_frame (Pass *self, const AVFrame *frame)
{
  gboolean has_time = frame->best_effort_timestamp != AV_NOPTS_VALUE;
  FlIndexEntry entry = {.pts = has_time ? frame->best_effort_timestamp : FL_NO_PTS,
                        .is_key = fl_av_frame_is_key (frame)};
  FlPacketNote *note = note_of (self, fl_av_frame_get_number (frame));

  if (note != NULL && note->point.frame < 0)
    note->point.frame = self->entries->len;
  if (note != NULL) {
    note->is_key &= entry.is_key;
    note->is_damaged |= frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT);
  }
  g_array_append_val (self->entries, entry);
  if (self->sums == NULL)
    return;
  const guint64 sum = fl_index_trial_sum (frame);
  g_array_append_val (self->sums, sum);
}

/* Looks whether the codec complained of the newest packet, or with several threads of one before it. */
static void
hear_complaints (Pass *self)
{
  FlPacketNote *newest = note_of (self, (gint64) self->notes->len - 1);
  const guint n_said = fl_complaints_count (self->codec);

  if (newest != NULL)
    newest->is_damaged |= n_said != self->n_heard;
  self->n_heard = n_said;
}

/* Takes every frame that is ready. An error stands for one damaged packet; what comes after it
 * may be whole. */
static void
drain (Pass *self, AVFrame *frame)
{
  int code;

  while ((code = avcodec_receive_frame (self->codec, frame)) != AVERROR (EAGAIN) &&
         code != AVERROR_EOF) {
    FlPacketNote *newest = note_of (self, (gint64) self->notes->len - 1);
    if (code >= 0)
      take_frame (self, frame);
    else if (newest != NULL)
      newest->is_damaged = TRUE;
    av_frame_unref (frame);
  }
  hear_complaints (self);
}

static gboolean
decode_all (Pass *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  g_autoptr (AVFrame) frame = av_frame_alloc ();
  int code;

  while ((code = fl_av_input_read (self->input, packet)) >= 0) {
    FlPacketFacts facts = fl_packet_inspect (self->input->stream->codecpar, packet);
    FlPacketNote note = fl_packet_note (packet, &facts);
    fl_av_number_packet (self->codec, packet, self->notes->len);
    /* A packet that cannot be decoded costs its frame, not the file. */
    note.is_damaged = avcodec_send_packet (self->codec, packet) < 0;
    note.is_damaged |= (packet->flags & AV_PKT_FLAG_CORRUPT) != 0;
    note.is_damaged |= fl_frame_numbers_take (self->numbers, packet);
    g_array_append_val (self->notes, note);
    av_packet_unref (packet);
    drain (self, frame);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  if (code == AVERROR_EXIT) {
    fl_av_set_error (error, FL_MEDIA_ERROR_DECODE, code, "%s", self->input->path);
    return FALSE;
  }
  (void) avcodec_send_packet (self->codec, NULL);
  drain (self, frame);
  return TRUE;
}

/* How many frames a file lacks of those it speaks of; empty when none. */
static char *
dup_lack (const Pass *self)
{
  gint64 n_promised = self->input->stream->nb_frames;

  if (self->notes->len != self->entries->len)
    return g_strdup_printf (": %u frames from %u packets", self->entries->len, self->notes->len);
  if (n_promised > self->entries->len)
    return g_strdup_printf (": %u frames of the %" G_GINT64_FORMAT " that its header promises",
                            self->entries->len, n_promised);
  return g_strdup ("");
}

/* That a file was cut off, where the doubt does not say so; else empty. */
static const char *
get_cut (const Pass *self, const char *doubt)
{
  gboolean is_told = doubt != NULL && strstr (doubt, "ends too early") != NULL;

  return !is_told && fl_cut_off_tells (self->input->path, self->input->format->iformat->name)
           ? "; the file ends too early"
           : "";
}

/* The doubt may be that of an earlier pass, with all there is to tell. */
static char *
dup_told (const Pass *self, const char *doubt)
{
  g_autofree char *lack = dup_lack (self);
  const char *cut = get_cut (self, doubt);

  if (*cut == '\0' && (*lack == '\0' || (doubt != NULL && g_str_has_suffix (doubt, lack))))
    return g_strdup (doubt);
  return g_strconcat (doubt != NULL ? doubt : N_ ("Every frame was decoded"), cut, lack, NULL);
}

static FlFrameIndex *
make_index (const Pass *self, const char *doubt)
{
  g_autoptr (GArray) points = fl_packet_notes_to_points (self->notes);
  g_autofree char *told = dup_told (self, doubt);

  FlIndexFacts facts = {.entries = (const FlIndexEntry *) (const void *) self->entries->data,
                        .n_entries = self->entries->len,
                        .points = (const FlIndexPoint *) (const void *) points->data,
                        .n_points = points->len,
                        .time_base = {.num = self->input->stream->time_base.num,
                                      .den = self->input->stream->time_base.den},
                        .is_decoded = TRUE,
                        .doubt = told};
  return fl_frame_index_new (&facts);
}

/* Where pictures were lost, what the decoder makes up for them is looked at. */
static gboolean
try_points (const Pass *self, FlFrameIndex *index, GCancellable *cancellable, GError **error)
{
  return self->sums == NULL ||
         fl_index_trial_run (index, self->input->path, self->sums, cancellable, error);
}

static gboolean
has_damage (const Pass *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (g_array_index (self->notes, FlPacketNote, i).is_damaged)
      return TRUE;
  return FALSE;
}

/* Threads of the decoder. Handing tiny frames from one thread to the next takes longer than decoding
 * them. */
static guint
choose_threads (const FlAvInput *input, gboolean is_damaged)
{
  const AVCodecParameters *facts = input->stream->codecpar;

  return is_damaged || (gint64) facts->width * facts->height < MIN_SHARED_PIXELS ? 1 : 0;
}

/* Decodes everything, with one thread when it is damaged. Sets @out_is_uncertain when damage was found
 * by several threads, which may lose other frames to it than one. */
static FlFrameIndex *
build (const char *path,
       const char *doubt,
       gboolean is_damaged,
       gboolean *out_is_uncertain,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (FlAvInput) input = fl_av_input_open (path, cancellable, error);
  if (input == NULL)
    return NULL;
  const guint n_threads = choose_threads (input, is_damaged);
  g_autoptr (AVCodecContext) codec = fl_av_open_codec (input, n_threads, error);
  if (codec == NULL)
    return NULL;
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (FlPacketNote));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (FlIndexEntry));
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (FlFrameNumbers) numbers = fl_frame_numbers_new (input->stream->codecpar);
  Pass pass = {.input = input,
               .codec = codec,
               .notes = notes,
               .entries = entries,
               .sums = n_threads == 1 ? sums : NULL,
               .numbers = numbers};
  if (!decode_all (&pass, cancellable, error))
    return NULL;
  *out_is_uncertain = n_threads != 1 && has_damage (&pass);
  if (entries->len == 0) {
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO,
                 _ ("Cannot use “%s”: not one frame of it can be decoded"), path);
    return NULL;
  }
  g_autoptr (FlFrameIndex) index = make_index (&pass, doubt);
  if (!*out_is_uncertain && !try_points (&pass, index, cancellable, error))
    return NULL;
  return g_steal_pointer (&index);
}

FlFrameIndex *
fl_frame_index_decode (const char *path,
                       const char *doubt,
                       gboolean is_damaged,
                       GCancellable *cancellable,
                       GError **error)
{
  gboolean is_uncertain = FALSE;
  g_autoptr (FlFrameIndex) index =
    build (path, doubt, is_damaged, &is_uncertain, cancellable, error);

  if (index == NULL || !is_uncertain)
    return g_steal_pointer (&index);
  return build (path, doubt, TRUE, &is_uncertain, cancellable, error);
}

FlFrameIndex *
fl_frame_index_build_by_decoding (const char *path,
                                  const char *doubt,
                                  GCancellable *cancellable,
                                  GError **error)
{
  if (fl_pictures_is_folder (path))
    return fl_pictures_index (path, TRUE, cancellable, error);
  return fl_frame_index_decode (path, doubt, FALSE, cancellable, error);
}
