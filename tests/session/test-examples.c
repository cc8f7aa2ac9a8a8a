/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples of a class: what people looked at, from all over the films, and what it means now. */
#include "films.h"

#include "session/fl-item-private.h"
#include "session/fl-session-examples.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-places.h"

#define N_FRAMES 60

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *first;
  FlStream *second;
} Fixture;

static const FlSessionOptions headless = {.is_headless = TRUE};

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &headless);
  self->first = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  self->second = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

/* As “a.mp4 3, b.mp4 4”. */
static void
assert_examples (Fixture *self, const char *name, guint n, const char *expected)
{
  g_autoptr (GPtrArray) items =
    fl_session_list_examples (self->session, films_find_class (self->session, name), n);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s%s %d", i > 0 ? ", " : "",
                            fl_stream_get_name (fl_item_get_stream (items->pdata[i])),
                            (int) fl_item_get_frame (items->pdata[i]));
  g_assert_cmpstr (text->str, ==, expected);
}

/* Each video by turns, and in each evenly. */
static void
test_all_over (Fixture *self, gconstpointer data)
{
  assert_examples (self, "Bird", 4, "");
  films_label (self->session, self->first, 5, 5, "Bird");
  films_label (self->session, self->first, 6, 6, "Squirrel");
  for (gint64 frame = 10; frame < 22; frame += 2)
    films_label (self->session, self->second, frame, frame, "Bird");
  assert_examples (self, "Bird", 4, "a.mp4 5, b.mp4 10, b.mp4 12, b.mp4 16");
  assert_examples (self, "Bird", 1, "a.mp4 5");
  assert_examples (self, "Squirrel", 4, "a.mp4 6");
  assert_examples (self, "Nothing", 4, "");
  /* Of a range the one in the middle; what is unsure is no example. */
  films_label (self->session, self->first, 30, 40, "Nothing");
  films_label (self->session, self->second, 50, 50, NULL);
  assert_examples (self, "Nothing", 4, "a.mp4 35");
}

/* Who looks at what a class is must not see what was said of what is asked. */
static void
test_without_the_question (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->first, 5, 5, "Bird");
  films_label (self->session, self->first, 7, 7, "Bird");
  fl_session_ask (self->session, self->first, 5);
  assert_examples (self, "Bird", 4, "a.mp4 7");
}

/* Nor of what is around a frame that is asked about by its picture alone, which may look the same. */
static void
test_without_blind_films (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) check = fl_item_new_check (self->first, 6, NULL);

  films_label (self->session, self->first, 5, 5, "Bird");
  films_label (self->session, self->second, 9, 9, "Bird");
  assert_examples (self, "Bird", 4, "a.mp4 5, b.mp4 9");
  g_set_object (&self->session->current, check);
  assert_examples (self, "Bird", 4, "b.mp4 9");
  g_clear_object (&self->session->current);
}

/* What was labelled before a class got its definition may be something else now. */
static void
test_of_what_it_means_now (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_label (self->session, self->first, 5, 5, "Bird");
  g_assert_true (fl_session_redefine_class (self->session, films_find_class (self->session, "Bird"),
                                            "one that flies", &error));
  g_assert_no_error (error);
  films_label (self->session, self->first, 7, 7, "Bird");
  assert_examples (self, "Bird", 4, "a.mp4 7");
}

/* Of tags, what has them. */
static void
test_of_tags (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_label (self->session, self->first, 5, 5, "Bird");
  films_label (self->session, self->first, 7, 7, "Squirrel");
  g_assert_true (fl_session_convert (self->session, &error));
  g_assert_no_error (error);
  assert_examples (self, "Bird", 4, "a.mp4 5");
  assert_examples (self, "Squirrel", 4, "a.mp4 7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/examples/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("all-over", test_all_over);
  ADD ("without-the-question", test_without_the_question);
  ADD ("without-blind-films", test_without_blind_films);
  ADD ("of-what-it-means-now", test_of_what_it_means_now);
  ADD ("of-tags", test_of_tags);
  return g_test_run ();
}
