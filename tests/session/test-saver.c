/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that has the disk keep the answers: what it does when the log cannot be synced, what it
 * tells, and on which days it makes copies. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session/fl-saver.h"
#include "store/fl-store-private.h"
#include "store/fl-store-settings.h"

#define DAY 20000

typedef struct {
  char *folder;
  char *path;
  char *log;
  char *copies;
  FlStore *store;
  FlSaver *saver;
  FlChannel *told; /* char * */
} Fixture;

static void
tell (char *sentence, gpointer data)
{
  fl_channel_push (data, sentence);
}

static void
set_up (Fixture *self, gconstpointer is_new)
{
  g_autoptr (GError) error = NULL;
  const FlProjectFacts facts = {.name = (char *) "test", .goal = (char *) "frames"};

  self->folder = films_make_folder ();
  self->path = films_dup_project_path (self->folder);
  self->log = g_strconcat (self->path, "-wal", NULL);
  self->copies = g_strconcat (self->path, "-backups", NULL);
  self->store = fl_store_create (self->path, &facts, &error);
  g_assert_no_error (error);
  self->told = fl_channel_new (g_free);
  self->saver = fl_saver_new (self->path, is_new != NULL, tell, self->told);
}

static void
tear_down (Fixture *self, gconstpointer is_new)
{
  g_clear_pointer (&self->saver, fl_saver_free);
  g_clear_pointer (&self->store, fl_store_close);
  g_clear_pointer (&self->told, fl_channel_free);
  folder_free (self->folder);
  g_free (self->path);
  g_free (self->log);
  g_free (self->copies);
}

/* Writes something, as an answer does. */
static void
commit (Fixture *self, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_set_setting (self->store, "test", value, &error));
  g_assert_no_error (error);
}

/* What the file alone holds, without its log, as after a power cut that took the log. */
static char *
read_file_alone (Fixture *self)
{
  g_autofree char *alone = g_build_filename (self->folder, "alone.frameline", NULL);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (self->path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (alone, content, (gssize) size, NULL));
  /* It may have been read in the middle of a page. */
  g_autoptr (FlStore) store = fl_store_open (alone, FL_STORE_READ, NULL);
  return store != NULL ? fl_store_dup_setting (store, "test") : NULL;
}

static gboolean
wait_for_file (Fixture *self, const char *expected)
{
  const gint64 deadline_us = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;

  while (g_get_monotonic_time () < deadline_us) {
    g_autofree char *found = read_file_alone (self);
    if (g_strcmp0 (found, expected) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The log is enough while there is one: the file is left alone. */
static void
test_log_is_enough (Fixture *self, gconstpointer is_new)
{
  commit (self, "one");
  fl_saver_kick (self->saver);
  g_clear_pointer (&self->saver, fl_saver_free);
  g_autofree char *found = read_file_alone (self);
  g_assert_null (found);
  g_assert_null (fl_channel_try_pop (self->told));
}

/* Somebody tidies the log away under the program: what is answered goes into the file instead. */
static void
test_lost_log (Fixture *self, gconstpointer is_new)
{
  commit (self, "one");
  g_assert_cmpint (g_unlink (self->log), ==, 0);
  commit (self, "two");
  fl_saver_kick (self->saver);
  g_assert_true (wait_for_file (self, "two"));
  commit (self, "three");
  fl_saver_kick (self->saver);
  g_assert_true (wait_for_file (self, "three"));
  g_assert_null (fl_channel_try_pop (self->told));
}

/* The project itself is deleted while it is open: told once, not at each answer. */
static void
test_lost_file (Fixture *self, gconstpointer is_new)
{
  commit (self, "one");
  fl_saver_kick (self->saver);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  commit (self, "two");
  fl_saver_kick (self->saver);
  g_autofree char *sentence = fl_channel_pop (self->told);
  g_autofree char *expected =
    g_strdup_printf ("“%s” is not where it was opened any more; put it back there, or answers that "
                     "are given now may be lost",
                     self->path);
  g_assert_cmpstr (sentence, ==, expected);
  fl_saver_kick (self->saver);
  g_clear_pointer (&self->saver, fl_saver_free);
  g_assert_null (fl_channel_try_pop (self->told));
}

/* On the thread of the saver, each time that the log could not be synced. */
static void
count_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (strstr (message, "Cannot sync") != NULL)
    g_atomic_int_inc ((gint *) data);
}

/* When neither is possible people are told, once until it works again. */
static void
test_failure_is_told_once (Fixture *self, gconstpointer is_new)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (self->path);

  commit (self, "one");
  /* Somebody who reads an old state keeps the log from being moved. */
  g_autoptr (FlStore) other = fl_store_open_second (self->path, &error);
  g_assert_no_error (error);
  sqlite3_stmt *names = fl_store_query (other, &error, "SELECT name FROM sqlite_schema", "");
  g_assert_true (fl_store_step (other, names, &error));
  commit (self, "two");
  g_assert_cmpint (g_unlink (self->log), ==, 0);
  fl_saver_kick (self->saver);
  g_autofree char *sentence = fl_channel_pop (self->told);
  g_assert_nonnull (strstr (sentence, name));
  g_assert_nonnull (strstr (sentence, "-wal"));
  gint n_failed = 0;
  guint handler = g_log_set_handler ("frameline", G_LOG_LEVEL_DEBUG, count_message, &n_failed);
  commit (self, "three");
  while (g_atomic_int_get (&n_failed) < 3)
    fl_saver_kick (self->saver);
  /* Once it can be moved again all is well. */
  g_clear_pointer (&other, fl_store_close);
  commit (self, "four");
  fl_saver_kick (self->saver);
  g_assert_true (wait_for_file (self, "four"));
  g_clear_pointer (&self->saver, fl_saver_free);
  g_log_remove_handler ("frameline", handler);
  g_assert_null (fl_channel_try_pop (self->told));
}

static guint
count_copies (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->copies, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Waits for the copy that is being made, and takes it away. */
static void
assert_one_copy (Fixture *self)
{
  const gint64 deadline_us = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  while (g_get_monotonic_time () < deadline_us &&
         (name == NULL || !g_str_has_suffix (name, ".frameline"))) {
    g_clear_pointer (&dir, g_dir_close);
    dir = g_dir_open (self->copies, 0, NULL);
    name = dir != NULL ? g_dir_read_name (dir) : NULL;
  }
  g_assert_nonnull (name);
  g_autofree char *path = g_build_filename (self->copies, name, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* A program that runs for days makes a copy at the first change of each. */
static void
test_copies_by_day (Fixture *self, gconstpointer is_new)
{
  commit (self, "one");
  for (gint64 day = DAY; day < DAY + 3; day++) {
    fl_saver_kick_on (self->saver, day);
    /* The thread of the day before may not have ended yet; people change things again. */
    while (count_copies (self) == 0)
      fl_saver_kick_on (self->saver, day);
    assert_one_copy (self);
    fl_saver_kick_on (self->saver, day);
    fl_saver_kick_on (self->saver, day);
  }
  g_clear_pointer (&self->saver, fl_saver_free);
  g_assert_cmpuint (count_copies (self), ==, 0);
  g_assert_null (fl_channel_try_pop (self->told));
}

/* What was made just now is not copied before tomorrow. */
static void
test_new_project_waits (Fixture *self, gconstpointer is_new)
{
  const gint64 today = g_get_real_time () / (24 * G_TIME_SPAN_HOUR);

  commit (self, "one");
  fl_saver_kick_on (self->saver, today);
  g_clear_pointer (&self->saver, fl_saver_free);
  g_assert_cmpuint (count_copies (self), ==, 0);
  self->saver = fl_saver_new (self->path, TRUE, tell, self->told);
  fl_saver_kick_on (self->saver, today + 1);
  /* Closing waits for the copy. */
  g_clear_pointer (&self->saver, fl_saver_free);
  g_assert_cmpuint (count_copies (self), ==, 1);
}

static void
test_no_copy_is_told (Fixture *self, gconstpointer is_new)
{
  g_assert_true (g_file_set_contents (self->copies, "in the way", -1, NULL));
  commit (self, "one");
  fl_saver_kick_on (self->saver, DAY);
  g_clear_pointer (&self->saver, fl_saver_free);
  g_autofree char *sentence = fl_channel_try_pop (self->told);
  g_assert_nonnull (sentence);
  g_assert_nonnull (strstr (sentence, self->copies));
  g_assert_null (fl_channel_try_pop (self->told));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, is_new, func)                                                                    \
  g_test_add (path, Fixture, GINT_TO_POINTER (is_new), set_up, func, tear_down)
  ADD ("/session/saver/log-is-enough", TRUE, test_log_is_enough);
  ADD ("/session/saver/lost-log", TRUE, test_lost_log);
  ADD ("/session/saver/lost-file", TRUE, test_lost_file);
  ADD ("/session/saver/failure-is-told-once", TRUE, test_failure_is_told_once);
  ADD ("/session/saver/copies-by-day", FALSE, test_copies_by_day);
  ADD ("/session/saver/new-project-waits", TRUE, test_new_project_waits);
  ADD ("/session/saver/no-copy-is-told", FALSE, test_no_copy_is_told);
  return g_test_run ();
}
