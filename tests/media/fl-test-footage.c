/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws, writes and reads back the footage of the media tests. The number stands in sixteen
 * large black and white cells, so that no codec can blur it; around it a texture moves, so that
 * codecs have something to predict and errors of prediction change pixels. */
#include "fl-test-footage.h"

#include "media/fl-frame-private.h"

#include <glib/gstdio.h>
#include <libavutil/pixdesc.h>
#include <string.h>

/* The number: this many cells across and down, over the middle half of the picture. */
#define N_ACROSS 4
#define N_DOWN   4
#define BLACK    24
#define WHITE    230

static guint8
scene_at (guint x, guint y, guint number)
{
  guint from_left = (x + 3 * number) % 32;
  guint from_top = (y + 2 * number) % 24;

  return (guint8) (60 + 3 * from_left + 2 * from_top + (x * 7 + y * 5) % 11);
}

static guint8
luma_at (guint width, guint height, guint x, guint y, guint number)
{
  guint left = width / 4;
  guint top = height / 4;

  if (x < left || y < top || x >= left + width / 2 || y >= top + height / 2)
    return scene_at (x, y, number);
  guint column = (x - left) * N_ACROSS / (width / 2);
  guint row = (y - top) * N_DOWN / (height / 2);
  return (number >> (row * N_ACROSS + column) & 1) != 0 ? WHITE : BLACK;
}

FlImage *
fl_test_draw (guint width_px, guint height_px, guint number)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, width_px, height_px);

  for (guint y = 0; y < height_px; y++)
    for (guint x = 0; x < width_px; x++)
      image->planes[0][y * image->strides[0] + x] = luma_at (width_px, height_px, x, y, number);
  for (guint plane = 1; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (guint x = 0; x < fl_image_get_plane_width (image, plane); x++)
        image->planes[plane][y * image->strides[plane] + x] =
          (guint8) (128 + (x + y * plane + number) % 16);
  return image;
}

/* Luma (or green) of one pixel in 0..255. */
static guint
sample_at (const AVFrame *picture, int x, int y)
{
  const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get ((enum AVPixelFormat) picture->format);
  uint16_t value;

  g_assert_nonnull (facts);
  int component = facts->flags & AV_PIX_FMT_FLAG_RGB ? 1 : 0;
  av_read_image_line2 (&value, (const uint8_t **) (void *) picture->data, picture->linesize, facts,
                       x, y, component, 1, 0, sizeof value);
  return (guint) value >> (facts->comp[component].depth - 8);
}

guint
fl_test_read_number (const FlFrame *frame)
{
  const AVFrame *picture = frame->picture;
  guint number = 0;

  for (guint i = 0; i < N_ACROSS * N_DOWN; i++) {
    int x = picture->width / 4 + (int) (2 * (i % N_ACROSS) + 1) * picture->width / 4 / N_ACROSS;
    int y = picture->height / 4 + (int) (2 * (i / N_ACROSS) + 1) * picture->height / 4 / N_DOWN;
    if (sample_at (picture, x, y) > (BLACK + WHITE) / 2)
      number |= 1u << i;
  }
  return number;
}

FlMovieOptions
fl_test_movie_defaults (void)
{
  return (FlMovieOptions){.width_px = FL_TEST_WIDTH_PX,
                          .height_px = FL_TEST_HEIGHT_PX,
                          .frame_rate = {.num = 25, .den = 1},
                          .gop = 12,
                          .n_b_frames = 2,
                          .quality = 20};
}

char *
fl_test_movie_new (const char *folder,
                   const char *name,
                   const FlMovieOptions *options,
                   const gint64 *pts,
                   guint n)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    g_autoptr (FlImage) image = fl_test_draw (options->width_px, options->height_px, i);
    fl_movie_writer_add (writer, image, pts != NULL ? pts[i] : (gint64) i, &error);
    g_assert_no_error (error);
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
  g_assert_no_error (error);
  return path;
}

FlFrameIndex *
fl_test_index (const char *path)
{
  g_autoptr (GError) error = NULL;
  FlFrameIndex *index = fl_frame_index_build (path, NULL, &error);

  g_assert_no_error (error);
  return index;
}

FlDecoder *
fl_test_decoder (const char *path, FlFrameIndex *index)
{
  g_autoptr (GError) error = NULL;
  FlDecoder *decoder = fl_decoder_open (path, index, 1, NULL, &error);

  g_assert_no_error (error);
  return decoder;
}

FlFrame *
fl_test_next (FlDecoder *decoder)
{
  g_autoptr (GError) error = NULL;
  FlFrame *frame = fl_decoder_next (decoder, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

void
fl_test_cut (const char *path, const char *to, gsize size_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size_bytes, <=, size);
  g_file_set_contents (to, bytes, (gssize) size_bytes, &error);
  g_assert_no_error (error);
}

gint64
fl_test_count_read (void)
{
  g_autofree char *text = NULL;
  gint64 n_bytes = -1;

  if (g_file_get_contents ("/proc/self/io", &text, NULL, NULL) &&
      g_str_has_prefix (text, "rchar: "))
    n_bytes = g_ascii_strtoll (text + strlen ("rchar: "), NULL, 10);
  return n_bytes;
}

char *
fl_test_shared (const char *name)
{
  const char *shared = g_getenv ("FL_SHARED_DIR");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : ".", "media", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}
