/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are made ahead of somebody who steps. */
#include "session/fl-stepper.h"

#define N_FRAMES 1000
#define GOP      250

/* 1,000 frames with a key frame every 250. */
static FlFrameIndex *
index_new (void)
{
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, N_FRAMES);
  FlIndexPoint points[N_FRAMES / GOP];

  for (gint64 i = 0; i < N_FRAMES; i++)
    entries[i] = (FlIndexEntry){.pts = i, .is_key = i % GOP == 0};
  for (gint64 i = 0; i < N_FRAMES / GOP; i++)
    points[i] = (FlIndexPoint){.frame = i * GOP, .pts = i * GOP, .dts = i * GOP};
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = N_FRAMES,
                              .points = points,
                              .n_points = G_N_ELEMENTS (points),
                              .time_base = {.num = 1, .den = 25}};
  return fl_frame_index_new (&facts);
}

static gboolean
is_in_range (gint64 frame, gconstpointer data)
{
  const FlRange *there = data;

  return frame >= there->first && frame <= there->last;
}

/* What is planned at @frame when the frames of @first to @last are there; -1 for nothing. */
static FlRange
plan (gint64 frame, int step, gint64 first, gint64 last, guint max_frames)
{
  g_autoptr (FlFrameIndex) index = index_new ();
  const FlRange there = {.first = first, .last = last};
  const FlStepperView view = {.index = index,
                              .frame = frame,
                              .step = step,
                              .max_frames = max_frames,
                              .has = is_in_range,
                              .data = &there};
  FlRange range = {.first = -1, .last = -1};

  (void) fl_stepper_plan (&view, &range);
  return range;
}

static void
assert_plan (FlRange range, gint64 first, gint64 last)
{
  g_assert_cmpint (range.first, ==, first);
  g_assert_cmpint (range.last, ==, last);
}

static void
test_ahead (void)
{
  assert_plan (plan (100, 1, 100, 100, 1000), 101, 124);
  assert_plan (plan (100, 1, 90, 110, 1000), 111, 134);
  assert_plan (plan (100, 1, 90, 112, 1000), -1, -1);
  assert_plan (plan (990, 1, 900, 990, 1000), 991, 999);
  assert_plan (plan (990, 1, 900, 999, 1000), -1, -1);
  assert_plan (plan (999, 1, 999, 999, 1000), -1, -1);
}

/* Never over a key frame: what is before it costs a group of pictures more. */
static void
test_behind (void)
{
  assert_plan (plan (400, -1, 400, 400, 1000), 336, 399);
  assert_plan (plan (260, -1, 260, 260, 1000), 250, 259);
  assert_plan (plan (250, -1, 250, 260, 1000), 186, 249);
  assert_plan (plan (20, -1, 20, 20, 1000), 0, 19);
  assert_plan (plan (20, -1, 0, 20, 1000), -1, -1);
  assert_plan (plan (0, -1, 0, 0, 1000), -1, -1);
}

/* The group before is made while there are still some frames left of this one. */
static void
test_over_the_border (void)
{
  assert_plan (plan (290, -1, 250, 300, 1000), -1, -1);
  assert_plan (plan (289, -1, 250, 300, 1000), 186, 249);
}

/* Large pictures: fewer of them. */
static void
test_bounds (void)
{
  assert_plan (plan (400, -1, 400, 400, 20), 390, 399);
  assert_plan (plan (400, 1, 400, 400, 20), 401, 405);
  assert_plan (plan (400, 1, 400, 400, 1), -1, -1);
  assert_plan (plan (400, -1, 400, 400, 1), -1, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/stepper/ahead", test_ahead);
  g_test_add_func ("/session/stepper/behind", test_behind);
  g_test_add_func ("/session/stepper/over-the-border", test_over_the_border);
  g_test_add_func ("/session/stepper/bounds", test_bounds);
  return g_test_run ();
}
