/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are samples, exactly. */
#include "media/fl-sampling.h"

#include <string.h>

/* Frames at @times, in thousandths of a second; every fourth is a key frame. */
static FlFrameIndex *
index_new (const gint64 *times, gsize n)
{
  g_autofree FlIndexEntry *entries = g_new (FlIndexEntry, n);

  for (gsize i = 0; i < n; i++)
    entries[i] = (FlIndexEntry){.pts = times[i], .is_key = i % 4 == 0};
  const FlIndexFacts facts = {.entries = entries, .n_entries = n, .time_base = {1, 1000}};
  return fl_frame_index_new (&facts);
}

/* @n frames, @step thousandths of a second apart, from @first on. */
static FlFrameIndex *
even_index_new (gsize n, gint64 first, gint64 step)
{
  g_autofree gint64 *times = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    times[i] = first + (gint64) i * step;
  return index_new (times, n);
}

/* Checks what @rule picks against a list such as "0 12 25". */
static void
assert_picked (const FlFrameIndex *index, const char *rule, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  FlSampling sampling;

  g_assert_true (fl_sampling_parse (rule, &sampling, &error));
  g_assert_no_error (error);
  g_autoptr (GArray) picked = fl_sampling_pick (&sampling, index);
  for (guint i = 0; i < picked->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (picked, gint64, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rate (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (50, 0, 40);
  g_autoptr (FlFrameIndex) short_index = even_index_new (3, 0, 40);
  g_autoptr (FlFrameIndex) late = even_index_new (50, 101900, 40);

  assert_picked (index, "fps:2", "0 13 25 38");
  assert_picked (index, "fps:5", "0 5 10 15 20 25 30 35 40 45");
  assert_picked (index, "fps:0.5", "0");
  assert_picked (short_index, "fps:1000", "0 1 2");
  assert_picked (late, "fps:2", "0 13 25 38");
}

static void
test_interval (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (50, 0, 40);
  g_autoptr (FlFrameIndex) early = even_index_new (50, -80, 40);

  assert_picked (index, "every:1", "0 25");
  assert_picked (index, "every:0.04",
                 "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 "
                 "23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 "
                 "43 44 45 46 47 48 49");
  assert_picked (index, "every:0.3", "0 8 15 23 30 38 45");
  assert_picked (index, "every:1000", "0");
  assert_picked (early, "every:1", "0 25");
}

/* Times of 29.97 frames a second in whole ticks are late or early by a fraction of one. */
static void
test_rounded_times (void)
{
  gint64 times[60];
  for (gint64 i = 0; i < 60; i++)
    times[i] = (i * 1001 + 15) / 30;
  g_autoptr (FlFrameIndex) index = index_new (times, 60);

  assert_picked (index, "every:1.001", "0 30");
  assert_picked (index, "fps:29.97002997",
                 "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 "
                 "21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 "
                 "39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 "
                 "57 58 59");
}

/* Ticks as long as a frame round nothing, so nothing is forgiven. */
static void
test_coarse_ticks (void)
{
  FlIndexEntry entries[50];
  const FlIndexFacts facts = {.entries = entries, .n_entries = 50, .time_base = {1, 25}};

  for (gint64 i = 0; i < 50; i++)
    entries[i] = (FlIndexEntry){.pts = i};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  assert_picked (index, "fps:2", "0 13 25 38");
  assert_picked (index, "every:0.3", "0 8 15 23 30 38 45");
}

/* A gap has no samples, and the grid goes on after it as if it had had some. */
static void
test_variable_rate (void)
{
  static const gint64 times[] = {0, 100, 200, 1900, 2050, 2100, 5000, 5010, 5020, 5990, 6000};
  g_autoptr (FlFrameIndex) index = index_new (times, G_N_ELEMENTS (times));

  assert_picked (index, "every:1", "0 3 4 6 10");
}

static void
test_every_frame (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (6, 0, 40);

  assert_picked (index, "every-frame", "0 1 2 3 4 5");
}

static void
test_key_frames (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (10, 0, 40);
  const FlIndexEntry late[] = {{0, FALSE}, {1, FALSE}, {2, TRUE}, {3, FALSE}};
  const FlIndexFacts facts = {.entries = late, .n_entries = 4, .time_base = {1, 25}};
  g_autoptr (FlFrameIndex) late_index = fl_frame_index_new (&facts);

  assert_picked (index, "keyframes", "0 4 8");
  assert_picked (late_index, "keyframes", "0 2");
}

static void
test_no_times (void)
{
  gint64 times[50];
  for (gsize i = 0; i < 50; i++)
    times[i] = FL_NO_PTS;
  g_autoptr (FlFrameIndex) index = index_new (times, 50);

  assert_picked (index, "every:1", "0 25");
  g_assert_cmpfloat_with_epsilon (fl_sampling_get_time_s (index, 25), 1, 1e-9);
}

/* What is looked at, from which the pictures choose. */
static void
test_on_change (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (50, 0, 40);

  assert_picked (index, "on-change:0.2-5", "0 5 10 15 20 25 30 35 40 45");
  assert_picked (index, "on-change:1-1", "0 25");
  g_assert_cmpfloat_with_epsilon (fl_sampling_get_time_s (index, 25), 1, 1e-9);
}

static void
test_parse (void)
{
  static const char *const wrong[] = {"",
                                      "fps",
                                      "fps:",
                                      "fps:x",
                                      "fps:2x",
                                      "fps:0",
                                      "fps:-1",
                                      "every:0",
                                      "every:nan",
                                      "every:inf",
                                      "fps:2,5",
                                      "Every:1",
                                      "every-frames",
                                      "fps: 2",
                                      "fps:+2",
                                      "on-change",
                                      "on-change:1",
                                      "on-change:1-",
                                      "on-change:-1",
                                      "on-change:2-1",
                                      "on-change:0-1",
                                      "on-change:1-2-3",
                                      "on-change:1-2s",
                                      "on-change:1--2",
                                      "on-change:1-nan"};
  FlSampling sampling = {.kind = FL_SAMPLING_EVERY_FRAME, .value = 5};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (fl_sampling_parse (wrong[i], &sampling, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    g_assert_nonnull (strstr (error->message, wrong[i]));
    g_assert_cmpint (sampling.kind, ==, FL_SAMPLING_EVERY_FRAME);
    g_assert_cmpfloat (sampling.value, ==, 5);
  }
  g_assert_true (fl_sampling_parse ("every:2.5", &sampling, NULL));
  g_assert_cmpint (sampling.kind, ==, FL_SAMPLING_INTERVAL);
  g_assert_cmpfloat (sampling.value, ==, 2.5);
  g_assert_true (fl_sampling_parse (FL_SAMPLING_DEFAULT, &sampling, NULL));
  g_assert_cmpint (sampling.kind, ==, FL_SAMPLING_AUTO);
  g_assert_true (fl_sampling_parse ("snapped:1.5", &sampling, NULL));
  g_assert_cmpint (sampling.kind, ==, FL_SAMPLING_SNAPPED);
  g_assert_cmpfloat (sampling.value, ==, 1.5);
  g_assert_true (fl_sampling_parse ("on-change:.25-10", &sampling, NULL));
  g_assert_cmpint (sampling.kind, ==, FL_SAMPLING_ON_CHANGE);
  g_assert_cmpfloat (sampling.value, ==, 0.25);
  g_assert_cmpfloat (sampling.longest_s, ==, 10);
}

/* Key frames are 0, 4, 8, …, 160 ms apart. */
static void
test_snapped (void)
{
  g_autoptr (FlFrameIndex) index = even_index_new (50, 0, 40);
  g_autoptr (FlFrameIndex) late = even_index_new (50, 101900, 40);

  /* 0, 0.5, 1, 1.5 s are nearest to frames 0, 12.5, 25, 37.5. */
  assert_picked (index, "snapped:0.5", "0 12 24 36");
  assert_picked (late, "snapped:0.5", "0 12 24 36");
  assert_picked (index, "snapped:0.16", "0 4 8 12 16 20 24 28 32 36 40 44 48");
  /* 0.1, 0.5, 0.7 s … have no key frame within 50 ms and stay where they are on the grid. */
  assert_picked (index, "snapped:0.1", "0 3 4 8 10 12 16 18 20 23 24 28 30 32 36 38 40 43 44 48");
  assert_picked (index, "snapped:10", "0");
}

/* Two key frames, far apart, and a gap in the times. */
static void
test_snapped_gaps (void)
{
  static const gint64 times[] = {0, 300, 600, 900, 1200, 5000, 5300, 5600, 5900, 6200};
  g_autoptr (FlFrameIndex) index = index_new (times, G_N_ELEMENTS (times));

  assert_picked (index, "every:1", "0 4 5 9");
  assert_picked (index, "snapped:1", "0 4 5 8");
}

/* Times as if by @gop_ms: a key frame that often in ten seconds of 20 frames each. */
static FlFrameIndex *
gop_index_new (gint64 gop_ms)
{
  FlIndexEntry entries[200];

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    entries[i] = (FlIndexEntry){.pts = (gint64) i * 50, .is_key = (gint64) i * 50 % gop_ms == 0};
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = G_N_ELEMENTS (entries),
                              .time_base = {1, 1000}};
  return fl_frame_index_new (&facts);
}

static void
test_auto (void)
{
  static const struct {
    gint64 gop_ms;
    FlSamplingKind kind;
    double value;
  } cases[] = {{50, FL_SAMPLING_RATE, 2},
               {100, FL_SAMPLING_SNAPPED, 0.5},
               {500, FL_SAMPLING_SNAPPED, 0.5},
               {550, FL_SAMPLING_RATE, 2},
               {10000, FL_SAMPLING_RATE, 2}};
  FlSampling sampling;

  g_assert_true (fl_sampling_parse ("auto", &sampling, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FlFrameIndex) index = gop_index_new (cases[i].gop_ms);
    FlSampling rule = fl_sampling_resolve (&sampling, index);
    g_assert_cmpint (rule.kind, ==, cases[i].kind);
    g_assert_cmpfloat (rule.value, ==, cases[i].value);
    g_autoptr (GArray) picked = fl_sampling_pick (&sampling, index);
    g_assert_cmpuint (picked->len, ==, 20);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/sampling/rate", test_rate);
  g_test_add_func ("/media/sampling/interval", test_interval);
  g_test_add_func ("/media/sampling/rounded-times", test_rounded_times);
  g_test_add_func ("/media/sampling/coarse-ticks", test_coarse_ticks);
  g_test_add_func ("/media/sampling/variable-rate", test_variable_rate);
  g_test_add_func ("/media/sampling/every-frame", test_every_frame);
  g_test_add_func ("/media/sampling/key-frames", test_key_frames);
  g_test_add_func ("/media/sampling/no-times", test_no_times);
  g_test_add_func ("/media/sampling/on-change", test_on_change);
  g_test_add_func ("/media/sampling/parse", test_parse);
  g_test_add_func ("/media/sampling/snapped", test_snapped);
  g_test_add_func ("/media/sampling/snapped-gaps", test_snapped_gaps);
  g_test_add_func ("/media/sampling/auto", test_auto);
  return g_test_run ();
}
