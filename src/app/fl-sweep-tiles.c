/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tile has the focus, which are marked, and whether all of them were seen. */
#include "app/fl-sweep-tiles.h"

#include "app/fl-sweep-tile.h"

#define N_COLUMNS        6
#define N_NARROW_COLUMNS 3
#define NARROW_PX        560
#define TICK_MS          (1000 / FL_SWEEP_TILE_TICKS_S)

struct _FlSweepTiles {
  GtkWidget parent_instance;
  GtkFlowBox *box;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (FlSweepTiles, fl_sweep_tiles, GTK_TYPE_WIDGET)

enum {
  SIGNAL_MARKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* %NULL behind the last one. */
static FlSweepTile *
get_tile (FlSweepTiles *self, int i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->box, i);

  return child != NULL ? FL_SWEEP_TILE (gtk_flow_box_child_get_child (child)) : NULL;
}

/* Place of the tile that has the focus, -1 when none has. */
static int
find_focus (FlSweepTiles *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  FlSweepTile *tile;

  for (int i = 0; focus != NULL && (tile = get_tile (self, i)) != NULL; i++)
    if (GTK_WIDGET (tile) == focus)
      return i;
  return -1;
}

static gboolean
on_tick (gpointer data)
{
  FlSweepTile *tile;

  for (int i = 0; (tile = get_tile (data, i)) != NULL; i++)
    fl_sweep_tile_play (tile);
  return G_SOURCE_CONTINUE;
}

static void
on_tile_marked (FlSweepTiles *self)
{
  g_signal_emit (self, signals[SIGNAL_MARKED], 0);
}

static void
add_tile (FlSweepTiles *self, FlFrameLoader *loader, const FlSheetTile *tile, guint place)
{
  GtkWidget *shown = fl_sweep_tile_new (loader, tile, place);

  g_signal_connect_object (shown, "marked", G_CALLBACK (on_tile_marked), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->box, shown);
  gtk_widget_set_focusable (gtk_widget_get_parent (shown), FALSE);
}

void
fl_sweep_tiles_show (FlSweepTiles *self, FlFrameLoader *loader, const FlSheet *sheet)
{
  GtkFlowBoxChild *child;

  g_return_if_fail (FL_IS_SWEEP_TILES (self));

  while ((child = gtk_flow_box_get_child_at_index (self->box, 0)) != NULL)
    gtk_flow_box_remove (self->box, GTK_WIDGET (child));
  for (guint i = 0; sheet != NULL && i < sheet->tiles->len; i++)
    add_tile (self, loader, &g_array_index (sheet->tiles, FlSheetTile, i), i);
}

GArray *
fl_sweep_tiles_list_marks (FlSweepTiles *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), NULL);

  GArray *marks = g_array_new (FALSE, FALSE, sizeof (FlSheetMark));
  FlSweepTile *tile;
  FlSheetMark mark;
  for (int i = 0; (tile = get_tile (self, i)) != NULL; i++)
    if (fl_sweep_tile_get_mark (tile, &mark))
      g_array_append_val (marks, mark);
  return marks;
}

guint
fl_sweep_tiles_count_left_s (FlSweepTiles *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), 0);

  guint n_left = 0;
  FlSweepTile *tile;
  for (int i = 0; (tile = get_tile (self, i)) != NULL; i++)
    n_left = MAX (n_left, fl_sweep_tile_count_left (tile));
  return (n_left + FL_SWEEP_TILE_TICKS_S - 1) / FL_SWEEP_TILE_TICKS_S;
}

gboolean
fl_sweep_tiles_find_missing (FlSweepTiles *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), FALSE);

  FlSweepTile *tile;
  for (int i = 0; (tile = get_tile (self, i)) != NULL; i++)
    if (fl_sweep_tile_is_missing (tile)) {
      gtk_widget_grab_focus (GTK_WIDGET (tile));
      return TRUE;
    }
  return FALSE;
}

gboolean
fl_sweep_tiles_has_focus (FlSweepTiles *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), FALSE);
  return find_focus (self) >= 0;
}

gboolean
fl_sweep_tiles_take_focus (FlSweepTiles *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), FALSE);

  FlSweepTile *first = get_tile (self, 0);
  if (first != NULL && find_focus (self) < 0)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  return first != NULL;
}

void
fl_sweep_tiles_mark (FlSweepTiles *self)
{
  g_return_if_fail (FL_IS_SWEEP_TILES (self));

  const int place = find_focus (self);
  if (place < 0)
    return;
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (get_tile (self, place));
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

/* Arrow keys, for the boxes of a flow box would take the focus between two tiles. */
static int
find_step (FlSweepTiles *self, guint keyval)
{
  const int n_columns = (int) gtk_flow_box_get_max_children_per_line (self->box);

  return keyval == GDK_KEY_Left    ? -1
         : keyval == GDK_KEY_Right ? 1
         : keyval == GDK_KEY_Up    ? -n_columns
         : keyval == GDK_KEY_Down  ? n_columns
                                   : 0;
}

gboolean
fl_sweep_tiles_press (FlSweepTiles *self, guint keyval)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILES (self), FALSE);

  const int place = find_focus (self);
  const int step = find_step (self, keyval);
  if (place < 0 || (step == 0 && keyval != GDK_KEY_comma && keyval != GDK_KEY_period))
    return FALSE;
  FlSweepTile *tile = get_tile (self, place);
  FlSweepTile *other = step != 0 && place + step >= 0 ? get_tile (self, place + step) : NULL;
  if (other != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (other));
  else if (step == 0 && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile)) &&
           fl_sweep_tile_is_loaded (tile))
    fl_sweep_tile_step (tile, keyval == GDK_KEY_comma ? -1 : 1);
  else if (keyval == GDK_KEY_period)
    fl_sweep_tile_toggle_unsure (tile);
  return TRUE;
}

static void
fl_sweep_tiles_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fl_sweep_tiles_parent_class)->map (widget);
  FL_SWEEP_TILES (widget)->tick_id = g_timeout_add (TICK_MS, on_tick, widget);
}

static void
fl_sweep_tiles_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FL_SWEEP_TILES (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (fl_sweep_tiles_parent_class)->unmap (widget);
}

static GtkSizeRequestMode
fl_sweep_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_sweep_tiles_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FL_SWEEP_TILES (widget)->box), orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static void
fl_sweep_tiles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlSweepTiles *self = FL_SWEEP_TILES (widget);
  const guint n_columns = width < NARROW_PX ? N_NARROW_COLUMNS : N_COLUMNS;

  if (gtk_flow_box_get_max_children_per_line (self->box) != n_columns)
    gtk_flow_box_set_max_children_per_line (self->box, n_columns);
  gtk_widget_allocate (GTK_WIDGET (self->box), width, height, baseline, NULL);
}

static void
fl_sweep_tiles_dispose (GObject *object)
{
  FlSweepTiles *self = FL_SWEEP_TILES (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->box)));
  G_OBJECT_CLASS (fl_sweep_tiles_parent_class)->dispose (object);
}

static void
fl_sweep_tiles_class_init (FlSweepTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_sweep_tiles_dispose;
  widget_class->map = fl_sweep_tiles_map;
  widget_class->unmap = fl_sweep_tiles_unmap;
  widget_class->get_request_mode = fl_sweep_tiles_get_request_mode;
  widget_class->measure = fl_sweep_tiles_measure;
  widget_class->size_allocate = fl_sweep_tiles_size_allocate;
  signals[SIGNAL_MARKED] = g_signal_new ("marked", FL_TYPE_SWEEP_TILES, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
fl_sweep_tiles_init (FlSweepTiles *self)
{
  self->box = GTK_FLOW_BOX (g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE,
                                          "homogeneous", TRUE, "min-children-per-line",
                                          N_NARROW_COLUMNS, "max-children-per-line", N_COLUMNS,
                                          "column-spacing", 2, "row-spacing", 2, NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}
