/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlFinderKinds:
 * @FL_FINDER_COMMANDS: what can be done in a window
 * @FL_FINDER_VIDEOS: streams of the project
 * @FL_FINDER_CLASSES: its classes
 *
 * What is searched.
 */
typedef enum {
  FL_FINDER_COMMANDS = 1 << 0,
  FL_FINDER_VIDEOS = 1 << 1,
  FL_FINDER_CLASSES = 1 << 2,
} FlFinderKinds;

#define FL_TYPE_FINDER (fl_finder_get_type ())
G_DECLARE_FINAL_TYPE (FlFinder, fl_finder, FL, FINDER, AdwWindow)

/**
 * FlFinder:
 *
 * One line to type into, and below it what that finds; Enter takes the first. Closes when something
 * was taken. Main thread.
 *
 * Signals: `command-chosen` (const char *action), `video-chosen` (#FlStream), `class-chosen`
 * (#FlClass), once it is closed.
 */

/**
 * fl_finder_new:
 * @window: over which window
 * @session: (nullable): what is searched for videos and classes
 * @kinds: what is searched
 * @disabled: (element-type utf8): actions that cannot be done now
 *
 * Returns: (transfer none): the finder
 */
FlFinder *
fl_finder_new (GtkWindow *window, FlSession *session, FlFinderKinds kinds, GHashTable *disabled);

G_END_DECLS
