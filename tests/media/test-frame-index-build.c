/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found out about the frames of a file against decoding everything. */
#include "fl-test-kinds.h"

#include <string.h>
#include <sys/stat.h>

static void
assert_like_reference (const FlFrameIndex *index, const GArray *reference)
{
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, reference->len);
  for (guint i = 0; i < reference->len; i++) {
    const FlTestFrame *frame = &g_array_index (reference, FlTestFrame, i);
    gint64 pts = FL_NO_PTS;
    fl_frame_index_get_pts (index, i, &pts);
    g_assert_cmpint (pts, ==, frame->pts);
    g_assert_cmpint (fl_frame_index_is_key (index, i), ==, frame->is_key);
  }
}

static void
test_times (gconstpointer data)
{
  const FlTestKind *kind = data;
  const FlTestMovie *movie = fl_test_kind_get_movie (kind);

  g_assert_cmpint (movie->reference->len, ==, FL_TEST_N_FRAMES);
  assert_like_reference (movie->index, movie->reference);
  g_assert_cmpint (fl_frame_index_is_decoded (movie->index), ==, kind->is_decoded);
  g_assert_cmpint (fl_frame_index_get_doubt (movie->index) != NULL, ==, kind->is_decoded);
}

static void
test_by_decoding (gconstpointer data)
{
  const FlTestMovie *movie = fl_test_kind_get_movie (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameIndex) index =
    fl_frame_index_build_by_decoding (movie->path, "Asked for", NULL, &error);

  g_assert_no_error (error);
  g_assert_true (fl_frame_index_is_decoded (index));
  g_assert_true (fl_frame_index_equal (index, movie->index));
  assert_like_reference (index, movie->reference);
  g_assert_true (g_str_has_prefix (fl_frame_index_get_doubt (index), "Asked for"));
  g_assert_cmpuint (fl_frame_index_get_n_points (index), ==,
                    fl_frame_index_get_n_points (movie->index));
  for (gsize i = 0; i < fl_frame_index_get_n_points (index); i++)
    g_assert_cmpint (fl_frame_index_get_point (index, i)->frame, ==,
                     fl_frame_index_get_point (movie->index, i)->frame);
}

/* Times in the file are the times that were written, to the tick. */
static void
test_variable_rate (void)
{
  static const gint64 pts[] = {0, 1, 5, 6, 7, 20, 21, 40, 41, 100};
  FlMovieOptions options = fl_test_movie_defaults ();
  char *folder = folder_new ();

  options.frame_rate = (FlRational){30000, 1001};
  g_autofree char *path = fl_test_movie_new (folder, "a.mp4", &options, pts, 10);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  FlRational time_base = fl_frame_index_get_time_base (index);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, 10);
  for (gint64 i = 0; i < 10; i++) {
    gint64 found;
    g_assert_true (fl_frame_index_get_pts (index, i, &found));
    g_assert_cmpint (found * time_base.num * 30000, ==, pts[i] * 1001 * time_base.den);
  }
  folder_free (folder);
}

/* Matroska has milliseconds: its times are the nearest ones. */
static void
test_rounded_times (void)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  char *folder = folder_new ();

  options.frame_rate = (FlRational){24, 1};
  g_autofree char *path = fl_test_movie_new (folder, "a.mkv", &options, NULL, 7);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  static const double expected[] = {0, 0.042, 0.083, 0.125, 0.167, 0.208, 0.25};
  for (gint64 i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (fl_frame_index_get_time_s (index, i), expected[i], 1e-12);
  folder_free (folder);
}

static void
test_one_frame (void)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  char *folder = folder_new ();
  g_autofree char *path = fl_test_movie_new (folder, "a.mp4", &options, NULL, 1);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);

  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, 1);
  g_assert_true (fl_frame_index_is_key (index, 0));
  g_assert_cmpuint (fl_frame_index_get_n_points (index), ==, 1);
  folder_free (folder);
}

/* A film of large packets that look like noise. */
static char *
noise_new (const char *folder, const char *name, const char *extra, guint n)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  g_autoptr (GRand) dice = g_rand_new_with_seed (11);
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  options.width_px = 256;
  options.height_px = 192;
  options.extra = extra;
  options.quality = 10;
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    g_autoptr (FlImage) image = fl_test_draw (256, 192, i);
    for (guint y = 0; y < 192; y++)
      for (guint x = 0; x < 256; x++)
        image->planes[0][y * image->strides[0] + x] = (guint8) g_rand_int_range (dice, 0, 256);
    g_assert_true (fl_movie_writer_add (writer, image, i, NULL));
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
  g_assert_no_error (error);
  return path;
}

static gint64
get_size (const char *path)
{
  struct stat facts;

  g_assert_cmpint (stat (path, &facts), ==, 0);
  return facts.st_size;
}

/* The share of @path that is read to tell its frames, which are those of a plain decode; -1 when
 * that cannot be found out here. */
static double
measure_share_read (const char *path)
{
  gint64 n_before = fl_test_count_read ();
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  gint64 n_read = fl_test_count_read () - n_before;
  g_autoptr (GArray) reference = fl_test_reference (path);

  g_assert_false (fl_frame_index_is_decoded (index));
  assert_like_reference (index, reference);
  return n_before < 0 ? -1 : (double) n_read / (double) get_size (path);
}

/* Where packets lie one by one, most of what is in them is never read. */
static void
test_sparse (gconstpointer name)
{
  char *folder = folder_new ();
  g_autofree char *path = noise_new (folder, name, NULL, 250);
  double share = measure_share_read (path);

  if (share < 0)
    g_test_skip ("what is read cannot be counted");
  else
    g_assert_cmpfloat (share, <, 0.5);
  folder_free (folder);
}

/* Without cues, as after a recording that was not closed, nothing is different. */
static void
test_sparse_without_cues (void)
{
  static const char cues[] = {0x1c, 0x53, (char) 0xbb, 0x6b};
  char *folder = folder_new ();
  g_autofree char *path = noise_new (folder, "a.mkv", NULL, 250);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (char *at = bytes; (at = memmem (at, size - (gsize) (at - bytes), cues, 4)) != NULL;)
    at[3] = 0x6c; /* An id that nobody knows. */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  double share = measure_share_read (path);
  if (share < 0)
    g_test_skip ("what is read cannot be counted");
  else
    g_assert_cmpfloat (share, <, 0.5);
  folder_free (folder);
}

/* Packets that may be compressed have no heads to look at: all is read. */
static void
test_compressed (void)
{
  static const char encodings[] = {0x6d, (char) 0x80};
  char *folder = folder_new ();
  g_autofree char *path = noise_new (folder, "a.mkv", NULL, 250);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  char *name = memmem (bytes, MIN (size, 4096), "Lavf", 4);
  g_assert_nonnull (name);
  memcpy (name, encodings, sizeof encodings);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  double share = measure_share_read (path);
  if (share < 0)
    g_test_skip ("what is read cannot be counted");
  else
    g_assert_cmpfloat (share, >, 0.95);
  folder_free (folder);
}

/* Pictures in several parts have heads anywhere, so all is read after all. */
static void
test_slices (void)
{
  char *folder = folder_new ();
  g_autofree char *path = noise_new (folder, "a.mp4", "x264-params=slices=4", 80);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);

  g_assert_false (fl_frame_index_is_decoded (index));
  assert_like_reference (index, reference);
  folder_free (folder);
}

/* A film with zeros up to the table at the end, as a download of several parts leaves them. */
static char *
hole_new (const char *folder)
{
  char *path = noise_new (folder, "a.mp4", NULL, 120);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  memset (bytes + size * 4 / 5, 0, size / 10);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  return path;
}

/* The frames that are there are those of a plain decode. */
static void
test_hole (void)
{
  char *folder = folder_new ();
  g_autofree char *path = hole_new (folder);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_assert_cmpuint (reference->len, >, 80);
  g_assert_true (fl_frame_index_is_decoded (index));
  assert_like_reference (index, reference);
  folder_free (folder);
}

/* Small pictures are decoded by one thread, which loses no other frames to damage when it decodes
 * them once more. */
static void
test_damage_is_decoded_once (void)
{
  char *folder = folder_new ();
  g_autofree char *path = hole_new (folder);
  g_autoptr (GError) error = NULL;
  gint64 n_before = fl_test_count_read ();
  g_autoptr (FlFrameIndex) index = fl_frame_index_build_by_decoding (path, NULL, NULL, &error);
  gint64 n_read = fl_test_count_read () - n_before;

  g_assert_no_error (error);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), <, 120);
  if (n_before < 0)
    g_test_skip ("what is read cannot be counted");
  else
    g_assert_cmpint (n_read, <, get_size (path) * 3 / 2);
  folder_free (folder);
}

static void
test_cancelled (void)
{
  const FlTestMovie *movie = fl_test_kind_get_movie (&fl_test_kinds (NULL)[0]);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) decoding_error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (fl_frame_index_build (movie->path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (
    fl_frame_index_build_by_decoding (movie->path, NULL, cancellable, &decoding_error));
  g_assert_error (decoding_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fl_test_kinds_add ("/media/frame-index-build/times", test_times);
  fl_test_kinds_add ("/media/frame-index-build/by-decoding", test_by_decoding);
  g_test_add_func ("/media/frame-index-build/variable-rate", test_variable_rate);
  g_test_add_func ("/media/frame-index-build/rounded-times", test_rounded_times);
  g_test_add_func ("/media/frame-index-build/one-frame", test_one_frame);
  g_test_add_data_func ("/media/frame-index-build/sparse-mp4", "a.mp4", test_sparse);
  g_test_add_data_func ("/media/frame-index-build/sparse-mkv", "a.mkv", test_sparse);
  g_test_add_func ("/media/frame-index-build/sparse-without-cues", test_sparse_without_cues);
  g_test_add_func ("/media/frame-index-build/compressed", test_compressed);
  g_test_add_func ("/media/frame-index-build/slices", test_slices);
  g_test_add_func ("/media/frame-index-build/hole", test_hole);
  g_test_add_func ("/media/frame-index-build/damage-is-decoded-once", test_damage_is_decoded_once);
  g_test_add_func ("/media/frame-index-build/cancelled", test_cancelled);
  int code = g_test_run ();
  fl_test_kinds_forget ();
  return code;
}
