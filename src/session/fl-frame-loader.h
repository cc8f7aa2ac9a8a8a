/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"
#include "session/fl-stream.h"

G_BEGIN_DECLS

#define FL_TYPE_FRAME_LOADER (fl_frame_loader_get_type ())
G_DECLARE_FINAL_TYPE (FlFrameLoader, fl_frame_loader, FL, FRAME_LOADER, GObject)

/**
 * FlFrameLoader:
 *
 * Pictures of frames for the window, decoded on two threads of its own (one for what is shown,
 * one for what will be), kept in a cache of bounded bytes. Asking never waits: what is not
 * there comes with a signal.
 *
 * Signals: `frame-ready` (gint64 stream id, gint64 frame) when fl_frame_loader_get_frame() would
 * now give it; `thumb-ready` (gint64 stream id, gint64 frame) likewise; `frame-failed` (gint64
 * stream id, gint64 frame, const char *why). Main thread.
 */

/**
 * fl_frame_loader_get_frame:
 * @self: a loader
 * @stream: a stream
 * @frame: display index
 * @width_px: width of the place where it is shown, in device pixels
 * @height_px: height of the place
 *
 * Gives the picture, scaled to fit the place (never enlarged), or begins to load it. The newest
 * request is served first and older unserved ones are dropped.
 *
 * Returns: (transfer full) (nullable): the picture (BGR24), or %NULL until `frame-ready`
 */
FlImage *fl_frame_loader_get_frame (FlFrameLoader *self,
                                    FlStream *stream,
                                    gint64 frame,
                                    guint width_px,
                                    guint height_px);

/**
 * fl_frame_loader_prefetch_frame:
 * @self: a loader
 * @stream: a stream
 * @frame: display index
 * @width_px: as in fl_frame_loader_get_frame()
 * @height_px: as in fl_frame_loader_get_frame()
 *
 * Loads a picture that will probably be asked for soon; at most eight wait.
 */
void fl_frame_loader_prefetch_frame (FlFrameLoader *self,
                                     FlStream *stream,
                                     gint64 frame,
                                     guint width_px,
                                     guint height_px);

/**
 * fl_frame_loader_get_thumb:
 * @self: a loader
 * @stream: a stream
 * @frame: display index of a sample
 *
 * Gives the thumbnail of a sample (320 pixels long) or begins to load it.
 *
 * Returns: (transfer full) (nullable): the picture (BGR24), or %NULL until `thumb-ready`
 */
FlImage *fl_frame_loader_get_thumb (FlFrameLoader *self, FlStream *stream, gint64 frame);

/** fl_frame_loader_peek_thumb: Returns: (transfer full) (nullable): the same if it is there; else nothing
 * is begun */
FlImage *fl_frame_loader_peek_thumb (FlFrameLoader *self, FlStream *stream, gint64 frame);

G_END_DECLS
