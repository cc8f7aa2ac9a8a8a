/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where letters go from right to left, what is drawn by hand can be read as well. */
#include "app/fl-echo.h"

#define WIDTH_PX 400

/* Draws the chip as wide as a window would. */
static cairo_surface_t *
draw (GtkWidget *echo, int height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH_PX, height);
  cairo_t *cairo = cairo_create (surface);

  gtk_widget_size_allocate (echo, &(GtkAllocation){0, 0, WIDTH_PX, height}, -1);
  GTK_WIDGET_GET_CLASS (echo)->snapshot (echo, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
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

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);

  g_test_add_func ("/app/direction/echo", test_echo);
  return g_test_run ();
}
