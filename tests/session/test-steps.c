/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that the window is given: exact, wherever one goes, and there before they are asked
 * for when one steps. */
#include "session/fl-frame-loader-private.h"
#include "session/fl-session.h"

#include "media/fl-scaler.h"
#include "media/fl-test-footage.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES   60
#define GOP        25
#define PLACE_PX   60
#define DEADLINE_S 60

typedef struct {
  char *folder;
  char *movie;
  FlSession *session;
  FlStream *stream;
  FlFrameLoader *loader;
  GPtrArray *expected; /* FlImage by frame */
  gint64 looked_at;    /* the newest frame that was asked for */
  guint n_failed;
  gboolean is_late;
} Fixture;

/* Every picture as a plain decode from the start gives it. */
static GPtrArray *
make_expected (const char *movie)
{
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  g_autoptr (FlFrameIndex) index = fl_test_index (movie);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (movie, index);
  FlScaler *scaler = fl_scaler_new ();

  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpuint (fl_test_read_number (frame), ==, i);
    g_ptr_array_add (images, fl_scaler_show (scaler, frame, PLACE_PX, PLACE_PX, NULL));
  }
  fl_scaler_free (scaler);
  return images;
}

static void
on_failed (FlFrameLoader *loader, gint64 stream, gint64 frame, const char *why, gpointer data)
{
  Fixture *self = data;

  (void) loader;
  (void) stream;
  (void) frame;
  g_assert_nonnull (why);
  self->n_failed++;
}

/* As the window does, which may hear now why there is none. */
static void
on_ready (FlFrameLoader *loader, gint64 stream, gint64 frame, gpointer data)
{
  Fixture *self = data;

  g_assert_cmpint (stream, ==, fl_stream_get_id (self->stream));
  if (frame != self->looked_at)
    return;
  g_autoptr (FlImage) image =
    fl_frame_loader_get_frame (loader, self->stream, frame, PLACE_PX, PLACE_PX);
}

static gboolean
on_deadline (gpointer data)
{
  Fixture *self = data;

  self->is_late = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions session_options = {.annotator = "test"};
  FlMovieOptions options = fl_test_movie_defaults ();
  g_autoptr (GError) error = NULL;

  (void) data;
  options.gop = GOP;
  self->folder = folder_new ();
  self->movie = fl_test_movie_new (self->folder, "a.mp4", &options, NULL, N_FRAMES);
  self->expected = make_expected (self->movie);
  g_autofree char *project = g_build_filename (self->folder, "a.frameline", NULL);
  self->session = fl_session_create (project, &session_options, &error);
  g_assert_no_error (error);
  self->stream = fl_session_add_source (self->session, self->movie, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (fl_session_count_frames (self->session, self->stream, &error));
  self->loader = fl_session_get_frame_loader (self->session);
  g_signal_connect (self->loader, "frame-failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->loader, "frame-ready", G_CALLBACK (on_ready), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  g_signal_handlers_disconnect_by_data (self->loader, self);
  fl_session_close (self->session);
  g_assert_finalize_object (self->session);
  g_ptr_array_unref (self->expected);
  g_free (self->movie);
  folder_free (self->folder);
}

static FlImage *
get (Fixture *self, gint64 frame)
{
  self->looked_at = frame;
  return fl_frame_loader_get_frame (self->loader, self->stream, frame, PLACE_PX, PLACE_PX);
}

static void
assert_exact (Fixture *self, FlImage *image, gint64 frame)
{
  const FlImage *expected = g_ptr_array_index (self->expected, (guint) frame);

  g_assert_cmpuint (image->width_px, ==, expected->width_px);
  g_assert_cmpuint (image->height_px, ==, expected->height_px);
  for (guint y = 0; y < image->height_px; y++)
    g_assert_cmpmem (image->planes[0] + y * image->strides[0], image->width_px * 3,
                     expected->planes[0] + y * expected->strides[0], image->width_px * 3);
}

static gboolean
has (Fixture *self, gint64 frame)
{
  return fl_frame_loader_has_frame (self->loader, self->stream, frame, PLACE_PX, PLACE_PX);
}

/* Iterates until a frame is there, without asking for it. */
static void
wait_for (Fixture *self, gint64 frame)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_S, on_deadline, self);

  while (!has (self, frame) && !self->is_late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_assert_false (self->is_late);
}

/* Asks for a frame and waits as the window does. */
static void
look_at (Fixture *self, gint64 frame)
{
  g_autoptr (FlImage) image = get (self, frame);

  if (image == NULL) {
    wait_for (self, frame);
    image = get (self, frame);
  }
  assert_exact (self, image, frame);
}

/* Everywhere and back, and the next one from each. */
static void
test_jumps (Fixture *self, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < N_FRAMES; i++) {
    gint64 frame = i * 23 % N_FRAMES;
    look_at (self, frame);
    if (frame + 1 < N_FRAMES)
      look_at (self, frame + 1);
  }
  g_assert_cmpuint (self->n_failed, ==, 0);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  (void) data;
  for (gint64 frame = 20; frame < N_FRAMES; frame++)
    look_at (self, frame);
  for (gint64 frame = N_FRAMES - 1; frame >= 0; frame--)
    look_at (self, frame);
  g_assert_cmpuint (self->n_failed, ==, 0);
}

/* Turning round in the middle of what is being made. */
static void
test_turns (Fixture *self, gconstpointer data)
{
  static const gint64 frames[] = {40, 39, 40, 41, 42, 41, 40, 10, 11,
                                  10, 9,  59, 58, 59, 30, 29, 28};

  (void) data;
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    look_at (self, frames[i]);
}

/* Turning round at a frame that the way back was about to bring: it comes all the same. */
static void
test_turn_at_expected (Fixture *self, gconstpointer data)
{
  (void) data;
  look_at (self, 38);
  look_at (self, 39);
  /* Nothing arrives in between, for that takes a turn of the main loop. */
  g_autoptr (FlImage) back = get (self, 38);
  g_assert_nonnull (back);
  g_assert_null (get (self, 25));
  g_assert_null (get (self, 26));
  wait_for (self, 26);
  look_at (self, 26);
}

/* One step back, and both groups before are made; nothing is waited for any more. */
static void
test_ready_behind (Fixture *self, gconstpointer data)
{
  (void) data;
  look_at (self, 51);
  look_at (self, 50);
  for (gint64 frame = 49; frame >= 10; frame--)
    wait_for (self, frame);
  for (gint64 frame = 49; frame >= 10; frame--) {
    g_autoptr (FlImage) image = get (self, frame);
    g_assert_nonnull (image);
    assert_exact (self, image, frame);
  }
}

static void
test_ready_ahead (Fixture *self, gconstpointer data)
{
  (void) data;
  look_at (self, 20);
  look_at (self, 21);
  for (gint64 frame = 22; frame < 34; frame++) {
    wait_for (self, frame);
    g_autoptr (FlImage) image = get (self, frame);
    g_assert_nonnull (image);
    assert_exact (self, image, frame);
  }
}

/* A jump is no step: nothing is made around it, but the few frames of its group before it. */
static void
test_jump_makes_little (Fixture *self, gconstpointer data)
{
  static const gboolean is_made[N_FRAMES] = {
    [6] = TRUE,  [7] = TRUE,  [8] = TRUE,  [9] = TRUE,  [10] = TRUE, [25] = TRUE, [26] = TRUE,
    [27] = TRUE, [50] = TRUE, [51] = TRUE, [52] = TRUE, [53] = TRUE, [54] = TRUE,
  };

  (void) data;
  look_at (self, 27);
  wait_for (self, 26);
  look_at (self, 10);
  wait_for (self, 9);
  look_at (self, 54);
  wait_for (self, 53);
  for (gint64 frame = 0; frame < N_FRAMES; frame++)
    g_assert_cmpint (has (self, frame), ==, is_made[frame]);
}

/* The first steps back from where one jumped to, or what was fetched ahead, need no decoding. */
static void
test_first_steps_back (Fixture *self, gconstpointer data)
{
  (void) data;
  look_at (self, 58);
  for (gint64 frame = 57; frame >= 54; frame--) {
    wait_for (self, frame);
    g_autoptr (FlImage) image = get (self, frame);
    assert_exact (self, image, frame);
  }
  fl_frame_loader_prefetch_frame (self->loader, self->stream, 22, PLACE_PX, PLACE_PX);
  for (gint64 frame = 22; frame >= 18; frame--)
    wait_for (self, frame);
  for (gint64 frame = 22; frame >= 18; frame--) {
    g_autoptr (FlImage) image = get (self, frame);
    assert_exact (self, image, frame);
  }
}

/* The file is gone: each frame that is asked for fails with a reason, and so does a step. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_S, on_deadline, self);

  (void) data;
  g_assert_cmpint (g_unlink (self->movie), ==, 0);
  for (guint n = 1; n <= 3; n++) {
    guint n_before = self->n_failed;
    g_assert_null (get (self, 30 + n));
    while (self->n_failed == n_before && !self->is_late)
      g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (deadline);
  g_assert_cmpuint (self->n_failed, >=, 3);
  g_assert_false (self->is_late);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/steps/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("jumps", test_jumps);
  add ("steps", test_steps);
  add ("turns", test_turns);
  add ("turn-at-expected", test_turn_at_expected);
  add ("ready-behind", test_ready_behind);
  add ("ready-ahead", test_ready_ahead);
  add ("jump-makes-little", test_jump_makes_little);
  add ("first-steps-back", test_first_steps_back);
  add ("gone", test_gone);
  return g_test_run ();
}
