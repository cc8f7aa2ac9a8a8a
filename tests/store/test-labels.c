/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: what is said, cut, undone and done again, against a slow obvious replay. */
#include "store/fl-store-classes.h"
#include "store/fl-store-questions.h"
#include "store/fl-store-settings.h"
#include "store/project.h"

#include <string.h>

static void
test_newer_cuts_older (Project *self, gconstpointer data)
{
  project_label (self, 0, 9, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 3, 5, FL_LABEL_LABELLED, self->classes[1]);
  project_label (self, 5, 6, FL_LABEL_UNSURE, 0);
  project_label (self, 0, 0, FL_LABEL_UNSEEN, 0);
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[12] = '\0';
  g_assert_cmpstr (frames, ==, ".aabb??aaa..");
}

static void
say_tags (Project *self, const FlLabelState states[3], FlActionId out[3])
{
  FlLabelAction labels[3];

  for (guint i = 0; i < 3; i++)
    labels[i] = (FlLabelAction){.stream = self->stream,
                                .range = {.first = 4, .last = 4},
                                .tag = self->classes[i],
                                .state = states[i],
                                .class_id = states[i] == FL_LABEL_LABELLED ? self->classes[i] : 0,
                                .annotator = self->annotator,
                                .kind = "frame"};
  g_assert_true (fl_store_label_together (self->store, labels, 3, out, NULL));
}

/* States of the three tags as digits, “-” for unknown. */
static void
assert_tags (Project *self, const char *expected)
{
  g_autoptr (GArray) rows = fl_store_list_labels (self->store, self->stream, NULL);
  char found[] = "---";

  for (guint i = 0; i < rows->len; i++)
    for (guint c = 0; c < 3; c++)
      if (g_array_index (rows, FlLabelRow, i).tag == self->classes[c])
        found[c] = (char) ('0' + g_array_index (rows, FlLabelRow, i).state);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_tags_of_one_answer (Project *self, gconstpointer data)
{
  static const FlLabelState first[] = {FL_LABEL_LABELLED, FL_LABEL_NO, FL_LABEL_UNSURE};
  static const FlLabelState second[] = {FL_LABEL_NO, FL_LABEL_LABELLED, FL_LABEL_NO};
  FlActionId ids[3];
  g_auto (FlUndone) undone = {0};
  g_auto (FlUndone) redone = {0};

  say_tags (self, first, ids);
  g_assert_cmpint (ids[1].seq, ==, ids[0].seq + 1);
  g_assert_cmpint (ids[2].seq, ==, ids[0].seq + 2);
  say_tags (self, second, ids);
  assert_tags (self, "313");
  g_assert_true (fl_store_undo (self->store, self->annotator, &undone, NULL));
  g_assert_cmpint (undone.id.seq, ==, ids[0].seq);
  g_assert_cmpint (undone.tag, ==, 0);
  assert_tags (self, "132");
  g_assert_true (fl_store_redo (self->store, self->annotator, &redone, NULL));
  assert_tags (self, "313");
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* An undo of one tag says which, so that it can be asked again. */
static void
test_undo_of_one_tag (Project *self, gconstpointer data)
{
  const FlLabelAction label = {.stream = self->stream,
                               .range = {.first = 4, .last = 4},
                               .tag = self->classes[2],
                               .state = FL_LABEL_NO,
                               .annotator = self->annotator,
                               .kind = "frame"};
  g_auto (FlUndone) undone = {0};

  g_assert_true (fl_store_label (self->store, &label, NULL, NULL));
  assert_tags (self, "--3");
  g_assert_true (fl_store_take_back (self->store, self->annotator, &undone, NULL));
  g_assert_cmpint (undone.tag, ==, self->classes[2]);
  assert_tags (self, "---");
}

/* Of an answer that cannot be written whole nothing is. */
static void
test_half_an_answer (Project *self, gconstpointer data)
{
  FlLabelAction labels[2] = {{.stream = self->stream,
                              .range = {.first = 4, .last = 4},
                              .tag = self->classes[0],
                              .state = FL_LABEL_NO,
                              .annotator = self->annotator,
                              .kind = "frame"}};
  g_autoptr (GError) error = NULL;

  labels[1] = labels[0];
  labels[1].tag = self->classes[1];
  labels[1].range.last = 3;
  g_assert_false (fl_store_label_together (self->store, labels, 2, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID);
  assert_tags (self, "---");
  g_assert_cmpint (project_get_number (self->path, "SELECT count (*) FROM action WHERE tag > 0"),
                   ==, 0);
}

/* The slow obvious twin: a list of actions, replayed from the start every time. */
typedef struct {
  gint64 first, last;
  char letter;
  gboolean is_undone;
} Said;

static void
replay (const GArray *said, char *frames)
{
  memset (frames, '.', PROJECT_FRAMES);
  for (guint i = 0; i < said->len; i++) {
    const Said *one = &g_array_index (said, Said, i);
    for (gint64 frame = one->first; !one->is_undone && frame <= one->last; frame++)
      frames[frame] = one->letter;
  }
}

static void
test_random_history (Project *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (Said));
  g_autoptr (GArray) undone = g_array_new (FALSE, FALSE, sizeof (guint));
  char expected[PROJECT_FRAMES + 1] = {0};

  for (int step = 0; step < 400; step++) {
    int choice = g_rand_int_range (rand, 0, 10);
    if (choice < 5) {
      gint64 first = g_rand_int_range (rand, 0, PROJECT_FRAMES);
      gint64 length = g_rand_int_range (rand, 0, 12);
      gint64 last = MIN (first + length, PROJECT_FRAMES - 1);
      int what = g_rand_int_range (rand, 0, 5);
      Said one = {first, last, "abc?."[what], FALSE};
      project_label (self, first, last,
                     what < 3    ? FL_LABEL_LABELLED
                     : what == 3 ? FL_LABEL_UNSURE
                                 : FL_LABEL_UNSEEN,
                     what < 3 ? self->classes[what] : 0);
      g_array_append_val (said, one);
      g_array_set_size (undone, 0);
    } else if (choice < 8) {
      guint i = said->len;
      while (i > 0 && g_array_index (said, Said, i - 1).is_undone)
        i--;
      if (i == 0)
        continue; /* the classes would be next */
      g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
      g_array_index (said, Said, i - 1).is_undone = TRUE;
      i--;
      g_array_append_val (undone, i);
    } else {
      gboolean could = fl_store_redo (self->store, self->annotator, NULL, NULL);
      g_assert_cmpint (could, ==, undone->len > 0);
      if (undone->len > 0) {
        guint i = g_array_index (undone, guint, undone->len - 1);
        g_array_index (said, Said, i).is_undone = FALSE;
        g_array_set_size (undone, undone->len - 1);
      }
    }
    replay (said, expected);
    g_autofree char *frames = project_read_frames (self->store, self->classes);
    g_assert_cmpstr (frames, ==, expected);
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_undo_survives_reopening (Project *self, gconstpointer data)
{
  project_label (self, 0, 9, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 5, 9, FL_LABEL_LABELLED, self->classes[1]);
  fl_store_close (self->store);
  g_autoptr (GError) error = NULL;
  self->store = fl_store_open (self->path, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[11] = '\0';
  g_assert_cmpstr (frames, ==, "aaaaaaaaaa.");
}

static void
test_import_is_one_action (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlLabelAction rows[PROJECT_FRAMES];

  for (int i = 0; i < PROJECT_FRAMES; i++)
    rows[i] = (FlLabelAction){.stream = self->stream,
                              .range = {i, i},
                              .state = FL_LABEL_LABELLED,
                              .class_id = self->classes[i % 2],
                              .annotator = self->annotator,
                              .kind = "import"};
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[2]);
  g_assert_true (
    fl_store_label_many (self->store, rows, PROJECT_FRAMES, self->annotator, "truth.csv", &error));
  g_assert_no_error (error);
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  g_assert_cmpint (frames[0], ==, 'a');
  g_assert_cmpint (frames[63], ==, 'b');
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_autofree char *after = project_read_frames (self->store, self->classes);
  after[5] = '\0';
  g_assert_cmpstr (after, ==, "cccc.");
}

static gint64
count_actions (Project *self)
{
  g_autoptr (GPtrArray) log = fl_store_list_log (self->store, 0, NULL);

  return log->len;
}

/* A run and the frame that was shown are one action: said, taken back and done again as one. */
static void
test_run_is_one_action (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (FlUndone) undone = {0};
  const gint64 n_before = count_actions (self);
  FlLabelAction said[] = {{.stream = self->stream,
                           .range = {2, 9},
                           .state = FL_LABEL_LABELLED,
                           .class_id = self->classes[0],
                           .annotator = self->annotator,
                           .kind = "run",
                           .at_us = 1000},
                          {0}};

  said[1] = said[0];
  said[1].range = (FlRange){5, 5};
  said[1].kind = "frame";
  project_label (self, 8, 12, FL_LABEL_LABELLED, self->classes[1]);
  g_assert_true (fl_store_label_together (self->store, said, 2, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_actions (self), ==, n_before + 3);
  g_autoptr (GArray) rows = fl_store_list_labels (self->store, self->stream, &error);
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[14] = '\0';
  g_assert_cmpstr (frames, ==, "..aaaaaaaabbb.");
  g_assert_cmpuint (rows->len, ==, 4);
  for (guint i = 0; i < rows->len; i++) {
    const FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    if (row->class_id == self->classes[0]) {
      g_assert_cmpstr (row->kind, ==, row->range.first == 5 ? "frame" : "run");
      g_assert_cmpint (row->at_us, ==, 1000);
    }
  }
  g_assert_true (fl_store_take_back (self->store, self->annotator, &undone, &error));
  g_assert_cmpint (undone.shown, ==, 5);
  g_assert_cmpint (undone.range.first, ==, 2);
  g_assert_cmpint (undone.range.last, ==, 9);
  g_autofree char *after = project_read_frames (self->store, self->classes);
  after[14] = '\0';
  g_assert_cmpstr (after, ==, "........bbbbb.");
  fl_undone_clear (&undone);
  g_assert_true (fl_store_redo (self->store, self->annotator, &undone, &error));
  g_assert_cmpint (undone.range.first, ==, 2);
  g_autofree char *again = project_read_frames (self->store, self->classes);
  again[14] = '\0';
  g_assert_cmpstr (again, ==, "..aaaaaaaabbb.");
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_class_names (void)
{
  static const char *const bad[] = {"",       "  ", "a,b", "say \"x\"", "two\nlines",
                                    "bell\a", "A ", " A",  "?",         "a\u202eb"};

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (fl_class_name_check (bad[i], &error));
    g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID);
    g_assert_null (strchr (error->message, '\n'));
  }
  g_assert_true (fl_class_name_check ("Füttern (Mutter)", NULL));
}

static void
test_class_rename_is_undoable (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_store_set_class (self->store, self->classes[1], "name", "Beta", self->annotator, &error));
  g_assert_false (
    fl_store_set_class (self->store, self->classes[2], "name", "Beta", self->annotator, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS);
  g_autoptr (GPtrArray) renamed = fl_store_list_classes (self->store, FALSE, NULL);
  g_assert_cmpstr (((FlClassRow *) renamed->pdata[1])->name, ==, "Beta");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_autoptr (GPtrArray) rows = fl_store_list_classes (self->store, FALSE, NULL);
  g_assert_cmpstr (((FlClassRow *) rows->pdata[1])->name, ==, "B");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_autoptr (GPtrArray) fewer = fl_store_list_classes (self->store, FALSE, NULL);
  g_assert_cmpuint (fewer->len, ==, 2);
}

/* What others have built upon is not pulled away from under them. */
static void
test_classes_of_others (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 bob = fl_store_ensure_annotator (self->store, "Bob", &error);
  const FlLabelAction said = {.stream = self->stream,
                              .range = {3, 3},
                              .state = FL_LABEL_LABELLED,
                              .class_id = self->classes[2],
                              .annotator = bob,
                              .kind = "frame"};
  const FlClassRow other = {.name = (char *) "B"};
  const gint64 n = fl_store_get_n_actions (self->store);

  g_assert_true (fl_store_label (self->store, &said, NULL, &error));
  g_assert_false (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_cmpstr (error->message, ==,
                   "The class “C” cannot be undone, because there are labels of it; retire it");
  g_clear_error (&error);
  g_assert_true (
    fl_store_set_class (self->store, self->classes[1], "name", "Beta", self->annotator, &error));
  g_assert_cmpint (fl_store_add_class (self->store, &other, bob, &error), >, 0);
  g_assert_false (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_cmpstr (error->message, ==,
                   "That would give two classes the name “B”; rename one of them first");
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  g_assert_cmpint (frames[3], ==, 'c');
  g_assert_cmpint (fl_store_get_n_actions (self->store), ==, n + 6);
  g_clear_error (&error);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* What the machine had said stands with the label, under the class that it was merged into, as long
 * as the label stands. */
static void
test_guess (Project *self, gconstpointer data)
{
  const FlLabelAction said = {.stream = self->stream,
                              .range = {3, 8},
                              .state = FL_LABEL_LABELLED,
                              .class_id = self->classes[0],
                              .annotator = self->annotator,
                              .kind = "frame",
                              .guess_class = self->classes[1]};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_label (self->store, &said, NULL, &error));
  project_label (self, 5, 5, FL_LABEL_LABELLED, self->classes[0]);
  project_reopen (self);
  g_assert_true (fl_store_merge_class (self->store, self->classes[1], self->classes[2],
                                       self->annotator, &error));
  g_assert_no_error (error);
  g_autoptr (GArray) rows = fl_store_list_labels (self->store, 0, &error);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++) {
    const FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
    g_assert_cmpint (row->guess_class, ==, row->range.first == 5 ? 0 : self->classes[2]);
  }
}

/* A second look is kept with its label, or not at all. */
static void
test_second_look (Project *self, gconstpointer data)
{
  const FlActionId doubted = {.replica = 1, .seq = fl_store_get_n_actions (self->store) + 1};
  FlLabelAction again = {.stream = self->stream,
                         .range = {5, 3},
                         .state = FL_LABEL_UNSURE,
                         .annotator = self->annotator,
                         .kind = "frame",
                         .doubted = doubted};
  FlActionId said;
  g_autoptr (GError) error = NULL;

  project_label (self, 3, 3, FL_LABEL_LABELLED, self->classes[0]);
  g_assert_false (fl_store_label (self->store, &again, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fl_store_was_looked_at (self->store, doubted));
  again.range = (FlRange){3, 3};
  g_assert_true (fl_store_label (self->store, &again, &said, &error));
  g_assert_no_error (error);
  g_assert_true (fl_store_was_looked_at (self->store, doubted));
  g_assert_true (fl_store_was_looked_at (self->store, said));
}

/* Nobody tells two names apart that differ by the case of their letters alone. */
static void
test_names_by_case (Project *self, gconstpointer data)
{
  const FlClassRow lower = {.name = (char *) "b"};
  const FlClassRow umlaut = {.name = (char *) "Mäuse"};
  const FlClassRow capitals = {.name = (char *) "MÄUSE"};
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fl_store_add_class (self->store, &lower, self->annotator, &error), ==, 0);
  g_assert_cmpstr (error->message, ==,
                   "“b” differs from the class “B” by the case of its letters alone; choose "
                   "another name");
  g_clear_error (&error);
  g_assert_cmpint (fl_store_add_class (self->store, &umlaut, self->annotator, &error), >, 0);
  g_assert_cmpint (fl_store_add_class (self->store, &capitals, self->annotator, NULL), ==, 0);
  g_assert_true (
    fl_store_set_class (self->store, self->classes[1], "name", "b", self->annotator, &error));
  g_assert_no_error (error);
  g_assert_false (
    fl_store_set_class (self->store, self->classes[0], "name", "c", self->annotator, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/labels/newer-cuts-older", test_newer_cuts_older);
  ADD ("/store/labels/random-history-equals-replay", test_random_history);
  ADD ("/store/labels/undo-survives-reopening", test_undo_survives_reopening);
  ADD ("/store/labels/import-is-one-action", test_import_is_one_action);
  ADD ("/store/labels/tags-of-one-answer", test_tags_of_one_answer);
  ADD ("/store/labels/undo-of-one-tag", test_undo_of_one_tag);
  ADD ("/store/labels/half-an-answer", test_half_an_answer);
  ADD ("/store/labels/guess", test_guess);
  ADD ("/store/classes/rename-is-undoable", test_class_rename_is_undoable);
  ADD ("/store/classes/of-others", test_classes_of_others);
  ADD ("/store/classes/names-by-case", test_names_by_case);
  ADD ("/store/labels/second-look", test_second_look);
  ADD ("/store/labels/run-is-one-action", test_run_is_one_action);
  g_test_add_func ("/store/classes/names", test_class_names);
  return g_test_run ();
}
