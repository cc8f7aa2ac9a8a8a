/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps as classes change and change back, and as they stood at any time. */
#include "project.h"

#include "store/fl-store-as-of.h"
#include "store/fl-store-meaning.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-sheets.h"

#define N_BLOCKS 140

/* Blocks of ten frames. */
static gint64
add_sweep_of (Project *self, gint64 class_id)
{
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_part_free);
  FlSweepPart *part = g_new0 (FlSweepPart, 1);
  const FlSweepRow row = {.class_id = class_id,
                          .max_missed = 0.1,
                          .confidence = 0.95,
                          .block_s = 5,
                          .n_planned = N_BLOCKS};
  g_autoptr (GError) error = NULL;

  *part = (FlSweepPart){.stream = self->stream,
                        .blocks = g_array_new (FALSE, FALSE, sizeof (FlSweepBlock))};
  for (gint64 i = 0; i < N_BLOCKS; i++) {
    const FlSweepBlock block = {.frames = {10 * i, 10 * i + 9}, .role = FL_SWEEP_OTHER};
    g_array_append_val (part->blocks, block);
  }
  g_ptr_array_add (parts, part);
  const gint64 id = fl_store_add_sweep (self->store, &row, parts, self->annotator, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
add_sweep (Project *self)
{
  return add_sweep_of (self, self->classes[0]);
}

static void
undo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_states (Project *self, const char *expected)
{
  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((const FlSweepRow *) rows->pdata[i])->state);
  g_assert_cmpstr (found->str, ==, expected);
}

/* Says that the class is on no tile of the sheet. */
static void
look_at (Project *self, gint64 sweep, guint sheet)
{
  const FlSheetAnswer said = {.sweep = sweep, .sheet = sheet, .annotator = self->annotator};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_issue_sheet (self->store, sweep, sheet, &error));
  g_assert_no_error (error);
  g_assert_true (fl_store_answer_sheet (self->store, &said, NULL, &error));
  g_assert_no_error (error);
}

/* What is open ends with a change of its own class alone, and stands again when that is undone. */
static void
test_meaning (Project *self, gconstpointer data)
{
  add_sweep (self);
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[1], "x", self->annotator, NULL));
  assert_states (self, "open");
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[0], "x", self->annotator, NULL));
  assert_states (self, "withdrawn");
  undo (self);
  assert_states (self, "open");
}

/* Also those that are ended: what they say is of another meaning. */
static void
test_meaning_of_ended (Project *self, gconstpointer data)
{
  const gint64 sweep = add_sweep (self);

  look_at (self, sweep, 0);
  g_assert_true (fl_store_end_sweep (self->store, sweep, self->annotator, NULL));
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[0], "x", self->annotator, NULL));
  assert_states (self, "withdrawn");
  undo (self);
  assert_states (self, "ended");
}

/* What others looked at while a class meant something else ends when that is undone or done again, and stands
 * again with it. */
static void
test_turns (Project *self, gconstpointer data)
{
  const gint64 grace = fl_store_ensure_annotator (self->store, "Grace", NULL);

  g_assert_true (fl_store_redefine_class (self->store, self->classes[0], "x", grace, NULL));
  look_at (self, add_sweep (self), 0);
  add_sweep_of (self, self->classes[1]);
  assert_states (self, "open open");
  for (guint i = 0; i < 2; i++) {
    g_assert_true (fl_store_undo (self->store, grace, NULL, NULL));
    assert_states (self, i == 0 ? "withdrawn open" : "withdrawn open open");
    if (i == 0)
      look_at (self, add_sweep (self), 0);
    assert_states (self, "withdrawn open open");
    g_assert_true (fl_store_redo (self->store, grace, NULL, NULL));
    assert_states (self, "open open withdrawn");
  }
  project_reopen (self);
  assert_states (self, "open open withdrawn");
}

/* A time behind all that was done before, and before all that is done later. */
static gint64
get_moment (void)
{
  const gint64 now_us = g_get_real_time () + 1;

  while (g_get_real_time () <= now_us)
    g_thread_yield ();
  return now_us;
}

static void
assert_as_of (Project *self, gint64 as_of_us, const char *state, guint n_told, guint n_fresh)
{
  g_autoptr (GPtrArray) rows = fl_store_list_sweeps_as_of (self->store, as_of_us, NULL);

  g_assert_cmpuint (rows->len, ==, state != NULL);
  if (state == NULL)
    return;
  const FlSweepRow *row = rows->pdata[0];
  g_autoptr (GArray) tiles = fl_store_list_tiles_as_of (self->store, row->id, as_of_us, NULL);
  g_assert_cmpstr (row->state, ==, state);
  g_assert_cmpint (row->n_planned, ==, N_BLOCKS);
  for (guint i = 0; i < tiles->len; i += FL_SHEET_TILES) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    n_told -= tile->is_answered && !tile->is_fresh;
    n_fresh -= tile->is_fresh;
  }
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_cmpuint (n_fresh, ==, 0);
}

/* At any time it is what it was then. */
static void
test_as_of (Project *self, gconstpointer data)
{
  const gint64 before = get_moment ();
  const gint64 sweep = add_sweep (self);
  const gint64 begun = get_moment ();
  look_at (self, sweep, 0);
  const gint64 looked = get_moment ();
  look_at (self, sweep, 1);
  const gint64 looked_twice = get_moment ();
  g_assert_true (fl_store_end_sweep (self->store, sweep, self->annotator, NULL));
  const gint64 ended = get_moment ();
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[0], "x", self->annotator, NULL));

  assert_as_of (self, before, NULL, 0, 0);
  assert_as_of (self, begun, "open", 0, 0);
  assert_as_of (self, looked, "open", 0, 1);
  assert_as_of (self, looked_twice, "open", 1, 1);
  assert_as_of (self, ended, "ended", 2, 0);
  assert_as_of (self, G_MAXINT64, "withdrawn", 2, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/sweep-turns/end-with-what-the-class-means", test_meaning);
  ADD ("/store/sweep-turns/say-nothing-of-another-meaning", test_meaning_of_ended);
  ADD ("/store/sweep-turns/turn-with-what-the-class-means", test_turns);
  ADD ("/store/sweep-turns/stand-as-they-stood", test_as_of);
#undef ADD
  return g_test_run ();
}
