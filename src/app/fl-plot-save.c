/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a plot: the same drawing as on the screen, replayed to a surface of another kind. */
#include "app/fl-plot-save.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "app/fl-plot-private.h"

#define WIDTH_PX  640
#define MARGIN_PX 24
#define PNG_SCALE 2

const char *
fl_plot_format_get_name (FlPlotFormat format)
{
  static const char *const names[] =
    {[FL_PLOT_SVG] = "svg", [FL_PLOT_PNG] = "png", [FL_PLOT_CSV] = "csv"};

  return names[format];
}

/* All of it as one node, and how tall that is. */
static GskRenderNode *
draw_node (const FlPlot *self, PangoContext *pango, int *out_height)
{
  const FlPlotStyle style = {.pango = pango,
                             .text = {0.1f, 0.1f, 0.1f, 1},
                             .accent = {0.1f, 0.37f, 0.71f, 1}};
  const GdkRGBA white = {1, 1, 1, 1};
  const int width = WIDTH_PX - 2 * MARGIN_PX;
  const int height = fl_plot_measure (self, &style, width);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_auto (FlPen) pen;

  fl_pen_init (&pen, &style, snapshot, width);
  const float title = 2 * pen.line;
  *out_height = height + (int) title + 2 * MARGIN_PX;
  gtk_snapshot_append_color (snapshot, &white,
                             &GRAPHENE_RECT_INIT (0, 0, WIDTH_PX, (float) *out_height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN_PX, MARGIN_PX));
  fl_pen_write (&pen, self->title, &GRAPHENE_RECT_INIT (0, 0, pen.width, pen.line), 0, FALSE);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, title));
  fl_plot_draw (self, &style, snapshot, width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

static cairo_status_t
append (void *data, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (data, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

static void
replay (GskRenderNode *node, cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
}

static void
draw_svg (GskRenderNode *node, int height, GByteArray *out)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, out, WIDTH_PX, height);

  replay (node, surface);
  cairo_surface_destroy (surface);
}

static void
draw_png (GskRenderNode *node, int height, GByteArray *out)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, PNG_SCALE * WIDTH_PX, PNG_SCALE * height);

  cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
  replay (node, surface);
  (void) cairo_surface_write_to_png_stream (surface, append, out);
  cairo_surface_destroy (surface);
}

static void
draw_picture (const FlPlot *self, PangoContext *pango, FlPlotFormat format, GByteArray *out)
{
  int height = 0;
  g_autoptr (GskRenderNode) node = draw_node (self, pango, &height);

  if (format == FL_PLOT_SVG)
    draw_svg (node, height, out);
  else
    draw_png (node, height, out);
}

/* In memory nothing fails. */
static void
write_table (const FlPlot *self, GByteArray *out)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  (void) fl_plot_write_csv (self, stream, NULL);
  g_byte_array_append (out, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                       (guint) g_memory_output_stream_get_data_size (
                         G_MEMORY_OUTPUT_STREAM (stream)));
}

gboolean
fl_plot_save (const FlPlot *self,
              PangoContext *pango,
              FlPlotFormat format,
              const char *path,
              GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GError) failure = NULL;

  if (format == FL_PLOT_CSV)
    write_table (self, content);
  else
    draw_picture (self, pango, format, content);
  if (g_file_set_contents (path, (const char *) content->data, content->len, &failure))
    return TRUE;
  /* Translators: why the file system refuses a file. */
  g_set_error (error, failure->domain, failure->code,
               _ ("Cannot save the plot: %s; choose another place"), failure->message);
  return FALSE;
}
