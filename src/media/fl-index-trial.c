/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a decoder makes up for pictures that are damaged or missing may hang on pictures before the
 * key frame where it began, and it does not always say so. So each place with damage behind it is
 * tried: decoding begins there, and its pictures have to be those of a decode from the start. */
#include "media/fl-index-trial.h"

#include "media/fl-decoder-private.h"
#include "media/fl-frame-index-private.h"

#include <libavutil/imgutils.h>
#include <libavutil/murmur3.h>
#include <libavutil/pixdesc.h>

/* So many points before it are tried, one after the other. What is made up comes from few pictures
 * before, so that mostly 0 or 1 will do. */
static const gssize distances[] = {0, 1, 2, 4, 8, 16};

/* Of a film that is damaged everywhere no more is decoded than that many times all of it. What was
 * not tried then is decoded from the start when somebody goes there. */
#define MAX_PASSES 4

typedef struct {
  FlFrameIndex *index;
  FlDecoder *decoder;
  const GArray *sums;
  guint64 max_packets;
  GCancellable *cancellable;
} Trial;

guint64
fl_index_trial_sum (const AVFrame *picture)
{
  const enum AVPixelFormat format = (enum AVPixelFormat) picture->format;
  const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get (format);
  struct AVMurMur3 *state = av_murmur3_alloc ();
  guint64 sums[2];

  av_murmur3_init (state);
  for (int plane = 0; plane < av_pix_fmt_count_planes (format); plane++) {
    const gboolean is_chroma = (plane == 1 || plane == 2) && !(facts->flags & AV_PIX_FMT_FLAG_RGB);
    const int n_rows = AV_CEIL_RSHIFT (picture->height, is_chroma ? facts->log2_chroma_h : 0);
    const int n_bytes = av_image_get_linesize (format, picture->width, plane);
    for (int y = 0; y < n_rows && n_bytes > 0; y++)
      av_murmur3_update (state, picture->data[plane] + (gssize) y * picture->linesize[plane],
                         (gsize) n_bytes);
  }
  av_murmur3_final (state, (guint8 *) sums);
  av_free (state);
  return sums[0];
}

/* The frames from point @i up to the next one. */
static FlRange
get_frames (const FlFrameIndex *index, gsize i)
{
  const gint64 end = i + 1 < index->n_points ? index->points[i + 1].frame : index->n_frames;

  return (FlRange){.first = index->points[i].frame, .last = end - 1};
}

/* Whether the frames of point @i are those of the plain decode when it begins at @entry. */
static gboolean
holds (Trial *self, gsize i, gssize entry)
{
  const FlRange frames = get_frames (self->index, i);

  fl_decoder_pass_to (self->decoder, frames.first);
  for (gint64 frame = frames.first; frame <= frames.last; frame++) {
    const gboolean has_come =
      frame == frames.first ? fl_decoder_try_point (self->decoder, entry, frame, self->cancellable)
                            : fl_decoder_reach (self->decoder, frame, self->cancellable);
    if (!has_come ||
        fl_index_trial_sum (self->decoder->picture) != g_array_index (self->sums, guint64, frame))
      return FALSE;
  }
  return TRUE;
}

/* How many points before @i decoding has to begin. */
static gint64
find_distance (Trial *self, gsize i)
{
  for (gsize k = 0; k < G_N_ELEMENTS (distances); k++) {
    const gssize entry = (gssize) i - distances[k];
    if (entry < 0 || fl_decoder_get_n_packets (self->decoder) > self->max_packets)
      break;
    if (holds (self, i, entry))
      return distances[k];
  }
  return (gint64) i + 1;
}

gboolean
fl_index_trial_run (FlFrameIndex *self,
                    const char *path,
                    const GArray *sums,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (sums->len == (gsize) self->n_frames, FALSE);

  if (!fl_frame_index_has_damage (self))
    return TRUE;
  g_autoptr (FlDecoder) decoder = fl_decoder_open (path, self, 1, cancellable, error);
  if (decoder == NULL)
    return FALSE;
  Trial trial = {.index = self,
                 .decoder = decoder,
                 .sums = sums,
                 .max_packets = MAX_PASSES * (guint64) self->n_frames,
                 .cancellable = cancellable};
  for (gsize i = 0; i < self->n_points; i++) {
    if (self->points[i].n_damaged > 0)
      self->points[i].n_before = find_distance (&trial, i);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  return TRUE;
}
