/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the timeline page does to labels: giving a range a class, and giving it back. */
#include <glib/gi18n.h>

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-ticks.h"
#include "app/fl-timeline-page-private.h"
#include "app/fl-toasts.h"
#include "session/fl-session-places.h"
#include "session/fl-session-tags.h"

#define CLASS "fl-class"

static gboolean
has_range_or_says_so (FlTimelinePage *self)
{
  if (fl_timeline_page_has_range (self))
    return TRUE;
  fl_toasts_say (GTK_WIDGET (self),
                 _ ("Select a range first: drag over a track, or hold Shift with the arrow keys"));
  return FALSE;
}

/* What was done to the range, or why it was not. */
static void
say_done (FlTimelinePage *self, char *sentence, const GError *error)
{
  g_autofree char *owned = sentence;

  if (error != NULL)
    fl_toasts_say (GTK_WIDGET (self), error->message);
  else
    fl_toasts_say_undoable (GTK_WIDGET (self), owned, 1);
}

static gint64
count_frames (FlTimelinePage *self)
{
  return self->selection.last - self->selection.first + 1;
}

/* One action about the tags of the range. */
static void
tag_range (FlTimelinePage *self, FlClass *tag, FlTagAnswer answer)
{
  const FlTagged tagged = {.tag = tag, .answer = answer};
  const gint64 n = count_frames (self);
  g_autoptr (GError) error = NULL;

  (void) fl_session_tag (self->session, fl_track_get_stream (self->active), &self->selection,
                         &tagged, 1, &error);
  g_autofree char *said = fl_ticks_describe (&tagged, 1);
  say_done (self,
            /* Translators: a toast with an Undo button: how many frames, and what is said of them,
             * such as “Bird: no”. */
            g_strdup_printf (ngettext ("%1$'u frame: %2$s", "%1$'u frames: %2$s", (gulong) n),
                             (guint) n, said),
            error);
}

void
fl_timeline_page_label (FlTimelinePage *self, FlClass *klass)
{
  g_return_if_fail (FL_IS_TIMELINE_PAGE (self));

  const gint64 n = count_frames (self);
  g_autoptr (GError) error = NULL;

  if (!has_range_or_says_so (self))
    return;
  if (fl_session_get_is_multi_label (self->session)) {
    tag_range (self, klass, FL_TAG_YES);
    return;
  }
  (void) fl_session_label (self->session, fl_track_get_stream (self->active), &self->selection,
                           klass, &error);
  say_done (
    self,
    /* Translators: a toast with an Undo button: how many frames, and the name of a class. */
    g_strdup_printf (ngettext ("%1$'u frame labelled %2$s", "%1$'u frames labelled %2$s",
                               (gulong) n),
                     (guint) n, fl_class_get_name (klass)),
    error);
}

void
fl_timeline_page_deny (FlTimelinePage *self)
{
  if (has_range_or_says_so (self))
    tag_range (self, fl_track_get_tag (self->active), FL_TAG_NO);
}

void
fl_timeline_page_give_back (FlTimelinePage *self)
{
  const gint64 n = count_frames (self);
  g_autoptr (GError) error = NULL;

  if (!has_range_or_says_so (self))
    return;
  (void) fl_session_give_back (self->session, fl_track_get_stream (self->active), &self->selection,
                               fl_track_get_tag (self->active), &error);
  say_done (self,
            /* Translators: a toast with an Undo button: what people said of so many frames does not
             * count any more. */
            g_strdup_printf (ngettext ("%'u frame given back", "%'u frames given back", (gulong) n),
                             (guint) n),
            error);
}

void
fl_timeline_page_open (FlTimelinePage *self)
{
  if (self->active != NULL && self->cursor >= 0)
    g_signal_emit_by_name (self, "frame-activated", fl_track_get_stream (self->active),
                           self->cursor);
}

static void
on_class_clicked (FlTimelinePage *self, GtkWidget *button)
{
  fl_timeline_page_label (self, g_object_get_data (G_OBJECT (button), CLASS));
  fl_timeline_page_take_focus (self);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* The colour, the key and the name of a class; what its key does. */
static GtkWidget *
create_class_button (FlTimelinePage *self, FlClass *klass)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *key = fl_closure_key_cap (NULL, fl_class_get_key (klass));
  GtkWidget *bar = g_object_new (FL_TYPE_BAR, "index", fl_palette_index_of_class (klass),
                                 "fraction", 1.0, "width-request", 6, NULL);

  gtk_box_append (GTK_BOX (content), bar);
  gtk_box_append (GTK_BOX (content), create_label (key, "class-key"));
  gtk_box_append (GTK_BOX (content), create_label (fl_class_get_name (klass), NULL));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, fl_class_get_name (klass));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fl_class_get_name (klass), -1);
  g_object_set_data_full (G_OBJECT (button), CLASS, g_object_ref (klass), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_class_clicked), self,
                           G_CONNECT_SWAPPED);
  return button;
}

void
fl_timeline_page_show_classes (FlTimelinePage *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->classes))) != NULL)
    gtk_flow_box_remove (self->classes, child);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    gtk_flow_box_append (self->classes, create_class_button (self, klass));
    gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->classes, (int) i)),
                              FALSE);
  }
}
