/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of the review page: what its keys do, and that nothing moves under the hand. */
#include "screen.h"

#include "app/fl-closures.h"
#include "app/fl-moving-thumb.h"
#include "session/fl-session-private.h"

static FlReviewState
get_state (const Screen *screen, guint place)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (screen->view->review), place);
  FlReviewState state;

  fl_session_get_state (screen->window->session, item, &state);
  return state;
}

static guint
count_selected (const Screen *screen)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (screen->view->selection));

  return (guint) gtk_bitset_get_size (selected);
}

static void
assert_here (const Screen *screen, guint place, FlItem *item)
{
  g_assert_nonnull (screen_get_focused (screen));
  g_assert_cmpuint (fl_review_cell_get_position (screen_get_focused (screen)), ==, place);
  g_assert_true (fl_review_cell_get_item (screen_get_focused (screen)) == item);
}

/* The doubtful are first, and the first has the focus. */
static void
test_show (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  gboolean is_rising = TRUE;

  g_assert_cmpuint (screen_count (&screen), >, 20);
  for (guint i = 1; i < screen_count (&screen); i++)
    is_rising &= !(get_state (&screen, i - 1).certainty == FL_CERTAINTY_HUMAN &&
                   get_state (&screen, i).certainty != FL_CERTAINTY_HUMAN);
  g_assert_true (is_rising);
  g_assert_cmpuint (fl_review_cell_get_position (screen_get_focused (&screen)), ==, 0);
  fixture_close_window (screen.window);
}

/* Five frames are relabelled and given back by one key each; the focus stays, and so does the list. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  FlItem *item = fl_review_cell_get_item (screen_get_focused (&screen));
  const guint n = screen_count (&screen);

  screen_select_only (&screen, 0, 5);
  g_assert_true (screen_press (&screen, GDK_KEY_2, KEYCODE_2, 0));
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpint (get_state (&screen, i).certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_cmpstr (fl_class_get_name (get_state (&screen, i).klass), ==, "Squirrel");
  }
  g_assert_cmpint (get_state (&screen, 5).certainty, ==, FL_CERTAINTY_MODEL);
  assert_here (&screen, 0, item);
  g_assert_cmpuint (screen_count (&screen), ==, n);
  g_assert_cmpuint (count_selected (&screen), ==, 5);
  g_assert_true (screen_press (&screen, GDK_KEY_Delete, KEYCODE_DELETE, 0));
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (get_state (&screen, i).certainty, ==, FL_CERTAINTY_MODEL);
  assert_here (&screen, 0, item);
  gtk_widget_activate_action (GTK_WIDGET (screen.window), "win.undo", NULL);
  g_assert_cmpint (get_state (&screen, 4).certainty, ==, FL_CERTAINTY_HUMAN);
  fixture_close_window (screen.window);
}

/* Enter says of each frame what the machine says of it. */
static void
test_confirm (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  FlClass *said[4];

  screen_select_only (&screen, 0, 4);
  for (guint i = 0; i < 4; i++)
    said[i] = get_state (&screen, i).klass;
  g_assert_true (screen_press (&screen, GDK_KEY_Return, KEYCODE_ENTER, 0));
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpint (get_state (&screen, i).certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_true (get_state (&screen, i).klass == said[i]);
  }
  fixture_close_window (screen.window);
}

/* Has the machine say another class of the sample at @place, as a new model might. */
static void
change_mind (const Screen *screen, guint place)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (screen->view->review), place);
  FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const gssize i = fl_sample_set_find (sweep->samples, fl_item_get_frame (item));
  const gint64 now = sweep->class_ids[i];
  GListModel *classes = fl_session_get_classes (screen->window->session);

  for (guint c = 0; sweep->class_ids[i] == now; c++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, c);
    sweep->class_ids[i] = fl_class_get_id (klass);
  }
}

/* What a new model says of some of those that are selected nobody saw. */
static void
test_confirms_what_was_painted (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);

  screen_select_only (&screen, 0, 4);
  change_mind (&screen, 2);
  g_assert_true (screen_press (&screen, GDK_KEY_Return, KEYCODE_ENTER, 0));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (get_state (&screen, i).certainty, ==,
                     i == 2 ? FL_CERTAINTY_MODEL : FL_CERTAINTY_HUMAN);
  /* Once it was painted it is as the others were. */
  fl_frames_view_update_cells (screen.view);
  fixture_draw (GTK_WIDGET (screen.window));
  g_assert_true (screen_press (&screen, GDK_KEY_Return, KEYCODE_ENTER, 0));
  g_assert_cmpint (get_state (&screen, 2).certainty, ==, FL_CERTAINTY_HUMAN);
  fixture_close_window (screen.window);
}

/* What has the focus is meant when nothing is selected, and a key that no class has does nothing. */
static void
test_focused_alone (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (screen.view->selection));
  g_assert_true (screen_press (&screen, GDK_KEY_1, KEYCODE_1, 0));
  g_assert_cmpstr (fl_class_get_name (get_state (&screen, 0).klass), ==, "Bird");
  g_assert_cmpint (get_state (&screen, 0).certainty, ==, FL_CERTAINTY_HUMAN);
  g_assert_cmpint (get_state (&screen, 1).certainty, ==, FL_CERTAINTY_MODEL);
  g_assert_true (screen_press (&screen, GDK_KEY_q, 24, 0));
  g_assert_cmpint (get_state (&screen, 1).certainty, ==, FL_CERTAINTY_MODEL);
  g_assert_false (screen_press (&screen, GDK_KEY_space, 65, 0));
  g_assert_false (screen_press (&screen, GDK_KEY_1, KEYCODE_1, GDK_ALT_MASK));
  fixture_close_window (screen.window);
}

/* Sorted anew, the frame that had the focus has it again, wherever it is now. */
static void
test_sort_again (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  g_autoptr (FlItem) item = g_object_ref (fl_review_cell_get_item (screen_get_focused (&screen)));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (screen.view->selection));
  g_assert_true (screen_press (&screen, GDK_KEY_1, KEYCODE_1, 0));
  g_assert_true (gtk_widget_get_sensitive (screen.view->refresh));
  g_assert_true (screen_press (&screen, GDK_KEY_F5, KEYCODE_F5, 0));
  fixture_wait ("it is sorted", screen_is_listed, &screen);
  FlItem *now = fl_review_cell_get_item (screen_get_focused (&screen));
  g_assert_true (fl_item_get_stream (now) == fl_item_get_stream (item));
  g_assert_cmpint (fl_item_get_frame (now), ==, fl_item_get_frame (item));
  g_assert_cmpuint (fl_review_cell_get_position (screen_get_focused (&screen)), >, 0);
  fixture_close_window (screen.window);
}

/* Of how many samples a person said something. */
static guint
count_human (const Screen *screen)
{
  guint n = 0;

  for (guint i = 0; i < screen_count (screen); i++)
    n += get_state (screen, i).certainty == FL_CERTAINTY_HUMAN;
  return n;
}

/* A key that was pressed at what was there meets nothing once the list is another one, until that was
 * painted. */
static void
test_meets_what_was_painted (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  const guint n_human = count_human (&screen);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (screen.view->selection));
  fl_filter_chip_choose (screen.view->order, FL_REVIEW_BY_TIME);
  fixture_wait ("it is sorted", screen_is_filtered, &screen);
  g_assert_nonnull (screen_get_focused (&screen));
  g_assert_true (screen_press (&screen, GDK_KEY_Delete, KEYCODE_DELETE, 0));
  g_assert_true (screen_press (&screen, GDK_KEY_2, KEYCODE_2, 0));
  g_assert_cmpuint (count_human (&screen), ==, n_human);
  fixture_wait ("the grid has the focus", screen_is_listed, &screen);
  fixture_draw (GTK_WIDGET (screen.window));
  g_assert_true (screen_press (&screen, GDK_KEY_2, KEYCODE_2, 0));
  g_assert_cmpuint (count_human (&screen), ==, n_human + 1);
  fixture_close_window (screen.window);
}

/* Cells that nobody sees are left as they are until somebody does. */
static void
test_hidden_cells_wait (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);

  g_assert_false (screen.view->are_cells_stale);
  gtk_widget_activate_action (GTK_WIDGET (screen.window), "win.show-view", "s", "label");
  fl_frames_view_update_cells (screen.view);
  g_assert_true (screen.view->are_cells_stale);
  gtk_widget_activate_action (GTK_WIDGET (screen.window), "win.show-view", "s", "review");
  g_assert_false (screen.view->are_cells_stale);
  /* Nor does it matter what hid them. */
  gtk_widget_set_visible (GTK_WIDGET (screen.view->grid), FALSE);
  fl_frames_view_update_cells (screen.view);
  g_assert_true (screen.view->are_cells_stale);
  gtk_widget_set_visible (GTK_WIDGET (screen.view->grid), TRUE);
  g_assert_false (screen.view->are_cells_stale);
  fixture_close_window (screen.window);
}

/* A filter that lets nothing through says so, and the way back is one button. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  const guint n = screen_count (&screen);

  fl_filter_chip_choose (screen.view->source, 1 << FL_CERTAINTY_HUMAN | 1 << FL_CERTAINTY_UNSURE);
  fixture_wait ("it is filtered", screen_is_filtered, &screen);
  g_assert_cmpuint (screen_count (&screen), >, 0);
  g_assert_cmpuint (screen_count (&screen), <, n);
  fl_filter_chip_choose (screen.view->source, 1 << FL_CERTAINTY_CERTIFIED);
  fixture_wait ("it is filtered", screen_is_filtered, &screen);
  g_assert_cmpuint (screen_count (&screen), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (screen.view->states), ==, "none");
  g_assert_true (gtk_widget_get_visible (screen.view->show_all));
  g_signal_emit_by_name (screen.view->show_all, "clicked");
  fixture_wait ("all are there", screen_is_filtered, &screen);
  g_assert_cmpuint (screen_count (&screen), ==, n);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (screen.view->states), ==, "grid");
  fixture_close_window (screen.window);
}

/* Some frames alone, whatever was filtered before, until all are wanted again. */
static void
test_only (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  const guint n = screen_count (&screen);
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (screen.view->review), 3);
  const FlFrameRef refs[] = {{.stream = fl_stream_get_id (fl_item_get_stream (item)),
                              .frame = fl_item_get_frame (item)},
                             {.stream = 77, .frame = 0}};
  g_autoptr (GArray) only = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  g_array_append_vals (only, refs, G_N_ELEMENTS (refs));
  fl_filter_chip_choose (screen.view->source, 1 << FL_CERTAINTY_CERTIFIED);
  fl_frames_view_show_only (screen.view, only, "You: Bird, machine: Nothing");
  fixture_wait ("it is listed", screen_is_listed, &screen);
  g_assert_cmpuint (screen_count (&screen), ==, 1);
  g_assert_cmpuint (fl_review_find (screen.view->review, fl_item_get_stream (item), refs[0].frame),
                    ==, 0);
  g_assert_nonnull (fixture_find (GTK_WIDGET (screen.view), GTK_TYPE_LABEL, fixture_has_text,
                                  "You: Bird, machine: Nothing"));
  gtk_toggle_button_set_active (screen.view->only, FALSE);
  fixture_wait ("all are there", screen_is_filtered, &screen);
  g_assert_cmpuint (screen_count (&screen), ==, n);
  fixture_close_window (screen.window);
}

static gboolean
is_playing (gpointer view)
{
  GtkWidget *thumb = fixture_find (view, FL_TYPE_MOVING_THUMB, NULL, NULL);

  return thumb != NULL && fl_moving_thumb_get_place (FL_MOVING_THUMB (thumb)) > 0;
}

static gboolean
is_silent (gpointer view)
{
  return ((FlFramesView *) view)->playing == NULL;
}

/* Ctrl+Space plays what is around a frame; when that goes the frame has the focus again. */
static void
test_play (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);

  g_assert_true (screen_press (&screen, GDK_KEY_space, KEYCODE_SPACE, GDK_CONTROL_MASK));
  fixture_wait ("another picture is shown", is_playing, screen.view);
  gtk_popover_popdown (GTK_POPOVER (screen.view->playing));
  fixture_wait ("it has gone", is_silent, screen.view);
  g_assert_cmpuint (fl_review_cell_get_position (screen_get_focused (&screen)), ==, 0);
  /* What still plays goes with its window. */
  g_assert_true (screen_press (&screen, GDK_KEY_space, KEYCODE_SPACE, GDK_CONTROL_MASK));
  fixture_close_window (screen.window);
}

static void
press_in (GtkWidget *popover, guint keyval, guint keycode, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (popover);
  gboolean is_handled;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (each) &&
        gtk_event_controller_get_propagation_phase (each) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (each, "key-pressed", keyval, keycode, state, &is_handled);
  }
}

/* The key that began it is held, and a modifier is no key: neither ends it. Another one does, once. */
static void
test_play_goes_on (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);

  g_assert_true (screen_press (&screen, GDK_KEY_space, KEYCODE_SPACE, GDK_CONTROL_MASK));
  fixture_wait ("another picture is shown", is_playing, screen.view);
  press_in (screen.view->playing, GDK_KEY_space, KEYCODE_SPACE, GDK_CONTROL_MASK);
  press_in (screen.view->playing, GDK_KEY_Control_L, KEYCODE_CTRL, 0);
  g_assert_true (gtk_widget_get_visible (screen.view->playing));
  /* So it is while another window has the keys, as that of a popover has. */
  fl_page_keys_forget (screen.view->keys);
  press_in (screen.view->playing, GDK_KEY_1, KEYCODE_1, 0);
  g_assert_false (gtk_widget_get_visible (screen.view->playing));
  fixture_wait ("it has gone", is_silent, screen.view);
  /* The key that ended it is held on, and labels nothing. */
  const FlKeyPress held = {.keyval = GDK_KEY_1,
                           .keycode = KEYCODE_1,
                           .press_us = screen.now_us + APART_US};
  g_assert_true (fl_frames_view_on_key (GTK_WIDGET (screen.view), &held));
  g_assert_cmpint (get_state (&screen, 0).certainty, ==, FL_CERTAINTY_MODEL);
  fixture_close_window (screen.window);
}

/* The run of the frame, as far as its samples are listed. */
static void
test_select_run (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  FlRange run;

  if (!fl_session_find_whole_run (screen.window->session,
                                  fl_review_cell_get_item (screen_get_focused (&screen)), &run)) {
    g_test_skip ("the first frame is in no run");
    fixture_close_window (screen.window);
    return;
  }
  g_autoptr (GArray) places = fl_review_list_between (screen.view->review,
                                                      fl_item_get_stream (fl_review_cell_get_item (
                                                        screen_get_focused (&screen))),
                                                      &run);
  g_assert_true (screen_press (&screen, GDK_KEY_e, KEYCODE_E, GDK_CONTROL_MASK));
  g_assert_cmpuint (count_selected (&screen), ==, places->len);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (screen.view->selection), 0));
  fixture_close_window (screen.window);
}

/* A larger grid has fewer columns and stays where it is. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  const guint n_columns = gtk_grid_view_get_max_columns (screen.view->grid);

  g_assert_true (screen_press (&screen, GDK_KEY_plus, 35, GDK_CONTROL_MASK));
  fixture_draw (GTK_WIDGET (screen.window));
  g_assert_cmpuint (gtk_grid_view_get_max_columns (screen.view->grid), <, n_columns);
  g_assert_cmpuint (fl_review_cell_get_position (screen_get_focused (&screen)), ==, 0);
  g_assert_true (screen_press (&screen, GDK_KEY_minus, 20, GDK_CONTROL_MASK));
  g_assert_true (screen_press (&screen, GDK_KEY_minus, 20, GDK_CONTROL_MASK));
  fixture_draw (GTK_WIDGET (screen.window));
  g_assert_cmpuint (gtk_grid_view_get_max_columns (screen.view->grid), >, n_columns);
  fixture_close_window (screen.window);
}

/* A screen reader is told what a cell is. */
static void
test_name (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (screen_get_focused (&screen)));
  FlItem *item = fl_review_cell_get_item (screen_get_focused (&screen));
  g_autofree char *span =
    fl_closure_span (fl_class_get_name (get_state (&screen, 0).klass), FL_CERTAINTY_MODEL,
                     fl_stream_get_time_s (fl_item_get_stream (item), fl_item_get_frame (item)));
  g_autofree char *name =
    g_strdup_printf ("%s · %s", fl_stream_get_name (fl_item_get_stream (item)), span);

  gtk_test_accessible_assert_property (place, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  fixture_close_window (screen.window);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    {"/app/review/show", test_show},
    {"/app/review/keys", test_keys},
    {"/app/review/confirm", test_confirm},
    {"/app/review/confirms-what-was-painted", test_confirms_what_was_painted},
    {"/app/review/focused-alone", test_focused_alone},
    {"/app/review/sort-again", test_sort_again},
    {"/app/review/filters", test_filters},
    {"/app/review/only", test_only},
    {"/app/review/play", test_play},
    {"/app/review/play-goes-on", test_play_goes_on},
    {"/app/review/select-run", test_select_run},
    {"/app/review/sizes", test_sizes},
    {"/app/review/name", test_name},
    {"/app/review/meets-what-was-painted", test_meets_what_was_painted},
    {"/app/review/hidden-cells-wait", test_hidden_cells_wait},
  };

  fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].func, fixture_tear_down);
  return fixture_run ();
}
