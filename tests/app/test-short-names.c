/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tells names apart stays. */
#include "app/fl-short-names.h"

#define assert_short(names, max_chars, ...)                                                        \
  {                                                                                                \
    const char *const wanted[] = {__VA_ARGS__, NULL};                                              \
    g_auto (GStrv) shown = fl_short_names (names, max_chars);                                      \
    g_assert_cmpstrv (shown, wanted);                                                              \
  }

static void
test_short_ones_stay (void)
{
  const char *const names[] = {"nest-north.mp4", "nest-south.mp4", NULL};

  assert_short (names, 14, "nest-north.mp4", "nest-south.mp4");
}

static void
test_what_all_begin_with_goes (void)
{
  const char *const names[] = {"nest-camera north 01.mp4", "nest-camera north 02.mp4",
                               "nest-camera south 01.mp4", NULL};

  assert_short (names, 14, "…north 01.mp4", "…north 02.mp4", "…south 01.mp4");
}

/* One that is called otherwise does not bring the rest back. */
static void
test_short_ones_do_not_count (void)
{
  const char *const names[] = {"nest-camera north.mp4", "x.mp4", "nest-camera south.mp4", NULL};

  assert_short (names, 14, "…north.mp4", "x.mp4", "…south.mp4");
}

/* Half a number would mislead. */
static void
test_words_stay_whole (void)
{
  const char *const names[] = {"camera-2024-0501.mp4", "camera-2024-0511.mp4", NULL};

  assert_short (names, 14, "…0501.mp4", "…0511.mp4");
}

static void
test_what_all_end_with_goes (void)
{
  const char *const names[] = {"north side of the lake (first try).mp4",
                               "south side of the lake (first try).mp4", NULL};

  assert_short (names, 14, "north…", "south…");
}

/* One that would fit looks like the others. */
static void
test_all_lose_their_end (void)
{
  const char *const names[] = {"garden-camera, east 2026-05.mp4",
                               "garden-camera, north 2026-05.mp4", NULL};

  assert_short (names, 17, "…east…", "…north…");
  assert_short (names, 18, "…east 2026-05.mp4", "…north 2026-05.mp4");
}

static void
test_what_shares_nothing_stays (void)
{
  const char *const names[] = {"20240501101500.mp4", "20240502101500.mkv", NULL};

  assert_short (names, 14, "20240501101500.mp4", "20240502101500.mkv");
}

static void
test_one_alone_stays (void)
{
  const char *const one[] = {"a name that is far too long.mp4", NULL};
  const char *const none[] = {NULL};
  g_auto (GStrv) nothing = fl_short_names (none, 14);

  assert_short (one, 14, "a name that is far too long.mp4");
  g_assert_null (nothing[0]);
}

/* One is the beginning of the other. */
static void
test_nothing_is_left_empty (void)
{
  const char *const names[] = {"a camera that was here ", "a camera that was here before", NULL};

  assert_short (names, 14, "a camera that was here ", "…before");
}

static void
test_letters_stay_whole (void)
{
  const char *const names[] = {"Futterhaus Süd ä 1.mp4", "Futterhaus Süd ö 1.mp4",
                               "Futterhaus Süd ü 1.mp4", NULL};

  assert_short (names, 14, "…ä 1.mp4", "…ö 1.mp4", "…ü 1.mp4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/short-names/short-ones-stay", test_short_ones_stay);
  g_test_add_func ("/app/short-names/what-all-begin-with-goes", test_what_all_begin_with_goes);
  g_test_add_func ("/app/short-names/short-ones-do-not-count", test_short_ones_do_not_count);
  g_test_add_func ("/app/short-names/words-stay-whole", test_words_stay_whole);
  g_test_add_func ("/app/short-names/what-all-end-with-goes", test_what_all_end_with_goes);
  g_test_add_func ("/app/short-names/all-lose-their-end", test_all_lose_their_end);
  g_test_add_func ("/app/short-names/what-shares-nothing-stays", test_what_shares_nothing_stays);
  g_test_add_func ("/app/short-names/one-alone-stays", test_one_alone_stays);
  g_test_add_func ("/app/short-names/nothing-is-left-empty", test_nothing_is_left_empty);
  g_test_add_func ("/app/short-names/letters-stay-whole", test_letters_stay_whole);
  return g_test_run ();
}
