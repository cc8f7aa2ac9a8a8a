/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as they were given: one a key, how long it took, and whether it was blind. */
#include "project.h"

#include "store/fl-store-actions.h"
#include "store/fl-store-answers.h"
#include "store/fl-store-audits.h"
#include "store/fl-store-checks.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-lots.h"

static FlLabelAction
begin (Project *self, gint64 frame, guint class_index)
{
  return (FlLabelAction){.stream = self->stream,
                         .range = {.first = frame, .last = frame},
                         .state = FL_LABEL_LABELLED,
                         .class_id = self->classes[class_index],
                         .annotator = self->annotator,
                         .kind = "frame"};
}

static void
say (Project *self, const FlLabelAction *labels, gsize n)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_label_together (self->store, labels, n, NULL, &error));
  g_assert_no_error (error);
}

static char
get_letter (Project *self, gint64 class_id)
{
  for (guint c = 0; c < 3; c++)
    if (class_id == self->classes[c])
      return (char) ('a' + (char) c);
  return '-';
}

/* “3:a-(1200) 4:bc!” : frame, what was said and guessed, `!` for blind, and the time. */
static void
assert_answers (Project *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) answers = fl_store_list_answers (self->store, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < answers->len; i++) {
    const FlAnswerRow *row = &g_array_index (answers, FlAnswerRow, i);
    g_assert_cmpint (row->stream, ==, self->stream);
    g_string_append_printf (found, "%s%d:%c%c%s", i > 0 ? " " : "", (int) row->frame,
                            get_letter (self, row->said), get_letter (self, row->guess),
                            row->is_blind ? "!" : "");
    if (row->took_ms >= 0)
      g_string_append_printf (found, "(%d)", (int) row->took_ms);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

/* A run is one answer, about the frame that was shown. What is drawn on a timeline answers nothing. */
static void
test_one_a_key (Project *self, gconstpointer data)
{
  FlLabelAction both[] = {begin (self, 4, 0), begin (self, 5, 0)};
  FlLabelAction alone = begin (self, 20, 1);
  const FlLabelAction drawn = begin (self, 30, 2);

  both[0].range.last = 9;
  both[0].kind = "run";
  both[1].shown_ms = 1000;
  both[1].answered_ms = 2200;
  both[1].guess_class = self->classes[2];
  say (self, both, 2);
  alone.answered_ms = 5000;
  say (self, &alone, 1);
  say (self, &drawn, 1);
  assert_answers (self, "5:ac(1200) 20:b-");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  assert_answers (self, "5:ac(1200)");
}

static void
ask (Project *self, gint64 frame, guint said, guint guess)
{
  FlLabelAction label = begin (self, frame, said);

  label.guess_class = self->classes[guess];
  label.answered_ms = 1000;
  say (self, &label, 1);
}

/* “4/1”: questions, and surprises among them. */
static void
assert_asked (Project *self, guint n_wanted, const char *expected)
{
  g_autoptr (GError) error = NULL;
  FlAskedCount count;

  g_assert_true (fl_store_count_asked (self->store, n_wanted, &count, &error));
  g_assert_no_error (error);
  g_autofree char *found = g_strdup_printf ("%u/%u", count.n, count.n_surprises);
  g_assert_cmpstr (found, ==, expected);
}

/* Only what teaches and stands surprises, and only the newest count. */
static void
test_asked (Project *self, gconstpointer data)
{
  FlLabelAction other = begin (self, 60, 0);

  assert_asked (self, 50, "0/0");
  ask (self, 1, 0, 1);
  ask (self, 2, 0, 0);
  ask (self, 3, 2, 2);
  assert_asked (self, 50, "3/1");
  assert_asked (self, 2, "2/0");
  other.guess_class = self->classes[1];
  say (self, &other, 1); /* nobody was asked */
  other.guess_class = 0;
  other.answered_ms = 1000;
  say (self, &other, 1); /* without a guess */
  other.guess_class = self->classes[1];
  other.kind = "audit";
  say (self, &other, 1);
  other.kind = "check";
  say (self, &other, 1);
  other.kind = "frame";
  other.question = 7;
  say (self, &other, 1);
  other.question = 0;
  other.state = FL_LABEL_UNSURE;
  other.class_id = 0;
  say (self, &other, 1);
  assert_asked (self, 50, "3/1");
  ask (self, 4, 1, 0);
  assert_asked (self, 2, "2/1");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  assert_asked (self, 2, "2/0");
  for (gint64 i = 0; i < 1000; i++)
    say (self,
         &(FlLabelAction){.stream = self->stream,
                          .range = {70, 70},
                          .kind = "range",
                          .annotator = self->annotator},
         1);
  assert_asked (self, 50, "0/0");
}

static gint64
add_lot (Project *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  FlLotPart *part = g_new0 (FlLotPart, 1);
  const FlLotRow row = {.max_error = 0.02, .confidence = 0.95};
  const FlLotSample sample = {.frame = 3, .class_id = self->classes[0], .confidence = 0.9};

  *part = (FlLotPart){.stream = self->stream,
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  g_array_append_val (part->samples, sample);
  g_ptr_array_add (parts, part);
  return fl_store_add_lot (self->store, &row, parts, self->annotator, NULL);
}

static void
answer_audit (Project *self, gint64 lot, gboolean is_second, gboolean is_shown)
{
  const FlAuditDraw draw = {.stream = self->stream, .frame = 3};
  FlLabelAction label = begin (self, 3, 1);

  label.kind = "audit";
  label.lot = lot;
  label.question = fl_store_issue_audit (self->store, lot, 0, is_second, &draw, NULL);
  label.guess_class = self->classes[0];
  label.guess_shown = is_shown;
  g_assert_cmpint (label.question, !=, 0);
  say (self, &label, 1);
}

/* An audit is one, also from the command line, which has no picture; looked at once more it is not
 * random. */
static void
test_blind (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self);
  FlLabelAction check = begin (self, 12, 2);

  answer_audit (self, lot, FALSE, FALSE);
  answer_audit (self, lot, TRUE, FALSE);
  check.kind = "check";
  check.shown_ms = 100;
  check.answered_ms = 900;
  check.guess_class = self->classes[2];
  say (self, &check, 1);
  check.range = (FlRange){13, 13};
  check.guess_shown = TRUE;
  say (self, &check, 1);
  assert_answers (self, "3:ba! 3:ba 12:cc!(800) 13:cc(800)");
}

/* An answer to a draw stays, whatever is undone once more was said: else one could choose which of them
 * count after having seen what the machine said. */
static void
test_first_blind (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self);
  FlLabelAction other = begin (self, 20, 1);
  FlLabelAction again = begin (self, 3, 0);

  answer_audit (self, lot, FALSE, FALSE);
  other.answered_ms = 5000;
  say (self, &other, 1);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  again.question = fl_store_find_audit (self->store, lot, 0, FALSE);
  again.kind = "audit";
  again.lot = lot;
  again.guess_class = self->classes[0];
  say (self, &again, 1);
  assert_answers (self, "3:ba!");
}

/* The guess of a check is what the machine said when it was drawn. */
static void
test_drawn_guess (Project *self, gconstpointer data)
{
  const FlCheckDraw draw = {.stream = self->stream, .frame = 12, .class_id = self->classes[1]};
  FlLabelAction check = begin (self, 12, 2);

  check.kind = "check";
  check.question = fl_store_issue_check (self->store, &draw, NULL);
  check.guess_class = self->classes[2];
  g_assert_cmpint (check.question, >, 0);
  say (self, &check, 1);
  assert_answers (self, "12:cb!");
}

/* Who speaks for a class speaks for what was said of it. */
static void
test_merged (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlLabelAction label = begin (self, 4, 0);

  label.answered_ms = 1;
  label.guess_class = self->classes[1];
  say (self, &label, 1);
  g_assert_true (fl_store_merge_class (self->store, self->classes[1], self->classes[2],
                                       self->annotator, &error));
  g_assert_no_error (error);
  assert_answers (self, "4:ac");
}

/* “7+2@8”: frames 7 to 8, of which 8 was shown. */
static void
assert_last (Project *self, guint n, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = fl_store_list_last_answers (self->store, self->annotator, n, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const FlLastAnswerRow *row = &g_array_index (rows, FlLastAnswerRow, i);
    g_assert_cmpint (row->stream, ==, self->stream);
    g_assert_cmpint (row->tag, ==, 0);
    g_string_append_printf (found, "%s%d+%d@%d", i > 0 ? " " : "", (int) row->range.first,
                            (int) (row->range.last - row->range.first + 1), (int) row->shown);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

/* The newest first, each frame once; a run by the frame that was shown. What no key answered is none. */
static void
test_last (Project *self, gconstpointer data)
{
  FlLabelAction both[] = {begin (self, 4, 0), begin (self, 5, 0)};
  const FlLabelAction drawn = begin (self, 30, 2);

  assert_last (self, 8, "");
  ask (self, 1, 0, 1);
  both[0].range.last = 9;
  both[0].kind = "run";
  both[1].answered_ms = 2200;
  say (self, both, 2);
  say (self, &drawn, 1);
  ask (self, 2, 1, 1);
  assert_last (self, 8, "2+1@2 4+6@5 1+1@1");
  assert_last (self, 2, "2+1@2 4+6@5");
  ask (self, 1, 2, 1);
  assert_last (self, 8, "1+1@1 2+1@2 4+6@5");
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, NULL));
  assert_last (self, 8, "4+6@5 1+1@1");
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, NULL));
  assert_last (self, 8, "2+1@2 4+6@5 1+1@1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/answers/one-a-key", Project, NULL, project_set_up, test_one_a_key,
              project_tear_down);
  g_test_add ("/store/answers/asked", Project, NULL, project_set_up, test_asked, project_tear_down);
  g_test_add ("/store/answers/blind", Project, NULL, project_set_up, test_blind, project_tear_down);
  g_test_add ("/store/answers/first-blind", Project, NULL, project_set_up, test_first_blind,
              project_tear_down);
  g_test_add ("/store/answers/drawn-guess", Project, NULL, project_set_up, test_drawn_guess,
              project_tear_down);
  g_test_add ("/store/answers/merged", Project, NULL, project_set_up, test_merged,
              project_tear_down);
  g_test_add ("/store/answers/last", Project, NULL, project_set_up, test_last, project_tear_down);
  return g_test_run ();
}
