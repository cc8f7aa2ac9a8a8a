/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys mean on the timeline page: a pure function. */
#include "app/fl-timeline-keys.h"

#define HELD (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

typedef struct {
  guint keyvals[3];
  GdkModifierType held; /* of Control and Shift */
  FlTimelineCommand command;
  int direction;
} Binding;

static const Binding bindings[] = {
  {{GDK_KEY_Left, GDK_KEY_KP_Left, GDK_KEY_comma}, 0, FL_TIMELINE_STEP, -1},
  {{GDK_KEY_Right, GDK_KEY_KP_Right, GDK_KEY_period}, 0, FL_TIMELINE_STEP, 1},
  {{GDK_KEY_Left, GDK_KEY_KP_Left}, GDK_CONTROL_MASK, FL_TIMELINE_CHANGE, -1},
  {{GDK_KEY_Right, GDK_KEY_KP_Right}, GDK_CONTROL_MASK, FL_TIMELINE_CHANGE, 1},
  {{GDK_KEY_Up, GDK_KEY_KP_Up}, GDK_CONTROL_MASK, FL_TIMELINE_DOUBT, -1},
  {{GDK_KEY_Down, GDK_KEY_KP_Down}, GDK_CONTROL_MASK, FL_TIMELINE_DOUBT, 1},
  {{GDK_KEY_Up, GDK_KEY_KP_Up}, 0, FL_TIMELINE_TRACK, -1},
  {{GDK_KEY_Down, GDK_KEY_KP_Down}, 0, FL_TIMELINE_TRACK, 1},
  {{GDK_KEY_Left, GDK_KEY_KP_Left}, GDK_SHIFT_MASK, FL_TIMELINE_EXTEND, -1},
  {{GDK_KEY_Right, GDK_KEY_KP_Right}, GDK_SHIFT_MASK, FL_TIMELINE_EXTEND, 1},
  {{GDK_KEY_Left, GDK_KEY_KP_Left}, HELD, FL_TIMELINE_EXTEND_TO_CHANGE, -1},
  {{GDK_KEY_Right, GDK_KEY_KP_Right}, HELD, FL_TIMELINE_EXTEND_TO_CHANGE, 1},
  {{GDK_KEY_Home, GDK_KEY_KP_Home}, 0, FL_TIMELINE_END, -1},
  {{GDK_KEY_End, GDK_KEY_KP_End}, 0, FL_TIMELINE_END, 1},
  {{GDK_KEY_0, GDK_KEY_KP_0}, GDK_CONTROL_MASK, FL_TIMELINE_FIT, 1},
  {{GDK_KEY_space, GDK_KEY_KP_Space}, 0, FL_TIMELINE_SELECT, 1},
  {{GDK_KEY_Escape}, 0, FL_TIMELINE_UNSELECT, 1},
  {{GDK_KEY_Delete, GDK_KEY_KP_Delete}, 0, FL_TIMELINE_GIVE_BACK, 1},
  {{GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter}, 0, FL_TIMELINE_OPEN, 1},
};

/* Plus needs Shift on some keyboards, and on others it is what `=` gives with it. */
static int
get_zoom (guint keyval)
{
  switch (keyval) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    return 1;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    return -1;
  default:
    return 0;
  }
}

FlTimelineCommand
fl_timeline_keys_find (guint keyval, GdkModifierType state, int *out_direction)
{
  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return FL_TIMELINE_NONE;
  *out_direction = get_zoom (keyval);
  if (*out_direction != 0)
    return FL_TIMELINE_ZOOM;
  if (keyval == GDK_KEY_slash || keyval == GDK_KEY_KP_Divide)
    return FL_TIMELINE_FIND_CLASS;
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (bindings[i].keyvals); k++)
      if (bindings[i].keyvals[k] == keyval && (state & HELD) == bindings[i].held) {
        *out_direction = bindings[i].direction;
        return bindings[i].command;
      }
  return FL_TIMELINE_NONE;
}
