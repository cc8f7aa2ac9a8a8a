/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The label page and pictures that are not on the screen: they come late, or their file is gone. */
#include "fixture.h"

#include <glib/gstdio.h>

#include "app/fl-frame-view-private.h"
#include "app/fl-label-page-private.h"
#include "app/fl-track.h"
#include "app/fl-window-private.h"
#include "session/fl-session-tags.h"
#include "store/fl-store-checks.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-streams.h"

/* Too far ahead to have been decoded with what is shown. */
#define FAR_STEP 33

static gboolean
is_sharp (gpointer view)
{
  return fl_frame_view_get_is_sharp (view);
}

static gboolean
has_picture (gpointer view)
{
  return fl_frame_view_get_has_picture (view);
}

static guint
count_labelled (FlWindow *window)
{
  guint n = 0;

  g_object_get (window->session, "n-labelled", &n, NULL);
  return n;
}

static gint64
get_labelled_frame (FlWindow *window, FlStream *stream)
{
  g_autoptr (GArray) spans = fl_session_list_spans (window->session, stream);

  for (guint i = 0; i < spans->len; i++) {
    const FlSpan *span = &g_array_index (spans, FlSpan, i);
    if (span->certainty == FL_CERTAINTY_HUMAN && span->range.first == span->range.last)
      return span->range.first;
  }
  return -1;
}

static void
test_no_label_for_the_frame_before (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  FlStream *stream = fl_item_get_stream (page->item);
  const guint n_before = fl_class_get_n_labels (bird);
  fl_label_page_step (page, FAR_STEP);
  /* The picture of the frame before is still on the screen. */
  g_assert_false (fl_frame_view_get_has_picture (page->view));
  fl_label_page_label_frame (page, bird);
  g_assert_cmpuint (fl_class_get_n_labels (bird), ==, n_before);
  fixture_wait ("the frame is shown", is_sharp, page->view);
  fl_label_page_label_frame (page, bird);
  g_assert_cmpuint (fl_class_get_n_labels (bird), ==, n_before + 1);
  g_assert_cmpint (get_labelled_frame (window, stream), ==, page->frame);
  fixture_close_window (window);
}

/* A question is not answered by somebody who has only seen the frame beside it. */
static void
test_no_answer_to_a_question_unseen (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (window->session), 1);
  fl_session_ask (window->session, stream, FAR_STEP);
  fl_label_page_step (page, 1);
  fixture_wait ("the frame is shown", is_sharp, page->view);
  g_assert_cmpint (page->frame, ==, FAR_STEP + 1);
  g_assert_false (fl_label_page_answer (page, NULL));
  g_assert_cmpuint (count_labelled (window), ==, 0);
  /* It is gone back to; once seen, other frames may be looked at before the answer. */
  fixture_wait ("the question is shown", is_sharp, page->view);
  g_assert_cmpint (page->frame, ==, FAR_STEP);
  fixture_draw (GTK_WIDGET (window));
  fl_label_page_step (page, FAR_STEP);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_assert_true (fl_label_page_answer (page, bird));
  g_assert_cmpint (get_labelled_frame (window, stream), ==, FAR_STEP);
  fixture_close_window (window);
}

static void
move_videos (Fixture *fixture, gboolean is_away)
{
  for (guint i = 0; fixture->videos[i] != NULL; i++) {
    g_autofree char *away = g_strconcat (fixture->videos[i], ".away", NULL);
    g_assert_cmpint (g_rename (is_away ? fixture->videos[i] : away,
                               is_away ? away : fixture->videos[i]),
                     ==, 0);
  }
}

static gboolean
has_trouble (gpointer page)
{
  return gtk_widget_get_mapped (GTK_WIDGET (((FlLabelPage *) page)->trouble));
}

static gboolean
has_no_item (gpointer page)
{
  return ((FlLabelPage *) page)->item == NULL;
}

static void
test_missing_file_is_told_until_it_is_back (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  fixture_close_window (window);
  move_videos (fixture, TRUE);
  window = fixture_open_window (fixture, 1280, 800);
  page = fl_window_get_label_page (window);
  g_assert_true (fl_window_open_project (window, fixture->project));
  /* Nothing is asked about such films; whoever looks at them nevertheless is told. */
  fixture_wait ("there is no question", has_no_item, page);
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (window->session), 0);
  fl_frame_view_show (page->view, stream, FAR_STEP, TRUE);
  fixture_wait ("it is said what is wrong", has_trouble, page);
  g_autofree char *expected =
    g_strdup_printf ("“%s” is not there any more; put it back, or connect its drive",
                     fl_stream_get_path (stream));
  g_assert_cmpstr (gtk_label_get_text (page->trouble), ==, expected);
  move_videos (fixture, FALSE);
  fixture_wait ("the picture is back", is_sharp, page->view);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (page->trouble)));
  g_assert_null (fl_frame_view_get_trouble (page->view));
  fixture_close_window (window);
}

/* The track of the stream that is asked about. */
static FlTrack *
find_track (GtkWidget *widget, FlStream *stream)
{
  if (FL_IS_TRACK (widget))
    return fl_track_get_stream (FL_TRACK (widget)) == stream ? FL_TRACK (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    FlTrack *track = find_track (child, stream);
    if (track != NULL)
      return track;
  }
  return NULL;
}

/* All that is drawn of it. */
static GBytes *
draw (FlTrack *track)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  fl_track_refresh (track);
  GTK_WIDGET_GET_CLASS (track)->snapshot (GTK_WIDGET (track), snapshot);
  GskRenderNode *node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  GBytes *bytes = gsk_render_node_serialize (node);
  gsk_render_node_unref (node);
  return bytes;
}

/* What a check is about is to be told from its picture: nothing is drawn beside it. */
static void
test_timeline_tells_nothing_of_a_check (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  const FlRange range = {.first = 0, .last = FAR_STEP};

  fixture_open_project (fixture, window);
  FlStream *stream = fl_item_get_stream (page->item);
  FlTrack *track = find_track (GTK_WIDGET (page->timeline), stream);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_autoptr (GBytes) before = draw (track);
  g_assert_true (fl_session_label (window->session, stream, &range, bird, NULL));
  g_autoptr (GBytes) labelled = draw (track);
  g_assert_false (g_bytes_equal (before, labelled));
  fl_track_set_blind (track, TRUE);
  g_autoptr (GBytes) blind = draw (track);
  g_assert_true (fl_session_label (window->session, stream, &range, NULL, NULL));
  /* There is no such question: with the label the page looked for it. */
  fl_track_set_blind (track, TRUE);
  g_autoptr (GBytes) other = draw (track);
  g_assert_true (g_bytes_equal (blind, other));
  fl_track_set_blind (track, FALSE);
  g_autoptr (GBytes) seen = draw (track);
  g_assert_false (g_bytes_equal (seen, blind));
  fixture_close_window (window);
}

static FlTagAnswer
get_answer (FlSession *session, FlStream *stream, FlClass *tag)
{
  FlTagAnswer answer;

  g_assert_true (fl_session_get_tag_answer (session, stream, FAR_STEP, tag, &answer));
  return answer;
}

static gboolean
is_painted (gpointer page)
{
  return FL_LABEL_PAGE (page)->shown_us > 0;
}

/* A key that waited while the window was busy is of the picture before. */
static void
test_unpainted_is_not_answered (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  fixture_wait ("the question is painted", is_painted, page);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "1"));
  g_autoptr (FlItem) second = g_object_ref (page->item);
  /* Its picture is there, and nobody can have seen it. */
  fixture_wait ("the picture is there", has_picture, page->view);
  page->shown_us = 0;
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "2"));
  g_assert_true (page->item == second);
  gtk_widget_queue_draw (GTK_WIDGET (page));
  fixture_wait ("the second question is painted", is_painted, page);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "2"));
  g_assert_true (page->item != second);
  fixture_close_window (window);
}

/* That one cannot tell the rest takes back no no that was said before. */
static void
test_rest_unsure_keeps_a_no (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  const FlRange range = {.first = FAR_STEP, .last = FAR_STEP};
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  FlStream *stream = fl_item_get_stream (page->item);
  g_assert_true (fl_session_convert (window->session, &error));
  g_assert_no_error (error);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 0);
  g_autoptr (FlClass) other = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  const FlTagged no = {bird, FL_TAG_NO};
  g_assert_true (fl_session_tag (window->session, stream, &range, &no, 1, &error));
  fl_session_ask (window->session, stream, FAR_STEP);
  fixture_wait ("the question is shown", is_painted, page);
  g_assert_true (fl_label_page_answer_tags (page, FL_TAG_UNSURE));
  g_assert_cmpint (get_answer (window->session, stream, bird), ==, FL_TAG_NO);
  g_assert_cmpint (get_answer (window->session, stream, other), ==, FL_TAG_UNSURE);
  fixture_close_window (window);
}

static void
say (FlStore *store, gint64 stream, gint64 frame, gint64 klass, gint64 question)
{
  const FlLabelAction label = {.stream = stream,
                               .range = {frame, frame},
                               .state = FL_LABEL_LABELLED,
                               .class_id = klass,
                               .annotator = fl_store_ensure_annotator (store, "Ada", NULL),
                               .kind = question != 0 ? "check" : "frame",
                               .question = question};

  g_assert_true (fl_store_label (store, &label, NULL, NULL));
}

/* A random check, and an answer behind it, so that it is told of. */
static void
write_check (const char *project)
{
  g_autoptr (GError) error = NULL;
  FlStore *store = fl_store_open (project, FL_STORE_WRITE, &error);

  g_assert_no_error (error);
  g_autoptr (GPtrArray) streams = fl_store_list_streams (store, &error);
  g_autoptr (GPtrArray) classes = fl_store_list_classes (store, FALSE, &error);
  const gint64 stream = ((const FlStreamRow *) streams->pdata[0])->id;
  const gint64 klass = ((const FlClassRow *) classes->pdata[0])->id;
  const FlCheckDraw draw = {.stream = stream, .frame = 0, .class_id = klass, .probability = 0.9};
  say (store, stream, 0, klass, fl_store_issue_check (store, &draw, &error));
  g_assert_no_error (error);
  say (store, stream, 60, klass, 0);
  fl_store_close (store);
}

static gboolean
tells_of_one (gpointer inscription)
{
  return g_strcmp0 (gtk_inscription_get_text (inscription), "Random checks: 1 so far") == 0;
}

static void
test_checks_are_told (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  write_check (fixture->project);
  fixture_open_project (fixture, window);
  fixture_wait ("it is told", tells_of_one, fl_window_get_label_page (window)->checks);
  fixture_close_window (window);
}

static gboolean
is_ready (gpointer page)
{
  return fl_label_page_is_ready (page);
}

/* A label, as it is now: its class. */
static FlClass *
get_class (FlWindow *window, FlStream *stream, gint64 frame)
{
  g_autoptr (GArray) spans = fl_session_list_spans (window->session, stream);

  for (guint i = 0; i < spans->len; i++) {
    const FlSpan *span = &g_array_index (spans, FlSpan, i);
    if (span->certainty == FL_CERTAINTY_HUMAN && span->range.first <= frame &&
        frame <= span->range.last)
      return fl_session_find_class_by_id (window->session, span->class_id);
  }
  return NULL;
}

/* Whoever looks back at an answer means it with keys and with a click on a class, and not the question. */
static void
test_looking_back (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_autoptr (FlClass) squirrel =
    g_list_model_get_item (fl_session_get_classes (window->session), 2);
  g_autoptr (FlStream) stream = g_object_ref (fl_item_get_stream (page->item));
  const gint64 frame = fl_item_get_frame (page->item);
  fixture_draw (GTK_WIDGET (window));
  g_assert_true (fl_label_page_answer (page, bird));
  fixture_wait ("the next question", is_ready, page);
  g_autoptr (FlItem) question = g_object_ref (page->item);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "Up"));
  g_assert_nonnull (page->back_cell);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == page->back_cell);
  fixture_wait ("the answer is shown", is_sharp, page->view);
  g_signal_emit_by_name (page->classes, "class-activated", squirrel);
  g_assert_true (get_class (window, stream, frame) == squirrel);
  g_assert_true (fl_page_keys_press (page->back_cell, "1"));
  g_assert_true (get_class (window, stream, frame) == bird);
  g_assert_true (page->item == question);
  g_assert_null (get_class (window, fl_item_get_stream (question), fl_item_get_frame (question)));
  g_assert_true (fl_page_keys_press (page->back_cell, "Down"));
  g_assert_null (page->back_cell);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (page->view));
  g_assert_cmpint (page->frame, ==, fl_item_get_frame (question));
  fixture_close_window (window);
}

static gboolean
is_seen (gpointer page)
{
  return FL_LABEL_PAGE (page)->shown_us > 0;
}

static gboolean
is_back (gpointer page)
{
  return FL_LABEL_PAGE (page)->back_cell == NULL;
}

/* Answers the question; gives its place. */
static void
answer_question (FlLabelPage *page, FlClass *klass, FlStream **out_stream, gint64 *out_frame)
{
  fixture_wait ("the question was seen", is_seen, page);
  g_set_object (out_stream, fl_item_get_stream (page->item));
  *out_frame = fl_item_get_frame (page->item);
  g_assert_true (fl_label_page_answer (page, klass));
  fixture_wait ("the next question", is_ready, page);
}

static gboolean
is_in_first_cell (gpointer page)
{
  FlLastAnswers *last = FL_LABEL_PAGE (page)->last;

  return FL_LABEL_PAGE (page)->back_cell == gtk_widget_get_first_child (GTK_WIDGET (last));
}

/* Undo moves the answers, but not what is looked at; and no key is about what was not seen since. */
static void
test_looking_back_follows (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (FlStream) stream = NULL;
  g_autoptr (FlStream) newer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 frame;
  gint64 newer_frame;

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  answer_question (page, bird, &stream, &frame);
  answer_question (page, bird, &newer, &newer_frame);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "Up"));
  g_assert_true (fl_page_keys_press (page->back_cell, "Right"));
  g_assert_false (is_in_first_cell (page));
  g_assert_true (page->back_stream == stream && page->back_frame == frame);
  g_assert_true (fl_session_undo (window->session, NULL, &error));
  fixture_wait ("it is the newest now", is_in_first_cell, page);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == page->back_cell);
  g_assert_true (page->back_stream == stream && page->back_frame == frame);
  g_assert_true (fl_session_undo (window->session, NULL, &error));
  fixture_wait ("it is gone", is_back, page);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (page->view));
  answer_question (page, bird, &stream, &frame);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "Up"));
  g_assert_true (fl_page_keys_press (page->back_cell, "Down"));
  g_assert_false (fl_label_page_answer (page, bird));
  answer_question (page, bird, &newer, &newer_frame);
  fixture_close_window (window);
}

static void
assert_zoom (FlLabelPage *page, double zoom, const char *text)
{
  g_assert_cmpfloat (fl_frame_view_get_zoom (page->view), ==, zoom);
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (page->zoom)), ==, text != NULL);
  if (text != NULL)
    g_assert_cmpstr (gtk_button_get_label (page->zoom), ==, text);
}

/* How wide the picture is that the film is shown as. */
static int
get_made_width (FlLabelPage *page)
{
  return (int) page->view->image->width_px;
}

/* Each film is zoomed by itself, also for the questions that come. */
static void
test_zoom_stays_with_its_film (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 400, 600);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  g_autoptr (FlStream) north = g_list_model_get_item (fl_session_get_streams (window->session), 0);
  g_autoptr (FlStream) south = g_list_model_get_item (fl_session_get_streams (window->session), 1);
  fl_session_ask (window->session, north, 30);
  fixture_wait ("the frame is shown", is_sharp, page->view);
  const int whole_width = get_made_width (page);
  assert_zoom (page, 1, NULL);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Control>plus"));
  assert_zoom (page, 1.5, "1.5 ×");
  /* It stays up while it is made with more pixels. */
  g_assert_true (fl_frame_view_get_has_picture (page->view));
  fixture_wait ("it is shown closer", is_sharp, page->view);
  g_assert_cmpint (get_made_width (page), >, whole_width);
  fl_session_ask (window->session, north, 60);
  assert_zoom (page, 1.5, "1.5 ×");
  fl_session_ask (window->session, south, 30);
  assert_zoom (page, 1, NULL);
  fixture_wait ("the other film is shown", is_sharp, page->view);
  g_assert_cmpint (get_made_width (page), ==, whole_width);
  fl_session_ask (window->session, north, 90);
  assert_zoom (page, 1.5, "1.5 ×");
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Control>0"));
  assert_zoom (page, 1, NULL);
  fixture_wait ("the whole frame is shown", is_sharp, page->view);
  g_assert_cmpint (get_made_width (page), ==, whole_width);
  fixture_close_window (window);
}

static double
get_middle (FlLabelPage *page)
{
  return page->view->zoom.x;
}

/* Keys move about in what is zoomed, the button shows the whole, and no answer is given by it. */
static void
test_zoom_by_keys (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Control>minus"));
  assert_zoom (page, 1, NULL);
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==, "The whole picture is shown");
  for (guint i = 0; i < 3; i++)
    g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Control>plus"));
  assert_zoom (page, 3, "3 ×");
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Control>minus"));
  assert_zoom (page, 2, "2 ×");
  g_assert_cmpfloat (get_middle (page), ==, 0.5);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Alt>Right"));
  g_assert_cmpfloat (get_middle (page), >, 0.5);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Alt>Left"));
  g_assert_true (fl_page_keys_press (GTK_WIDGET (page->view), "<Alt>Left"));
  g_assert_cmpfloat (get_middle (page), <, 0.5);
  fixture_draw (GTK_WIDGET (window));
  gtk_widget_grab_focus (GTK_WIDGET (page->zoom));
  g_signal_emit_by_name (page->zoom, "clicked");
  assert_zoom (page, 1, NULL);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (page->view));
  g_assert_cmpuint (count_labelled (window), ==, 0);
  fixture_close_window (window);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/label-page/no-label-for-the-frame-before", test_no_label_for_the_frame_before);
  add ("/app/label-page/no-answer-to-a-question-unseen", test_no_answer_to_a_question_unseen);
  add ("/app/label-page/missing-file-is-told-until-it-is-back",
       test_missing_file_is_told_until_it_is_back);
  add ("/app/label-page/rest-unsure-keeps-a-no", test_rest_unsure_keeps_a_no);
  add ("/app/label-page/unpainted-is-not-answered", test_unpainted_is_not_answered);
  add ("/app/label-page/timeline-tells-nothing-of-a-check", test_timeline_tells_nothing_of_a_check);
  add ("/app/label-page/looking-back", test_looking_back);
  add ("/app/label-page/looking-back-follows", test_looking_back_follows);
  add ("/app/label-page/checks-are-told", test_checks_are_told);
  add ("/app/label-page/zoom-stays-with-its-film", test_zoom_stays_with_its_film);
  add ("/app/label-page/zoom-by-keys", test_zoom_by_keys);
  return fixture_run ();
}
