/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footage that nobody filmed: streams of which only the times, the predictions and the truth are known,
 * so that hours of it cost nothing. */
#pragma once

#include "folder.h"

#include "session/fl-session-private.h"
#include "session/fl-session-sweeps.h"

G_BEGIN_DECLS

#define MEADOW_STREAMS 2
/* Of 5 s and ten samples each, a stream. */
#define MEADOW_BLOCKS 150
#define MEADOW_FRAMES (MEADOW_BLOCKS * 10)

/**
 * Meadow:
 * @session: a headless session with the classes Nothing, Bird and Squirrel
 * @is_event: whether a bird is there, by stream and block
 * @is_found: whether the machine finds it
 * @scores: how likely the machine holds it elsewhere, 0..1
 *
 * A project and what is true of it.
 */
typedef struct {
  char *folder;
  char *path;
  FlSession *session;
  gboolean is_event[MEADOW_STREAMS][MEADOW_BLOCKS];
  gboolean is_found[MEADOW_STREAMS][MEADOW_BLOCKS];
  double scores[MEADOW_STREAMS][MEADOW_BLOCKS];
} Meadow;

/** meadow_set_up: Makes one without events; @data is whether its classes are tags. */
void meadow_set_up (Meadow *self, gconstpointer data);

/** meadow_tear_down: Removes it. */
void meadow_tear_down (Meadow *self, gconstpointer data);

/** meadow_reopen: Closes the session and opens it again. */
void meadow_reopen (Meadow *self);

/** meadow_predict: Has a model say what @is_found and @scores say. */
void meadow_predict (Meadow *self);

/** meadow_get_bird: Returns: (transfer none): the class Bird */
FlClass *meadow_get_bird (Meadow *self);

/** meadow_label: Says that a bird is on the sixth frame of a block. */
void meadow_label (Meadow *self, guint stream, guint block);

/** meadow_get_place: Tells stream and block of a tile. */
void meadow_get_place (Meadow *self, const FlSheetTile *tile, guint *out_stream, guint *out_block);

/** meadow_exec: Has the file of the project changed by @sql behind everybody's back. */
void meadow_exec (Meadow *self, const char *sql);

G_END_DECLS
