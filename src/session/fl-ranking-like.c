/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames like one that somebody chose: nearest neighbours of all features, spread in time. */
#include <math.h>

#include "base/fl-kmeans.h"
#include "learn/fl-top.h"
#include "session/fl-ranking-private.h"

/* Of more candidates than that, only the nearest are looked at. */
#define MAX_NEAREST 4096
/* Frames of one stream that are nearer than this show the same; where too few are left it is halved,
 * so many times. */
#define GAP_S      2.0
#define MAX_HALVED 8

typedef struct {
  gint64 stream;
  double time_s;
} Moment;

static double
time_of (const FlLearnStream *stream, gint64 frame)
{
  double time_s = fl_frame_index_get_time_s (stream->index, frame);

  return isfinite (time_s) ? time_s : (double) frame / 25;
}

static Moment
get_moment (const FlRanking *self, const FlCandidate *candidate)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);

  return (Moment){.stream = stream->id,
                  .time_s = time_of (stream, stream->samples->frames[candidate->sample])};
}

static const FlLearnStream *
find_stream (const FlLearnRequest *request, gint64 id)
{
  for (guint i = 0; i < request->streams->len; i++)
    if (FL_LEARN_STREAM (request, i)->id == id)
      return FL_LEARN_STREAM (request, i);
  return NULL;
}

/* When the frame was that others are to be like, and those that were asked because they are. */
static GArray *
list_moments (const FlLearnRequest *request)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (Moment));

  for (guint i = 0; i < request->likes->len; i++) {
    const FlFrameRef *ref = &g_array_index (request->likes, FlFrameRef, i);
    const FlLearnStream *stream = find_stream (request, ref->stream);
    if (stream == NULL)
      continue;
    const Moment moment = {.stream = ref->stream, .time_s = time_of (stream, ref->frame)};
    g_array_append_val (moments, moment);
  }
  return moments;
}

static gboolean
is_near (const GArray *moments, Moment moment, double gap_s)
{
  for (guint i = 0; i < moments->len; i++) {
    const Moment *each = &g_array_index (moments, Moment, i);
    if (each->stream == moment.stream && fabs (each->time_s - moment.time_s) < gap_s)
      return TRUE;
  }
  return FALSE;
}

/* Squared distance of every candidate to the features @target. */
static float *
measure (const FlRanking *self, const float *target)
{
  const gsize n_dims = fl_scaling_get_n_dims (self->scaling);
  float *distances = g_new (float, MAX (self->candidates->len, 1));
  g_autofree float *row = g_new (float, n_dims);

  for (guint i = 0; i < self->candidates->len; i++) {
    const FlCandidate *candidate = &g_array_index (self->candidates, FlCandidate, i);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
    fl_scaling_apply (self->scaling, fl_sample_set_get_row (stream->samples, candidate->sample),
                      row);
    distances[i] = fl_distance2 (row, target, n_dims);
  }
  return distances;
}

/* The features of the sample nearest to the frame that others are to be like. */
static float *
dup_target (const FlRanking *self)
{
  const FlFrameRef *ref = &g_array_index (self->request->likes, FlFrameRef, 0);
  const FlLearnStream *stream = find_stream (self->request, ref->stream);

  if (stream == NULL || stream->samples->n == 0)
    return NULL;
  gsize sample = fl_frames_find_nearest (stream->samples->frames, stream->samples->n, ref->frame);
  float *target = g_new (float, fl_scaling_get_n_dims (self->scaling));
  fl_scaling_apply (self->scaling, fl_sample_set_get_row (stream->samples, sample), target);
  return target;
}

/* Takes from @order, most like first, what is not too near in time to what was taken before. */
static void
take (const FlRanking *self,
      const gsize *order,
      gsize n,
      double gap_s,
      GArray *moments,
      GArray *taken)
{
  for (gsize i = 0; i < n && taken->len < self->request->n_likes; i++) {
    const FlCandidate *candidate = &g_array_index (self->candidates, FlCandidate, order[i]);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
    const Moment moment = get_moment (self, candidate);
    const FlRanked entry = {.ref = {.stream = stream->id,
                                    .frame = stream->samples->frames[candidate->sample]},
                            .reason = FL_REASON_LIKE};
    if (is_near (moments, moment, gap_s))
      continue;
    g_array_append_val (moments, moment);
    g_array_append_val (taken, entry);
  }
}

GArray *
fl_ranking_find_like (const FlRanking *self)
{
  GArray *taken = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  g_autofree float *target = dup_target (self);
  g_autofree gsize *order = g_new (gsize, MAX_NEAREST);
  double gap_s = GAP_S;

  if (target == NULL)
    return taken;
  g_autoptr (GArray) moments = list_moments (self->request);
  g_autofree float *distances = measure (self, target);
  gsize n = fl_top_rank (distances, self->candidates->len, MAX_NEAREST, self->rand, order);
  for (guint i = 0; i <= MAX_HALVED && taken->len < self->request->n_likes; i++, gap_s /= 2)
    take (self, order, n, gap_s, moments, taken);
  return taken;
}
