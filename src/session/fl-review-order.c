/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters and sorts samples by numbers alone, so that no object is made of a sample before it is
 * shown. */
#include "session/fl-review-order.h"

#include <math.h>

#include "base/fl-kmeans.h"
#include "learn/fl-scaling.h"

/* So many samples are looked at between two looks whether that is still wanted. */
#define N_AT_ONCE 1024
/* As squares: frames up to twice as far apart as near-identical ones are alike. */
#define TAU_FACTOR 4

/* What comes after all that the machine says something of, by doubt. */
enum {
  KEY_UNSEEN = 2,
  KEY_UNSURE,
  KEY_HUMAN,
};

typedef struct {
  double key;
  FlFrameRef ref;
} Entry;

/* One frame to which others are to be like. */
typedef struct {
  const FlScaling *scaling; /* NULL when nothing can be compared */
  gsize n_dims;
  float *features;
  float *scratch;
} Target;

void
fl_review_stream_free (FlReviewStream *self)
{
  fl_labelling_free (self->labelling);
  fl_sample_set_unref (self->samples);
  g_free (self);
}

void
fl_review_request_free (FlReviewRequest *self)
{
  g_ptr_array_unref (self->streams);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_clear_pointer (&self->query.only, g_array_unref);
  g_array_unref (self->tags);
  g_array_unref (self->blind);
  g_free (self);
}

static gboolean
is_comparable (const Target *self, const FlReviewStream *stream)
{
  return self->scaling != NULL && stream->samples->rows->is_whole &&
         stream->samples->rows->rows.n_dims == self->n_dims;
}

/* INFINITY where nothing is known. */
static float
measure (Target *self, const FlReviewStream *stream, gsize sample)
{
  if (!is_comparable (self, stream))
    return INFINITY;
  fl_scaling_apply (self->scaling, fl_sample_set_get_row (stream->samples, sample), self->scratch);
  return fl_distance2 (self->scratch, self->features, self->n_dims);
}

static void
target_clear (Target *self)
{
  g_free (self->features);
  g_free (self->scratch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static const FlReviewStream *
find_stream (const FlReviewRequest *request, gint64 id)
{
  for (guint i = 0; i < request->streams->len; i++)
    if (((const FlReviewStream *) request->streams->pdata[i])->id == id)
      return request->streams->pdata[i];
  return NULL;
}

static void
target_init (Target *self, const FlReviewRequest *request)
{
  const FlReviewStream *stream = find_stream (request, request->query.like.stream);
  const gssize sample =
    stream != NULL ? fl_sample_set_find (stream->samples, request->query.like.frame) : -1;

  *self = (Target){.scaling = NULL};
  if (sample < 0 || request->scaling == NULL)
    return;
  self->scaling = request->scaling;
  self->n_dims = fl_scaling_get_n_dims (request->scaling);
  if (!is_comparable (self, stream)) {
    self->scaling = NULL;
    return;
  }
  self->features = g_new (float, self->n_dims);
  self->scratch = g_new (float, self->n_dims);
  fl_scaling_apply (self->scaling, fl_sample_set_get_row (stream->samples, (gsize) sample),
                    self->features);
}

static gboolean
differs (const FlVerdict *before, const FlVerdict *verdict, const FlVerdict *after)
{
  return before->class_id != 0 && verdict->class_id != 0 && before->class_id == after->class_id &&
         before->class_id != verdict->class_id;
}

FlReviewAnswer
fl_review_get_answer (const FlVerdict *verdict)
{
  if (verdict->certainty == FL_CERTAINTY_UNSURE)
    return FL_REVIEW_UNSURE;
  return verdict->class_id > 0   ? FL_REVIEW_YES
         : verdict->class_id < 0 ? FL_REVIEW_NO
                                 : FL_REVIEW_UNKNOWN;
}

/* All but what needs neighbours. */
static gboolean
is_wanted (const FlReviewQuery *query, const FlVerdict *verdict)
{
  const gboolean is_sure_enough = query->below <= 0 || (verdict->confidence >= query->least &&
                                                        verdict->confidence < query->below);

  return is_sure_enough &&
         (query->certainties == 0 || (query->certainties & 1u << verdict->certainty) != 0) &&
         (query->class_id == 0 || query->class_id == ABS (verdict->class_id)) &&
         (query->answers == 0 || (query->answers & fl_review_get_answer (verdict)) != 0) &&
         (query->lot == 0 || query->lot == verdict->lot);
}

gboolean
fl_frame_refs_contain (const GArray *refs, gint64 stream, gint64 frame)
{
  for (guint i = 0; i < refs->len; i++) {
    const FlFrameRef *ref = &g_array_index (refs, FlFrameRef, i);
    if (ref->stream == stream && ref->frame == frame)
      return TRUE;
  }
  return FALSE;
}

/* There are as many as somebody answered blind, which is few. */
static gboolean
is_among (const GArray *only, gint64 stream, gint64 frame)
{
  return only == NULL || fl_frame_refs_contain (only, stream, frame);
}

static gboolean
is_of_condition (const FlReviewRequest *request, const FlReviewStream *stream, gint64 frame)
{
  const FlCondition wanted = request->query.condition;

  return wanted == FL_CONDITION_ANY ||
         fl_condition_find (stream->labelling->index, stream->clock_start_us, frame) == wanted;
}

static double
key_by_doubt (const FlVerdict *verdict)
{
  switch (verdict->certainty) {
  case FL_CERTAINTY_UNSEEN:
    return KEY_UNSEEN;
  case FL_CERTAINTY_UNSURE:
    return KEY_UNSURE;
  case FL_CERTAINTY_HUMAN:
    return KEY_HUMAN;
  case FL_CERTAINTY_MODEL:
  case FL_CERTAINTY_AUTO:
  case FL_CERTAINTY_CERTIFIED:
    return isnan (verdict->confidence) ? 1 : verdict->confidence;
  }
  g_assert_not_reached ();
}

static double
find_key (const FlReviewRequest *request,
          const FlReviewStream *stream,
          gsize sample,
          const FlVerdict *verdict,
          Target *target)
{
  switch (request->query.order) {
  case FL_REVIEW_BY_DOUBT:
    return key_by_doubt (verdict);
  case FL_REVIEW_BY_TIME:
    return 0;
  case FL_REVIEW_BY_LIKENESS:
    return (double) measure (target, stream, sample);
  case FL_REVIEW_NEWEST:
    return verdict->label != NULL ? (double) -verdict->label->at_us : (double) -verdict->lot;
  }
  g_assert_not_reached ();
}

/* The verdict of sample @i, or of @tag there; of none beyond the ends. */
static FlVerdict
judge (const FlReviewRequest *request, const FlReviewStream *stream, gint64 tag, gsize i)
{
  FlVerdict verdict = {.certainty = FL_CERTAINTY_UNSEEN};

  if (i >= stream->samples->n)
    return verdict;
  fl_labelling_get_facet (stream->labelling, tag, stream->samples->frames[i], &verdict);
  if (fl_frame_refs_contain (request->blind, stream->id, stream->samples->frames[i]))
    fl_verdict_hide (&verdict);
  return verdict;
}

/* Whether the tag says nothing more of where a sample comes that another one brought in. */
static gboolean
has_its_place (const FlReviewRequest *request, double key)
{
  return !isnan (key) && (request->query.order == FL_REVIEW_BY_TIME ||
                          request->query.order == FL_REVIEW_BY_LIKENESS);
}

/* Of several tags that are wanted the one that comes first says where the sample comes. */
static void
note_keys (const FlReviewRequest *request,
           const FlReviewStream *stream,
           gint64 tag,
           Target *target,
           GCancellable *cancellable,
           double *keys)
{
  FlVerdict before = {.certainty = FL_CERTAINTY_UNSEEN};
  FlVerdict verdict = judge (request, stream, tag, 0);

  for (gsize i = 0; i < stream->samples->n; i++) {
    if (i % N_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
      return;
    const FlVerdict after = judge (request, stream, tag, i + 1);
    if (!has_its_place (request, keys[i]) && is_wanted (&request->query, &verdict) &&
        (!request->query.differs || differs (&before, &verdict, &after)))
      keys[i] = fmin (keys[i], find_key (request, stream, i, &verdict, target));
    before = verdict;
    verdict = after;
  }
}

static void
add_stream (const FlReviewRequest *request,
            const FlReviewStream *stream,
            Target *target,
            GCancellable *cancellable,
            GArray *entries)
{
  const gsize n = stream->samples->n;
  g_autofree double *keys = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    keys[i] = NAN;
  for (guint t = 0; t < request->tags->len; t++)
    note_keys (request, stream, g_array_index (request->tags, gint64, t), target, cancellable,
               keys);
  for (gsize i = 0; i < n; i++) {
    const gint64 frame = stream->samples->frames[i];
    const Entry entry = {.key = keys[i], .ref = {.stream = stream->id, .frame = frame}};
    if (!isnan (keys[i]) && is_among (request->query.only, stream->id, frame) &&
        is_of_condition (request, stream, frame))
      g_array_append_val (entries, entry);
  }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const double first = ((const Entry *) a)->key;
  const double second = ((const Entry *) b)->key;

  return first < second ? -1 : first > second;
}

GArray *
fl_review_order_list (const FlReviewRequest *request, GCancellable *cancellable)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_auto (Target) target;

  target_init (&target, request);
  for (guint i = 0; i < request->streams->len; i++) {
    const FlReviewStream *stream = request->streams->pdata[i];
    if (request->query.stream == 0 || request->query.stream == stream->id)
      add_stream (request, stream, &target, cancellable, entries);
  }
  /* It leaves equal ones as they are: in the order of time. */
  if (request->query.order != FL_REVIEW_BY_TIME && entries->len > 0)
    g_qsort_with_data (entries->data, (int) entries->len, sizeof (Entry), compare, NULL);
  GArray *refs = g_array_sized_new (FALSE, FALSE, sizeof (FlFrameRef), entries->len);
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (refs, g_array_index (entries, Entry, i).ref);
  return refs;
}

GArray *
fl_review_order_find_like (const FlReviewRequest *request,
                           const GArray *refs,
                           GCancellable *cancellable)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (Target) target;

  target_init (&target, request);
  for (guint i = 0; i < refs->len && target.scaling != NULL && request->tau > 0; i++) {
    const FlFrameRef *ref = &g_array_index (refs, FlFrameRef, i);
    const FlReviewStream *stream = find_stream (request, ref->stream);
    const gssize sample = stream != NULL ? fl_sample_set_find (stream->samples, ref->frame) : -1;
    if (i % N_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
      break;
    if (sample >= 0 && measure (&target, stream, (gsize) sample) <= TAU_FACTOR * request->tau)
      g_array_append_val (places, i);
  }
  return places;
}
