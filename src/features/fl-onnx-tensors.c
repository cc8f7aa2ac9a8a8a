/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the weights of a network are all there. */
#include "features/fl-onnx-tensors.h"

/* Numbers of fields in onnx.proto. */
enum {
  GRAPH_NODE = 1,
  GRAPH_INITIALIZER = 5,
  NODE_ATTRIBUTE = 5,
  ATTRIBUTE_TENSOR = 5,
  ATTRIBUTE_GRAPH = 6,
  ATTRIBUTE_TENSORS = 10,
  ATTRIBUTE_GRAPHS = 11,
  TENSOR_DIMS = 1,
  TENSOR_TYPE = 2,
  TENSOR_FLOATS = 4,
  TENSOR_INT32S = 5,
  TENSOR_INT64S = 7,
  TENSOR_RAW = 9,
  TENSOR_DOUBLES = 10,
  TENSOR_LOCATION = 14,
};

/* More than any network has. */
#define MAX_NUMBERS (1u << 31)
/* Of graphs within nodes of graphs. */
#define MAX_DEPTH 8

/* Bytes of a number, by what onnx.proto calls its data type; 0 for kinds that are no numbers. */
static const guint8 sizes[] = {0, 4, 1, 1, 2, 2, 4, 8, 0, 1, 2, 8, 4, 8, 8, 16, 2};

typedef struct {
  guint64 n;        /* as the shape says */
  guint64 n_stored; /* in fields of numbers */
  guint64 type;
  guint64 n_raw_bytes;
  gboolean has_raw;
  gboolean is_damaged;
} Tensor;

static void
multiply (Tensor *self, guint64 size)
{
  self->is_damaged |= size > MAX_NUMBERS || self->n * size > MAX_NUMBERS;
  self->n = self->is_damaged ? 0 : self->n * size;
}

/* A list is one field with all of its numbers, or a field each. */
static void
take_dims (Tensor *self, FlOnnxField field)
{
  if (!field.is_bytes)
    multiply (self, field.value);
  while (field.is_bytes && field.content.at < field.content.end && !field.content.is_damaged)
    multiply (self, fl_onnx_read_number (&field.content));
  self->is_damaged |= field.content.is_damaged;
}

static void
count_numbers (Tensor *self, FlOnnxField field)
{
  if (!field.is_bytes)
    self->n_stored++;
  for (; field.is_bytes && field.content.at < field.content.end; self->n_stored++) {
    (void) fl_onnx_read_number (&field.content); /* They are counted only. */
    if (field.content.is_damaged)
      break;
  }
  self->is_damaged |= field.content.is_damaged;
}

static void
count_bytes (Tensor *self, FlOnnxField field, gsize size)
{
  self->n_stored += field.is_bytes ? (guint64) (field.content.end - field.content.at) / size : 1;
}

static void
take_field (Tensor *self, FlOnnxField field)
{
  switch (field.number) {
  case TENSOR_DIMS:
    take_dims (self, field);
    break;
  case TENSOR_TYPE:
    self->type = field.value;
    break;
  case TENSOR_FLOATS:
    count_bytes (self, field, sizeof (float));
    break;
  case TENSOR_DOUBLES:
    count_bytes (self, field, sizeof (double));
    break;
  case TENSOR_INT32S:
  case TENSOR_INT64S:
    count_numbers (self, field);
    break;
  case TENSOR_RAW:
    self->has_raw = TRUE;
    self->n_raw_bytes = (guint64) (field.content.end - field.content.at);
    break;
  case TENSOR_LOCATION:
    self->is_damaged |= field.value != 0;
    break;
  default: /* Names and the like. */
    break;
  }
}

static gboolean
check_tensor (FlOnnxMessage message)
{
  Tensor tensor = {.n = 1};
  FlOnnxField field;

  while (fl_onnx_next_field (&message, &field))
    take_field (&tensor, field);
  if (tensor.is_damaged || message.is_damaged || tensor.type >= G_N_ELEMENTS (sizes) ||
      sizes[tensor.type] == 0)
    return FALSE;
  return tensor.has_raw ? tensor.n_raw_bytes == tensor.n * sizes[tensor.type]
                        : tensor.n_stored == tensor.n;
}

static gboolean check_graph (FlOnnxMessage graph, guint depth);

static gboolean
check_attribute (FlOnnxMessage attribute, guint depth)
{
  FlOnnxField field;

  while (fl_onnx_next_field (&attribute, &field)) {
    if ((field.number == ATTRIBUTE_TENSOR || field.number == ATTRIBUTE_TENSORS) &&
        !check_tensor (field.content))
      return FALSE;
    if ((field.number == ATTRIBUTE_GRAPH || field.number == ATTRIBUTE_GRAPHS) &&
        !check_graph (field.content, depth + 1))
      return FALSE;
  }
  return !attribute.is_damaged;
}

static gboolean
check_node (FlOnnxMessage node, guint depth)
{
  FlOnnxField field;

  while (fl_onnx_next_field (&node, &field))
    if (field.number == NODE_ATTRIBUTE && !check_attribute (field.content, depth))
      return FALSE;
  return !node.is_damaged;
}

static gboolean
check_graph (FlOnnxMessage graph, guint depth)
{
  FlOnnxField field;

  while (depth < MAX_DEPTH && fl_onnx_next_field (&graph, &field)) {
    if (field.number == GRAPH_NODE && !check_node (field.content, depth))
      return FALSE;
    if (field.number == GRAPH_INITIALIZER && !check_tensor (field.content))
      return FALSE;
  }
  return depth < MAX_DEPTH && !graph.is_damaged;
}

gboolean
fl_onnx_check_tensors (FlOnnxMessage graph)
{
  return check_graph (graph, 0);
}
