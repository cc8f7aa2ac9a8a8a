/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of packets of H.264 and HEVC (annex B of both, and ISO/IEC 14496-15); not for other layers. */
#pragma once

#include "media/fl-av.h"

G_BEGIN_DECLS

/* Kinds of units of H.264. */
enum {
  FL_H264_SLICE = 1,
  FL_H264_IDR = 5,
  FL_H264_SEI = 6,
  FL_H264_SEQUENCE = 7,
  FL_H264_PICTURE = 8,
  FL_H264_DELIMITER = 9,
  FL_H264_FILLER = 12,
};

/**
 * FlUnits:
 * @data: (array length=size): a packet
 * @size: its bytes
 * @at: where the walk is, 0 at first
 * @length_bytes: before each unit; 0: units are told apart by start codes
 * @is_broken: whether the units do not fill it exactly
 *
 * A walk over the units of a packet.
 */
typedef struct {
  const guint8 *data;
  gsize size;
  gsize at;
  guint length_bytes;
  gboolean is_broken;
} FlUnits;

/** fl_units_get_length_bytes: Returns: how many bytes of length stand before each unit of @codec, H.264
 * or HEVC; 0 when units are told apart by start codes */
guint fl_units_get_length_bytes (const AVCodecParameters *codec);

/**
 * fl_units_next:
 * @self: a walk
 * @out_unit: (out) (array length=out_size): the unit
 * @out_size: (out): its bytes, at least 1; with start codes those up to the end of the packet, since
 *   only the head of a unit is looked at
 *
 * Returns: whether there is another unit
 */
gboolean fl_units_next (FlUnits *self, const guint8 **out_unit, gsize *out_size);

/**
 * FlUnitBytes:
 * @data: (array length=size): a unit
 * @size: its bytes
 * @at: where the next one is read
 * @n_zeros: how many zeros were read last
 *
 * Bytes of a unit without those that keep start codes from appearing in it.
 */
typedef struct {
  const guint8 *data;
  gsize size;
  gsize at;
  guint n_zeros;
} FlUnitBytes;

/** fl_unit_bytes_next: Returns: the next byte, or -1 at the end */
int fl_unit_bytes_next (FlUnitBytes *self);

G_END_DECLS
