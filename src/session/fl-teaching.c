/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what people said to rows that a classifier can learn from. */
#include "session/fl-teaching.h"

#include "base/fl-compare.h"

#include <math.h>

#include "base/fl-kmeans.h"

/* Of a long range, this many seconds are taken as one. */
#define STRETCH_S 60.0
/* Of more samples than this, every so many-th is looked at. */
#define MAX_REACHED 500

/* Of more samples than this, every so many-th of a class teaches: an import may bring thousands, and
 * a row of features takes some 40 kB while it is learned from. */
#define MAX_TAUGHT 4000

/* One sample that teaches. */
typedef struct {
  guint stream;
  gsize sample;
  guint class_index;
  guint run;
  const FlLabelRow *label; /* that teaches */
} Lesson;

typedef void (*TeachFunc) (const FlLearnRequest *request, const Lesson *lesson, gpointer data);

static int
find_class (const FlLearnRequest *request, gint64 id)
{
  for (guint i = 0; i < request->class_ids->len; i++)
    if (g_array_index (request->class_ids, gint64, i) == id)
      return (int) i;
  return -1;
}

static double
time_of (const FlLearnStream *stream, gsize sample)
{
  double time_s = fl_frame_index_get_time_s (stream->index, stream->samples->frames[sample]);

  return isfinite (time_s) ? time_s : (double) stream->samples->frames[sample] / 25;
}

/* First, middle and last sample from that of @lesson to @last (fewer when they are the same). */
static void
teach_stretch (const FlLearnRequest *request,
               const Lesson *lesson,
               gsize last,
               TeachFunc func,
               gpointer data)
{
  gsize first = lesson->sample;
  Lesson each = *lesson;

  func (request, &each, data);
  each.sample = first + (last - first) / 2;
  if (last > first + 1)
    func (request, &each, data);
  each.sample = last;
  if (last > first)
    func (request, &each, data);
}

/* A label between two samples is taught by the nearer one: half a sampling interval away at most,
 * unless somebody has labelled that one too, or it lies beyond what was sampled. */
static gboolean
teach_between (const FlLearnRequest *request,
               const FlLabelRow *label,
               const Lesson *lesson,
               TeachFunc func,
               gpointer data)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, lesson->stream);
  const gint64 middle = label->range.first + (label->range.last - label->range.first) / 2;
  Lesson nearest = *lesson;

  nearest.sample = fl_frames_find_nearest (self->samples->frames, self->samples->n, middle);
  if (middle < self->samples->frames[0] || middle > self->samples->frames[self->samples->n - 1] ||
      fl_track_find (self->track, self->samples->frames[nearest.sample]) != NULL)
    return FALSE;
  func (request, &nearest, data);
  return TRUE;
}

/* Gives whether the label, rows @i to before @end of the track, taught anything. */
static gboolean
teach_label (const FlLearnRequest *request,
             guint stream,
             guint i,
             guint end,
             guint run,
             TeachFunc func,
             gpointer data)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  const FlLabelRow *label = fl_track_find_taught (self->track, i, end);
  int class_index = label != NULL ? find_class (request, label->class_id) : -1;
  Lesson lesson = {.stream = stream,
                   .class_index = (guint) class_index,
                   .run = run,
                   .label = label};

  if (class_index < 0 || label->state != FL_LABEL_LABELLED || self->samples->n == 0)
    return FALSE;
  gsize first =
    fl_frames_count_before (self->samples->frames, self->samples->n, label->range.first);
  if (first == self->samples->n || self->samples->frames[first] > label->range.last)
    return teach_between (request, label, &lesson, func, data);
  lesson.sample = first;
  while (lesson.sample < self->samples->n &&
         self->samples->frames[lesson.sample] <= label->range.last) {
    gsize last = lesson.sample;
    double end_s = time_of (self, last) + STRETCH_S;
    while (last + 1 < self->samples->n && self->samples->frames[last + 1] <= label->range.last &&
           time_of (self, last + 1) < end_s)
      last++;
    teach_stretch (request, &lesson, last, func, data);
    lesson.sample = last + 1;
  }
  return TRUE;
}

static void
teach (const FlLearnRequest *request, TeachFunc func, gpointer data)
{
  guint run = 0;

  for (guint stream = 0; stream < request->streams->len; stream++)
    for (guint i = 0, end; i < FL_LEARN_STREAM (request, stream)->track->len; i = end) {
      end = fl_track_end_answer (FL_LEARN_STREAM (request, stream)->track, i);
      run += teach_label (request, stream, i, end, run, func, data) ? 1 : 0;
    }
}

static void
count_class (const FlLearnRequest *request, const Lesson *lesson, gpointer data)
{
  guint *n_of_class = data;

  n_of_class[lesson->class_index]++;
}

/* Rows of each class from one that is taught to the next, so that none pushes another out. */
static guint *
plan_strides (const FlLearnRequest *request)
{
  const guint n_classes = MAX (request->class_ids->len, 1);
  const guint n_each = MAX (MAX_TAUGHT / n_classes, 1);
  guint *strides = g_new0 (guint, n_classes);
  guint n_all = 0;

  teach (request, count_class, strides);
  for (guint c = 0; c < n_classes; c++)
    n_all += strides[c];
  for (guint c = 0; c < n_classes; c++)
    strides[c] = n_all <= MAX_TAUGHT ? 1 : (strides[c] + n_each - 1) / n_each;
  return strides;
}

/* Whether the next row of a class is taught. */
static gboolean
is_taught (const guint *strides, guint *seen, guint class_index)
{
  return seen[class_index]++ % MAX (strides[class_index], 1) == 0;
}

typedef struct {
  FlDataset *dataset;
  const FlScaling *scaling;
  const guint *strides; /* [n_classes] */
  guint *seen;          /* [n_classes] */
  guint last_run;       /* of the newest row, as lessons number them */
  guint n_runs;         /* that have rows */
} Build;

/* Who labelled it may not have known of a class that came later. */
static void
forget_unknown (const FlLearnRequest *request, const Lesson *lesson, FlDataset *dataset)
{
  if (fl_knowledge_is_complete (request->knowledge, lesson->label))
    return;
  for (guint c = 0; c < request->class_ids->len; c++)
    if (c != lesson->class_index &&
        !fl_knowledge_knows (request->knowledge, lesson->label,
                             g_array_index (request->class_ids, gint64, c)))
      fl_dataset_forget_target (dataset, fl_dataset_get_n_rows (dataset) - 1, c);
}

static void
add_row (const FlLearnRequest *request, const Lesson *lesson, gpointer data)
{
  Build *build = data;
  if (!is_taught (build->strides, build->seen, lesson->class_index))
    return;
  if (build->n_runs == 0 || lesson->run != build->last_run)
    build->n_runs++;
  build->last_run = lesson->run;
  const FlLearnStream *stream = FL_LEARN_STREAM (request, lesson->stream);
  const FlDatasetRow row = {.class_index = lesson->class_index,
                            .stream = lesson->stream,
                            .time_s = time_of (stream, lesson->sample),
                            .run = build->n_runs - 1};

  fl_scaling_apply (build->scaling, fl_sample_set_get_row (stream->samples, lesson->sample),
                    fl_dataset_add (build->dataset, &row));
  forget_unknown (request, lesson, build->dataset);
}

static float
find_nearest (const FlDataset *dataset, const float *features)
{
  float nearest = INFINITY;

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++)
    nearest = MIN (nearest, fl_distance2 (features, fl_dataset_get_features (dataset, i),
                                          fl_dataset_get_n_dims (dataset)));
  return nearest;
}

static void
reach_stream (const FlLearnStream *stream, const Build *build, gsize step, GArray *distances)
{
  g_autofree float *features = g_new (float, fl_dataset_get_n_dims (build->dataset));

  for (gsize i = 0; i < stream->samples->n; i += step) {
    if (fl_track_find (stream->track, stream->samples->frames[i]) != NULL)
      continue;
    fl_scaling_apply (build->scaling, fl_sample_set_get_row (stream->samples, i), features);
    float nearest = find_nearest (build->dataset, features);
    g_array_append_val (distances, nearest);
  }
}

/* How far a typical sample is from the row most like it: what validation has to match. */
static double
measure_reach2 (const FlLearnRequest *request, const Build *build)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (float));
  gsize n_samples = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n_samples += FL_LEARN_STREAM (request, i)->samples->n;
  for (guint i = 0; i < request->streams->len; i++)
    reach_stream (FL_LEARN_STREAM (request, i), build, n_samples / MAX_REACHED + 1, distances);
  g_array_sort (distances, fl_compare_floats);
  return distances->len > 0 ? (double) g_array_index (distances, float, distances->len / 2) : 0;
}

FlDataset *
fl_teaching_build (const FlLearnRequest *request, const FlScaling *scaling)
{
  g_autofree guint *strides = plan_strides (request);
  g_autofree guint *seen = g_new0 (guint, MAX (request->class_ids->len, 1));
  Build build = {.scaling = scaling, .strides = strides, .seen = seen};

  build.dataset = fl_dataset_new (fl_scaling_get_n_dims (scaling), request->class_ids->len);
  teach (request, add_row, &build);
  return build.dataset;
}

void
fl_teaching_measure_reach (const FlLearnRequest *request,
                           const FlScaling *scaling,
                           FlDataset *dataset)
{
  const Build build = {.dataset = dataset, .scaling = scaling};

  fl_dataset_set_reach2 (dataset, measure_reach2 (request, &build));
}

typedef struct {
  const guint *strides; /* [n_classes] */
  guint *seen;          /* [n_classes] */
  GArray *taught;       /* FlTaught */
} List;

static void
list_row (const FlLearnRequest *request, const Lesson *lesson, gpointer data)
{
  List *list = data;
  const FlTaught taught = {.stream = lesson->stream,
                           .sample = lesson->sample,
                           .label = lesson->label};

  if (is_taught (list->strides, list->seen, lesson->class_index))
    g_array_append_val (list->taught, taught);
}

GArray *
fl_teaching_list (const FlLearnRequest *request)
{
  g_autofree guint *strides = plan_strides (request);
  g_autofree guint *seen = g_new0 (guint, MAX (request->class_ids->len, 1));
  List list = {.strides = strides,
               .seen = seen,
               .taught = g_array_new (FALSE, FALSE, sizeof (FlTaught))};

  teach (request, list_row, &list);
  return list.taught;
}

gsize
fl_teaching_count (const FlLearnRequest *request)
{
  g_autoptr (GArray) taught = fl_teaching_list (request);

  return taught->len;
}
