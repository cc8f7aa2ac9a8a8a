/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys mean on the timeline page. */
#include "app/fl-timeline-keys.h"

static void
assert_key (guint keyval, GdkModifierType state, FlTimelineCommand command, int direction)
{
  int found = 0;

  g_test_message ("%s", gdk_keyval_name (keyval));
  g_assert_cmpint (fl_timeline_keys_find (keyval, state, &found), ==, command);
  g_assert_cmpint (found, ==, direction);
}

static void
test_moving (void)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  assert_key (GDK_KEY_comma, 0, FL_TIMELINE_STEP, -1);
  assert_key (GDK_KEY_period, 0, FL_TIMELINE_STEP, 1);
  assert_key (GDK_KEY_Left, 0, FL_TIMELINE_STEP, -1);
  assert_key (GDK_KEY_Left, GDK_CONTROL_MASK, FL_TIMELINE_CHANGE, -1);
  assert_key (GDK_KEY_KP_Right, GDK_CONTROL_MASK, FL_TIMELINE_CHANGE, 1);
  assert_key (GDK_KEY_Up, GDK_CONTROL_MASK, FL_TIMELINE_DOUBT, -1);
  assert_key (GDK_KEY_Down, GDK_CONTROL_MASK, FL_TIMELINE_DOUBT, 1);
  assert_key (GDK_KEY_Down, 0, FL_TIMELINE_TRACK, 1);
  assert_key (GDK_KEY_Right, GDK_SHIFT_MASK, FL_TIMELINE_EXTEND, 1);
  assert_key (GDK_KEY_Left, both, FL_TIMELINE_EXTEND_TO_CHANGE, -1);
  assert_key (GDK_KEY_Home, 0, FL_TIMELINE_END, -1);
  assert_key (GDK_KEY_End, 0, FL_TIMELINE_END, 1);
}

/* With Control and without, and whatever a keyboard needs for a plus. */
static void
test_zooming (void)
{
  assert_key (GDK_KEY_plus, 0, FL_TIMELINE_ZOOM, 1);
  assert_key (GDK_KEY_plus, GDK_SHIFT_MASK, FL_TIMELINE_ZOOM, 1);
  assert_key (GDK_KEY_equal, GDK_CONTROL_MASK, FL_TIMELINE_ZOOM, 1);
  assert_key (GDK_KEY_KP_Subtract, 0, FL_TIMELINE_ZOOM, -1);
  assert_key (GDK_KEY_0, GDK_CONTROL_MASK, FL_TIMELINE_FIT, 1);
}

static void
test_editing (void)
{
  assert_key (GDK_KEY_Delete, 0, FL_TIMELINE_GIVE_BACK, 1);
  assert_key (GDK_KEY_space, 0, FL_TIMELINE_SELECT, 1);
  assert_key (GDK_KEY_Escape, 0, FL_TIMELINE_UNSELECT, 1);
  assert_key (GDK_KEY_Return, 0, FL_TIMELINE_OPEN, 1);
  assert_key (GDK_KEY_slash, GDK_SHIFT_MASK, FL_TIMELINE_FIND_CLASS, 0);
}

/* Letters and digits are of classes, and what has other modifiers is for others. */
static void
test_the_rest (void)
{
  assert_key (GDK_KEY_0, 0, FL_TIMELINE_NONE, 0);
  assert_key (GDK_KEY_a, 0, FL_TIMELINE_NONE, 0);
  assert_key (GDK_KEY_Return, GDK_CONTROL_MASK, FL_TIMELINE_NONE, 0);
  assert_key (GDK_KEY_Left, GDK_ALT_MASK, FL_TIMELINE_NONE, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/timeline-keys/moving", test_moving);
  g_test_add_func ("/app/timeline-keys/zooming", test_zooming);
  g_test_add_func ("/app/timeline-keys/editing", test_editing);
  g_test_add_func ("/app/timeline-keys/the-rest", test_the_rest);
  return g_test_run ();
}
