/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes that go: merged into others or retired. No label is lost, and undo brings them back. */
#include "films.h"

#include "session/fl-frame-table.h"
#include "session/fl-history.h"
#include "session/fl-session-meaning.h"

#include <string.h>

#define N_FRAMES 20

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

static const FlSessionOptions headless = {.is_headless = TRUE};

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &headless);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_answer (self->session, self->stream, 1, "Bird");
  films_answer (self->session, self->stream, 2, "Squirrel");
  films_answer (self->session, self->stream, 3, "Nothing");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, &headless);
  self->stream = films_peek (self->session, "a.mp4");
}

static void
merge (Fixture *self, const char *name, const char *into)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_merge_class (self->session, films_find_class (self->session, name),
                                         films_find_class (self->session, into), &error));
  g_assert_no_error (error);
}

static void
undo (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

static void
assert_classes (Fixture *self, const char *expected)
{
  GListModel *classes = fl_session_get_classes (self->session);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", fl_class_get_name (klass));
  }
  g_assert_cmpstr (names->str, ==, expected);
}

/* What the table of frames says of frame @frame. */
static void
assert_exported (Fixture *self, gint64 frame, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  FlFrameRow row;

  do
    g_assert_true (table->next (&row, table->data, &error));
  while (row.frame < frame);
  g_assert_cmpstr (row.label, ==, expected);
  g_assert_cmpstr (row.source, ==, "human");
}

static void
test_merge (Fixture *self, gconstpointer data)
{
  merge (self, "Squirrel", "Bird");
  assert_said (self, "1:Bird 2:Bird 3:Nothing");
  assert_classes (self, "Nothing Bird");
  assert_exported (self, 2, "Bird");
  reopen (self);
  assert_said (self, "1:Bird 2:Bird 3:Nothing");
  /* The name is free again; it is another class. */
  g_assert_nonnull (fl_session_add_class (self->session, "Squirrel", NULL, NULL));
  undo (self);
  undo (self);
  assert_said (self, "1:Bird 2:Squirrel 3:Nothing");
  assert_classes (self, "Nothing Bird Squirrel");
  g_assert_true (fl_session_redo (self->session, NULL, NULL));
  assert_said (self, "1:Bird 2:Bird 3:Nothing");
}

/* Into one that is merged itself afterwards. */
static void
test_chain (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  merge (self, "Squirrel", "Bird");
  merge (self, "Bird", "Nothing");
  assert_said (self, "1:Nothing 2:Nothing 3:Nothing");
  undo (self);
  assert_said (self, "1:Bird 2:Bird 3:Nothing");
  g_autoptr (GPtrArray) log = fl_session_list_history (self->session, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((FlHistoryEntry *) log->pdata[0])->what, ==, "class-merge Bird Nothing");
}

static void
test_retire (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_cmpuint (self->session->n_taught, ==, 3);
  g_assert_true (
    fl_session_retire_class (self->session, films_find_class (self->session, "Squirrel"), &error));
  g_assert_no_error (error);
  assert_classes (self, "Nothing Bird");
  assert_said (self, "1:Bird 2:Squirrel 3:Nothing");
  assert_exported (self, 2, "Squirrel");
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_cmpuint (self->session->n_taught, ==, 2);
  reopen (self);
  assert_said (self, "1:Bird 2:Squirrel 3:Nothing");
  undo (self);
  assert_classes (self, "Nothing Bird Squirrel");
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  FlClass *nothing = films_find_class (self->session, "Nothing");
  FlClass *bird = films_find_class (self->session, "Bird");
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_merge_class (self->session, nothing, bird, &error));
  g_assert_nonnull (strstr (error->message, "“Nothing” is the background class"));
  g_clear_error (&error);
  g_assert_false (fl_session_retire_class (self->session, nothing, &error));
  g_assert_nonnull (strstr (error->message, "“Nothing” is the background class"));
  g_clear_error (&error);
  g_assert_false (fl_session_merge_class (self->session, bird, bird, &error));
  g_assert_cmpstr (error->message, ==, "“Bird” cannot be merged into itself; choose another class");
  assert_classes (self, "Nothing Bird Squirrel");
}

/* In a window, the first class brings the background with it, unless it is that. */
static void
test_first (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *key;
    const char *expected;
  } firsts[] = {{"Hare", NULL, "Hare Nothing"},
                {"Nothing", NULL, "Nothing"},
                {"Nothing", "1", "Nothing"},
                {"None", "0", "None"}};

  for (gsize i = 0; i < G_N_ELEMENTS (firsts); i++) {
    g_autofree char *path = g_strdup_printf ("%s/%u.frameline", self->folder, (guint) i);
    g_autoptr (GError) error = NULL;
    Fixture other = {.session = fl_session_create (path, NULL, &error)};
    g_assert_no_error (error);
    FlClass *first = fl_session_add_class (other.session, firsts[i].name, firsts[i].key, &error);
    g_assert_no_error (error);
    assert_classes (&other, firsts[i].expected);
    g_assert_cmpint (fl_class_get_is_background (first), ==, i % 2);
    films_close (other.session);
  }
}

static void
set_key (Fixture *self, const char *name, const char *key)
{
  g_autoptr (GError) error = NULL;

  (void) fl_session_set_class_key (self->session, films_find_class (self->session, name), key,
                                   &error);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *self, const char *name, const char *key, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    fl_session_set_class_key (self->session, films_find_class (self->session, name), key, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* No key begins with another one, so that none has to wait. */
static void
test_two_letters (Fixture *self, gconstpointer data)
{
  set_key (self, "Bird", "FE");
  g_assert_cmpstr (fl_class_get_key (films_find_class (self->session, "Bird")), ==, "fe");
  set_key (self, "Squirrel", "fi");
  assert_refused (
    self, "Squirrel", "f",
    "“f” cannot be a key beside “fe” of the class “Bird”, because one begins with the "
    "other; choose another");
  set_key (self, "Squirrel", "s");
  assert_refused (
    self, "Bird", "sq",
    "“sq” cannot be a key beside “s” of the class “Squirrel”, because one begins with "
    "the other; choose another");
  assert_refused (self, "Squirrel", "fe",
                  "The key “fe” belongs to the class “Bird” already; choose another");
  assert_refused (self, "Bird", "f1",
                  "“f1” cannot be a key, because the key of a class is one letter or digit, or two "
                  "letters; choose another");
  assert_refused (
    self, "Bird", "fer",
    "“fer” cannot be a key, because the key of a class is one letter or digit, or two "
    "letters; choose another");
  /* From one to the other, and back. */
  set_key (self, "Bird", "f");
  set_key (self, "Bird", "fe");
}

/* One letter as long as there are any, then two, of which the first is no key. */
static void
test_chosen_keys (Fixture *self, gconstpointer data)
{
  const char *key = "";

  set_key (self, "Bird", "qe");
  for (guint i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf ("Class %u", i);
    g_autoptr (GError) error = NULL;
    FlClass *klass = fl_session_add_class (self->session, name, NULL, &error);
    g_assert_no_error (error);
    key = fl_class_get_key (klass);
    /* 1, 3 to 9, and all letters but q and m. */
    g_assert_cmpint (g_utf8_strlen (key, -1), ==, i < 8 + 24 ? 1 : 2);
    if (i == 8)
      g_assert_cmpstr (key, ==, "w");
    if (i == 32)
      g_assert_cmpstr (key, ==, "mq");
  }
  g_assert_cmpstr (key, ==, "mi");
}

/* What it costs to look at old labels again. */
static void
test_price (void)
{
  g_autofree char *none = fl_session_dup_price (0);
  g_autofree char *one = fl_session_dup_price (1);
  g_autofree char *many = fl_session_dup_price (212);

  g_assert_cmpstr (none, ==, "No old labels");
  g_assert_cmpstr (one, ==, "1 old label; about 1 minute to look at all again, the doubtful first");
  g_assert_cmpstr (many, ==,
                   "212 old labels; about 8 minutes to look at all again, the doubtful first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/classes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("merge", test_merge);
  ADD ("chain", test_chain);
  ADD ("retire", test_retire);
  ADD ("refused", test_refused);
  ADD ("first", test_first);
  ADD ("two-letters", test_two_letters);
  ADD ("chosen-keys", test_chosen_keys);
  g_test_add_func ("/session/classes/price", test_price);
  return g_test_run ();
}
