/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-frame-view.h"
#include "app/fl-minimap.h"
#include "app/fl-page-keys.h"
#include "app/fl-ruler.h"
#include "app/fl-timeline-keys.h"
#include "app/fl-timeline-page.h"
#include "app/fl-timeline.h"

G_BEGIN_DECLS

/**
 * FlTimelineDrag:
 * @FL_TIMELINE_DRAG_NONE: nothing is dragged
 * @FL_TIMELINE_DRAG_PRESSED: a button is down; so far it is a click
 * @FL_TIMELINE_DRAG_RANGE: an end of the range follows the pointer
 */
typedef enum {
  FL_TIMELINE_DRAG_NONE,
  FL_TIMELINE_DRAG_PRESSED,
  FL_TIMELINE_DRAG_RANGE,
} FlTimelineDrag;

struct _FlTimelinePage {
  GtkWidget parent_instance;
  GtkStack *states;
  GtkBox *split;
  GtkDropDown *unit;
  GtkToggleButton *questions;
  GtkToggleButton *confidence;
  GtkToggleButton *lots;
  FlFrameView *view;
  GtkWidget *picture_side;
  GtkWidget *range_side;
  GtkBox *caption_line;
  GtkInscription *caption;
  GtkInscription *said;
  GtkInscription *range;
  GtkFlowBox *classes;
  GtkWidget *tracks_side;
  GtkWidget *corner;
  GtkLabel *date;
  FlRuler *ruler;
  FlTimeline *timeline;
  GtkWidget *foot_corner;
  FlMinimap *minimap;
  GtkWidget *hidden_bar;
  GtkLabel *hidden;

  FlSession *session;
  FlAxis axis;
  FlTrack *active;   /* (weak) (nullable) that has the cursor and the range */
  FlStream *stream;  /* (nullable) that it is of */
  FlClass *tag;      /* (nullable) */
  gint64 cursor;     /* display index, -1 for none */
  FlRange selection; /* with last < first for none */
  gint64 fixed;      /* the end of the range that stays while the other one is moved */
  FlTrack *pointed;  /* (weak) (nullable) below the pointer */
  gint64 pointed_frame;
  double pointer_x; /* on the ruler */
  double motion_x;  /* on the side of the tracks */
  double motion_y;
  FlTimelineDrag drag;
  double pinched; /* scale of the pinch so far */
  FlPageKeys *page_keys;
  gboolean is_narrow;
};

/** fl_timeline_page_has_range: Returns: whether a range is selected */
gboolean fl_timeline_page_has_range (FlTimelinePage *self);

/** fl_timeline_page_update_limits: Fits the axis to the streams that are there. */
void fl_timeline_page_update_limits (FlTimelinePage *self);

/** fl_timeline_page_show_axis: Has all parts show what the axis does. */
void fl_timeline_page_show_axis (FlTimelinePage *self);

/** fl_timeline_page_zoom: Shows @factor times less around @position. */
void fl_timeline_page_zoom (FlTimelinePage *self, double factor, double position);

/** fl_timeline_page_pan: Moves on by @share of what is shown. */
void fl_timeline_page_pan (FlTimelinePage *self, double share);

/** fl_timeline_page_get_cursor_position: Returns: where the cursor is on the axis, NAN for nowhere */
double fl_timeline_page_get_cursor_position (FlTimelinePage *self);

/** fl_timeline_page_set_cursor: Puts the cursor on @frame of @track (nullable), and shows that. */
void fl_timeline_page_set_cursor (FlTimelinePage *self, FlTrack *track, gint64 frame);

/** fl_timeline_page_select: Selects @range of the track with the cursor, or nothing for %NULL. */
void fl_timeline_page_select (FlTimelinePage *self, const FlRange *range);

/** fl_timeline_page_select_between: Selects from one frame to another, whichever comes first. */
void fl_timeline_page_select_between (FlTimelinePage *self, gint64 fixed, gint64 moved);

/** fl_timeline_page_show_details: Says what is below the pointer, or else at the cursor. */
void fl_timeline_page_show_details (FlTimelinePage *self);

/** fl_timeline_page_show_hidden: Says of which video nothing is shown, and why. */
void fl_timeline_page_show_hidden (FlTimelinePage *self);

/** fl_timeline_page_is_hidden_or_says: Returns: whether nothing is told of the track with the cursor, which
 * is said then */
gboolean fl_timeline_page_is_hidden_or_says (FlTimelinePage *self);

/** fl_timeline_page_deny: Says of the range that the tag of its track is not there. */
void fl_timeline_page_deny (FlTimelinePage *self);

/** fl_timeline_page_give_back: Takes back what was said of the range; says so, or why not. */
void fl_timeline_page_give_back (FlTimelinePage *self);

/** fl_timeline_page_open: Asks to have the frame at the cursor on the label page. */
void fl_timeline_page_open (FlTimelinePage *self);

/** fl_timeline_page_show_classes: Shows a button for each class. */
void fl_timeline_page_show_classes (FlTimelinePage *self);

/** fl_timeline_page_init_keys: Adds the key controller. */
void fl_timeline_page_init_keys (FlTimelinePage *self);

/** fl_timeline_page_init_pointer: Adds what listens to the pointer and to fingers. */
void fl_timeline_page_init_pointer (FlTimelinePage *self);

G_END_DECLS
