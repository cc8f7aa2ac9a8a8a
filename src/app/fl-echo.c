/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chip over the picture. It has a fixed place and only its opacity moves, so that no layout
 * has to wait for it. */
#include "app/fl-echo.h"

#include <adwaita.h>

#include "app/fl-bar.h"

#define HOLD_MS     150
#define SENTENCE_MS 1200
#define FADE_MS     150

struct _FlEcho {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *bar;
  GtkWidget *label;
  AdwAnimation *fade;
  guint hold_source;
};

G_DEFINE_FINAL_TYPE (FlEcho, fl_echo, GTK_TYPE_WIDGET)

static void
set_opacity (double value, gpointer data)
{
  gtk_widget_set_opacity (GTK_WIDGET (data), value);
}

static gboolean
begin_to_fade (gpointer data)
{
  FlEcho *self = data;

  self->hold_source = 0;
  adw_animation_play (self->fade);
  return G_SOURCE_REMOVE;
}

static void
fl_echo_dispose (GObject *object)
{
  FlEcho *self = FL_ECHO (object);

  g_clear_handle_id (&self->hold_source, g_source_remove);
  if (self->fade != NULL)
    adw_animation_reset (self->fade);
  g_clear_object (&self->fade);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fl_echo_parent_class)->dispose (object);
}

static void
fl_echo_class_init (FlEchoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_echo_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "echo");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fl_echo_init (FlEcho *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->bar = g_object_new (FL_TYPE_BAR, NULL);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->box), self->bar);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_opacity (GTK_WIDGET (self), 0.0);
  /* The callback does not own the widget: dispose() stops the animation first. */
  self->fade =
    adw_timed_animation_new (GTK_WIDGET (self), 1.0, 0.0, FADE_MS,
                             adw_callback_animation_target_new (set_opacity, self, NULL));
}

void
fl_echo_show (FlEcho *self, const char *text, guint index, gboolean is_sentence)
{
  g_return_if_fail (FL_IS_ECHO (self));

  g_clear_handle_id (&self->hold_source, g_source_remove);
  adw_animation_pause (self->fade);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  fl_bar_set_index (FL_BAR (self->bar), index);
  gtk_widget_set_opacity (GTK_WIDGET (self), 1.0);
  self->hold_source = g_timeout_add (is_sentence ? SENTENCE_MS : HOLD_MS, begin_to_fade, self);
}
