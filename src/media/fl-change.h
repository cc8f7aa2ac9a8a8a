/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"

G_BEGIN_DECLS

/**
 * FlChange:
 *
 * Which of the frames that are looked at are samples when they are taken on change: those that
 * look other than the newest sample, and one whenever enough time went by without. Begun again
 * at any sample it goes on as if it had never stopped. One thread.
 */
typedef struct _FlChange FlChange;

/** fl_change_new: Returns: (transfer full): before the first frame; @longest_s > 0 is the most that
 * lies between two samples, in seconds, as far as frames come often enough */
FlChange *fl_change_new (double longest_s);

/** fl_change_free: Frees it. */
void fl_change_free (FlChange *self);

/**
 * fl_change_take:
 * @self: what was seen so far
 * @time_s: presentation time, seconds, rising
 * @image: the analysis picture of a frame, YUV 4:2:0
 *
 * Compares the brightness of small squares, so that noise evens out: some of them have to change
 * by more than a camera's noise and a codec's coarseness.
 *
 * Returns: whether the frame is a sample, which the first one always is
 */
gboolean fl_change_take (FlChange *self, double time_s, const FlImage *image);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlChange, fl_change_free)

G_END_DECLS
