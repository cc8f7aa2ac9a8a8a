/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"
#include "media/fl-frame.h"

G_BEGIN_DECLS

/** FL_ANALYSIS_SIZE_PX: the long side of an analysis picture. */
#define FL_ANALYSIS_SIZE_PX 320

/**
 * FlScaler:
 *
 * From what a codec gives to what features and people want: upright, square pixels, known
 * colours. Adapts itself when format or size change on the way. One thread.
 */

/** fl_scaler_new: Returns: (transfer full): a scaler */
FlScaler *fl_scaler_new (void);

/** fl_scaler_free: Frees it. */
void fl_scaler_free (FlScaler *self);

/**
 * fl_scaler_analyse:
 * @self: a scaler
 * @frame: a frame
 * @error: return location
 *
 * Makes the picture that features and the thumbnail come from: YUV 4:2:0, BT.601 full range,
 * at most 320 pixels long, never enlarged; the same bits on every processor.
 *
 * Returns: (transfer full): the picture, or %NULL with %FL_MEDIA_ERROR_DECODE
 */
FlImage *fl_scaler_analyse (FlScaler *self, const FlFrame *frame, GError **error);

/**
 * fl_scaler_show:
 * @self: a scaler
 * @frame: a frame
 * @max_width_px: width of the place, > 0
 * @max_height_px: height of the place, > 0
 * @error: return location
 *
 * Makes the picture that is shown: BGR24, fitting the place, never enlarged. Of an interlaced
 * frame one sees the first field, so that nothing frays; of high dynamic range what a screen can
 * show. Neither is done for fl_scaler_analyse().
 *
 * Returns: (transfer full): the picture, or %NULL with %FL_MEDIA_ERROR_DECODE
 */
FlImage *fl_scaler_show (FlScaler *self,
                         const FlFrame *frame,
                         guint max_width_px,
                         guint max_height_px,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlScaler, fl_scaler_free)

G_END_DECLS
