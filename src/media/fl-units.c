/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the units of a packet lie, and their bytes. */
#include "media/fl-units.h"

/* Moves to the byte after the next start code; FALSE when there is none. */
static gboolean
find_start_code (const guint8 *data, gsize size, gsize *at)
{
  for (gsize i = *at; i + 3 < size; i++) {
    if (data[i + 2] > 1)
      i += 2; /* None of the next three bytes can begin one. */
    else if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
      *at = i + 3;
      return TRUE;
    }
  }
  return FALSE;
}

guint
fl_units_get_length_bytes (const AVCodecParameters *codec)
{
  int at = codec->codec_id == AV_CODEC_ID_H264 ? 4 : 21; /* lengthSizeMinusOne in avcC and hvcC */

  if (codec->extradata_size <= at || codec->extradata[0] != 1)
    return 0;
  return (codec->extradata[at] & 3) + 1u;
}

gboolean
fl_units_next (FlUnits *self, const guint8 **out_unit, gsize *out_size)
{
  gsize unit = 0;

  if (self->length_bytes == 0) {
    if (!find_start_code (self->data, self->size, &self->at))
      return FALSE;
    *out_unit = self->data + self->at;
    *out_size = self->size - self->at;
    return TRUE;
  }
  if (self->at == self->size)
    return FALSE;
  if (self->at + self->length_bytes < self->size)
    for (guint i = 0; i < self->length_bytes; i++)
      unit = unit << 8 | self->data[self->at + i];
  if (unit == 0 || unit > self->size - self->at - self->length_bytes) {
    self->is_broken = TRUE;
    return FALSE;
  }
  *out_unit = self->data + self->at + self->length_bytes;
  *out_size = unit;
  self->at += self->length_bytes + unit;
  return TRUE;
}

int
fl_unit_bytes_next (FlUnitBytes *self)
{
  if (self->at < self->size && self->n_zeros >= 2 && self->data[self->at] == 3) {
    self->at++;
    self->n_zeros = 0;
  }
  if (self->at >= self->size)
    return -1;
  guint8 byte = self->data[self->at++];
  self->n_zeros = byte == 0 ? self->n_zeros + 1 : 0;
  return byte;
}
