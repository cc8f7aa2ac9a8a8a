/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of a sheet. Nothing on it tells why it is there. */
#include "app/fl-sweep-tile.h"

#include <glib/gi18n.h>

#include "app/fl-moving-thumb.h"

struct _FlSweepTile {
  GtkToggleButton parent_instance;
  FlMovingThumb *thumb;
  GtkWidget *mark;
  guint place;
  gboolean is_unsure;
};

G_DEFINE_FINAL_TYPE (FlSweepTile, fl_sweep_tile, GTK_TYPE_TOGGLE_BUTTON)

enum {
  SIGNAL_MARKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_mark (FlSweepTile *self)
{
  const gboolean is_hit = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));
  g_autofree char *label =
    /* Translators: what a screen reader calls a small moving picture; the number is its place. */
    self->is_unsure ? g_strdup_printf (_ ("Tile %u, unsure"), self->place + 1)
                    : g_strdup_printf (_ ("Tile %u"), self->place + 1);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), self->is_unsure ? "dialog-question-symbolic"
                                                                        : "object-select-symbolic");
  gtk_widget_set_visible (self->mark, is_hit || self->is_unsure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_emit (self, signals[SIGNAL_MARKED], 0);
}

static void
on_active_changed (FlSweepTile *self)
{
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    self->is_unsure = FALSE;
  show_mark (self);
}

static void
fl_sweep_tile_class_init (FlSweepTileClass *klass)
{
  signals[SIGNAL_MARKED] = g_signal_new ("marked", FL_TYPE_SWEEP_TILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
fl_sweep_tile_init (FlSweepTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->mark = gtk_image_new ();
  gtk_widget_set_halign (self->mark, GTK_ALIGN_END);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_START);
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_widget_add_css_class (self->mark, "hit-mark");
  gtk_widget_add_css_class (GTK_WIDGET (self), "picture-button");
  gtk_widget_add_css_class (GTK_WIDGET (self), "sweep-tile");
  g_signal_connect (self, "notify::active", G_CALLBACK (on_active_changed), NULL);
  /* Who has no keys at hand. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (fl_sweep_tile_toggle_unsure), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
fl_sweep_tile_new (FlFrameLoader *loader, const FlSheetTile *tile, guint place)
{
  FlSweepTile *self = g_object_new (FL_TYPE_SWEEP_TILE, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *thumb = fl_moving_thumb_new (loader, tile->stream,
                                          fl_sheet_tile_list_frames (tile, FL_SHEET_TILE_PICTURES));

  self->place = place;
  self->thumb = FL_MOVING_THUMB (thumb);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumb);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->mark);
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  show_mark (self);
  return GTK_WIDGET (self);
}

void
fl_sweep_tile_play (FlSweepTile *self, guint tick)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const guint n = fl_moving_thumb_get_n (self->thumb);
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    fl_moving_thumb_turn (self->thumb, tick % FL_SHEET_TILE_PICTURES * n / FL_SHEET_TILE_PICTURES);
}

void
fl_sweep_tile_step (FlSweepTile *self, int by)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const int n = (int) fl_moving_thumb_get_n (self->thumb);
  const int place = (int) fl_moving_thumb_get_place (self->thumb) + by;
  fl_moving_thumb_turn (self->thumb, (guint) ((place % n + n) % n));
}

void
fl_sweep_tile_toggle_unsure (FlSweepTile *self)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  self->is_unsure = !self->is_unsure;
  if (self->is_unsure && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), FALSE); /* It shows the mark. */
  else
    show_mark (self);
}

gboolean
fl_sweep_tile_get_mark (FlSweepTile *self, FlSheetMark *out)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), FALSE);

  *out = (FlSheetMark){.tile = self->place,
                       .frame = self->is_unsure ? -1 : fl_moving_thumb_get_frame (self->thumb),
                       .is_unsure = self->is_unsure};
  return self->is_unsure || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));
}

gboolean
fl_sweep_tile_is_loaded (FlSweepTile *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), FALSE);
  return fl_moving_thumb_is_loaded (self->thumb);
}
