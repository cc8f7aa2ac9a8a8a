/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the project: which view is shown, and where keys answer. */
#include "app/fl-examples-dialog.h"
#include "app/fl-window-private.h"
#include "session/fl-session-places.h"

void
fl_window_ask_about (FlWindow *self, FlStream *stream)
{
  (void) fl_session_ask_about (self->session, stream);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  fl_window_show_view (self, "label");
}

static void
on_timeline_activated (FlWindow *self, FlStream *stream, gint64 frame)
{
  fl_session_ask (self->session, stream, frame);
  fl_window_show_view (self, "label");
}

static void
on_frame_activated (FlWindow *self, FlItem *item)
{
  on_timeline_activated (self, fl_item_get_stream (item), fl_item_get_frame (item));
}

static void
on_frames_activated (FlWindow *self, GArray *refs, const char *title)
{
  fl_review_page_show_frames (self->review, refs, title);
  fl_window_show_view (self, "review");
}

void
fl_window_show_examples (FlWindow *self)
{
  FlExamplesDialog *dialog = fl_examples_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "frame-activated", G_CALLBACK (on_timeline_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fl_window_bind_views (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_frames_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_activated);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_stream_activated",
                                                G_CALLBACK (fl_window_ask_about));
  gtk_widget_class_bind_template_callback (widget_class, on_timeline_activated);
}

void
fl_window_show_view (FlWindow *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->views, name);
  fl_window_take_focus (self);
}

void
fl_window_take_focus (FlWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  const char *view = adw_view_stack_get_visible_child_name (self->views);

  if (g_str_equal (page, "first-class"))
    fl_first_class_page_take_focus (self->first_class);
  else if (!g_str_equal (page, "label"))
    return;
  else if (g_str_equal (view, "groups"))
    fl_groups_page_take_focus (self->groups);
  else if (g_str_equal (view, "review"))
    fl_review_page_take_focus (self->review);
  else if (g_str_equal (view, "timeline"))
    fl_timeline_page_take_focus (self->timeline);
  else if (g_str_equal (view, "insights"))
    fl_insights_page_take_focus (self->insights);
  else
    fl_label_page_take_focus (self->label);
}
