/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 4:4:4 by an old x264 means something else, which only the first packet tells: a decoder that
 * begins in the middle must give the same pictures. */
#include "media/fl-x264-build.h"

#include "media/fl-decoder.h"
#include "media/fl-frame-index-build.h"

#include "fl-test-reference.h"
#include <string.h>

/* Some key frames on from the first. */
#define LAST_FRAME 600
#define STEP       100

static void
test_parse (void)
{
  static const struct {
    const char *text;
    int expected;
  } notes[] = {{"..x264 - core 148 r2643 5c65704", 148},
               {"x264 - core 9", 9},
               {"x264 - core ", -1},
               {"x264 - core x", -1},
               {"x265 - core 148", -1},
               {"", -1}};

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_assert_cmpint (fl_x264_build_parse ((const guint8 *) notes[i].text, strlen (notes[i].text)),
                     ==, notes[i].expected);
}

/* The same as from the start, in a film by build 148 that is there only beside the project. */
static void
test_seek (void)
{
  const char *shared = g_getenv ("FL_SHARED_DIR");
  g_autofree char *path =
    g_build_filename (shared != NULL ? shared : "", "bench", "mouse-zones", "m3v1mp4.mp4", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("mouse-zones is not there");
    return;
  }
  g_autoptr (FlFrameIndex) index = fl_frame_index_build (path, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (FlDecoder) plain = fl_decoder_open (path, index, 2, NULL, &error);
  for (gint64 frame = 0; frame < LAST_FRAME; frame++) {
    g_autoptr (FlFrame) found = fl_decoder_next (plain, NULL, &error);
    g_assert_no_error (error);
    if (frame % STEP != STEP - 1)
      continue;
    g_autoptr (FlDecoder) fresh = fl_decoder_open (path, index, 2, NULL, &error);
    g_assert_true (fl_decoder_seek (fresh, frame, NULL, &error));
    g_autoptr (FlFrame) again = fl_decoder_next (fresh, NULL, &error);
    g_autofree char *expected = fl_test_hash_frame (found);
    g_autofree char *hash = fl_test_hash_frame (again);
    g_assert_cmpstr (hash, ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/x264-build/parse", test_parse);
  g_test_add_func ("/media/x264-build/seek", test_seek);
  return g_test_run ();
}
