/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ONNX file tells of its input: OpenCV, which runs it, does not tell. The file is a message
 * of protocol buffers, of which some kinds of fields are looked at and all others passed over. */
#include "features/fl-onnx-file.h"

#include "features/fl-onnx-tensors.h"

#include <glib/gi18n.h>
#include <string.h>

/* Numbers of fields in onnx.proto. */
enum {
  MODEL_GRAPH = 7,
  MODEL_METADATA = 14,
  GRAPH_NODE = 1,
  GRAPH_INITIALIZER = 5,
  GRAPH_INPUT = 11,
  GRAPH_OUTPUT = 12,
  TENSOR_NAME = 8,
  VALUE_NAME = 1,
  VALUE_TYPE = 2,
  TYPE_TENSOR = 1,
  TENSOR_TYPE_ELEMENT = 1,
  TENSOR_TYPE_SHAPE = 2,
  SHAPE_DIM = 1,
  DIM_VALUE = 1,
  PAIR_KEY = 1,
  PAIR_VALUE = 2,
};

#define ELEMENT_FLOAT 1
#define MAX_DIMS      4

/* What is noted while the graph is walked. */
typedef struct {
  FlOnnxMessage input;     /* the first one that has no initial value */
  guint n_inputs;          /* so many have none */
  GHashTable *initialised; /* names */
  gboolean has_nodes;
  gboolean has_output;
} Graph;

static char *
dup_text (FlOnnxMessage message)
{
  return message.at != message.end
           ? g_strndup ((const char *) message.at, (gsize) (message.end - message.at))
           : g_strdup ("");
}

static gboolean
refuse (GError **error, const char *path, const char *why)
{
  g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL,
               _ ("“%s” cannot be used for features, because %s; choose another ONNX file"), path,
               why);
  return FALSE;
}

static void
note_input (Graph *self, FlOnnxMessage value)
{
  g_autofree char *name = dup_text (fl_onnx_find_field (value, VALUE_NAME).content);

  /* Files of old versions name the weights among the inputs as well. */
  if (g_hash_table_contains (self->initialised, name))
    return;
  if (self->n_inputs++ == 0)
    self->input = value;
}

/* Initial values stand before the inputs as most programs write it, but need not. */
static gboolean
walk_graph (Graph *self, FlOnnxMessage graph)
{
  FlOnnxMessage rest = graph;
  FlOnnxField field;

  while (fl_onnx_next_field (&rest, &field)) {
    self->has_nodes |= field.number == GRAPH_NODE;
    self->has_output |= field.number == GRAPH_OUTPUT;
    if (field.number == GRAPH_INITIALIZER)
      g_hash_table_add (self->initialised,
                        dup_text (fl_onnx_find_field (field.content, TENSOR_NAME).content));
  }
  if (rest.is_damaged)
    return FALSE;
  while (fl_onnx_next_field (&graph, &field))
    if (field.number == GRAPH_INPUT)
      note_input (self, field.content);
  return TRUE;
}

/* Sizes that are left open are 0. */
static guint
list_dims (FlOnnxMessage shape, guint64 *dims)
{
  guint n = 0;
  FlOnnxField field;

  while (fl_onnx_next_field (&shape, &field)) {
    if (field.number != SHAPE_DIM)
      continue;
    if (n < MAX_DIMS)
      dims[n] = fl_onnx_find_field (field.content, DIM_VALUE).value;
    n++;
  }
  return n;
}

/* A size that no picture has is as good as none. */
static guint
limit_size (guint64 size)
{
  return size <= G_MAXUINT16 ? (guint) size : 0;
}

static gboolean
take_shape (FlOnnxFile *self, const char *path, FlOnnxMessage shape, GError **error)
{
  guint64 dims[MAX_DIMS] = {0};
  guint n = list_dims (shape, dims);

  if (n != MAX_DIMS)
    return refuse (error, path, _ ("its input is no picture: it has not four dimensions"));
  self->is_nhwc = dims[1] != FL_ONNX_CHANNELS && dims[3] == FL_ONNX_CHANNELS;
  guint64 n_channels = dims[self->is_nhwc ? 3 : 1];
  if (n_channels != FL_ONNX_CHANNELS && n_channels != 0)
    return refuse (error, path, _ ("its input is no picture of three colours"));
  self->n_at_once = limit_size (dims[0]);
  self->height_px = limit_size (dims[self->is_nhwc ? 1 : 2]);
  self->width_px = limit_size (dims[self->is_nhwc ? 2 : 3]);
  return TRUE;
}

static gboolean
take_input (FlOnnxFile *self, const char *path, FlOnnxMessage input, GError **error)
{
  FlOnnxMessage type = fl_onnx_find_field (input, VALUE_TYPE).content;
  FlOnnxMessage tensor = fl_onnx_find_field (type, TYPE_TENSOR).content;
  guint64 element = fl_onnx_find_field (tensor, TENSOR_TYPE_ELEMENT).value;

  if (element != ELEMENT_FLOAT)
    return refuse (error, path, _ ("its input is not made of numbers of 32 bits (float)"));
  return take_shape (self, path, fl_onnx_find_field (tensor, TENSOR_TYPE_SHAPE).content, error);
}

static gboolean
take_graph (FlOnnxFile *self, const char *path, FlOnnxMessage content, GError **error)
{
  g_autoptr (GHashTable) initialised =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Graph graph = {.initialised = initialised};

  if (!walk_graph (&graph, content) || !graph.has_nodes)
    return refuse (error, path, _ ("it is no ONNX file, or damaged"));
  if (!fl_onnx_check_tensors (content))
    return refuse (error, path,
                   _ ("some of its weights are not as many as it says, or lie in other files"));
  if (!graph.has_output)
    return refuse (error, path, _ ("its network has no output"));
  if (graph.n_inputs != 1)
    return refuse (error, path, _ ("its network has not one input, the picture"));
  return take_input (self, path, graph.input, error);
}

static void
take_metadata (FlOnnxFile *self, FlOnnxMessage pair)
{
  g_autofree char *key = dup_text (fl_onnx_find_field (pair, PAIR_KEY).content);
  g_autofree char *value = dup_text (fl_onnx_find_field (pair, PAIR_VALUE).content);

  if (strcmp (key, "Image.BitmapPixelFormat") == 0)
    self->is_bgr = g_str_has_prefix (value, "Bgr");
  if (strcmp (key, "Image.NominalPixelRange") == 0) {
    g_free (self->range);
    self->range = g_steal_pointer (&value);
  }
}

static gboolean
take_model (FlOnnxFile *self, const char *path, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  FlOnnxMessage model = {.at = data, .end = data + size};
  FlOnnxMessage graph = {.at = NULL};
  FlOnnxField field;

  while (fl_onnx_next_field (&model, &field)) {
    if (field.number == MODEL_GRAPH)
      graph = field.content;
    if (field.number == MODEL_METADATA)
      take_metadata (self, field.content);
  }
  if (model.is_damaged || graph.at == NULL)
    return refuse (error, path, _ ("it is no ONNX file, or was cut off"));
  return take_graph (self, path, graph, error);
}

static GBytes *
read_bytes_of (const char *path, GError **error)
{
  char *content = NULL;
  gsize size = 0;
  g_autoptr (GError) local = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_MODEL,
                 _ ("The ONNX file “%s” is not there; put it back, or name another one with "
                    "“framelinectl ingest PROJECT --extractor onnx:FILE”"),
                 path);
    return NULL;
  }
  /* Of a pipe or a device the end may never come. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    (void) refuse (error, path, _ ("it is no file")); /* It sets the error. */
    return NULL;
  }
  if (g_file_get_contents (path, &content, &size, &local))
    return g_bytes_new_take (content, size);
  (void) refuse (error, path, local->message); /* The same. */
  return NULL;
}

FlOnnxFile *
fl_onnx_file_read (const char *path, GError **error)
{
  g_autoptr (FlOnnxFile) self = g_new0 (FlOnnxFile, 1);

  self->bytes = read_bytes_of (path, error);
  if (self->bytes == NULL || !take_model (self, path, error))
    return NULL;
  self->sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  return g_steal_pointer (&self);
}

void
fl_onnx_file_free (FlOnnxFile *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->sum);
  g_free (self->range);
  g_free (self);
}
