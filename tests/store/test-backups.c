/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dated copies: whole, one a day, and of old ones as many as are kept. */
#include "store/fl-store-backup.h"
#include "store/project.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_NAME "%Y-%m-%d.frameline"

typedef struct {
  Project project;
  char *folder; /* of the copies */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  project_set_up (&self->project, data);
  self->folder = g_strconcat (self->project.path, "-backups", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  project_tear_down (&self->project, data);
  g_free (self->folder);
}

static void
back_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_backup_dated (self->project.store, NULL, &error));
  g_assert_no_error (error);
}

static char *
name_of_day (int days_ago)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days_ago);

  return g_date_time_format (day, DAY_NAME);
}

static GStrv
list_copies (Fixture *self)
{
  g_autofree char *names = project_list_folder (self->folder);

  return g_strsplit (names, " ", -1);
}

/* The one that was made today, also when midnight has passed since. */
static char *
find_newest (Fixture *self)
{
  g_auto (GStrv) names = list_copies (self);

  return g_build_filename (self->folder, names[g_strv_length (names) - 1], NULL);
}

static void
test_copy_is_whole (Fixture *self, gconstpointer data)
{
  Project *project = &self->project;
  g_autoptr (GError) error = NULL;

  project_label (project, 0, 5, FL_LABEL_LABELLED, project->classes[0]);
  project_label (project, 2, 3, FL_LABEL_UNSURE, 0);
  back_up (self);
  project_label (project, 0, 9, FL_LABEL_LABELLED, project->classes[1]);
  g_autofree char *copy = find_newest (self);
  g_autoptr (FlStore) store = fl_store_open (copy, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_autofree char *frames = project_read_frames (store, project->classes);
  frames[7] = '\0';
  g_assert_cmpstr (frames, ==, "aa??aa.");
  g_autoptr (GPtrArray) findings = fl_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (fl_store_undo (store, project->annotator, NULL, &error));
  g_assert_no_error (error);
}

/* The first change of a day makes the copy; later ones leave it as it is. */
static void
test_one_a_day (Fixture *self, gconstpointer data)
{
  g_autofree char *today = name_of_day (0);

  back_up (self);
  g_autofree char *before = project_describe_folder (self->folder);
  project_label (&self->project, 0, 5, FL_LABEL_LABELLED, self->project.classes[0]);
  back_up (self);
  g_autofree char *after = project_describe_folder (self->folder);
  g_autofree char *now = name_of_day (0);
  if (g_strcmp0 (now, today) != 0) {
    g_test_skip ("midnight has just passed");
    return;
  }
  g_assert_cmpstr (after, ==, before);
  g_auto (GStrv) names = list_copies (self);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, today);
}

static int
days_between (const char *older, const char *newer)
{
  GDate a;
  GDate b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_autofree char *a_text = g_strndup (older, 10);
  g_autofree char *b_text = g_strndup (newer, 10);
  g_date_set_parse (&a, a_text);
  g_date_set_parse (&b, b_text);
  return g_date_days_between (&a, &b);
}

/* A copy of the day so many days after a Thursday; what is in it does not matter here. */
static void
put_day (Fixture *self, int day)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (start, day);
  g_autofree char *name = g_date_time_format (date, DAY_NAME);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
}

/* Somebody who works every day has the last seven days, and the ends of four weeks before. */
static void
test_seven_days_and_four_weeks (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (self->folder, 0755), ==, 0);
  for (int day = 0; day < 100; day++) {
    put_day (self, day);
    fl_store_backup_prune (self->folder);
    g_auto (GStrv) names = list_copies (self);
    guint n = g_strv_length (names);
    g_assert_cmpuint (n, <=, 11);
    g_assert_cmpuint (n, >=, (guint) MIN (day + 1, 7));
    /* The newest come day by day. */
    for (guint i = 1; i < MIN (n, 7); i++)
      g_assert_cmpint (days_between (names[n - i - 1], names[n - i]), ==, 1);
    if (day < 40)
      continue;
    g_assert_cmpuint (n, ==, 11);
    for (guint i = 1; i < 3; i++)
      g_assert_cmpint (days_between (names[i - 1], names[i]), ==, 7);
    g_assert_cmpint (days_between (names[2], names[3]), <=, 7);
    g_assert_cmpint (days_between (names[3], names[4]), ==, 1);
  }
}

/* Somebody who works now and then has older ones: copies go by number, not by age. */
static void
test_seldom_used (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (self->folder, 0755), ==, 0);
  for (int i = 0; i < 14; i++) {
    put_day (self, 10 * i);
    fl_store_backup_prune (self->folder);
  }
  g_auto (GStrv) names = list_copies (self);
  g_assert_cmpuint (g_strv_length (names), ==, 11);
  g_assert_cmpint (days_between (names[0], names[10]), ==, 100);
}

/* Only daily copies are ever taken away, and halves that a killed program left. */
static void
test_others_are_kept (Fixture *self, gconstpointer data)
{
  static const char *const kept[] = {"1999-01-01-before-upgrade-from-1.frameline", "mine.frameline",
                                     "notes.txt", "2020-13-45.frameline"};
  static const char *const half[] = {"2020-01-01.frameline.part",
                                     "2020-01-01-before-upgrade-from-1.frameline.part"};

  back_up (self);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *path = g_build_filename (self->folder, kept[i], NULL);
    g_assert_true (g_file_set_contents (path, kept[i], -1, NULL));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (half); i++) {
    g_autofree char *path = g_build_filename (self->folder, half[i], NULL);
    g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  }
  for (int day = 1; day < 30; day++) {
    g_autofree char *name = name_of_day (day);
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  }
  g_autofree char *today = name_of_day (0);
  g_autofree char *path = g_build_filename (self->folder, today, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  back_up (self);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *file = g_build_filename (self->folder, kept[i], NULL);
    g_autofree char *content = NULL;
    g_assert_true (g_file_get_contents (file, &content, NULL, NULL));
    g_assert_cmpstr (content, ==, kept[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (half); i++) {
    g_autofree char *file = g_build_filename (self->folder, half[i], NULL);
    g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  }
  g_auto (GStrv) names = list_copies (self);
  g_assert_cmpuint (g_strv_length (names), ==, 11 + G_N_ELEMENTS (kept));
}

/* What cannot be written leaves nothing, and the project is none the worse. */
static void
test_failure_is_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *today = name_of_day (0);
  g_autofree char *in_the_way = g_build_filename (self->folder, today, "x", NULL);

  g_assert_true (g_file_set_contents (self->folder, "in the way", -1, NULL));
  g_assert_false (fl_store_backup_dated (self->project.store, NULL, &error));
  g_assert_nonnull (strstr (error->message, self->folder));
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (self->folder), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (in_the_way, 0755), ==, 0);
  /* A folder of that name is no copy. */
  g_assert_false (fl_store_backup_dated (self->project.store, NULL, &error));
  g_assert_nonnull (strstr (error->message, today));
  g_autofree char *copies = project_list_folder (self->folder);
  g_assert_cmpstr (copies, ==, today);
  project_label (&self->project, 0, 5, FL_LABEL_LABELLED, self->project.classes[0]);
  project_reopen (&self->project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/backups/copy-is-whole", test_copy_is_whole);
  ADD ("/store/backups/one-a-day", test_one_a_day);
  ADD ("/store/backups/seven-days-and-four-weeks", test_seven_days_and_four_weeks);
  ADD ("/store/backups/seldom-used", test_seldom_used);
  ADD ("/store/backups/others-are-kept", test_others_are_kept);
  ADD ("/store/backups/failure-is-told", test_failure_is_told);
  return g_test_run ();
}
