/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk without room: what cannot be written is refused with a sentence and leaves no half, what
 * was written stays, and work goes on when there is room again. */
#include "store/fl-store-backup.h"
#include "store/fl-store-private.h"
#include "store/project.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#define N_MAX_LABELS 200000

static void
assert_full (const GError *error, const char *path)
{
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "the disk is full"));
}

/* Labels one frame after the other, with another class in each turn, until it cannot. Returns how
 * many went in. */
static gint64
label_until_full (Project *self, GError **error)
{
  for (gint64 i = 0; i < N_MAX_LABELS; i++)
    if (!project_try_label (self->store, self, i % PROJECT_FRAMES, i % PROJECT_FRAMES,
                            self->classes[i / PROJECT_FRAMES % 3], error))
      return i;
  return N_MAX_LABELS;
}

/* The first @n labels of label_until_full(), and nothing else. */
static void
assert_labelled (Project *self, gint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strnfill (PROJECT_FRAMES, '.');

  for (gint64 i = 0; i < n; i++)
    expected[i % PROJECT_FRAMES] = "abc"[i / PROJECT_FRAMES % 3];
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  g_assert_cmpstr (frames, ==, expected);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static gint64
count_labels (Project *self)
{
  return fl_store_get_number (self->store, -1, "SELECT count(*) FROM action WHERE verb = 'label'");
}

/* Everything that was in is there, and goes on being there. */
static void
assert_goes_on (Project *self, gint64 n)
{
  g_assert_cmpint (count_labels (self), ==, n);
  assert_labelled (self, n);
  g_assert_true (project_try_label (self->store, self, n % PROJECT_FRAMES, n % PROJECT_FRAMES,
                                    self->classes[n / PROJECT_FRAMES % 3], NULL));
  project_reopen (self);
  assert_labelled (self, n + 1);
}

/* The database may not grow by a page. */
static void
test_database_is_full (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_exec (self->store->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  gint64 n = label_until_full (self, &error);
  assert_full (error, self->path);
  g_assert_cmpint (n, >, 10);
  g_assert_cmpint (sqlite3_exec (self->store->db, "PRAGMA max_page_count = 1000000", NULL, NULL,
                                 NULL),
                   ==, SQLITE_OK);
  assert_goes_on (self, n);
}

/* Files may not grow: what a quota does, and what SQLite takes for a broken disk. */
static void
set_file_limit (gsize bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes > 0 ? bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_files_cannot_grow (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  set_file_limit (600000);
  gint64 n = label_until_full (self, &error);
  g_autoptr (GError) again = NULL;
  gboolean is_in = project_try_label (self->store, self, 0, 0, self->classes[0], &again);
  set_file_limit (0);
  assert_full (error, self->path);
  g_assert_false (is_in);
  assert_full (again, self->path);
  g_assert_cmpint (n, >, 10);
  g_assert_cmpint (n, <, N_MAX_LABELS);
  assert_goes_on (self, n);
}

/* Undo, an import, a class and a copy need room like anything else. */
static void
test_nothing_is_half_done (Project *self, gconstpointer data)
{
  g_autofree FlLabelAction *rows = g_new0 (FlLabelAction, 2500);
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) import_error = NULL;
  g_autoptr (GError) undo_error = NULL;
  g_autoptr (GError) copy_error = NULL;

  for (gint64 i = 0; i < 2500; i++)
    rows[i] = (FlLabelAction){.stream = self->stream,
                              .range = {i % PROJECT_FRAMES, i % PROJECT_FRAMES},
                              .state = FL_LABEL_UNSURE,
                              .annotator = self->annotator,
                              .kind = "import"};
  signal (SIGXFSZ, SIG_IGN);
  set_file_limit (400000);
  gint64 n = label_until_full (self, &error);
  gboolean is_imported =
    fl_store_label_many (self->store, rows, 2500, self->annotator, "a.csv", &import_error);
  gboolean is_undone = fl_store_undo (self->store, self->annotator, NULL, &undo_error);
  set_file_limit (20000);
  gboolean is_copied = fl_store_backup_dated (self->store, NULL, &copy_error);
  set_file_limit (0);
  assert_full (error, self->path);
  g_assert_false (is_imported);
  assert_full (import_error, self->path);
  g_assert_false (is_undone);
  assert_full (undo_error, self->path);
  g_assert_false (is_copied);
  assert_full (copy_error, self->path);
  g_autofree char *copies = project_list_folder (folder);
  g_assert_cmpstr (copies, ==, "");
  assert_goes_on (self, n);
}

/* The action and what follows from it are written together. */
static void
test_half_a_label_is_none (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  project_exec (self->path, "CREATE TRIGGER refuse BEFORE INSERT ON label WHEN new.first_frame > 4"
                            " BEGIN SELECT RAISE (FAIL, 'no'); END");
  gint64 n = fl_store_get_n_actions (self->store);
  g_assert_false (project_try_label (self->store, self, 5, 6, self->classes[1], &error));
  g_assert_nonnull (error);
  g_assert_cmpint (fl_store_get_n_actions (self->store), ==, n);
  project_exec (self->path, "DROP TRIGGER refuse");
  g_assert_true (project_try_label (self->store, self, 5, 6, self->classes[1], NULL));
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[8] = '\0';
  g_assert_cmpstr (frames, ==, "aaaa.bb.");
}

static int
child_fill_disk (const char *folder)
{
  Project self = {0};
  g_autoptr (GError) error = NULL;

  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", folder, "tmpfs", 0, "size=1m") != 0)
    return 77;
  g_assert_cmpint (g_setenv ("TMPDIR", folder, TRUE), ==, TRUE);
  project_set_up (&self, NULL);
  gint64 n = label_until_full (&self, &error);
  assert_full (error, self.path);
  /* Not even the log can be moved; nothing of it is lost. */
  (void) fl_store_checkpoint (self.store);
  g_assert_cmpint (count_labels (&self), ==, n);
  g_assert_cmpint (mount ("tmpfs", folder, "tmpfs", MS_REMOUNT, "size=16m"), ==, 0);
  assert_goes_on (&self, n);
  project_tear_down (&self, NULL);
  return 0;
}

/* A real file system of one MiB, where that is permitted. */
static void
test_disk_is_full (Project *self, gconstpointer data)
{
  g_autofree char *place = g_build_filename (self->folder, "disk", NULL);
  const char *const words[] = {"fill", place, NULL};

  g_assert_cmpint (g_mkdir (place, 0755), ==, 0);
  g_autoptr (GSubprocess) child = project_start_child (words);
  g_autoptr (GDataInputStream) lines = project_get_lines (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (child));
  if (g_subprocess_get_exit_status (child) == 77)
    g_test_skip ("no file system may be mounted here");
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return child_fill_disk (argv[3]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/room/database-is-full", test_database_is_full);
  ADD ("/store/room/files-cannot-grow", test_files_cannot_grow);
  ADD ("/store/room/nothing-is-half-done", test_nothing_is_half_done);
  ADD ("/store/room/half-a-label-is-none", test_half_a_label_is_none);
  ADD ("/store/room/disk-is-full", test_disk_is_full);
  return g_test_run ();
}
