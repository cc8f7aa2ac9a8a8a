/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples on change, of a film that is still, moves, and is still again: exactly these, in one
 * pass, in pieces, and once more without what was kept. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>

#include "media/fl-movie-writer.h"

#define N_FRAMES  100
#define WIDTH_PX  320
#define HEIGHT_PX 180
#define BOX_PX    32
#define STEP_PX   8
/* The box makes a step in each frame between. */
#define FIRST_MOVED 46
#define LAST_MOVED  65

/* Every fifth of a second is looked at, ten frames being one second. */
#define RULE     "on-change:0.2-2"
#define PICKED   "0 20 40 46 48 50 52 54 56 58 60 62 64 66 86"
#define N_PICKED 15

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static FlImage *
draw (guint frame)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, WIDTH_PX, HEIGHT_PX);
  guint x = STEP_PX * (CLAMP (frame + 1, FIRST_MOVED, LAST_MOVED + 1) - FIRST_MOVED);

  for (guint y = 0; y < HEIGHT_PX; y++)
    memset (image->planes[0] + y * image->strides[0], 90, WIDTH_PX);
  for (guint y = 80; y < 80 + BOX_PX; y++)
    memset (image->planes[0] + y * image->strides[0] + x, 180, BOX_PX);
  for (guint plane = 1; plane < 3; plane++)
    for (guint y = 0; y < HEIGHT_PX / 2; y++)
      memset (image->planes[plane] + y * image->strides[plane], 128, WIDTH_PX / 2);
  return image;
}

static void
make_film (const char *path)
{
  const FlMovieOptions options = {.width_px = WIDTH_PX,
                                  .height_px = HEIGHT_PX,
                                  .frame_rate = {.num = FILMS_RATE, .den = 1},
                                  .gop = 30,
                                  .n_b_frames = 2,
                                  .quality = 24};
  g_autoptr (GError) error = NULL;
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (FlImage) image = draw (i);
    g_assert_true (fl_movie_writer_add (writer, image, i, &error));
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_open_gate ();
  films_close (self->session);
  folder_free (self->folder);
}

static FlStream *
add (Fixture *self, const char *rule)
{
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);
  g_autoptr (GError) error = NULL;

  make_film (path);
  FlStream *stream = fl_session_add_source (self->session, path, rule, &error);
  g_assert_no_error (error);
  return stream;
}

/* The samples planned, and those that are in, such as "0 20 40". */
static char *
dup_picked (FlStream *stream, gboolean with_features)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FlSampleSet *samples = fl_stream_get_samples (stream);
  guint n = with_features ? (guint) samples->n : fl_stream_get_n_samples (stream);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "",
                            (int) (with_features ? samples->frames[i]
                                                 : fl_stream_get_sample (stream, i)));
  return g_strdup (text->str);
}

static void
assert_picked (FlStream *stream, const char *expected)
{
  g_autofree char *planned = dup_picked (stream, FALSE);
  g_autofree char *with_features = dup_picked (stream, TRUE);

  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpfloat (fl_stream_get_progress (stream), ==, 1);
  g_assert_cmpstr (planned, ==, expected);
  g_assert_cmpstr (with_features, ==, expected);
}

static FlStream *
reopen (Fixture *self)
{
  films_open_gate ();
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  return films_peek (self->session, "a.mp4");
}

static void
test_one_pass (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, RULE);

  films_ingest (self->session);
  assert_picked (stream, PICKED);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, N_FRAMES);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Ready, on change, 0.2 to 2 s apart");
  g_assert_cmpuint (films_count_rows (self->session, stream), ==, N_PICKED);
  assert_picked (reopen (self), PICKED);
}

static void
test_bounds (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, "on-change:1-1");

  films_ingest (self->session);
  assert_picked (stream, "0 10 20 30 40 50 60 70 80 90");
}

typedef struct {
  guint n_passed;
} Gate;

static gboolean
is_at_gate (gpointer data)
{
  const Gate *wanted = data;

  return films_count_passed () == wanted->n_passed && films_count_waiting () == 1;
}

/* Stops while sample @n, counted from 0, is worked on; it is kept as well. */
static void
stop_at (Fixture *self, guint n)
{
  Gate wanted = {.n_passed = n};

  films_close_gate ();
  films_let_pass (n);
  fl_session_ingest (self->session);
  films_wait (is_at_gate, &wanted);
  g_autoptr (FlJob) job = g_list_model_get_item (fl_session_get_jobs (self->session), 0);
  fl_job_cancel (job);
  films_let_pass (1);
  films_wait (films_is_done, self->session);
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, RULE);

  stop_at (self, 1);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_CANCELLED);
  g_autofree char *early = dup_picked (stream, TRUE);
  g_assert_cmpstr (early, ==, "0 20");
  /* 11 of the 50 frames that are looked at. */
  g_assert_cmpfloat_with_epsilon (fl_stream_get_progress (stream), 11. / 50, 1e-9);
  stop_at (self, 4);
  g_autofree char *late = dup_picked (stream, TRUE);
  g_assert_cmpstr (late, ==, "0 20 40 46 48 50 52");
  stream = reopen (self);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_WAITING);
  g_assert_cmpfloat_with_epsilon (fl_stream_get_progress (stream), 53. / N_FRAMES, 1e-9);
  g_autofree char *kept = dup_picked (stream, FALSE);
  g_assert_cmpstr (kept, ==, "0 20 40 46 48 50 52");
  films_close_gate ();
  films_open_gate ();
  films_ingest (self->session);
  assert_picked (stream, PICKED);
  /* None was made twice. */
  g_assert_cmpuint (films_count_passed (), ==, N_PICKED - 7);
  g_assert_cmpuint (films_count_rows (self->session, stream), ==, N_PICKED);
}

/* What was found is made again when it is lost or damaged; features that are there are found. */
static void
test_lost (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, RULE);
  g_autofree char *kept =
    fl_cache_dup_path (self->session->cache, fl_stream_get_row (stream)->uuid, "samples");

  films_ingest (self->session);
  g_assert_cmpint (g_unlink (kept), ==, 0);
  stream = reopen (self);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_WAITING);
  films_ingest (self->session);
  assert_picked (stream, PICKED);
  g_assert_true (g_file_set_contents (kept, "not what it was", -1, NULL));
  stream = reopen (self);
  films_ingest (self->session);
  assert_picked (stream, PICKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/on-change/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("more-samples-where-the-picture-changes", test_one_pass);
  ADD ("no-more-and-no-fewer-than-was-said", test_bounds);
  ADD ("in-pieces-they-are-the-same", test_stopped);
  ADD ("what-is-lost-is-found-again", test_lost);
  return g_test_run ();
}
