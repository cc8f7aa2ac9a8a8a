/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What FFmpeg says in its log alone; not for other layers. */
#pragma once

#include <glib.h>
#include <libavcodec/avcodec.h>

G_BEGIN_DECLS

/** fl_complaints_listen: Has FFmpeg print nothing and tell us instead, in the whole program. Any thread. */
void fl_complaints_listen (void);

/**
 * fl_complaints_watch:
 * @codec: a decoder that is not open yet and whose `opaque` nobody uses
 *
 * Has what @codec complains of counted until fl_complaints_forget().
 */
void fl_complaints_watch (AVCodecContext *codec);

/** fl_complaints_forget: Frees what counts for a decoder once that was closed: its `opaque`, which may
 * be %NULL. */
void fl_complaints_forget (gpointer opaque);

/**
 * fl_complaints_count:
 * @codec: a decoder that is watched
 *
 * How often @codec has said so far that something is wrong with what is seen. With several threads it
 * may have read further than to the picture that it gave last.
 */
guint fl_complaints_count (const AVCodecContext *codec);

G_END_DECLS
