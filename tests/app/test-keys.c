/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys mean: commands, digits by place, letters in any layout, repeats and bounces. */
#include "app/fl-keys.h"

#define MS 1000

typedef struct {
  guint keyval;
  GdkModifierType state;
  FlCommand command;
  int step;
} Meaning;

static const Meaning meanings[] = {
  {GDK_KEY_period, 0, FL_COMMAND_UNSURE, 0},
  {GDK_KEY_KP_Decimal, 0, FL_COMMAND_UNSURE, 0},
  {GDK_KEY_KP_Separator, 0, FL_COMMAND_UNSURE, 0},
  {GDK_KEY_KP_Delete, 0, FL_COMMAND_UNSURE, 0},
  {GDK_KEY_Page_Down, 0, FL_COMMAND_LATER, 0},
  {GDK_KEY_BackSpace, 0, FL_COMMAND_TAKE_BACK, 0},
  {GDK_KEY_Return, 0, FL_COMMAND_ACCEPT_GUESS, 0},
  {GDK_KEY_KP_Enter, 0, FL_COMMAND_ACCEPT_GUESS, 0},
  {GDK_KEY_plus, 0, FL_COMMAND_NEW_CLASS, 0},
  {GDK_KEY_plus, GDK_SHIFT_MASK, FL_COMMAND_NEW_CLASS, 0},
  {GDK_KEY_KP_Add, 0, FL_COMMAND_NEW_CLASS, 0},
  {GDK_KEY_space, 0, FL_COMMAND_PLAY, 0},
  {GDK_KEY_less, GDK_SHIFT_MASK, FL_COMMAND_SLOWER, 0},
  {GDK_KEY_less, 0, FL_COMMAND_SLOWER, 0},
  {GDK_KEY_greater, GDK_SHIFT_MASK, FL_COMMAND_FASTER, 0},
  {GDK_KEY_slash, 0, FL_COMMAND_FIND_CLASS, 0},
  {GDK_KEY_slash, GDK_SHIFT_MASK, FL_COMMAND_FIND_CLASS, 0},
  {GDK_KEY_Home, 0, FL_COMMAND_FIRST, 0},
  {GDK_KEY_KP_End, 0, FL_COMMAND_LAST, 0},
  {GDK_KEY_End, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_space, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_Left, 0, FL_COMMAND_STEP, -1},
  {GDK_KEY_Right, 0, FL_COMMAND_STEP, 1},
  {GDK_KEY_Left, GDK_CONTROL_MASK, FL_COMMAND_STEP, -10},
  {GDK_KEY_KP_Right, GDK_CONTROL_MASK, FL_COMMAND_STEP, 10},
  {GDK_KEY_Left, GDK_ALT_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_Return, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_BackSpace, GDK_ALT_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_Page_Down, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_plus, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_Up, 0, FL_COMMAND_LOOK_BACK, 0},
  {GDK_KEY_Down, 0, FL_COMMAND_COME_BACK, 0},
  {GDK_KEY_Up, GDK_CONTROL_MASK, FL_COMMAND_NONE, 0},
  {GDK_KEY_Escape, 0, FL_COMMAND_STOP_FINDING, 0},
};

static void
test_commands (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++) {
    int step = 0;
    const FlCommand command = fl_keys_find_command (meanings[i].keyval, meanings[i].state, &step);
    g_test_message ("%s with %x", gdk_keyval_name (meanings[i].keyval), meanings[i].state);
    g_assert_cmpint (command, ==, meanings[i].command);
    g_assert_cmpint (step, ==, meanings[i].step);
  }
}

/* Key codes are evdev's plus 8: the 0 of the row is 19, the one of the keypad 90, and minus 20. */
static void
test_zooming (void)
{
  static const struct {
    guint keyval;
    guint keycode;
    GdkModifierType state;
    FlZoomKey key;
  } keys[] = {
    {GDK_KEY_plus, 35, GDK_CONTROL_MASK, FL_ZOOM_KEY_IN},
    {GDK_KEY_equal, 21, GDK_CONTROL_MASK, FL_ZOOM_KEY_IN},
    {GDK_KEY_plus, 21, GDK_CONTROL_MASK | GDK_SHIFT_MASK, FL_ZOOM_KEY_IN},
    {GDK_KEY_KP_Add, 86, GDK_CONTROL_MASK | GDK_LOCK_MASK, FL_ZOOM_KEY_IN},
    {GDK_KEY_minus, 20, GDK_CONTROL_MASK, FL_ZOOM_KEY_OUT},
    /* On AZERTY minus is on the 6, and the 0 gives à. */
    {GDK_KEY_minus, 15, GDK_CONTROL_MASK, FL_ZOOM_KEY_OUT},
    {GDK_KEY_agrave, 19, GDK_CONTROL_MASK, FL_ZOOM_KEY_WHOLE},
    {GDK_KEY_KP_Insert, 90, GDK_CONTROL_MASK, FL_ZOOM_KEY_WHOLE},
    {GDK_KEY_0, 19, 0, FL_ZOOM_KEY_NONE},
    {GDK_KEY_plus, 35, 0, FL_ZOOM_KEY_NONE},
    {GDK_KEY_minus, 20, GDK_ALT_MASK, FL_ZOOM_KEY_NONE},
    {GDK_KEY_plus, 35, GDK_CONTROL_MASK | GDK_ALT_MASK, FL_ZOOM_KEY_NONE},
    {GDK_KEY_1, 10, GDK_CONTROL_MASK, FL_ZOOM_KEY_NONE},
    {GDK_KEY_Left, 113, GDK_ALT_MASK, FL_ZOOM_KEY_LEFT},
    {GDK_KEY_KP_Right, 85, GDK_ALT_MASK, FL_ZOOM_KEY_RIGHT},
    {GDK_KEY_Up, 111, GDK_ALT_MASK, FL_ZOOM_KEY_UP},
    {GDK_KEY_Down, 116, GDK_ALT_MASK, FL_ZOOM_KEY_DOWN},
    {GDK_KEY_Left, 113, 0, FL_ZOOM_KEY_NONE},
    {GDK_KEY_Left, 113, GDK_CONTROL_MASK, FL_ZOOM_KEY_NONE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_test_message ("%s with %x", gdk_keyval_name (keys[i].keyval), keys[i].state);
    g_assert_cmpint (fl_keys_find_zoom (keys[i].keyval, keys[i].keycode, keys[i].state), ==,
                     keys[i].key);
  }
}

/* All letters and digits belong to classes, with any of the locks on. */
static void
test_no_letter_is_a_command (void)
{
  static const GdkModifierType states[] = {0, GDK_SHIFT_MASK, GDK_LOCK_MASK};

  for (guint c = 'a'; c <= 'z'; c++)
    for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
      g_assert_cmpint (fl_keys_find_command (c, states[i], NULL), ==, FL_COMMAND_NONE);
      g_assert_cmpint (fl_keys_find_command (c - 'a' + 'A', states[i], NULL), ==, FL_COMMAND_NONE);
    }
  for (guint digit = 0; digit <= 9; digit++) {
    g_assert_cmpint (fl_keys_find_command (GDK_KEY_0 + digit, 0, NULL), ==, FL_COMMAND_NONE);
    g_assert_cmpint (fl_keys_find_command (GDK_KEY_KP_0 + digit, 0, NULL), ==, FL_COMMAND_NONE);
  }
}

/* Key codes are evdev's plus 8: KEY_1 is 2, KEY_KP7 is 71. */
static void
test_digits_go_by_place (void)
{
  static const guint row[] = {19, 10, 11, 12, 13, 14, 15, 16, 17, 18};
  static const guint pad[] = {90, 87, 88, 89, 83, 84, 85, 79, 80, 81};
  int n_digits = 0;

  for (guint digit = 0; digit <= 9; digit++) {
    g_assert_cmpint (fl_keys_get_digit (row[digit]), ==, digit);
    g_assert_cmpint (fl_keys_get_digit (pad[digit]), ==, digit);
  }
  for (guint code = 0; code < 256; code++)
    n_digits += fl_keys_get_digit (code) >= 0 ? 1 : 0;
  g_assert_cmpint (n_digits, ==, 20);
}

static void
test_digit_classes_match_by_place (void)
{
  static const guint azerty[] = {GDK_KEY_ampersand};
  static const guint keypad_without_lock[] = {GDK_KEY_KP_End};
  static const guint one[] = {GDK_KEY_1};

  g_assert_true (fl_keys_matches ("1", NULL, 10, azerty, 1));
  g_assert_true (fl_keys_matches ("1", NULL, 87, keypad_without_lock, 1));
  g_assert_false (fl_keys_matches ("2", NULL, 10, azerty, 1));
  g_assert_false (fl_keys_matches ("1", NULL, 24, one, 1));
}

static void
test_letters_match_in_any_group (void)
{
  static const guint groups[] = {GDK_KEY_Cyrillic_a, GDK_KEY_f};
  static const guint upper[] = {GDK_KEY_F};
  static const guint greek[] = {GDK_KEY_Greek_phi};

  g_assert_true (fl_keys_matches ("f", NULL, 41, groups, 2));
  g_assert_false (fl_keys_matches ("f", NULL, 41, groups, 1));
  g_assert_true (fl_keys_matches ("а", NULL, 41, groups, 1));
  g_assert_true (fl_keys_matches ("f", NULL, 41, upper, 1));
  g_assert_true (fl_keys_matches ("F", NULL, 41, groups, 2));
  g_assert_true (fl_keys_matches ("Φ", NULL, 41, greek, 1));
  g_assert_false (fl_keys_matches ("g", NULL, 41, groups, 2));
  g_assert_false (fl_keys_matches ("", NULL, 41, groups, 2));
  g_assert_false (fl_keys_matches (NULL, NULL, 41, groups, 2));
}

/* Neither letter of two is a key by itself, nor is one of another class. */
static void
test_two_letters (void)
{
  static const guint e[] = {GDK_KEY_Cyrillic_u, GDK_KEY_e};
  static const guint f[] = {GDK_KEY_F};

  g_assert_true (fl_keys_begins ("fe", f, 1));
  g_assert_false (fl_keys_begins ("fe", e, 2));
  g_assert_false (fl_keys_begins ("f", f, 1));
  g_assert_false (fl_keys_begins ("", f, 1));
  g_assert_false (fl_keys_begins (NULL, f, 1));
  g_assert_true (fl_keys_matches ("fe", "f", 26, e, 2));
  g_assert_false (fl_keys_matches ("fe", "f", 26, e, 1));
  g_assert_false (fl_keys_matches ("fe", "f", 41, f, 1));
  g_assert_false (fl_keys_matches ("fe", "g", 26, e, 2));
  g_assert_false (fl_keys_matches ("fe", NULL, 41, f, 1));
  g_assert_false (fl_keys_matches ("fe", NULL, 26, e, 2));
  g_assert_false (fl_keys_matches ("f", "f", 41, f, 1));
  g_assert_false (fl_keys_matches ("e", "f", 26, e, 2));
  g_assert_true (fl_keys_matches ("жу", "ж", 26, e, 1));
}

static void
test_held_keys_count_once (void)
{
  FlKeyFilter filter = {0};

  g_assert_cmpint (fl_key_filter_press (&filter, 10, 0), ==, FL_KEY_COUNTS);
  for (gint64 ms = 30; ms < 3000; ms += 30)
    g_assert_cmpint (fl_key_filter_press (&filter, 10, ms * MS), ==, FL_KEY_REPEATS);
  g_assert_cmpint (fl_key_filter_press (&filter, 11, 3000 * MS), ==, FL_KEY_COUNTS);
  g_assert_cmpint (fl_key_filter_press (&filter, 10, 3010 * MS), ==, FL_KEY_REPEATS);
  fl_key_filter_release (&filter, 10);
  g_assert_cmpint (fl_key_filter_press (&filter, 10, 3200 * MS), ==, FL_KEY_COUNTS);
  g_assert_cmpint (fl_key_filter_press (&filter, 11, 3210 * MS), ==, FL_KEY_REPEATS);
}

/* Every code a keyboard can have is told from every other. */
static void
test_codes_are_apart (void)
{
  FlKeyFilter filter = {0};

  for (guint code = 8; code < 256; code++)
    g_assert_cmpint (fl_key_filter_press (&filter, code, code * 100 * MS), ==, FL_KEY_COUNTS);
  for (guint code = 8; code < 256; code++)
    g_assert_cmpint (fl_key_filter_press (&filter, code, 99999 * MS), ==, FL_KEY_REPEATS);
}

static void
test_bounces_are_ignored (void)
{
  FlKeyFilter filter = {0};

  g_assert_cmpint (fl_key_filter_press (&filter, 10, 1000 * MS), ==, FL_KEY_COUNTS);
  fl_key_filter_release (&filter, 10);
  g_assert_cmpint (fl_key_filter_press (&filter, 10, 1080 * MS - 1), ==, FL_KEY_TOO_FAST);
  fl_key_filter_release (&filter, 10);
  g_assert_cmpint (fl_key_filter_press (&filter, 10, 1080 * MS), ==, FL_KEY_COUNTS);
  fl_key_filter_release (&filter, 10);
  g_assert_cmpint (fl_key_filter_press (&filter, 11, 1081 * MS), ==, FL_KEY_COUNTS);
}

static void
test_reset_forgets (void)
{
  FlKeyFilter filter = {0};

  g_assert_cmpint (fl_key_filter_press (&filter, 10, 0), ==, FL_KEY_COUNTS);
  fl_key_filter_reset (&filter);
  g_assert_cmpint (fl_key_filter_press (&filter, 10, 500 * MS), ==, FL_KEY_COUNTS);
}

/* What is held together with a key says nothing alone. */
static void
test_modifiers (void)
{
  static const guint modifiers[] = {GDK_KEY_Shift_L,     GDK_KEY_Control_L,
                                    GDK_KEY_Control_R,   GDK_KEY_Alt_L,
                                    GDK_KEY_Super_R,     GDK_KEY_ISO_Level3_Shift,
                                    GDK_KEY_Mode_switch, GDK_KEY_Num_Lock};
  static const guint keys[] = {GDK_KEY_space,        GDK_KEY_1,       GDK_KEY_Escape,
                               GDK_KEY_F35,          GDK_KEY_Tab,     GDK_KEY_Delete,
                               GDK_KEY_ISO_Left_Tab, GDK_KEY_KP_Space};

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    g_assert_true (fl_keys_is_modifier (modifiers[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (fl_keys_is_modifier (keys[i]));
}

static void
test_bursts (void)
{
  FlBurst burst = {0};

  g_assert_cmpuint (fl_burst_add (&burst, 1000 * MS), ==, 1);
  g_assert_cmpuint (fl_burst_add (&burst, 1199 * MS), ==, 2);
  g_assert_cmpuint (fl_burst_add (&burst, 1300 * MS), ==, 3);
  g_assert_cmpuint (fl_burst_add (&burst, 1500 * MS), ==, 1);
  g_assert_cmpuint (fl_burst_add (&burst, 5000 * MS), ==, 1);
  g_assert_cmpuint (fl_burst_add (&burst, 5001 * MS), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/keys/commands", test_commands);
  g_test_add_func ("/app/keys/zooming", test_zooming);
  g_test_add_func ("/app/keys/two-letters", test_two_letters);
  g_test_add_func ("/app/keys/no-letter-is-a-command", test_no_letter_is_a_command);
  g_test_add_func ("/app/keys/digits-go-by-place", test_digits_go_by_place);
  g_test_add_func ("/app/keys/digit-classes-match-by-place", test_digit_classes_match_by_place);
  g_test_add_func ("/app/keys/letters-match-in-any-group", test_letters_match_in_any_group);
  g_test_add_func ("/app/keys/held-keys-count-once", test_held_keys_count_once);
  g_test_add_func ("/app/keys/codes-are-apart", test_codes_are_apart);
  g_test_add_func ("/app/keys/bounces-are-ignored", test_bounces_are_ignored);
  g_test_add_func ("/app/keys/reset-forgets", test_reset_forgets);
  g_test_add_func ("/app/keys/modifiers", test_modifiers);
  g_test_add_func ("/app/keys/bursts", test_bursts);
  return g_test_run ();
}
