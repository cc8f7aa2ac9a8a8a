/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that were cut off keep what was read, and say so. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-cut-off.h"

#include <string.h>
#include <sys/stat.h>

#define N_FRAMES 200

typedef struct {
  const char *label;
  const char *name;
  const char *codec; /* NULL for the one of most films */
  const char *format;
} Kind;

static const Kind kinds[] = {
  {"ogg", "a.ogv", "libtheora", "ogg"},         {"asf", "a.wmv", "wmv2", "asf"},
  {"mpeg", "a.mpg", "mpeg2video", "mpeg"},      {"mpegts", "a.ts", NULL, "mpegts"},
  {"matroska", "a.mkv", NULL, "matroska,webm"},
};

/* A film of that kind, NULL when its encoder is missing. */
static char *
make_film (const char *folder, const Kind *kind)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  g_autofree char *path = g_build_filename (folder, kind->name, NULL);

  options.codec = kind->codec;
  options.n_b_frames = 0;
  options.width_px = 320;
  options.height_px = 240;
  FlMovieWriter *writer = fl_movie_writer_open (path, &options, NULL);
  if (writer == NULL)
    return NULL;
  fl_movie_writer_free (writer);
  return fl_test_movie_new (folder, kind->name, &options, NULL, N_FRAMES);
}

static gsize
get_size (const char *path)
{
  struct stat facts;

  g_assert_cmpint (stat (path, &facts), ==, 0);
  return (gsize) facts.st_size;
}

/* What is left is there, frame for frame as a plain decode of it gives it. */
static void
assert_cut (const char *path)
{
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);
  gint64 n = fl_frame_index_get_n_frames (index);

  g_assert_cmpint (n, >, N_FRAMES / 4);
  g_assert_cmpint (n, <, N_FRAMES);
  g_assert_cmpint (n, ==, reference->len);
  g_assert_true (fl_frame_index_is_decoded (index));
  g_assert_nonnull (strstr (fl_frame_index_get_doubt (index), "ends too early"));
  /* The sentence does not grow when it is decoded once more. */
  g_autoptr (FlFrameIndex) again =
    fl_frame_index_build_by_decoding (path, fl_frame_index_get_doubt (index), NULL, NULL);
  g_assert_cmpstr (fl_frame_index_get_doubt (again), ==, fl_frame_index_get_doubt (index));
}

static void
test_cut (gconstpointer data)
{
  const Kind *kind = data;
  char *folder = folder_new ();
  g_autofree char *path = make_film (folder, kind);
  g_autofree char *cut = g_strconcat (folder, "/cut-", kind->name, NULL);

  if (path == NULL) {
    g_test_skip (kind->codec);
    folder_free (folder);
    return;
  }
  gsize size = get_size (path);
  g_assert_false (fl_cut_off_tells (path, kind->format));
  g_autoptr (FlFrameIndex) whole = fl_test_index (path);
  g_assert_cmpint (fl_frame_index_get_n_frames (whole), ==, N_FRAMES);
  const char *doubt = fl_frame_index_get_doubt (whole);
  g_assert_true (doubt == NULL || strstr (doubt, "too early") == NULL);
  /* Wherever it is cut but at the edge of a block. */
  for (gsize part = 50; part < 95; part += 15) {
    fl_test_cut (path, cut, size * part / 100 | 1);
    g_assert_true (fl_cut_off_tells (cut, kind->format));
  }
  assert_cut (cut);
  folder_free (folder);
}

/* What is no file of that kind, or no file, is not cut off. */
static void
test_others (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  g_assert_false (fl_cut_off_tells (path, "asf"));
  g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
  g_assert_false (fl_cut_off_tells (path, "asf"));
  g_assert_false (fl_cut_off_tells (path, "mpeg"));
  g_assert_false (fl_cut_off_tells (path, "matroska,webm"));
  g_assert_false (fl_cut_off_tells (path, "mov,mp4,m4a,3gp,3g2,mj2"));
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/media/cut-off/", kinds[i].label, NULL);
    g_test_add_data_func (path, &kinds[i], test_cut);
  }
  g_test_add_func ("/media/cut-off/others-are-not", test_others);
  return g_test_run ();
}
