/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From high dynamic range to what screens show; not for other layers. */
#pragma once

#include "base/fl-image.h"

#include <libavutil/pixfmt.h>

G_BEGIN_DECLS

/**
 * FlToneMap:
 *
 * Makes pictures with the transfer of SMPTE ST 2084 or of hybrid log-gamma (both ITU-R BT.2100),
 * and the primaries of BT.2020, into ones for an sRGB screen. For people to look at only. One
 * thread.
 */
typedef struct _FlToneMap FlToneMap;

/** fl_tone_map_is_needed: Returns: whether pictures with that transfer have a high range */
gboolean fl_tone_map_is_needed (enum AVColorTransferCharacteristic transfer);

/** fl_tone_map_new: Returns: (transfer full): a map for a transfer that needs one */
FlToneMap *fl_tone_map_new (enum AVColorTransferCharacteristic transfer);

/** fl_tone_map_free: Frees it. */
void fl_tone_map_free (FlToneMap *self);

/** fl_tone_map_get_transfer: Returns: what it was made for */
enum AVColorTransferCharacteristic fl_tone_map_get_transfer (const FlToneMap *self);

/**
 * fl_tone_map_apply:
 * @self: a map
 * @from: [height][@stride], red, green and blue as they are coded, 0 to 65535
 * @stride: values from one row to the next
 * @to: (out): a BGR24 picture of that size
 */
void fl_tone_map_apply (const FlToneMap *self, const guint16 *from, gsize stride, FlImage *to);

G_END_DECLS
