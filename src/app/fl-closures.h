/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-acceptance.h"

G_BEGIN_DECLS

/* Pure functions from values to what people read, used by expressions in .ui files and by C.
 * @object is whatever the expression belongs to and is never looked at. Returned strings are
 * (transfer full). Main thread. */

/** fl_closure_guess: Returns: the probability as a percentage, or, when it is a rough one, only
 * "guess" for the class that is ahead */
char *fl_closure_guess (gpointer object, double probability, gboolean is_rough);

/** fl_closure_percent: Returns: `48 %`, `<1 %` or `>99 %` short of certainty, empty for NAN */
char *fl_closure_percent (gpointer object, double probability);

/** fl_closure_fraction: Returns: @probability; 0 for NAN and for a rough one */
double fl_closure_fraction (gpointer object, double probability, gboolean is_rough);

/** fl_closure_palette_index: Returns: the palette index of a class */
guint fl_closure_palette_index (gpointer object, guint colour, gboolean is_background);

/** fl_closure_class_tooltip: Returns: the name of a class, and what it means where that is told */
char *fl_closure_class_tooltip (gpointer object, const char *name, const char *definition);

/** fl_closure_key_cap: Returns: what stands on the key of a class: upper case, `–` for none */
char *fl_closure_key_cap (gpointer object, const char *key);

/** fl_closure_is_at_work: Returns: whether the stream is being counted or read */
gboolean fl_closure_is_at_work (gpointer object, FlStreamState state);

/** fl_closure_is_recording: Returns: whether live video is recorded, or waited for */
gboolean fl_closure_is_recording (gpointer object, FlStreamState state);

/** fl_closure_is_moving: Returns: whether what is told of a stream changes all the time, so that it
 * may not ask for a layout */
gboolean fl_closure_is_moving (gpointer object, FlStreamState state);

/** fl_closure_is_at_rest: Returns: whether it does not */
gboolean fl_closure_is_at_rest (gpointer object, FlStreamState state);

/** fl_closure_can_record: Returns: whether @stream (nullable) is live video that nothing is done
 * with */
gboolean fl_closure_can_record (gpointer object, FlStreamState state, FlStream *stream);

/** fl_closure_can_resume: Returns: whether ingest stopped and may be tried again */
gboolean fl_closure_can_resume (gpointer object, FlStreamState state);

/** fl_closure_stream_line: Returns: the line under the name of a stream, which need not be said
 * once more there */
char *fl_closure_stream_line (gpointer object, FlStreamState state, const char *status);

/** fl_closure_is_missing: Returns: whether the file of a stream is to be found */
gboolean fl_closure_is_missing (gpointer object, FlStreamState state);

/** fl_closure_has_text: Returns: whether @text is neither %NULL nor empty */
gboolean fl_closure_has_text (gpointer object, const char *text);

/** fl_closure_progress: Returns: one line about the project, "12 of 300 samples labelled" */
char *fl_closure_progress (gpointer object, guint n_labelled, guint n_samples, guint n_auto);

/** fl_closure_progress_fraction: Returns: share of samples with a label that counts, 0..1 */
double
fl_closure_progress_fraction (gpointer object, guint n_labelled, guint n_samples, guint n_auto);

/**
 * fl_closure_caption:
 * @stream: name of the stream
 * @time_s: place in the stream, NAN when unknown
 * @frame: display index
 * @offset: frames between the question and what is shown, 0 for the question itself
 *
 * Returns: the line under the picture: "cam1.mp4 · 0:12:33.40 · frame 22,602"
 */
char *fl_closure_caption (const char *stream, double time_s, gint64 frame, int offset);

/**
 * fl_closure_in_run:
 * @text: about a frame
 * @n_frames: how many frames its run has
 *
 * Returns: that it is about a run: "frame 22,602 · run of 41 frames"; @text alone for one frame
 */
char *fl_closure_in_run (const char *text, gint64 n_frames);

/**
 * fl_closure_said:
 * @label: (nullable): name of the class, %NULL when there is none
 * @certainty: who or what says so
 *
 * Returns: what a stretch of a timeline is, and by whom: "Feeding, labelled by a person"
 */
char *fl_closure_said (const char *label, FlCertainty certainty);

/**
 * fl_closure_span:
 * @label: (nullable): name of the class, %NULL when there is none
 * @certainty: who or what says so
 * @time_s: a time in the stretch, NAN when unknown
 *
 * Returns: what a stretch of a timeline is, and by whom: "0:12:33.40 · Feeding, labelled by a
 *   person"
 */
char *fl_closure_span (const char *label, FlCertainty certainty, double time_s);

/**
 * fl_closure_echo:
 * @answer: (nullable): name of the class that was answered, %NULL for unsure
 * @guess: (nullable): name of the class the machine guessed
 *
 * Returns: what appears over the picture: the class, and the machine's when it differs
 */
char *fl_closure_echo (const char *answer, const char *guess);

/** fl_closure_accept_button: Returns: "Label 18,300 Samples and Start a Sweep" */
char *fl_closure_accept_button (guint n_samples, guint n_sweeps);

/**
 * fl_closure_accept_hint:
 * @max_error: a larger share of wrong labels than the one that gives nothing, 0..1
 * @n_samples: samples that would be labelled with it
 *
 * Returns: what more errors would buy, one sentence
 */
char *fl_closure_accept_hint (double max_error, guint n_samples);

/** fl_closure_accept_preview: Returns: what accepting would do, a few sentences */
char *fl_closure_accept_preview (const FlAcceptance *acceptance);

G_END_DECLS
