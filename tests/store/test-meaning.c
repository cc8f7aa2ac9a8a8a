/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes that come later, are given another meaning or are split: what older labels still say. */
#include "store/fl-store-actions.h"
#include "store/fl-store-as-of.h"
#include "store/fl-store-knowledge.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-meaning.h"
#include "store/fl-store-settings.h"

#include "store/project.h"

#include <string.h>

static gint64
add_class (Project *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  const FlClassRow row = {.name = (char *) name};
  gint64 id = fl_store_add_class (self->store, &row, self->annotator, &error);

  g_assert_no_error (error);
  return id;
}

static FlKnowledge *
read_knowledge (Project *self)
{
  g_autoptr (GError) error = NULL;
  FlKnowledge *knowledge = fl_store_read_knowledge (self->store, &error);

  g_assert_no_error (error);
  return knowledge;
}

/* Of each label, in order of frames: `+` it says that it is not @class_id, `?` it does not, `o` it
 * is of a class that meant something else. */
static void
assert_known (Project *self, gint64 class_id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlKnowledge) knowledge = read_knowledge (self);
  g_autoptr (GArray) labels = fl_store_list_labels (self->store, self->stream, &error);
  char found[PROJECT_FRAMES + 1] = {0};

  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, <=, 9);
  for (guint i = 0; i < labels->len; i++) {
    const FlLabelRow *row = &g_array_index (labels, FlLabelRow, i);
    found[i] = fl_knowledge_is_old (knowledge, row)            ? 'o'
               : fl_knowledge_knows (knowledge, row, class_id) ? '+'
                                                               : '?';
  }
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_sound (Project *self)
{
  g_autoptr (GError) error = NULL;

  project_reopen (self);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
undo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

static void
redo (Project *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
}

/* What is read of the classes that are offered: name, version, definition. */
static void
assert_classes (Project *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = fl_store_list_classes (self->store, FALSE, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++) {
    const FlClassRow *row = rows->pdata[i];
    g_string_append_printf (found, "%s%s:%d:%s", i > 0 ? " " : "", row->name, (int) row->version,
                            row->definition);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_late_class (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  assert_known (self, self->classes[1], "+");
  const gint64 late = add_class (self, "Late");
  project_label (self, 5, 5, FL_LABEL_LABELLED, self->classes[1]);
  assert_known (self, late, "?+");
  assert_known (self, self->classes[2], "++");
  g_autoptr (FlKnowledge) knowledge = read_knowledge (self);
  g_autoptr (GArray) labels = fl_store_list_labels (self->store, self->stream, &error);
  g_assert_false (fl_knowledge_is_complete (knowledge, &g_array_index (labels, FlLabelRow, 0)));
  g_assert_true (fl_knowledge_is_complete (knowledge, &g_array_index (labels, FlLabelRow, 1)));
  /* Said once more, it is said in view of the class. */
  project_label (self, 0, 1, FL_LABEL_LABELLED, self->classes[0]);
  assert_known (self, late, "?++");
  assert_sound (self);
  assert_known (self, late, "?++");
}

static gboolean
is_complete (Project *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlKnowledge) knowledge = read_knowledge (self);
  g_autoptr (GArray) labels = fl_store_list_labels (self->store, self->stream, &error);

  g_assert_no_error (error);
  return fl_knowledge_is_complete (knowledge, &g_array_index (labels, FlLabelRow, 0));
}

/* A class that nothing is labelled with any more leaves nothing to find out. */
static void
test_gone_class (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  add_class (self, "Undone");
  g_assert_false (is_complete (self));
  undo (self);
  g_assert_true (is_complete (self));
  const gint64 late = add_class (self, "Late");
  g_assert_true (
    fl_store_merge_class (self->store, late, self->classes[1], self->annotator, &error));
  g_assert_true (is_complete (self));
  undo (self);
  g_assert_false (is_complete (self));
  g_assert_true (fl_store_set_class (self->store, late, "retire", "", self->annotator, &error));
  g_assert_no_error (error);
  g_assert_true (is_complete (self));
}

static void
test_confirm (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  const gint64 late = add_class (self, "Late");
  const gint64 other = fl_store_ensure_annotator (self->store, "Bob", &error);
  g_assert_true (fl_store_confirm_class (self->store, late, other, &error));
  assert_known (self, late, "?");
  g_assert_true (fl_store_confirm_class (self->store, late, self->annotator, &error));
  g_assert_no_error (error);
  assert_known (self, late, "+");
  assert_sound (self);
  assert_known (self, late, "+");
  undo (self);
  assert_known (self, late, "?");
  redo (self);
  assert_known (self, late, "+");
}

static void
test_redefine (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 a = self->classes[0];
  const gint64 b = self->classes[1];

  project_label (self, 0, 3, FL_LABEL_LABELLED, a);
  project_label (self, 4, 4, FL_LABEL_LABELLED, b);
  g_assert_true (fl_store_redefine_class (self->store, a, "both wings", self->annotator, &error));
  g_assert_no_error (error);
  project_label (self, 8, 8, FL_LABEL_LABELLED, a);
  /* Those of other classes stay what the class is not. */
  assert_known (self, a, "o++");
  assert_classes (self, "A:2:both wings B:1: C:1:");
  assert_sound (self);
  g_assert_true (fl_store_redefine_class (self->store, a, "one wing", self->annotator, &error));
  assert_known (self, a, "o+o");
  assert_classes (self, "A:3:one wing B:1: C:1:");
  g_assert_true (fl_store_confirm_class (self->store, a, self->annotator, &error));
  assert_known (self, a, "+++");
  undo (self);
  undo (self);
  assert_known (self, a, "o++");
  assert_classes (self, "A:2:both wings B:1: C:1:");
  assert_sound (self);
}

/* What was confirmed of an older meaning says nothing of the next one. */
static void
test_confirmed_before (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 a = self->classes[0];

  project_label (self, 0, 3, FL_LABEL_LABELLED, a);
  g_assert_true (fl_store_confirm_class (self->store, a, self->annotator, &error));
  g_assert_true (fl_store_redefine_class (self->store, a, "other", self->annotator, &error));
  assert_known (self, a, "o");
}

static void
split (Project *self, gint64 class_id, const char *first, const char *second, GError **error)
{
  const FlClassRow rows[] = {{.name = (char *) first, .key = (char *) "1"},
                             {.name = (char *) second}};
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) &rows[0]);
  g_ptr_array_add (parts, (gpointer) &rows[1]);
  const gboolean is_done =
    fl_store_split_class (self->store, class_id, parts, self->annotator, error);
  g_assert_cmpint (is_done, ==, *error == NULL);
}

static gint64
find_class (Project *self, const char *name)
{
  g_autoptr (GPtrArray) rows = fl_store_list_classes (self->store, FALSE, NULL);

  for (guint i = 0; i < rows->len; i++) {
    const FlClassRow *row = rows->pdata[i];
    if (g_str_equal (row->name, name))
      return row->id;
  }
  g_assert_not_reached ();
}

static void
test_split (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  project_label (self, 0, 3, FL_LABEL_LABELLED, self->classes[0]);
  project_label (self, 4, 4, FL_LABEL_LABELLED, self->classes[1]);
  split (self, self->classes[1], "B", "B2", &error);
  g_assert_no_error (error);
  assert_classes (self, "A:1: C:1: B:1: B2:1:");
  /* What was said in view of the class is said in view of its parts. */
  assert_known (self, find_class (self, "B2"), "+o");
  assert_sound (self);
  assert_known (self, find_class (self, "B2"), "+o");
  split (self, find_class (self, "B2"), "B3", "B4", &error);
  g_assert_no_error (error);
  assert_known (self, find_class (self, "B4"), "+o");
  undo (self);
  undo (self);
  assert_classes (self, "A:1: B:1: C:1:");
  assert_known (self, self->classes[2], "++");
  assert_sound (self);
}

static void
test_split_refused (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 n_actions = fl_store_get_n_actions (self->store);

  split (self, self->classes[1], "A", "B2", &error);
  g_assert_nonnull (strstr (error->message, "There is a class “A” already"));
  g_clear_error (&error);
  split (self, self->classes[1], "B2", "B2", &error);
  g_assert_cmpstr (error->message, ==, "“B2” is named twice; give the parts different names");
  g_clear_error (&error);
  g_assert_cmpint (fl_store_get_n_actions (self->store), ==, n_actions);
  /* Somebody else has used a part: undoing would leave labels without a class. */
  split (self, self->classes[1], "B1", "B2", &error);
  const gint64 other = fl_store_ensure_annotator (self->store, "Bob", &error);
  const FlLabelAction label = {.stream = self->stream,
                               .state = FL_LABEL_LABELLED,
                               .class_id = find_class (self, "B1"),
                               .annotator = other,
                               .kind = "frame"};
  g_assert_true (fl_store_label (self->store, &label, NULL, &error));
  g_assert_false (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_nonnull (strstr (error->message, "because there are labels of it"));
  assert_classes (self, "A:1: C:1: B1:1: B2:1:");
}

/* Another copy knows a class from the first action on that names it. */
static void
test_other_copy (Project *self, gconstpointer data)
{
  const gint64 late = add_class (self, "Late");
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO replica VALUES (2, 'other');"
    "INSERT INTO action (replica, seq, lamport, at_us, annotator, verb, kind, stream, first_frame,"
    " last_frame, state, class) VALUES"
    " (2, 1, 50, 1, %d, 'label', 'frame', %d, 20, 20, 1, %d),"
    " (2, 2, 51, 1, %d, 'label', 'frame', %d, 21, 21, 1, %d),"
    " (2, 3, 52, 1, %d, 'label', 'frame', %d, 22, 22, 1, %d);"
    "INSERT INTO label (annotator, stream, tag, first_frame, last_frame, state, class, kind, at_us,"
    " replica, seq) SELECT annotator, stream, tag, first_frame, last_frame, state, class, kind,"
    " at_us, replica, seq FROM action WHERE replica = 2",
    (int) self->annotator, (int) self->stream, (int) self->classes[0], (int) self->annotator,
    (int) self->stream, (int) late, (int) self->annotator, (int) self->stream,
    (int) self->classes[0]);

  project_close (self);
  project_exec (self->path, sql);
  assert_sound (self);
  assert_known (self, late, "?++");
  assert_known (self, self->classes[1], "???");
}

static void
assert_lot (Project *self, const char *expected)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self->store, NULL);

  g_assert_cmpuint (lots->len, ==, 1);
  g_assert_cmpstr (((FlLotRow *) lots->pdata[0])->state, ==, expected);
}

/* A lot of one sample of the first class. */
static gint64
add_lot (Project *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  FlLotPart *part = g_new0 (FlLotPart, 1);
  const FlLotSample sample = {.frame = 3, .class_id = self->classes[0], .confidence = 0.9};
  const FlLotRow row = {.max_error = 0.02, .confidence = 0.95};

  *part = (FlLotPart){.stream = self->stream,
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  g_array_append_val (part->samples, sample);
  g_ptr_array_add (parts, part);
  const gint64 lot = fl_store_add_lot (self->store, &row, parts, self->annotator, &error);
  g_assert_cmpint (lot, >, 0);
  return lot;
}

/* The states of all lots, oldest first. */
static void
assert_lots (Project *self, const char *expected)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (self->store, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < lots->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((const FlLotRow *) lots->pdata[i])->state);
  g_assert_cmpstr (found->str, ==, expected);
}

/* One that all its checks certify. */
static void
certify (Project *self)
{
  g_autoptr (GError) error = NULL;
  const gint64 lot = add_lot (self);
  const FlLabelAction audit = {.stream = self->stream,
                               .range = {3, 3},
                               .state = FL_LABEL_LABELLED,
                               .class_id = self->classes[0],
                               .kind = "audit",
                               .lot = lot,
                               .annotator = self->annotator};
  g_assert_true (fl_store_label (self->store, &audit, NULL, &error));
  g_assert_true (fl_store_close_lot (self->store, lot, TRUE, self->annotator, &error));
  g_assert_no_error (error);
}

static void
turn (Project *self, gint64 annotator, gboolean is_redo)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (is_redo ? fl_store_redo (self->store, annotator, NULL, &error)
                         : fl_store_undo (self->store, annotator, NULL, &error));
  g_assert_no_error (error);
  assert_sound (self);
}

/* What was checked while a class meant something else does not speak of what it means again, until it does. */
static void
test_lots_of_others (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 grace = fl_store_ensure_annotator (self->store, "Grace", &error);

  g_assert_true (fl_store_redefine_class (self->store, self->classes[1], "b", grace, &error));
  certify (self);
  assert_lots (self, "certified");
  turn (self, grace, FALSE);
  assert_lots (self, "withdrawn");
  certify (self);
  assert_lots (self, "withdrawn certified");
  turn (self, grace, TRUE);
  assert_lots (self, "certified withdrawn");
  turn (self, grace, FALSE);
  assert_lots (self, "withdrawn certified");
  turn (self, grace, TRUE);
  assert_lots (self, "certified withdrawn");
  g_autoptr (GPtrArray) then = fl_store_list_lots_as_of (self->store, G_MAXINT64, &error);
  g_assert_cmpuint (then->len, ==, 1);
}

/* Merging ends none, also when it is done again; but what was checked of two classes as one says nothing of
 * either. */
static void
test_lots_of_merged (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 grace = fl_store_ensure_annotator (self->store, "Grace", &error);

  g_assert_true (
    fl_store_merge_class (self->store, self->classes[0], self->classes[1], grace, &error));
  certify (self);
  turn (self, grace, FALSE);
  certify (self);
  assert_lots (self, "withdrawn certified");
  turn (self, grace, TRUE);
  assert_lots (self, "certified certified");
  turn (self, grace, FALSE);
  assert_lots (self, "withdrawn certified");
}

static void
test_lots (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 lot = add_lot (self);

  split (self, self->classes[2], "C1", "C2", &error);
  add_class (self, "Late");
  assert_lot (self, "open");
  /* Its samples may be of any class that means something else now. */
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[1], "b", self->annotator, &error));
  assert_lot (self, "withdrawn");
  undo (self);
  assert_lot (self, "open");
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[0], "a", self->annotator, &error));
  assert_lot (self, "withdrawn");
  assert_sound (self);
  assert_lot (self, "withdrawn");
  undo (self);
  assert_lot (self, "open");
  redo (self);
  assert_lot (self, "withdrawn");
  undo (self);
  split (self, self->classes[0], "A1", "A2", &error);
  assert_lot (self, "withdrawn");
  /* What a certificate says of is what the class meant. */
  undo (self);
  g_assert_true (fl_store_close_lot (self->store, lot, TRUE, self->annotator, &error));
  assert_lot (self, "certified");
  g_assert_true (
    fl_store_redefine_class (self->store, self->classes[0], "a", self->annotator, &error));
  assert_lot (self, "withdrawn");
  undo (self);
  assert_lot (self, "certified");
}

/* The log, and what was undone, name classes as people do. */
static void
test_words (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (FlUndone) undone = {0};

  g_assert_true (fl_store_merge_class (self->store, self->classes[0], self->classes[1],
                                       self->annotator, &error));
  g_autoptr (GPtrArray) log = fl_store_list_log (self->store, 0, &error);
  const FlLogEntry *added = log->pdata[1];
  const FlLogEntry *merged = log->pdata[log->len - 1];
  g_assert_cmpstr (added->verb, ==, "class-add");
  g_assert_cmpstr (added->klass, ==, "A");
  g_assert_cmpstr (added->payload, ==, "");
  g_assert_cmpstr (merged->payload, ==, "B");
  g_assert_true (fl_store_undo (self->store, self->annotator, &undone, &error));
  g_assert_cmpstr (undone.verb, ==, "class-merge");
  g_assert_cmpstr (undone.klass, ==, "A");
  g_assert_cmpstr (undone.payload, ==, "B");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/meaning/" name, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("late-class", test_late_class);
  ADD ("gone-class", test_gone_class);
  ADD ("confirm", test_confirm);
  ADD ("redefine", test_redefine);
  ADD ("confirmed-before", test_confirmed_before);
  ADD ("split", test_split);
  ADD ("split-refused", test_split_refused);
  ADD ("other-copy", test_other_copy);
  ADD ("lots", test_lots);
  ADD ("lots-of-others", test_lots_of_others);
  ADD ("lots-of-merged", test_lots_of_merged);
  ADD ("words", test_words);
  return g_test_run ();
}
