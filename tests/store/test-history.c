/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history: undo and redo over restarts, and rows that are only ever added. */
#include "store/fl-store-classes.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-settings.h"
#include "store/project.h"

#include <string.h>

#define N_STEPS 300

static void
assert_frames (Project *self, const char *expected)
{
  g_autofree char *frames = project_read_frames (self->store, self->classes);

  frames[strlen (expected)] = '\0';
  g_assert_cmpstr (frames, ==, expected);
}

static void
undo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

static void
redo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_no_redo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_store_find_redo (self->store, self->annotator, NULL));
  g_assert_false (fl_store_redo (self->store, self->annotator, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND);
}

static void
test_survives_restarts (Project *self, gconstpointer data)
{
  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 2, 3, FL_LABEL_LABELLED, self->classes[1]);
  project_label (self, 3, 4, FL_LABEL_UNSURE, 0);
  project_reopen (self);
  undo (self);
  project_reopen (self);
  assert_frames (self, "aabbaa.");
  undo (self);
  project_reopen (self);
  assert_frames (self, "aaaaaa.");
  redo (self);
  project_reopen (self);
  assert_frames (self, "aabbaa.");
  redo (self);
  project_reopen (self);
  assert_frames (self, "aab??a.");
  assert_no_redo (self);
}

/* A new action ends what could be redone, now and after a restart; undoing it does not bring that
 * back, and it can itself be done again. */
static void
test_new_action_ends_redo (Project *self, gconstpointer data)
{
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 1, 2, FL_LABEL_LABELLED, self->classes[1]);
  undo (self);
  project_label (self, 3, 3, FL_LABEL_LABELLED, self->classes[2]);
  assert_no_redo (self);
  project_reopen (self);
  assert_no_redo (self);
  undo (self);
  project_reopen (self);
  assert_frames (self, "aaaa.");
  redo (self);
  assert_frames (self, "aaac.");
  assert_no_redo (self);
  undo (self);
  undo (self);
  assert_frames (self, ".....");
  redo (self);
  redo (self);
  assert_frames (self, "aaac.");
  assert_no_redo (self);
}

/* Each person undoes what she did, and never what another one did. */
static void
test_own_actions_only (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 ada = self->annotator;
  const gint64 bob = fl_store_ensure_annotator (self->store, "Bob", &error);

  g_assert_no_error (error);
  g_assert_cmpint (bob, !=, ada);
  g_assert_false (fl_store_undo (self->store, bob, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND);
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  self->annotator = bob;
  project_label (self, 10, 11, FL_LABEL_LABELLED, self->classes[1]);
  self->annotator = ada;
  project_reopen (self);
  undo (self);
  assert_frames (self, "..........bb.");
  self->annotator = bob;
  assert_no_redo (self);
  undo (self);
  assert_frames (self, ".............");
  redo (self);
  self->annotator = ada;
  redo (self);
  assert_frames (self, "aaaa......bb.");
}

/* All columns of all actions, in their order. */
static char *
read_actions (const char *path)
{
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FlStore) store = fl_store_open (path, FL_STORE_READ, &error);
  g_autoptr (GPtrArray) entries = store != NULL ? fl_store_list_log (store, 0, &error) : NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++) {
    const FlLogEntry *entry = entries->pdata[i];
    g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s %s %s %s\n",
                            entry->id.seq, entry->at_us, entry->verb, entry->kind, entry->stream,
                            entry->klass, entry->payload);
  }
  return g_string_free (text, FALSE);
}

/* Whatever is done, what was written before stays as it was. */
static void
test_only_ever_added (Project *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree char *before = read_actions (self->path);

  for (int step = 0; step < N_STEPS; step++) {
    gint64 first = g_rand_int_range (rand, 0, PROJECT_FRAMES);
    switch (g_rand_int_range (rand, 0, 5)) {
    case 0:
      (void) fl_store_undo (self->store, self->annotator, NULL, NULL);
      break;
    case 1:
      (void) fl_store_redo (self->store, self->annotator, NULL, NULL);
      break;
    case 2:
      (void) fl_store_set_class (self->store, self->classes[0], "colour", "3", self->annotator,
                                 NULL);
      break;
    case 3:
      if (step % 10 == 0)
        project_reopen (self);
      break;
    default:
      project_label (self, first, MIN (first + 4, PROJECT_FRAMES - 1), FL_LABEL_LABELLED,
                     self->classes[first % 3]);
    }
    if (step % 20 != 0)
      continue;
    g_autofree char *after = read_actions (self->path);
    g_assert_true (g_str_has_prefix (after, before));
    g_free (g_steal_pointer (&before));
    before = g_steal_pointer (&after);
  }
  g_assert_cmpint (project_get_number (self->path, "SELECT max(seq) - count(*) FROM action"), ==,
                   0);
  g_assert_cmpint (project_get_number (self->path,
                                       "SELECT count(*) - count(DISTINCT lamport) FROM action"),
                   ==, 0);
}

/* What can be made again from the history is: labels, what is undone, classes and lots. */
static void
test_check_makes_all_again (Project *self, gconstpointer data)
{
  static const char *const damages[] = {
    "DELETE FROM label",
    "UPDATE label SET last_frame = last_frame + 1 WHERE first_frame = 0",
    "UPDATE label SET kind = 'audit'",
    "INSERT INTO label SELECT annotator, stream, tag, 40, 41, NULL, NULL, state, class, kind, at_us,"
    " replica, 9999 FROM label LIMIT 1",
    "DELETE FROM undone",
    "INSERT INTO undone SELECT replica, seq FROM action WHERE verb = 'label' AND first_frame = 0",
    "UPDATE class SET name = 'Z' WHERE name = 'B'",
    "UPDATE class SET is_retired = 1 WHERE name = 'A'",
    "UPDATE class SET colour = 7, key = 'q'",
    "UPDATE lot SET state = 'withdrawn'",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) no_parts = g_ptr_array_new ();
  const FlLotRow lot = {.model = 1, .max_error = 0.02, .confidence = 0.95};

  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[0]);
  g_assert_true (
    fl_store_set_class (self->store, self->classes[1], "name", "Beta", self->annotator, NULL));
  undo (self);
  g_assert_cmpint (fl_store_add_lot (self->store, &lot, no_parts, self->annotator, &error), !=, 0);
  project_label (self, 2, 3, FL_LABEL_LABELLED, self->classes[1]);
  project_label (self, 4, 9, FL_LABEL_LABELLED, self->classes[2]);
  undo (self);
  undo (self);
  redo (self);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_test_message ("%s", damages[i]);
    g_autoptr (GPtrArray) none = fl_store_check (self->store, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (none->len, ==, 0);
    project_exec (self->path, damages[i]);
    g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (findings->len, ==, 1);
    assert_frames (self, "aabbaa.");
    g_autoptr (GPtrArray) classes = fl_store_list_classes (self->store, FALSE, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (classes->len, ==, 3);
    g_assert_cmpstr (((FlClassRow *) classes->pdata[1])->name, ==, "B");
    g_autoptr (GPtrArray) lots = fl_store_list_lots (self->store, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (((FlLotRow *) lots->pdata[0])->state, ==, "open");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/history/survives-restarts", test_survives_restarts);
  ADD ("/store/history/new-action-ends-redo", test_new_action_ends_redo);
  ADD ("/store/history/own-actions-only", test_own_actions_only);
  ADD ("/store/history/only-ever-added", test_only_ever_added);
  ADD ("/store/history/check-makes-all-again", test_check_makes_all_again);
  return g_test_run ();
}
