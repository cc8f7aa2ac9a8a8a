/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where letters go from right to left, what is drawn by hand can be read as well and begins at the right; but
 * time goes from left to right everywhere. */
#include "fixture.h"

#include "app/fl-bar.h"
#include "app/fl-echo.h"
#include "app/fl-frames-view-private.h"
#include "app/fl-ruler.h"
#include "app/fl-window-private.h"

#define WIDTH_PX 400

static cairo_surface_t *
draw_as_it_is (GtkWidget *widget, int width, int height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create (surface);

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
}

/* Draws it as wide as a window would. */
static cairo_surface_t *
draw (GtkWidget *widget, int height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation){0, 0, WIDTH_PX, height}, -1);
  return draw_as_it_is (widget, WIDTH_PX, height);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

/* The pixels that are as light as letters are. */
static guint
count_ink (cairo_surface_t *surface)
{
  const guint32 *pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  const gsize stride = (gsize) cairo_image_surface_get_stride (surface) / sizeof *pixels;
  guint n = 0;

  for (gsize y = 0; y < (gsize) cairo_image_surface_get_height (surface); y++)
    for (gsize x = 0; x < WIDTH_PX; x++)
      n += (pixels[y * stride + x] & 0xc0c0c0) == 0xc0c0c0;
  return n;
}

static guint
count_ink_of (GtkTextDirection direction, const char *text)
{
  int height;

  gtk_widget_set_default_direction (direction);
  g_autoptr (GtkWidget) echo = g_object_ref_sink (g_object_new (FL_TYPE_ECHO, NULL));
  fl_echo_show (FL_ECHO (echo), text, 0, TRUE);
  gtk_widget_measure (echo, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  cairo_surface_t *surface = draw (echo, height);
  const guint n = count_ink (surface);
  cairo_surface_destroy (surface);
  return n;
}

/* The same letters are on the chip, whatever the direction of the window. */
static void
test_echo (void)
{
  static const char *const names[] = {"Bird", "ציפור", "Bird · ציפור"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const guint n = count_ink_of (GTK_TEXT_DIR_LTR, names[i]);
    g_assert_cmpuint (n, >, 20);
    /* Letters that begin between two pixels are a little lighter or darker. */
    g_assert_cmpuint (count_ink_of (GTK_TEXT_DIR_RTL, names[i]), >, n / 2);
  }
}

/* What a bar is filled with begins where lines begin. */
static void
test_bar (void)
{
  for (guint i = 0; i < 2; i++) {
    gtk_widget_set_default_direction (i == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
    g_autoptr (GtkWidget) bar =
      g_object_ref_sink (g_object_new (FL_TYPE_BAR, "index", 1, "fraction", 0.25, NULL));
    cairo_surface_t *surface = draw (bar, 10);
    const guint32 left = get_pixel (surface, 20, 5);
    const guint32 middle = get_pixel (surface, WIDTH_PX / 2, 5);
    const guint32 right = get_pixel (surface, WIDTH_PX - 20, 5);
    g_assert_cmphex (i == 0 ? right : left, ==, middle);
    g_assert_cmphex (i == 0 ? left : right, !=, middle);
    cairo_surface_destroy (surface);
  }
}

/* Time is no line of letters. */
static void
test_ruler (void)
{
  const FlAxis axis = {.unit = FL_AXIS_FRAMES, .last = 1000, .to = 1000};
  cairo_surface_t *surfaces[2];

  for (guint i = 0; i < 2; i++) {
    gtk_widget_set_default_direction (i == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
    g_autoptr (GtkWidget) ruler = g_object_ref_sink (g_object_new (FL_TYPE_RULER, NULL));
    fl_ruler_set_axis (FL_RULER (ruler), &axis);
    fl_ruler_set_cursor (FL_RULER (ruler), 100);
    surfaces[i] = draw (ruler, 24);
  }
  for (int x = 0; x < WIDTH_PX; x++)
    g_assert_cmphex (get_pixel (surfaces[0], x, 20), ==, get_pixel (surfaces[1], x, 20));
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
}

static gboolean
is_at_start (gpointer adjustment)
{
  const double room =
    gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return room > 100 && gtk_adjustment_get_value (adjustment) == room;
}

/* How far the filters are scrolled. */
static GtkAdjustment *
get_scrolling (FlFramesView *view)
{
  GtkWidget *scroller =
    gtk_widget_get_ancestor (GTK_WIDGET (view->order), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
has_cell (gpointer view)
{
  return fl_frames_view_find_cell (view, 0) != NULL;
}

/* Which half of the first picture the mark of what is selected is in: there are more pixels of its colour
 * than in the other one. */
static gboolean
is_mark_left (FlFramesView *view)
{
  GtkWidget *cell = GTK_WIDGET (fl_frames_view_find_cell (view, 0));
  const int width = gtk_widget_get_width (cell);
  cairo_surface_t *surface = draw_as_it_is (cell, width, gtk_widget_get_height (cell));
  GdkRGBA colour;
  int n = 0;

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (cell),
                                                 "accent_bg_color", &colour));
  const guint32 wanted = (guint32) (colour.red * 255) << 16 | (guint32) (colour.green * 255) << 8 |
                         (guint32) (colour.blue * 255);
  for (int y = 0; y < 24; y++)
    for (int x = 0; x < width; x++)
      if (get_pixel (surface, x, y) == wanted)
        n += x < width / 2 ? 1 : -1;
  cairo_surface_destroy (surface);
  g_assert_cmpint (ABS (n), >, 50);
  return n > 0;
}

/* The grid: the mark is where lines end, the filters begin where lines begin. */
static void
test_review (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    gtk_widget_set_default_direction (i == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
    FlWindow *window = fixture_open_window (fixture, 400, 700);
    fixture_open_project (fixture, window);
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "review");
    fixture_draw (GTK_WIDGET (window));
    FlFramesView *view =
      FL_FRAMES_VIEW (fixture_find (GTK_WIDGET (window), FL_TYPE_FRAMES_VIEW, NULL, NULL));
    fixture_wait ("there are pictures", has_cell, view);
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (view->selection), 0, TRUE);
    fixture_draw (GTK_WIDGET (window));
    g_assert_true (is_mark_left (view) == (i == 1));
    if (i == 1)
      fixture_wait ("the first filter is seen", is_at_start, get_scrolling (view));
    fixture_close_window (window);
  }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/app/direction/echo", test_echo);
  g_test_add_func ("/app/direction/bar", test_bar);
  g_test_add_func ("/app/direction/ruler", test_ruler);
  g_test_add ("/app/direction/review", Fixture, NULL, fixture_set_up, test_review,
              fixture_tear_down);
  return fixture_run ();
}
