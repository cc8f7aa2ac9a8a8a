/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people split runs, and by what runs are found. */
#include "store/fl-store-runs.h"

#include "store/fl-store-actions.h"
#include "store/fl-store-renumber.h"
#include "store/fl-store-settings.h"
#include "store/project.h"

#include <string.h>

static void
split (Project *self, gint64 frame)
{
  g_autoptr (GError) error = NULL;
  const FlLabelAction at = {.stream = self->stream,
                            .range = {frame, frame},
                            .has_pts = TRUE,
                            .first_pts = 40 * frame,
                            .last_pts = 40 * frame,
                            .annotator = self->annotator,
                            .kind = "frame"};

  g_assert_true (fl_store_split_run (self->store, &at, &error));
  g_assert_no_error (error);
}

static void
assert_splits (Project *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GArray) frames = fl_store_list_splits (self->store, self->stream, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < frames->len; i++)
    g_string_append_printf (found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (frames, gint64, i));
  g_assert_cmpstr (found->str, ==, expected);
}

/* A split is done, undone and done again like a label, and labels nothing. */
static void
test_splits_are_actions (Project *self, gconstpointer data)
{
  g_auto (FlUndone) undone = {0};
  g_autoptr (GError) error = NULL;

  assert_splits (self, "");
  split (self, 20);
  split (self, 7);
  split (self, 20);
  assert_splits (self, "7 20");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  assert_splits (self, "7 20"); /* the first one stands */
  g_assert_true (fl_store_undo (self->store, self->annotator, &undone, &error));
  g_assert_cmpstr (undone.verb, ==, "run-split");
  g_assert_cmpint (undone.stream, ==, self->stream);
  g_assert_cmpint (undone.range.first, ==, 7);
  assert_splits (self, "20");
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
  project_reopen (self);
  assert_splits (self, "7 20");
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  g_assert_null (strpbrk (frames, "abc?"));
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* The frames are numbered from 3 on now, and those before are gone. */
static gboolean
place_later (const FlTimedRange *known, FlRange *out, gpointer data)
{
  *out = (FlRange){.first = known->first_pts / 40 - 3, .last = known->last_pts / 40 - 3};
  return out->first >= 0;
}

static void
test_splits_follow_frames (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlRenumbered done;

  split (self, 1);
  split (self, 20);
  g_assert_true (fl_store_renumber (self->store, self->stream, self->annotator, place_later, NULL,
                                    &done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (done.n_labels, ==, 0);
  assert_splits (self, "17");
}

static void
test_rules (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  const gint64 version = fl_store_add_scaling (self->store, "hand-1", 200, content, &error);
  FlRunRuleRow row = {.stream = self->stream,
                      .extractors = "hand-1",
                      .scaling = version,
                      .tau = 0.375};

  g_assert_no_error (error);
  g_assert_true (fl_store_keep_run_rule (self->store, &row, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fl_store_add_scaling (self->store, "hand-1", 400, content, &error), >, version);
  project_reopen (self);
  row.scaling = 0;
  row.tau = 0;
  g_assert_true (fl_store_find_run_rule (self->store, &row));
  g_assert_cmpint (row.scaling, ==, version);
  g_assert_cmpfloat (row.tau, ==, 0.375);
  g_autoptr (GBytes) kept = fl_store_dup_scaling_version (self->store, version);
  g_assert_true (g_bytes_equal (kept, content));
  g_assert_null (fl_store_dup_scaling_version (self->store, version + 2));
  row.extractors = "scene-2";
  g_assert_false (fl_store_find_run_rule (self->store, &row));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/runs/" name, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("splits-are-actions", test_splits_are_actions);
  ADD ("splits-follow-frames", test_splits_follow_frames);
  ADD ("rules", test_rules);
  return g_test_run ();
}
