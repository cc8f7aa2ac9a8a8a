/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second looks: what the rest contradicts is kept or said otherwise, each once. */
#include "fixture.h"

#include "app/fl-picture-button.h"
#include "app/fl-second-looks-view.h"
#include "app/fl-window-private.h"
#include "session/fl-session-private.h"
#include "session/fl-session-second-looks.h"
#include "session/fl-session-tags.h"

/* Hardware codes, as X11 gives them. */
#define KEYCODE_0     19
#define KEYCODE_2     11
#define KEYCODE_ENTER 36

static FlClass *
peek_class (FlSession *session, const char *name)
{
  g_autoptr (GError) error = NULL;
  FlClass *klass = fl_session_find_class (session, name, &error);

  g_assert_no_error (error);
  return klass;
}

/* Has a person call frames Bird, and the rest call them nothing. */
static void
doubt (FlSession *session, FlStream *stream, gint64 n_frames)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&session->suspects, g_array_unref);
  session->suspects = g_array_new (FALSE, FALSE, sizeof (FlRanked));
  for (gint64 frame = 0; frame < n_frames; frame++) {
    const FlRange range = {frame, frame};
    g_assert_true (
      fl_session_label (session, stream, &range, peek_class (session, "Bird"), &error));
    g_assert_no_error (error);
    const FlRanked suspect = {.ref = {.stream = fl_stream_get_id (stream), .frame = frame},
                              .reason = FL_REASON_SECOND_LOOK,
                              .first = fl_class_get_id (peek_class (session, "Nothing")),
                              .label = fl_track_find (fl_stream_get_track (stream), frame)->action};
    g_array_append_val (session->suspects, suspect);
  }
}

static void
label_all (FlSession *session, guint place, const char *name)
{
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (session), place);
  const FlRange range = {.first = 0, .last = FIXTURE_N_FRAMES - 1};

  g_assert_true (fl_session_label (session, stream, &range, peek_class (session, name), NULL));
}

/* Where all is of one class there will be no model, and nothing contradicts the rest. */
static void
test_one_class (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  label_all (window->session, 0, "Bird");
  label_all (window->session, 1, "Bird");
  g_assert_cmpuint (window->session->n_labelled, >=, FL_LEARNING_VALIDATE_FROM);
  g_assert_false (fl_session_is_finding_second_looks (window->session));
  label_all (window->session, 1, "Nothing");
  g_assert_true (fl_session_is_finding_second_looks (window->session));
  fixture_close_window (window);
}

static const char *
get_said (FlSession *session, FlStream *stream, gint64 frame)
{
  const FlLabelRow *row = fl_track_find (fl_stream_get_track (stream), frame);

  return fl_class_get_name (fl_session_find_class_by_id (session, row->class_id));
}

static void
press (GtkWidget *view, guint keyval, guint keycode)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) each = g_list_model_get_item (controllers, i);
    if (!GTK_IS_EVENT_CONTROLLER_KEY (each))
      continue;
    g_signal_emit_by_name (each, "key-pressed", keyval, keycode, 0, &is_handled);
    g_signal_emit_by_name (each, "key-released", keyval, keycode, 0);
  }
  g_assert_true (is_handled);
}

static gint64
get_focused_frame (FlWindow *window)
{
  FlItem *item = fl_picture_button_get_item (gtk_window_get_focus (GTK_WINDOW (window)));

  return item != NULL ? fl_item_get_frame (item) : -1;
}

static gboolean
has_focus (gpointer window)
{
  return get_focused_frame (window) >= 0;
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  FlSession *session = window->session;
  FlStream *stream = fl_session_peek_stream (session, 0);
  doubt (session, stream, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-review", "s", "second-looks");
  fixture_wait ("the first one has the focus", has_focus, window);
  GtkWidget *view = fixture_find (GTK_WIDGET (window), FL_TYPE_SECOND_LOOKS_VIEW, NULL, NULL);
  g_assert_cmpint (get_focused_frame (window), ==, 0);
  g_assert_nonnull (
    fixture_find (view, GTK_TYPE_LABEL, fixture_has_text, "You: Bird, machine: Nothing"));
  press (view, GDK_KEY_Return, KEYCODE_ENTER);
  g_assert_cmpstr (get_said (session, stream, 0), ==, "Bird");
  g_assert_cmpint (get_focused_frame (window), ==, 1);
  press (view, GDK_KEY_2, KEYCODE_2);
  g_assert_cmpstr (get_said (session, stream, 1), ==, "Squirrel");
  g_assert_cmpint (get_focused_frame (window), ==, 2);
  /* What was kept counts as looked at. */
  g_autoptr (GArray) left = fl_session_list_second_looks (session);
  g_assert_cmpuint (left->len, ==, 1);
  fixture_close_window (window);
}

static void
free_doubter (gpointer data)
{
  FlTagModel *self = data;

  g_array_unref (self->suspects);
  g_free (self);
}

/* Has a model of Bird doubt the answers about the first frames, which were yes. */
static void
doubt_tag (FlSession *session, FlStream *stream, guint n)
{
  FlClass *bird = fl_session_find_class (session, "Bird", NULL);
  const FlTagged yes = {bird, FL_TAG_YES};
  FlTagModel *model = g_new0 (FlTagModel, 1);

  model->tag = fl_class_get_id (bird);
  model->suspects = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  for (gint64 frame = 0; frame < n; frame++) {
    const FlRange range = {frame, frame};
    g_assert_true (fl_session_tag (session, stream, &range, &yes, 1, NULL));
    const FlLabelRow *row = fl_track_find (fl_stream_get_track_of (stream, model->tag), frame);
    const FlRanked suspect = {.ref = {.stream = fl_stream_get_id (stream), .frame = frame},
                              .tag = model->tag,
                              .first = -model->tag,
                              .label = row->action};
    g_array_append_val (model->suspects, suspect);
  }
  g_clear_pointer (&session->tag_models, g_ptr_array_unref);
  session->tag_models = g_ptr_array_new_with_free_func (free_doubter);
  g_ptr_array_add (session->tag_models, model);
  g_signal_emit_by_name (session, "model-changed");
}

static gboolean
has_tag (FlSession *session, FlStream *stream, gint64 frame, FlTagAnswer expected)
{
  FlTagAnswer answer;

  return fl_session_get_tag_answer (session, stream, frame,
                                    fl_session_find_class (session, "Bird", NULL), &answer) &&
         answer == expected;
}

/* Of a tag Enter keeps what was said, 0 says no, and the key of another tag nothing. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  FlSession *session = window->session;
  FlStream *stream = fl_session_peek_stream (session, 0);
  g_assert_true (fl_session_convert (session, &error));
  g_assert_no_error (error);
  /* Nothing is learned meanwhile, which would doubt other answers. */
  session->is_headless = TRUE;
  session->stale_generation = G_MAXUINT64;
  doubt_tag (session, stream, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-review", "s", "second-looks");
  fixture_wait ("the first one has the focus", has_focus, window);
  GtkWidget *view = fixture_find (GTK_WIDGET (window), FL_TYPE_SECOND_LOOKS_VIEW, NULL, NULL);
  g_assert_cmpint (get_focused_frame (window), ==, 0);
  g_assert_nonnull (
    fixture_find (view, GTK_TYPE_LABEL, fixture_has_text, "You: Bird: yes, machine: no"));
  press (view, GDK_KEY_2, KEYCODE_2);
  g_assert_nonnull (fixture_find (GTK_WIDGET (window), GTK_TYPE_LABEL, fixture_has_text,
                                  "Only Bird is asked of this picture"));
  press (view, GDK_KEY_Return, KEYCODE_ENTER);
  g_assert_true (has_tag (session, stream, 0, FL_TAG_YES));
  g_assert_cmpint (get_focused_frame (window), ==, 1);
  press (view, GDK_KEY_0, KEYCODE_0);
  g_assert_true (has_tag (session, stream, 1, FL_TAG_NO));
  g_assert_cmpint (get_focused_frame (window), ==, 2);
  g_clear_pointer (&session->tag_models, g_ptr_array_unref);
  session->is_headless = FALSE;
  fixture_close_window (window);
}

/* Models find the same looks in another order, and not all of them. */
static void
turn_round (FlSession *session)
{
  GArray *suspects = g_steal_pointer (&session->suspects);

  session->suspects = g_array_new (FALSE, FALSE, sizeof (FlRanked));
  for (guint i = suspects->len; i-- > 1;)
    g_array_append_vals (session->suspects, &g_array_index (suspects, FlRanked, i), 1);
  g_array_unref (suspects);
  g_signal_emit_by_name (session, "model-changed");
}

/* A key is about the picture that is looked at, whatever a model finds meanwhile. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  doubt (window->session, fl_session_peek_stream (window->session, 0), 4);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-review", "s", "second-looks");
  fixture_wait ("the first one has the focus", has_focus, window);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (get_focused_frame (window), ==, 1);
  turn_round (window->session);
  g_assert_cmpint (get_focused_frame (window), ==, 1);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (get_focused_frame (window), ==, 2);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (get_focused_frame (window), ==, 3);
  fixture_close_window (window);
}

static const char *
get_state (FlWindow *window)
{
  GtkWidget *view = fixture_find (GTK_WIDGET (window), FL_TYPE_SECOND_LOOKS_VIEW, NULL, NULL);

  return gtk_stack_get_visible_child_name (
    GTK_STACK (fixture_find (view, GTK_TYPE_STACK, NULL, NULL)));
}

/* That there are none is said only once they were looked for. */
static void
test_says_that_it_looks (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  FlSession *session = window->session;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-review", "s", "second-looks");
  fixture_draw (GTK_WIDGET (window));
  g_assert_cmpstr (get_state (window), ==, "none");
  label_all (session, 0, "Bird");
  label_all (session, 1, "Nothing");
  g_assert_cmpstr (get_state (window), ==, "finding");
  session->n_validated = 40;
  g_signal_emit_by_name (session, "model-changed");
  g_assert_cmpstr (get_state (window), ==, "none");
  session->n_validated = 0;
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/second-looks/keys", Fixture, NULL, fixture_set_up, test_keys,
              fixture_tear_down);
  g_test_add ("/app/second-looks/stays", Fixture, NULL, fixture_set_up, test_stays,
              fixture_tear_down);
  g_test_add ("/app/second-looks/says-that-it-looks", Fixture, NULL, fixture_set_up,
              test_says_that_it_looks, fixture_tear_down);
  g_test_add ("/app/second-looks/tags", Fixture, NULL, fixture_set_up, test_tags,
              fixture_tear_down);
  g_test_add ("/app/second-looks/one-class", Fixture, NULL, fixture_set_up, test_one_class,
              fixture_tear_down);
  return fixture_run ();
}
