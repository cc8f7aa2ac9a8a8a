/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading protocol buffers, as far as ONNX files need it: fields one after the other, each a tag and
 * what the tag says (the encoding is part of their documentation). */
#include "features/fl-onnx-message.h"

/* How a field is written. */
enum {
  WIRE_NUMBER = 0,
  WIRE_8_BYTES = 1,
  WIRE_BYTES = 2,
  WIRE_4_BYTES = 5,
};

guint64
fl_onnx_read_number (FlOnnxMessage *self)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && self->at < self->end; shift += 7) {
    guint8 byte = *self->at++;
    value |= (guint64) (byte & 0x7f) << shift;
    if ((byte & 0x80) == 0)
      return value;
  }
  self->is_damaged = TRUE;
  return 0;
}

static FlOnnxMessage
read_bytes (FlOnnxMessage *self, guint64 size)
{
  if (self->is_damaged || size > (guint64) (self->end - self->at)) {
    self->is_damaged = TRUE;
    return (FlOnnxMessage){.at = self->end, .end = self->end};
  }
  FlOnnxMessage content = {.at = self->at, .end = self->at + size};
  self->at += size;
  return content;
}

gboolean
fl_onnx_next_field (FlOnnxMessage *self, FlOnnxField *out)
{
  if (self->at == self->end || self->is_damaged)
    return FALSE;
  guint64 tag = fl_onnx_read_number (self);
  *out = (FlOnnxField){.number = tag >> 3};
  switch (tag & 7) {
  case WIRE_NUMBER:
    out->value = fl_onnx_read_number (self);
    break;
  case WIRE_8_BYTES:
    (void) read_bytes (self, 8); /* Nothing that is looked at is written so. */
    break;
  case WIRE_BYTES:
    out->content = read_bytes (self, fl_onnx_read_number (self));
    out->is_bytes = TRUE;
    break;
  case WIRE_4_BYTES:
    (void) read_bytes (self, 4); /* The same. */
    break;
  default:
    self->is_damaged = TRUE;
  }
  return !self->is_damaged;
}

FlOnnxField
fl_onnx_find_field (FlOnnxMessage message, guint64 number)
{
  FlOnnxField field;

  while (fl_onnx_next_field (&message, &field))
    if (field.number == number)
      return field;
  return (FlOnnxField){.content = {.at = message.end, .end = message.end}};
}
