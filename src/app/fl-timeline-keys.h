/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * FlTimelineCommand:
 * @FL_TIMELINE_NONE: the key means nothing to the timeline page
 * @FL_TIMELINE_STEP: a frame back or on
 * @FL_TIMELINE_CHANGE: to the previous or next change
 * @FL_TIMELINE_DOUBT: to the previous or next doubtful stretch
 * @FL_TIMELINE_TRACK: to the track above or below
 * @FL_TIMELINE_EXTEND: move an end of the range by a frame
 * @FL_TIMELINE_EXTEND_TO_CHANGE: move an end of the range to a change
 * @FL_TIMELINE_END: to the first or last frame
 * @FL_TIMELINE_ZOOM: show more, or less
 * @FL_TIMELINE_FIT: show all
 * @FL_TIMELINE_SELECT: select all around the cursor that says the same
 * @FL_TIMELINE_UNSELECT: select nothing
 * @FL_TIMELINE_GIVE_BACK: take back what was said of the range
 * @FL_TIMELINE_OPEN: ask about the frame on the label page
 * @FL_TIMELINE_FIND_CLASS: choose a class by its name
 *
 * What a key other than a class's key does on the timeline page.
 */
typedef enum {
  FL_TIMELINE_NONE,
  FL_TIMELINE_STEP,
  FL_TIMELINE_CHANGE,
  FL_TIMELINE_DOUBT,
  FL_TIMELINE_TRACK,
  FL_TIMELINE_EXTEND,
  FL_TIMELINE_EXTEND_TO_CHANGE,
  FL_TIMELINE_END,
  FL_TIMELINE_ZOOM,
  FL_TIMELINE_FIT,
  FL_TIMELINE_SELECT,
  FL_TIMELINE_UNSELECT,
  FL_TIMELINE_GIVE_BACK,
  FL_TIMELINE_OPEN,
  FL_TIMELINE_FIND_CLASS,
} FlTimelineCommand;

/**
 * fl_timeline_keys_find:
 * @keyval: the key's symbol
 * @state: modifiers that were held
 * @out_direction: (out): -1 for back, above or less; 1 for on, below or more
 *
 * Returns: what the key does
 */
FlTimelineCommand fl_timeline_keys_find (guint keyval, GdkModifierType state, int *out_direction);

G_END_DECLS
