/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: what is said, cut, undone and done again, against a slow obvious replay. */
#include "store/fl-store-classes.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/labels/newer-cuts-older", test_newer_cuts_older);
  ADD ("/store/labels/random-history-equals-replay", test_random_history);
  ADD ("/store/labels/undo-survives-reopening", test_undo_survives_reopening);
  ADD ("/store/labels/import-is-one-action", test_import_is_one_action);
  ADD ("/store/classes/rename-is-undoable", test_class_rename_is_undoable);
  ADD ("/store/classes/of-others", test_classes_of_others);
  g_test_add_func ("/store/classes/names", test_class_names);
  return g_test_run ();
}
