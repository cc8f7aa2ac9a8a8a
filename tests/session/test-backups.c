/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the project: what is in each, what would go with it, and going back to one. */
#include "films.h"

#include <glib/gstdio.h>

#include "session/fl-session-backups.h"
#include "store/fl-store-backup.h"
#include "store/fl-store-private.h"

#define N_FRAMES 20

typedef struct {
  char *folder;
  char *path;
  FlSession *session;
  FlBackupList *list;
} Fixture;

static FlStream *
peek (Fixture *self)
{
  return films_peek (self->session, "a.mp4");
}

static void
back_up (Fixture *self, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_backup_dated (self->session->store, reason, &error));
  g_assert_no_error (error);
}

/* Two answers, a copy, and three more answers and a class. */
static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->path = films_dup_project_path (self->folder);
  self->session = films_create (self->folder, NULL);
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_answer (self->session, peek (self), 1, "Bird");
  films_answer (self->session, peek (self), 2, "Bird");
  back_up (self, "by-hand");
  films_answer (self->session, peek (self), 3, "Bird");
  films_answer (self->session, peek (self), 4, NULL);
  films_answer (self->session, peek (self), 5, "Bird");
  g_assert_nonnull (fl_session_add_class (self->session, "Hare", NULL, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->list, fl_backup_list_unref);
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->path);
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

/* Returns: the copy of that reason, the newest one where there are several */
static const FlBackup *
find (Fixture *self, const char *reason)
{
  g_clear_pointer (&self->list, fl_backup_list_unref);
  g_autoptr (FlJob) job = g_object_ref (fl_session_list_backups (self->session, &self->list));
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_DONE);
  for (guint i = 0; i < fl_backup_list_get_n (self->list); i++) {
    const FlBackup *backup = fl_backup_list_get (self->list, i);
    if (backup->reason != NULL && g_str_has_prefix (backup->reason, reason))
      return backup;
  }
  return NULL;
}

static FlJob *
prepare (Fixture *self, const char *backup)
{
  g_autoptr (GError) error = NULL;
  FlJob *job = fl_session_prepare_restore (self->session, backup, &error);

  g_assert_no_error (error);
  g_object_ref (job);
  films_wait (has_ended, job);
  return job;
}

static void
test_list (Fixture *self, gconstpointer data)
{
  const FlBackup *backup = find (self, "by-hand");

  g_assert_nonnull (backup);
  g_assert_true (backup->is_whole);
  g_assert_cmpint (backup->n_answers, ==, 2);
  g_assert_cmpint (backup->n_lost, ==, 3);
  g_assert_cmpint (backup->n_lost_others, ==, 1);
  /* What was undone since would be no loss. */
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  backup = find (self, "by-hand");
  g_assert_cmpint (backup->n_lost, ==, 2);
  g_assert_cmpint (backup->n_lost_others, ==, 0);
}

/* The project is as it was, and what it was before is a copy, of which is told what parted since. */
static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlJob) job = prepare (self, find (self, "by-hand")->path);

  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_DONE);
  films_close (self->session);
  g_assert_true (fl_session_finish_restore (self->path, &error));
  g_assert_no_error (error);
  self->session = films_open (self->folder, NULL);
  g_autofree char *said = films_dup_said (self->session, peek (self));
  g_assert_cmpstr (said, ==, "1:Bird 2:Bird");
  g_assert_null (fl_session_find_class (self->session, "Hare", NULL));
  films_answer (self->session, peek (self), 9, "Bird");
  const FlBackup *before = find (self, "before-restore");
  g_assert_nonnull (before);
  g_assert_cmpint (before->n_answers, ==, 5);
  g_assert_cmpint (before->n_lost, ==, 1);
  g_autoptr (FlJob) back = prepare (self, before->path);
  films_close (self->session);
  g_assert_true (fl_session_finish_restore (self->path, &error));
  self->session = films_open (self->folder, NULL);
  g_autofree char *again = films_dup_said (self->session, peek (self));
  g_assert_cmpstr (again, ==, "1:Bird 2:Bird 3:Bird 4:? 5:Bird");
}

/* A copy that cannot be read is listed as such, and takes nobody's place. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_strdup (find (self, "by-hand")->path);

  g_assert_true (g_file_set_contents (path, "no project", -1, NULL));
  const FlBackup *backup = find (self, "by-hand");
  g_assert_false (backup->is_whole);
  g_assert_cmpint (backup->n_lost, ==, -1);
  g_autoptr (FlJob) job = prepare (self, path);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_FAILED);
  g_autofree char *prepared = g_strconcat (self->path, "-restoring", NULL);
  g_assert_false (g_file_test (prepared, G_FILE_TEST_EXISTS));
  g_autofree char *said = films_dup_said (self->session, peek (self));
  g_assert_cmpstr (said, ==, "1:Bird 2:Bird 3:Bird 4:? 5:Bird");
}

/* A project that somebody has open stays what it is. */
static void
test_in_use (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlJob) job = prepare (self, find (self, "by-hand")->path);

  g_assert_false (fl_session_finish_restore (self->path, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/backups/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("restore", test_restore);
  ADD ("damaged", test_damaged);
  ADD ("in-use", test_in_use);
  return g_test_run ();
}
