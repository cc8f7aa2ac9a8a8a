/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that is killed in the middle of its work loses nothing that it had acknowledged, and
 * leaves nothing half done. The killed one is this program again, run with `--child`. */
#include "store/project.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define N_ROUNDS      12
#define N_IMPORT_ROWS 3000

/* What the child does as its step @i: four labels, then an undo of the last of them. */
static gboolean
is_undo (gint64 i)
{
  return i % 5 == 4;
}

static gboolean
take_step (FlStore *store, const Project *project, gint64 i)
{
  gint64 first = i * 7 % PROJECT_FRAMES;
  gint64 last = MIN (first + i % 3, PROJECT_FRAMES - 1);

  if (is_undo (i))
    return fl_store_undo (store, project->annotator, NULL, NULL);
  return project_try_label (store, project, first, last, project->classes[i % 3], NULL);
}

/* What stands after @n steps, worked out frame by frame. */
static char *
expect_frames (gint64 n)
{
  char *frames = g_strnfill (PROJECT_FRAMES, '.');

  for (gint64 i = 0; i < n; i++) {
    gint64 first = i * 7 % PROJECT_FRAMES;
    gint64 last = MIN (first + i % 3, PROJECT_FRAMES - 1);
    const gboolean is_undone = i + 1 < n && is_undo (i + 1);
    for (gint64 frame = first; !is_undo (i) && !is_undone && frame <= last; frame++)
      frames[frame] = "abc"[i % 3];
  }
  return frames;
}

static gint64
read_id (const char *word)
{
  return g_ascii_strtoll (word, NULL, 10);
}

/* Works from step @from on and says each step that is done; now and then the log is moved into the
 * file meanwhile. */
static int
child_label (const Project *project, const char *path, gint64 from)
{
  g_autoptr (FlStore) store = fl_store_open (path, FL_STORE_WRITE, NULL);

  for (gint64 i = from; store != NULL; i++) {
    if (!take_step (store, project, i))
      return 1;
    printf ("%" G_GINT64_FORMAT "\n", i);
    fflush (stdout);
    if (i % 16 == 0)
      (void) fl_store_checkpoint (store);
  }
  return 1;
}

static FlLabelAction *
make_import (const Project *project, gint64 class_id)
{
  FlLabelAction *rows = g_new (FlLabelAction, N_IMPORT_ROWS);

  for (gint64 i = 0; i < N_IMPORT_ROWS; i++)
    rows[i] = (FlLabelAction){.stream = project->stream,
                              .range = {i % PROJECT_FRAMES, i % PROJECT_FRAMES},
                              .state = FL_LABEL_LABELLED,
                              .class_id = class_id,
                              .annotator = project->annotator,
                              .kind = "import"};
  return rows;
}

/* Imports one file after the other, and says when one is begun and when it is in. */
static int
child_import (const Project *project, const char *path)
{
  g_autoptr (FlStore) store = fl_store_open (path, FL_STORE_WRITE, NULL);

  for (int i = 0; store != NULL; i++) {
    g_autofree FlLabelAction *rows = make_import (project, project->classes[i % 3]);
    puts ("begun");
    fflush (stdout);
    if (!fl_store_label_many (store, rows, N_IMPORT_ROWS, project->annotator, "a.csv", NULL))
      return 1;
    puts ("done");
    fflush (stdout);
  }
  return 1;
}

static int
run_child (int argc, char **argv)
{
  if (argc != 10)
    return 2;
  const Project project = {.annotator = read_id (argv[4]),
                           .stream = read_id (argv[5]),
                           .classes = {read_id (argv[6]), read_id (argv[7]), read_id (argv[8])}};
  if (g_str_equal (argv[2], "label"))
    return child_label (&project, argv[3], read_id (argv[9]));
  return child_import (&project, argv[3]);
}

static GSubprocess *
start (const Project *self, const char *what, gint64 from)
{
  const gint64 numbers[] = {self->annotator,  self->stream,     self->classes[0],
                            self->classes[1], self->classes[2], from};
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_strv_builder_add_many (words, what, self->path, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *word = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[i]);
    g_strv_builder_add (words, word);
  }
  g_auto (GStrv) arguments = g_strv_builder_end (words);
  return project_start_child ((const char *const *) arguments);
}

/* Reads on after the kill: what came through the pipe had been said. */
static GPtrArray *
kill_and_drain (GSubprocess *child, GDataInputStream *lines)
{
  GPtrArray *rest = g_ptr_array_new_with_free_func (g_free);
  char *line;

  g_subprocess_force_exit (child);
  while ((line = project_read_line (lines)) != NULL)
    g_ptr_array_add (rest, line);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  return rest;
}

static void
assert_sound (Project *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static gint64
count_steps (Project *self)
{
  return project_get_number (self->path,
                             "SELECT count(*) FROM action WHERE verb IN ('label', 'undo')");
}

static void
test_acknowledged_stays (Project *self, gconstpointer data)
{
  gint64 n_done = 0;

  project_close (self);
  for (int round = 0; round < N_ROUNDS; round++) {
    g_autoptr (GSubprocess) child = start (self, "label", n_done);
    g_autoptr (GDataInputStream) lines = project_get_lines (child);
    gint64 acknowledged = -1;
    for (int i = 0; i <= 20 + 7 * round; i++) {
      g_autofree char *line = project_read_line (lines);
      g_assert_nonnull (line);
      acknowledged = read_id (line);
    }
    g_autoptr (GPtrArray) rest = kill_and_drain (child, lines);
    if (rest->len > 0)
      acknowledged = read_id (rest->pdata[rest->len - 1]);
    project_reopen (self);
    n_done = count_steps (self);
    /* The one that was being done may be there or not, and no other. */
    g_assert_cmpint (n_done, >=, acknowledged + 1);
    g_assert_cmpint (n_done, <=, acknowledged + 2);
    g_autofree char *expected = expect_frames (n_done);
    g_autofree char *frames = project_read_frames (self->store, self->classes);
    g_assert_cmpstr (frames, ==, expected);
    assert_sound (self);
    project_close (self);
  }
}

static gint64
count_imported_rows (const Project *self)
{
  return project_get_number (self->path, "SELECT count(*) FROM action WHERE batch_seq > 0"
                                         " AND verb = 'label'");
}

/* Kills a child in the middle of an import. Returns how many it had said to be in. */
static gint64
kill_while_importing (const Project *self, int n_before)
{
  gint64 n_rows = count_imported_rows (self);
  g_autoptr (GSubprocess) child = start (self, "import", 0);
  g_autoptr (GDataInputStream) lines = project_get_lines (child);
  gint64 n_done = 0;

  for (int i = 0; i < 2 * n_before + 1; i++) {
    g_autofree char *line = project_read_line (lines);
    g_assert_cmpstr (line, ==, i % 2 == 0 ? "begun" : "done");
    n_done += i % 2;
  }
  while ((count_imported_rows (self) - n_rows) % N_IMPORT_ROWS == 0)
    g_assert_true (g_subprocess_get_identifier (child) != NULL);
  g_autoptr (GPtrArray) rest = kill_and_drain (child, lines);
  for (guint i = 0; i < rest->len; i++)
    n_done += g_str_equal (rest->pdata[i], "done");
  return n_done;
}

/* Rows of imports that the history tells of. */
static gint64
count_told_rows (const Project *self)
{
  g_autoptr (GPtrArray) log = fl_store_list_log (self->store, 0, NULL);
  gint64 n = 0;

  for (guint i = 0; i < log->len; i++)
    n += g_str_equal (((FlLogEntry *) log->pdata[i])->kind, "import");
  return n;
}

/* An import that was killed counts for nothing, and is in nobody's way. */
static void
test_half_an_import_is_none (Project *self, gconstpointer data)
{
  gint64 n_known = 0;

  project_close (self);
  for (int round = 0; round < 4; round++) {
    n_known += kill_while_importing (self, round % 2);
    project_reopen (self);
    assert_sound (self);
    gint64 n = project_get_number (self->path, "SELECT count(*) FROM action WHERE verb = 'import'");
    g_assert_cmpint (n, >=, n_known);
    g_assert_cmpint (n, <=, n_known + 1);
    n_known = n;
    g_assert_cmpint (count_told_rows (self), ==, n * N_IMPORT_ROWS);
    g_autofree char *frames = project_read_frames (self->store, self->classes);
    g_assert_cmpuint (strspn (frames, "."), ==, n == 0 ? PROJECT_FRAMES : 0);
    g_assert_cmpint (frames[0], ==, frames[PROJECT_FRAMES - 1]);
    /* Work goes on, and can be undone without touching the half. */
    project_label (self, 0, PROJECT_FRAMES - 1, FL_LABEL_UNSURE, 0);
    g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
    g_autofree char *after = project_read_frames (self->store, self->classes);
    g_assert_cmpstr (after, ==, frames);
    project_close (self);
  }
}

int
main (int argc, char **argv)
{
  if (argc > 2 && g_str_equal (argv[1], "--child"))
    return run_child (argc, argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/crash/acknowledged-stays", test_acknowledged_stays);
  ADD ("/store/crash/half-an-import-is-none", test_half_an_import_is_none);
  return g_test_run ();
}
