/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that the rest contradicts. */
#include "learn/fl-suspects.h"

#include <math.h>

/* Six rows on a line, at 0 1 2 and at 10 11 12, each a run; the classes and probabilities are given. */
static FlDataset *
make (const guint classes[6])
{
  FlDataset *dataset = fl_dataset_new (1, 3);

  for (guint i = 0; i < 6; i++) {
    const FlDatasetRow row = {.class_index = classes[i], .run = i};
    *fl_dataset_add (dataset, &row) = (float) (i < 3 ? i : 7 + i);
  }
  return dataset;
}

static void
assert_suspects (const guint classes[6], const float held_out[18], const char *expected)
{
  g_autoptr (FlDataset) dataset = make (classes);
  g_autoptr (GArray) suspects = fl_suspects_find (dataset, held_out);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < suspects->len; i++) {
    const FlSuspect *suspect = &g_array_index (suspects, FlSuspect, i);
    g_string_append_printf (found, "%s%u:%u:%.2f", i > 0 ? " " : "", (guint) suspect->row,
                            suspect->guess, (double) suspect->margin);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_found (void)
{
  /* Row 1 is called 1 among rows that are 0, row 5 is called 0 among rows that are 1. */
  const guint classes[] = {0, 1, 0, 1, 1, 0};
  const float held_out[] = {0.9f, 0.1f, 0, 0.85f, 0.15f, 0, 0.9f, 0.1f, 0,
                            0.1f, 0.9f, 0, 0.2f,  0.8f,  0, 0.1f, 0.9f, 0};

  assert_suspects (classes, held_out, "5:1:-0.80 1:0:-0.70");
}

/* What is only doubtful is no contradiction, nor what looks like another one of its label. */
static void
test_spared (void)
{
  const guint doubtful[] = {0, 1, 0, 1, 1, 1};
  const float doubts[] = {0.9f, 0.1f, 0, 0.7f, 0.3f, 0, 0.6f, 0.4f, 0,
                          0.1f, 0.9f, 0, 0.2f, 0.8f, 0, 0.1f, 0.9f, 0};
  const guint paired[] = {1, 1, 0, 1, 1, 1};
  const float sure[] = {0.9f, 0.1f, 0, 0.9f, 0.1f, 0, 0.9f, 0.1f, 0,
                        0.1f, 0.9f, 0, 0.1f, 0.9f, 0, 0.1f, 0.9f, 0};

  assert_suspects (doubtful, doubts, "");
  assert_suspects (paired, sure, "");
}

/* A guess has to be as likely as among its own: here the model says 0 of everything. */
static void
test_threshold (void)
{
  const guint classes[] = {0, 1, 0, 1, 2, 0};
  const float held_out[] = {0.99f, 0.01f, 0, 0.8f, 0.1f, 0.1f, 0.99f, 0.01f, 0,
                            0.8f,  0.2f,  0, 0.8f, 0.1f, 0.1f, 0.99f, 0.01f, 0};

  assert_suspects (classes, held_out, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/suspects/found", test_found);
  g_test_add_func ("/learn/suspects/spared", test_spared);
  g_test_add_func ("/learn/suspects/threshold", test_threshold);
  return g_test_run ();
}
