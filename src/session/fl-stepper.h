/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"
#include "session/fl-picture-thread.h"
#include "session/fl-stream.h"

G_BEGIN_DECLS

/**
 * FlStepper:
 *
 * Keeps the frames around the shown one ready while somebody steps or plays, so that the next
 * step finds its picture. Going on costs one frame a step; going back would cost a group of
 * pictures a step, so stretches of it are decoded at once, the next one long before it is
 * needed. Bounded in bytes. Main thread.
 */
typedef struct _FlStepper FlStepper;

/** FL_STEPPER_N_BEFORE: Frames before one that is jumped to that are made at once, so that the first
 * steps back cost nothing while a whole stretch is decoded. */
#define FL_STEPPER_N_BEFORE 4

/**
 * FlStepperView:
 * @index: the frames
 * @frame: the one that is shown
 * @step: where it goes: 1 on, -1 back
 * @max_frames: how many pictures can be kept
 * @has: whether the picture of a frame is there
 * @data: for @has
 *
 * What is looked at when it is planned what to make next.
 */
typedef struct {
  const FlFrameIndex *index;
  gint64 frame;
  int step;
  guint max_frames;
  gboolean (*has) (gint64 frame, gconstpointer data);
  gconstpointer data;
} FlStepperView;

/**
 * fl_stepper_plan:
 * @view: what there is
 * @out: (out caller-allocates): the frames to make, in one group of pictures when it goes back
 *
 * Returns: whether anything is to be made by now
 */
gboolean fl_stepper_plan (const FlStepperView *view, FlRange *out);

/**
 * fl_stepper_new:
 * @shown: (transfer none): the pictures that are kept elsewhere
 * @show_thread: (transfer none): the thread that made the shown one, and goes on from there
 * @func: is told of each picture, on a thread
 * @data: for @func
 *
 * Returns: (transfer full): a stepper with a thread of its own for going back
 */
FlStepper *fl_stepper_new (const FlPictureCache *shown,
                           FlPictureThread *show_thread,
                           FlPictureFunc func,
                           gpointer data);

/** fl_stepper_free: Stops its thread and waits for it; before its other thread is freed. */
void fl_stepper_free (FlStepper *self);

/**
 * fl_stepper_look_back:
 * @self: a stepper
 * @key: a picture that has just come
 *
 * Makes the frames just before @key, if it is what is shown and nobody steps.
 */
void fl_stepper_look_back (FlStepper *self, const FlPictureKey *key);

/** fl_stepper_get: Returns: (transfer full) (nullable): the picture, if it is one of its own */
FlImage *fl_stepper_get (FlStepper *self, const FlPictureKey *key);

/** fl_stepper_expects: Returns: whether that picture is being made */
gboolean fl_stepper_expects (const FlStepper *self, const FlPictureKey *key);

/**
 * fl_stepper_yield:
 * @self: a stepper
 *
 * Gives up what waits on the thread of the shown picture, which is needed for something else.
 */
void fl_stepper_yield (FlStepper *self);

/**
 * fl_stepper_note_shown:
 * @self: a stepper
 * @stream: the stream
 * @key: what is shown, or shall be
 *
 * Tells where one is. A step from the last one begins the work; anything else ends it.
 */
void fl_stepper_note_shown (FlStepper *self, FlStream *stream, const FlPictureKey *key);

/**
 * fl_stepper_take:
 * @self: a stepper
 * @plan: the plan that @func was told
 * @key: which picture
 * @image: (nullable): the picture, %NULL when there will be no more of this plan
 *
 * Keeps a picture.
 */
void fl_stepper_take (FlStepper *self, guint plan, const FlPictureKey *key, FlImage *image);

G_END_DECLS
