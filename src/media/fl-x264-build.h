/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not for other layers. */
#pragma once

#include "media/fl-av.h"

G_BEGIN_DECLS

/**
 * fl_x264_build_find:
 * @input: a file
 *
 * Before build 151, x264 wrote 4:4:4 in a way of its own. FFmpeg reads it right when it has seen
 * the note that the encoder leaves in the first packet, which a decoder that begins in the middle
 * of the file has not; so it is looked for there.
 *
 * Returns: the build of x264 that wrote @input, -1 where that does not matter or is not told
 */
int fl_x264_build_find (const FlAvInput *input);

/** fl_x264_build_parse: Returns: the build that a packet tells of, -1 when it tells of none */
int fl_x264_build_parse (const guint8 *data, gsize size);

G_END_DECLS
