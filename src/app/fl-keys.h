/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * FlCommand:
 * @FL_COMMAND_NONE: the key means nothing to the label page
 * @FL_COMMAND_NO: answer that a tag is not there, or none
 * @FL_COMMAND_UNSURE: answer that one cannot tell
 * @FL_COMMAND_LATER: ask again later
 * @FL_COMMAND_TAKE_BACK: take back the last answer and return to it
 * @FL_COMMAND_ACCEPT_GUESS: answer what the machine guesses
 * @FL_COMMAND_STEP: look at another frame, see fl_keys_find_command()
 * @FL_COMMAND_FIRST: look at the first frame of the run
 * @FL_COMMAND_LAST: look at the last frame of the run
 * @FL_COMMAND_NEW_CLASS: add a class in place
 * @FL_COMMAND_PLAY: play the moments around the question, or stop that
 * @FL_COMMAND_STOP_FINDING: ask about frames like one no more
 * @FL_COMMAND_SLOWER: play at half the speed
 * @FL_COMMAND_FASTER: play at twice the speed
 * @FL_COMMAND_LOOK_BACK: look at the last answers, and at older ones
 * @FL_COMMAND_COME_BACK: come back from there
 * @FL_COMMAND_FIND_CLASS: choose a class by its name
 *
 * What a key other than a class's key does on the label page.
 */
typedef enum {
  FL_COMMAND_NONE,
  FL_COMMAND_NO,
  FL_COMMAND_UNSURE,
  FL_COMMAND_LATER,
  FL_COMMAND_TAKE_BACK,
  FL_COMMAND_ACCEPT_GUESS,
  FL_COMMAND_STEP,
  FL_COMMAND_FIRST,
  FL_COMMAND_LAST,
  FL_COMMAND_NEW_CLASS,
  FL_COMMAND_PLAY,
  FL_COMMAND_STOP_FINDING,
  FL_COMMAND_SLOWER,
  FL_COMMAND_FASTER,
  FL_COMMAND_LOOK_BACK,
  FL_COMMAND_COME_BACK,
  FL_COMMAND_FIND_CLASS,
} FlCommand;

/**
 * fl_keys_find_command:
 * @keyval: the key's symbol
 * @state: modifiers that were held
 * @out_step: (out) (optional): frames to step for %FL_COMMAND_STEP: ±1, with Control ±10
 *
 * Returns: what the key does
 */
FlCommand fl_keys_find_command (guint keyval, GdkModifierType state, int *out_step);

/**
 * FlZoomKey:
 * @FL_ZOOM_KEY_NONE: the key does not zoom
 * @FL_ZOOM_KEY_IN: makes the picture larger
 * @FL_ZOOM_KEY_OUT: makes it smaller again
 * @FL_ZOOM_KEY_WHOLE: shows all of it
 * @FL_ZOOM_KEY_LEFT: shows what is further left in it
 * @FL_ZOOM_KEY_RIGHT: shows what is further right
 * @FL_ZOOM_KEY_UP: shows what is further up
 * @FL_ZOOM_KEY_DOWN: shows what is further down
 *
 * What a key does to how large a picture is shown.
 */
typedef enum {
  FL_ZOOM_KEY_NONE,
  FL_ZOOM_KEY_IN,
  FL_ZOOM_KEY_OUT,
  FL_ZOOM_KEY_WHOLE,
  FL_ZOOM_KEY_LEFT,
  FL_ZOOM_KEY_RIGHT,
  FL_ZOOM_KEY_UP,
  FL_ZOOM_KEY_DOWN,
} FlZoomKey;

/** fl_keys_find_zoom: Returns: how a key zooms, with the modifiers that were held; 0 counts by its place */
FlZoomKey fl_keys_find_zoom (guint keyval, guint keycode, GdkModifierType state);

/**
 * fl_keys_get_digit:
 * @keycode: hardware code of a key (evdev + 8, as X11 and Wayland give it)
 *
 * Tells digits by place, whatever the layout: on AZERTY they would need Shift, and the keypad
 * without Num Lock gives arrows.
 *
 * Returns: 0..9, -1 when the key is no digit
 */
int fl_keys_get_digit (guint keycode);

/**
 * fl_keys_matches:
 * @class_key: a class's key, one letter or digit, or two letters, or empty
 * @first: (nullable): the letter that was pressed before, of two
 * @keycode: hardware code of the key that was pressed
 * @keyvals: (array length=n): what the key gives in each group of the keyboard
 * @n: how many
 *
 * Returns: whether the key is the class's, or with @first its second letter, in any layout group and
 * without regard to case
 */
gboolean fl_keys_matches (const char *class_key,
                          const char *first,
                          guint keycode,
                          const guint *keyvals,
                          gsize n);

/** fl_keys_begins: Returns: whether the key is the first of the two letters of @class_key */
gboolean fl_keys_begins (const char *class_key, const guint *keyvals, gsize n);

/** fl_keys_is_modifier: Returns: whether @keyval is Ctrl, Shift or the like, which alone says nothing */
gboolean fl_keys_is_modifier (guint keyval);

/**
 * FlKeyFilter:
 * @held: one bit for each key that is down
 * @last_keycode: the key that counted last
 * @last_us: when it did, µs of the clock that fl_key_filter_press() is given
 *
 * Remembers which keys are down, for GTK gives no repeat flag. All zero at first.
 */
typedef struct {
  guint64 held[4];
  guint last_keycode;
  gint64 last_us;
} FlKeyFilter;

/**
 * FlKeyVerdict:
 * @FL_KEY_COUNTS: a new press
 * @FL_KEY_REPEATS: the keyboard repeats a key that is still down
 * @FL_KEY_TOO_FAST: the same key within 80 ms: bounced, not meant
 */
typedef enum {
  FL_KEY_COUNTS,
  FL_KEY_REPEATS,
  FL_KEY_TOO_FAST,
} FlKeyVerdict;

/**
 * fl_key_filter_press:
 * @self: a filter
 * @keycode: the key
 * @now_us: when it went down, µs of any clock that always is the same
 *
 * Returns: whether the press counts
 */
FlKeyVerdict fl_key_filter_press (FlKeyFilter *self, guint keycode, gint64 now_us);

/** fl_key_filter_release: Notes that a key came up. */
void fl_key_filter_release (FlKeyFilter *self, guint keycode);

/** fl_key_filter_reset: Forgets the keys that are down, because releases may have been missed. */
void fl_key_filter_reset (FlKeyFilter *self);

/**
 * FlBurst:
 * @last_us: when the last answer was given
 * @n: answers in the burst so far
 *
 * Counts answers that come faster than anybody can look. All zero at first.
 */
typedef struct {
  gint64 last_us;
  guint n;
} FlBurst;

/** FL_BURST_LEAST: so many answers in a row are a burst. */
#define FL_BURST_LEAST 3

/**
 * fl_burst_add:
 * @self: a burst
 * @now_us: when an answer is given, µs of any clock that always is the same
 *
 * Returns: how many answers came in a row, each within 200 ms of the one before, with this one
 */
guint fl_burst_add (FlBurst *self, gint64 now_us);

G_END_DECLS
