/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames that are decoded ahead on several threads are those of a plain decode, and in order. */
#include "session/fl-frame-reader.h"

#include "media/fl-scaler.h"
#include "media/fl-test-footage.h"

#include <string.h>

#define N_FRAMES  120
#define GOP       12
#define N_THREADS 3

typedef struct {
  char *folder;
  char *movie;
  FlSource *source;
  GPtrArray *expected; /* FlImage by frame */
} Fixture;

/* Every picture as a plain decode from the start gives it. */
static GPtrArray *
make_expected (const char *movie, FlFrameIndex *index)
{
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (movie, index);
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpuint (fl_test_read_number (frame), ==, i);
    g_ptr_array_add (images, fl_scaler_analyse (scaler, frame, NULL));
  }
  return images;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  FlMovieOptions options = fl_test_movie_defaults ();

  self->folder = folder_new ();
  options.gop = GOP;
  self->movie = fl_test_movie_new (self->folder, "movie.mp4", &options, NULL, N_FRAMES);
  g_autoptr (FlFrameIndex) index = fl_test_index (self->movie);
  self->source = fl_source_new_for_file (self->movie, index);
  self->expected = make_expected (self->movie, index);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->expected);
  fl_source_unref (self->source);
  g_free (self->movie);
  folder_free (self->folder);
}

/* Every @step-th frame from @first on. */
static GArray *
list_frames (gint64 first, gint64 step)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = first; i < N_FRAMES; i += step)
    g_array_append_val (frames, i);
  return frames;
}

static void
assert_same (const FlImage *a, const FlImage *b)
{
  g_assert_cmpuint (a->width_px, ==, b->width_px);
  g_assert_cmpuint (a->height_px, ==, b->height_px);
  for (guint i = 0; i < 3; i++)
    for (guint y = 0; y < fl_image_get_plane_height (a, i); y++)
      g_assert_cmpmem (a->planes[i] + y * a->strides[i], fl_image_get_plane_width (a, i),
                       b->planes[i] + y * b->strides[i], fl_image_get_plane_width (b, i));
}

static void
assert_read (const Fixture *self, const GArray *frames, guint n_threads, guint n_lanes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameReader) reader = fl_frame_reader_new (self->source, frames, n_threads, NULL);
  gint64 frame = -1;
  guint64 n_errors = 1;

  g_assert_cmpuint (fl_frame_reader_get_n_lanes (reader), ==, n_lanes);
  for (guint i = 0; i < frames->len; i++) {
    g_autoptr (FlImage) image = fl_frame_reader_next (reader, &frame, &error);
    g_assert_no_error (error);
    g_assert_cmpint (frame, ==, g_array_index (frames, gint64, i));
    assert_same (image, self->expected->pdata[frame]);
  }
  for (guint i = 0; i < 2; i++) {
    g_assert_null (fl_frame_reader_next (reader, &frame, &error));
    g_assert_no_error (error);
  }
  g_assert_false (fl_frame_reader_stop (reader, &n_errors));
  g_assert_cmpuint (n_errors, ==, 0);
}

static void
test_key_frames (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (0, GOP);

  assert_read (self, frames, N_THREADS, N_THREADS);
  assert_read (self, frames, 1, 1);
}

/* From the second key frame on, some three for each of them. */
static void
test_few_frames (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (GOP + 1, 5);

  assert_read (self, frames, N_THREADS, N_THREADS);
}

static void
test_fewer_places_than_threads (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (N_FRAMES - GOP - 1, GOP);

  g_assert_cmpuint (frames->len, ==, 2);
  assert_read (self, frames, N_THREADS, 2);
}

/* More than wait in a lane: one decoder with threads of its own. */
static void
test_every_frame (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (0, 1);

  assert_read (self, frames, N_THREADS, 1);
}

/* Long before the end, where threads wait for room. */
static void
test_stops_early (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (0, 1);
  g_autoptr (FlFrameReader) reader = fl_frame_reader_new (self->source, frames, 1, NULL);
  guint64 n_errors;
  gint64 frame;
  g_autoptr (FlImage) image = fl_frame_reader_next (reader, &frame, NULL);

  g_assert_cmpint (frame, ==, 0);
  g_assert_false (fl_frame_reader_stop (reader, &n_errors));
}

/* What waits is not given any more. */
static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (0, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameReader) reader =
    fl_frame_reader_new (self->source, frames, N_THREADS, cancellable);
  gint64 frame;
  g_autoptr (FlImage) image = fl_frame_reader_next (reader, &frame, NULL);

  g_assert_nonnull (image);
  g_cancellable_cancel (cancellable);
  g_assert_null (fl_frame_reader_next (reader, &frame, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) frames = list_frames (0, GOP);
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_strconcat (self->movie, ".gone", NULL);
  g_autoptr (FlSource) source = fl_source_new_for_file (other, fl_source_get_index (self->source));
  g_autoptr (FlFrameReader) reader = fl_frame_reader_new (source, frames, N_THREADS, NULL);
  gint64 frame;

  g_assert_null (fl_frame_reader_next (reader, &frame, &error));
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN);
}

/* The second half of a stream is in a file that is not there: what was read of the first half on any
 * thread is given before that is told. */
static void
test_half_gone (Fixture *self, gconstpointer data)
{
  FlFrameIndex *half = fl_source_get_index (self->source);
  g_autoptr (FlFrameIndex) index = fl_frame_index_append (half, half, 1000000);
  g_autofree char *other = g_strconcat (self->movie, ".gone", NULL);
  const FlSegment segments[] =
    {{.path = self->movie, .n_frames = N_FRAMES},
     {.path = other, .first_frame = N_FRAMES, .n_frames = N_FRAMES, .pts_offset = 1000000}};
  g_autoptr (FlSource) source = fl_source_new (segments, G_N_ELEMENTS (segments), index);
  g_autoptr (GArray) frames = list_frames (0, GOP);
  g_autoptr (GError) error = NULL;
  gint64 frame = -1;

  for (gint64 i = N_FRAMES; i < 2 * N_FRAMES; i += GOP)
    g_array_append_val (frames, i);
  g_autoptr (FlFrameReader) reader = fl_frame_reader_new (source, frames, N_THREADS, NULL);
  g_assert_cmpuint (fl_frame_reader_get_n_lanes (reader), ==, N_THREADS);
  for (gint64 i = 0; i < N_FRAMES; i += GOP) {
    g_autoptr (FlImage) image = fl_frame_reader_next (reader, &frame, &error);
    g_assert_no_error (error);
    g_assert_cmpint (frame, ==, i);
    assert_same (image, self->expected->pdata[i]);
  }
  g_assert_null (fl_frame_reader_next (reader, &frame, &error));
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN);
}

/* GLib sets up errors at the first one, with locks that ThreadSanitizer does not see. */
static void
make_first_errors (void)
{
  g_error_free (g_error_new_literal (FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN, ""));
  g_error_free (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_first_errors ();
#define ADD(name, func)                                                                            \
  g_test_add ("/session/frame-reader/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("key-frames", test_key_frames);
  ADD ("few-frames", test_few_frames);
  ADD ("fewer-places-than-threads", test_fewer_places_than_threads);
  ADD ("every-frame", test_every_frame);
  ADD ("stops-early", test_stops_early);
  ADD ("cancelled", test_cancelled);
  ADD ("gone", test_gone);
  ADD ("half-gone", test_half_gone);
  return g_test_run ();
}
