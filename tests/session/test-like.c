/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about what looks like a frame: the nearest of all features, spread in time, for a while. */
#include "scenes.h"

#include "session/fl-item-private.h"
#include "session/fl-session-like.h"

#define N_FRAMES_APART 4 /* 2 s of two pictures a second */

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
label (FlSession *session, guint stream, gint64 frame)
{
  const FlRange range = {.first = frame, .last = frame};
  g_autofree char *name = scenes_dup_name (stream);
  g_autoptr (GError) error = NULL;
  FlStream *found = fl_session_find_stream (session, name, &error);
  FlClass *klass =
    fl_session_find_class (session, scenes_get_class (stream, (guint) frame), &error);

  g_assert_true (fl_session_label (session, found, &range, klass, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *name = scenes_dup_name (1);
  g_autoptr (GError) error = NULL;

  self->folder = scenes_make ();
  self->session = scenes_create (self->folder, "like.frameline");
  self->stream = fl_session_find_stream (self->session, name, &error);
  for (guint stream = 0; data == NULL && stream < SCENES_N_STREAMS; stream++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 12)
      label (self->session, stream, frame);
  (void) fl_session_learn (self->session, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  scenes_close (self->session);
  folder_free (self->folder);
}

static FlItem *
get_question (Fixture *self, guint i)
{
  FlItem *item = g_list_model_get_item (G_LIST_MODEL (fl_session_get_queue (self->session)), i);

  if (item != NULL)
    g_object_unref (item); /* the queue has it */
  return item;
}

static guint
count_likes (Fixture *self)
{
  guint n = 0;

  while (get_question (self, n) != NULL &&
         fl_item_get_reason (get_question (self, n)) == FL_REASON_LIKE)
    n++;
  return n;
}

static void
find_like (Fixture *self, gint64 frame, guint n)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_find_like (self->session, self->stream, frame, n, &error));
  g_assert_no_error (error);
  (void) fl_session_learn (self->session, NULL);
}

/* As long as there are no labels every part of the features counts alike. */
static double
measure (Fixture *self, FlItem *item, gint64 frame)
{
  const FlSampleSet *own = fl_stream_get_samples (self->stream);
  const FlSampleSet *others = fl_stream_get_samples (fl_item_get_stream (item));
  const gsize n_dims = fl_scaling_get_n_dims (self->session->scaling);
  g_autofree float *a = g_new (float, n_dims);
  g_autofree float *b = g_new (float, n_dims);
  double sum = 0;

  fl_scaling_apply (self->session->scaling, fl_sample_set_get_row (own, (gsize) frame), a);
  fl_scaling_apply (self->session->scaling,
                    fl_sample_set_get_row (others, (gsize) fl_item_get_frame (item)), b);
  for (gsize j = 0; j < n_dims; j++)
    sum += ((double) a[j] - (double) b[j]) * ((double) a[j] - (double) b[j]);
  return sum;
}

static gboolean
is_close (FlItem *a, FlItem *b)
{
  return fl_item_get_stream (a) == fl_item_get_stream (b) &&
         ABS (fl_item_get_frame (a) - fl_item_get_frame (b)) < N_FRAMES_APART;
}

/* So many come before all else, and no two of a moment. */
static void
test_spread (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) chosen = fl_item_new (self->stream, 14, FL_REASON_CHOSEN);

  find_like (self, 14, 7);
  g_assert_true (fl_session_is_finding_like (self->session));
  g_assert_cmpuint (count_likes (self), ==, 7);
  for (guint i = 0; i < 7; i++) {
    g_autofree char *sentence = fl_item_dup_sentence (get_question (self, i));
    g_assert_cmpstr (sentence, ==, "More like the frame before");
    g_assert_false (is_close (chosen, get_question (self, i)));
    for (guint j = 0; j < i; j++)
      g_assert_false (is_close (get_question (self, i), get_question (self, j)));
  }
}

/* Whether it stands for a run of near-identical frames; no other frame is asked. */
static gboolean
is_shown (FlItem *item)
{
  FlStream *stream = fl_item_get_stream (item);
  const FlRunSet *runs = fl_stream_get_runs (stream);
  FlRun run;

  return fl_run_set_find (runs, fl_stream_get_track (stream), fl_item_get_frame (item), &run) &&
         runs->samples->frames[run.shown] == fl_item_get_frame (item);
}

/* Nothing that was left out for its looks is nearer than the last that is asked. */
static void
test_nearest (Fixture *self, gconstpointer data)
{
  find_like (self, 20, 1);
  FlItem *first = get_question (self, 0);
  const double nearest = measure (self, first, 20);
  g_autoptr (FlItem) chosen = fl_item_new (self->stream, 20, FL_REASON_CHOSEN);
  guint n_seen = 0;

  for (guint s = 0; s < SCENES_N_STREAMS; s++) {
    FlStream *stream = fl_session_peek_stream (self->session, s);
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
      g_autoptr (FlItem) each = fl_item_new (stream, frame, FL_REASON_CHOSEN);
      if (fl_track_find (fl_stream_get_track (stream), frame) != NULL || is_close (each, chosen) ||
          !is_shown (each))
        continue;
      n_seen++;
      g_assert_cmpfloat (nearest, <=, measure (self, each, 20) * 1.000001);
    }
  }
  g_assert_cmpuint (n_seen, >, 50);
}

static void
answer_first (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  const FlAnswer answer = {.item = get_question (self, 0),
                           .klass = fl_session_peek_class (self->session, 0)};

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_true (fl_session_learn (self->session, &error));
}

/* What was answered is no candidate any more, nor what is at its side; in the end the usual order
 * is back. */
static void
test_ends_by_itself (Fixture *self, gconstpointer data)
{
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_object_unref);

  find_like (self, 14, 4);
  for (guint left = 4; left > 0; left--) {
    g_assert_true (fl_session_is_finding_like (self->session));
    g_assert_cmpuint (count_likes (self), ==, left);
    for (guint i = 0; i < asked->len; i++)
      g_assert_false (is_close (asked->pdata[i], get_question (self, 0)));
    g_ptr_array_add (asked, g_object_ref (get_question (self, 0)));
    answer_first (self);
  }
  g_assert_false (fl_session_is_finding_like (self->session));
  g_assert_cmpuint (count_likes (self), ==, 0);
  g_ptr_array_unref (asked);
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  find_like (self, 14, 4);
  fl_session_stop_finding_like (self->session);
  g_assert_false (fl_session_is_finding_like (self->session));
  g_assert_true (fl_session_learn (self->session, NULL));
  g_assert_cmpuint (count_likes (self), ==, 0);
  g_assert_nonnull (get_question (self, 0));
}

/* A search that finds nothing is over, and says so. */
static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_assert_true (g_str_has_prefix (sentence, "No other frame is left"));
  ++*(guint *) data;
}

static void
label_all (Fixture *self, guint s)
{
  const FlRange all = {.first = 0, .last = SCENES_N_FRAMES - 1};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, s), &all,
                                   fl_session_peek_class (self->session, s % 2), &error));
  g_assert_no_error (error);
}

static void
test_vain (Fixture *self, gconstpointer data)
{
  guint n_told = 0;

  for (guint s = 0; s < fl_session_get_n_streams (self->session); s++)
    label_all (self, s);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), &n_told);
  g_assert_true (fl_session_find_like (self->session, self->stream, 14, 4, NULL));
  (void) fl_session_learn (self->session, NULL);
  g_assert_false (fl_session_is_finding_like (self->session));
  g_assert_cmpuint (n_told, ==, 1);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_find_like (self->session, self->stream, SCENES_N_FRAMES, 4, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_false (fl_session_is_finding_like (self->session));
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/like/", name, NULL);

  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("spread", NULL, test_spread);
  add ("nearest", "no labels", test_nearest);
  add ("ends-by-itself", NULL, test_ends_by_itself);
  add ("stopped", NULL, test_stopped);
  add ("refused", NULL, test_refused);
  add ("vain", "no labels", test_vain);
  return g_test_run ();
}
