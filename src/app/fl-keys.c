/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys mean on the label page: pure functions, so that they can be tested without a
 * display. All letters and digits belong to classes. */
#include "app/fl-keys.h"

#include <string.h>

/* Faster than a finger can, slower than contacts bounce. */
#define BOUNCE_US 80000

/* Nobody sees a picture and presses a key in this time. */
#define BURST_US 200000

static const guint keypad[] = {90, 87, 88, 89, 83, 84, 85, 79, 80, 81};

FlCommand
fl_keys_find_command (guint keyval, GdkModifierType state, int *out_step)
{
  const gboolean has_control = (state & GDK_CONTROL_MASK) != 0;
  int sign = 0;

  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    sign = -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    sign = 1;
  if (sign != 0 && (state & (GDK_ALT_MASK | GDK_SHIFT_MASK)) == 0) {
    if (out_step != NULL)
      *out_step = sign * (has_control ? 10 : 1);
    return FL_COMMAND_STEP;
  }
  if (has_control || (state & GDK_ALT_MASK) != 0)
    return FL_COMMAND_NONE;
  switch (keyval) {
  case GDK_KEY_period:
  case GDK_KEY_KP_Decimal:
  case GDK_KEY_KP_Separator:
  case GDK_KEY_KP_Delete:
    return FL_COMMAND_UNSURE;
  case GDK_KEY_Page_Down:
    return FL_COMMAND_LATER;
  case GDK_KEY_BackSpace:
    return FL_COMMAND_TAKE_BACK;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_ISO_Enter:
    return FL_COMMAND_ACCEPT_GUESS;
  case GDK_KEY_Home:
  case GDK_KEY_KP_Home:
    return FL_COMMAND_FIRST;
  case GDK_KEY_End:
  case GDK_KEY_KP_End:
    return FL_COMMAND_LAST;
  case GDK_KEY_plus:
  case GDK_KEY_KP_Add:
    return FL_COMMAND_NEW_CLASS;
  case GDK_KEY_space:
  case GDK_KEY_KP_Space:
    return FL_COMMAND_PLAY;
  case GDK_KEY_Escape:
    return FL_COMMAND_STOP_FINDING;
  case GDK_KEY_less:
    return FL_COMMAND_SLOWER;
  case GDK_KEY_greater:
    return FL_COMMAND_FASTER;
  case GDK_KEY_Up:
    return FL_COMMAND_LOOK_BACK;
  case GDK_KEY_Down:
    return FL_COMMAND_COME_BACK;
  case GDK_KEY_slash:
  case GDK_KEY_KP_Divide:
    return FL_COMMAND_FIND_CLASS;
  default:
    return FL_COMMAND_NONE;
  }
}

int
fl_keys_get_digit (guint keycode)
{
  if (keycode >= 10 && keycode <= 18)
    return (int) keycode - 9;
  if (keycode == 19)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (keypad); i++)
    if (keypad[i] == keycode)
      return (int) i;
  return -1;
}

/* Plus needs Shift on many keyboards, where its key gives the equals sign without. */
static FlZoomKey
find_zoom_with_control (guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
  case GDK_KEY_ZoomIn:
    return FL_ZOOM_KEY_IN;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
  case GDK_KEY_ZoomOut:
    return FL_ZOOM_KEY_OUT;
  default:
    return (state & GDK_SHIFT_MASK) == 0 && fl_keys_get_digit (keycode) == 0 ? FL_ZOOM_KEY_WHOLE
                                                                             : FL_ZOOM_KEY_NONE;
  }
}

static FlZoomKey
find_zoom_with_alt (guint keyval)
{
  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return FL_ZOOM_KEY_LEFT;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return FL_ZOOM_KEY_RIGHT;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return FL_ZOOM_KEY_UP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return FL_ZOOM_KEY_DOWN;
  default:
    return FL_ZOOM_KEY_NONE;
  }
}

FlZoomKey
fl_keys_find_zoom (guint keyval, guint keycode, GdkModifierType state)
{
  const gboolean has_control = (state & GDK_CONTROL_MASK) != 0;
  const gboolean has_alt = (state & GDK_ALT_MASK) != 0;

  if (has_control == has_alt)
    return FL_ZOOM_KEY_NONE;
  return has_control ? find_zoom_with_control (keyval, keycode, state)
                     : find_zoom_with_alt (keyval);
}

gboolean
fl_keys_is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) ||
         (keyval >= GDK_KEY_ISO_Lock && keyval <= GDK_KEY_ISO_Last_Group_Lock) ||
         keyval == GDK_KEY_ISO_Level5_Shift || keyval == GDK_KEY_Mode_switch ||
         keyval == GDK_KEY_Num_Lock;
}

static gboolean
is_letter_among (gunichar letter, const guint *keyvals, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_unichar_tolower (gdk_keyval_to_unicode (keyvals[i])) == g_unichar_tolower (letter))
      return TRUE;
  return FALSE;
}

gboolean
fl_keys_matches (const char *class_key,
                 const char *first,
                 guint keycode,
                 const guint *keyvals,
                 gsize n)
{
  const gsize n_passed = first != NULL ? strlen (first) : 0;

  if (class_key == NULL || (first != NULL && !g_str_has_prefix (class_key, first)))
    return FALSE;
  const char *last = class_key + n_passed;
  if (g_utf8_strlen (last, -1) != 1)
    return FALSE;
  if (first == NULL && g_ascii_isdigit (*last))
    return fl_keys_get_digit (keycode) == *last - '0';
  return is_letter_among (g_utf8_get_char (last), keyvals, n);
}

gboolean
fl_keys_begins (const char *class_key, const guint *keyvals, gsize n)
{
  return class_key != NULL && g_utf8_strlen (class_key, -1) == 2 &&
         is_letter_among (g_utf8_get_char (class_key), keyvals, n);
}

FlKeyVerdict
fl_key_filter_press (FlKeyFilter *self, guint keycode, gint64 now_us)
{
  guint64 *word = &self->held[keycode / 64 % G_N_ELEMENTS (self->held)];
  const guint64 bit = G_GUINT64_CONSTANT (1) << keycode % 64;

  if ((*word & bit) != 0)
    return FL_KEY_REPEATS;
  *word |= bit;
  if (keycode == self->last_keycode && now_us - self->last_us < BOUNCE_US)
    return FL_KEY_TOO_FAST;
  self->last_keycode = keycode;
  self->last_us = now_us;
  return FL_KEY_COUNTS;
}

void
fl_key_filter_release (FlKeyFilter *self, guint keycode)
{
  self->held[keycode / 64 % G_N_ELEMENTS (self->held)] &= ~(G_GUINT64_CONSTANT (1) << keycode % 64);
}

void
fl_key_filter_reset (FlKeyFilter *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->held); i++)
    self->held[i] = 0;
}

guint
fl_burst_add (FlBurst *self, gint64 now_us)
{
  const gboolean goes_on = self->n > 0 && now_us - self->last_us < BURST_US;

  self->n = goes_on ? self->n + 1 : 1;
  self->last_us = now_us;
  return self->n;
}
