/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file holds by the plainest decode there is: open, read, decode, no seeking. */
#pragma once

#include "media/fl-decoder.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlTestFrame:
 * @pts: best-effort time in the stream's time base, %G_MININT64 when there is none
 * @is_key: whether the decoder calls it a key frame
 * @hash: hash of all samples of all planes
 */
typedef struct {
  gint64 pts;
  gboolean is_key;
  char hash[33];
} FlTestFrame;

/** fl_test_reference: Returns: (transfer full) (element-type FlTestFrame): all frames of @path */
GArray *fl_test_reference (const char *path);

/** fl_test_hash_frame: Returns: (transfer full): the same hash of a frame of the program's */
char *fl_test_hash_frame (const FlFrame *frame);

/** fl_test_assert_next: Checks that @decoder gives frame @i next, and the pixels that it has in
 * @reference. */
void fl_test_assert_next (FlDecoder *decoder, const GArray *reference, gint64 i);

G_END_DECLS
