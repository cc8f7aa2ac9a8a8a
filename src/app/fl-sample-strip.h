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
 * The samples around the question, up to nine, as many as fit, and beside them first, middle and last
 * of its run. Main thread.
 *
 * Signals: `sample-activated` (#FlStream, gint64 frame): the person wants to go there;
 * `run-frame-activated` (gint64 frame): the person wants to see that frame of the run.
 */

/** fl_sample_strip_set_loader: Sets where thumbnails come from, or %NULL. */
void fl_sample_strip_set_loader (FlSampleStrip *self, FlFrameLoader *loader);

/** fl_sample_strip_show: Puts the sample nearest to @frame in the middle; %NULL empties it. */
void fl_sample_strip_show (FlSampleStrip *self, FlStream *stream, gint64 frame);

/** fl_sample_strip_set_has_runs: Keeps room for runs, or gives it to the neighbours. */
void fl_sample_strip_set_has_runs (FlSampleStrip *self, gboolean has_runs);

/** fl_sample_strip_show_run: Shows first, middle and last frame of a run of the stream that is shown,
 * `[3]`; %NULL for none. */
void fl_sample_strip_show_run (FlSampleStrip *self, const gint64 *frames);

G_END_DECLS
