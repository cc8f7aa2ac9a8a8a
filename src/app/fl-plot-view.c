/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plot as a widget: colours of the theme, words for a screen reader, cells that can be opened. */
#include "app/fl-plot-view.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/fl-palette.h"
#include "app/fl-plot-draw.h"

struct _FlPlotView {
  GtkWidget parent_instance;
  FlPlot *plot; /* (nullable) */
  guint row;    /* of the cell that the keys are at */
  guint column;
};

G_DEFINE_FINAL_TYPE (FlPlotView, fl_plot_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CELL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
has_cells (FlPlotView *self)
{
  return self->plot != NULL && self->plot->kind == FL_PLOT_MATRIX && self->plot->rows->len > 0 &&
         self->plot->columns->len > 0;
}

static FlPlotStyle
get_style (FlPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  FlPlotStyle style = {.pango = gtk_widget_get_pango_context (widget),
                       .is_dark = fl_palette_is_dark (),
                       .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL};

  gtk_style_context_get_color (context, &style.text);
  if (!gtk_style_context_lookup_color (context, "accent_color", &style.accent))
    style.accent = style.text;
  return style;
}

static char *
dup_cell_text (FlPlotView *self, guint row, guint column)
{
  const FlPlotRow *at = self->plot->rows->pdata[row];
  const FlPlotColumn *over = self->plot->columns->pdata[column];
  g_autofree char *n = g_strdup_printf ("%'" PRIu64, fl_plot_get_value (self->plot, row, column));

  /* Translators: a cell of a table: what its rows are and the row; what its columns are and the
   * column; a number. Such as “You said Bird, the machine said Nothing: 3”. */
  return g_strdup_printf (_ ("%1$s %2$s, %3$s %4$s: %5$s"), self->plot->row_title, at->name,
                          self->plot->column_title, over->name, n);
}

/* What a screen reader says: the title, all numbers, and the cell that the keys are at. */
static void
update_words (FlPlotView *self)
{
  g_autofree char *all = self->plot != NULL ? fl_plot_dup_text (self->plot) : g_strdup ("");
  g_autofree char *cell = has_cells (self) ? dup_cell_text (self, self->row, self->column) : NULL;
  const char *title = self->plot != NULL ? self->plot->title : "";
  g_autofree char *label =
    /* Translators: the title of a plot, and its cell that the keys are at. */
    cell != NULL ? g_strdup_printf (_ ("%1$s · %2$s"), title, cell) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

static void
go_to (FlPlotView *self, guint row, guint column)
{
  self->row = row;
  self->column = column;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
activate_cell (FlPlotView *self)
{
  g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0, self->row, self->column);
}

/* To the cell that is so far away, if there is one: at the edge the keys stay. */
static void
step (FlPlotView *self, int rows, int columns)
{
  const int row = (int) self->row + rows;
  const int column = (int) self->column + columns;

  if (row >= 0 && row < (int) self->plot->rows->len && column >= 0 &&
      column < (int) self->plot->columns->len)
    go_to (self, (guint) row, (guint) column);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FlPlotView *self = data;
  const int ahead = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (!has_cells (self) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    activate_cell (self);
    return GDK_EVENT_STOP;
  case GDK_KEY_Left:
    step (self, 0, -ahead);
    return GDK_EVENT_STOP;
  case GDK_KEY_Right:
    step (self, 0, ahead);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
    step (self, -1, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
    step (self, 1, 0);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
find_cell (FlPlotView *self, double x, double y, guint *row, guint *column)
{
  const FlPlotStyle style = get_style (self);
  const graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);

  return has_cells (self) &&
         fl_plot_find_cell (self->plot, &style, gtk_widget_get_width (GTK_WIDGET (self)), &at, row,
                            column);
}

static void
on_released (GtkGestureClick *gesture, int n, double x, double y, gpointer data)
{
  FlPlotView *self = data;
  guint row;
  guint column;

  if (!find_cell (self, x, y, &row, &column))
    return;
  go_to (self, row, column);
  activate_cell (self);
}

static gboolean
fl_plot_view_query_tooltip (GtkWidget *widget,
                            int x,
                            int y,
                            gboolean is_by_key,
                            GtkTooltip *tooltip)
{
  FlPlotView *self = FL_PLOT_VIEW (widget);
  guint row = self->row;
  guint column = self->column;

  if (!has_cells (self) || (!is_by_key && !find_cell (self, x, y, &row, &column)))
    return FALSE;
  g_autofree char *text = dup_cell_text (self, row, column);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fl_plot_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlPlotView *self = FL_PLOT_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  graphene_rect_t place;
  GskRoundedRect shape;

  if (self->plot == NULL)
    return;
  const FlPlotStyle style = get_style (self);
  const GdkRGBA line = style.accent;
  fl_plot_draw (self->plot, &style, snapshot, width, gtk_widget_get_height (widget));
  if (!has_cells (self) || !gtk_widget_has_focus (widget))
    return;
  fl_plot_get_cell (self->plot, &style, width, self->row, self->column, &place);
  gsk_rounded_rect_init_from_rect (&shape, &place, 3);
  gtk_snapshot_append_border (snapshot, &shape, (const float[4]){3, 3, 3, 3},
                              (const GdkRGBA[4]){line, line, line, line});
}

static GtkSizeRequestMode
fl_plot_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_plot_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  FlPlotView *self = FL_PLOT_VIEW (widget);
  const FlPlotStyle style = get_style (self);

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->plot != NULL)
    *minimum = fl_plot_measure (self->plot, &style, MAX (for_size, 1));
  *natural = *minimum;
}

static void
fl_plot_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fl_plot_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
fl_plot_view_finalize (GObject *object)
{
  g_clear_pointer (&FL_PLOT_VIEW (object)->plot, fl_plot_free);
  G_OBJECT_CLASS (fl_plot_view_parent_class)->finalize (object);
}

static void
fl_plot_view_class_init (FlPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fl_plot_view_finalize;
  widget_class->snapshot = fl_plot_view_snapshot;
  widget_class->get_request_mode = fl_plot_view_get_request_mode;
  widget_class->measure = fl_plot_view_measure;
  widget_class->query_tooltip = fl_plot_view_query_tooltip;
  widget_class->css_changed = fl_plot_view_css_changed;
  signals[SIGNAL_CELL_ACTIVATED] =
    g_signal_new ("cell-activated", FL_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_plot_view_init (FlPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

void
fl_plot_view_set_plot (FlPlotView *self, FlPlot *plot)
{
  g_return_if_fail (FL_IS_PLOT_VIEW (self));

  g_clear_pointer (&self->plot, fl_plot_free);
  self->plot = plot;
  if (has_cells (self)) {
    self->row = MIN (self->row, plot->rows->len - 1);
    self->column = MIN (self->column, plot->columns->len - 1);
  }
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const FlPlot *
fl_plot_view_get_plot (FlPlotView *self)
{
  g_return_val_if_fail (FL_IS_PLOT_VIEW (self), NULL);
  return self->plot;
}
