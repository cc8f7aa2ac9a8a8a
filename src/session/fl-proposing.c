/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which samples a machine may speak for at all: those without a person's label and without an auto label, of
 * what is asked for, where enough is known of their class and their film. */
#include "session/fl-proposing.h"

#include "learn/fl-edges.h"
#include "session/fl-tag-tracks.h"

#include <math.h>

/* Labels that a class needs in the project, and a stream, before a machine may speak for them
 * (decisions 28). */
#define MIN_CLASS_LABELS  5
#define MIN_STREAM_LABELS 1

/* Samples between two looks at whether anybody still wants to know. */
#define LOOK_EVERY 4096

/* What is said of a sample now. */
typedef struct {
  FlCertainty certainty;
  gint64 label;   /* for edges: other where it is another one, 0 where nothing is known */
  gint64 said_of; /* class or tag that it is said to be of, 0 for none */
} Said;

/* Where samples go. */
typedef struct {
  FlProposing *to;
  const FlProposingFilm *film;
  GHashTable *known; /* classes, or answers about tags, with enough labels: int id -> number */
  GCancellable *cancellable; /* (nullable) */
  GHashTable *counts;        /* samples that are of a class or have a tag now: int id -> number */
  guint n_samples;
} Listing;

void
fl_proposing_film_free (gpointer film)
{
  FlProposingFilm *self = film;

  fl_labelling_free (self->labelling);
  g_clear_pointer (&self->pool, g_hash_table_unref);
  g_free (self);
}

void
fl_proposing_free (FlProposing *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->acceptance.limits, g_array_unref);
  g_clear_pointer (&self->acceptance.no_sweeps, g_free);
  g_array_unref (self->classes);
  g_ptr_array_unref (self->films);
  g_array_unref (self->limits);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->shares, g_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->lots, g_array_unref);
  g_free (self);
}

static void
add_to (GHashTable *counts, gint64 id, guint n)
{
  const guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GINT_TO_POINTER ((int) id)));

  g_hash_table_insert (counts, GINT_TO_POINTER ((int) id), GUINT_TO_POINTER (before + n));
}

static guint
get_count (GHashTable *counts, gint64 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, GINT_TO_POINTER ((int) id)));
}

static const GArray *
get_track (const FlLabelling *labelling, gint64 tag)
{
  return tag != 0 ? fl_tag_tracks_get (labelling->tags, tag) : labelling->track;
}

static guint
count_planned (const FlLabelling *labelling, const FlRange *range)
{
  const GArray *planned = labelling->planned;

  if (planned == NULL || planned->len == 0)
    return 0;
  const gint64 *frames = (const gint64 *) (const void *) planned->data;
  return (guint) (fl_frames_count_before (frames, planned->len, range->last + 1) -
                  fl_frames_count_before (frames, planned->len, range->first));
}

/* Samples of each class that people labelled; those of one run count as one, for one of them was looked
 * at, and those of a group that nobody saw do not count. */
static void
count_looked_at (const FlLabelling *labelling, gint64 tag, GHashTable *known)
{
  const GArray *track = get_track (labelling, tag);

  for (guint i = 0, end; track != NULL && i < track->len; i = end) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    end = fl_track_end_answer (track, i);
    if (fl_track_find_taught (track, i, end) == NULL)
      continue;
    const gboolean is_one = end > i + 1 || fl_label_is_of_many (row);
    add_to (known, row->state == FL_LABEL_NO ? -row->tag : row->class_id,
            is_one ? 1 : MAX (count_planned (labelling, &row->range), 1));
  }
}

static GHashTable *
count_all_looked_at (const FlProposing *self)
{
  GHashTable *known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->films->len; i++) {
    const FlProposingFilm *film = self->films->pdata[i];
    if (!self->is_multi_label)
      count_looked_at (film->labelling, 0, known);
    for (guint c = 0; self->is_multi_label && c < self->classes->len; c++)
      count_looked_at (film->labelling, g_array_index (self->classes, FlProposingClass, c).id,
                       known);
  }
  return known;
}

static Said
look_at_sample (const FlLabelling *labelling, gint64 tag, gsize i)
{
  const gint64 frame = labelling->sweep->samples->frames[i];
  FlVerdict verdict;
  FlTagVerdict of_tag;

  if (tag != 0) {
    fl_labelling_get_tag_verdict (labelling, tag, frame, &of_tag);
    return (Said){.certainty = of_tag.certainty,
                  .label = (gint64) of_tag.state,
                  .said_of = of_tag.state == FL_LABEL_LABELLED ? tag : 0};
  }
  fl_labelling_get_verdict (labelling, frame, &verdict);
  return (Said){.certainty = verdict.certainty,
                .label = verdict.certainty == FL_CERTAINTY_MODEL ? labelling->sweep->class_ids[i]
                                                                 : verdict.class_id,
                .said_of = verdict.class_id};
}

/* Whether to stop at sample @i. */
static gboolean
is_unwanted (const Listing *self, gsize i)
{
  return i % LOOK_EVERY == 0 && g_cancellable_is_cancelled (self->cancellable);
}

/* What is said of every sample now, by whomever, of classes or of @tag. */
static Said *
look_at_film (const Listing *self, gint64 tag)
{
  const FlLabelling *labelling = self->film->labelling;
  const gsize n = labelling->sweep->samples->n;
  Said *said = g_new0 (Said, MAX (n, 1));

  for (gsize i = 0; i < n && !is_unwanted (self, i); i++)
    said[i] = look_at_sample (labelling, tag, i);
  return said;
}

/* 1 for each sample near a change; %NULL when these are not left out. */
static guint8 *
find_edges (const FlLabelling *labelling, const Said *said, guint n_edge)
{
  const FlSampleSet *samples = labelling->sweep->samples;

  if (n_edge == 0)
    return NULL;
  g_autofree gint64 *labels = g_new (gint64, MAX (samples->n, 1));
  guint8 *is_edge = g_new0 (guint8, MAX (samples->n, 1));
  for (gsize i = 0; i < samples->n; i++)
    labels[i] = said[i].label;
  fl_edges_mark (samples->frames, labels, samples->n, n_edge, is_edge);
  return is_edge;
}

static gboolean
is_in_scope (const Listing *self, gint64 frame, gint64 class_id)
{
  const FlLotScope *scope = &self->to->acceptance.scope;
  const FlProposingFilm *film = self->film;

  return fl_lot_scope_holds (scope, film->stream, class_id) &&
         (scope->condition == FL_CONDITION_ANY ||
          fl_condition_find (film->labelling->index, film->clock_start_us, frame) ==
            scope->condition) &&
         /* In a simulation nobody can check what the truth does not know. */
         (film->pool == NULL || g_hash_table_contains (film->pool, &frame));
}

static gboolean
has_enough (const Listing *self, gint64 tag, gint64 class_id)
{
  const GArray *track = get_track (self->film->labelling, tag);

  return get_count (self->known, class_id) >= MIN_CLASS_LABELS && track != NULL &&
         track->len >= MIN_STREAM_LABELS;
}

static void
list_sample (Listing *self, gint64 tag, const FlProposed *candidate, gboolean is_edge)
{
  FlProposing *to = self->to;

  if (!is_in_scope (self, candidate->frame, candidate->class_id))
    return;
  to->acceptance.n_candidates++;
  if (!has_enough (self, tag, candidate->class_id)) {
    to->acceptance.n_left_out++;
  } else if (!is_edge) {
    g_array_append_vals (to->candidates, candidate, 1);
  } else {
    to->acceptance.n_edges++;
    g_array_append_vals (to->edges, candidate, 1);
  }
}

/* What the model says of sample @i, of classes or of tag number @t; %FALSE where it says nothing. */
static gboolean
get_candidate (const Listing *self, gint64 tag, guint t, gsize i, FlProposed *out)
{
  const FlSweep *sweep = self->film->labelling->sweep;

  *out = (FlProposed){.stream = self->film->stream, .frame = sweep->samples->frames[i]};
  if (tag == 0) {
    out->class_id = sweep->class_ids[i];
    out->confidence = sweep->confidences[i];
    return TRUE;
  }
  const float p = sweep->tag_probabilities[i * sweep->tag_ids->len + t];
  out->class_id = p > 0.5f ? tag : -tag;
  out->confidence = MAX (p, 1 - p);
  return !isnan (p);
}

/* Of classes, or what is said of @tag, number @t of the sweep. */
static void
list_film (Listing *self, gint64 tag, guint t)
{
  const FlLabelling *labelling = self->film->labelling;
  g_autofree Said *said = look_at_film (self, tag);
  g_autofree guint8 *is_edge = find_edges (labelling, said, self->to->acceptance.scope.n_edge);

  for (gsize i = 0; i < labelling->sweep->samples->n && !is_unwanted (self, i); i++) {
    FlProposed candidate;
    add_to (self->counts, said[i].said_of, 1);
    if (said[i].certainty == FL_CERTAINTY_MODEL && get_candidate (self, tag, t, i, &candidate))
      list_sample (self, tag, &candidate, is_edge != NULL && is_edge[i]);
  }
}

static gboolean
is_calibrated (const FlProposing *self, gint64 tag)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (g_array_index (self->classes, FlProposingClass, i).id == tag)
      return g_array_index (self->classes, FlProposingClass, i).is_calibrated;
  return FALSE;
}

static void
list_films (Listing *self)
{
  for (guint i = 0; i < self->to->films->len && !is_unwanted (self, 0); i++) {
    self->film = self->to->films->pdata[i];
    const FlSweep *sweep = self->film->labelling->sweep;
    /* What another model said is not what is judged. */
    if (sweep == NULL || sweep->generation != self->to->generation)
      continue;
    self->n_samples += (guint) sweep->samples->n;
    if (!self->to->is_multi_label)
      list_film (self, 0, 0);
    for (guint t = 0; self->to->is_multi_label && t < sweep->tag_ids->len; t++) {
      const gint64 tag = g_array_index (sweep->tag_ids, gint64, t);
      if (is_calibrated (self->to, tag))
        list_film (self, tag, t);
    }
  }
}

/* Classes that nobody and nothing ever found are not there to be missed. */
static void
add_shares (const Listing *self)
{
  for (guint i = 0; i < self->to->classes->len; i++) {
    const FlProposingClass *klass = &g_array_index (self->to->classes, FlProposingClass, i);
    const guint n = get_count (self->counts, klass->id);
    const FlClassShare share = {.class_id = klass->id, .share = n / (double) self->n_samples};
    if (n > 0 && self->n_samples > 0)
      g_array_append_val (self->to->shares, share);
  }
}

void
fl_proposing_list (FlProposing *self, GCancellable *cancellable)
{
  g_autoptr (GHashTable) known = count_all_looked_at (self);
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  Listing listing = {.to = self, .cancellable = cancellable, .known = known, .counts = counts};

  self->candidates = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  self->edges = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  self->shares = g_array_new (FALSE, FALSE, sizeof (FlClassShare));
  self->acceptance.n_candidates = 0;
  self->acceptance.n_left_out = 0;
  self->acceptance.n_edges = 0;
  list_films (&listing);
  add_shares (&listing);
}
