/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Containers and codecs may disagree in ways that packets do not show: a packet for each field,
 * several frames in a packet, layers. All of those show at once when decoding begins. */
#include "media/fl-proof.h"

/* So many pixels are decoded, but neither of fewer packets, beside those that the decoder holds
 * back, nor of more than tell anything new. */
#define N_PIXELS      (20 * 1000 * 1000)
#define N_PACKETS_MIN 10
#define N_PACKETS_MAX 64

struct _FlProof {
  AVCodecContext *codec;
  AVFrame *frame;
  GArray *entries; /* FlIndexEntry, of the frames that came */
  gint64 n_left;   /* packets that are still wanted */
  gboolean is_broken;
};

FlProof *
fl_proof_new (const FlAvInput *input)
{
  AVCodecContext *codec = fl_av_open_codec (input, 1, NULL);

  if (codec == NULL)
    return NULL;
  /* Times, order and kinds of frames do not hang on their pixels. */
  codec->skip_idct = AVDISCARD_ALL;
  codec->skip_loop_filter = AVDISCARD_ALL;
  FlProof *self = g_new0 (FlProof, 1);
  gint64 n_pixels = MAX ((gint64) codec->width * codec->height, 1);
  self->codec = codec;
  self->frame = av_frame_alloc ();
  self->entries = g_array_new (FALSE, FALSE, sizeof (FlIndexEntry));
  self->n_left =
    CLAMP (N_PIXELS / n_pixels, N_PACKETS_MIN + MAX (codec->has_b_frames, 0), N_PACKETS_MAX);
  return self;
}

void
fl_proof_free (FlProof *self)
{
  if (self == NULL)
    return;
  fl_av_free_codec (self->codec);
  av_frame_free (&self->frame);
  g_array_unref (self->entries);
  g_free (self);
}

gboolean
fl_proof_wants_more (const FlProof *self)
{
  return self->n_left > 0 && !self->is_broken;
}

/* Hands over a packet, or the end, and takes what comes out. */
static void
decode (FlProof *self, const AVPacket *packet)
{
  int code = avcodec_send_packet (self->codec, packet);

  while (code >= 0) {
    code = avcodec_receive_frame (self->codec, self->frame);
    if (code < 0)
      break;
    FlIndexEntry entry = {.pts = self->frame->best_effort_timestamp,
                          .is_key = fl_av_frame_is_key (self->frame)};
    g_array_append_val (self->entries, entry);
    av_frame_unref (self->frame);
  }
  if (code != AVERROR (EAGAIN) && code != AVERROR_EOF)
    self->is_broken = TRUE;
}

void
fl_proof_add (FlProof *self, const AVPacket *packet)
{
  decode (self, packet);
  self->n_left--;
}

gboolean
fl_proof_holds (FlProof *self, const FlFrameIndex *index)
{
  gboolean is_whole = self->n_left > 0;

  if (is_whole && !self->is_broken)
    decode (self, NULL);
  gint64 n = self->entries->len;
  gint64 n_frames = fl_frame_index_get_n_frames (index);
  if (self->is_broken || n == 0 || n > n_frames || (is_whole && n != n_frames))
    return FALSE;
  for (gint64 i = 0; i < n; i++) {
    const FlIndexEntry *entry = &g_array_index (self->entries, FlIndexEntry, i);
    gint64 pts = FL_NO_PTS;
    if (!fl_frame_index_get_pts (index, i, &pts) || entry->pts != pts ||
        entry->is_key != fl_frame_index_is_key (index, i))
      return FALSE;
  }
  return TRUE;
}
