/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the rows of the cache are what was once written. Reading all of them takes seconds in a
 * large project, so a window opens without: what the cache claims is shown, and nothing learns from
 * a row before it was compared. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

/* The samples of one stream, as they are claimed and as they were found. */
typedef struct {
  gint64 stream;
  FlSampleSet *claimed;
  FlSampleSet *found;
} Claim;

typedef struct {
  FlChannel *inbox;
  GCancellable *cancellable;
  GPtrArray *claims; /* Claim */
} Round;

static void
claim_free (gpointer data)
{
  Claim *claim = data;

  fl_sample_set_unref (claim->claimed);
  g_clear_pointer (&claim->found, fl_sample_set_unref);
  g_free (claim);
}

static GPtrArray *
list_claims (FlSession *self)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func (claim_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    FlSampleSet *samples = fl_stream_get_samples (stream);
    if (samples == NULL || samples->rows->is_whole)
      continue;
    Claim *claim = g_new0 (Claim, 1);
    claim->stream = fl_stream_get_id (stream);
    claim->claimed = fl_sample_set_ref (samples);
    g_ptr_array_add (claims, claim);
  }
  return claims;
}

/* What is damaged is made again, as if it had not been read yet. */
static void
take_loss (FlSession *self, FlStream *stream, const FlSampleSet *found)
{
  const guint n_planned = fl_stream_get_n_samples (stream);

  fl_stream_set_progress (stream, n_planned > 0 ? (double) found->n / n_planned : 0);
  if (fl_stream_get_state (stream) == FL_STREAM_READY)
    fl_stream_set_state (stream, FL_STREAM_WAITING, _ ("Waiting"));
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
  if (!self->is_headless && !self->is_read_only &&
      fl_stream_get_state (stream) == FL_STREAM_WAITING)
    fl_session_ingest_stream (self, stream);
}

/* Unless an ingest has brought newer samples meanwhile. */
static void
take_claim (FlSession *self, const Claim *claim)
{
  FlStream *stream = fl_session_find_stream_by_id (self, claim->stream);

  if (stream == NULL || fl_stream_get_samples (stream) != claim->claimed)
    return;
  fl_stream_set_samples (stream, claim->found);
  if (claim->found->n < claim->claimed->n)
    take_loss (self, stream, claim->found);
}

static void
take_found (FlSession *self, gpointer content)
{
  take_claim (self, content);
  /* With a frozen scaling a part of the samples is as good a beginning as all. */
  if (self->scaling != NULL)
    fl_session_request_learning (self);
}

static void
take_end (FlSession *self, gpointer content)
{
  g_clear_pointer (&self->compare_thread, fl_thread_join);
  /* Films that came back meanwhile. */
  fl_session_compare_rows (self);
}

static void
compare_all (gpointer data)
{
  Round *round = data;

  while (round->claims->len > 0) {
    Claim *claim = g_ptr_array_steal_index (round->claims, 0);
    claim->found = fl_sample_set_compare (claim->claimed, round->cancellable);
    if (claim->found != NULL)
      fl_news_push (round->inbox, take_found, claim, claim_free);
    else
      claim_free (claim);
  }
  fl_news_push (round->inbox, take_end, NULL, NULL);
  g_ptr_array_unref (round->claims);
  g_object_unref (round->cancellable);
  g_free (round);
}

void
fl_session_compare_rows (FlSession *self)
{
  if (self->is_headless || self->compare_thread != NULL ||
      g_cancellable_is_cancelled (self->compare_cancellable))
    return;
  g_autoptr (GPtrArray) claims = list_claims (self);
  if (claims->len == 0) {
    fl_session_request_learning (self);
    return;
  }
  Round *round = g_new (Round, 1);
  *round = (Round){.inbox = self->inbox,
                   .cancellable = g_object_ref (self->compare_cancellable),
                   .claims = g_steal_pointer (&claims)};
  self->compare_thread = fl_thread_start ("fl-compare", FL_THREAD_NICE_WORK, compare_all, round);
}

static void
compare_one (gsize i, gpointer data)
{
  Claim *claim = ((GPtrArray *) data)->pdata[i];

  claim->found = fl_sample_set_compare (claim->claimed, NULL);
}

void
fl_session_compare_rows_now (FlSession *self)
{
  g_autoptr (GPtrArray) claims = list_claims (self);

  fl_parallel_run (fl_thread_get_parallel (), claims->len, compare_one, claims);
  for (guint i = 0; i < claims->len; i++)
    take_claim (self, claims->pdata[i]);
}

void
fl_session_stop_comparing (FlSession *self)
{
  g_cancellable_cancel (self->compare_cancellable);
  g_clear_pointer (&self->compare_thread, fl_thread_join);
}
