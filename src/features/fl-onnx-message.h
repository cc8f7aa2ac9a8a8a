/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlOnnxMessage:
 * @at: where to go on reading
 * @end: behind it
 * @is_damaged: whether what was read made no sense, or goes on behind the end
 *
 * A message of protocol buffers, or what is left of it. Borrowed.
 */
typedef struct {
  const guint8 *at;
  const guint8 *end;
  gboolean is_damaged;
} FlOnnxMessage;

/**
 * FlOnnxField:
 * @number: which field
 * @value: when it is a number
 * @content: when it is bytes, text or a message
 * @is_bytes: whether it is one of those
 */
typedef struct {
  guint64 number;
  guint64 value;
  FlOnnxMessage content;
  gboolean is_bytes;
} FlOnnxField;

/** fl_onnx_next_field: Reads a field; %FALSE at the end, and where the message is damaged. */
gboolean fl_onnx_next_field (FlOnnxMessage *self, FlOnnxField *out);

/** fl_onnx_find_field: Returns: the first field @number; an empty one when there is none */
FlOnnxField fl_onnx_find_field (FlOnnxMessage message, guint64 number);

/** fl_onnx_read_number: Returns: the number that comes next, of up to 64 bits, 7 a byte */
guint64 fl_onnx_read_number (FlOnnxMessage *self);

G_END_DECLS
