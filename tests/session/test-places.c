/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to go in a stream, and giving back what was said of a part of it. */
#include "session/fl-session-places.h"

#include "films.h"
#include "session/fl-session-tags.h"

#define N_FRAMES 40

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = data != NULL};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

/* A model that is sure of all samples but these. */
static void
set_doubts (Fixture *self, const gint64 *doubtful, gsize n)
{
  FlSampleSet *samples = fl_stream_get_samples (self->stream);
  FlSweep *sweep = fl_sweep_new (samples, 1, 1);
  FlClass *bird = films_find_class (self->session, "Bird");

  for (gsize i = 0; i < samples->n; i++) {
    sweep->class_ids[i] = (gint32) fl_class_get_id (bird);
    sweep->confidences[i] = 0.95f;
  }
  for (gsize i = 0; i < n; i++)
    sweep->confidences[fl_sample_set_find (samples, doubtful[i])] = 0.74f - 0.01f * (float) i;
  fl_stream_set_sweep (self->stream, sweep);
  fl_sweep_unref (sweep);
}

static char *
dup_doubtful (Fixture *self)
{
  g_autoptr (GArray) stretches = fl_session_list_doubtful (self->session, self->stream, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < stretches->len; i++) {
    const FlRange *range = &g_array_index (stretches, FlRange, i);
    g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", (int) range->first,
                            (int) range->last);
  }
  return g_string_free (text, FALSE);
}

static void
test_doubtful_stretches (Fixture *self, gconstpointer data)
{
  static const gint64 doubtful[] = {0, 5, 6, 7, 20, 39};

  set_doubts (self, doubtful, G_N_ELEMENTS (doubtful));
  g_autofree char *before = dup_doubtful (self);
  g_assert_cmpstr (before, ==, "0-0 5-7 20-20 39-39");
  /* What a person said is in no doubt, but for what one could not tell. */
  films_label (self->session, self->stream, 6, 6, "Bird");
  films_label (self->session, self->stream, 10, 11, NULL);
  g_autofree char *after = dup_doubtful (self);
  g_assert_cmpstr (after, ==, "0-0 5-5 7-7 10-11 20-20 39-39");
}

static void
test_asks_what_waits (Fixture *self, gconstpointer data)
{
  FlStream *other = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  FlQueue *queue = fl_session_get_queue (self->session);
  g_autoptr (FlItem) later = fl_item_new (self->stream, 30, FL_REASON_DOUBTFUL);
  g_autoptr (FlItem) sooner = fl_item_new (self->stream, 20, FL_REASON_DOUBTFUL);
  g_autoptr (FlItem) now = fl_item_new (other, 10, FL_REASON_DOUBTFUL);

  films_ingest (self->session);
  fl_queue_clear (queue);
  fl_queue_put_first (queue, later);
  fl_queue_put_first (queue, sooner);
  fl_queue_put_first (queue, now);
  g_assert_true (fl_session_ask_about (self->session, self->stream));
  /* It is a question as the program would ask it, and none that somebody chose. */
  g_assert_true (films_get_current (self->session) == sooner);
}

static void
test_asks_what_is_in_doubt (Fixture *self, gconstpointer data)
{
  static const gint64 doubtful[] = {5, 20};

  set_doubts (self, doubtful, G_N_ELEMENTS (doubtful));
  fl_queue_clear (fl_session_get_queue (self->session));
  g_assert_true (fl_session_ask_about (self->session, self->stream));
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 20);
  films_answer (self->session, self->stream, 20, "Bird");
  fl_queue_clear (fl_session_get_queue (self->session));
  g_assert_true (fl_session_ask_about (self->session, self->stream));
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 5);
}

/* A question that everybody has answered is asked again only when nothing else is left. */
static void
test_asks_again_at_last (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->stream, 0, N_FRAMES - 1, "Bird");
  fl_queue_clear (fl_session_get_queue (self->session));
  g_assert_true (fl_session_ask_about (self->session, self->stream));
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 0);
  g_assert_cmpint (fl_item_get_reason (films_get_current (self->session)), ==, FL_REASON_AGAIN);
}

static void
give_back (Fixture *self, gint64 first, gint64 last, FlClass *tag)
{
  const FlRange range = {.first = first, .last = last};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_give_back (self->session, self->stream, &range, tag, &error));
  g_assert_no_error (error);
}

static void
test_gives_back (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  films_label (self->session, self->stream, 5, 20, "Bird");
  give_back (self, 8, 10, NULL);
  assert_said (self, "5-7:Bird 11-20:Bird");
  g_assert_cmpuint (self->session->n_labelled, ==, 13);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  assert_said (self, "5-20:Bird");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_said (self, "5-7:Bird 11-20:Bird");
  films_close (self->session);
  self->session = films_open (self->folder, &options);
  self->stream = films_peek (self->session, "a.mp4");
  assert_said (self, "5-7:Bird 11-20:Bird");
}

static void
tag (Fixture *self, gint64 first, gint64 last, FlClass *klass)
{
  const FlRange range = {.first = first, .last = last};
  const FlTagged yes = {.tag = klass, .answer = FL_TAG_YES};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_tag (self->session, self->stream, &range, &yes, 1, &error));
}

static void
test_gives_tags_back (Fixture *self, gconstpointer data)
{
  FlClass *bird = films_find_class (self->session, "Bird");
  FlClass *squirrel = films_find_class (self->session, "Squirrel");
  FlTagAnswer answer;

  tag (self, 5, 9, bird);
  tag (self, 5, 7, squirrel);
  give_back (self, 6, 6, bird);
  g_assert_false (fl_session_get_tag_answer (self->session, self->stream, 6, bird, &answer));
  g_assert_true (fl_session_get_tag_answer (self->session, self->stream, 5, bird, &answer));
  g_assert_true (fl_session_get_tag_answer (self->session, self->stream, 6, squirrel, &answer));
  /* Of frames 5 and 7 both tags are known. */
  g_assert_cmpuint (self->session->n_labelled, ==, 2);
  /* Of all tags: nobody looked there. */
  give_back (self, 6, 8, NULL);
  g_assert_false (fl_session_get_tag_answer (self->session, self->stream, 7, squirrel, &answer));
  g_assert_cmpuint (self->session->n_labelled, ==, 1);
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  g_assert_true (fl_session_get_tag_answer (self->session, self->stream, 7, squirrel, &answer));
  g_assert_cmpuint (self->session->n_labelled, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/session/places/doubtful-stretches", Fixture, NULL, set_up, test_doubtful_stretches,
              tear_down);
  g_test_add ("/session/places/asks-what-waits", Fixture, NULL, set_up, test_asks_what_waits,
              tear_down);
  g_test_add ("/session/places/asks-what-is-in-doubt", Fixture, NULL, set_up,
              test_asks_what_is_in_doubt, tear_down);
  g_test_add ("/session/places/asks-again-at-last", Fixture, NULL, set_up, test_asks_again_at_last,
              tear_down);
  g_test_add ("/session/places/gives-back", Fixture, NULL, set_up, test_gives_back, tear_down);
  g_test_add ("/session/places/gives-tags-back", Fixture, "tags", set_up, test_gives_tags_back,
              tear_down);
  return g_test_run ();
}
