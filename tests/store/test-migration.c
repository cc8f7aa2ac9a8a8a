/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an older version of the tables to a newer one: a copy first, then all of it or nothing. */
#include "store/fl-store-private.h"
#include "store/project.h"

#include <glib/gstdio.h>
#include <string.h>

#define UPGRADED_NOTE "SELECT count(*) FROM pragma_table_info ('label') WHERE name = 'note'"

/* The tables of this program, and later versions that only this test knows. */
typedef struct {
  const char *steps[20];
  FlSchema schema;
} Future;

static void
future_init (Future *self, const char *const *later, int n_later)
{
  const FlSchema *ours = fl_schema_get ();

  g_assert_cmpint (ours->n_steps + n_later, <=, (int) G_N_ELEMENTS (self->steps));
  for (int i = 0; i < ours->n_steps; i++)
    self->steps[i] = ours->steps[i];
  for (int i = 0; i < n_later; i++)
    self->steps[ours->n_steps + i] = later[i];
  self->schema = (FlSchema){.steps = self->steps, .n_steps = ours->n_steps + n_later};
}

static const char *const two_later[] = {
  "ALTER TABLE label ADD COLUMN note TEXT NOT NULL DEFAULT ''",
  "CREATE TABLE remark (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
  "INSERT INTO remark SELECT 1, name FROM project; UPDATE label SET note = kind",
};

/* The second step works for a while, then does not. */
static const char *const broken_later[] = {
  "ALTER TABLE label ADD COLUMN note TEXT NOT NULL DEFAULT ''",
  "UPDATE label SET state = 99; DELETE FROM setting; INSERT INTO no_such_table VALUES (1)",
};

/* The one copy that there is, by its name: a day, and what it was made for. */
static char *
find_copy (const Project *self)
{
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);
  g_autofree char *found = project_list_folder (folder);
  g_autofree char *expected =
    g_strdup_printf ("^[0-9]{4}-[01][0-9]-[0-3][0-9]-before-upgrade-from-%d[.]frameline$",
                     fl_schema_get ()->n_steps);

  g_assert_true (g_regex_match_simple (expected, found, 0, 0));
  return g_build_filename (folder, found, NULL);
}

static void
fill (Project *self)
{
  project_label (self, 0, 9, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 4, 5, FL_LABEL_LABELLED, self->classes[1]);
  project_label (self, 6, 6, FL_LABEL_UNSURE, 0);
}

static void
assert_filled (FlStore *store, const gint64 classes[3])
{
  g_autofree char *frames = project_read_frames (store, classes);

  frames[12] = '\0';
  g_assert_cmpstr (frames, ==, "aaaabb?aaa..");
}

static void
test_upgrade_keeps_all (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;

  future_init (&newer, two_later, 2);
  fill (self);
  project_close (self);
  self->store = fl_store_open_as (self->path, FL_STORE_WRITE, &newer.schema, &error);
  g_assert_no_error (error);
  assert_filled (self->store, self->classes);
  g_autoptr (GPtrArray) entries = fl_store_list_log (self->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 16); /* a stream, four of each class, three labels */
  project_close (self);
  g_assert_cmpint (project_get_number (self->path, "PRAGMA user_version"), ==,
                   newer.schema.n_steps);
  g_assert_cmpint (project_get_number (self->path, UPGRADED_NOTE), ==, 1);
  g_assert_cmpint (project_get_number (self->path,
                                       "SELECT count(*) FROM remark WHERE text = 'test'"),
                   ==, 1);
}

static void
test_copy_comes_first (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);

  future_init (&newer, two_later, 2);
  fill (self);
  project_close (self);
  self->store = fl_store_open_as (self->path, FL_STORE_WRITE, &newer.schema, &error);
  g_assert_no_error (error);
  g_autofree char *copy = find_copy (self);
  /* The copy is the old project: this very program opens it, and goes on in it. */
  g_assert_cmpint (project_get_number (copy, "PRAGMA user_version"), ==, newer.schema.n_steps - 2);
  g_assert_cmpint (project_get_number (copy, UPGRADED_NOTE), ==, 0);
  g_autoptr (FlStore) old = fl_store_open (copy, FL_STORE_WRITE, &error);
  g_assert_no_error (error);
  assert_filled (old, self->classes);
  g_assert_true (fl_store_undo (old, self->annotator, NULL, &error));
  g_autoptr (GPtrArray) findings = fl_store_check (old, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_failure_leaves_the_old_file (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;

  future_init (&newer, broken_later, 2);
  fill (self);
  project_close (self);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  g_assert_null (fl_store_open_as (self->path, FL_STORE_WRITE, &newer.schema, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, self->path));
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_autofree char *files = project_list_folder (self->folder);
  g_assert_cmpstr (files, ==, "test.frameline test.frameline-backups");
  project_reopen (self);
  assert_filled (self->store, self->classes);
}

/* Without a copy nothing is changed. */
static void
test_no_copy_no_upgrade (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);

  future_init (&newer, two_later, 2);
  fill (self);
  project_close (self);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_autofree char *before = project_describe_folder (self->folder);
  g_assert_null (fl_store_open_as (self->path, FL_STORE_WRITE, &newer.schema, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, folder));
  g_autofree char *after = project_describe_folder (self->folder);
  g_assert_cmpstr (after, ==, before);
}

/* A reader cannot upgrade: it says what to do and changes nothing. */
static void
test_reader_does_not_upgrade (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;

  future_init (&newer, two_later, 2);
  fill (self);
  project_close (self);
  g_autofree char *before = project_describe_folder (self->folder);
  g_assert_null (fl_store_open_as (self->path, FL_STORE_READ, &newer.schema, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "run “framelinectl ingest” on it"));
  g_autofree char *after = project_describe_folder (self->folder);
  g_assert_cmpstr (after, ==, before);
}

/* What is only in the log of a killed program is upgraded and copied like the rest. */
static void
test_log_is_upgraded_too (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Future newer;
  g_autofree char *killed = g_build_filename (self->folder, "killed.frameline", NULL);
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *killed_log = g_strconcat (killed, "-wal", NULL);

  future_init (&newer, two_later, 2);
  project_reopen (self);
  fill (self);
  project_copy_file (self->path, killed);
  project_copy_file (log, killed_log);
  project_close (self);
  g_unlink (self->path);
  g_free (self->path);
  self->path = g_steal_pointer (&killed);
  self->store = fl_store_open_as (self->path, FL_STORE_WRITE, &newer.schema, &error);
  g_assert_no_error (error);
  assert_filled (self->store, self->classes);
  g_autofree char *copy = find_copy (self);
  g_autoptr (FlStore) old = fl_store_open (copy, FL_STORE_READ, &error);
  g_assert_no_error (error);
  assert_filled (old, self->classes);
}

/* A file as the first version left it goes on as this one. */
static void
test_first_version (Project *self, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);
  g_autoptr (GError) error = NULL;

  fill (self);
  project_close (self);
  project_exec (self->path, "DROP VIEW said; DROP TABLE place; PRAGMA user_version = 1;"
                            "DROP TABLE random_check; DROP INDEX action_by_question;"
                            "ALTER TABLE lot_part DROP COLUMN times_sum;"
                            "DROP INDEX action_by_lot; DROP INDEX question_by_lot;"
                            "ALTER TABLE stream DROP COLUMN address;"
                            "DROP INDEX action_by_sweep; ALTER TABLE action DROP COLUMN sweep;"
                            "DROP TABLE sweep_tile; DROP TABLE sweep_part; DROP TABLE sweep;"
                            "DROP TABLE run_rule; DROP INDEX action_by_verb;"
                            "DROP INDEX action_by_batch; DROP INDEX action_by_length;"
                            "DROP INDEX action_by_undone;"
                            "ALTER TABLE segment DROP COLUMN is_follower");
  project_reopen (self);
  assert_filled (self->store, self->classes);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
  assert_filled (self->store, self->classes);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  g_autofree char *found = project_list_folder (folder);
  g_assert_nonnull (strstr (found, "-before-upgrade-from-1.frameline"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/migration/upgrade-keeps-all", test_upgrade_keeps_all);
  ADD ("/store/migration/copy-comes-first", test_copy_comes_first);
  ADD ("/store/migration/failure-leaves-the-old-file", test_failure_leaves_the_old_file);
  ADD ("/store/migration/no-copy-no-upgrade", test_no_copy_no_upgrade);
  ADD ("/store/migration/reader-does-not-upgrade", test_reader_does_not_upgrade);
  ADD ("/store/migration/log-is-upgraded-too", test_log_is_upgraded_too);
  ADD ("/store/migration/first-version", test_first_version);
  return g_test_run ();
}
