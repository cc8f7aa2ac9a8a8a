/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that can be pointed at, by mouse or keyboard. */
#include "app/fl-picture-button.h"

#include <glib/gi18n.h>

#include "app/fl-thumb.h"
#include "base/fl-time.h"

#define ITEM "fl-item"

GtkWidget *
fl_picture_button_new (FlFrameLoader *loader, FlItem *item, int height_px)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  g_autofree char *time = fl_time_format_position (fl_stream_get_time_s (stream, frame));
  /* Translators: what a picture is of: the name of a video, and a time in it. */
  g_autofree char *label = g_strdup_printf (_ ("%1$s at %2$s"), fl_stream_get_name (stream), time);
  FlThumb *thumb = g_object_new (FL_TYPE_THUMB, "natural-height", height_px, NULL);
  GtkWidget *button = gtk_button_new ();

  fl_thumb_set_loader (thumb, loader);
  fl_thumb_show (thumb, stream, frame);
  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (thumb));
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "picture-button");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), ITEM, g_object_ref (item), g_object_unref);
  return button;
}

FlItem *
fl_picture_button_get_item (GtkWidget *widget)
{
  return widget != NULL ? g_object_get_data (G_OBJECT (widget), ITEM) : NULL;
}
