/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline page: ranges and what is done to them, units, zooming, and the small timeline. */
#include "fixture.h"

#include "app/fl-sidebar.h"
#include "app/fl-timeline-page-private.h"
#include "app/fl-window-private.h"
#include "session/fl-item-private.h"
#include "session/fl-session-private.h"

#define N_TAGS 8

static FlTimelinePage *
open_page (Fixture *fixture, FlWindow *window)
{
  fixture_open_project (fixture, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "timeline");
  fixture_draw (GTK_WIDGET (window));
  return window->timeline;
}

static FlTrack *
get_track (FlTimelinePage *page, guint i)
{
  GPtrArray *tracks = fl_timeline_get_tracks (page->timeline);

  g_assert_cmpuint (tracks->len, >, i);
  return tracks->pdata[i];
}

/* Which class @frame has by a person's word, %NULL for none. */
static const char *
get_said (FlWindow *window, FlStream *stream, gint64 frame)
{
  g_autoptr (GArray) spans = fl_session_list_spans (window->session, stream);

  for (guint i = 0; i < spans->len; i++) {
    const FlSpan *span = &g_array_index (spans, FlSpan, i);
    if (frame < span->range.first || frame > span->range.last)
      continue;
    FlClass *klass = fl_session_find_class_by_id (window->session, span->class_id);
    return span->certainty == FL_CERTAINTY_HUMAN ? fl_class_get_name (klass) : NULL;
  }
  return NULL;
}

static void
test_a_range_is_labelled (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  FlTrack *track = get_track (page, 1);
  FlStream *stream = fl_track_get_stream (track);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);

  /* Without a range nothing is labelled. */
  fl_timeline_page_set_cursor (page, track, 30);
  fl_timeline_page_label (page, bird);
  g_assert_null (get_said (window, stream, 30));
  fl_timeline_page_select_between (page, 39, 30);
  g_assert_cmpint (page->selection.first, ==, 30);
  g_assert_cmpint (page->selection.last, ==, 39);
  fl_timeline_page_label (page, bird);
  g_assert_null (get_said (window, stream, 29));
  g_assert_cmpstr (get_said (window, stream, 30), ==, "Bird");
  g_assert_cmpstr (get_said (window, stream, 39), ==, "Bird");
  g_assert_null (get_said (window, stream, 40));
  /* The range is still there, and part of it can be given back. */
  g_assert_true (fl_timeline_page_has_range (page));
  fl_timeline_page_select_between (page, 35, 36);
  fl_timeline_page_give_back (page);
  g_assert_cmpstr (get_said (window, stream, 34), ==, "Bird");
  g_assert_null (get_said (window, stream, 35));
  /* Each was one action. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpstr (get_said (window, stream, 35), ==, "Bird");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_null (get_said (window, stream, 30));
  fixture_close_window (window);
}

static void
test_the_cursor_leads_to_the_label_page (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  FlTrack *track = get_track (page, 1);
  g_autoptr (FlItem) item = NULL;

  fl_timeline_page_set_cursor (page, track, 1000);
  g_assert_cmpint (fl_track_get_cursor (track), ==, FIXTURE_N_FRAMES - 1);
  fl_timeline_page_set_cursor (page, track, 42);
  g_assert_cmpint (fl_track_get_cursor (get_track (page, 0)), ==, -1);
  fl_timeline_page_open (page);
  g_object_get (window->session, "current", &item, NULL);
  g_assert_cmpint (fl_item_get_frame (item), ==, 42);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (window->views), ==, "label");
  fixture_close_window (window);
}

static void
test_units (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);

  /* 120 frames, 10 a second. */
  g_assert_cmpint (page->axis.unit, ==, FL_AXIS_TIME);
  g_assert_cmpfloat_with_epsilon (page->axis.last, 12.0, 1e-6);
  gtk_drop_down_set_selected (page->unit, 1);
  g_assert_cmpint (page->axis.unit, ==, FL_AXIS_FRAMES);
  g_assert_cmpfloat_with_epsilon (page->axis.last, 120.0, 1e-6);
  /* These films do not tell when they were taken. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (page->unit)), ==, 2);
  fixture_close_window (window);
}

static void
test_zooms_and_keeps_the_place (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  FlTrack *track = get_track (page, 0);

  gtk_drop_down_set_selected (page->unit, 1);
  const double x = fl_track_find_x (track, 30);
  fl_timeline_page_zoom (page, 4, 30);
  g_assert_cmpfloat_with_epsilon (fl_track_find_x (track, 30), x, 0.01);
  g_assert_cmpint (fl_track_find_frame (track, x + 0.5), ==, 30);
  g_assert_cmpfloat_with_epsilon (page->axis.to - page->axis.from, 30, 1e-6);
  /* Whoever goes beyond what is shown is followed. */
  fl_timeline_page_set_cursor (page, track, 119);
  g_assert_cmpfloat_with_epsilon (page->axis.to, 120, 1e-6);
  fixture_close_window (window);
}

static void
ask_blind (FlSession *session, FlStream *stream, gint64 frame)
{
  g_autoptr (FlItem) item = fl_item_new_check (stream, frame, NULL);

  fl_queue_put_first (fl_session_get_queue (session), item);
  fl_session_update_current (session);
}

/* Until a frame of a video that was asked about by its picture alone has its answer, nothing is told of that
 * video, also while the question is put off, and keys do nothing that would tell. */
static void
test_hides_what_is_checked (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  FlTrack *track = get_track (page, 1);
  FlStream *stream = fl_track_get_stream (track);
  const FlRange range = {.first = 30, .last = 39};
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  FlCertainty certainty;

  g_assert_true (fl_session_label (window->session, stream, &range, bird, NULL));
  fl_timeline_page_set_cursor (page, track, 35);
  fl_track_refresh (track);
  g_autofree char *before = fl_track_dup_label (track, 35, &certainty);
  g_assert_cmpstr (before, ==, "Bird");
  ask_blind (window->session, stream, 60);
  g_assert_true (fl_track_get_is_blind (track));
  g_assert_false (fl_track_get_is_blind (get_track (page, 0)));
  g_assert_null (fl_track_dup_label (track, 35, &certainty));
  g_assert_cmpint (certainty, ==, FL_CERTAINTY_UNSEEN);
  g_assert_cmpint (fl_span_levels_get_n_frames (fl_track_get_levels (track)), ==, 0);
  g_assert_cmpstr (gtk_inscription_get_text (page->said), ==, "Hidden until the check is answered");
  g_assert_true (gtk_widget_get_visible (page->hidden_bar));
  fl_session_later (window->session, window->session->current);
  g_assert_true (fl_track_get_is_blind (track));
  g_assert_true (gtk_widget_get_visible (page->hidden_bar));
  fl_session_ask (window->session, stream, 35);
  g_assert_true (fl_track_get_is_blind (track));
  ask_blind (window->session, stream, 60);
  const FlAnswer answer = {.item = window->session->current, .klass = bird};
  g_assert_true (fl_session_answer (window->session, &answer, NULL));
  g_assert_false (fl_track_get_is_blind (track));
  g_assert_false (gtk_widget_get_visible (page->hidden_bar));
  fixture_close_window (window);
}

/* Whoever comes before the frames are counted is at the first one once they are. */
static void
test_has_a_cursor_once_frames_are_counted (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);

  page->cursor = -1;
  g_signal_emit_by_name (page->timeline, "tracks-changed");
  g_assert_cmpint (page->cursor, ==, 0);
  fixture_close_window (window);
}

static FlLane *
find_lane (FlTrack *track, FlLaneKind kind)
{
  GtkWidget *lane = gtk_widget_get_next_sibling (GTK_WIDGET (track));

  while (fl_lane_get_kind (FL_LANE (lane)) != kind)
    lane = gtk_widget_get_next_sibling (lane);
  return FL_LANE (lane);
}

/* Lanes are there when they are wanted, and blind when their track is. */
static void
test_lanes (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  FlTrack *track = get_track (page, 1);
  GtkWidget *confidence = GTK_WIDGET (find_lane (track, FL_LANE_CONFIDENCE));
  GtkWidget *lots = GTK_WIDGET (find_lane (track, FL_LANE_LOTS));

  g_assert_false (gtk_widget_get_visible (confidence));
  g_assert_false (gtk_widget_get_visible (lots));
  gtk_toggle_button_set_active (page->confidence, TRUE);
  g_assert_true (gtk_widget_get_visible (confidence));
  g_assert_false (gtk_widget_get_visible (lots));
  gtk_toggle_button_set_active (page->lots, TRUE);
  g_assert_true (gtk_widget_get_visible (lots));
  fixture_draw (GTK_WIDGET (window));
  /* They are drawn at the same places as their track. */
  g_assert_cmpint (gtk_widget_get_width (lots), ==, gtk_widget_get_width (GTK_WIDGET (track)));
  gtk_toggle_button_set_active (page->confidence, FALSE);
  g_assert_false (gtk_widget_get_visible (confidence));
  fixture_close_window (window);
}

static graphene_rect_t
find_place (GtkToggleButton *button, FlTimelinePage *page)
{
  graphene_rect_t place;

  fixture_draw (GTK_WIDGET (page));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (button), GTK_WIDGET (page), &place));
  return place;
}

/* Whoever shows lanes hides them again without a look at where the pointer is. */
static void
test_buttons_stay_where_they_are (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlTimelinePage *page = open_page (fixture, window);
  const graphene_rect_t before = find_place (page->lots, page);
  const int height_px = gtk_widget_get_height (GTK_WIDGET (page->timeline));

  gtk_toggle_button_set_active (page->confidence, TRUE);
  gtk_toggle_button_set_active (page->lots, TRUE);
  const graphene_rect_t after = find_place (page->lots, page);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (page->timeline)), >, height_px);
  g_assert_true (graphene_rect_equal (&before, &after));
  fixture_close_window (window);
}

static gboolean
is_narrow (gpointer page)
{
  return ((FlTimelinePage *) page)->is_narrow;
}

/* The page is no wider than a phone, and its parts are neither. */
static void
test_fits_a_phone (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 360, 640);
  FlTimelinePage *page = open_page (fixture, window);
  int least_px = 0;

  fixture_wait ("the layout is narrow", is_narrow, page);
  fl_timeline_page_select_between (page, 0, FIXTURE_N_FRAMES - 1);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &least_px, NULL, NULL,
                      NULL);
  g_assert_cmpint (least_px, <=, 360);
  fixture_close_window (window);
}

/* A click on a video asks what the program would ask, for Enter may follow. */
static void
test_a_click_on_a_video_asks_about_it (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (FlItem) item = NULL;

  fixture_open_project (fixture, window);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (FlStream) stream =
      g_list_model_get_item (fl_session_get_streams (window->session), i);
    g_signal_emit_by_name (window->sidebar, "stream-activated", stream);
    g_clear_object (&item);
    g_object_get (window->session, "current", &item, NULL);
    g_assert_true (fl_item_get_stream (item) == stream);
    g_assert_cmpint (fl_item_get_reason (item), !=, FL_REASON_CHOSEN);
  }
  fixture_close_window (window);
}

static void
write_tags (Fixture *fixture)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = TRUE};
  g_autofree char *path = g_build_filename (fixture->folder, "Tags.frameline", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_create (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_TAGS; i++) {
    g_autofree char *name = g_strdup_printf ("Tag %c", 'A' + i);
    g_assert_nonnull (fl_session_add_class (session, name, NULL, &error));
  }
  for (guint i = 0; fixture->videos[i] != NULL; i++)
    g_assert_nonnull (fl_session_add_source (session, fixture->videos[i], NULL, &error));
  fl_session_close (session);
}

typedef struct {
  FlTimeline *timeline;
  guint row;
} Row;

static gboolean
is_visible (gpointer data)
{
  const Row *row = data;
  FlTrack *track = fl_timeline_get_tracks (row->timeline)->pdata[row->row];
  graphene_rect_t place;

  return gtk_widget_compute_bounds (GTK_WIDGET (track), GTK_WIDGET (row->timeline), &place) &&
         place.size.height > 0 && place.origin.y >= 0 &&
         place.origin.y + place.size.height <=
           (float) gtk_widget_get_height (GTK_WIDGET (row->timeline));
}

static void
wait_until_visible (FlTimeline *timeline, guint i)
{
  Row row = {.timeline = timeline, .row = i};

  fixture_wait ("the track is seen", is_visible, &row);
}

/* With more tracks than fit the one that is asked about is scrolled to. */
static void
test_scrolls_to_what_is_asked (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;

  write_tags (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "Tags.frameline", NULL);
  g_autoptr (FlSession) session = fl_session_open (path, &options, &error);
  g_assert_no_error (error);
  GListModel *streams = fl_session_get_streams (session);
  g_autoptr (FlStream) first = g_list_model_get_item (streams, 0);
  g_autoptr (FlStream) last = g_list_model_get_item (streams, 1);
  g_autoptr (FlClass) tag = g_list_model_get_item (fl_session_get_classes (session), N_TAGS - 1);
  GtkWidget *window = gtk_window_new ();
  FlTimeline *timeline = g_object_new (FL_TYPE_TIMELINE, "valign", GTK_ALIGN_END, NULL);
  fl_timeline_set_session (timeline, session);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (timeline));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  /* Before there is a layout, and after. */
  fl_timeline_reveal (timeline, last, tag);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (timeline));
  g_assert_true (fl_timeline_is_scrollable (timeline));
  wait_until_visible (timeline, 2 * N_TAGS - 1);
  fl_timeline_reveal (timeline, first, NULL);
  wait_until_visible (timeline, 0);
  fl_timeline_reveal (timeline, last, NULL);
  wait_until_visible (timeline, N_TAGS);
  gtk_window_destroy (GTK_WINDOW (window));
  fl_session_close (session);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/timeline-page/a-range-is-labelled", test_a_range_is_labelled);
  add ("/app/timeline-page/the-cursor-leads-to-the-label-page",
       test_the_cursor_leads_to_the_label_page);
  add ("/app/timeline-page/units", test_units);
  add ("/app/timeline-page/zooms-and-keeps-the-place", test_zooms_and_keeps_the_place);
  add ("/app/timeline-page/hides-what-is-checked", test_hides_what_is_checked);
  add ("/app/timeline-page/has-a-cursor-once-frames-are-counted",
       test_has_a_cursor_once_frames_are_counted);
  add ("/app/timeline-page/lanes", test_lanes);
  add ("/app/timeline-page/buttons-stay-where-they-are", test_buttons_stay_where_they_are);
  add ("/app/timeline-page/fits-a-phone", test_fits_a_phone);
  add ("/app/timeline-page/a-click-on-a-video-asks-about-it",
       test_a_click_on_a_video_asks_about_it);
  add ("/app/timeline-page/scrolls-to-what-is-asked", test_scrolls_to_what_is_asked);
  return fixture_run ();
}
