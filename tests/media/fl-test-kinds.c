/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Containers, codecs and their ways to order frames, one line each. */
#include "fl-test-kinds.h"

#include <glib/gstdio.h>

#define OPEN_H264 "x264-params=open-gop=1\\:scenecut=0\\:b-pyramid=normal"
#define OPEN_HEVC                                                                                  \
  "x265-params=log-level=none\\:open-gop=1\\:scenecut=0\\:pools=none\\:frame-threads=1"
#define CLOSED_HEVC                                                                                \
  "x265-params=log-level=none\\:open-gop=0\\:scenecut=0\\:pools=none\\:frame-threads=1"

static struct {
  char *folder;
  GHashTable *movies; /* of FlTestKind to FlTestMovie */
} shelf;

static const FlTestKind kinds[] = {
  {.label = "h264-mp4", .name = "a.mp4", .gop = 12, .n_b_frames = 2, .n_points = 6},
  {.label = "h264-mkv", .name = "a.mkv", .gop = 12, .n_b_frames = 3, .n_points = 6},
  {.label = "h264-ts", .name = "a.ts", .gop = 12, .n_b_frames = 2, .n_points = 6},
  {.label = "h264-flv", .name = "a.flv", .gop = 12, .n_b_frames = 2, .n_points = 6},
  {.label = "h264-avi",
   .name = "a.avi",
   .gop = 12,
   .n_b_frames = 2,
   .is_decoded = TRUE,
   .n_points = 6},
  {.label = "h264-raw",
   .name = "a.h264",
   .gop = 12,
   .n_b_frames = 2,
   .is_decoded = TRUE,
   .n_points = 6},
  {.label = "h264-long-gop", .name = "a.mp4", .gop = 250, .n_b_frames = 4, .n_points = 1},
  {.label = "h264-all-key", .name = "a.mkv", .gop = 1, .n_points = 61},
  {.label = "h264-no-b", .name = "a.mov", .gop = 20, .n_points = 4},
  {.label = "h264-variable-mp4",
   .name = "a.mp4",
   .gop = 12,
   .n_b_frames = 2,
   .is_variable = TRUE,
   .n_points = 6},
  {.label = "h264-variable-mkv",
   .name = "a.mkv",
   .gop = 12,
   .n_b_frames = 2,
   .is_variable = TRUE,
   .n_points = 6},
  {.label = "h264-open-mp4",
   .name = "a.mp4",
   .extra = OPEN_H264,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "h264-open-mkv",
   .name = "a.mkv",
   .extra = OPEN_H264,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "h264-open-ts",
   .name = "a.ts",
   .extra = OPEN_H264,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "h264-refresh", .name = "a.mp4", .extra = "intra-refresh=1", .gop = 12, .n_points = 1},
  {.label = "hevc-open-mp4",
   .name = "a.mp4",
   .codec = "libx265",
   .extra = OPEN_HEVC,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "hevc-open-ts",
   .name = "a.ts",
   .codec = "libx265",
   .extra = OPEN_HEVC,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "hevc-mkv",
   .name = "a.mkv",
   .codec = "libx265",
   .extra = CLOSED_HEVC,
   .gop = 12,
   .n_b_frames = 3,
   .n_points = 6},
  {.label = "vp9-webm",
   .name = "a.webm",
   .codec = "libvpx-vp9",
   .extra = "deadline=realtime:cpu-used=8",
   .gop = 12,
   .n_points = 6},
  {.label = "vp9-hidden-webm",
   .name = "a.webm",
   .codec = "libvpx-vp9",
   .extra = "deadline=good:cpu-used=5:auto-alt-ref=1:lag-in-frames=16",
   .gop = 30,
   .n_points = 3},
  {.label = "mpeg2-ts",
   .name = "a.ts",
   .codec = "mpeg2video",
   .gop = 12,
   .n_b_frames = 2,
   .n_points = 6},
  {.label = "mpeg2-mpg",
   .name = "a.mpg",
   .codec = "mpeg2video",
   .gop = 12,
   .n_b_frames = 2,
   .is_decoded = TRUE,
   .n_points = 6},
  {.label = "mpeg4-mp4",
   .name = "a.mp4",
   .codec = "mpeg4",
   .gop = 12,
   .n_b_frames = 2,
   .n_points = 6},
  {.label = "mpeg4-avi",
   .name = "a.avi",
   .codec = "mpeg4",
   .gop = 12,
   .n_b_frames = 2,
   .is_decoded = TRUE,
   .n_points = 6},
  {.label = "mjpeg-avi",
   .name = "a.avi",
   .codec = "mjpeg",
   .gop = 1,
   .is_decoded = TRUE,
   .n_points = 61},
  {.label = "mjpeg-mov", .name = "a.mov", .codec = "mjpeg", .gop = 1, .n_points = 61},
  {.label = "ffv1-mkv", .name = "a.mkv", .codec = "ffv1", .gop = 8, .n_points = 8},
};

const FlTestKind *
fl_test_kinds (gsize *out_n)
{
  if (out_n != NULL)
    *out_n = G_N_ELEMENTS (kinds);
  return kinds;
}

static char *
make_movie (const FlTestKind *kind, const char *folder)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  gint64 pts[FL_TEST_N_FRAMES];

  options.codec = kind->codec;
  options.extra = kind->extra;
  options.gop = kind->gop;
  options.n_b_frames = kind->n_b_frames;
  pts[0] = 0;
  for (guint i = 1; i < FL_TEST_N_FRAMES; i++)
    pts[i] = pts[i - 1] + (kind->is_variable ? 1 + i * i % 4 : 1);
  return fl_test_movie_new (folder, kind->name, &options, pts, FL_TEST_N_FRAMES);
}

static void
movie_free (gpointer data)
{
  FlTestMovie *self = data;

  g_array_unref (self->reference);
  fl_frame_index_unref (self->index);
  g_free (self->path);
  g_free (self);
}

const FlTestMovie *
fl_test_kind_get_movie (const FlTestKind *kind)
{
  if (shelf.movies == NULL) {
    shelf.folder = folder_new ();
    shelf.movies = g_hash_table_new_full (NULL, NULL, NULL, movie_free);
  }
  FlTestMovie *movie = g_hash_table_lookup (shelf.movies, kind);
  if (movie != NULL)
    return movie;
  g_autofree char *name = g_strdup_printf ("%u", g_hash_table_size (shelf.movies));
  g_autofree char *folder = g_build_filename (shelf.folder, name, NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  movie = g_new0 (FlTestMovie, 1);
  movie->path = make_movie (kind, folder);
  movie->index = fl_test_index (movie->path);
  movie->reference = fl_test_reference (movie->path);
  g_hash_table_insert (shelf.movies, (gpointer) kind, movie);
  return movie;
}

void
fl_test_kinds_forget (void)
{
  g_clear_pointer (&shelf.movies, g_hash_table_unref);
  if (shelf.folder != NULL)
    folder_free (g_steal_pointer (&shelf.folder));
}

void
fl_test_kinds_add (const char *path, GTestDataFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *full = g_strconcat (path, "/", kinds[i].label, NULL);
    g_test_add_data_func (full, &kinds[i], func);
  }
}
