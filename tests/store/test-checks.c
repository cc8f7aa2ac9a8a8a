/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks in the project file: which wait for an answer, which answers count, old files. */
#include "project.h"

#include "store/fl-store-checks.h"

#include <string.h>

static gint64
issue (Project *self, gint64 frame)
{
  const FlCheckDraw draw = {.stream = self->stream,
                            .frame = frame,
                            .has_pts = TRUE,
                            .pts = 100 * frame,
                            .n_pool = PROJECT_FRAMES,
                            .class_id = self->classes[0],
                            .probability = 0.75,
                            .model = 9,
                            .n_labels = 30};
  g_autoptr (GError) error = NULL;
  const gint64 question = fl_store_issue_check (self->store, &draw, &error);

  g_assert_no_error (error);
  g_assert_cmpint (question, >, 0);
  return question;
}

/* Answers, alone or with a run around it. */
static void
answer (Project *self, gint64 question, gint64 frame, gint64 class_id, gboolean has_run)
{
  const FlLabelAction run = {.stream = self->stream,
                             .range = {.first = frame, .last = frame + 1},
                             .state = FL_LABEL_LABELLED,
                             .class_id = class_id,
                             .annotator = self->annotator,
                             .kind = "run"};
  FlLabelAction both[2] = {run, run};
  g_autoptr (GError) error = NULL;

  both[1].kind = "check";
  both[1].question = question;
  both[1].range.last = frame;
  both[1].state = class_id != 0 ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  g_assert_true (
    fl_store_label_together (self->store, both + (has_run ? 0 : 1), has_run ? 2 : 1, NULL, &error));
}

/* What is open and what counts, as "open 3 4; A-B A-?!": machine, person, `!` where it is final. */
static void
assert_checks (Project *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) open = fl_store_list_open_checks (self->store, &error);
  g_autoptr (GArray) answers = fl_store_list_checks (self->store, &error);
  g_autoptr (GString) found = g_string_new ("open");

  g_assert_no_error (error);
  for (guint i = 0; i < open->len; i++)
    g_string_append_printf (found, " %d", (int) g_array_index (open, FlOpenCheck, i).draw.frame);
  g_string_append (found, ";");
  for (guint i = 0; i < answers->len; i++) {
    const FlCheckAnswer *each = &g_array_index (answers, FlCheckAnswer, i);
    const char said = each->class_id == 0 ? '?' : (char) ('A' + each->class_id - self->classes[0]);
    g_string_append_printf (found, " %c-%c%s", (char) ('A' + each->guess_id - self->classes[0]),
                            said, each->is_final ? "!" : "");
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_answers (Project *self, gconstpointer data)
{
  const gint64 first = issue (self, 3);
  const gint64 second = issue (self, 5);

  assert_checks (self, "open 3 5;");
  project_label (self, 3, 3, FL_LABEL_LABELLED, self->classes[0]);
  assert_checks (self, "open 3 5;");
  answer (self, second, 5, self->classes[1], TRUE);
  assert_checks (self, "open 3; A-B");
  answer (self, first, 3, 0, FALSE);
  assert_checks (self, "open; A-? A-B!");
  /* Who says more of it later does not change what was said blind. */
  answer (self, second, 5, self->classes[0], FALSE);
  assert_checks (self, "open; A-?! A-B!");
  project_reopen (self);
  assert_checks (self, "open; A-?! A-B!");
}

static void
test_slip (Project *self, gconstpointer data)
{
  const gint64 question = issue (self, 3);
  g_autoptr (GError) error = NULL;

  answer (self, question, 3, self->classes[1], TRUE);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  assert_checks (self, "open 3;");
  answer (self, question, 3, self->classes[0], TRUE);
  assert_checks (self, "open; A-A");
  project_label (self, 9, 9, FL_LABEL_LABELLED, self->classes[0]);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  assert_checks (self, "open; A-A!");
}

static void
test_draw_is_kept (Project *self, gconstpointer data)
{
  const gint64 question = issue (self, 7);
  g_autoptr (GArray) open = NULL;

  project_reopen (self);
  open = fl_store_list_open_checks (self->store, NULL);
  const FlOpenCheck *check = &g_array_index (open, FlOpenCheck, 0);
  g_assert_cmpint (check->question, ==, question);
  g_assert_cmpint (check->draw.stream, ==, self->stream);
  g_assert_true (check->draw.has_pts);
  g_assert_cmpint (check->draw.pts, ==, 700);
  g_assert_cmpint (check->draw.n_pool, ==, PROJECT_FRAMES);
  g_assert_cmpint (check->draw.class_id, ==, self->classes[0]);
  g_assert_cmpfloat (check->draw.probability, ==, 0.75);
  g_assert_cmpint (check->draw.model, ==, 9);
  g_assert_cmpint (check->draw.n_labels, ==, 30);
}

/* A file of the version before has its labels, and takes checks. */
static void
test_upgrade (Project *self, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);

  project_label (self, 0, 9, FL_LABEL_LABELLED, self->classes[2]);
  project_close (self);
  project_exec (
    self->path,
    "DROP TABLE random_check; DROP INDEX action_by_question; DROP INDEX action_by_undone;"
    "PRAGMA user_version = 6");
  project_reopen (self);
  g_autofree char *found = project_list_folder (folder);
  g_assert_nonnull (strstr (found, "-before-upgrade-from-6.frameline"));
  answer (self, issue (self, 3), 3, self->classes[0], FALSE);
  assert_checks (self, "open; A-A");
  g_autofree char *frames = project_read_frames (self->store, self->classes);
  frames[12] = '\0';
  g_assert_cmpstr (frames, ==, "cccacccccc..");
}

/* Checks of tags: the same of yes and of no, and in a file of before they were there. */
static void
test_tags (Project *self, gconstpointer data)
{
  const gint64 tag = self->classes[1];
  FlCheckDraw draw = {.stream = self->stream,
                      .frame = 3,
                      .n_pool = 9,
                      .tag = tag,
                      .class_id = -tag};
  FlLabelAction label = {.stream = self->stream,
                         .range = {.first = 3, .last = 3},
                         .tag = tag,
                         .state = FL_LABEL_NO,
                         .annotator = self->annotator,
                         .kind = "check"};

  project_close (self);
  project_exec (self->path, "ALTER TABLE random_check DROP COLUMN tag;"
                            "ALTER TABLE random_check DROP COLUMN state;"
                            "INSERT INTO question VALUES (1, 'check', 1, 9, NULL, 1, '1/40');"
                            "INSERT INTO random_check VALUES (1, 900, 1, 0.5, 1, 2);"
                            "PRAGMA user_version = 8");
  project_reopen (self);
  for (guint i = 0; i < 2; i++) {
    label.question = fl_store_issue_check (self->store, &draw, NULL);
    g_assert_true (fl_store_label (self->store, &label, NULL, NULL));
    draw.class_id = tag;
  }
  g_autoptr (GArray) open = fl_store_list_open_checks (self->store, NULL);
  g_autoptr (GArray) answers = fl_store_list_checks (self->store, NULL);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (g_array_index (open, FlOpenCheck, 0).draw.tag, ==, 0);
  g_assert_cmpint (g_array_index (open, FlOpenCheck, 0).draw.class_id, ==, 1);
  g_assert_cmpuint (answers->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const FlCheckAnswer *answer = &g_array_index (answers, FlCheckAnswer, i);
    g_assert_cmpint (answer->tag, ==, tag);
    g_assert_cmpint (answer->guess_id, ==, i == 0 ? -tag : tag);
    g_assert_cmpint (answer->class_id, ==, -tag);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/checks/answers", test_answers);
  ADD ("/store/checks/slip", test_slip);
  ADD ("/store/checks/draw-is-kept", test_draw_is_kept);
  ADD ("/store/checks/upgrade", test_upgrade);
  ADD ("/store/checks/tags", test_tags);
  return g_test_run ();
}
