/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which label a frame has, and who or what says so: the one place that knows the order
 * human, lot, model. The timeline, the exports and the simulation all ask here. */
#include "session/fl-labelling.h"

#include "session/fl-tag-tracks.h"

#include <math.h>
#include <string.h>

FlSweep *
fl_sweep_new (FlSampleSet *samples, gint64 revision, guint64 generation)
{
  FlSweep *self = g_new0 (FlSweep, 1);

  fl_ref_count_init (&self->n_refs);
  self->samples = fl_sample_set_ref (samples);
  self->class_ids = g_new0 (gint32, MAX (samples->n, 1));
  self->confidences = g_new0 (float, MAX (samples->n, 1));
  self->revision = revision;
  self->generation = generation;
  return self;
}

/* The likeliest class at a time. */
static guint
look_up (const FlSweep *self, double time_s, double *scratch)
{
  guint best = 0;

  fl_chain_path_get (&self->path, time_s, scratch);
  for (guint c = 1; c < self->path.chain.n_classes; c++)
    if (scratch[c] > scratch[best])
      best = c;
  return best;
}

void
fl_sweep_smooth (FlSweep *self,
                 const FlChain *chain,
                 const float *probabilities,
                 const guint *known,
                 const double *times_s,
                 GArray *class_ids)
{
  const gsize n = self->samples->n;
  g_autofree double *scratch = g_new (double, chain->n_classes);
  FlChain own = *chain;

  self->path_ids = g_array_ref (class_ids);
  self->path_times_s = g_memdup2 (times_s, MAX (n, 1) * sizeof times_s[0]);
  self->path_mix = g_memdup2 (chain->mix, chain->n_classes * sizeof chain->mix[0]);
  own.mix = self->path_mix;
  fl_chain_walk (&own, probabilities, known, self->path_times_s, n, &self->path);
  self->smooth_ids = g_new (gint32, MAX (n, 1));
  self->smooth_confidences = g_new (float, MAX (n, 1));
  for (gsize i = 0; i < n; i++) {
    guint best = look_up (self, times_s[i], scratch);
    self->smooth_ids[i] = (gint32) g_array_index (class_ids, gint64, best);
    self->smooth_confidences[i] = (float) scratch[best];
  }
}

FlSweep *
fl_sweep_new_tags (FlSampleSet *samples,
                   gint64 revision,
                   guint64 generation,
                   GArray *tag_ids,
                   const float *probabilities)
{
  FlSweep *self = fl_sweep_new (samples, revision, generation);

  self->tag_ids = g_array_ref (tag_ids);
  self->tag_probabilities =
    g_memdup2 (probabilities, samples->n * tag_ids->len * sizeof probabilities[0]);
  return self;
}

gint64
fl_sweep_get (const FlSweep *self, gsize i, float *out_confidence)
{
  const gboolean is_smooth = self->smooth_ids != NULL;

  *out_confidence = is_smooth ? self->smooth_confidences[i] : self->confidences[i];
  return is_smooth ? self->smooth_ids[i] : self->class_ids[i];
}

float
fl_sweep_get_tag (const FlSweep *self, gsize i, gint64 tag)
{
  for (guint t = 0; self->tag_ids != NULL && t < self->tag_ids->len; t++)
    if (g_array_index (self->tag_ids, gint64, t) == tag)
      return self->tag_probabilities[i * self->tag_ids->len + t];
  return NAN;
}

FlSweep *
fl_sweep_ref (FlSweep *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_sweep_unref (FlSweep *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  fl_sample_set_unref (self->samples);
  g_free (self->class_ids);
  g_free (self->confidences);
  g_clear_pointer (&self->tag_ids, g_array_unref);
  g_free (self->tag_probabilities);
  g_free (self->smooth_ids);
  g_free (self->smooth_confidences);
  fl_chain_path_clear (&self->path);
  g_clear_pointer (&self->path_ids, g_array_unref);
  g_free (self->path_times_s);
  g_free (self->path_mix);
  g_free (self);
}

void
fl_labelling_free (FlLabelling *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->track, g_array_unref);
  g_clear_pointer (&self->tags, fl_tag_tracks_free);
  g_clear_pointer (&self->accepted, g_array_unref);
  g_clear_pointer (&self->sweep, fl_sweep_unref);
  g_clear_pointer (&self->knowledge, fl_knowledge_unref);
  g_free (self);
}

guint
fl_track_seek (const GArray *track, gint64 frame)
{
  guint low = 0;
  guint high = track->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (g_array_index (track, FlLabelRow, middle).range.last < frame)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const FlLabelRow *
fl_track_find (const GArray *track, gint64 frame)
{
  guint i = fl_track_seek (track, frame);

  if (i == track->len)
    return NULL;
  const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
  return row->range.first <= frame ? row : NULL;
}

gboolean
fl_label_is_of_many (const FlLabelRow *row)
{
  return g_str_equal (row->kind, "run") || g_str_equal (row->kind, "group");
}

const FlLabelRow *
fl_track_find_taught (const GArray *track, guint i, guint end)
{
  const FlLabelRow *first = &g_array_index (track, FlLabelRow, i);

  for (guint k = i; k < end; k++)
    if (!fl_label_is_of_many (&g_array_index (track, FlLabelRow, k)))
      return &g_array_index (track, FlLabelRow, k);
  return g_str_equal (first->kind, "group") ? NULL : first;
}

/* Whether @a and @b, which follows it, were said by one key press about a run. */
static gboolean
is_one_answer (const FlLabelRow *a, const FlLabelRow *b)
{
  return a->range.last + 1 == b->range.first && a->at_us == b->at_us && a->state == b->state &&
         a->class_id == b->class_id && a->annotator == b->annotator &&
         (fl_label_is_of_many (a) || fl_label_is_of_many (b));
}

guint
fl_track_end_answer (const GArray *track, guint i)
{
  guint end = i + 1;

  while (end < track->len && is_one_answer (&g_array_index (track, FlLabelRow, end - 1),
                                            &g_array_index (track, FlLabelRow, end)))
    end++;
  return end;
}

guint
fl_track_count_answers (const GArray *track)
{
  guint n = 0;

  for (guint i = 0, end; i < track->len; i = end) {
    end = fl_track_end_answer (track, i);
    n += fl_track_find_taught (track, i, end) != NULL;
  }
  return n;
}

/* All frames of the answer that row @i is part of; one without a run is the row alone. */
static FlRange
find_answer (const GArray *track, guint i)
{
  guint first = i;

  while (first > 0 && is_one_answer (&g_array_index (track, FlLabelRow, first - 1),
                                     &g_array_index (track, FlLabelRow, first)))
    first--;
  return (
    FlRange){.first = g_array_index (track, FlLabelRow, first).range.first,
             .last =
               g_array_index (track, FlLabelRow, fl_track_end_answer (track, i) - 1).range.last};
}

static gboolean
is_of_run (const GArray *track, guint i)
{
  const FlRange answer = find_answer (track, i);
  const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);

  return fl_label_is_of_many (row) || answer.first < row->range.first ||
         answer.last > row->range.last;
}

gboolean
fl_track_find_run (const GArray *track, gint64 frame, FlRange *out)
{
  const guint i = fl_track_seek (track, frame);

  if (i == track->len || g_array_index (track, FlLabelRow, i).range.first > frame ||
      !is_of_run (track, i))
    return FALSE;
  *out = find_answer (track, i);
  return TRUE;
}

void
fl_track_find_room (const GArray *track, gint64 frame, FlRange *range)
{
  const guint i = fl_track_seek (track, frame);
  const FlLabelRow *next = i < track->len ? &g_array_index (track, FlLabelRow, i) : NULL;
  FlRange room = {.first = G_MININT64, .last = G_MAXINT64};

  if (next != NULL && next->range.first <= frame) {
    room = is_of_run (track, i) ? find_answer (track, i) : (FlRange){.first = frame, .last = frame};
  } else {
    if (i > 0)
      room.first = g_array_index (track, FlLabelRow, i - 1).range.last + 1;
    if (next != NULL)
      room.last = next->range.first - 1;
  }
  range->first = MAX (range->first, room.first);
  range->last = MIN (range->last, room.last);
}

void
fl_track_put (GArray *track, const FlLabelRow *row)
{
  FlLabelRow pieces[3];
  guint n_pieces = 0;
  guint first = fl_track_seek (track, row->range.first);
  guint end = first;

  while (end < track->len && g_array_index (track, FlLabelRow, end).range.first <= row->range.last)
    end++;
  if (first < end && g_array_index (track, FlLabelRow, first).range.first < row->range.first) {
    pieces[n_pieces] = g_array_index (track, FlLabelRow, first);
    pieces[n_pieces++].range.last = row->range.first - 1;
  }
  if (row->state != FL_LABEL_UNSEEN)
    pieces[n_pieces++] = *row;
  if (first < end && g_array_index (track, FlLabelRow, end - 1).range.last > row->range.last) {
    pieces[n_pieces] = g_array_index (track, FlLabelRow, end - 1);
    pieces[n_pieces++].range.first = row->range.last + 1;
  }
  /* What takes as many places moves nothing that is behind it. */
  if (end - first == n_pieces) {
    memcpy (&g_array_index (track, FlLabelRow, first), pieces, n_pieces * sizeof pieces[0]);
    return;
  }
  if (end > first)
    g_array_remove_range (track, first, end - first);
  if (n_pieces > 0)
    g_array_insert_vals (track, first, pieces, n_pieces);
}

static int
compare_accepted (const void *key, const void *element)
{
  const FlAccepted *x = key;
  const FlAccepted *y = element;

  if (x->tag != y->tag)
    return x->tag < y->tag ? -1 : 1;
  return x->frame < y->frame ? -1 : x->frame > y->frame;
}

/* What lots say of a sample, or of a tag of it. */
static const FlAccepted *
find_in_lots (const FlLabelling *self, gint64 tag, gint64 frame)
{
  const FlAccepted key = {.tag = tag, .frame = frame};

  if (self->accepted == NULL || self->accepted->len == 0)
    return NULL;
  return bsearch (&key, self->accepted->data, self->accepted->len, sizeof (FlAccepted),
                  compare_accepted);
}

static const FlAccepted *
find_accepted (const FlLabelling *self, gint64 tag, gint64 sample)
{
  const FlAccepted *entry = find_in_lots (self, tag, sample);

  return entry != NULL && entry->class_id != 0 ? entry : NULL;
}

static gboolean
is_left_out (const FlLabelling *self, gint64 tag, gint64 sample)
{
  const FlAccepted *entry = find_in_lots (self, tag, sample);

  return entry != NULL && entry->class_id == 0;
}

static FlCertainty
get_accepted_certainty (const FlAccepted *accepted)
{
  return accepted->is_certified ? FL_CERTAINTY_CERTIFIED : FL_CERTAINTY_AUTO;
}

/* What the machine says of a sample: the lot it was accepted in, else the newest model. */
static void
judge_by_machine (const FlLabelling *self, gint64 sample, FlVerdict *out)
{
  const FlAccepted *accepted = find_accepted (self, 0, sample);
  if (accepted != NULL) {
    out->class_id = accepted->class_id;
    out->confidence = accepted->confidence;
    out->lot = accepted->lot;
    out->certainty = get_accepted_certainty (accepted);
    return;
  }
  gssize i = self->sweep != NULL ? fl_sample_set_find (self->sweep->samples, sample) : -1;
  if (i < 0 || self->sweep->class_ids[i] == 0)
    return;
  float confidence;
  out->class_id = fl_sweep_get (self->sweep, (gsize) i, &confidence);
  out->confidence = (double) confidence;
  out->revision = self->sweep->revision;
  out->certainty = FL_CERTAINTY_MODEL;
}

/* What all samples say of a frame between them, where that is known. */
static gboolean
interpolate (const FlLabelling *self, gint64 frame, FlVerdict *out)
{
  const FlSweep *sweep = self->sweep;
  const double time_s = fl_frame_index_get_time_s (self->index, frame);

  if (sweep == NULL || sweep->smooth_ids == NULL || sweep->samples->n == 0 || !isfinite (time_s))
    return FALSE;
  g_autofree double *scratch = g_new (double, sweep->path.chain.n_classes);
  const guint best = look_up (sweep, time_s, scratch);
  out->class_id = g_array_index (sweep->path_ids, gint64, best);
  out->confidence = scratch[best];
  out->revision = sweep->revision;
  out->certainty = FL_CERTAINTY_MODEL;
  return TRUE;
}

/* What was said with a class that was split or retired since stays said, of what was seen. */
static gboolean
is_gone (const FlLabelling *self, gint64 class_id)
{
  return self->knowledge != NULL && fl_knowledge_is_gone (self->knowledge, class_id);
}

/* A frame that nobody saw takes what its sample has, and no more certainty than a model's. */
static void
carry_from_sample (const FlLabelling *self, gint64 frame, gint64 sample, FlVerdict *out)
{
  if (find_accepted (self, 0, sample) == NULL && interpolate (self, frame, out))
    return;

  const FlLabelRow *label = fl_track_find (self->track, sample);

  if (label != NULL && label->state == FL_LABEL_LABELLED && !is_gone (self, label->class_id)) {
    out->class_id = label->class_id;
    out->certainty = FL_CERTAINTY_MODEL;
    return;
  }
  judge_by_machine (self, sample, out);
  out->lot = 0;
  if (out->certainty != FL_CERTAINTY_UNSEEN)
    out->certainty = FL_CERTAINTY_MODEL;
}

/* The sample nearest to @frame, -1 while there are none. */
static gint64
find_sample (const FlLabelling *self, gint64 frame)
{
  if (self->planned == NULL || self->planned->len == 0)
    return -1;
  const gint64 *planned = (const gint64 *) (const void *) self->planned->data;
  return planned[fl_frames_find_nearest (planned, self->planned->len, frame)];
}

void
fl_labelling_get_verdict (const FlLabelling *self, gint64 frame, FlVerdict *out)
{
  gint64 sample = find_sample (self, frame);

  *out = (FlVerdict){.confidence = NAN, .certainty = FL_CERTAINTY_UNSEEN};
  out->is_sampled = sample == frame;
  out->label = fl_track_find (self->track, frame);
  if (out->label != NULL) {
    gboolean is_labelled = out->label->state == FL_LABEL_LABELLED;
    out->class_id = is_labelled ? out->label->class_id : 0;
    out->certainty = is_labelled ? FL_CERTAINTY_HUMAN : FL_CERTAINTY_UNSURE;
    return;
  }
  if (out->is_sampled)
    judge_by_machine (self, frame, out);
  else if (sample >= 0)
    carry_from_sample (self, frame, sample, out);
  out->is_edge = out->certainty == FL_CERTAINTY_MODEL && is_left_out (self, 0, sample);
}

void
fl_verdict_hide (FlVerdict *self)
{
  if (self->label == NULL)
    *self = (FlVerdict){.confidence = NAN,
                        .certainty = FL_CERTAINTY_UNSEEN,
                        .is_sampled = self->is_sampled};
}

/* What the newest model says of a tag of a sample. */
static void
judge_tag_by_model (const FlLabelling *self, gint64 tag, gint64 sample, FlTagVerdict *out)
{
  const FlSweep *sweep = self->sweep;
  const gssize i = sweep != NULL ? fl_sample_set_find (sweep->samples, sample) : -1;
  const double p = i >= 0 ? (double) fl_sweep_get_tag (sweep, (gsize) i, tag) : NAN;

  if (isnan (p))
    return;
  out->state = p > 0.5 ? FL_LABEL_LABELLED : FL_LABEL_NO;
  out->confidence = fmax (p, 1 - p);
  out->certainty = FL_CERTAINTY_MODEL;
  out->revision = sweep->revision;
}

/* What the machine says of a tag of a sample: the lot it was accepted in, else the newest model. */
static void
judge_tag_by_machine (const FlLabelling *self, gint64 tag, gint64 sample, FlTagVerdict *out)
{
  const FlAccepted *accepted = find_accepted (self, tag, sample);

  if (accepted == NULL) {
    judge_tag_by_model (self, tag, sample, out);
    return;
  }
  out->state = accepted->class_id > 0 ? FL_LABEL_LABELLED : FL_LABEL_NO;
  out->confidence = (double) accepted->confidence;
  out->lot = accepted->lot;
  out->certainty = get_accepted_certainty (accepted);
}

/* As @carry_from_sample does for a class. */
static void
carry_tag_from_sample (const FlLabelling *self, gint64 tag, gint64 sample, FlTagVerdict *out)
{
  const FlLabelRow *label = fl_tag_tracks_find (self->tags, tag, sample);

  if (label == NULL || label->state == FL_LABEL_UNSURE) {
    judge_tag_by_machine (self, tag, sample, out);
    out->lot = 0;
  } else {
    out->state = label->state;
  }
  if (out->state != FL_LABEL_UNSEEN)
    out->certainty = FL_CERTAINTY_MODEL;
}

void
fl_labelling_get_tag_verdict (const FlLabelling *self, gint64 tag, gint64 frame, FlTagVerdict *out)
{
  gint64 sample = find_sample (self, frame);

  *out = (FlTagVerdict){.confidence = NAN, .certainty = FL_CERTAINTY_UNSEEN};
  out->is_sampled = sample == frame;
  out->is_seen = fl_track_find (self->track, frame) != NULL;
  out->label = fl_tag_tracks_find (self->tags, tag, frame);
  if (out->label != NULL) {
    out->state = out->label->state;
    out->certainty = out->state == FL_LABEL_UNSURE ? FL_CERTAINTY_UNSURE : FL_CERTAINTY_HUMAN;
  } else if (out->is_sampled) {
    judge_tag_by_machine (self, tag, frame, out);
  } else if (sample >= 0) {
    carry_tag_from_sample (self, tag, sample, out);
  }
  out->is_edge = out->certainty == FL_CERTAINTY_MODEL && is_left_out (self, tag, sample);
}

void
fl_labelling_get_facet (const FlLabelling *self, gint64 tag, gint64 frame, FlVerdict *out)
{
  FlTagVerdict of_tag;

  if (tag == 0) {
    fl_labelling_get_verdict (self, frame, out);
    return;
  }
  fl_labelling_get_tag_verdict (self, tag, frame, &of_tag);
  *out = (FlVerdict){.class_id = of_tag.state == FL_LABEL_LABELLED ? tag
                                 : of_tag.state == FL_LABEL_NO     ? -tag
                                                                   : 0,
                     .certainty = of_tag.certainty,
                     .confidence = of_tag.confidence,
                     .is_sampled = of_tag.is_sampled,
                     .label = of_tag.label,
                     .lot = of_tag.lot,
                     .revision = of_tag.revision,
                     .is_edge = of_tag.is_edge};
}
