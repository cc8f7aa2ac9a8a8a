/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no video is refused in one clear sentence that names it, by everything that opens
 * files; what breaks in the middle keeps what was read. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-media-info.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
  char *movie; /* 50 frames of H.264 in Matroska */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  FlMovieOptions options = fl_test_movie_defaults ();

  self->folder = folder_new ();
  self->movie = fl_test_movie_new (self->folder, "whole.mkv", &options, NULL, 50);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->movie);
  folder_free (self->folder);
}

/* Checks the code and the whole sentence, `%s` in @sentence being the path. */
static void
assert_sentence (GError *error, FlMediaError code, const char *sentence, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);
  g_autofree char *expected = g_strjoin (path, parts[0], parts[1], NULL);

  g_assert_error (error, FL_MEDIA_ERROR, (gint) code);
  g_assert_cmpstr (error->message, ==, expected);
}

/* All that opens a file says the same. */
static void
assert_refused (const char *path, FlMediaError code, const char *sentence)
{
  static const FlIndexEntry entry = {.pts = 0, .is_key = TRUE};
  const FlIndexFacts facts = {.entries = &entry, .n_entries = 1, .time_base = {1, 25}};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  g_autoptr (GError) probe_error = NULL;
  g_autoptr (GError) build_error = NULL;
  g_autoptr (GError) decode_error = NULL;
  g_autoptr (GError) open_error = NULL;

  g_assert_null (fl_media_info_probe (path, NULL, &probe_error));
  assert_sentence (probe_error, code, sentence, path);
  g_assert_null (fl_frame_index_build (path, NULL, &build_error));
  assert_sentence (build_error, code, sentence, path);
  g_assert_null (fl_frame_index_build_by_decoding (path, NULL, NULL, &decode_error));
  assert_sentence (decode_error, code, sentence, path);
  g_assert_null (fl_decoder_open (path, index, 1, NULL, &open_error));
  assert_sentence (open_error, code, sentence, path);
}

static char *
file_new (Fixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_no_video_file (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {"This is a text, not a video.", "a,b\n1,2\n", "x",
                                      "{\"json\": [1, 2, 3]}"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *path = file_new (self, "a.mp4", texts[i]);
    assert_refused (path, FL_MEDIA_ERROR_OPEN,
                    "Cannot open “%s”: it is not a video file, or its header is damaged");
  }
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autofree char *path = file_new (self, "a.mp4", "");

  assert_refused (path, FL_MEDIA_ERROR_OPEN, "Cannot open “%s”: it is empty (0 bytes)");
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  assert_refused (self->folder, FL_MEDIA_ERROR_NO_VIDEO,
                  "Cannot use “%s”: it is a folder without pictures; films in it are added one by "
                  "one");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "gone.mp4", NULL);

  assert_refused (path, FL_MEDIA_ERROR_OPEN, "Cannot open “%s”: No such file or directory");
}

/* Nobody writes into it, so that reading it would wait for ever. */
static void
test_fifo (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_refused (path, FL_MEDIA_ERROR_OPEN, "Cannot open “%s”: it is not an ordinary file");
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  gboolean is_root = geteuid () == 0;
  uid_t nobody = 65534;

  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (self->movie, 0000), ==, 0);
  /* Root may read everything. */
  if (is_root && seteuid (nobody) != 0) {
    g_test_skip ("the user cannot be changed");
    return;
  }
  assert_refused (self->movie, FL_MEDIA_ERROR_OPEN, "Cannot open “%s”: Permission denied");
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_protocols (Fixture *self, gconstpointer data)
{
  static const char *const schemes[] = {"http", "https",  "rtmp", "concat", "ftp", "tcp",
                                        "data", "crypto", "pipe", "lavfi",  "HTTP"};

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autofree char *address = g_strconcat (schemes[i], ":", self->movie, NULL);
    g_autofree char *sentence = g_strdup_printf (
      "Cannot open “%%s”: addresses of the protocol “%s” are not allowed, only files", schemes[i]);
    assert_refused (address, FL_MEDIA_ERROR_PROTOCOL, sentence);
  }
  g_autofree char *address = g_strconcat ("file:", self->movie, NULL);
  assert_refused (address, FL_MEDIA_ERROR_OPEN,
                  "Cannot open “%s”: a file is named without “file:”");
}

/* Playlists that name a file that is there and could be read, whatever their suffix. */
static void
test_playlists (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"a.m3u8", "a.mp4", "a.ffconcat", "a.txt"};
  g_autofree char *hls =
    g_strdup_printf ("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\n%s\n"
                     "#EXT-X-ENDLIST\n",
                     self->movie);
  g_autofree char *concat = g_strdup_printf ("ffconcat version 1.0\nfile '%s'\n", self->movie);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *hls_path = file_new (self, names[i], hls);
    assert_refused (
      hls_path, FL_MEDIA_ERROR_OPEN,
      "Cannot open “%s”: it is a playlist (hls), and a playlist may not pull in other files");
    g_autofree char *concat_path = file_new (self, names[i], concat);
    assert_refused (
      concat_path, FL_MEDIA_ERROR_OPEN,
      "Cannot open “%s”: it is a playlist (concat), and a playlist may not pull in other files");
  }
}

static void
test_truncated_header (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.mkv", NULL);

  fl_test_cut (self->movie, path, 20);
  assert_refused (path, FL_MEDIA_ERROR_OPEN,
                  "Cannot open “%s”: it is not a video file, or its header is damaged");
}

/* An mp4 whose table of contents was lost with the end. */
static void
test_no_contents (Fixture *self, gconstpointer data)
{
  FlMovieOptions options = fl_test_movie_defaults ();
  g_autofree char *whole = fl_test_movie_new (self->folder, "whole.mp4", &options, NULL, 50);
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);

  fl_test_cut (whole, path, 3000);
  assert_refused (path, FL_MEDIA_ERROR_OPEN,
                  "Cannot open “%s”: it is not a video file, or its header is damaged");
}

/* A PCM sound file: RIFF, WAVE, one channel of 8 bits. */
static void
test_no_video (Fixture *self, gconstpointer data)
{
  static const guint8 head[44] = "RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0"
                                 "\0\1\0\x8\0data\0\x8\0";
  guint8 bytes[44 + 2048];
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "a.wav", NULL);

  memset (bytes, 128, sizeof bytes);
  memcpy (bytes, head, sizeof head);
  g_file_set_contents (path, (const char *) bytes, sizeof bytes, &error);
  g_assert_no_error (error);
  assert_refused (path, FL_MEDIA_ERROR_NO_VIDEO, "Cannot use “%s”: there is no video in it");
}

/* The container is whole, but what is in it is no picture. */
static void
test_undecodable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fl_test_shared ("exo_invalid-bitstream.webm");
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_test_skip ("exo_invalid-bitstream.webm is not there");
    return;
  }
  g_assert_null (fl_frame_index_build (path, NULL, &error));
  assert_sentence (error, FL_MEDIA_ERROR_NO_VIDEO,
                   "Cannot use “%s”: not one frame of it can be decoded", path);
}

/* Whatever byte a file is cut at: refused, or every frame that a plain decode gives. */
static void
test_cut_anywhere (gconstpointer data)
{
  const char *name = data;
  FlMovieOptions options = fl_test_movie_defaults ();
  char *folder = folder_new ();
  g_autofree char *whole = fl_test_movie_new (folder, name, &options, NULL, 40);
  g_autofree char *path = g_strconcat (whole, ".cut", NULL);
  struct stat facts;
  guint n_open = 0;

  g_assert_cmpint (stat (whole, &facts), ==, 0);
  for (guint i = 1; i <= 12; i++) {
    g_autoptr (GError) error = NULL;
    fl_test_cut (whole, path, (gsize) facts.st_size * i / 12 - (i == 12));
    g_autoptr (FlFrameIndex) index = fl_frame_index_build (path, NULL, &error);
    if (index == NULL) {
      g_assert_true (error->domain == FL_MEDIA_ERROR);
      g_assert_nonnull (strstr (error->message, path));
      continue;
    }
    g_autoptr (GArray) reference = fl_test_reference (path);
    g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, reference->len);
    g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
    for (guint j = 0; j < reference->len; j++) {
      g_autoptr (FlFrame) frame = fl_test_next (decoder);
      g_autofree char *hash = fl_test_hash_frame (frame);
      g_assert_cmpint (fl_frame_get_index (frame), ==, j);
      g_assert_cmpstr (hash, ==, g_array_index (reference, FlTestFrame, j).hash);
    }
    g_autoptr (FlFrame) end = fl_test_next (decoder);
    g_assert_null (end);
    n_open++;
  }
  g_assert_cmpuint (n_open, >=, g_str_has_suffix (name, ".mp4") ? 0 : 9);
  folder_free (folder);
}

/* The index promises more than the file still holds when it is decoded: it was cut meanwhile. */
static void
test_cut_after_indexing (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) index = fl_test_index (self->movie);
  struct stat facts;

  g_assert_cmpint (stat (self->movie, &facts), ==, 0);
  g_assert_cmpint (truncate (self->movie, facts.st_size / 2), ==, 0);
  g_autoptr (GArray) reference = fl_test_reference (self->movie);
  g_assert_cmpuint (reference->len, >, 10);
  g_assert_cmpuint (reference->len, <, 40);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->movie, index);
  for (guint i = 0; i < reference->len; i++) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_nonnull (frame);
    g_assert_cmpint (fl_frame_get_index (frame), ==, i);
  }
  g_autoptr (FlFrame) end = fl_test_next (decoder);
  g_assert_null (end);
  g_autoptr (GError) error = NULL;
  (void) fl_decoder_seek (decoder, 49, NULL, &error); /* It may say so now or at the next frame. */
  g_autoptr (FlFrame) lost = error == NULL ? fl_test_next (decoder) : NULL;
  g_assert_null (lost);
}

/* A file that is gone can still be read by who opened it, and is refused to all others. */
static void
test_vanished (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) index = fl_test_index (self->movie);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->movie, index);

  g_assert_cmpint (g_unlink (self->movie), ==, 0);
  for (gint64 i = 0; i < 50; i++) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpint (fl_frame_get_index (frame), ==, i);
  }
  assert_refused (self->movie, FL_MEDIA_ERROR_OPEN, "Cannot open “%s”: No such file or directory");
}

/* Names that look like something else are names. */
static void
test_odd_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"-i.mkv",       "a:b.mkv",  "http:x.mkv",     "%03d.mkv",
                                      "a b'\"\\.mkv", "ü#?&.mkv", "line\nbreak.mkv"};
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_cmpint (link (self->movie, names[i]), ==, 0);
    g_autoptr (FlFrameIndex) index = fl_test_index (names[i]);
    g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, 50);
  }
  g_assert_cmpint (g_chdir (before), ==, 0);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/media/bad-input/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-video-file", test_no_video_file);
  ADD ("empty", test_empty);
  ADD ("folder", test_folder);
  ADD ("missing", test_missing);
  ADD ("fifo", test_fifo);
  ADD ("unreadable", test_unreadable);
  ADD ("protocols", test_protocols);
  ADD ("playlists", test_playlists);
  ADD ("truncated-header", test_truncated_header);
  ADD ("no-contents", test_no_contents);
  ADD ("no-video", test_no_video);
  ADD ("undecodable", test_undecodable);
  ADD ("cut-after-indexing", test_cut_after_indexing);
  ADD ("vanished", test_vanished);
  ADD ("odd-names", test_odd_names);
  g_test_add_data_func ("/media/bad-input/cut-anywhere/mkv", "a.mkv", test_cut_anywhere);
  g_test_add_data_func ("/media/bad-input/cut-anywhere/ts", "a.ts", test_cut_anywhere);
  g_test_add_data_func ("/media/bad-input/cut-anywhere/flv", "a.flv", test_cut_anywhere);
  g_test_add_data_func ("/media/bad-input/cut-anywhere/avi", "a.avi", test_cut_anywhere);
  g_test_add_data_func ("/media/bad-input/cut-anywhere/mp4", "a.mp4", test_cut_anywhere);
  return g_test_run ();
}
