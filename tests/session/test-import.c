/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels from a file: all of them or none, and nothing else that the file brought. */
#include "films.h"

#include "session/fl-import.h"
#include "store/fl-store-private.h"

#include <string.h>

#define N_FRAMES 20

typedef struct {
  char *folder;
  char *table;
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  static const FlSessionOptions headless = {.is_headless = TRUE};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &headless);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  self->table = g_build_filename (self->folder, "truth.csv", NULL);
  g_assert_true (g_file_set_contents (self->table,
                                      "stream,frame,label\na.mp4,2,Bird\na.mp4,3,Hare\n"
                                      "a.mp4,4,Hare\na.mp4,5,Fox\n",
                                      -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->table);
}

static gboolean
import (Fixture *self, FlImportReport *report, GError **error)
{
  return fl_session_import (self->session, self->table, NULL, NULL, report, error);
}

static void
assert_classes (Fixture *self, guint n)
{
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_classes (self->session)), ==, n);
}

static void
test_all (Fixture *self, gconstpointer data)
{
  g_auto (FlImportReport) report = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (import (self, &report, &error));
  g_assert_no_error (error);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "2:Bird 3-4:Hare 5:Fox");
  g_assert_cmpuint (report.new_classes->len, ==, 2);
  assert_classes (self, 5);
}

/* The file cannot take the last row: no label counts, and no class is left behind. */
static void
test_none (Fixture *self, gconstpointer data)
{
  g_auto (FlImportReport) report = {0};
  g_auto (FlImportReport) again = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_run (self->session->store, &error,
                               "CREATE TRIGGER refuse BEFORE INSERT ON action"
                               " WHEN new.verb = 'import' BEGIN SELECT RAISE (FAIL, 'no'); END",
                               ""));
  g_assert_false (import (self, &report, &error));
  g_assert_nonnull (error);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "");
  assert_classes (self, 3);
  g_clear_error (&error);
  g_assert_true (fl_store_run (self->session->store, &error, "DROP TRIGGER refuse", ""));
  g_assert_true (import (self, &again, &error));
  g_assert_no_error (error);
  assert_classes (self, 5);
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

/* In a window the file is read on a thread, and nothing is changed before that is wanted. */
static void
test_preview (Fixture *self, gconstpointer data)
{
  g_autoptr (FlImport) file = NULL;
  g_auto (FlImportReport) report = {0};
  g_auto (FlImportReport) done = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (FlJob) job = g_object_ref (fl_session_read_import (self->session, self->table, &file));

  films_wait (has_ended, job);
  g_assert_true (fl_session_preview_import (self->session, file, &report, &error));
  g_assert_cmpuint (report.n_rows, ==, 4);
  g_assert_cmpuint (report.n_labels, ==, 3);
  g_assert_cmpuint (report.n_frames, ==, 4);
  g_assert_cmpuint (report.new_classes->len, ==, 2);
  assert_classes (self, 3);
  g_assert_true (fl_session_take_import (self->session, file, &done, &error));
  g_assert_no_error (error);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "2:Bird 3-4:Hare 5:Fox");
  assert_classes (self, 5);
  /* The labels and each class are an action. */
  for (guint i = 0; i < 1 + done.new_classes->len; i++)
    g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_classes (self, 3);
}

/* The main thread counts no frames for it, but says what to wait for. */
static void
test_uncounted (Fixture *self, gconstpointer data)
{
  g_autoptr (FlImport) file = NULL;

  films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  g_assert_true (g_file_set_contents (self->table, "stream,frame,label\nb.mp4,2,Bird\n", -1, NULL));
  g_autoptr (FlJob) job = g_object_ref (fl_session_read_import (self->session, self->table, &file));
  films_wait (has_ended, job);
  g_assert_cmpstr (fl_job_get_error (job)->message, ==,
                   "“truth.csv” is about “b.mp4”, whose frames are not counted yet; import it when "
                   "that video is read");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/session/import/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("all", test_all);
  ADD ("none", test_none);
  ADD ("preview", test_preview);
  ADD ("uncounted", test_uncounted);
  return g_test_run ();
}
