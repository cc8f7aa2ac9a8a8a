/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"

G_BEGIN_DECLS

/** FL_DEMO_N_STREAMS: cameras of the demo. */
#define FL_DEMO_N_STREAMS 3

/** FL_DEMO_RATE: frames a second. */
#define FL_DEMO_RATE 25

/** FL_DEMO_N_FRAMES: frames of each stream: 64 s. */
#define FL_DEMO_N_FRAMES (64 * FL_DEMO_RATE)

/** FL_DEMO_WIDTH_PX, FL_DEMO_HEIGHT_PX: size of the pictures. */
#define FL_DEMO_WIDTH_PX  480
#define FL_DEMO_HEIGHT_PX 270

/**
 * FlDemoClass:
 * @FL_DEMO_NOTHING: only the nest
 * @FL_DEMO_BIRD: a bird at the nest
 * @FL_DEMO_SQUIRREL: a squirrel at the nest
 *
 * What is true of a frame.
 */
typedef enum {
  FL_DEMO_NOTHING,
  FL_DEMO_BIRD,
  FL_DEMO_SQUIRREL,
  FL_DEMO_N_CLASSES,
} FlDemoClass;

/**
 * FlDemoScene:
 *
 * A drawn nest, as a camera sees it from day to night. The same stream is the same film on
 * every machine. One thread.
 */
typedef struct _FlDemoScene FlDemoScene;

/** fl_demo_scene_new: Returns: (transfer full): what camera @stream sees, 0 to n - 1 */
FlDemoScene *fl_demo_scene_new (guint stream);

/** fl_demo_scene_free: Frees it. */
void fl_demo_scene_free (FlDemoScene *self);

/** fl_demo_scene_get_class: Returns: what is true of frame @frame */
FlDemoClass fl_demo_scene_get_class (const FlDemoScene *self, guint frame);

/** fl_demo_scene_draw: Returns: (transfer full): frame @frame, YUV 4:2:0 */
FlImage *fl_demo_scene_draw (FlDemoScene *self, guint frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlDemoScene, fl_demo_scene_free)

G_END_DECLS
