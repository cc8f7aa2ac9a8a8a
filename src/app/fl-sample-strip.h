/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"

G_BEGIN_DECLS

#define FL_TYPE_SAMPLE_STRIP (fl_sample_strip_get_type ())
G_DECLARE_FINAL_TYPE (FlSampleStrip, fl_sample_strip, FL, SAMPLE_STRIP, GtkWidget)

/**
 * FlSampleStrip:
 *
 * The samples around the question, up to nine, as many as fit. Main thread.
 *
 * Signals: `sample-activated` (#FlStream, gint64 frame): the person wants to go there.
 */

/** fl_sample_strip_set_loader: Sets where thumbnails come from, or %NULL. */
void fl_sample_strip_set_loader (FlSampleStrip *self, FlFrameLoader *loader);

/** fl_sample_strip_show: Puts the sample nearest to @frame in the middle; %NULL empties it. */
void fl_sample_strip_show (FlSampleStrip *self, FlStream *stream, gint64 frame);

G_END_DECLS
