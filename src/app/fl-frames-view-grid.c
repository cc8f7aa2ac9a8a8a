/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid: cells, how large they are, and which of them have their pictures fetched. A thumbnail takes
 * milliseconds, so that of the thousands that a hand scrolls past only those are fetched at which it comes
 * to rest. */
#include "app/fl-frames-view-private.h"

/* How often it is looked where the grid is. */
#define LOAD_MS 40
/* Further than that share of a page in that time is too fast to see anything. */
#define FAST 0.5

/* Of style.css: at the sides of the grid, and between two cells. */
#define MARGINS_PX 18
#define GAP_PX     6

static const int widths_px[FL_FRAMES_N_SIZES] = {112, 176, 288};

static FlReviewCell *
get_cell (GtkWidget *place)
{
  GtkWidget *cell = gtk_widget_get_first_child (place);

  return FL_IS_REVIEW_CELL (cell) ? FL_REVIEW_CELL (cell) : NULL;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  FlFramesView *self = data;

  gtk_list_item_set_child (list_item,
                           fl_review_cell_new (self->session, list_item, widths_px[self->size]));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  fl_review_cell_bind (FL_REVIEW_CELL (gtk_list_item_get_child (list_item)));
  fl_frames_view_load_soon (data);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  fl_review_cell_unbind (FL_REVIEW_CELL (gtk_list_item_get_child (list_item)));
}

/* Those that can be seen, and half a page to each side. */
static void
load (FlFramesView *self)
{
  GtkWidget *grid = GTK_WIDGET (self->grid);
  const double page = gtk_widget_get_height (grid);
  graphene_rect_t bounds;

  for (GtkWidget *each = gtk_widget_get_first_child (grid); each != NULL;
       each = gtk_widget_get_next_sibling (each)) {
    FlReviewCell *cell = get_cell (each);
    if (cell == NULL || !gtk_widget_compute_bounds (each, grid, &bounds))
      continue;
    const double top = (double) bounds.origin.y;
    if (top + (double) bounds.size.height > -page / 2 && top < page * 3 / 2)
      fl_review_cell_load (cell);
  }
}

static gboolean
on_load_time (gpointer data)
{
  FlFramesView *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  const double at = gtk_adjustment_get_value (adjustment);
  const double moved = at - self->loaded_at;

  self->loaded_at = at;
  if (ABS (moved) > FAST * gtk_adjustment_get_page_size (adjustment))
    return G_SOURCE_CONTINUE;
  self->load_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

void
fl_frames_view_load_soon (FlFramesView *self)
{
  if (self->load_source == 0)
    self->load_source = g_timeout_add (LOAD_MS, on_load_time, self);
}

static gboolean
on_columns_time (gpointer data)
{
  FlFramesView *self = data;
  const int width = gtk_widget_get_width (GTK_WIDGET (self->scroller));

  self->columns_source = 0;
  gtk_grid_view_set_max_columns (self->grid, (guint) MAX (1, (width - MARGINS_PX) /
                                                               (widths_px[self->size] + GAP_PX)));
  return G_SOURCE_REMOVE;
}

/* Not while a layout is made. */
void
fl_frames_view_fit_columns (FlFramesView *self)
{
  if (self->columns_source == 0)
    self->columns_source = g_idle_add_full (G_PRIORITY_HIGH, on_columns_time, self, NULL);
}

void
fl_frames_view_set_size (FlFramesView *self, int size)
{
  FlReviewCell *focused = fl_review_cell_find_focused (GTK_WIDGET (self->grid));

  self->size = (guint) CLAMP (size, 0, FL_FRAMES_N_SIZES - 1);
  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    if (get_cell (each) != NULL)
      fl_review_cell_set_width (get_cell (each), widths_px[self->size]);
  fl_frames_view_fit_columns (self);
  if (focused != NULL)
    fl_frames_view_focus (self, fl_review_cell_get_position (focused));
  fl_frames_view_load_soon (self);
}

FlReviewCell *
fl_frames_view_find_cell (FlFramesView *self, guint place)
{
  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    if (get_cell (each) != NULL && fl_review_cell_get_position (get_cell (each)) == place)
      return get_cell (each);
  return NULL;
}

void
fl_frames_view_update_cells (FlFramesView *self)
{
  /* An answer on another page does not wait for them. */
  self->are_cells_stale = !gtk_widget_get_mapped (GTK_WIDGET (self->grid));
  if (self->are_cells_stale)
    return;
  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    if (get_cell (each) != NULL)
      fl_review_cell_update (get_cell (each));
}

/* The page may be shown, and the grid only when there is something to show in it. */
static void
on_grid_map (FlFramesView *self)
{
  if (self->are_cells_stale)
    fl_frames_view_update_cells (self);
}

void
fl_frames_view_init_grid (FlFramesView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  g_signal_connect_object (self->grid, "map", G_CALLBACK (on_grid_map), self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (fl_frames_view_load_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed",
                           G_CALLBACK (fl_frames_view_fit_columns), self, G_CONNECT_SWAPPED);
}

void
fl_frames_view_end_grid (FlFramesView *self)
{
  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_handle_id (&self->columns_source, g_source_remove);
}
