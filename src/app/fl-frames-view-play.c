/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playing the frame that has the focus: the samples around it, over and over, until the next key. */
#include "app/fl-frames-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-moving-thumb.h"
#include "session/fl-session-sweeps.h"

/* As long before as after it. */
#define AROUND_S   2.5
#define N_PICTURES 10
#define TICK_MS    (1000 / N_PICTURES)
#define WIDTH_PX   320

/* One that plays; it goes with its popover. */
typedef struct {
  GtkPopover *popover;
  FlMovingThumb *thumb;
  guint source;
  guint tick;
} Playing;

static gboolean
on_tick (gpointer data)
{
  Playing *self = data;

  fl_moving_thumb_turn (self->thumb, ++self->tick);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_key_pressed (Playing *self)
{
  gtk_popover_popdown (self->popover);
  return GDK_EVENT_STOP;
}

void
fl_frames_view_end_play (FlFramesView *self)
{
  g_clear_pointer (&self->playing, gtk_widget_unparent);
}

static gboolean
end_play (gpointer data)
{
  fl_frames_view_end_play (data);
  return G_SOURCE_REMOVE;
}

/* Not within what it is telling. */
static void
on_closed (FlFramesView *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, end_play, g_object_ref (self), g_object_unref);
}

static void
free_playing (gpointer data, GClosure *closure)
{
  Playing *self = data;

  g_source_remove (self->source);
  g_free (self);
}

static GArray *
list_around (FlItem *item)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const double at_s = fl_stream_get_time_s (stream, frame);
  FlSheetTile tile = {.stream = stream, .frames = {.first = frame, .last = frame}};

  for (guint i = 0; i < fl_stream_get_n_samples (stream); i++) {
    const gint64 sample = fl_stream_get_sample (stream, i);
    if (fabs (fl_stream_get_time_s (stream, sample) - at_s) > AROUND_S)
      continue;
    tile.frames.first = MIN (tile.frames.first, sample);
    tile.frames.last = MAX (tile.frames.last, sample);
  }
  return fl_sheet_tile_list_frames (&tile, N_PICTURES);
}

static GtkPopover *
create_popover (FlFramesView *self, FlReviewCell *cell, GtkWidget *thumb)
{
  GtkWidget *popover = gtk_popover_new ();
  graphene_rect_t place;

  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_widget_set_size_request (thumb, WIDTH_PX, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), thumb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Playing"), -1);
  if (gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle){(int) place.origin.x, (int) place.origin.y,
                                                 (int) place.size.width, (int) place.size.height});
  return GTK_POPOVER (popover);
}

void
fl_frames_view_play (FlFramesView *self, FlReviewCell *cell)
{
  FlItem *item = fl_review_cell_get_item (cell);
  GtkWidget *thumb = fl_moving_thumb_new (fl_session_get_frame_loader (self->session),
                                          fl_item_get_stream (item), list_around (item));
  GtkEventController *keys = gtk_event_controller_key_new ();
  Playing *playing = g_new0 (Playing, 1);

  fl_frames_view_end_play (self);
  playing->popover = create_popover (self, cell, thumb);
  playing->thumb = FL_MOVING_THUMB (thumb);
  playing->source = g_timeout_add (TICK_MS, on_tick, playing);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (on_key_pressed), playing, free_playing,
                         G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (playing->popover), keys);
  g_signal_connect_swapped (playing->popover, "closed", G_CALLBACK (on_closed), self);
  self->playing = GTK_WIDGET (playing->popover);
  gtk_popover_popup (playing->popover);
}
