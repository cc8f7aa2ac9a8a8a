/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playing the moments around the question in a loop. The clock of the window says which frame it
 * is time for; one that is not decoded in time is passed over. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-label-page-private.h"
#include "session/fl-idle.h"

#define MAX_DOUBLINGS 2

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FlLabelPage *self = data;
  FlStream *stream = fl_item_get_stream (self->item);
  const gint64 now_us = gdk_frame_clock_get_frame_time (clock);

  if (self->tick_us > 0)
    self->played_s += (double) (now_us - self->tick_us) / 1e6 * ldexp (1, self->speed);
  self->tick_us = now_us;
  const gint64 frame = fl_loop_find_frame (&self->loop, stream, self->played_s);
  if (frame == self->frame)
    return G_SOURCE_CONTINUE;
  self->frame = frame;
  fl_session_note_activity (self->session);
  fl_frame_view_show (self->view, stream, frame, FALSE);
  fl_label_page_update_caption (self);
  return G_SOURCE_CONTINUE;
}

void
fl_label_page_stop (FlLabelPage *self)
{
  if (self->tick_id == 0)
    return;
  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static void
play (FlLabelPage *self)
{
  FlStream *stream = fl_item_get_stream (self->item);

  self->loop = fl_loop_around (stream, fl_item_get_frame (self->item));
  self->frame = CLAMP (self->frame, self->loop.frames.first, self->loop.frames.last);
  self->played_s = fl_loop_find_place (&self->loop, stream, self->frame);
  self->tick_us = 0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, self, NULL);
}

void
fl_label_page_play_or_stop (FlLabelPage *self)
{
  if (self->item == NULL || fl_stream_get_n_frames (fl_item_get_stream (self->item)) == 0)
    return;
  if (self->tick_id == 0)
    play (self);
  else
    fl_label_page_look_at (self, fl_item_get_frame (self->item));
}

void
fl_label_page_change_speed (FlLabelPage *self, int doublings)
{
  self->speed = CLAMP (self->speed + doublings, -MAX_DOUBLINGS, MAX_DOUBLINGS);
  /* Translators: how fast a film is played, such as “0.5 ×”. */
  g_autofree char *text = g_strdup_printf (_ ("%g ×"), ldexp (1, self->speed));
  fl_label_page_say (self, text);
}
