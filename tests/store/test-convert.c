/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From classes to tags: that it follows from the history, at any time of it. */
#include "store/fl-store-actions.h"
#include "store/fl-store-convert.h"
#include "store/fl-store-settings.h"

#include "store/project.h"

static void
assert_kind (Project *self, gboolean is_multi_label)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fl_store_is_multi_label (self->store, 0), ==, is_multi_label);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_undo (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_kind (self, FALSE);
  g_assert_true (fl_store_convert (self->store, self->annotator, &error));
  assert_kind (self, TRUE);
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  assert_kind (self, FALSE);
  g_assert_true (fl_store_redo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
  project_reopen (self);
  assert_kind (self, TRUE);
}

/* What somebody changed behind the back of the store is found and made right. */
static void
test_check (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_convert (self->store, self->annotator, &error));
  project_close (self);
  project_exec (self->path, "UPDATE project SET is_multi_label = 0");
  project_reopen (self);
  g_autoptr (GPtrArray) findings = fl_store_check (self->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  assert_kind (self, TRUE);
}

/* A label of a tag, by whomever, would say nothing of classes. */
static void
test_answers_stand (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const gint64 other = fl_store_ensure_annotator (self->store, "Grace", &error);
  const FlLabelAction label = {.annotator = other,
                               .stream = self->stream,
                               .tag = self->classes[0],
                               .range = {3, 4},
                               .state = FL_LABEL_NO,
                               .kind = "range"};

  g_assert_true (fl_store_convert (self->store, self->annotator, &error));
  g_assert_true (fl_store_label (self->store, &label, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID);
  g_clear_error (&error);
  assert_kind (self, TRUE);
  g_assert_true (fl_store_undo (self->store, other, NULL, &error));
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
  assert_kind (self, FALSE);
}

static gint64
get_at_us (Project *self, const char *verb)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (at_us) FROM action WHERE verb = '%s'", verb);

  return project_get_number (self->path, sql);
}

static void
test_as_of (Project *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_convert (self->store, self->annotator, &error));
  const gint64 converted_us = get_at_us (self, "convert");
  while (g_get_real_time () <= converted_us)
    ;
  g_assert_true (fl_store_undo (self->store, self->annotator, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (fl_store_is_multi_label (self->store, converted_us - 1));
  g_assert_true (fl_store_is_multi_label (self->store, converted_us));
  g_assert_false (fl_store_is_multi_label (self->store, get_at_us (self, "undo")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/convert/" name, Project, NULL, project_set_up, func, project_tear_down)
  ADD ("undo", test_undo);
  ADD ("check", test_check);
  ADD ("answers-stand", test_answers_stand);
  ADD ("as-of", test_as_of);
  return g_test_run ();
}
