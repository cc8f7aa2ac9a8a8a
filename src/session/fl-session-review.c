/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts the samples of a review on a thread, and finds those that look like one. */
#include "session/fl-session-review.h"

#include "learn/fl-runs.h"
#include "session/fl-review-private.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"
#include "session/fl-session-tags.h"

struct _FlReviewSearch {
  FlReview *review;
  FlReviewQuery query;     /* the newest */
  gboolean is_sort_wanted; /* as soon as the thread is free */
  gboolean was_sorted;
  gboolean is_like_wanted;
  FlFrameRef like;
  FlThread *thread; /* (nullable) */
  GCancellable *cancellable;
};

typedef struct {
  FlChannel *inbox;
  FlReviewRequest *request;
  GArray *refs; /* (nullable) among which those like one are looked for */
  GCancellable *cancellable;
} Round;

static void
mark_outdated (FlReviewSearch *search)
{
  fl_review_set_is_outdated (search->review, TRUE);
}

static FlReviewSearch *
get_search (FlSession *self)
{
  if (self->review_search != NULL)
    return self->review_search;
  FlReviewSearch *search = g_new0 (FlReviewSearch, 1);
  search->review = fl_review_new ();
  search->cancellable = g_cancellable_new ();
  for (const char *const *signal =
         (const char *const[]){"labels-changed", "model-changed", "lots-changed", NULL};
       *signal != NULL; signal++)
    g_signal_connect_swapped (self, *signal, G_CALLBACK (mark_outdated), search);
  self->review_search = search;
  return search;
}

void
fl_session_end_review (FlSession *self)
{
  FlReviewSearch *search = g_steal_pointer (&self->review_search);

  if (search == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self, search);
  g_cancellable_cancel (search->cancellable);
  g_clear_pointer (&search->thread, fl_thread_join);
  g_clear_pointer (&search->query.only, g_array_unref);
  g_object_unref (search->cancellable);
  g_object_unref (search->review);
  g_free (search);
}

FlReview *
fl_session_get_review (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return get_search (self)->review;
}

static GPtrArray *
list_streams (FlSession *self)
{
  GPtrArray *streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_review_stream_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    FlSampleSet *samples = fl_stream_get_samples (stream);
    const FlReviewStream each = {.id = fl_stream_get_id (stream),
                                 .labelling = fl_stream_snapshot (stream),
                                 .samples = samples != NULL ? fl_sample_set_ref (samples) : NULL,
                                 .clock_start_us = fl_stream_get_clock_start_us (stream)};
    if (samples != NULL)
      g_ptr_array_add (streams, g_memdup2 (&each, sizeof each));
    else
      fl_labelling_free (each.labelling);
  }
  return streams;
}

/* Frames are compared as those of one run are, where there are runs. */
static FlReviewRequest *
build_request (FlSession *self, const FlReviewQuery *query)
{
  FlReviewRequest *request = g_new0 (FlReviewRequest, 1);
  FlStream *stream = fl_session_find_stream_by_id (self, query->like.stream);
  const FlRunSet *runs = stream != NULL ? fl_stream_get_runs (stream) : NULL;
  FlScaling *scaling = runs != NULL && runs->scaling != NULL ? runs->scaling : self->scaling;

  request->query = *query;
  if (query->only != NULL)
    g_array_ref (query->only);
  request->streams = list_streams (self);
  request->tags = fl_session_list_tags (self, query->class_id);
  if (self->is_multi_label)
    request->query.class_id = 0;
  request->blind = fl_session_list_blind (self);
  request->scaling = scaling != NULL ? fl_scaling_ref (scaling) : NULL;
  request->tau = runs != NULL ? runs->tau : 0;
  return request;
}

static void start (FlSession *self);

static void
take_refs (FlSession *self, gpointer content)
{
  FlReviewSearch *search = self->review_search;

  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  if (!search->is_sort_wanted) {
    search->was_sorted = TRUE;
    fl_review_set_is_sorting (search->review, FALSE);
    fl_review_set_refs (search->review, G_LIST_MODEL (self->streams), content,
                        self->is_multi_label
                          ? fl_session_find_class_by_id (self, search->query.class_id)
                          : NULL);
  }
  start (self);
}

static void
take_like (FlSession *self, gpointer content)
{
  FlReviewSearch *search = self->review_search;

  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  /* Places in a list that is about to be another one are none. */
  if (!search->is_sort_wanted)
    fl_review_emit_like (search->review, content);
  start (self);
}

static void
work (gpointer data)
{
  Round *round = data;

  if (round->refs == NULL)
    fl_news_push (round->inbox, take_refs,
                  fl_review_order_list (round->request, round->cancellable),
                  (GDestroyNotify) g_array_unref);
  else
    fl_news_push (round->inbox, take_like,
                  fl_review_order_find_like (round->request, round->refs, round->cancellable),
                  (GDestroyNotify) g_array_unref);
  fl_review_request_free (round->request);
  g_clear_pointer (&round->refs, g_array_unref);
  g_object_unref (round->cancellable);
  g_free (round);
}

static void
start_round (FlSession *self, const FlReviewQuery *query, GArray *refs)
{
  FlReviewSearch *search = self->review_search;
  Round *round = g_new (Round, 1);

  *round = (Round){.inbox = self->inbox,
                   .request = build_request (self, query),
                   .refs = refs != NULL ? g_array_ref (refs) : NULL,
                   .cancellable = g_object_ref (search->cancellable)};
  search->thread = fl_thread_start ("fl-review", 0, work, round);
}

/* Begins with what is wanted, once nothing else is done. */
static void
start (FlSession *self)
{
  FlReviewSearch *search = self->review_search;

  if (search->thread != NULL)
    return;
  if (search->is_sort_wanted) {
    search->is_sort_wanted = FALSE;
    search->is_like_wanted = FALSE;
    fl_review_set_is_outdated (search->review, FALSE);
    start_round (self, &search->query, NULL);
  } else if (search->is_like_wanted) {
    const FlReviewQuery query = {.like = search->like};
    search->is_like_wanted = FALSE;
    start_round (self, &query, fl_review_get_refs (search->review));
  }
}

static void
set_query (FlReviewSearch *search, const FlReviewQuery *query)
{
  GArray *before = search->query.only;

  search->query = *query;
  if (query->only != NULL)
    g_array_ref (query->only);
  g_clear_pointer (&before, g_array_unref);
}

void
fl_session_sort_review (FlSession *self, const FlReviewQuery *query)
{
  g_return_if_fail (FL_IS_SESSION (self) && query != NULL);

  FlReviewSearch *search = get_search (self);
  set_query (search, query);
  search->is_sort_wanted = TRUE;
  fl_review_set_is_sorting (search->review, TRUE);
  start (self);
}

void
fl_session_forget_review (FlSession *self)
{
  FlReviewSearch *search = self->review_search;
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  if (search == NULL)
    return;
  fl_review_set_refs (search->review, G_LIST_MODEL (self->streams), nothing, NULL);
  if (search->was_sorted || search->thread != NULL)
    fl_session_sort_review (self, &search->query);
}

void
fl_session_find_in_review (FlSession *self, FlItem *item)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  FlReviewSearch *search = get_search (self);
  search->like = (FlFrameRef){.stream = fl_stream_get_id (fl_item_get_stream (item)),
                              .frame = fl_item_get_frame (item)};
  search->is_like_wanted = TRUE;
  start (self);
}

gboolean
fl_session_find_whole_run (FlSession *self, FlItem *item, FlRange *out)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item), FALSE);

  const gint64 frame = fl_item_get_frame (item);
  const FlRunSet *runs = fl_stream_get_runs (fl_item_get_stream (item));
  /* Before the learner's first word nobody knows which samples are in it. */
  const gssize place =
    runs != NULL && runs->samples != NULL ? fl_sample_set_find (runs->samples, frame) : -1;
  const FlRun *run = place >= 0 ? fl_runs_find (runs->runs, (gsize) place) : NULL;

  *out = (FlRange){.first = frame, .last = frame};
  if (run == NULL)
    return FALSE;
  *out =
    (FlRange){.first = runs->samples->frames[run->first], .last = runs->samples->frames[run->last]};
  return TRUE;
}
