/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JPEG pictures one after the other in one file, as some cameras write them: no container says where
 * one begins, and FFmpeg takes the file for a single picture when the first is large. Of several small
 * ones that lie in one of its blocks it then tells the same place. */
#include "fl-test-pictures.h"
#include "fl-test-reference.h"

#include <libavformat/avformat.h>

#define N_PICTURES 60
#define N_STRIDES  7

typedef struct {
  const char *label;
  guint first_px;   /* width of the first one, a third more than its height */
  guint other_px;   /* of the others */
  const char *kind; /* what FFmpeg takes it for */
} Raw;

static const Raw raws[] = {
  {"small", 64, 64, "mjpeg"},
  {"large", 320, 320, "jpeg_pipe"},
  {"first-large", 640, 64, "jpeg_pipe"},
};

/* Some carry what a camera writes, so that no two begin at a multiple of anything. */
static char *
join_pictures (const char *folder, const Raw *raw)
{
  char *path = g_build_filename (folder, "joined.mjpeg", NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < N_PICTURES; i++) {
    const guint width_px = i == 0 ? raw->first_px : raw->other_px;
    const FlTestJpeg jpeg = {.number = i,
                             .width_px = width_px,
                             .height_px = width_px * 3 / 4,
                             .time = i % 3 == 0 ? "2026:11:26 06:15:00" : NULL};
    g_autofree char *name = g_build_filename (folder, "one.jpg", NULL);
    g_autofree char *one = NULL;
    gsize size;
    fl_test_jpeg_write (folder, "one.jpg", &jpeg);
    g_assert_true (g_file_get_contents (name, &one, &size, NULL));
    g_byte_array_append (bytes, (const guint8 *) one, (guint) size);
  }
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  return path;
}

static void
assert_kind (const char *path, const char *kind)
{
  AVFormatContext *format = NULL;

  g_assert_cmpint (avformat_open_input (&format, path, NULL, NULL), ==, 0);
  g_assert_cmpstr (format->iformat->name, ==, kind);
  avformat_close_input (&format);
}

/* They are those of a plain decode, whoever reads them. */
static void
assert_times (const FlFrameIndex *index, const GArray *reference)
{
  for (gint64 i = 0; i < N_PICTURES; i++) {
    gint64 pts = FL_NO_PTS;
    g_assert_true (fl_frame_index_get_pts (index, i, &pts));
    g_assert_cmpint (pts, ==, g_array_index (reference, FlTestFrame, i).pts);
  }
}

/* Each frame that is jumped to, and the one after it, is that of a plain decode. */
static void
assert_random_access (const char *path, FlFrameIndex *index, const GArray *reference)
{
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);

  for (gint64 i = 0; i < N_PICTURES; i++) {
    const gint64 first = i * N_STRIDES % N_PICTURES;
    g_assert_true (fl_decoder_seek (decoder, first, NULL, NULL));
    for (gint64 k = first; k < MIN (first + 2, N_PICTURES); k++) {
      g_autoptr (FlFrame) frame = fl_test_next (decoder);
      g_assert_nonnull (frame);
      g_assert_cmpint (fl_frame_get_index (frame), ==, k);
      g_autofree char *hash = fl_test_hash_frame (frame);
      g_assert_cmpstr (hash, ==, g_array_index (reference, FlTestFrame, k).hash);
    }
  }
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

static void
test_raw (gconstpointer data)
{
  const Raw *raw = data;
  char *folder = folder_new ();
  g_autofree char *path = join_pictures (folder, raw);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);

  assert_kind (path, raw->kind);
  g_assert_cmpuint (reference->len, ==, N_PICTURES);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, N_PICTURES);
  g_assert_cmpuint (fl_frame_index_get_n_points (index), ==, N_PICTURES);
  assert_times (index, reference);
  assert_random_access (path, index, reference);
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (raws); i++) {
    g_autofree char *path = g_strconcat ("/media/raw-pictures/", raws[i].label, NULL);
    g_test_add_data_func (path, &raws[i], test_raw);
  }
  return g_test_run ();
}
