/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer that labels more than is written at once: its rest follows between other events, nothing of it is
 * lost, and undo takes all of it back. */
#include "films.h"

#include "session/fl-item-private.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-review.h"
#include "store/fl-store-actions.h"
#include "store/fl-store-private.h"

#define N_FRAMES  200
#define N_AT_ONCE 64

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
  FlStore *other; /* a second connection */
  GPtrArray *items;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_multi_label = data != NULL};
  g_autoptr (GError) error = NULL;

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  self->other = fl_store_open_second (self->session->path, &error);
  g_assert_no_error (error);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  /* Not in the order of the frames, as a review may have them. */
  for (gint64 i = 0; i < N_FRAMES; i++)
    g_ptr_array_add (self->items, fl_item_new (self->stream, i * 37 % N_FRAMES, FL_REASON_CHOSEN));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->other, fl_store_close);
  films_close (self->session);
  folder_free (self->folder);
}

static void
label_all (Fixture *self, const char *name)
{
  FlClass *klass = films_find_class (self->session, name);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fl_session_relabel (self->session, self->items, klass, &error), ==, N_FRAMES);
  g_assert_no_error (error);
}

static gint64
count_stored (Fixture *self)
{
  return fl_store_get_number (self->other, -1, "SELECT count (*) FROM label");
}

static gboolean
is_written (gpointer data)
{
  const FlSession *session = data;

  return g_queue_is_empty ((GQueue *) &session->unsaved);
}

static gboolean
get_is_saving (FlSession *session)
{
  gboolean is;

  g_object_get (session, "is-saving", &is, NULL);
  return is;
}

static gboolean
is_saving (gpointer session)
{
  return get_is_saving (session);
}

/* All rows that stand, each with its class and the action that says it. */
static char *
dup_rows (Fixture *self)
{
  const GArray *track = fl_stream_get_track (self->stream);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    g_string_append_printf (text, "%d-%d:%d@%d ", (int) row->range.first, (int) row->range.last,
                            (int) row->class_id, (int) row->action.seq);
  }
  return g_string_free (text, FALSE);
}

/* What is shown is what is in the project. */
static void
assert_as_stored (Fixture *self)
{
  g_autofree char *shown = dup_rows (self);

  g_assert_true (fl_session_load_labels (self->session, 0, NULL));
  g_autofree char *stored = dup_rows (self);
  g_assert_cmpstr (shown, ==, stored);
}

static guint
count_shown (Fixture *self, const char *name)
{
  const gint64 id = fl_class_get_id (films_find_class (self->session, name));
  guint n = 0;

  for (gint64 frame = 0; frame < N_FRAMES; frame++) {
    const FlLabelRow *row = fl_track_find (fl_stream_get_track (self->stream), frame);
    n += row != NULL && row->class_id == id;
  }
  return n;
}

/* The key is answered when the beginning is written; all of it can be seen, and what is said meanwhile comes
 * after it. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  label_all (self, "Bird");
  g_assert_cmpint (count_stored (self), ==, N_AT_ONCE);
  g_assert_cmpuint (count_shown (self, "Bird"), ==, N_FRAMES);
  g_assert_false (get_is_saving (self->session));
  films_answer (self->session, self->stream, 5, "Squirrel");
  g_assert_cmpint (count_stored (self), ==, N_AT_ONCE);
  /* What is read anew meanwhile has all of it as well. */
  g_assert_true (fl_session_load_labels (self->session, 0, NULL));
  g_assert_cmpuint (count_shown (self, "Bird"), ==, N_FRAMES - 1);
  films_wait (is_written, self->session);
  g_assert_cmpint (count_stored (self), ==, N_FRAMES);
  g_assert_cmpuint (count_shown (self, "Squirrel"), ==, 1);
  assert_as_stored (self);
}

/* One key takes all of it back, also while it is written, and brings it back. */
static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *what = NULL;

  films_answer (self->session, self->stream, 5, "Squirrel");
  label_all (self, "Bird");
  g_assert_true (fl_session_undo (self->session, &what, NULL));
  g_assert_cmpstr (what, ==, "what was said of several frames");
  g_assert_cmpint (count_stored (self), ==, 1);
  g_assert_cmpuint (count_shown (self, "Squirrel"), ==, 1);
  assert_as_stored (self);
  g_assert_true (fl_session_redo (self->session, NULL, NULL));
  g_assert_cmpint (count_stored (self), ==, N_FRAMES);
  g_assert_cmpuint (count_shown (self, "Bird"), ==, N_FRAMES);
  assert_as_stored (self);
}

/* Of a program that is killed meanwhile what was written stays, and is one answer. */
static void
test_beginning (Fixture *self, gconstpointer data)
{
  label_all (self, "Bird");
  g_autoptr (GError) error = NULL;
  FlUndone undone = {0};
  g_assert_true (fl_store_find_undo (self->other, self->session->annotator, &undone));
  g_assert_cmpstr (undone.kind, ==, FL_SESSION_KIND_REVIEW);
  g_autoptr (GArray) touched = fl_store_list_touched (self->other, undone.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (touched->len, ==, 1);
  g_autoptr (GPtrArray) findings = fl_store_check (self->other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  fl_undone_clear (&undone);
}

/* A file that is busy in between is waited for as ever. */
static void
test_busy (Fixture *self, gconstpointer data)
{
  label_all (self, "Bird");
  g_assert_true (fl_store_begin (self->other, NULL));
  films_wait (is_saving, self->session);
  films_answer (self->session, self->stream, 5, "Squirrel");
  fl_store_rollback (self->other);
  films_wait (is_written, self->session);
  g_assert_false (get_is_saving (self->session));
  g_assert_cmpint (count_stored (self), ==, N_FRAMES);
  g_assert_cmpuint (count_shown (self, "Bird"), ==, N_FRAMES - 1);
  assert_as_stored (self);
}

/* Whoever asks before closing has it written. */
static void
test_asked (Fixture *self, gconstpointer data)
{
  label_all (self, "Bird");
  g_assert_null (fl_session_dup_unsaved (self->session));
  g_assert_cmpint (count_stored (self), ==, N_FRAMES);
  label_all (self, "Squirrel");
  fl_session_close (self->session);
  g_assert_cmpint (fl_store_get_number (self->other, -1,
                                        "SELECT count (*) FROM label JOIN class ON class.id ="
                                        " label.class WHERE class.name = 'Squirrel'"),
                   ==, N_FRAMES);
}

/* A class that is added meanwhile came after all of them: they say nothing of it. */
static void
test_class (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  label_all (self, "Bird");
  FlClass *late = fl_session_add_class (self->session, "Otter", "o", &error);
  g_assert_no_error (error);
  films_wait (is_written, self->session);
  g_assert_cmpuint (fl_session_count_unaware_labels (self->session, late), ==, N_FRAMES);
}

/* The same of tags, of which each sample has two answers. */
static void
test_tags (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fl_session_tag_items (self->session, self->items, NULL, FL_TAG_NO, &error), ==,
                    N_FRAMES);
  g_assert_no_error (error);
  g_assert_cmpint (count_stored (self), ==, N_AT_ONCE);
  films_wait (is_written, self->session);
  g_assert_cmpint (count_stored (self), ==, 2 * N_FRAMES);
  for (guint i = 0; i < 2; i++) {
    const gint64 tag = fl_class_get_id (fl_session_peek_class (self->session, i));
    const GArray *track = fl_stream_get_track_of (self->stream, tag);
    g_assert_cmpuint (track->len, ==, N_FRAMES);
    for (guint j = 0; j < track->len; j++)
      g_assert_cmpint (g_array_index (track, FlLabelRow, j).action.seq, >, 0);
  }
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpint (count_stored (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/session/many-labels/" name, Fixture, data, set_up, func, tear_down)
  ADD ("are-written-in-parts", NULL, test_parts);
  ADD ("are-undone-as-one", NULL, test_undo);
  ADD ("begin-as-one-answer", NULL, test_beginning);
  ADD ("wait-for-a-busy-file", NULL, test_busy);
  ADD ("are-written-before-closing", NULL, test_asked);
  ADD ("know-no-later-class", NULL, test_class);
  ADD ("may-be-of-tags", "tags", test_tags);
  return g_test_run ();
}
