/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool (decisions 25): what is drawn follows from chance alone, and what the
 * machine says of it is kept before anybody answers. */
#include "session/fl-session-checks.h"

#include <math.h>

#include "session/fl-item-private.h"
#include "session/fl-session-private.h"
#include "store/fl-store-checks.h"

/* Where fewer than one sample in a thousand has no label, checks are rare. */
#define MAX_TRIES 1000

/* What the model says of the samples of @stream, %NULL where nothing can be asked about. */
static FlSweep *
get_sweep (FlSession *self, FlStream *stream)
{
  return fl_session_can_ask_about (self, stream) ? fl_stream_get_sweep (stream) : NULL;
}

/* What can be asked of each sample of @sweep: its class, or one of so many tags. */
static gsize
count_kinds (const FlSweep *sweep)
{
  return sweep->tag_ids != NULL ? sweep->tag_ids->len : 1;
}

/* The id of tag number @kind, 0 for the class. */
static gint64
get_tag (const FlSweep *sweep, gsize kind)
{
  return sweep->tag_ids != NULL ? g_array_index (sweep->tag_ids, gint64, (guint) kind) : 0;
}

/* Whether the model says anything of that; it is the same of all samples. */
static gboolean
is_predicted (const FlSweep *sweep, gsize kind)
{
  return sweep->tag_ids == NULL ||
         (sweep->samples->n > 0 && !isnan (sweep->tag_probabilities[kind]));
}

/* All that could be asked of all streams, labelled or not. */
static gsize
count_samples (FlSession *self)
{
  gsize n = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    const FlSweep *sweep = get_sweep (self, fl_session_peek_stream (self, i));
    n += sweep != NULL ? sweep->samples->n * count_kinds (sweep) : 0;
  }
  return n;
}

/* Samples of @sweep that have a label in @track. */
static gsize
count_labelled (const FlSweep *sweep, const GArray *track)
{
  const gint64 *frames = sweep->samples->frames;
  gsize n = 0;

  for (guint j = 0; track != NULL && j < track->len; j++) {
    const FlRange *range = &g_array_index (track, FlLabelRow, j).range;
    n += fl_frames_count_before (frames, sweep->samples->n, range->last + 1) -
         fl_frames_count_before (frames, sweep->samples->n, range->first);
  }
  return n;
}

/* What can be drawn: predicted, and without a label. */
static gsize
count_unlabelled (FlSession *self)
{
  gsize n = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    const FlSweep *sweep = get_sweep (self, stream);
    for (gsize kind = 0; sweep != NULL && kind < count_kinds (sweep); kind++)
      if (is_predicted (sweep, kind))
        n += sweep->samples->n -
             count_labelled (sweep, fl_stream_get_track_of (stream, get_tag (sweep, kind)));
  }
  return n;
}

/* Something that can be drawn. */
typedef struct {
  FlStream *stream;
  gint64 frame;
  gsize kind;
  gint64 tag;
} Place;

/* Number @place of count_samples (). */
static Place
find_place (FlSession *self, gsize place)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    const FlSweep *sweep = get_sweep (self, stream);
    const gsize n_kinds = sweep != NULL ? count_kinds (sweep) : 0;
    const gsize n = sweep != NULL ? sweep->samples->n * n_kinds : 0;
    if (place < n)
      return (Place){.stream = stream,
                     .frame = sweep->samples->frames[place / n_kinds],
                     .kind = place % n_kinds,
                     .tag = get_tag (sweep, place % n_kinds)};
    place -= n;
  }
  g_assert_not_reached ();
}

static const FlOpenCheck *
find_open (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  for (guint i = 0; i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    if (check->draw.stream == fl_stream_get_id (stream) && check->draw.frame == frame &&
        check->draw.tag == tag)
      return check;
  }
  return NULL;
}

static gint64
get_asked (FlItem *item)
{
  FlClass *tag = fl_item_get_tag (item);

  return tag != NULL ? fl_class_get_id (tag) : 0;
}

static gboolean
is_put_off (FlSession *self, FlStream *stream, gint64 frame)
{
  const int place = fl_session_find_passed_over (self, fl_stream_get_id (stream), frame);

  return place >= 0 && self->n_steps - g_array_index (self->passed_over, FlPassedOver, place).step <
                         FL_SESSION_LATER_STEPS;
}

/* Whether a check of this is one: nobody labelled it, and it is not put off. */
static gboolean
may_check (FlSession *self, const Place *place)
{
  GHashTable *pool = fl_stream_get_pool (place->stream);
  const GArray *track = fl_stream_get_track_of (place->stream, place->tag);

  return (pool == NULL || g_hash_table_contains (pool, &place->frame)) &&
         is_predicted (fl_stream_get_sweep (place->stream), place->kind) &&
         (track == NULL || fl_track_find (track, place->frame) == NULL) &&
         !is_put_off (self, place->stream, place->frame);
}

/* What was asked of classes does not speak of tags, nor the other way round, and what was asked of a tag that
 * was retired not of those that are asked. */
static gboolean
is_in_force (FlSession *self, gint64 tag)
{
  return self->is_multi_label ? fl_session_find_offered_class (self, tag) != NULL : tag == 0;
}

static FlItem *
make_item (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  return fl_item_new_check (stream, frame,
                            tag != 0 ? fl_session_find_class_by_id (self, tag) : NULL);
}

/* What is drawn and may not be asked is put back: so a slot that is filled anew comes to the same sample,
 * unless that has a label by now. */
FlItem *
fl_session_draw_check (FlSession *self, GRand *rand)
{
  const gsize n = self->asks_checks && self->model != NULL ? count_samples (self) : 0;

  for (guint i = 0; n > 0 && i < MAX_TRIES; i++) {
    const gsize drawn = (gsize) (g_rand_double (rand) * (double) n);
    const Place place = find_place (self, MIN (drawn, n - 1));
    if (may_check (self, &place))
      return make_item (self, place.stream, place.frame, place.tag);
  }
  return NULL;
}

/* Its frames may have been counted anew since: then the number names another picture. */
static gboolean
is_same_picture (FlStream *stream, const FlOpenCheck *check)
{
  FlFrameIndex *index = fl_stream_get_index (stream);
  gint64 pts = 0;
  const gboolean has_pts = index != NULL && fl_frame_index_get_pts (index, check->draw.frame, &pts);

  return has_pts == check->draw.has_pts && (!has_pts || pts == check->draw.pts);
}

/* Whether it is still a question, now or once its video is there. */
static gboolean
is_question (FlSession *self, FlStream *stream, const FlOpenCheck *check)
{
  return is_in_force (self, check->draw.tag) &&
         check->draw.frame < fl_stream_get_n_frames (stream) && is_same_picture (stream, check);
}

FlItem *
fl_session_find_open_check (FlSession *self, FlStream *stream, gint64 frame)
{
  for (guint i = 0; i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    if (check->draw.stream == fl_stream_get_id (stream) && check->draw.frame == frame &&
        is_question (self, stream, check))
      return make_item (self, stream, frame, check->draw.tag);
  }
  return NULL;
}

gboolean
fl_session_has_open_check (FlSession *self, FlStream *stream)
{
  for (guint i = 0; i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    if (check->draw.stream == fl_stream_get_id (stream) && is_question (self, stream, check))
      return TRUE;
  }
  return FALSE;
}

GPtrArray *
fl_session_list_open_checks (FlSession *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->asks_checks && i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    FlStream *stream = fl_session_find_stream_by_id (self, check->draw.stream);
    if (stream != NULL && is_question (self, stream, check) &&
        fl_session_can_ask_about (self, stream) && !is_put_off (self, stream, check->draw.frame))
      g_ptr_array_add (items, make_item (self, stream, check->draw.frame, check->draw.tag));
  }
  return items;
}

/* What the machine says of the tag, as #FlLotSample has it; 0 for nothing. */
static gint64
predict_tag (const FlSweep *sweep, gsize i, gint64 tag, float *out_probability)
{
  const float p = fl_sweep_get_tag (sweep, i, tag);

  *out_probability = MAX (p, 1 - p);
  return isnan (p) ? 0 : p > 0.5f ? tag : -tag;
}

/* What the machine says of it now; %FALSE when it says nothing. */
static gboolean
predict (FlSession *self, FlStream *stream, FlCheckDraw *out)
{
  const FlSweep *sweep = get_sweep (self, stream);
  const gssize i = sweep != NULL ? fl_sample_set_find (sweep->samples, out->frame) : -1;
  float probability = 0;

  if (i < 0)
    return FALSE;
  out->class_id = out->tag != 0 ? predict_tag (sweep, (gsize) i, out->tag, &probability)
                                : fl_sweep_get (sweep, (gsize) i, &probability);
  out->probability = (double) probability;
  out->model = sweep->revision;
  out->n_labels = (gint64) self->n_taught;
  return out->class_id != 0;
}

gint64
fl_session_issue_check (FlSession *self, FlItem *item)
{
  FlCheckDraw draw = {0};

  if (item == NULL || !fl_item_get_is_pool_check (item) || self->is_read_only ||
      !is_in_force (self, get_asked (item)))
    return 0;
  FlStream *stream = fl_item_get_stream (item);
  const FlOpenCheck *known = find_open (self, stream, fl_item_get_frame (item), get_asked (item));
  if (known != NULL)
    return known->question;
  draw.stream = fl_stream_get_id (stream);
  draw.frame = fl_item_get_frame (item);
  draw.tag = get_asked (item);
  draw.n_pool = (gint64) count_unlabelled (self);
  FlFrameIndex *index = fl_stream_get_index (stream);
  draw.has_pts = index != NULL && fl_frame_index_get_pts (index, draw.frame, &draw.pts);
  if (!predict (self, stream, &draw))
    return 0;
  const FlOpenCheck check = {.question = fl_store_issue_check (self->store, &draw, NULL),
                             .draw = draw};
  if (check.question != 0)
    g_array_append_val (self->open_checks, check);
  return check.question;
}

gboolean
fl_session_is_open_check (FlSession *self, FlItem *item)
{
  return fl_item_get_is_pool_check (item) &&
         find_open (self, fl_item_get_stream (item), fl_item_get_frame (item), get_asked (item)) !=
           NULL;
}

void
fl_session_name_check (FlSession *self, FlItem *item, FlLabelAction *label)
{
  const gint64 question = fl_session_issue_check (self, item);

  /* A file that was busy both times: the answer is a label, and there was no check. */
  if (question == 0)
    return;
  label->kind = "check";
  label->question = question;
  label->guess_shown = FALSE;
}

gboolean
fl_session_ask_check_of (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  const FlOpenCheck *check = find_open (self, stream, frame, tag);

  if (check == NULL || !is_in_force (self, tag))
    return FALSE;
  g_autoptr (FlItem) item = make_item (self, stream, frame, tag);
  fl_queue_put_first (self->queue, item);
  fl_session_update_current (self);
  return TRUE;
}

static gboolean
are_all_final (const GArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    if (!g_array_index (answers, FlCheckAnswer, i).is_final)
      return FALSE;
  return TRUE;
}

/* Whether its answer waits until the file is free. */
static gboolean
is_unsaved (FlSession *self, gint64 question)
{
  for (GList *each = self->unsaved.head; each != NULL; each = each->next) {
    const FlUnsaved *answer = each->data;
    for (guint i = answer->n_written; i < answer->labels->len; i++)
      if (g_array_index (answer->labels, FlLabelAction, i).question == question)
        return TRUE;
  }
  return FALSE;
}

static void
drop_unsaved (FlSession *self, GArray *open)
{
  for (guint i = open->len; i-- > 0;)
    if (is_unsaved (self, g_array_index (open, FlOpenCheck, i).question))
      g_array_remove_index (open, i);
}

void
fl_session_load_checks (FlSession *self)
{
  /* Nothing is told of what stood once. */
  if (self->as_of_us != 0)
    return;
  GArray *open = fl_store_list_open_checks (self->store, NULL);
  GArray *answers = open != NULL ? fl_store_list_checks (self->store, NULL) : NULL;

  /* A busy file is tried again with the next answer. */
  self->are_checks_settled = answers != NULL && are_all_final (answers);
  if (answers == NULL) {
    g_clear_pointer (&open, g_array_unref);
    return;
  }
  g_array_unref (self->open_checks);
  g_array_unref (self->check_answers);
  self->open_checks = open;
  drop_unsaved (self, open);
  self->check_answers = answers;
  fl_session_emit_checks_changed (self);
}

void
fl_session_settle_check (FlSession *self, gboolean is_check)
{
  if (is_check || !self->are_checks_settled)
    fl_session_load_checks (self);
}

/* Whether @answer, to a check of the tag with the id @tag (0: any), counts. */
static gboolean
is_counted (FlSession *self, const FlCheckAnswer *answer, gint64 tag)
{
  return answer->is_final && is_in_force (self, answer->tag) && (tag == 0 || tag == answer->tag);
}

guint
fl_session_count_taken_back (FlSession *self, gint64 tag, gsize n)
{
  guint n_taken_back = 0;

  for (guint i = self->check_answers->len; n > 0 && i-- > 0;) {
    const FlCheckAnswer *answer = &g_array_index (self->check_answers, FlCheckAnswer, i);
    if (!is_counted (self, answer, tag))
      continue;
    n_taken_back += answer->is_taken_back ? 1 : 0;
    n--;
  }
  return n_taken_back;
}

GArray *
fl_session_list_checks (FlSession *self, gint64 tag)
{
  GArray *checks = g_array_new (FALSE, FALSE, sizeof (FlCheck));

  for (guint i = 0; i < self->check_answers->len; i++) {
    const FlCheckAnswer *answer = &g_array_index (self->check_answers, FlCheckAnswer, i);
    const FlCheck check = {.doubt = 1 - answer->probability,
                           .is_wrong = answer->class_id != answer->guess_id,
                           .n_labels = (guint) answer->n_labels};
    if (is_counted (self, answer, tag))
      g_array_append_val (checks, check);
  }
  return checks;
}
