/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a network is used, as text and as numbers. */
#include "features/fl-onnx-config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_SIDE_PX 2048
/* What is usual where neither the file nor a person says anything: 224 x 224 pixels, from 0 to 1,
 * less the mean of ImageNet's pictures and divided by their deviation. */
#define USUAL_SIDE_PX 224
static const double usual_means[] = {0.485 * 255, 0.456 * 255, 0.406 * 255};
static const double usual_scales[] = {1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)};

#define SUM_DIGITS 64
#define ID_DIGITS  12

static gboolean
parse_count (const char *text, guint64 most, guint *out)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &value, NULL))
    return FALSE;
  *out = (guint) value;
  return TRUE;
}

static gboolean
parse_size (const char *text, FlOnnxConfig *out)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", 2);

  if (sides[0] == NULL || !parse_count (sides[0], MAX_SIDE_PX, &out->width_px))
    return FALSE;
  return parse_count (sides[1] != NULL ? sides[1] : sides[0], MAX_SIDE_PX, &out->height_px);
}

/* One number for all colours, or one each. */
static gboolean
parse_numbers (const char *text, double *out)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (parts);

  if (n != 1 && n != FL_ONNX_CHANNELS)
    return FALSE;
  for (guint i = 0; i < FL_ONNX_CHANNELS; i++) {
    const char *part = parts[n == 1 ? 0 : i];
    char *end;
    out[i] = g_ascii_strtod (part, &end);
    if (end == part || *end != '\0' || !isfinite (out[i]))
      return FALSE;
  }
  return TRUE;
}

static gboolean
parse_scales (const char *text, double *out)
{
  return parse_numbers (text, out) && out[0] != 0 && out[1] != 0 && out[2] != 0;
}

static gboolean
parse_order (const char *text, FlOnnxOrder *out)
{
  *out = strcmp (text, "rgb") == 0   ? FL_ONNX_ORDER_RGB
         : strcmp (text, "bgr") == 0 ? FL_ONNX_ORDER_BGR
                                     : FL_ONNX_ORDER_UNSAID;
  return *out != FL_ONNX_ORDER_UNSAID;
}

static gboolean
parse_sum (const char *text, char **out)
{
  if (strlen (text) != SUM_DIGITS || strspn (text, "0123456789abcdef") != SUM_DIGITS)
    return FALSE;
  g_free (*out);
  *out = g_strdup (text);
  return TRUE;
}

static gboolean
parse_option (FlOnnxConfig *self, const char *name, const char *value)
{
  if (strcmp (name, "size") == 0)
    return parse_size (value, self);
  if (strcmp (name, "mean") == 0)
    return parse_numbers (value, self->means);
  if (strcmp (name, "scale") == 0)
    return parse_scales (value, self->scales);
  if (strcmp (name, "layout") == 0)
    return parse_order (value, &self->order);
  if (strcmp (name, "dims") == 0)
    return parse_count (value, G_MAXUINT16, &self->n_dims);
  return strcmp (name, "sha256") == 0 && parse_sum (value, &self->sum);
}

static gboolean
parse_options (FlOnnxConfig *self, const char *text, GError **error)
{
  g_auto (GStrv) options = g_strsplit (text, "&", -1);

  for (guint i = 0; options[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (options[i], "=", 2);
    if (g_strv_length (pair) == 2 && parse_option (self, pair[0], pair[1]))
      continue;
    g_set_error (
      error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
      _ ("“%s” is no option of an ONNX file; there are size=224 or size=320x240, mean=0 or "
         "mean=123.7,116.3,103.5, scale=1 or one for each colour, layout=rgb and "
         "layout=bgr, joined by “&”"),
      options[i]);
    return FALSE;
  }
  return TRUE;
}

FlOnnxConfig *
fl_onnx_config_parse (const char *text, GError **error)
{
  const char *mark = strrchr (text, '?');
  if (mark != NULL && strchr (mark, '=') == NULL)
    mark = NULL;
  g_autofree char *path = mark != NULL ? g_strndup (text, (gsize) (mark - text)) : g_strdup (text);
  if (*path == '\0' || strchr (text, '\n') != NULL) {
    g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
                 _ ("The extractor “onnx” needs the name of a file, and not “%s”; type onnx:FILE"),
                 text);
    return NULL;
  }
  g_autoptr (FlOnnxConfig) self = g_new0 (FlOnnxConfig, 1);
  self->path = g_canonicalize_filename (path, NULL);
  for (guint i = 0; i < FL_ONNX_CHANNELS; i++)
    self->means[i] = self->scales[i] = NAN;
  if (mark != NULL && !parse_options (self, mark + 1, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fl_onnx_config_free (FlOnnxConfig *self)
{
  g_free (self->path);
  g_free (self->sum);
  g_free (self);
}

static gboolean
complete_size (FlOnnxConfig *self, const FlOnnxFile *file, GError **error)
{
  guint width_px = file->width_px > 0 ? file->width_px : self->width_px;
  guint height_px = file->height_px > 0 ? file->height_px : self->height_px;

  if (width_px == 0)
    width_px = height_px > 0 ? height_px : USUAL_SIDE_PX;
  if (height_px == 0)
    height_px = width_px;
  if (width_px > MAX_SIDE_PX || height_px > MAX_SIDE_PX) {
    g_set_error (
      error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL,
      _ ("“%s” cannot be used for features, because it takes pictures of %u x %u pixels and "
         "%d a side are enough; choose another ONNX file"),
      self->path, width_px, height_px, MAX_SIDE_PX);
    return FALSE;
  }
  if (self->width_px != 0 && (self->width_px != width_px || self->height_px != height_px)) {
    g_set_error (
      error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG,
      _ ("“%s” takes pictures of %u x %u pixels, which is not the size that was asked for; "
         "leave the size out"),
      self->path, width_px, height_px);
    return FALSE;
  }
  self->width_px = width_px;
  self->height_px = height_px;
  return TRUE;
}

/* What ONNX's list of metadata calls the ranges of a picture's numbers, and what leads to them. */
static gboolean
find_range (const FlOnnxFile *file, double *out_mean, double *out_scale)
{
  static const struct {
    const char *name;
    double mean;
    double scale;
  } ranges[] = {
    {"NominalRange_0_255", 0, 1},
    {"Normalized_0_1", 0, 1 / 255.0},
    {"Normalized_1_1", 127.5, 1 / 127.5},
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    if (g_strcmp0 (file->range, ranges[i].name) != 0)
      continue;
    *out_mean = ranges[i].mean;
    *out_scale = ranges[i].scale;
    return TRUE;
  }
  return FALSE;
}

/* With a mean alone, or a scale alone, the other one is that which changes nothing. */
static void
complete_numbers (FlOnnxConfig *self, const FlOnnxFile *file)
{
  gboolean has_mean = !isnan (self->means[0]);
  gboolean has_scale = !isnan (self->scales[0]);
  double mean = 0;
  double scale = 1;
  gboolean is_usual = !has_mean && !has_scale && !find_range (file, &mean, &scale);

  for (guint i = 0; i < FL_ONNX_CHANNELS; i++) {
    guint colour = self->order == FL_ONNX_ORDER_BGR ? FL_ONNX_CHANNELS - 1 - i : i;
    if (!has_mean)
      self->means[i] = is_usual ? usual_means[colour] : mean;
    if (!has_scale)
      self->scales[i] = is_usual ? usual_scales[colour] : scale;
  }
}

gboolean
fl_onnx_config_complete (FlOnnxConfig *self, const FlOnnxFile *file, GError **error)
{
  if (!complete_size (self, file, error))
    return FALSE;
  if (self->order == FL_ONNX_ORDER_UNSAID)
    self->order = file->is_bgr ? FL_ONNX_ORDER_BGR : FL_ONNX_ORDER_RGB;
  complete_numbers (self, file);
  if (self->sum == NULL)
    self->sum = g_strdup (file->sum);
  return TRUE;
}

gboolean
fl_onnx_config_is_complete (const FlOnnxConfig *self)
{
  return self->width_px > 0 && !isnan (self->means[0]) && !isnan (self->scales[0]) &&
         self->order != FL_ONNX_ORDER_UNSAID && self->n_dims > 0 && self->sum != NULL;
}

static void
print_numbers (GString *text, const char *name, const double *numbers)
{
  char room[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < FL_ONNX_CHANNELS; i++) {
    g_string_append (text, i == 0 ? name : ",");
    g_string_append (text, g_ascii_dtostr (room, sizeof room, numbers[i]));
  }
}

/* What decides about the features, beside the file. */
static void
print_use (const FlOnnxConfig *self, GString *text)
{
  g_string_append_printf (text, "size=%ux%u", self->width_px, self->height_px);
  print_numbers (text, "&mean=", self->means);
  print_numbers (text, "&scale=", self->scales);
  g_string_append_printf (text, "&layout=%s", self->order == FL_ONNX_ORDER_BGR ? "bgr" : "rgb");
}

char *
fl_onnx_config_print (const FlOnnxConfig *self)
{
  g_autoptr (GString) text = g_string_new (self->path);

  g_string_append_c (text, '?');
  print_use (self, text);
  g_string_append_printf (text, "&dims=%u&sha256=%s", self->n_dims, self->sum);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fl_onnx_config_dup_id (const FlOnnxConfig *self)
{
  g_autoptr (GString) text = g_string_new (self->sum);

  g_string_append_c (text, ' ');
  print_use (self, text);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
  return g_strndup (sum, ID_DIGITS);
}
