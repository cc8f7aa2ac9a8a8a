/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onnx-maker.h"

#include <string.h>

/* Numbers of fields are those of onnx.proto. */

static void
put_number (GByteArray *out, guint64 number)
{
  do {
    guint8 byte = (guint8) (number & 0x7f) | (number > 0x7f ? 0x80 : 0);
    g_byte_array_append (out, &byte, 1);
    number >>= 7;
  } while (number > 0);
}

static void
put_int (GByteArray *out, guint field, guint64 value)
{
  put_number (out, field << 3);
  put_number (out, value);
}

static void
put_bytes (GByteArray *out, guint field, const void *data, gsize size)
{
  put_number (out, field << 3 | 2);
  put_number (out, size);
  g_byte_array_append (out, data, (guint) size);
}

static void
put_text (GByteArray *out, guint field, const char *text)
{
  put_bytes (out, field, text, strlen (text));
}

/* Takes @message. */
static void
put_message (GByteArray *out, guint field, GByteArray *message)
{
  put_bytes (out, field, message->data, message->len);
  g_byte_array_unref (message);
}

static GByteArray *
make_value (const char *name, const gint64 *dims, guint n_dims, guint element)
{
  GByteArray *shape = g_byte_array_new ();
  GByteArray *tensor = g_byte_array_new ();
  GByteArray *type = g_byte_array_new ();
  GByteArray *value = g_byte_array_new ();

  for (guint i = 0; i < n_dims; i++) {
    GByteArray *dim = g_byte_array_new ();
    if (dims[i] == ONNX_OPEN)
      put_text (dim, 2, "N");
    else
      put_int (dim, 1, (guint64) dims[i]);
    put_message (shape, 1, dim);
  }
  put_int (tensor, 1, element);
  put_message (tensor, 2, shape);
  put_message (type, 1, tensor);
  put_text (value, 1, name);
  put_message (value, 2, type);
  return value;
}

static GByteArray *
make_tensor (const char *name,
             const gint64 *dims,
             guint n_dims,
             const float *values,
             gsize n_lacking)
{
  GByteArray *tensor = g_byte_array_new ();
  gsize n = 1;

  for (guint i = 0; i < n_dims; i++) {
    put_int (tensor, 1, (guint64) dims[i]);
    n *= (gsize) dims[i];
  }
  put_int (tensor, 2, 1);
  put_text (tensor, 8, name);
  put_bytes (tensor, 9, values, n * sizeof values[0] - n_lacking);
  return tensor;
}

static GByteArray *
make_ints (const char *name, const gint64 *values, guint n)
{
  GByteArray *attribute = g_byte_array_new ();

  put_text (attribute, 1, name);
  for (guint i = 0; i < n; i++)
    put_int (attribute, 8, (guint64) values[i]);
  put_int (attribute, 20, 7);
  return attribute;
}

/* The graph as it grows, and the value that its last step gave. */
typedef struct {
  GByteArray *graph;
  char *value;
  guint n_steps;
} Chain;

/* One more step; takes @attribute. */
static void
add_step (Chain *self, const char *op, const char *const *more_inputs, GByteArray *attribute)
{
  GByteArray *node = g_byte_array_new ();
  char *out = g_strdup_printf ("v%u", ++self->n_steps);

  put_text (node, 1, self->value);
  for (guint i = 0; more_inputs != NULL && more_inputs[i] != NULL; i++)
    put_text (node, 1, more_inputs[i]);
  put_text (node, 2, out);
  put_text (node, 3, out);
  put_text (node, 4, op);
  if (attribute != NULL)
    put_message (node, 5, attribute);
  put_message (self->graph, 1, node);
  g_free (self->value);
  self->value = out;
}

static void
add_convolution (Chain *self, const OnnxSketch *sketch)
{
  static const char *const more[] = {"weights", "bias", NULL};
  static const gint64 kernel[] = {1, 1};
  const gint64 weights[] = {sketch->n_out, 3, 1, 1};

  put_message (self->graph, 5,
               make_tensor ("weights", weights, 4, sketch->weights, sketch->lacks_weights ? 1 : 0));
  put_message (self->graph, 5, make_tensor ("bias", weights, 1, sketch->bias, 0));
  add_step (self, "Conv", more, make_ints ("kernel_shape", kernel, 2));
}

static GByteArray *
make_graph (const OnnxSketch *sketch)
{
  static const gint64 to_planes[] = {0, 3, 1, 2};
  static const gint64 open[] = {ONNX_OPEN, ONNX_OPEN};
  const guint element = sketch->element != 0 ? sketch->element : 1;
  Chain chain = {.graph = g_byte_array_new (), .value = g_strdup ("x")};

  put_text (chain.graph, 2, "sketch");
  if (sketch->n_dims == 4 && sketch->dims[3] == 3 && sketch->dims[1] != 3)
    add_step (&chain, "Transpose", NULL, make_ints ("perm", to_planes, 4));
  if (sketch->weights != NULL)
    add_convolution (&chain, sketch);
  if (sketch->op != NULL)
    add_step (&chain, sketch->op, NULL, NULL);
  if (sketch->pools)
    add_step (&chain, "GlobalAveragePool", NULL, NULL);
  if (sketch->is_flat)
    add_step (&chain, "Flatten", NULL, NULL);
  put_message (chain.graph, 11, make_value ("x", sketch->dims, sketch->n_dims, element));
  for (guint i = 1; i < sketch->n_inputs; i++)
    put_message (chain.graph, 11, make_value ("y", sketch->dims, sketch->n_dims, element));
  if (!sketch->has_no_output)
    put_message (chain.graph, 12, make_value (chain.value, open, 2, 1));
  g_free (chain.value);
  return chain.graph;
}

static void
put_metadata (GByteArray *model, const char *key, const char *value)
{
  GByteArray *pair = g_byte_array_new ();

  put_text (pair, 1, key);
  put_text (pair, 2, value);
  put_message (model, 14, pair);
}

GByteArray *
onnx_make (const OnnxSketch *sketch)
{
  GByteArray *model = g_byte_array_new ();
  GByteArray *operators = g_byte_array_new ();

  put_int (model, 1, 7);
  put_message (model, 7, make_graph (sketch));
  put_int (operators, 2, 11);
  put_message (model, 8, operators);
  if (sketch->pixel_format != NULL)
    put_metadata (model, "Image.BitmapPixelFormat", sketch->pixel_format);
  if (sketch->range != NULL)
    put_metadata (model, "Image.NominalPixelRange", sketch->range);
  return model;
}

char *
onnx_write (const OnnxSketch *sketch, const char *folder, const char *name)
{
  g_autoptr (GByteArray) model = onnx_make (sketch);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) model->data, model->len, NULL));
  return path;
}
