/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours, turns, shapes and sizes of what is shown and of what features see. */
#include "media/fl-scaler.h"

#include "media/fl-frame-private.h"
#include "media/fl-tone-map.h"

#include <libavutil/pixdesc.h>
#include <math.h>
#include <string.h>

/* Half a step of luma and half a step of chroma in limited range are 1.6 levels of blue; swscale
 * cuts off what is left, and once more where it only has to be fast. */
#define TOLERANCE      3
#define FAST_TOLERANCE 4

/* What the samples of a picture mean. */
typedef struct {
  const char *label;
  enum AVPixelFormat format;
  enum AVColorSpace space;
  gboolean is_full_range;
  int height_px;
  double kr; /* of the matrix that ought to be used */
  double kb;
} Colours;

static const Colours colours[] = {
  {"bt601-limited", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, FALSE, 32, 0.299, 0.114},
  {"bt601-full", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, TRUE, 32, 0.299, 0.114},
  {"bt470bg-limited", AV_PIX_FMT_YUV422P, AVCOL_SPC_BT470BG, FALSE, 32, 0.299, 0.114},
  {"bt709-limited", AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, FALSE, 32, 0.2126, 0.0722},
  {"bt709-full", AV_PIX_FMT_YUV444P, AVCOL_SPC_BT709, TRUE, 32, 0.2126, 0.0722},
  {"bt2020-10-bit", AV_PIX_FMT_YUV420P10LE, AVCOL_SPC_BT2020_NCL, FALSE, 32, 0.2627, 0.0593},
  {"smpte240m", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE240M, FALSE, 32, 0.212, 0.087},
  {"yuvj420p", AV_PIX_FMT_YUVJ420P, AVCOL_SPC_UNSPECIFIED, FALSE, 32, 0.299, 0.114},
  {"untagged-small", AV_PIX_FMT_YUV420P, AVCOL_SPC_UNSPECIFIED, FALSE, 718, 0.299, 0.114},
  {"untagged-large", AV_PIX_FMT_YUV420P, AVCOL_SPC_UNSPECIFIED, FALSE, 720, 0.2126, 0.0722},
  {"nv12-bt709", AV_PIX_FMT_NV12, AVCOL_SPC_BT709, FALSE, 32, 0.2126, 0.0722},
  {"alpha", AV_PIX_FMT_YUVA420P, AVCOL_SPC_BT709, FALSE, 32, 0.2126, 0.0722},
  {"rgb24", AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, TRUE, 32, 0, 0},
  {"bgra", AV_PIX_FMT_BGRA, AVCOL_SPC_RGB, TRUE, 32, 0, 0},
  {"gbrp", AV_PIX_FMT_GBRP, AVCOL_SPC_RGB, TRUE, 32, 0, 0},
};

static const guint8 samples_rgb[][3] = {
  {0, 0, 0},     {255, 255, 255}, {128, 128, 128}, {200, 30, 30},
  {20, 180, 40}, {30, 40, 210},   {240, 200, 20},  {10, 150, 200},
};

/* Luma, Cb and Cr in 0..1 and -0.5..0.5. */
static void
rgb_to_yuv (const double rgb[3], double kr, double kb, double out[3])
{
  out[0] = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
  out[1] = (rgb[2] - out[0]) / (2 * (1 - kb));
  out[2] = (rgb[0] - out[0]) / (2 * (1 - kr));
}

/* Fills one component of a picture, in whatever way the format stores it. */
static void
fill_component (AVFrame *picture, int component, guint value)
{
  const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get ((enum AVPixelFormat) picture->format);
  gboolean is_chroma = !(facts->flags & AV_PIX_FMT_FLAG_RGB) && (component == 1 || component == 2);
  int width = is_chroma ? -(-picture->width >> facts->log2_chroma_w) : picture->width;
  int height = is_chroma ? -(-picture->height >> facts->log2_chroma_h) : picture->height;
  g_autofree uint16_t *line = g_new (uint16_t, (gsize) width);

  for (int x = 0; x < width; x++)
    line[x] = (uint16_t) value;
  for (int y = 0; y < height; y++)
    av_write_image_line (line, picture->data, picture->linesize, facts, 0, y, component, width);
}

static guint
quantise (double value, int component, int depth, gboolean is_full)
{
  double top = (1 << depth) - 1;
  double unit = 1 << (depth - 8);
  double scaled;

  if (component == 0)
    scaled = is_full ? value * top : (16 + 219 * value) * unit;
  else
    scaled = is_full ? value * top + 128 * unit : (128 + 224 * value) * unit;
  return (guint) CLAMP (lround (scaled), 0, (long) top);
}

static AVFrame *
picture_alloc (enum AVPixelFormat format, int width, int height)
{
  AVFrame *picture = av_frame_alloc ();

  picture->format = format;
  picture->width = width;
  picture->height = height;
  g_assert_cmpint (av_frame_get_buffer (picture, 0), ==, 0);
  /* Samples are or-ed into what is there. */
  for (int i = 0; i < AV_NUM_DATA_POINTERS && picture->buf[i] != NULL; i++)
    memset (picture->buf[i]->data, 0, picture->buf[i]->size);
  return picture;
}

/* A picture of one colour. */
static FlFrame *
plain_new (const Colours *self, const guint8 rgb[3])
{
  g_autoptr (AVFrame) picture = picture_alloc (self->format, 48, self->height_px);
  const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get (self->format);
  gboolean is_full = self->is_full_range || self->format == AV_PIX_FMT_YUVJ420P;
  double unit[3] = {rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
  double yuv[3];

  picture->colorspace = self->space;
  picture->color_range = self->is_full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_UNSPECIFIED;
  rgb_to_yuv (unit, self->kr, self->kb, yuv);
  for (int i = 0; i < facts->nb_components; i++) {
    guint value = 255;
    if (i < 3 && (facts->flags & AV_PIX_FMT_FLAG_RGB))
      value = rgb[i];
    else if (i < 3)
      value = quantise (yuv[i], i, facts->comp[i].depth, is_full);
    fill_component (picture, i, value);
  }
  return fl_frame_new (picture, 0, 0, (AVRational){0, 1});
}

static void
test_shown_colours (gconstpointer data)
{
  const Colours *self = data;
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (samples_rgb); i++) {
    g_autoptr (FlFrame) frame = plain_new (self, samples_rgb[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (FlImage) image = fl_scaler_show (scaler, frame, 4000, 4000, &error);
    g_assert_no_error (error);
    g_assert_cmpint (image->pixels, ==, FL_PIXELS_BGR24);
    const guint8 *middle = image->planes[0] + image->height_px / 2 * image->strides[0] + 24 * 3;
    for (guint c = 0; c < 3; c++)
      g_assert_cmpint (ABS (middle[2 - c] - samples_rgb[i][c]), <=, FAST_TOLERANCE);
  }
}

/* Whatever the file has, features see BT.601 in full range. */
static void
test_analysed_colours (gconstpointer data)
{
  const Colours *self = data;
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (samples_rgb); i++) {
    const guint8 *rgb = samples_rgb[i];
    double unit[3] = {rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
    double yuv[3];
    g_autoptr (FlFrame) frame = plain_new (self, rgb);
    g_autoptr (GError) error = NULL;
    g_autoptr (FlImage) image = fl_scaler_analyse (scaler, frame, &error);
    g_assert_no_error (error);
    g_assert_cmpint (image->pixels, ==, FL_PIXELS_YUV420);
    rgb_to_yuv (unit, 0.299, 0.114, yuv);
    for (guint plane = 0; plane < 3; plane++) {
      gsize y = fl_image_get_plane_height (image, plane) / 2;
      int value = image->planes[plane][y * image->strides[plane] + 3];
      g_assert_cmpint (ABS (value - (int) quantise (yuv[plane], (int) plane, 8, TRUE)), <=,
                       TOLERANCE);
    }
  }
}

/* Bright top left, dark elsewhere. */
static FlFrame *
corner_new (int width, int height, int rotation_deg, AVRational aspect)
{
  g_autoptr (AVFrame) picture = picture_alloc (AV_PIX_FMT_YUV420P, width, height);

  picture->color_range = AVCOL_RANGE_JPEG;
  for (int i = 0; i < 3; i++)
    fill_component (picture, i, i == 0 ? 0 : 128);
  for (int y = 0; y < height / 2; y++)
    for (int x = 0; x < width / 2; x++)
      picture->data[0][y * picture->linesize[0] + x] = 255;
  return fl_frame_new (picture, 0, rotation_deg, aspect);
}

static gboolean
is_bright_at (const FlImage *image, double x, double y)
{
  guint column = (guint) (x * image->width_px);
  guint row = (guint) (y * image->height_px);
  gsize pixel_bytes = image->pixels == FL_PIXELS_BGR24 ? 3 : 1;

  return image->planes[0][row * image->strides[0] + column * pixel_bytes] > 128;
}

static void
assert_corner (const FlImage *image, int rotation_deg)
{
  gboolean is_right = rotation_deg == 90 || rotation_deg == 180;
  gboolean is_low = rotation_deg == 180 || rotation_deg == 270;

  for (int i = 0; i < 4; i++)
    g_assert_cmpint (is_bright_at (image, i % 2 ? 0.8 : 0.2, i / 2 ? 0.8 : 0.2), ==,
                     (i % 2 == is_right) && (i / 2 == is_low));
}

static void
assert_size (const FlImage *image, guint width_px, guint height_px)
{
  g_assert_cmpuint (image->width_px, ==, width_px);
  g_assert_cmpuint (image->height_px, ==, height_px);
}

static void
test_rotation (void)
{
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (int rotation = 0; rotation < 360; rotation += 90) {
    gboolean is_turned = rotation % 180 != 0;
    g_autoptr (FlFrame) frame = corner_new (81, 45, rotation, (AVRational){1, 1});
    g_autoptr (FlImage) shown = fl_scaler_show (scaler, frame, 1000, 1000, NULL);
    g_autoptr (FlImage) analysed = fl_scaler_analyse (scaler, frame, NULL);
    g_autoptr (FlImage) fitted = fl_scaler_show (scaler, frame, 40, 40, NULL);
    assert_size (shown, is_turned ? 45 : 81, is_turned ? 81 : 45);
    assert_size (analysed, is_turned ? 45 : 81, is_turned ? 81 : 45);
    assert_size (fitted, is_turned ? 22 : 40, is_turned ? 40 : 22);
    assert_corner (shown, rotation);
    assert_corner (analysed, rotation);
    assert_corner (fitted, rotation);
  }
}

static void
test_shape (void)
{
  g_autoptr (FlScaler) scaler = fl_scaler_new ();
  g_autoptr (FlFrame) wide = corner_new (352, 288, 0, (AVRational){12, 11});
  g_autoptr (FlFrame) tall = corner_new (352, 288, 0, (AVRational){1, 2});
  g_autoptr (FlFrame) turned = corner_new (352, 288, 90, (AVRational){12, 11});
  g_autoptr (FlFrame) unknown = corner_new (352, 288, 0, (AVRational){0, 1});
  g_autoptr (FlImage) wide_shown = fl_scaler_show (scaler, wide, 2000, 2000, NULL);
  g_autoptr (FlImage) tall_shown = fl_scaler_show (scaler, tall, 2000, 2000, NULL);
  g_autoptr (FlImage) turned_shown = fl_scaler_show (scaler, turned, 2000, 2000, NULL);
  g_autoptr (FlImage) unknown_shown = fl_scaler_show (scaler, unknown, 2000, 2000, NULL);
  g_autoptr (FlImage) wide_analysed = fl_scaler_analyse (scaler, wide, NULL);
  g_autoptr (FlImage) turned_analysed = fl_scaler_analyse (scaler, turned, NULL);

  assert_size (wide_shown, 384, 288);
  assert_size (tall_shown, 352, 576);
  assert_size (turned_shown, 288, 384);
  assert_size (unknown_shown, 352, 288);
  assert_size (wide_analysed, 320, 240);
  assert_size (turned_analysed, 240, 320);
  assert_corner (wide_shown, 0);
  assert_corner (turned_analysed, 90);
}

static void
test_odd_sizes (void)
{
  static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 7}, {3, 3}, {161, 121}, {641, 7}, {319, 321}};
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (FlFrame) frame = corner_new (sizes[i][0], sizes[i][1], 0, (AVRational){1, 1});
    g_autoptr (GError) error = NULL;
    g_autoptr (FlImage) shown = fl_scaler_show (scaler, frame, 5000, 5000, &error);
    g_assert_no_error (error);
    assert_size (shown, (guint) sizes[i][0], (guint) sizes[i][1]);
    g_autoptr (FlImage) analysed = fl_scaler_analyse (scaler, frame, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (MAX (analysed->width_px, analysed->height_px), ==,
                      MIN (MAX (sizes[i][0], sizes[i][1]), 320));
    g_autoptr (FlImage) tiny = fl_scaler_show (scaler, frame, 1, 1, &error);
    g_assert_no_error (error);
    assert_size (tiny, 1, 1);
  }
}

/* One scaler serves pictures whose size and colours change from one to the next. */
static void
test_changes (void)
{
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (guint i = 0; i < 2 * G_N_ELEMENTS (colours); i++) {
    const Colours *self = &colours[i % G_N_ELEMENTS (colours)];
    g_autoptr (FlFrame) frame = plain_new (self, samples_rgb[3]);
    g_autoptr (FlImage) image = fl_scaler_show (scaler, frame, 48, (guint) self->height_px, NULL);
    assert_size (image, 48, (guint) self->height_px);
    for (guint c = 0; c < 3; c++)
      g_assert_cmpint (ABS (image->planes[0][2 - c] - samples_rgb[3][c]), <=, FAST_TOLERANCE);
  }
}

/* Shrinking to the analysis size averages: what is fine is neither lost nor aliased. */
static void
test_averages (void)
{
  g_autoptr (AVFrame) picture = picture_alloc (AV_PIX_FMT_YUV420P, 640, 480);
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  picture->color_range = AVCOL_RANGE_JPEG;
  picture->colorspace = AVCOL_SPC_SMPTE170M;
  for (int i = 0; i < 3; i++)
    fill_component (picture, i, 128);
  for (int y = 0; y < 480; y++)
    for (int x = 0; x < 640; x++)
      picture->data[0][y * picture->linesize[0] + x] = (x + y) % 2 == 0 ? 250 : 10;
  g_autoptr (FlFrame) frame = fl_frame_new (picture, 0, 0, (AVRational){1, 1});
  g_autoptr (FlImage) image = fl_scaler_analyse (scaler, frame, NULL);
  assert_size (image, 320, 240);
  for (guint y = 0; y < 240; y++)
    for (guint x = 0; x < 320; x++)
      g_assert_cmpint (ABS (image->planes[0][y * image->strides[0] + x] - 130), <=, 1);
}

/* Rows that differ from field to field: white ones and black ones. Neither grey nor both are
 * shown, but the field that comes first; features see both. */
static void
test_interlaced (void)
{
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  for (int first = 0; first < 2; first++) {
    g_autoptr (AVFrame) picture = picture_alloc (AV_PIX_FMT_YUV420P, 64, 48);
    for (int i = 0; i < 3; i++)
      fill_component (picture, i, 128);
    picture->color_range = AVCOL_RANGE_JPEG;
    for (int y = 0; y < 48; y++)
      memset (picture->data[0] + y * picture->linesize[0], y % 2 == first ? 255 : 0, 64);
    picture->interlaced_frame = 1;
    picture->top_field_first = first == 0;
    g_autoptr (FlFrame) frame = fl_frame_new (picture, 0, 0, (AVRational){1, 1});
    g_autoptr (FlImage) shown = fl_scaler_show (scaler, frame, 64, 48, NULL);
    g_autoptr (FlImage) analysed = fl_scaler_analyse (scaler, frame, NULL);
    assert_size (shown, 64, 48);
    for (guint y = 0; y < 48; y++)
      g_assert_cmpint (shown->planes[0][y * shown->strides[0] + 96], >=, 255 - FAST_TOLERANCE);
    g_assert_cmpint (analysed->planes[0][(gsize) first * analysed->strides[0] + 32], >=, 254);
    g_assert_cmpint (analysed->planes[0][(gsize) (1 - first) * analysed->strides[0] + 32], <=, 1);
  }
}

/* A grey of 10 bits, limited range, as a screen shows it. */
static guint8
show_grey (FlScaler *scaler, enum AVColorTransferCharacteristic transfer, double coded)
{
  g_autoptr (AVFrame) picture = picture_alloc (AV_PIX_FMT_YUV420P10LE, 48, 32);

  picture->colorspace = AVCOL_SPC_BT2020_NCL;
  picture->color_trc = transfer;
  fill_component (picture, 0, quantise (coded, 0, 10, FALSE));
  fill_component (picture, 1, 512);
  fill_component (picture, 2, 512);
  g_autoptr (FlFrame) frame = fl_frame_new (picture, 0, 0, (AVRational){1, 1});
  g_autoptr (FlImage) shown = fl_scaler_show (scaler, frame, 48, 32, NULL);
  g_autoptr (FlImage) analysed = fl_scaler_analyse (scaler, frame, NULL);
  g_assert_cmpint (shown->is_tone_mapped, ==, transfer != AVCOL_TRC_BT709);
  g_assert_false (analysed->is_tone_mapped);
  const guint8 *pixel = shown->planes[0] + 16 * shown->strides[0] + 24 * 3;
  g_assert_cmpint (ABS (pixel[0] - pixel[1]), <=, FAST_TOLERANCE);
  g_assert_cmpint (ABS (pixel[2] - pixel[1]), <=, FAST_TOLERANCE);
  return pixel[1];
}

/* By hand: 0.7518 is 1,000 cd/m2 in ST 2084, 0.5807 is diffuse white, 203 cd/m2: light 1 becomes
 * (1 + 1 / 4.926^2) / 2 = 0.5206, in sRGB 191. In hybrid log-gamma diffuse white is 0.75. */
static void
test_high_range (void)
{
  g_autoptr (FlScaler) scaler = fl_scaler_new ();

  g_assert_cmpint (show_grey (scaler, AVCOL_TRC_SMPTE2084, 0), ==, 0);
  g_assert_cmpint (ABS (show_grey (scaler, AVCOL_TRC_SMPTE2084, 0.5807) - 191), <=, 3);
  g_assert_cmpint (show_grey (scaler, AVCOL_TRC_SMPTE2084, 0.7518), >=, 253);
  g_assert_cmpint (show_grey (scaler, AVCOL_TRC_SMPTE2084, 1), ==, 255);
  g_assert_cmpint (ABS (show_grey (scaler, AVCOL_TRC_ARIB_STD_B67, 0.75) - 191), <=, 4);
  g_assert_cmpint (show_grey (scaler, AVCOL_TRC_ARIB_STD_B67, 1), >=, 253);
  /* Others are left alone. */
  g_assert_cmpint (ABS (show_grey (scaler, AVCOL_TRC_BT709, 0.5) - 128), <=, FAST_TOLERANCE);
}

/* Light 1, 0.5 and 0 in the primaries of BT.2020. By hand in those of BT.709: 1.367, 0.442 and less
 * than nothing; after the shoulder 0.610 and 0.312; in sRGB 205, 152 and 0. */
static void
test_high_range_colours (void)
{
  const guint16 coded[3] = {(guint16) lround (65535 * 0.5807), (guint16) lround (65535 * 0.5098),
                            0};
  FlToneMap *map = fl_tone_map_new (AVCOL_TRC_SMPTE2084);
  g_autoptr (FlImage) shown = fl_image_new (FL_PIXELS_BGR24, 1, 1);

  fl_tone_map_apply (map, coded, 3, shown);
  g_assert_cmpint (ABS (shown->planes[0][2] - 205), <=, 2);
  g_assert_cmpint (ABS (shown->planes[0][1] - 152), <=, 2);
  g_assert_cmpint (shown->planes[0][0], ==, 0);
  fl_tone_map_free (map);
}

static void
add_colours (const char *path, GTestDataFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++) {
    g_autofree char *full = g_strconcat (path, "/", colours[i].label, NULL);
    g_test_add_data_func (full, &colours[i], func);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_colours ("/media/scaler/shown-colours", test_shown_colours);
  add_colours ("/media/scaler/analysed-colours", test_analysed_colours);
  g_test_add_func ("/media/scaler/rotation", test_rotation);
  g_test_add_func ("/media/scaler/shape", test_shape);
  g_test_add_func ("/media/scaler/odd-sizes", test_odd_sizes);
  g_test_add_func ("/media/scaler/changes", test_changes);
  g_test_add_func ("/media/scaler/averages", test_averages);
  g_test_add_func ("/media/scaler/interlaced", test_interlaced);
  g_test_add_func ("/media/scaler/high-range", test_high_range);
  g_test_add_func ("/media/scaler/high-range-colours", test_high_range_colours);
  return g_test_run ();
}
