/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From classes to tags: what labels of classes say of each tag, and that undo has all as it was. */
#include "scenes.h"

#include "session/fl-history.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-private.h"
#include "session/fl-session-tags.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES 10

static char *folder;

typedef struct {
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = scenes_dup_name (0);

  self->session = scenes_create (folder, "classes.frameline");
  self->stream = fl_session_find_stream (self->session, name, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "classes.frameline", NULL);

  scenes_close (self->session);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static FlClass *
find (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  FlClass *klass = fl_session_find_class (self->session, name, &error);

  g_assert_no_error (error);
  return klass;
}

/* @name: of a class, or %NULL for unsure */
static void
label (Fixture *self, gint64 first, gint64 last, const char *name)
{
  g_autoptr (GError) error = NULL;
  const FlRange range = {first, last};

  fl_session_label (self->session, self->stream, &range, name != NULL ? find (self, name) : NULL,
                    &error);
  g_assert_no_error (error);
}

static void
convert (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  fl_session_convert (self->session, &error);
  g_assert_no_error (error);
  g_assert_true (fl_session_get_is_multi_label (self->session));
}

/* Of each of the first frames: `+` yes, `-` no, `?` unsure, `.` unknown. */
static void
assert_tag (Fixture *self, const char *name, const char *expected)
{
  FlClass *tag = find (self, name);
  char found[N_FRAMES + 1] = {0};

  for (gint64 i = 0; i < N_FRAMES; i++) {
    FlTagAnswer answer;
    const gboolean is_known =
      fl_session_get_tag_answer (self->session, self->stream, i, tag, &answer);
    found[i] = is_known ? "+-?"[answer] : '.';
  }
  g_test_message ("%s", name);
  g_assert_cmpstr (found, ==, expected);
}

/* What people say of each of the first frames: the first letter of a class. */
static void
assert_classes (Fixture *self, const char *expected)
{
  char found[N_FRAMES + 1] = {0};

  for (gint64 i = 0; i < N_FRAMES; i++) {
    FlVerdict verdict;
    fl_stream_get_verdict (self->stream, i, &verdict);
    FlClass *klass = fl_session_find_class_by_id (self->session, verdict.class_id);
    found[i] = verdict.certainty == FL_CERTAINTY_UNSURE ? '?'
               : klass != NULL                          ? fl_class_get_name (klass)[0]
                                                        : '.';
  }
  g_assert_cmpstr (found, ==, expected);
}

static char *
list_tags (Fixture *self)
{
  GListModel *tags = fl_session_get_classes (self->session);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++) {
    g_autoptr (FlClass) tag = g_list_model_get_item (tags, i);
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", fl_class_get_name (tag));
  }
  return g_string_free (names, FALSE);
}

/* Of a class that came later older labels say nothing, and nothing is no tag. */
static void
test_labels (Fixture *self, gconstpointer data)
{
  label (self, 0, 2, "Bird");
  label (self, 3, 4, "Nothing");
  label (self, 5, 5, NULL);
  g_assert_nonnull (fl_session_add_class (self->session, "Late", NULL, NULL));
  label (self, 6, 6, "Squirrel");
  label (self, 7, 7, "Late");
  label (self, 8, 8, NULL);
  convert (self);
  g_autofree char *tags = list_tags (self);
  g_assert_cmpstr (tags, ==, "Bird Squirrel Late");
  assert_tag (self, "Bird", "+++--?--?.");
  assert_tag (self, "Squirrel", "-----?+-?.");
  assert_tag (self, "Late", "......-+?.");
  g_assert_cmpuint (fl_class_get_n_labels (find (self, "Bird")), ==, 3);
  g_assert_cmpuint (fl_class_get_tag_counts (find (self, "Bird"))->n_no, ==, 4);
  g_assert_cmpuint (fl_class_get_tag_counts (find (self, "Late"))->n_unsure, ==, 1);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *what = NULL;
  g_autofree char *again = NULL;

  label (self, 0, 2, "Bird");
  label (self, 3, 4, "Nothing");
  label (self, 5, 5, NULL);
  assert_classes (self, "BBBNN?....");
  convert (self);
  g_assert_true (fl_session_undo (self->session, &what, NULL));
  g_assert_cmpstr (what, ==, "making the classes tags");
  g_assert_false (fl_session_get_is_multi_label (self->session));
  assert_classes (self, "BBBNN?....");
  g_autofree char *classes = list_tags (self);
  g_assert_cmpstr (classes, ==, "Nothing Bird Squirrel");
  g_assert_cmpuint (fl_class_get_n_labels (find (self, "Nothing")), ==, 2);
  g_assert_true (fl_session_redo (self->session, &again, NULL));
  g_assert_true (fl_session_get_is_multi_label (self->session));
  assert_tag (self, "Squirrel", "-----?....");
}

/* Of the parts of a class that was split nothing is known; of one that was merged its new name is. */
static void
test_changed_classes (Fixture *self, gconstpointer data)
{
  static const char *const parts[] = {"Tit", "Owl", NULL};

  g_assert_nonnull (fl_session_add_class (self->session, "Marten", NULL, NULL));
  g_assert_nonnull (fl_session_add_class (self->session, "Fox", NULL, NULL));
  label (self, 0, 0, "Bird");
  label (self, 1, 1, "Marten");
  label (self, 2, 2, "Fox");
  label (self, 3, 3, "Squirrel");
  g_assert_true (fl_session_split_class (self->session, find (self, "Bird"), parts, NULL));
  g_assert_true (
    fl_session_merge_class (self->session, find (self, "Marten"), find (self, "Squirrel"), NULL));
  g_assert_true (fl_session_retire_class (self->session, find (self, "Fox"), NULL));
  convert (self);
  g_autofree char *tags = list_tags (self);
  g_assert_cmpstr (tags, ==, "Tit Owl Squirrel");
  assert_tag (self, "Tit", ".---......");
  assert_tag (self, "Owl", ".---......");
  assert_tag (self, "Squirrel", ".+-+......");
}

/* What was said of a tag since is no answer about classes, so that it goes first. */
static void
test_answers_since (Fixture *self, gconstpointer data)
{
  const FlRange range = {1, 1};
  g_autoptr (GError) error = NULL;

  label (self, 0, 2, "Bird");
  convert (self);
  const FlTagged said = {find (self, "Squirrel"), FL_TAG_YES};
  g_assert_true (fl_session_tag (self->session, self->stream, &range, &said, 1, &error));
  g_assert_no_error (error);
  assert_tag (self, "Bird", "+++.......");
  assert_tag (self, "Squirrel", "-+-.......");
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_tag (self, "Squirrel", "---.......");
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_classes (self, "BBB.......");
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_assert_true (fl_session_set_class_key (self->session, find (self, "Nothing"), "n", NULL));
  g_assert_true (fl_session_set_class_key (self->session, find (self, "Bird"), "0", NULL));
  g_assert_false (fl_session_convert (self->session, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“Bird” has the key “0”"));
  g_assert_false (fl_session_get_is_multi_label (self->session));
  g_assert_true (fl_session_set_class_key (self->session, find (self, "Bird"), "1", NULL));
  convert (self);
  g_assert_false (fl_session_convert (self->session, &again));
  g_assert_error (again, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
}

/* Questions about classes go, and tags are learned from what was said of classes. */
static void
test_learns_on (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlQueue *queue = fl_session_get_queue (self->session);

  for (guint i = 0; i < SCENES_N_FRAMES; i += 2)
    label (self, i, i, scenes_get_class (0, i));
  g_assert_true (fl_session_learn (self->session, NULL));
  g_assert_nonnull (fl_queue_get_first (queue));
  convert (self);
  g_assert_null (fl_queue_get_first (queue));
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
  guint n_right = 0;
  for (guint i = 1; i < SCENES_N_FRAMES; i += 2) {
    FlTagVerdict verdict;
    fl_stream_get_tag_verdict (self->stream, fl_class_get_id (find (self, "Bird")), i, &verdict);
    g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_MODEL);
    n_right +=
      (verdict.state == FL_LABEL_LABELLED) == g_str_equal (scenes_get_class (0, i), "Bird");
  }
  g_assert_cmpuint (n_right, >, SCENES_N_FRAMES / 2 * 9 / 10);
}

static guint
count_auto (Fixture *self)
{
  guint n = 0;

  g_object_get (self->session, "n-auto", &n, NULL);
  return n;
}

/* Every third frame of all streams, as it is. */
static void
label_all (Fixture *self)
{
  for (guint i = 0; i < SCENES_N_ROWS; i += 3) {
    g_autofree char *name = scenes_dup_name (i / SCENES_N_FRAMES);
    const FlRange range = {i % SCENES_N_FRAMES, i % SCENES_N_FRAMES};
    FlClass *klass = find (self, scenes_get_class (i / SCENES_N_FRAMES, (guint) range.first));
    FlStream *stream = fl_session_find_stream (self->session, name, NULL);
    g_assert_true (fl_session_label (self->session, stream, &range, klass, NULL));
  }
}

/* What was accepted of classes says nothing of tags, and is there again after undo. */
static void
test_lots (Fixture *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.2, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  label_all (self);
  g_assert_true (fl_session_learn (self->session, NULL));
  fl_session_accept (self->session, &acceptance, &error);
  g_assert_no_error (error);
  const guint n_auto = count_auto (self);
  g_assert_cmpuint (n_auto, >, 0);
  g_assert_cmpuint (self->session->lots->len, ==, 1);
  convert (self);
  g_assert_cmpuint (count_auto (self), ==, 0);
  g_assert_cmpuint (self->session->lots->len, ==, 0);
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  g_assert_cmpuint (count_auto (self), ==, n_auto);
  g_assert_cmpuint (self->session->lots->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(name, func)                                                                            \
  g_test_add ("/session/convert/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("labels", test_labels);
  ADD ("undo", test_undo);
  ADD ("changed-classes", test_changed_classes);
  ADD ("answers-since", test_answers_since);
  ADD ("refused", test_refused);
  ADD ("learns-on", test_learns_on);
  ADD ("lots", test_lots);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
