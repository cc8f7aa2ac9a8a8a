/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One process writes a project, whatever name it is opened by; readers are welcome. The other
 * process is this program again, run with `--child`. */
#include "store/fl-project-lock.h"
#include "store/fl-store-backup.h"
#include "store/project.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_READINGS 50
#define N_FIGHTERS 4

/* What became of an attempt to open @path, as a word. */
static const char *
try_to_open (const char *path, FlStoreMode mode)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlStore) store = fl_store_open (path, mode, &error);

  if (store != NULL)
    return "open";
  return g_error_matches (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED) ? "locked" : "other";
}

/* Holds the project until its input ends. */
static int
child_hold (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlStore) store = fl_store_open (path, FL_STORE_WRITE, &error);

  puts (store != NULL ? "held" : error->message);
  fflush (stdout);
  (void) getchar ();
  return 0;
}

/* Labels and moves the log into the file, again and again, until it is killed. */
static int
child_write (const char *path, const char *stream, const char *annotator, const char *class_id)
{
  g_autoptr (FlStore) store = fl_store_open (path, FL_STORE_WRITE, NULL);
  Project project = {.stream = g_ascii_strtoll (stream, NULL, 10),
                     .annotator = g_ascii_strtoll (annotator, NULL, 10)};

  for (gint64 i = 0; store != NULL; i++) {
    if (!project_try_label (store, &project, i % 64, i % 64, g_ascii_strtoll (class_id, NULL, 10),
                            NULL))
      return 1;
    (void) fl_store_checkpoint (store);
    if (i == 100) {
      puts ("writing");
      fflush (stdout);
    }
  }
  return 1;
}

/* Whether the lock that is held is the one that others will find. */
static gboolean
is_lock_found (const char *path, int fd)
{
  g_autofree char *name = g_strconcat (path, "-lock", NULL);
  struct stat ours;
  struct stat found;

  return fstat (fd, &ours) == 0 && stat (name, &found) == 0 && ours.st_ino == found.st_ino;
}

/* Takes the lock and gives it back, many times; nobody else may hold it meanwhile. */
static int
child_fight (const char *path, const char *mark)
{
  for (int i = 0; i < 400; i++) {
    int fd = fl_project_lock_take (path, NULL);
    if (fd < 0)
      continue;
    int alone = open (mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (alone < 0 || !is_lock_found (path, fd))
      return 1;
    close (alone);
    if (g_unlink (mark) != 0)
      return 1;
    fl_project_lock_release (path, fd);
  }
  return 0;
}

static int
run_child (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[2], "hold"))
    return child_hold (argv[3]);
  if (argc == 5 && g_str_equal (argv[2], "try")) {
    puts (try_to_open (argv[3], g_str_equal (argv[4], "read") ? FL_STORE_READ : FL_STORE_WRITE));
    return 0;
  }
  if (argc == 7 && g_str_equal (argv[2], "write"))
    return child_write (argv[3], argv[4], argv[5], argv[6]);
  if (argc == 5 && g_str_equal (argv[2], "fight"))
    return child_fight (argv[3], argv[4]);
  return 2;
}

/* What another process makes of the project. */
static char *
ask_other (const char *path, const char *mode)
{
  const char *const words[] = {"try", path, mode, NULL};
  g_autoptr (GSubprocess) child = project_start_child (words);
  g_autoptr (GDataInputStream) lines = project_get_lines (child);
  char *answer = project_read_line (lines);

  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  return answer;
}

static void
assert_other (const char *path, const char *mode, const char *expected)
{
  g_autofree char *answer = ask_other (path, mode);

  g_assert_cmpstr (answer, ==, expected);
}

static GSubprocess *
start_holder (const char *path)
{
  const char *const words[] = {"hold", path, NULL};
  GSubprocess *child = project_start_child (words);
  g_autoptr (GDataInputStream) lines = project_get_lines (child);
  g_autofree char *line = project_read_line (lines);

  g_assert_cmpstr (line, ==, "held");
  return child;
}

static void
kill_hard (GSubprocess *child)
{
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
}

static void
test_second_writer_is_refused (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("process %d", (int) getpid ());

  assert_other (self->path, "write", "locked");
  assert_other (self->path, "read", "open");
  /* In the same process too, and the sentence says whom to ask. */
  g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, number));
  g_assert_nonnull (strstr (error->message, self->path));
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  project_close (self);
  assert_other (self->path, "write", "open");
}

/* The attempt, refused or only reading, must not cost this process its hold on the file: then the
 * other one would take the log away under it when it closes. */
static void
test_attempts_keep_the_hold (Project *self, gconstpointer data)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf before;
  GStatBuf after;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  g_assert_cmpint (g_stat (log, &before), ==, 0);
  g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, NULL));
  g_autoptr (FlStore) reader = fl_store_open (self->path, FL_STORE_READ, NULL);
  g_assert_nonnull (reader);
  g_clear_pointer (&reader, fl_store_close);
  assert_other (self->path, "read", "open");
  g_assert_cmpint (g_stat (log, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  project_label (self, 4, 5, FL_LABEL_LABELLED, self->classes[1]);
  project_reopen (self);
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[7] = '\0';
  g_assert_cmpstr (frames, ==, "aaaabb.");
}

/* Somebody in this process looks at what is in a file, as file choosers do. */
static void
look_at (const char *path, const char *end)
{
  g_autofree char *name = g_strconcat (path, end, NULL);
  char byte;
  int fd = open (name, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  (void) !read (fd, &byte, 1);
  g_assert_cmpint (close (fd), ==, 0);
}

/* Nor may it cost it the hold that somebody looks at the files. */
static void
test_looks_keep_the_hold (Project *self, gconstpointer data)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf before;
  GStatBuf after;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  g_assert_cmpint (g_stat (log, &before), ==, 0);
  look_at (self->path, "");
  look_at (self->path, "-shm");
  look_at (self->path, "-wal");
  assert_other (self->path, "read", "open");
  g_assert_cmpint (g_stat (log, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  project_label (self, 4, 5, FL_LABEL_LABELLED, self->classes[1]);
  g_autoptr (FlStore) reader = fl_store_open (self->path, FL_STORE_READ, NULL);
  g_assert_nonnull (reader);
  g_autofree char *frames = project_read_frames (reader, self->classes);
  frames[7] = '\0';
  g_assert_cmpstr (frames, ==, "aaaabb.");
}

static void
test_killed_holder_is_followed (Project *self, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (self->path, "-lock", NULL);

  project_close (self);
  g_autoptr (GSubprocess) holder = start_holder (self->path);
  g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, NULL));
  kill_hard (holder);
  /* Its file is still there; its number may belong to anybody by now. */
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
  project_reopen (self);
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  assert_other (self->path, "write", "locked");
  project_close (self);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* A project has one writer, whether it is opened by its name or by a link to it. */
static void
test_links_are_the_same_project (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = g_build_filename (self->folder, "link.frameline", NULL);
  g_autofree char *elsewhere = g_build_filename (self->folder, "elsewhere", NULL);
  g_autofree char *through = g_build_filename (elsewhere, "test.frameline", NULL);

  g_assert_cmpint (symlink ("test.frameline", link), ==, 0);
  g_assert_cmpint (symlink (".", elsewhere), ==, 0);
  assert_other (link, "write", "locked");
  assert_other (through, "write", "locked");
  project_close (self);
  self->store = fl_store_open (link, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  assert_other (self->path, "write", "locked");
  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  /* What goes by the path of the store reaches the real log, and the copies the real place. */
  g_assert_true (fl_store_sync_log (fl_store_get_path (self->store), NULL));
  g_assert_true (fl_store_backup_dated (self->store, NULL, &error));
  g_assert_no_error (error);
  project_close (self);
  g_autofree char *files = project_list_folder (self->folder);
  g_assert_cmpstr (files, ==, "elsewhere link.frameline test.frameline test.frameline-backups");
}

/* The lock file may go away between being opened and being locked: whoever then holds a file that
 * is not in place any more holds nothing. */
static void
test_lock_file_in_place (Project *self, gconstpointer data)
{
  g_autofree char *name = g_strconcat (self->path, "-lock", NULL);
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;

  project_close (self);
  int fd = fl_project_lock_take (self->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (name, &owner, NULL, NULL));
  g_assert_cmpint (g_ascii_strtoll (owner, NULL, 10), ==, getpid ());
  /* Somebody tidies up; the next one locks a file of its own, which is not ours to take away. */
  g_assert_cmpint (g_unlink (name), ==, 0);
  int next = fl_project_lock_take (self->path, &error);
  g_assert_no_error (error);
  fl_project_lock_release (self->path, fd);
  g_assert_true (g_file_test (name, G_FILE_TEST_EXISTS));
  g_assert_cmpint (fl_project_lock_take (self->path, &error), ==, -1);
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
  fl_project_lock_release (self->path, next);
  g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
}

/* Processes that take the lock and give it back all the time never hold it together. */
static void
test_lock_has_no_gap (Project *self, gconstpointer data)
{
  g_autofree char *mark = g_build_filename (self->folder, "mark", NULL);
  const char *const words[] = {"fight", self->path, mark, NULL};
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  project_close (self);
  for (int i = 0; i < N_FIGHTERS; i++)
    g_ptr_array_add (children, project_start_child (words));
  for (guint i = 0; i < children->len; i++) {
    g_assert_true (g_subprocess_wait (children->pdata[i], NULL, NULL));
    g_assert_true (g_subprocess_get_if_exited (children->pdata[i]));
    g_assert_cmpint (g_subprocess_get_exit_status (children->pdata[i]), ==, 0);
  }
  project_reopen (self);
}

/* A file that is being written, and whose log is being moved into it, is never called damaged. */
static void
test_readers_are_welcome (Project *self, gconstpointer data)
{
  g_autofree char *stream = g_strdup_printf ("%" G_GINT64_FORMAT, self->stream);
  g_autofree char *annotator = g_strdup_printf ("%" G_GINT64_FORMAT, self->annotator);
  g_autofree char *class_id = g_strdup_printf ("%" G_GINT64_FORMAT, self->classes[1]);
  const char *const words[] = {"write", self->path, stream, annotator, class_id, NULL};
  gint64 n_labels = 1;

  project_close (self);
  g_autoptr (GSubprocess) writer = project_start_child (words);
  g_autoptr (GDataInputStream) lines = project_get_lines (writer);
  g_autofree char *line = project_read_line (lines);
  g_assert_cmpstr (line, ==, "writing");
  for (int i = 0; i < N_READINGS; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FlStore) reader = fl_store_open (self->path, FL_STORE_READ, &error);
    g_assert_no_error (error);
    gint64 n = fl_store_get_n_actions (reader);
    g_assert_cmpint (n, >=, n_labels); /* nothing that was seen goes away */
    n_labels = n;
    g_clear_pointer (&reader, fl_store_close);
    g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, &error));
    g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
  }
  kill_hard (writer);
}

int
main (int argc, char **argv)
{
  if (argc > 2 && g_str_equal (argv[1], "--child"))
    return run_child (argc, argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/writers/second-is-refused", test_second_writer_is_refused);
  ADD ("/store/writers/attempts-keep-the-hold", test_attempts_keep_the_hold);
  ADD ("/store/writers/looks-keep-the-hold", test_looks_keep_the_hold);
  ADD ("/store/writers/killed-holder-is-followed", test_killed_holder_is_followed);
  ADD ("/store/writers/links-are-the-same-project", test_links_are_the_same_project);
  ADD ("/store/writers/lock-file-in-place", test_lock_file_in_place);
  ADD ("/store/writers/lock-has-no-gap", test_lock_has_no_gap);
  ADD ("/store/writers/readers-are-welcome", test_readers_are_welcome);
  return g_test_run ();
}
