/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of the review page in a window, driven by keys. */
#pragma once

#include "fixture.h"

#include "app/fl-frames-view-private.h"
#include "app/fl-window-private.h"

G_BEGIN_DECLS

/* Hardware codes, as X11 gives them. */
#define KEYCODE_0      19
#define KEYCODE_1      10
#define KEYCODE_2      11
#define KEYCODE_E      26
#define KEYCODE_ENTER  36
#define KEYCODE_SPACE  65
#define KEYCODE_DELETE 119
#define KEYCODE_F5     71
#define KEYCODE_PERIOD 60
#define KEYCODE_CTRL   37
/* Later presses than that do not bounce. */
#define APART_US 200000

typedef struct {
  FlWindow *window;
  FlFramesView *view;
  gint64 now_us;
} Screen;

/** screen_open: Returns: a window with the grid of all frames, after some answers */
Screen screen_open (Fixture *fixture);

/** screen_is_listed: Returns: whether a frame of the list has the focus, once it is sorted; for
 * fixture_wait() */
gboolean screen_is_listed (gpointer screen);

/** screen_is_filtered: Returns: whether the list is sorted; for fixture_wait() */
gboolean screen_is_filtered (gpointer screen);

/** screen_count: Returns: how many frames are listed */
guint screen_count (const Screen *self);

/** screen_press: Presses a key of the grid. Returns: whether it was heard */
gboolean screen_press (Screen *self, guint keyval, guint keycode, GdkModifierType state);

/** screen_get_focused: Returns: (transfer none) (nullable): the cell that has the focus */
FlReviewCell *screen_get_focused (const Screen *self);

/** screen_select_only: Selects @n frames from @first on. */
void screen_select_only (const Screen *self, guint first, guint n);

G_END_DECLS
