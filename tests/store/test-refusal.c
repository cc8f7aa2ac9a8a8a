/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no project, of a newer program, or damaged: one sentence that names the file, and
 * nothing in the folder is another byte than before. */
#include "store/fl-store.h"
#include "store/project.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const FlStoreMode both_modes[] = {FL_STORE_READ, FL_STORE_WRITE};

/* One sentence for people: it names the file, and is one line without a full stop in it. */
static void
assert_sentence (const GError *error, const char *path)
{
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (strstr (error->message, ". "));
  g_assert_true (g_str_has_prefix (error->message, "“") ||
                 g_str_has_prefix (error->message, "Cannot "));
}

/* Refused in both modes with @code, and all of @folder stays as it is. */
static void
assert_refused (const Project *self, const char *path, FlStoreError code)
{
  g_autofree char *before = project_describe_folder (self->folder);

  for (gsize i = 0; i < G_N_ELEMENTS (both_modes); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_store_open (path, both_modes[i], &error));
    g_assert_error (error, FL_STORE_ERROR, (int) code);
    assert_sentence (error, path);
    g_autofree char *after = project_describe_folder (self->folder);
    g_assert_cmpstr (after, ==, before);
  }
}

static char *
put_beside (const Project *self, const char *name, const void *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_plain_text (Project *self, gconstpointer data)
{
  static const char text[] = "just some text that is no database at all, but long enough to hold a "
                             "header of one hundred bytes, yes";
  g_autofree char *path = put_beside (self, "text.frameline", text, strlen (text));
  g_autofree char *brief = put_beside (self, "short.frameline", "x", 1);

  assert_refused (self, path, FL_STORE_ERROR_FOREIGN);
  assert_refused (self, brief, FL_STORE_ERROR_FOREIGN);
}

static void
test_empty_file (Project *self, gconstpointer data)
{
  g_autofree char *path = put_beside (self, "empty.frameline", "", 0);

  assert_refused (self, path, FL_STORE_ERROR_FOREIGN);
}

static void
test_folder (Project *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "folder.frameline", NULL);

  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  assert_refused (self, path, FL_STORE_ERROR_OPEN);
}

static void
test_missing_file (Project *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "missing.frameline", NULL);
  g_autofree char *deep = g_build_filename (self->folder, "no", "such", "place.frameline", NULL);

  assert_refused (self, path, FL_STORE_ERROR_OPEN);
  assert_refused (self, deep, FL_STORE_ERROR_OPEN);
}

static void
test_database_of_another_program (Project *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "other.frameline", NULL);
  g_autofree char *logged = g_build_filename (self->folder, "logged.frameline", NULL);

  project_exec (path, "PRAGMA application_id = 7; CREATE TABLE project (a); INSERT INTO project"
                      " VALUES (1)");
  project_exec (logged, "PRAGMA journal_mode = WAL; CREATE TABLE project (a)");
  assert_refused (self, path, FL_STORE_ERROR_FOREIGN);
  assert_refused (self, logged, FL_STORE_ERROR_FOREIGN);
}

static void
test_newer_version (Project *self, gconstpointer data)
{
  project_close (self);
  project_exec (self->path, "PRAGMA user_version = 2147483647");
  assert_refused (self, self->path, FL_STORE_ERROR_NEWER);
}

/* A version that no Frameline ever wrote. */
static void
test_impossible_version (Project *self, gconstpointer data)
{
  project_close (self);
  project_exec (self->path, "PRAGMA user_version = 0");
  assert_refused (self, self->path, FL_STORE_ERROR_CORRUPT);
  project_exec (self->path, "PRAGMA user_version = -5");
  assert_refused (self, self->path, FL_STORE_ERROR_CORRUPT);
}

/* Cut off anywhere: in the header, in a page, between two pages. */
static void
test_truncated (Project *self, gconstpointer data)
{
  static const gsize sizes[] = {17, 99, 100, 512, 4095, 4096, 4097, 8192, 20480};
  g_autofree char *whole = NULL;
  gsize size;

  project_close (self);
  g_assert_true (g_file_get_contents (self->path, &whole, &size, NULL));
  g_assert_cmpuint (size, >, 20480);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *name = g_strdup_printf ("cut-%" G_GSIZE_FORMAT ".frameline", sizes[i]);
    g_autofree char *path = put_beside (self, name, whole, sizes[i]);
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_store_open (path, FL_STORE_READ, &error));
    /* Without a whole page there is nothing that tells a project. */
    assert_refused (self, path, (FlStoreError) error->code);
    g_assert_true (error->code == FL_STORE_ERROR_CORRUPT ||
                   (sizes[i] < 4096 && error->code == FL_STORE_ERROR_FOREIGN));
  }
}

static void
test_overwritten_pages (Project *self, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize size;

  for (gint64 i = 0; i < 200; i++)
    project_label (self, i % 60, i % 60, FL_LABEL_LABELLED, self->classes[i % 3]);
  project_close (self);
  g_assert_true (g_file_get_contents (self->path, &whole, &size, NULL));
  for (gsize page = 1; page < 5; page++) {
    g_autofree char *broken = g_memdup2 (whole, size);
    memset (broken + page * 4096, 0x5a, 4096);
    g_autofree char *path = put_beside (self, "broken.frameline", broken, size);
    assert_refused (self, path, FL_STORE_ERROR_CORRUPT);
  }
}

/* What a killed program left: the file and a log that is not in it yet. */
static char *
make_killed (Project *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *from = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *to = g_strconcat (path, "-wal", NULL);

  project_copy_file (self->path, path);
  project_copy_file (from, to);
  return path;
}

/* As before, but for the index of the log, which SQLite may make anew. */
static void
assert_refused_with_log (const Project *self, const char *path, FlStoreError code)
{
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (both_modes); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *before = project_describe_folder (self->folder);
    g_assert_null (fl_store_open (path, both_modes[i], &error));
    g_assert_error (error, FL_STORE_ERROR, (int) code);
    assert_sentence (error, path);
    g_unlink (index);
    g_autofree char *after = project_describe_folder (self->folder);
    g_assert_cmpstr (after, ==, before);
  }
}

static void
test_damaged_with_log (Project *self, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize size;

  project_reopen (self);
  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[0]);
  g_autofree char *cut = make_killed (self, "cut.frameline");
  g_autofree char *broken = make_killed (self, "broken.frameline");
  project_close (self);
  g_assert_true (g_file_get_contents (cut, &whole, &size, NULL));
  /* The last pages alone may all be in the log. */
  g_assert_cmpint (truncate (cut, (off_t) (size / 8192 * 4096)), ==, 0);
  memset (whole + 8192, 0x5a, size - 8192 - 4096);
  g_assert_true (g_file_set_contents (broken, whole, (gssize) size, NULL));
  assert_refused_with_log (self, cut, FL_STORE_ERROR_CORRUPT);
  assert_refused_with_log (self, broken, FL_STORE_ERROR_CORRUPT);
}

static void
test_newer_with_log (Project *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  project_reopen (self);
  project_exec (self->path, "PRAGMA user_version = 99");
  path = make_killed (self, "newer.frameline");
  project_exec (self->path, "PRAGMA user_version = 1");
  project_close (self);
  assert_refused_with_log (self, path, FL_STORE_ERROR_NEWER);
}

/* A whole file whose log was torn is no damage: what was committed before stands. */
static void
test_torn_log_is_no_damage (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_reopen (self);
  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[0]);
  g_autofree char *path = make_killed (self, "torn.frameline");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[1]);
  g_autofree char *longer = make_killed (self, "torn.frameline");
  project_close (self);
  GStatBuf facts;
  g_assert_cmpint (g_stat (log, &facts), ==, 0);
  g_assert_cmpint (truncate (log, facts.st_size - 100), ==, 0);
  self->store = fl_store_open (path, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[7] = '\0';
  g_assert_cmpstr (frames, ==, "aaaaaa.");
}

static void
test_read_only_file (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_close (self);
  g_assert_cmpint (g_chmod (self->path, 0444), ==, 0);
  if (g_access (self->path, W_OK) == 0) {
    g_test_skip ("the superuser may write any file");
    return;
  }
  g_assert_null (fl_store_open (self->path, FL_STORE_WRITE, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_READ_ONLY);
  assert_sentence (error, self->path);
}

/* Making a project never takes the place of anything. */
static void
test_create_keeps_what_is_there (Project *self, gconstpointer data)
{
  const FlProjectFacts facts = {.name = (char *) "test", .goal = (char *) "frames"};
  g_autofree char *text = put_beside (self, "text.frameline", "mine", 4);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "place.frameline", NULL);
  g_autofree char *before = project_describe_folder (self->folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_store_create (text, &facts, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS);
  assert_sentence (error, text);
  g_clear_error (&error);
  g_assert_null (fl_store_create (nowhere, &facts, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN);
  assert_sentence (error, nowhere);
  g_autofree char *after = project_describe_folder (self->folder);
  g_assert_cmpstr (after, ==, before);
}

/* Reading leaves nothing behind, and changes no byte. */
static void
test_reading_leaves_no_trace (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 5, FL_LABEL_LABELLED, self->classes[0]);
  project_close (self);
  g_autofree char *before = project_describe_folder (self->folder);
  g_autoptr (FlStore) reader = fl_store_open (self->path, FL_STORE_READ, &error);
  g_assert_no_error (error);
  g_autofree char *frames = project_read_frames (reader, self->classes);
  frames[7] = '\0';
  g_assert_cmpstr (frames, ==, "aaaaaa.");
  g_assert_false (project_try_label (reader, self, 0, 0, self->classes[1], &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_READ_ONLY);
  g_clear_pointer (&reader, fl_store_close);
  g_autofree char *after = project_describe_folder (self->folder);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/refusal/plain-text", test_plain_text);
  ADD ("/store/refusal/empty-file", test_empty_file);
  ADD ("/store/refusal/folder", test_folder);
  ADD ("/store/refusal/missing-file", test_missing_file);
  ADD ("/store/refusal/database-of-another-program", test_database_of_another_program);
  ADD ("/store/refusal/newer-version", test_newer_version);
  ADD ("/store/refusal/impossible-version", test_impossible_version);
  ADD ("/store/refusal/truncated", test_truncated);
  ADD ("/store/refusal/overwritten-pages", test_overwritten_pages);
  ADD ("/store/refusal/damaged-with-log", test_damaged_with_log);
  ADD ("/store/refusal/newer-with-log", test_newer_with_log);
  ADD ("/store/refusal/torn-log-is-no-damage", test_torn_log_is_no_damage);
  ADD ("/store/refusal/read-only-file", test_read_only_file);
  ADD ("/store/refusal/create-keeps-what-is-there", test_create_keeps_what_is_there);
  ADD ("/store/refusal/reading-leaves-no-trace", test_reading_leaves_no_trace);
  return g_test_run ();
}
