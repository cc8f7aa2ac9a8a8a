/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Killed in the middle: this program starts itself as a child that labels or ingests, kills it,
 * and looks at what is there. */
#include "films.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_FRAMES 200
#define BATCH    32

/* In the child: answers for ever, and says which answers it was told are stored. */
static void
label_for_ever (const char *folder)
{
  FlSession *session = films_open (folder, NULL);
  FlStream *stream = films_peek (session, "a.mp4");

  films_use_gate (session);
  for (guint i = 0;; i++) {
    gint64 frame = i * 7 % N_FRAMES;
    films_answer (session, stream, frame, i % 3 == 0 ? NULL : films_get_class (i));
    printf ("%u\n", i);
    fflush (stdout);
    /* Undo is an answer like any other. */
    if (i % 10 == 9) {
      g_assert_true (fl_session_undo (session, NULL, NULL));
      printf ("undo\n");
      fflush (stdout);
    }
  }
}

/* In the child: takes so many samples, and then waits for ever. */
static void
ingest_for_ever (const char *folder, guint n)
{
  FlSession *session = films_open (folder, NULL);

  films_use_gate (session);
  films_close_gate ();
  films_let_pass (n);
  fl_session_ingest (session);
  films_answer (session, films_peek (session, "a.mp4"), 1, "Bird");
  for (;;) {
    if (films_count_passed () == n && films_count_waiting () == 1) {
      printf ("here\n");
      fflush (stdout);
    }
    g_usleep (1000);
  }
}

static int
be_child (char **argv)
{
  if (g_str_equal (argv[2], "label"))
    label_for_ever (argv[3]);
  else
    ingest_for_ever (argv[3], (guint) g_ascii_strtoull (argv[2], NULL, 10));
  return 1;
}

typedef struct {
  GPid pid;
  FILE *said;
} Child;

static Child
start_child (const char *what, const char *folder)
{
  const char *argv[] = {"/proc/self/exe", "--child", what, folder, NULL};
  g_autofree char *self = g_file_read_link (argv[0], NULL);
  g_autoptr (GError) error = NULL;
  Child child;
  int out;

  argv[0] = self;
  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child.pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  child.said = fdopen (out, "r");
  return child;
}

/* Gives what it said before it died. */
static GPtrArray *
kill_child (Child *child, guint n_lines)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  char line[64];
  int status;

  while (fgets (line, sizeof line, child->said) != NULL) {
    g_ptr_array_add (lines, g_strndup (line, strcspn (line, "\n")));
    if (lines->len == n_lines)
      kill (child->pid, SIGKILL);
  }
  g_assert_cmpint (waitpid (child->pid, &status, 0), ==, child->pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  fclose (child->said);
  g_assert_cmpuint (lines->len, >=, n_lines);
  return lines;
}

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  FlSession *session = films_create (self->folder, NULL);
  films_use_gate (session);
  films_add (session, self->folder, "a.mp4", N_FRAMES);
  if (GPOINTER_TO_INT (data))
    films_ingest (session);
  films_close (session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  folder_free (self->folder);
}

/* What the answers up to the @n-th line come to. */
static char *
dup_expected (const GPtrArray *lines, FlSession *session)
{
  const char *said[N_FRAMES] = {NULL};
  const char *before = NULL;
  gint64 newest = -1;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const char *line = lines->pdata[i];
    if (g_str_equal (line, "undo")) {
      said[newest] = before;
      continue;
    }
    guint answer = (guint) g_ascii_strtoull (line, NULL, 10);
    newest = answer * 7 % N_FRAMES;
    before = said[newest];
    said[newest] = answer % 3 == 0 ? "?" : films_get_class (answer);
  }
  for (guint i = 0; i < N_FRAMES; i++)
    if (said[i] != NULL)
      g_string_append_printf (text, "%s%u:%s", text->len > 0 ? " " : "", i, said[i]);
  return g_string_free (text, FALSE);
}

/* The lines that it said, and those that it may have done and not come to say. */
static gboolean
is_as_said (GPtrArray *lines, FlSession *session)
{
  g_autofree char *found = films_dup_said (session, films_peek (session, "a.mp4"));
  g_autofree char *exactly = dup_expected (lines, session);

  if (g_str_equal (found, exactly))
    return TRUE;
  const char *last = lines->pdata[lines->len - 1];
  guint n_undone = 0;
  for (guint i = 0; i < lines->len; i++)
    n_undone += g_str_equal (lines->pdata[i], "undo");
  gboolean is_undo_next = !g_str_equal (last, "undo") && g_str_has_suffix (last, "9");
  g_ptr_array_add (lines, is_undo_next ? g_strdup ("undo")
                                       : g_strdup_printf ("%u", lines->len - n_undone));
  g_autofree char *one_more = dup_expected (lines, session);
  g_assert_cmpstr (found, ==, one_more);
  return TRUE;
}

static void
test_labelling (Fixture *self, gconstpointer data)
{
  static const guint n_lines[] = {1, 2, 57, 250};

  for (gsize i = 0; i < G_N_ELEMENTS (n_lines); i++) {
    g_autofree char *path = films_dup_project_path (self->folder);
    Child child = start_child ("label", self->folder);
    g_autoptr (GPtrArray) lines = kill_child (&child, n_lines[i]);
    FlSession *session = films_open (self->folder, NULL);
    g_assert_true (is_as_said (lines, session));
    /* The file is whole, and goes on being labelled; the next round begins with nothing. */
    g_autoptr (GPtrArray) findings = fl_store_check (session->store, NULL);
    g_assert_nonnull (findings);
    g_assert_cmpuint (findings->len, ==, 0);
    while (films_peek (session, "a.mp4") != NULL &&
           fl_stream_get_track (films_peek (session, "a.mp4"))->len > 0)
      g_assert_true (fl_session_undo (session, NULL, NULL));
    films_close (session);
  }
}

static void
ingest_after_kill (Fixture *self, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  Child child = start_child (number, self->folder);
  g_autoptr (GPtrArray) lines = kill_child (&child, 1);
  FlSession *session = films_open (self->folder, NULL);
  FlStream *stream = films_peek (session, "a.mp4");

  films_use_gate (session);
  const guint n_before = films_count_rows (session, stream);
  /* At most the batch that was not full is made again. */
  g_assert_cmpuint (n_before, <=, n);
  g_assert_cmpuint (n_before + BATCH, >, n);
  g_autofree char *said = films_dup_said (session, stream);
  g_assert_cmpstr (said, ==, "1:Bird");
  films_close_gate ();
  films_open_gate ();
  films_ingest (session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (films_count_passed (), ==, N_FRAMES - n_before);
  g_assert_cmpuint (films_count_rows (session, stream), ==, N_FRAMES);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  films_close (session);
}

static void
test_ingest (Fixture *self, gconstpointer data)
{
  ingest_after_kill (self, 100);
}

static void
test_ingest_early (Fixture *self, gconstpointer data)
{
  ingest_after_kill (self, 3);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return be_child (argv);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, is_in, func)                                                                     \
  g_test_add ("/session/killed/" name, Fixture, GINT_TO_POINTER (is_in), set_up, func, tear_down)
  ADD ("no-answer-that-was-acknowledged-is-lost", TRUE, test_labelling);
  ADD ("an-ingest-goes-on-where-it-was", FALSE, test_ingest);
  ADD ("an-ingest-that-had-just-begun-goes-on", FALSE, test_ingest_early);
  return g_test_run ();
}
