/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what people said to rows that a classifier can learn from. */
#include "session/fl-teaching.h"

#include <math.h>

/* Of a long range, this many seconds are taken as one. */
#define STRETCH_S 60.0

typedef void (*TeachFunc) (const FlLearnRequest *request,
                           guint stream,
                           gsize sample,
                           guint class_index,
                           gpointer data);

static int
find_class (const FlLearnRequest *request, gint64 id)
{
  for (guint i = 0; i < request->class_ids->len; i++)
    if (g_array_index (request->class_ids, gint64, i) == id)
      return (int) i;
  return -1;
}

/* First sample that is not before @frame. */
static gsize
first_sample (const FlSampleSet *samples, gint64 frame)
{
  gsize i = fl_frames_find_nearest (samples->frames, samples->n, frame);

  return samples->frames[i] < frame ? i + 1 : i;
}

static double
time_of (const FlLearnStream *stream, gsize sample)
{
  double time_s = fl_frame_index_get_time_s (stream->index, stream->samples->frames[sample]);

  return isfinite (time_s) ? time_s : (double) stream->samples->frames[sample] / 25;
}

/* First, middle and last sample of @first..@last (fewer when they are the same). */
static void
teach_stretch (const FlLearnRequest *request,
               guint stream,
               gsize first,
               gsize last,
               guint class_index,
               TeachFunc func,
               gpointer data)
{
  func (request, stream, first, class_index, data);
  if (last > first + 1)
    func (request, stream, first + (last - first) / 2, class_index, data);
  if (last > first)
    func (request, stream, last, class_index, data);
}

/* A label between two samples is taught by the nearer one: half a sampling interval away at most,
 * unless somebody has labelled that one too, or it lies beyond what was sampled. */
static void
teach_between (const FlLearnRequest *request,
               guint stream,
               const FlLabelRow *label,
               guint class_index,
               TeachFunc func,
               gpointer data)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  const gint64 middle = label->range.first + (label->range.last - label->range.first) / 2;
  const gsize nearest = fl_frames_find_nearest (self->samples->frames, self->samples->n, middle);

  if (middle < self->samples->frames[0] || middle > self->samples->frames[self->samples->n - 1] ||
      fl_track_find (self->track, self->samples->frames[nearest]) != NULL)
    return;
  func (request, stream, nearest, class_index, data);
}

static void
teach_label (const FlLearnRequest *request,
             guint stream,
             const FlLabelRow *label,
             TeachFunc func,
             gpointer data)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  int class_index = find_class (request, label->class_id);

  if (label->state != FL_LABEL_LABELLED || class_index < 0 || self->samples->n == 0)
    return;
  gsize i = first_sample (self->samples, label->range.first);
  if (i == self->samples->n || self->samples->frames[i] > label->range.last)
    teach_between (request, stream, label, (guint) class_index, func, data);
  while (i < self->samples->n && self->samples->frames[i] <= label->range.last) {
    gsize last = i;
    double end_s = time_of (self, i) + STRETCH_S;
    while (last + 1 < self->samples->n && self->samples->frames[last + 1] <= label->range.last &&
           time_of (self, last + 1) < end_s)
      last++;
    teach_stretch (request, stream, i, last, (guint) class_index, func, data);
    i = last + 1;
  }
}

static void
teach (const FlLearnRequest *request, TeachFunc func, gpointer data)
{
  for (guint stream = 0; stream < request->streams->len; stream++) {
    const GArray *track = FL_LEARN_STREAM (request, stream)->track;
    for (guint i = 0; i < track->len; i++)
      teach_label (request, stream, &g_array_index (track, FlLabelRow, i), func, data);
  }
}

typedef struct {
  FlDataset *dataset;
  const FlScaling *scaling;
} Build;

static void
add_row (const FlLearnRequest *request,
         guint stream,
         gsize sample,
         guint class_index,
         gpointer data)
{
  Build *build = data;
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  const FlDatasetRow row = {.class_index = class_index,
                            .stream = stream,
                            .time_s = time_of (self, sample)};

  fl_scaling_apply (build->scaling, fl_sample_set_get_row (self->samples, sample),
                    fl_dataset_add (build->dataset, &row));
}

FlDataset *
fl_teaching_build (const FlLearnRequest *request, const FlScaling *scaling)
{
  Build build = {.scaling = scaling};

  build.dataset = fl_dataset_new (fl_scaling_get_n_dims (scaling), request->class_ids->len);
  teach (request, add_row, &build);
  return build.dataset;
}

static void
count_row (const FlLearnRequest *request,
           guint stream,
           gsize sample,
           guint class_index,
           gpointer data)
{
  gsize *n = data;

  (*n)++;
}

gsize
fl_teaching_count (const FlLearnRequest *request)
{
  gsize n = 0;

  teach (request, count_row, &n);
  return n;
}
