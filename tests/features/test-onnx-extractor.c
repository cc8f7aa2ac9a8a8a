/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks in ONNX files, tiny ones whose answers are known. */
#include "features/fl-extractor.h"

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "folder.h"
#include "onnx-maker.h"

/* Of numbers around 1, after a few operations on floats. */
#define EPSILON 2e-6
#define MAX_OUT 64

static char *folder;

/* Left half of one colour, right half of another, in the colours of the picture: y, u, v. */
static FlImage *
halves_new (const guint8 left[3], const guint8 right[3])
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, 32, 16);

  for (guint plane = 0; plane < 3; plane++) {
    guint width = fl_image_get_plane_width (image, plane);
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (guint x = 0; x < width; x++)
        image->planes[plane][y * image->strides[plane] + x] =
          x < width / 2 ? left[plane] : right[plane];
  }
  return image;
}

static const guint8 BLACK[] = {0, 128, 128};
static const guint8 WHITE[] = {255, 128, 128};
/* Y 100, and as much of a colour as makes red 100 + 1.402 * 50. */
static const guint8 REDDISH[] = {100, 128, 178};
#define REDDISH_RED   (100 + 1.402 * 50)
#define REDDISH_GREEN (100 - 0.714136 * 50)
#define REDDISH_BLUE  100.0

static FlExtractorType *
type_new (const OnnxSketch *sketch, const char *options)
{
  g_autofree char *path = onnx_write (sketch, folder, "sketch.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", path, options, NULL);
  g_autoptr (GError) error = NULL;
  FlExtractorType *type = fl_extractor_type_new (spec, &error);

  g_assert_no_error (error);
  g_assert_nonnull (type);
  return type;
}

static FlExtractor *
create (const FlExtractorType *type)
{
  g_autoptr (GError) error = NULL;
  FlExtractor *extractor = type->create (type, &error);

  g_assert_no_error (error);
  g_assert_nonnull (extractor);
  return extractor;
}

/* What comes out are @expected, but for their length. */
static void
assert_gives (const OnnxSketch *sketch,
              const char *options,
              const FlImage *image,
              const double *expected,
              gsize n)
{
  g_autoptr (FlExtractorType) type = type_new (sketch, options);
  g_autoptr (GError) error = NULL;
  FlExtractor *extractor = create (type);
  float row[MAX_OUT];
  double energy = 0;

  g_assert_cmpuint (type->get_n_dims (extractor), ==, n);
  g_assert_true (type->extract (extractor, &image, 1, row, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    energy += expected[i] * expected[i];
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (row[i], expected[i] / sqrt (energy), EPSILON);
  type->free (extractor);
}

/* Colours are converted, averaged by the network, and come out in their order. */
static void
test_colours (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 4, 8}, .n_dims = 4, .pools = TRUE, .is_flat = TRUE};
  const double rgb[] = {REDDISH_RED, REDDISH_GREEN, REDDISH_BLUE};
  const double bgr[] = {REDDISH_BLUE, REDDISH_GREEN, REDDISH_RED};
  const double halved[] = {(REDDISH_RED - 20) / 2, (REDDISH_GREEN - 20) / 2,
                           (REDDISH_BLUE - 20) / 2};
  const double each[] = {(REDDISH_RED - 1) * 2, (REDDISH_GREEN - 2) * 3, (REDDISH_BLUE - 3) * 4};
  const double usual[] = {(REDDISH_RED / 255 - 0.485) / 0.229,
                          (REDDISH_GREEN / 255 - 0.456) / 0.224,
                          (REDDISH_BLUE / 255 - 0.406) / 0.225};
  const double usual_bgr[] = {usual[2], usual[1], usual[0]};
  g_autoptr (FlImage) image = halves_new (REDDISH, REDDISH);

  assert_gives (&sketch, "?scale=1", image, rgb, 3);
  assert_gives (&sketch, "?mean=0", image, rgb, 3);
  assert_gives (&sketch, "?mean=0&layout=rgb", image, rgb, 3);
  assert_gives (&sketch, "?mean=0&layout=bgr", image, bgr, 3);
  assert_gives (&sketch, "?mean=20&scale=0.5", image, halved, 3);
  assert_gives (&sketch, "?mean=1,2,3&scale=2,3,4", image, each, 3);
  assert_gives (&sketch, "", image, usual, 3);
  assert_gives (&sketch, "?layout=bgr", image, usual_bgr, 3);
}

/* What the file tells of its pictures counts, unless a person says otherwise. */
static void
test_metadata (void)
{
  OnnxSketch sketch = {.dims = {1, 3, 4, 8},
                       .n_dims = 4,
                       .is_flat = TRUE,
                       .pools = TRUE,
                       .pixel_format = "Bgr8",
                       .range = "NominalRange_0_255"};
  const double bgr[] = {REDDISH_BLUE, REDDISH_GREEN, REDDISH_RED};
  const double rgb[] = {REDDISH_RED, REDDISH_GREEN, REDDISH_BLUE};
  const double around_0[] = {REDDISH_BLUE / 127.5 - 1, REDDISH_GREEN / 127.5 - 1,
                             REDDISH_RED / 127.5 - 1};
  g_autoptr (FlImage) image = halves_new (REDDISH, REDDISH);

  assert_gives (&sketch, "", image, bgr, 3);
  assert_gives (&sketch, "?layout=rgb", image, rgb, 3);
  sketch.range = "Normalized_1_1";
  assert_gives (&sketch, "", image, around_0, 3);
  assert_gives (&sketch, "?scale=1", image, bgr, 3);
}

/* Pixels stand where the network wants them, in planes or in rows of pixels. */
static void
test_pixels (void)
{
  const OnnxSketch planes = {.dims = {1, 3, 1, 2}, .n_dims = 4, .is_flat = TRUE};
  const OnnxSketch rows = {.dims = {1, 2, 2, 3}, .n_dims = 4, .is_flat = TRUE};
  const double in_planes[] = {0, 255, 0, 255, 0, 255};
  const double in_rows[] = {0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255};
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);

  assert_gives (&planes, "?mean=0", image, in_planes, 6);
  assert_gives (&rows, "?mean=0", image, in_rows, 12);
}

static const float swap_and_sum[] = {0, 0, 1, 1, 1, 1};
static const float no_bias[] = {0, 0};
static const float some_bias[] = {5, -7};

/* Feature maps are averaged over their area; anything else is one row. */
static void
test_maps (void)
{
  OnnxSketch sketch = {.dims = {1, 3, 2, 2},
                       .n_dims = 4,
                       .weights = swap_and_sum,
                       .bias = some_bias,
                       .n_out = 2};
  const double averaged[] = {255 / 2.0 + 5, 3 * 255 / 2.0 - 7};
  const double flat[] = {5, 260, 5, 260, -7, 3 * 255 - 7, -7, 3 * 255 - 7};
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);

  assert_gives (&sketch, "?mean=0", image, averaged, 2);
  sketch.is_flat = TRUE;
  assert_gives (&sketch, "?mean=0", image, flat, 8);
}

/* Sizes that the file leaves open are those that somebody asks for, else the usual ones. */
static void
test_open_sizes (void)
{
  const OnnxSketch sketch = {.dims = {ONNX_OPEN, 3, ONNX_OPEN, ONNX_OPEN},
                             .n_dims = 4,
                             .is_flat = TRUE,
                             .pools = FALSE};
  OnnxSketch pooled = sketch;
  const double expected[] = {0, 255, 0, 255, 0, 255};
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);

  assert_gives (&sketch, "?size=2x1&mean=0", image, expected, 6);
  pooled.pools = TRUE;
  g_autoptr (FlExtractorType) usual = type_new (&pooled, "");
  g_autoptr (FlExtractorType) asked = type_new (&pooled, "?size=32");
  g_assert_nonnull (strstr (usual->config, "?size=224x224&"));
  g_assert_nonnull (strstr (asked->config, "?size=32x32&"));
}

/* Several pictures give what each gives alone, whether the network takes them together or not. */
static void
test_several (void)
{
  static const gint64 at_once[] = {1, ONNX_OPEN};
  g_autoptr (FlImage) dark = halves_new (BLACK, BLACK);
  g_autoptr (FlImage) split = halves_new (BLACK, WHITE);
  g_autoptr (FlImage) red = halves_new (REDDISH, WHITE);
  const FlImage *images[] = {dark, split, red, split, red, dark, red, red, split, dark, split};
  const gsize n = G_N_ELEMENTS (images);

  for (guint i = 0; i < G_N_ELEMENTS (at_once); i++) {
    const OnnxSketch sketch = {.dims = {at_once[i], 3, 2, 2},
                               .n_dims = 4,
                               .weights = swap_and_sum,
                               .bias = some_bias,
                               .n_out = 2,
                               .is_flat = TRUE};
    g_autoptr (FlExtractorType) type = type_new (&sketch, "?mean=0");
    FlExtractor *extractor = create (type);
    float rows[G_N_ELEMENTS (images) * 8];
    float alone[8];
    g_assert_cmpuint (type->get_n_dims (extractor), ==, 8);
    g_assert_true (type->extract (extractor, images, n, rows, NULL));
    for (gsize j = 0; j < n; j++) {
      g_assert_true (type->extract (extractor, &images[j], 1, alone, NULL));
      g_assert_cmpmem (alone, sizeof alone, rows + j * 8, sizeof alone);
    }
    type->free (extractor);
  }
}

/* A picture of which nothing comes is a row of zeros, and no division by them. */
static void
test_zeros (void)
{
  static const float none[6] = {0};
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2},
                             .n_dims = 4,
                             .weights = none,
                             .bias = no_bias,
                             .n_out = 2};
  g_autoptr (FlExtractorType) type = type_new (&sketch, "");
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);
  const FlImage *images[] = {image};
  FlExtractor *extractor = create (type);
  float row[2] = {NAN, NAN};

  g_assert_true (type->extract (extractor, images, 1, row, NULL));
  g_assert_cmpfloat (row[0], ==, 0);
  g_assert_cmpfloat (row[1], ==, 0);
  type->free (extractor);
}

/* The id hangs on what the file holds and how it is used, and not on where it lies. */
static void
test_ids (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 4, 8}, .n_dims = 4, .pools = TRUE, .is_flat = TRUE};
  OnnxSketch other = sketch;
  other.pools = FALSE;
  g_autofree char *moved = g_build_filename (folder, "moved.onnx", NULL);
  g_autofree char *moved_spec = g_strconcat ("onnx:", moved, NULL);
  g_autoptr (FlExtractorType) first = type_new (&sketch, "");
  g_autoptr (FlExtractorType) explicit = type_new (&sketch, "?size=8x4&layout=rgb");
  g_autoptr (FlExtractorType) unscaled = type_new (&sketch, "?mean=0");
  g_autoptr (FlExtractorType) different = type_new (&other, "");
  g_autofree char *same = onnx_write (&sketch, folder, "moved.onnx");
  g_autoptr (FlExtractorType) elsewhere = fl_extractor_type_new (moved_spec, NULL);

  g_assert_true (g_str_has_prefix (first->id, "onnx-"));
  g_assert_cmpuint (strlen (first->id), ==, 17);
  g_assert_cmpstr (first->id, ==, explicit->id);
  g_assert_cmpstr (first->id, ==, elsewhere->id);
  g_assert_cmpstr (first->id, !=, unscaled->id);
  g_assert_cmpstr (first->id, !=, different->id);
}

/* What was resolved once opens without the file; only pictures need it, and only the same. */
static void
test_full (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 4, 8}, .n_dims = 4, .pools = TRUE, .is_flat = TRUE};
  OnnxSketch other = sketch;
  other.pools = FALSE;
  g_autoptr (FlExtractorType) typed = type_new (&sketch, "?mean=3");
  g_autofree char *spec = fl_extractor_type_dup_spec (typed);
  g_autofree char *path = g_build_filename (folder, "sketch.onnx", NULL);
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);
  const FlImage *images[] = {image};
  float row[3];
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) changed = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_autoptr (FlExtractorType) type = fl_extractor_type_new (spec, NULL);
  g_assert_nonnull (type);
  g_assert_cmpstr (type->id, ==, typed->id);
  FlExtractor *extractor = create (type);
  g_assert_cmpuint (type->get_n_dims (extractor), ==, 3);
  g_assert_false (type->extract (extractor, images, 1, row, &missing));
  g_assert_error (missing, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL);
  g_assert_nonnull (strstr (missing->message, path));
  g_assert_nonnull (strstr (missing->message, "is not there; put it back"));
  g_free (onnx_write (&other, folder, "sketch.onnx"));
  g_assert_false (type->extract (extractor, images, 1, row, &changed));
  g_assert_error (changed, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL);
  g_assert_nonnull (strstr (changed->message, "its content has changed; put the old one back"));
  g_free (onnx_write (&sketch, folder, "sketch.onnx"));
  g_assert_true (type->extract (extractor, images, 1, row, NULL));
  type->free (extractor);
}

/* One sentence: what, which file, why, and what to do. */
static void
assert_refused (const char *spec, gint code, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_extractor_type_new (spec, &error));
  g_assert_error (error, FL_FEATURES_ERROR, code);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” does not say “%s”", error->message, why);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, "; "));
}

#define NO_FEATURES "cannot be used for features, because "
#define OTHER_FILE  "; choose another ONNX file"
#define OTHER_USE   OTHER_FILE ", or other options behind its name"

/* Word for word, @why being all that comes behind the name. */
static void
assert_file_refused (const OnnxSketch *sketch, const char *why)
{
  g_autofree char *path = onnx_write (sketch, folder, "bad.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", path, NULL);
  g_autofree char *expected = g_strdup_printf ("“%s” " NO_FEATURES "%s", path, why);
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_extractor_type_new (spec, &error));
  g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL);
  g_assert_cmpstr (error->message, ==, expected);
}

/* What OpenCV says of it differs from version to version. */
static void
test_unknown_operator (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .op = "NoSuchOperator"};
  g_autofree char *path = onnx_write (&sketch, folder, "bad.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", path, NULL);

  assert_refused (spec, FL_FEATURES_ERROR_MODEL, NO_FEATURES "OpenCV could not");
  assert_refused (spec, FL_FEATURES_ERROR_MODEL, OTHER_USE);
}

static void
test_bad_networks (void)
{
  static const float nans[] = {NAN, 0};
  const OnnxSketch good = {.dims = {1, 3, 2, 2}, .n_dims = 4, .is_flat = TRUE};
  OnnxSketch bad = good;

  bad.has_no_output = TRUE;
  assert_file_refused (&bad, "its network has no output" OTHER_FILE);
  bad = good;
  bad.n_inputs = 2;
  assert_file_refused (&bad, "its network has not one input, the picture" OTHER_FILE);
  bad = good;
  bad.element = 7;
  assert_file_refused (&bad, "its input is not made of numbers of 32 bits (float)" OTHER_FILE);
  bad = good;
  bad.dims[3] = 4096;
  assert_file_refused (&bad, "it takes pictures of 4096 x 2 pixels and 2048 a side are "
                             "enough" OTHER_FILE);
  bad = good;
  bad.n_dims = 2;
  assert_file_refused (&bad, "its input is no picture: it has not four dimensions" OTHER_FILE);
  bad = good;
  bad.dims[1] = 1;
  assert_file_refused (&bad, "its input is no picture of three colours" OTHER_FILE);
  bad = (OnnxSketch){.dims = {1, 3, 2, 2},
                     .n_dims = 4,
                     .weights = swap_and_sum,
                     .bias = nans,
                     .n_out = 2};
  assert_file_refused (&bad, "it gives for a picture what is no number (NaN), or is "
                             "infinite" OTHER_USE);
  bad.bias = no_bias;
  bad.lacks_weights = TRUE;
  assert_file_refused (&bad, "some of its weights are not as many as it says, or lie in other "
                             "files" OTHER_FILE);
  bad = (OnnxSketch){.dims = {1, 3, 128, 128}, .n_dims = 4, .is_flat = TRUE};
  assert_file_refused (&bad,
                       "it gives 49152 numbers for a picture, and 16384 are enough" OTHER_USE);
}

/* A network that is fine with a plain picture may still give what is no number for another one. */
static void
test_nan (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .op = "Log", .is_flat = TRUE};
  g_autoptr (FlExtractorType) type = type_new (&sketch, "?mean=100");
  g_autoptr (FlImage) image = halves_new (BLACK, WHITE);
  const FlImage *images[] = {image};
  g_autoptr (GError) error = NULL;
  FlExtractor *extractor = create (type);
  float row[12];

  g_assert_false (type->extract (extractor, images, 1, row, &error));
  g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "no number (NaN)"));
  type->free (extractor);
}

static void
test_bad_files (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .is_flat = TRUE};
  g_autoptr (GByteArray) model = onnx_make (&sketch);
  g_autofree char *path = g_build_filename (folder, "damaged.onnx", NULL);
  g_autofree char *spec = g_strconcat ("onnx:", path, NULL);
  g_autofree char *here = g_strconcat ("onnx:", folder, NULL);

  assert_refused (spec, FL_FEATURES_ERROR_MODEL, "is not there; put it back");
  assert_refused (here, FL_FEATURES_ERROR_MODEL, "it is no file");
  assert_refused ("onnx:/dev/zero", FL_FEATURES_ERROR_MODEL, "it is no file");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (spec, FL_FEATURES_ERROR_MODEL, "it is no ONNX file, or was cut off");
  g_assert_true (g_file_set_contents (path, "label,frame\nbird,3\n", -1, NULL));
  assert_refused (spec, FL_FEATURES_ERROR_MODEL, "it is no ONNX file, or was cut off");
  /* Cut off anywhere it is refused, but for the note at the end which says its version. */
  for (guint n = 1; n + 5 < model->len; n++) {
    g_autoptr (GError) error = NULL;
    g_assert_true (g_file_set_contents (path, (const char *) model->data, n, NULL));
    g_assert_null (fl_extractor_type_new (spec, &error));
    g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL);
  }
}

/* Damaged bytes give an error or a network, and never anything else. */
static void
test_damage (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2},
                             .n_dims = 4,
                             .weights = swap_and_sum,
                             .bias = some_bias,
                             .n_out = 2,
                             .range = "Normalized_0_1"};
  g_autoptr (GByteArray) model = onnx_make (&sketch);
  g_autoptr (GRand) dice = g_rand_new_with_seed (4);
  g_autofree char *path = g_build_filename (folder, "damaged.onnx", NULL);
  g_autofree char *spec = g_strconcat ("onnx:", path, NULL);
  guint n_refused = 0;

  for (guint i = 0; i < 400; i++) {
    g_autofree guint8 *bytes = g_memdup2 (model->data, model->len);
    g_autoptr (GError) error = NULL;
    bytes[g_rand_int_range (dice, 0, (gint32) model->len)] = (guint8) g_rand_int (dice);
    g_assert_true (g_file_set_contents (path, (const char *) bytes, model->len, NULL));
    g_autoptr (FlExtractorType) type = fl_extractor_type_new (spec, &error);
    g_assert_true ((type == NULL) == (error != NULL));
    n_refused += type == NULL;
  }
  g_assert_cmpuint (n_refused, >, 100);
  g_assert_cmpuint (n_refused, <, 400);
}

static void
test_bad_options (void)
{
  static const char *const options[] = {
    "size=0", "size=224x",  "size=9999", "size=a",      "mean=1,2", "mean=nan",
    "mean=",  "scale=0",    "scale=inf", "layout=gbr",  "layout=",  "sha256=ab",
    "dims=0", "dims=70000", "no=such",   "size=2&size", "size=2&&", "mean=1,2,3,4",
  };
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .is_flat = TRUE};
  g_autofree char *path = onnx_write (&sketch, folder, "sketch.onnx");
  g_autofree char *other_size = g_strconcat ("onnx:", path, "?size=3", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autofree char *spec = g_strconcat ("onnx:", path, "?", options[i], NULL);
    assert_refused (spec, FL_FEATURES_ERROR_CONFIG, "is no option of an ONNX file");
  }
  assert_refused (other_size, FL_FEATURES_ERROR_CONFIG, "takes pictures of 2 x 2 pixels");
  assert_refused ("onnx", FL_FEATURES_ERROR_CONFIG, "type onnx:FILE");
  assert_refused ("onnx:", FL_FEATURES_ERROR_CONFIG, "type onnx:FILE");
}

/* A real one. */
static void
test_backbone (void)
{
  const char *shared = g_getenv ("FL_SHARED_DIR");
  g_autofree char *path =
    g_build_filename (shared != NULL ? shared : "", "backbones", "mobilenetv3-coco.onnx", NULL);
  g_autofree char *spec = g_strconcat ("onnx:", path, "?mean=0&scale=1", NULL);
  g_autoptr (FlImage) dark = halves_new (BLACK, BLACK);
  g_autoptr (FlImage) split = halves_new (REDDISH, WHITE);
  const FlImage *images[] = {dark, split, dark};
  float rows[3 * 480];
  double likeness = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("mobilenetv3-coco.onnx is not there");
    return;
  }
  g_autoptr (FlExtractorType) type = fl_extractor_type_new (spec, NULL);
  g_assert_nonnull (type);
  FlExtractor *extractor = create (type);
  g_assert_cmpuint (type->get_n_dims (extractor), ==, 480);
  g_assert_nonnull (strstr (type->config, "?size=224x224&"));
  g_assert_true (type->extract (extractor, images, 3, rows, NULL));
  g_assert_cmpmem (rows, 480 * sizeof rows[0], rows + 960, 480 * sizeof rows[0]);
  for (guint i = 0; i < 480; i++)
    likeness += (double) rows[i] * (double) rows[480 + i];
  g_assert_cmpfloat (likeness, <, 0.99);
  type->free (extractor);
}

static void
test_none (void)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .is_flat = TRUE};
  g_autofree char *path = onnx_write (&sketch, folder, "sketch.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", path, NULL);

  assert_refused (spec, FL_FEATURES_ERROR_MODEL, "this Frameline was built without ONNX");
}

#ifdef FL_HAS_ONNX
#define HAS_ONNX TRUE
#else
#define HAS_ONNX FALSE
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = folder_new ();
  g_test_add_func ("/features/onnx-extractor/bad-options", test_bad_options);
  if (HAS_ONNX) {
    g_test_add_func ("/features/onnx-extractor/colours", test_colours);
    g_test_add_func ("/features/onnx-extractor/metadata", test_metadata);
    g_test_add_func ("/features/onnx-extractor/pixels", test_pixels);
    g_test_add_func ("/features/onnx-extractor/maps", test_maps);
    g_test_add_func ("/features/onnx-extractor/open-sizes", test_open_sizes);
    g_test_add_func ("/features/onnx-extractor/several", test_several);
    g_test_add_func ("/features/onnx-extractor/zeros", test_zeros);
    g_test_add_func ("/features/onnx-extractor/ids", test_ids);
    g_test_add_func ("/features/onnx-extractor/full", test_full);
    g_test_add_func ("/features/onnx-extractor/bad-networks", test_bad_networks);
    g_test_add_func ("/features/onnx-extractor/unknown-operator", test_unknown_operator);
    g_test_add_func ("/features/onnx-extractor/nan", test_nan);
    g_test_add_func ("/features/onnx-extractor/bad-files", test_bad_files);
    g_test_add_func ("/features/onnx-extractor/damage", test_damage);
    g_test_add_func ("/features/onnx-extractor/backbone", test_backbone);
  } else {
    g_test_add_func ("/features/onnx-extractor/none", test_none);
  }
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
