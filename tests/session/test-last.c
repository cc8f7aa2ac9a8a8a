/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered last: in which order, what is said of it now, and correcting it. */
#include "session/fl-session-last.h"

#include "films.h"
#include "session/fl-item-private.h"

#define N_FRAMES 72
#define N_LAST   4

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *streams[2];
} Fixture;

static void
take_streams (Fixture *self)
{
  self->streams[0] = films_peek (self->session, "a.mp4");
  self->streams[1] = films_peek (self->session, "b.mp4");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
  take_streams (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

/* As a key does it: it came at some time. */
static void
press (Fixture *self, guint stream, gint64 frame, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlItem) item = fl_item_new (self->streams[stream], frame, FL_REASON_CHOSEN);
  const FlAnswer answer = {.item = item,
                           .klass = films_find_class (self->session, name),
                           .shown_ms = 1000,
                           .answered_ms = 2000};

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

static void
press_tags (Fixture *self, gint64 frame, const FlTagged *tags, gsize n_tags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlItem) item = fl_item_new (self->streams[0], frame, FL_REASON_CHOSEN);
  const FlAnswer answer = {.item = item,
                           .tags = tags,
                           .n_tags = n_tags,
                           .shown_ms = 1000,
                           .answered_ms = 2000};

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

/* “b5=Bird a4!Squirrel a3?” */
static void
assert_last (Fixture *self, const char *expected)
{
  static const char signs[] = {[FL_TAG_YES] = '=', [FL_TAG_NO] = '!', [FL_TAG_UNSURE] = '?'};
  g_autoptr (GPtrArray) answers = fl_session_list_last_answers (self->session, N_LAST);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++) {
    const FlLastAnswer *answer = answers->pdata[i];
    g_string_append_printf (found, "%s%c%d%c%s", i > 0 ? " " : "",
                            answer->stream == self->streams[0] ? 'a' : 'b', (int) answer->frame,
                            signs[answer->answer],
                            answer->klass != NULL ? fl_class_get_name (answer->klass) : "");
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->streams[0]);

  g_assert_cmpstr (said, ==, expected);
}

static void
undo (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_no_error (error);
}

/* They follow undo and redo, and are there in the next sitting. */
static void
test_order (Fixture *self, gconstpointer data)
{
  assert_last (self, "");
  press (self, 0, 3, "Bird");
  press (self, 0, 14, NULL);
  press (self, 1, 5, "Squirrel");
  assert_last (self, "b5=Squirrel a14? a3=Bird");
  films_label (self->session, self->streams[0], 40, 50, "Bird");
  undo (self);
  undo (self);
  assert_last (self, "a14? a3=Bird");
  press (self, 1, 6, "Nothing");
  press (self, 1, 7, "Bird");
  press (self, 0, 3, "Squirrel");
  press (self, 1, 8, "Bird");
  assert_last (self, "b8=Bird a3=Squirrel b7=Bird b6=Nothing");
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  take_streams (self);
  assert_last (self, "b8=Bird a3=Squirrel b7=Bird b6=Nothing");
}

/* What is said later of a frame shows, and where nothing is said any more it is not there. */
static void
test_what_stands (Fixture *self, gconstpointer data)
{
  press (self, 0, 3, "Bird");
  press (self, 0, 14, "Bird");
  films_label (self->session, self->streams[0], 10, 20, "Squirrel");
  assert_last (self, "a14=Squirrel a3=Bird");
}

static void
correct (Fixture *self, guint i, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = fl_session_list_last_answers (self->session, N_LAST);

  g_assert_true (fl_session_correct (self->session, answers->pdata[i],
                                     films_find_class (self->session, name), &error));
  g_assert_no_error (error);
}

/* It keeps its place, asks nothing, and is undone as one. */
static void
test_correct (Fixture *self, gconstpointer data)
{
  press (self, 0, 3, "Bird");
  press (self, 0, 14, "Bird");
  correct (self, 1, "Squirrel");
  assert_last (self, "a14=Bird a3=Squirrel");
  correct (self, 0, NULL);
  assert_last (self, "a14? a3=Squirrel");
  undo (self);
  undo (self);
  assert_last (self, "a14=Bird a3=Bird");
}

/* As a key does it about a run, which the films are too short for: the run is said first. */
static void
press_run (Fixture *self, gint64 frame, const FlRange *range, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  const FlRange shown = {frame, frame};
  FlLabelAction label = fl_session_begin_label (self->session, self->streams[0], &shown);

  label.state = FL_LABEL_LABELLED;
  label.class_id = fl_class_get_id (films_find_class (self->session, name));
  FlLabelAction run = label;
  run.range = *range;
  run.kind = "run";
  label.shown_ms = 1000;
  label.answered_ms = 2000;
  g_array_append_val (said, run);
  g_array_append_val (said, label);
  g_assert_true (fl_session_set_labels (self->session, self->streams[0], range, said, &error));
  g_assert_no_error (error);
}

/* All that the answer was about is corrected, of which only one frame was seen. */
static void
test_correct_run (Fixture *self, gconstpointer data)
{
  press_run (self, 6, &(FlRange){4, 9}, "Bird");
  assert_last (self, "a6=Bird");
  correct (self, 0, "Squirrel");
  for (gint64 frame = 4; frame <= 9; frame++) {
    const FlLabelRow *row = fl_track_find (fl_stream_get_track (self->streams[0]), frame);
    g_assert_cmpstr (row->kind, ==, frame == 6 ? "frame" : "run");
    g_assert_cmpint (row->class_id, ==,
                     fl_class_get_id (films_find_class (self->session, "Squirrel")));
  }
  correct (self, 0, "Nothing");
  assert_said (self, "4-5:Nothing 6:Nothing 7-9:Nothing");
  undo (self);
  undo (self);
  assert_said (self, "4-5:Bird 6:Bird 7-9:Bird");
}

/* What was said otherwise since stays: a frame beside it, and a range around it. */
static void
test_correct_what_is_left (Fixture *self, gconstpointer data)
{
  press_run (self, 6, &(FlRange){4, 9}, "Bird");
  press (self, 0, 8, "Squirrel");
  assert_last (self, "a8=Squirrel a6=Bird");
  correct (self, 1, "Nothing");
  assert_said (self, "4-5:Nothing 6:Nothing 7:Nothing 8:Squirrel 9:Nothing");
  correct (self, 1, "Bird");
  assert_said (self, "4-5:Bird 6:Bird 7:Bird 8:Squirrel 9:Bird");
  films_label (self->session, self->streams[0], 5, 6, "Squirrel");
  assert_last (self, "a8=Squirrel a6=Squirrel");
  correct (self, 1, "Nothing");
  assert_said (self, "4:Bird 5:Squirrel 6:Nothing 7:Bird 8:Squirrel 9:Bird");
}

/* Of tags the one that was asked alone, or the first one that is there. */
static void
test_tags (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_convert (self->session, &error));
  g_assert_no_error (error);
  FlClass *bird = films_find_class (self->session, "Bird");
  FlClass *squirrel = films_find_class (self->session, "Squirrel");
  press_tags (self, 3, &(FlTagged){bird, FL_TAG_NO}, 1);
  press_tags (self, 5, (FlTagged[]){{bird, FL_TAG_NO}, {squirrel, FL_TAG_YES}}, 2);
  press_tags (self, 7, (FlTagged[]){{bird, FL_TAG_NO}, {squirrel, FL_TAG_NO}}, 2);
  assert_last (self, "a7! a5=Squirrel a3!Bird");
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/session/last/order", test_order);
  add ("/session/last/what-stands", test_what_stands);
  add ("/session/last/correct", test_correct);
  add ("/session/last/correct-run", test_correct_run);
  add ("/session/last/correct-what-is-left", test_correct_what_is_left);
  add ("/session/last/tags", test_tags);
  return g_test_run ();
}
