/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos that were moved or renamed, and those that are others now. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "session/fl-film-candidates.h"
#include "session/fl-job.h"
#include "session/fl-stream-private.h"

#define N_FRAMES 20

typedef struct {
  char *folder;
  char *film;
  FlSession *session;
} Fixture;

/* A project with one labelled and ingested film, closed. */
static void
set_up (Fixture *self, gconstpointer data)
{
  (void) data;
  self->folder = films_make_folder ();
  FlSession *session = films_create (self->folder, NULL);
  FlStream *stream = films_add (session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (session);
  films_answer (session, stream, 3, "Bird");
  self->film = g_strdup (fl_stream_get_path (stream));
  films_close (session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->film);
}

/* Moves the film to sub/b.mp4, and opens the project. */
static char *
move_film (Fixture *self)
{
  g_autofree char *sub = g_build_filename (self->folder, "sub", NULL);
  char *moved = g_build_filename (sub, "b.mp4", NULL);

  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (g_rename (self->film, moved), ==, 0);
  self->session = films_open (self->folder, NULL);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  return moved;
}

static void
assert_back (Fixture *self, const char *path)
{
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autofree char *said = films_dup_said (self->session, stream);

  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_path (stream), ==, path);
  g_assert_cmpstr (said, ==, "3:Bird");
}

/* In a folder of a folder, under another name; and it is still there the next time. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found, ==, 1);
  assert_back (self, moved);
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  assert_back (self, moved);
}

/* A circle of links would be gone round for ever; the place that was named may be one. */
static void
test_links (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *sub = g_path_get_dirname (moved);
  char *other = folder_new ();
  g_autofree char *link = g_build_filename (other, "link", NULL);
  g_autofree char *by_link = g_build_filename (link, "b.mp4", NULL);
  guint n_found = 7;

  (void) data;
  g_assert_cmpint (symlink (sub, link), ==, 0);
  g_assert_true (fl_session_find_moved (self->session, other, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 0);
  g_assert_true (fl_session_find_moved (self->session, link, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 1);
  assert_back (self, by_link);
  folder_free (other);
}

static void
test_nothing_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  self->session = films_open (self->folder, NULL);
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, &error));
  g_assert_cmpuint (n_found, ==, 0);
  assert_back (self, self->film);
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

/* Runs a job to its end. Returns: what it says then */
static const char *
finish (FlJob *job, FlJobState expected)
{
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, expected);
  return fl_job_get_detail (job);
}

/* Another film, although it has the name and even the size. */
static void
test_other_film (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *bytes = NULL;
  guint n_found = 7;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (moved, &bytes, &size, NULL));
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (moved, bytes, (gssize) size, NULL));
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autoptr (FlJob) job = g_object_ref (fl_session_relink (self->session, stream, moved));
  finish (job, FL_JOB_FAILED);
  g_assert_error (fl_job_get_error (job), FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_nonnull (strstr (fl_job_get_error (job)->message, "sub/b.mp4” is not the film that was "
                                                             "added as “a.mp4”"));
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 0);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_assert_cmpstr (fl_stream_get_path (stream), ==, self->film);
}

static void
test_chosen (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autoptr (FlJob) job = g_object_ref (fl_session_relink (self->session, stream, moved));

  (void) data;
  g_assert_cmpstr (fl_job_get_title (job), ==, "Looking at “a.mp4”");
  g_assert_cmpstr (finish (job, FL_JOB_DONE), ==, "“a.mp4” is found");
  assert_back (self, moved);
}

/* A file that cannot be read says so, and not that it is another film. */
static void
test_chosen_nothing (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *none = g_strconcat (moved, ".none", NULL);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autoptr (FlJob) job = g_object_ref (fl_session_relink (self->session, stream, none));

  (void) data;
  finish (job, FL_JOB_FAILED);
  g_assert_error (fl_job_get_error (job), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  (void) session;
  g_ptr_array_add (data, g_strdup (sentence));
}

static GPtrArray *
listen (Fixture *self)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), problems);
  return problems;
}

/* Near the place where it was: the same content under another name comes first, another content under
 * the same name is told from it, and what is another stream is left out. */
static void
test_candidates (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autoptr (FlFilmCandidates) found = NULL;

  (void) data;
  films_add (self->session, self->folder, "c.mp4", N_FRAMES);
  g_assert_true (g_file_set_contents (self->film, "another", -1, NULL));
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autoptr (FlJob) job = g_object_ref (fl_session_find_candidates (self->session, stream, &found));
  finish (job, FL_JOB_DONE);
  g_assert_cmpuint (fl_film_candidates_get_n (found), ==, 2);
  g_assert_cmpstr (fl_film_candidates_get (found, 0)->path, ==, moved);
  g_assert_true (fl_film_candidates_get (found, 0)->is_same);
  g_assert_cmpstr (fl_film_candidates_get (found, 1)->path, ==, self->film);
  g_assert_false (fl_film_candidates_get (found, 1)->is_same);
}

/* A file that another stream is cannot be this one too. */
static void
test_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.mp4", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (self->film, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  self->session = films_open (self->folder, NULL);
  g_autoptr (GPtrArray) problems = listen (self);
  g_assert_nonnull (fl_session_add_source (self->session, copy, NULL, &error));
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autoptr (FlJob) job = g_object_ref (fl_session_relink (self->session, stream, copy));
  g_assert_cmpstr (finish (job, FL_JOB_DONE), ==, "");
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "copy.mp4"));
  assert_back (self, self->film);
}

/* On a thread; the copy that is another stream is passed over. */
static void
test_search (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *copy = g_build_filename (self->folder, "a-copy.mp4", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (moved, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  g_assert_nonnull (fl_session_add_source (self->session, copy, NULL, &error));
  films_ingest (self->session);
  g_autoptr (FlJob) job = g_object_ref (fl_session_search_moved (self->session, self->folder));
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 1);
  g_assert_cmpstr (finish (job, FL_JOB_DONE), ==, "1 of 1 missing video found");
  g_assert_cmpfloat (fl_job_get_fraction (job), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 0);
  assert_back (self, moved);
}

static void
test_search_in_vain (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *other = g_build_filename (self->folder, "other", NULL);

  (void) data;
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  g_autoptr (FlJob) job = g_object_ref (fl_session_search_moved (self->session, other));
  g_assert_cmpstr (finish (job, FL_JOB_DONE), ==,
                   "No missing video is in “other”; look in another folder");
  g_autoptr (FlJob) stopped = g_object_ref (fl_session_search_moved (self->session, moved));
  fl_job_cancel (stopped);
  films_wait (has_ended, stopped);
}

static gboolean
has_looked (gpointer session)
{
  return FL_SESSION (session)->look_thread == NULL;
}

static void
look (Fixture *self)
{
  fl_session_look_for_files (self->session);
  films_wait (has_looked, self->session);
}

/* A drive that is pulled out is noticed, once, and so is its return. */
static void
test_gone_and_back (Fixture *self, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (self->film, ".aside", NULL);

  (void) data;
  self->session = films_open (self->folder, NULL);
  g_autoptr (GPtrArray) problems = listen (self);
  FlStream *stream = films_peek (self->session, "a.mp4");
  look (self);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpint (g_rename (self->film, aside), ==, 0);
  look (self);
  look (self);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (g_str_has_suffix (problems->pdata[0],
                                   "a.mp4” is not there any more; put it back, or connect its "
                                   "drive"));
  g_assert_cmpstr (fl_stream_get_status (stream), ==, problems->pdata[0]);
  g_assert_cmpint (g_rename (aside, self->film), ==, 0);
  look (self);
  assert_back (self, self->film);
  g_assert_cmpuint (problems->len, ==, 1);
}

static gboolean
is_missing (gpointer stream)
{
  return fl_stream_get_state (stream) == FL_STREAM_MISSING;
}

/* Nobody need come back to the window: a picture that cannot be had is enough. */
static void
test_gone_for_the_loader (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.annotator = "Ada", .n_jobs = 1};

  (void) data;
  self->session = films_open (self->folder, &options);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (g_unlink (self->film), ==, 0);
  g_assert_null (fl_frame_loader_get_frame (fl_session_get_frame_loader (self->session), stream, 5,
                                            FILMS_WIDTH_PX, FILMS_HEIGHT_PX));
  films_wait (is_missing, stream);
}

static gboolean
asks_nothing (gpointer session)
{
  return !films_has_question (session);
}

/* Nobody can see what would be asked; the answers of before stand. */
static void
test_gone_is_not_asked (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_pinned = 2, .n_jobs = 1};
  g_autofree char *aside = g_strconcat (self->film, ".aside", NULL);

  (void) data;
  self->session = films_open (self->folder, &options);
  films_label (self->session, films_peek (self->session, "a.mp4"), 15, 15, "Squirrel");
  films_wait_for_model (self->session);
  g_assert_true (films_has_question (self->session));
  g_assert_cmpint (g_rename (self->film, aside), ==, 0);
  look (self);
  g_assert_true (asks_nothing (self->session));
  films_wait_for_model (self->session);
  g_assert_true (asks_nothing (self->session));
  g_assert_cmpint (g_rename (aside, self->film), ==, 0);
  look (self);
  films_wait (films_has_question, self->session);
}

/* A film that is away is still queued for ingest, which only then finds out. */
static void
test_gone_and_waiting_is_not_asked (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_pinned = 2, .n_jobs = 1};
  g_autofree char *aside = g_strconcat (self->film, ".aside", NULL);

  (void) data;
  self->session = films_open (self->folder, &options);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (g_rename (self->film, aside), ==, 0);
  look (self);
  fl_stream_set_state (stream, FL_STREAM_WAITING, "");
  films_label (self->session, stream, 15, 15, "Squirrel");
  films_wait_for_model (self->session);
  g_assert_true (asks_nothing (self->session));
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  g_cancellable_cancel (cancellable);
  g_assert_false (
    fl_session_find_moved (self->session, self->folder, &n_found, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_found, ==, 0);
}

/* Frames of another film have nothing to do with the numbers that are known: none is shown, asked
 * about or labelled. */
static void
assert_not_labelled (Fixture *self, FlStream *stream)
{
  const FlSessionOptions headless = {.is_headless = TRUE};
  const FlRange range = {.first = 5, .last = 5};
  FlFrameLoader *loader = fl_session_get_frame_loader (self->session);
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_frame_loader_get_frame (loader, stream, 5, 64, 64));
  g_assert_false (fl_session_label (self->session, stream, &range,
                                    films_find_class (self->session, "Bird"), &error));
  g_assert_cmpstr (error->message, ==, fl_stream_get_status (stream));
  g_clear_error (&error);
  fl_session_ask (self->session, stream, 5);
  const FlAnswer answer = {.item = films_get_current (self->session),
                           .klass = films_find_class (self->session, "Bird")};
  g_assert_false (fl_session_answer (self->session, &answer, &error));
  g_assert_cmpstr (error->message, ==, fl_stream_get_status (stream));
  films_close (self->session);
  self->session = films_open (self->folder, &headless);
  (void) fl_session_learn (self->session, NULL);
  g_assert_null (fl_queue_get_first (fl_session_get_queue (self->session)));
}

/* A changed file is recognised when the project is opened, and its labels are kept for the old
 * one. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  const FlSessionOptions in_window = {.annotator = "Ada"};

  (void) data;
  g_assert_true (g_file_get_contents (self->film, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (self->film, bytes, (gssize) size - 100, NULL));
  self->session = films_open (self->folder, &in_window);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_nonnull (strstr (fl_stream_get_status (stream), "a.mp4"));
  assert_not_labelled (self, stream);
  g_assert_true (g_file_set_contents (self->film, bytes, (gssize) size, NULL));
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  assert_back (self, self->film);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/relink/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("moved", test_moved);
  add ("links", test_links);
  add ("nothing-missing", test_nothing_missing);
  add ("other-film", test_other_film);
  add ("candidates", test_candidates);
  add ("chosen", test_chosen);
  add ("chosen-nothing", test_chosen_nothing);
  add ("taken", test_taken);
  add ("search", test_search);
  add ("search-in-vain", test_search_in_vain);
  add ("gone-and-back", test_gone_and_back);
  add ("gone-for-the-loader", test_gone_for_the_loader);
  add ("gone-is-not-asked", test_gone_is_not_asked);
  add ("gone-and-waiting-is-not-asked", test_gone_and_waiting_is_not_asked);
  add ("cancelled", test_cancelled);
  add ("changed", test_changed);
  return g_test_run ();
}
