/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of a sheet. Nothing on it tells why it is there. */
#include "app/fl-sweep-tile.h"

#include <glib/gi18n.h>

#include "app/fl-moving-thumb.h"

struct _FlSweepTile {
  GtkToggleButton parent_instance;
  FlMovingThumb *thumb;
  GtkWidget *mark;
};

G_DEFINE_FINAL_TYPE (FlSweepTile, fl_sweep_tile, GTK_TYPE_TOGGLE_BUTTON)

static void
on_active_changed (FlSweepTile *self)
{
  gtk_widget_set_visible (self->mark, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)));
}

static void
fl_sweep_tile_class_init (FlSweepTileClass *klass)
{
}

static void
fl_sweep_tile_init (FlSweepTile *self)
{
  self->mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_halign (self->mark, GTK_ALIGN_END);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_START);
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_widget_add_css_class (self->mark, "hit-mark");
  gtk_widget_add_css_class (GTK_WIDGET (self), "picture-button");
  gtk_widget_add_css_class (GTK_WIDGET (self), "sweep-tile");
  g_signal_connect (self, "notify::active", G_CALLBACK (on_active_changed), NULL);
}

GtkWidget *
fl_sweep_tile_new (FlFrameLoader *loader, const FlSheetTile *tile, guint place)
{
  FlSweepTile *self = g_object_new (FL_TYPE_SWEEP_TILE, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  /* Translators: what a screen reader calls a small moving picture; the number is its place. */
  g_autofree char *label = g_strdup_printf (_ ("Tile %u"), place + 1);
  GtkWidget *thumb = fl_moving_thumb_new (loader, tile->stream,
                                          fl_sheet_tile_list_frames (tile, FL_SWEEP_TILE_PICTURES));

  self->thumb = FL_MOVING_THUMB (thumb);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumb);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->mark);
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
fl_sweep_tile_play (FlSweepTile *self, guint tick)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const guint n = fl_moving_thumb_get_n (self->thumb);
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    fl_moving_thumb_turn (self->thumb, tick % FL_SWEEP_TILE_PICTURES * n / FL_SWEEP_TILE_PICTURES);
}

void
fl_sweep_tile_step (FlSweepTile *self, int by)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const int n = (int) fl_moving_thumb_get_n (self->thumb);
  const int place = (int) fl_moving_thumb_get_place (self->thumb) + by;
  fl_moving_thumb_turn (self->thumb, (guint) ((place % n + n) % n));
}

gint64
fl_sweep_tile_get_frame (FlSweepTile *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), -1);
  return fl_moving_thumb_get_frame (self->thumb);
}

gboolean
fl_sweep_tile_is_loaded (FlSweepTile *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), FALSE);
  return fl_moving_thumb_is_loaded (self->thumb);
}
