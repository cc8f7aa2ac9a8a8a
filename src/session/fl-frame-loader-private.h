/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-channel.h"
#include "session/fl-frame-loader.h"
#include "store/fl-cache.h"

G_BEGIN_DECLS

/** fl_frame_loader_new: Returns: (transfer full): a loader that answers through @inbox */
FlFrameLoader *fl_frame_loader_new (FlChannel *inbox, const FlCache *cache);

/** fl_frame_loader_stop: Stops its threads and waits for them; it gives nothing any more. */
void fl_frame_loader_stop (FlFrameLoader *self);

/** fl_frame_loader_note_closed: Shows again what is shown of @stream: its file may be closed now. */
void fl_frame_loader_note_closed (FlFrameLoader *self, FlStream *stream);

/** fl_frame_loader_has_frame: Returns: whether fl_frame_loader_get_frame() would give it at once */
gboolean fl_frame_loader_has_frame (FlFrameLoader *self,
                                    FlStream *stream,
                                    gint64 frame,
                                    guint width_px,
                                    guint height_px);

G_END_DECLS
