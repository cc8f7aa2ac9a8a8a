/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of a sheet. Nothing on it tells why it is there. */
#include "app/fl-sweep-tile.h"

#include <glib/gi18n.h>

#include "app/fl-moving-thumb.h"

/* Pictures that have not come by then may never come. */
#define PATIENCE_TICKS (3 * FL_SWEEP_TILE_TICKS_S)

struct _FlSweepTile {
  GtkToggleButton parent_instance;
  FlMovingThumb *thumb;
  GtkWidget *mark;
  guint place;
  guint tick;     /* of its round */
  guint n_played; /* ticks, since it was shown */
  guint n_waited; /* ticks in a row for a picture that does not come */
  gboolean is_unsure;
};

G_DEFINE_FINAL_TYPE (FlSweepTile, fl_sweep_tile, GTK_TYPE_TOGGLE_BUTTON)

enum {
  SIGNAL_MARKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Of a block with few samples each is shown for longer, so that no round is shorter than a second. */
static guint
count_ticks (FlSweepTile *self)
{
  return MAX (fl_moving_thumb_get_n (self->thumb), FL_SWEEP_TILE_TICKS_S);
}

static gboolean
is_loaded (FlSweepTile *self)
{
  return fl_moving_thumb_has (self->thumb, fl_moving_thumb_get_place (self->thumb));
}

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
  GtkWidget *thumb =
    fl_moving_thumb_new (loader, tile->stream, fl_sheet_tile_list_frames (tile, G_MAXUINT));

  self->place = place;
  self->thumb = FL_MOVING_THUMB (thumb);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumb);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->mark);
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  show_mark (self);
  return GTK_WIDGET (self);
}

/* No picture is passed over: what comes too late, or was not painted yet, is waited for. */
void
fl_sweep_tile_play (FlSweepTile *self)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const guint n_ticks = count_ticks (self);
  const guint next = (self->tick + 1) % n_ticks;
  const guint place = next * fl_moving_thumb_get_n (self->thumb) / n_ticks;
  const gboolean is_hit = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));
  if (!is_loaded (self) || (!is_hit && !fl_moving_thumb_has (self->thumb, place))) {
    self->n_waited++;
    return;
  }
  self->n_waited = 0;
  if (is_hit || !fl_moving_thumb_is_painted (self->thumb))
    return;
  fl_moving_thumb_turn (self->thumb, place);
  self->tick = next;
  self->n_played++;
}

void
fl_sweep_tile_step (FlSweepTile *self, int by)
{
  g_return_if_fail (FL_IS_SWEEP_TILE (self));

  const guint n = fl_moving_thumb_get_n (self->thumb);
  const int sum = (int) fl_moving_thumb_get_place (self->thumb) + by;
  const guint place = (guint) ((sum % (int) n + (int) n) % (int) n);
  fl_moving_thumb_turn (self->thumb, place);
  /* The first tick at which it is shown. */
  self->tick = (place * count_ticks (self) + n - 1) / n;
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
  return is_loaded (self);
}

guint
fl_sweep_tile_count_left (FlSweepTile *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), 0);

  const guint n_ticks = count_ticks (self);
  if (self->is_unsure ||
      (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)) && is_loaded (self)))
    return 0;
  if (self->n_played >= n_ticks)
    return fl_moving_thumb_was_seen (self->thumb) ? 0 : 1;
  return n_ticks - self->n_played;
}

gboolean
fl_sweep_tile_is_missing (FlSweepTile *self)
{
  g_return_val_if_fail (FL_IS_SWEEP_TILE (self), FALSE);
  return !self->is_unsure && self->n_waited >= PATIENCE_TICKS;
}
