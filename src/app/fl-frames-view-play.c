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
#define PLAYING    "fl-playing"

/* One that plays; it goes with its popover. */
typedef struct {
  FlMovingThumb *thumb;
  FlPageKeys *keys;
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

/* The next key, not the one that is still held; the view is told, for it is held on when this is gone.
 * A modifier alone is the beginning of a key. */
static gboolean
on_key_pressed (GtkWidget *popover, const FlKeyPress *press)
{
  FlFramesView *view = FL_FRAMES_VIEW (gtk_widget_get_parent (popover));
  Playing *self = g_object_get_data (G_OBJECT (popover), PLAYING);

  if (fl_keys_is_modifier (press->keyval) ||
      fl_page_keys_count (self->keys, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  (void) fl_page_keys_count (view->keys, press);
  gtk_popover_popdown (GTK_POPOVER (popover));
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
free_playing (gpointer data)
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

static GtkWidget *
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
  return popover;
}

void
fl_frames_view_play (FlFramesView *self, FlReviewCell *cell, const FlKeyPress *press)
{
  FlItem *item = fl_review_cell_get_item (cell);
  GtkWidget *thumb = fl_moving_thumb_new (fl_session_get_frame_loader (self->session),
                                          fl_item_get_stream (item), list_around (item));
  Playing *playing = g_new0 (Playing, 1);

  fl_frames_view_end_play (self);
  self->playing = create_popover (self, cell, thumb);
  playing->thumb = FL_MOVING_THUMB (thumb);
  playing->source = g_timeout_add (TICK_MS, on_tick, playing);
  g_object_set_data_full (G_OBJECT (self->playing), PLAYING, playing, free_playing);
  playing->keys = fl_page_keys_new (self->playing, on_key_pressed);
  (void) fl_page_keys_count (playing->keys, press);
  g_signal_connect_swapped (self->playing, "closed", G_CALLBACK (on_closed), self);
  gtk_popover_popup (GTK_POPOVER (self->playing));
}
