/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network of somebody's own sees: the whole picture, brought to the size that the network
 * wants, goes in; what comes out is averaged over the area where it has one, and brought to length
 * one. The file is read once when it is chosen, and then only when there are pictures: its sum is
 * kept with how it is used, so that a project opens without it, and is not read with another one. */
#include "features/fl-onnx-extractor.h"

#include "config.h"
#include "features/fl-onnx-config.h"
#include "features/fl-onnx-net.h"
#include "features/fl-shrink.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* One and sixteen at once cost the same for each (26 ms of a network of nine layers), so this is for
 * what is lost between two calls. */
#define MAX_AT_ONCE 8
/* Of whole feature maps nothing is learned from some dozen answers, and a row takes 32 KiB then. */
#define MAX_DIMS 16384

struct _FlExtractor {
  FlOnnxConfig *config;
  FlFeatureBlock block;
  FlOnnxNet *net; /* NULL until there are pictures */
  guint n_at_once;
  gboolean is_nhwc;
  float *planes; /* brightness and two colours of a picture, in the size of the network */
  float *input;  /* [n_at_once] pictures */
};

static void
onnx_free (FlExtractor *self)
{
  fl_onnx_config_free (self->config);
  fl_onnx_net_free (self->net);
  g_free (self->planes);
  g_free (self->input);
  g_free (self);
}

static void
refuse (const FlExtractor *self, const char *why, GError **error)
{
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL,
               _ ("“%s” cannot be used for features, because %s; choose another ONNX file, or "
                  "other options behind its name"),
               self->config->path, why);
}

/* Takes (transfer full) @config, of which dims need not be known yet. */
static FlExtractor *
extractor_new (FlOnnxConfig *config)
{
  FlExtractor *self = g_new0 (FlExtractor, 1);

  self->config = config;
  self->block = (FlFeatureBlock){.n_dims = config->n_dims, .weight = 1.0f};
  return self;
}

static gsize
count_pixels (const FlExtractor *self)
{
  return (gsize) self->config->width_px * self->config->height_px;
}

/* Gets ready for pictures. */
static gboolean
load (FlExtractor *self, const FlOnnxFile *file, GError **error)
{
  g_autofree char *why = NULL;
  gsize size;
  const void *data = g_bytes_get_data (file->bytes, &size);

  if (strcmp (file->sum, self->config->sum) != 0) {
    g_set_error (
      error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL,
      _ ("“%s” is not the ONNX file that was chosen, because its content has changed; put "
         "the old one back, or choose this one with “framelinectl ingest PROJECT "
         "--extractor onnx:FILE”"),
      self->config->path);
    return FALSE;
  }
  self->net = fl_onnx_net_new (data, size, &why);
  if (self->net == NULL) {
    refuse (self, why, error);
    return FALSE;
  }
  self->n_at_once = file->n_at_once == 0 ? MAX_AT_ONCE : 1;
  self->is_nhwc = file->is_nhwc;
  self->planes = g_new (float, count_pixels (self) * FL_ONNX_CHANNELS);
  self->input = g_new (float, count_pixels (self) * FL_ONNX_CHANNELS * self->n_at_once);
  return TRUE;
}

static gboolean
ensure_net (FlExtractor *self, GError **error)
{
  if (self->net != NULL)
    return TRUE;
  g_autoptr (FlOnnxFile) file = fl_onnx_file_read (self->config->path, error);
  return file != NULL && load (self, file, error);
}

/* BT.601 of full range (FL_PIXELS_YUV420) to red, green and blue. */
static void
convert_pixel (float luma, float blue, float red, float *out)
{
  out[0] = CLAMP (luma + 1.402f * (red - 128), 0.0f, 255.0f);
  out[1] = CLAMP (luma - 0.344136f * (blue - 128) - 0.714136f * (red - 128), 0.0f, 255.0f);
  out[2] = CLAMP (luma + 1.772f * (blue - 128), 0.0f, 255.0f);
}

/* Writes picture @image as the network wants it, `[3][height][width]` or `[height][width][3]`. */
static void
fill_input (FlExtractor *self, const FlImage *image, float *out)
{
  const FlOnnxConfig *config = self->config;
  const gsize n_pixels = count_pixels (self);
  const gsize step = self->is_nhwc ? FL_ONNX_CHANNELS : 1;
  const gsize plane_step = self->is_nhwc ? 1 : n_pixels;

  for (guint i = 0; i < FL_ONNX_CHANNELS; i++)
    fl_shrink_plane (image->planes[i], image->strides[i], fl_image_get_plane_width (image, i),
                     fl_image_get_plane_height (image, i), config->width_px, config->height_px,
                     self->planes + i * n_pixels);
  for (gsize i = 0; i < n_pixels; i++) {
    float colours[FL_ONNX_CHANNELS];
    convert_pixel (self->planes[i], self->planes[n_pixels + i], self->planes[2 * n_pixels + i],
                   colours);
    for (guint c = 0; c < FL_ONNX_CHANNELS; c++) {
      float colour = colours[config->order == FL_ONNX_ORDER_BGR ? FL_ONNX_CHANNELS - 1 - c : c];
      out[i * step + c * plane_step] =
        (float) (((double) colour - config->means[c]) * config->scales[c]);
    }
  }
}

/* Runs on the first @n pictures of the input; @out_area: how many numbers are averaged to one. */
static gboolean
run (FlExtractor *self, gsize n, FlOnnxTensor *out, gsize *out_area, GError **error)
{
  const gsize width = self->config->width_px;
  const gsize height = self->config->height_px;
  const gsize nchw[] = {n, FL_ONNX_CHANNELS, height, width};
  const gsize nhwc[] = {n, height, width, FL_ONNX_CHANNELS};
  g_autofree char *why = NULL;

  if (!fl_onnx_net_run (self->net, self->input, self->is_nhwc ? nhwc : nchw, out, &why)) {
    refuse (self, why, error);
    return FALSE;
  }
  *out_area = out->n_dims == 4 ? out->shape[2] * out->shape[3] : 1;
  return TRUE;
}

static gsize
count_values (const FlOnnxTensor *tensor)
{
  gsize n = 1;

  for (guint i = 0; i < tensor->n_dims; i++)
    n *= tensor->shape[i];
  return n;
}

/* Brings a row to length one. Nothing but zeros stay so. */
static gboolean
normalise (float *row, gsize n_dims)
{
  double energy = 0;

  for (gsize i = 0; i < n_dims; i++)
    energy += (double) row[i] * row[i];
  if (!isfinite (energy))
    return FALSE;
  for (gsize i = 0; i < n_dims && energy > 0; i++)
    row[i] = (float) (row[i] / sqrt (energy));
  return TRUE;
}

/* One picture's part of what came out. */
static gboolean
fill_row (const FlExtractor *self, const float *values, gsize area, float *row, GError **error)
{
  gsize n_dims = self->block.n_dims;

  for (gsize i = 0; i < n_dims; i++) {
    double sum = 0;
    for (gsize j = 0; j < area; j++)
      sum += (double) values[i * area + j];
    row[i] = (float) (sum / (double) area);
  }
  if (normalise (row, n_dims))
    return TRUE;
  refuse (self, _ ("it gives for a picture what is no number (NaN), or is infinite"), error);
  return FALSE;
}

static gboolean
extract_some (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  const gsize n_dims = self->block.n_dims;
  FlOnnxTensor tensor;
  gsize area;

  for (gsize i = 0; i < n; i++) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_input (self, images[i], self->input + i * count_pixels (self) * FL_ONNX_CHANNELS);
  }
  if (!run (self, n, &tensor, &area, error))
    return FALSE;
  if (count_values (&tensor) != n * n_dims * area) {
    refuse (self, _ ("it does not give as many numbers for each picture"), error);
    return FALSE;
  }
  for (gsize i = 0; i < n; i++)
    if (!fill_row (self, tensor.values + i * n_dims * area, area, out + i * n_dims, error))
      return FALSE;
  return TRUE;
}

static gboolean
onnx_extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  if (n > 0 && !ensure_net (self, error))
    return FALSE;
  for (gsize i = 0; i < n;) {
    gsize n_now = MIN (n - i, self->n_at_once);
    if (!extract_some (self, images + i, n_now, out + i * self->block.n_dims, error))
      return FALSE;
    i += n_now;
  }
  return TRUE;
}

/* A plain grey picture. */
static FlImage *
grey_new (void)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, 16, 16);

  for (guint i = 0; i < FL_ONNX_CHANNELS; i++)
    memset (image->planes[i], 128, image->strides[i] * fl_image_get_plane_height (image, i));
  return image;
}

/* Shows the network a picture, to see what comes out. */
static gboolean
measure_dims (FlExtractor *self, GError **error)
{
  g_autoptr (FlImage) grey = grey_new ();
  FlOnnxTensor tensor;
  gsize area;

  fill_input (self, grey, self->input);
  if (!run (self, 1, &tensor, &area, error))
    return FALSE;
  gsize n_dims = count_values (&tensor) / area;
  if (n_dims > MAX_DIMS) {
    g_autofree char *why =
      g_strdup_printf (_ ("it gives %zu numbers for a picture, and %d are enough"), n_dims,
                       MAX_DIMS);
    refuse (self, why, error);
    return FALSE;
  }
  self->config->n_dims = (guint) n_dims;
  self->block.n_dims = (guint) n_dims;
  g_autofree float *row = g_new (float, n_dims);
  return fill_row (self, tensor.values, area, row, error);
}

/* One that is used as it is told in full; where something is left open the file is tried. */
static FlExtractor *
open_config (const char *text, GError **error)
{
  FlOnnxConfig *config = fl_onnx_config_parse (text, error);
  if (config == NULL)
    return NULL;
  FlExtractor *self = extractor_new (config);
  if (fl_onnx_config_is_complete (config))
    return self;
  g_autoptr (FlOnnxFile) file = fl_onnx_file_read (config->path, error);
  if (file != NULL && fl_onnx_config_complete (config, file, error) && load (self, file, error) &&
      measure_dims (self, error))
    return self;
  onnx_free (self);
  return NULL;
}

static FlExtractorType *
onnx_configure (const FlExtractorType *type, const char *config, GError **error)
{
  FlExtractor *tried = open_config (config, error);
  if (tried == NULL)
    return NULL;
  g_autofree char *digits = fl_onnx_config_dup_id (tried->config);
  g_autofree char *id = g_strdup_printf ("%s-%s", type->id, digits);
  g_autofree char *full = fl_onnx_config_print (tried->config);
  onnx_free (tried);
  return fl_extractor_type_new_configured (type, id, full);
}

static FlExtractor *
onnx_create (const FlExtractorType *type, GError **error)
{
  return open_config (type->config != NULL ? type->config : "", error);
}

static gsize
onnx_get_n_dims (const FlExtractor *self)
{
  return self->block.n_dims;
}

static const FlFeatureBlock *
onnx_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = 1;
  return &self->block;
}

const FlExtractorType fl_onnx_extractor = {
  .id = "onnx",
  .name = N_ ("ONNX File"),
#ifdef FL_HAS_ONNX
  .summary = N_ ("A network of your own, as onnx:FILE; for what others have trained to see"),
#else
  .summary = N_ ("A network of your own; not in this Frameline, which was built without ONNX"),
#endif
  .configure = onnx_configure,
  .create = onnx_create,
  .get_n_dims = onnx_get_n_dims,
  .get_blocks = onnx_get_blocks,
  .extract = onnx_extract,
  .free = onnx_free,
};
