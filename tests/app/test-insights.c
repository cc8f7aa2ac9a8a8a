/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insights page: what its cards say and do, and that a plot is saved as it is drawn. */
#include "fixture.h"

#include <string.h>

#include "app/fl-insight-card.h"
#include "app/fl-plot-draw.h"
#include "app/fl-plot-save.h"
#include "app/fl-plot-view.h"
#include "app/fl-window-private.h"

static gboolean
is_named (GtkWidget *widget, gconstpointer name)
{
  const FlPlot *plot = fl_plot_view_get_plot (FL_PLOT_VIEW (widget));

  return plot != NULL && g_str_equal (plot->title, name);
}

static gboolean
has_cards (gpointer page)
{
  return fixture_find (page, FL_TYPE_PLOT_VIEW, is_named, "Certainty of the Project") != NULL;
}

static GtkWidget *
open_page (FlWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "insights");
  GtkWidget *page = GTK_WIDGET (window->insights);
  fixture_wait ("the cards are there", has_cards, page);
  fixture_draw (GTK_WIDGET (window));
  return page;
}

/* How many of all samples people labelled, as the card has it. */
static guint64
count_labelled (gpointer page)
{
  GtkWidget *view = fixture_find (page, FL_TYPE_PLOT_VIEW, is_named, "Certainty of the Project");

  return view != NULL ? fl_plot_get_value (fl_plot_view_get_plot (FL_PLOT_VIEW (view)), 0, 0) : 0;
}

static gboolean
has_one_labelled (gpointer page)
{
  return count_labelled (page) == 1;
}

/* What is answered while the page is shown is counted soon. */
static void
test_counts_anew (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  const FlRange range = {0, 0};
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  GtkWidget *page = open_page (window);
  g_assert_cmpuint (count_labelled (page), ==, 0);
  GListModel *classes = fl_session_get_classes (window->session);
  g_autoptr (FlClass) bird = g_list_model_get_item (classes, 1);
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (window->session), 0);
  g_assert_true (fl_session_label (window->session, stream, &range, bird, &error));
  g_assert_no_error (error);
  fixture_wait ("the label is counted", has_one_labelled, page);
  fixture_close_window (window);
}

/* Each card can be reached by Tab, in an order that ends; empty ones say how to get there. */
static void
test_tab_goes_through_cards (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  fixture_open_project (fixture, window);
  GtkWidget *page = open_page (window);
  for (guint i = 0; i < 60; i++) {
    GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
    GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, FL_TYPE_INSIGHT_CARD) : NULL;
    if (card != NULL)
      g_hash_table_add (seen, card);
    if (!gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
      break;
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 9);
  g_assert_nonnull (
    fixture_find (page, GTK_TYPE_LABEL, fixture_has_text, "Look for Missed Events"));
  fixture_close_window (window);
}

static gboolean
has_advice (gpointer page)
{
  return fixture_find (page, GTK_TYPE_LABEL, fixture_has_text, "Go on: too early to say more") !=
         NULL;
}

static gboolean
is_advice_card (GtkWidget *card, gconstpointer data)
{
  return fixture_find (card, GTK_TYPE_LABEL, fixture_has_text, "What to Do Next") != NULL;
}

/* Advice has its button beside the sentence; what only checks tell says how they come. */
static void
test_advice (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *page = open_page (window);
  fixture_wait ("there is advice", has_advice, page);
  GtkWidget *card = fixture_find (page, FL_TYPE_INSIGHT_CARD, is_advice_card, NULL);
  g_assert_nonnull (card);
  GtkWidget *button = fixture_find (card, GTK_TYPE_BUTTON, NULL, NULL);
  g_assert_nonnull (button);
  g_assert_nonnull (fixture_find (card, GTK_TYPE_LABEL, fixture_has_text, "Label Pictures"));
  g_assert_nonnull (fixture_find (page, GTK_TYPE_LABEL, fixture_has_text,
                                  "Whether the machine is as often right as it is certain, from "
                                  "twenty random checks on."));
  fixture_close_window (window);
}

static gboolean
has_focus (FlWindow *window, GtkWidget *page)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, page);
}

/* Has the page be as it is while all is counted, and then end that. */
static void
count_once (FlWindow *window, GtkWidget *page)
{
  GtkWidget *states = fixture_find (page, GTK_TYPE_STACK, NULL, NULL);

  gtk_stack_set_visible_child_name (GTK_STACK (states), "counting");
  g_signal_emit_by_name (window->session, "insights-changed");
}

/* When all is counted whoever waited is on the first card, and who went elsewhere is not. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *page = open_page (window);
  GtkWidget *elsewhere = fixture_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, NULL, NULL);
  g_assert_true (gtk_widget_child_focus (elsewhere, GTK_DIR_TAB_FORWARD));
  g_assert_false (has_focus (window, page));
  count_once (window, page);
  g_assert_false (has_focus (window, page));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  count_once (window, page);
  g_assert_true (has_focus (window, page));
  fixture_close_window (window);
}

/* The rarest of tags is told of all samples, each of which counts once a tag. */
static void
test_rarest_of_tags (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = TRUE};
  g_autofree char *path = g_build_filename (fixture->folder, "tags.frameline", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_create (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++) {
    FlClass *klass =
      fl_session_add_class (session, (const char *[]){"Bird", "Fox", "Owl"}[i], NULL, &error);
    g_assert_no_error (error);
    const gint64 id = fl_class_get_id (klass);
    g_array_append_val (ids, id);
  }
  g_autoptr (FlInsights) insights = fl_insights_new (ids);
  insights->n_samples = 300;
  for (guint i = 0; i < 3; i++)
    g_array_index (insights->classes, FlClassCount, i).n[FL_CERTAINTY_HUMAN] = 12 + i;
  g_autoptr (FlInsight) balance = fl_insight_new_balance (session, insights);
  g_assert_cmpstr (balance->sentence, ==,
                   "Rarest: “Bird”, 12 of 100 samples, the machine’s guesses included");
  fl_session_close (session);
}

static void
on_cell_activated (FlPlotView *view, guint row, guint column, gpointer data)
{
  guint *cell = data;

  cell[0] = row;
  cell[1] = column;
}

static FlPlot *
make_matrix (void)
{
  FlPlot *plot = fl_plot_new (FL_PLOT_MATRIX, "Matrix", "You said", "The machine said");

  fl_plot_add_column (plot, "A", FL_CERTAINTY_MODEL);
  fl_plot_add_column (plot, "B", FL_CERTAINTY_MODEL);
  fl_plot_add_row (plot, "A", NULL, (const guint64[]){5, 0});
  fl_plot_add_row (plot, "B", NULL, (const guint64[]){1, 3});
  return plot;
}

static void
press (GtkWidget *view, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) each = g_list_model_get_item (controllers, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (each))
      g_signal_emit_by_name (each, "key-pressed", keyval, 0, 0, &is_handled);
  }
  g_assert_true (is_handled);
}

/* Arrows go from cell to cell and Enter opens one; what is said follows. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (FL_TYPE_PLOT_VIEW, NULL));
  guint cell[2] = {9, 9};

  g_signal_connect (view, "cell-activated", G_CALLBACK (on_cell_activated), cell);
  fl_plot_view_set_plot (FL_PLOT_VIEW (view), make_matrix ());
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Matrix · You said A, The machine said A: 5");
  press (view, GDK_KEY_Down);
  press (view, GDK_KEY_Right);
  press (view, GDK_KEY_Left);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Matrix · You said B, The machine said A: 1");
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "A: A 5, B 0\nB: A 1, B 3");
  press (view, GDK_KEY_Return);
  g_assert_cmpuint (cell[0], ==, 1);
  g_assert_cmpuint (cell[1], ==, 0);
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_unref (view);
  g_assert_null (view);
}

/* Each cell is found where it is drawn, and none between two, over them or behind them. */
static void
test_find_cell (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FlPlot) plot = make_matrix ();
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  FlPlotStyle style = {.pango = gtk_widget_get_pango_context (widget)};

  for (guint i = 0; i < 8; i++) {
    const guint cell[2] = {i / 2 % 2, i % 2};
    guint row;
    guint column;
    graphene_rect_t place;
    style.is_mirrored = i >= 4;
    fl_plot_get_cell (plot, &style, 300, cell[0], cell[1], &place);
    graphene_point_t at;
    graphene_rect_get_center (&place, &at);
    g_assert_true (fl_plot_find_cell (plot, &style, 300, &at, &row, &column));
    g_assert_cmpuint (row, ==, cell[0]);
    g_assert_cmpuint (column, ==, cell[1]);
    at.y = place.origin.y + place.size.height + 1;
    g_assert_false (fl_plot_find_cell (plot, &style, 300, &at, &row, &column));
    at.y = 1;
    g_assert_false (fl_plot_find_cell (plot, &style, 300, &at, &row, &column));
    at = GRAPHENE_POINT_INIT (style.is_mirrored ? 1 : 299, place.origin.y + 1);
    g_assert_false (fl_plot_find_cell (plot, &style, 300, &at, &row, &column));
  }
}

/* Nothing to be at, nothing to say of it. */
static void
test_no_cells (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (g_object_new (FL_TYPE_PLOT_VIEW, NULL));
  FlPlot *plot = fl_plot_new (FL_PLOT_MATRIX, "Matrix", "You said", "The machine said");

  fl_plot_add_row (plot, "Unsure", NULL, NULL);
  fl_plot_view_set_plot (FL_PLOT_VIEW (view), plot);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Matrix");
}

static char *
save (Fixture *fixture, const FlPlot *plot, FlPlotFormat format, gsize *out_size)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autofree char *path =
    g_strdup_printf ("%s/plot.%s", fixture->folder, fl_plot_format_get_name (format));
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_assert_true (fl_plot_save (plot, gtk_widget_get_pango_context (widget), format, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, out_size, &error));
  return content;
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FlPlot) plot = make_matrix ();
  gsize n_svg;
  gsize n_png;
  gsize n_csv;
  g_autofree char *svg = save (fixture, plot, FL_PLOT_SVG, &n_svg);
  g_autofree char *png = save (fixture, plot, FL_PLOT_PNG, &n_png);
  g_autofree char *csv = save (fixture, plot, FL_PLOT_CSV, &n_csv);
  g_autoptr (GBytes) bytes = g_bytes_new (png, n_png);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (svg, "<svg"));
  /* Letters and cells, not one picture of all. */
  g_assert_nonnull (strstr (svg, "glyph"));
  g_assert_null (strstr (svg, "<image"));
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1280);
  g_assert_cmpint (gdk_texture_get_height (texture), >, 200);
  g_assert_cmpstr (csv, ==, "You said,A,B\nA,5,0\nB,1,3\n");
}

static void
test_file_that_cannot_be (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autofree char *path = g_build_filename (fixture->folder, "nowhere", "x.csv", NULL);
  g_autoptr (FlPlot) plot = make_matrix ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
    fl_plot_save (plot, gtk_widget_get_pango_context (widget), FL_PLOT_CSV, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_str_has_prefix (error->message, "Cannot save the plot: "));
  g_assert_true (g_str_has_suffix (error->message, "; choose another place"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/insights/counts-anew", Fixture, NULL, fixture_set_up, test_counts_anew,
              fixture_tear_down);
  g_test_add ("/app/insights/advice", Fixture, NULL, fixture_set_up, test_advice,
              fixture_tear_down);
  g_test_add ("/app/insights/tab-goes-through-cards", Fixture, NULL, fixture_set_up,
              test_tab_goes_through_cards, fixture_tear_down);
  g_test_add ("/app/insights/cells", Fixture, NULL, fixture_set_up, test_cells, fixture_tear_down);
  g_test_add ("/app/insights/focus", Fixture, NULL, fixture_set_up, test_focus, fixture_tear_down);
  g_test_add ("/app/insights/rarest-of-tags", Fixture, NULL, fixture_set_up, test_rarest_of_tags,
              fixture_tear_down);
  g_test_add ("/app/insights/find-cell", Fixture, NULL, fixture_set_up, test_find_cell,
              fixture_tear_down);
  g_test_add ("/app/insights/no-cells", Fixture, NULL, fixture_set_up, test_no_cells,
              fixture_tear_down);
  g_test_add ("/app/insights/files", Fixture, NULL, fixture_set_up, test_files, fixture_tear_down);
  g_test_add ("/app/insights/file-that-cannot-be", Fixture, NULL, fixture_set_up,
              test_file_that_cannot_be, fixture_tear_down);
  return fixture_run ();
}
