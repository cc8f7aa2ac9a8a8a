/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits of lots: the order in which they are drawn, which answers count, how a lot ends. */
#include "project.h"

#include "store/fl-store-as-of.h"
#include "store/fl-store-audits.h"
#include "store/fl-store-lots.h"

/* A lot of the frames 0 to @n - 1, all of class A. */
static gint64
add_lot (Project *self, gint64 n)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  FlLotPart *part = g_new0 (FlLotPart, 1);
  const FlLotRow row = {.max_error = 0.02, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  *part = (FlLotPart){.stream = self->stream,
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  for (gint64 i = 0; i < n; i++) {
    const FlLotSample sample = {.frame = i, .class_id = self->classes[0], .confidence = 0.9};
    g_array_append_val (part->samples, sample);
  }
  g_ptr_array_add (parts, part);
  const gint64 lot = fl_store_add_lot (self->store, &row, parts, self->annotator, &error);
  g_assert_no_error (error);
  return lot;
}

static GArray *
list_draws (Project *self, gint64 lot, gsize n)
{
  g_autoptr (GError) error = NULL;
  GArray *draws = fl_store_list_draws (self->store, lot, n, &error);

  g_assert_no_error (error);
  return draws;
}

static gint64
get_frame (const GArray *draws, guint i)
{
  return g_array_index (draws, FlAuditDraw, i).frame;
}

static void
assert_same_order (const GArray *few, const GArray *all, guint n)
{
  g_assert_cmpuint (few->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (get_frame (few, i), ==, get_frame (all, i));
}

static void
test_order (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 3000);
  const gint64 other = add_lot (self, 3000);
  g_autoptr (GArray) all = list_draws (self, lot, 5000);
  g_autoptr (GArray) others = list_draws (self, other, 5000);
  g_autofree guint8 *is_there = g_new0 (guint8, 3000);
  guint n_same = 0;

  g_assert_cmpuint (all->len, ==, 3000);
  for (guint i = 0; i < all->len; i++) {
    g_assert_cmpint (g_array_index (all, FlAuditDraw, i).stream, ==, self->stream);
    g_assert_cmpint (g_array_index (all, FlAuditDraw, i).class_id, ==, self->classes[0]);
    g_assert_false (is_there[get_frame (all, i)]);
    is_there[get_frame (all, i)] = TRUE;
    n_same += get_frame (all, i) == get_frame (others, i);
  }
  g_assert_cmpuint (n_same, <, 30);
  project_reopen (self);
  g_autoptr (GArray) few = list_draws (self, lot, 40);
  assert_same_order (few, all, 40);
  g_autoptr (GArray) half = list_draws (self, lot, 1500);
  assert_same_order (half, all, 1500);
}

/* Says of draw @draw that it is of @class_id, 0 for unsure. */
static void
answer_with (Project *self, gint64 lot, gint64 draw, gboolean is_second, gint64 class_id)
{
  g_autoptr (GArray) draws = list_draws (self, lot, (gsize) draw + 1);
  const FlAuditDraw *sample = &g_array_index (draws, FlAuditDraw, (guint) draw);
  g_autoptr (GError) error = NULL;
  const gint64 question = fl_store_issue_audit (self->store, lot, draw, is_second, sample, &error);
  const FlRange range = {.first = sample->frame, .last = sample->frame};
  const FlRange run = {.first = MAX (sample->frame - 1, 0), .last = sample->frame + 1};
  const FlLabelState state = class_id != 0 ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  const FlLabelAction labels[2] = {{.stream = self->stream,
                                    .range = run,
                                    .state = state,
                                    .class_id = class_id,
                                    .annotator = self->annotator,
                                    .kind = "run"},
                                   {.stream = self->stream,
                                    .range = range,
                                    .state = state,
                                    .class_id = class_id,
                                    .annotator = self->annotator,
                                    .kind = "audit",
                                    .question = question,
                                    .lot = lot}};

  g_assert_cmpint (question, !=, 0);
  g_assert_true (fl_store_label_together (self->store, labels, 2, NULL, &error));
  g_assert_no_error (error);
}

static void
answer (Project *self, gint64 lot, gint64 draw, guint class_index)
{
  answer_with (self, lot, draw, FALSE, self->classes[class_index]);
}

/* A letter an answer, `?` for unsure, with `'` for a second look: “0a 1b 1'a”. */
static void
assert_audits (Project *self, gint64 lot, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) answers = fl_store_list_audits (self->store, lot, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < answers->len; i++) {
    const FlAuditAnswer *each = &g_array_index (answers, FlAuditAnswer, i);
    char letter = '?';
    for (guint c = 0; c < 3; c++)
      if (each->class_id == self->classes[c])
        letter = (char) ('a' + (char) c);
    g_string_append_printf (found, "%s%d%s%c", i > 0 ? " " : "", (int) each->draw,
                            each->is_second ? "'" : "", letter);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
undo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
}

static void
redo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
}

static void
test_answers (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 40);
  const gint64 other = add_lot (self, 40);

  assert_audits (self, lot, "");
  answer (self, lot, 0, 0);
  answer (self, lot, 2, 1);
  answer_with (self, lot, 1, FALSE, 0);
  answer (self, other, 0, 2);
  assert_audits (self, lot, "0a 1? 2b");
  assert_audits (self, other, "0c");
  answer_with (self, lot, 2, TRUE, self->classes[0]);
  assert_audits (self, lot, "0a 1? 2b 2'a");
  project_reopen (self);
  assert_audits (self, lot, "0a 1? 2b 2'a");
}

/* A slip that is taken back at once is replaced; what is taken back later was the answer. */
static void
test_taking_back (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 40);

  answer (self, lot, 0, 1);
  undo (self);
  assert_audits (self, lot, "");
  redo (self);
  assert_audits (self, lot, "0b");
  undo (self);
  answer (self, lot, 0, 0);
  assert_audits (self, lot, "0a");
  answer (self, lot, 1, 1);
  answer (self, lot, 2, 2);
  undo (self);
  undo (self); /* the answer to draw 1, after the one to draw 2 was seen */
  assert_audits (self, lot, "0a 1b");
  answer (self, lot, 1, 0);
  assert_audits (self, lot, "0a 1b");
}

static void
test_question_is_kept_once (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 40);
  g_autoptr (GArray) draws = list_draws (self, lot, 2);
  const FlAuditDraw *first = &g_array_index (draws, FlAuditDraw, 0);
  const gint64 id = fl_store_issue_audit (self->store, lot, 0, FALSE, first, NULL);

  g_assert_cmpint (id, !=, 0);
  project_reopen (self);
  g_assert_cmpint (fl_store_issue_audit (self->store, lot, 0, FALSE, first, NULL), ==, id);
  g_assert_cmpint (fl_store_issue_audit (self->store, lot, 0, TRUE, first, NULL), !=, id);
  g_assert_cmpint (fl_store_issue_audit (self->store, lot, 1, FALSE, first, NULL), !=, id);
  g_assert_cmpint (project_get_number (self->path, "SELECT count (*) FROM question"), ==, 3);
  g_autoptr (GArray) issued = fl_store_list_issued_audits (self->store, lot);
  g_assert_cmpuint (issued->len, ==, 3);
  for (guint i = 0; i < issued->len; i++) {
    g_assert_cmpint (g_array_index (issued, FlIssuedAudit, i).draw, ==, i / 2);
    g_assert_cmpint (g_array_index (issued, FlIssuedAudit, i).is_second, ==, i == 1);
  }
}

static void
assert_state (Project *self, const char *state, gboolean has_seed)
{
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, NULL);
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self->store, NULL);
  const FlLotRow *lot = lots->pdata[0];

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpstr (lot->state, ==, state);
  g_assert_true ((lot->seed != NULL) == has_seed);
}

static void
test_end (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 40);
  g_autoptr (GError) error = NULL;

  assert_state (self, "open", FALSE);
  answer (self, lot, 0, 0);
  const gint64 before_us = g_get_real_time ();
  g_assert_true (fl_store_close_lot (self->store, lot, TRUE, self->annotator, &error));
  assert_state (self, "certified", TRUE);
  /* The answer can be taken back, the certificate cannot, nor what it was given for. */
  undo (self);
  assert_state (self, "certified", TRUE);
  assert_audits (self, lot, "0a");
  project_exec (self->path, "UPDATE lot SET state = 'open'");
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  assert_state (self, "certified", TRUE);
  g_assert_true (fl_store_withdraw_lot (self->store, lot, self->annotator, &error));
  assert_state (self, "withdrawn", FALSE);
  g_autoptr (GPtrArray) then = fl_store_list_lots_as_of (self->store, before_us, &error);
  g_assert_cmpstr (((FlLotRow *) then->pdata[0])->state, ==, "open");
  g_autoptr (GPtrArray) now = fl_store_list_lots_as_of (self->store, G_MAXINT64, &error);
  g_assert_cmpuint (now->len, ==, 0);
  undo (self);
  assert_state (self, "certified", TRUE);
  g_autoptr (GPtrArray) last = fl_store_list_lots_as_of (self->store, G_MAXINT64, &error);
  g_assert_cmpstr (((FlLotRow *) last->pdata[0])->state, ==, "certified");
}

static void
test_failure (Project *self, gconstpointer data)
{
  const gint64 lot = add_lot (self, 40);

  g_assert_true (fl_store_close_lot (self->store, lot, FALSE, self->annotator, NULL));
  assert_state (self, "failed", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("/store/audits/are-in-a-random-order-that-stays", test_order);
  ADD ("/store/audits/count-their-first-answer", test_answers);
  ADD ("/store/audits/can-be-taken-back-at-once", test_taking_back);
  ADD ("/store/audits/are-asked-once", test_question_is_kept_once);
  ADD ("/store/audits/certify-for-good", test_end);
  ADD ("/store/audits/fail", test_failure);
#undef ADD
  return g_test_run ();
}
