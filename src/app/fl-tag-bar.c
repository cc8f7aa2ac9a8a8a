/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers about tags: buttons that also teach their keys. */
#include "app/fl-tag-bar.h"

#include <glib/gi18n.h>

#define N_BUTTONS 3

struct _FlTagBar {
  GtkWidget parent_instance;
  GtkBox *content;
  GtkWidget *buttons[N_BUTTONS]; /* as FlTagAnswer */
  GtkInscription *texts[N_BUTTONS];
};

G_DEFINE_FINAL_TYPE (FlTagBar, fl_tag_bar, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_button_clicked (FlTagBar *self, GtkButton *button)
{
  for (int i = 0; i < N_BUTTONS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, i);
}

static void
fl_tag_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FL_TYPE_TAG_BAR);
  G_OBJECT_CLASS (fl_tag_bar_parent_class)->dispose (object);
}

static void
fl_tag_bar_class_init (FlTagBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const buttons[] = {"yes", "no", "unsure"};
  static const char *const texts[] = {"yes_text", "no_text", "unsure_text"};

  G_OBJECT_CLASS (klass)->dispose = fl_tag_bar_dispose;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", FL_TYPE_TAG_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-tag-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FlTagBar, content);
  for (gsize i = 0; i < N_BUTTONS; i++) {
    gtk_widget_class_bind_template_child_full (widget_class, buttons[i], FALSE,
                                               G_STRUCT_OFFSET (FlTagBar, buttons) +
                                                 i * sizeof (gpointer));
    gtk_widget_class_bind_template_child_full (widget_class, texts[i], FALSE,
                                               G_STRUCT_OFFSET (FlTagBar, texts) +
                                                 i * sizeof (gpointer));
  }
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
}

static void
fl_tag_bar_init (FlTagBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fl_tag_bar_show (self, FALSE);
}

void
fl_tag_bar_show (FlTagBar *self, gboolean is_one)
{
  g_return_if_fail (FL_IS_TAG_BAR (self));

  /* Translators, for all of these: buttons that answer a question, with header capitalisation; the
   * last three are for tags that are not marked. */
  const char *const one[] = {_ ("Yes"), _ ("No"), _ ("Unsure")};
  const char *const all[] = {_ ("Done"), _ ("None of Them"), _ ("Rest Unsure")};

  for (gsize i = 0; i < N_BUTTONS; i++) {
    const char *text = is_one ? one[i] : all[i];
    gtk_inscription_set_text (self->texts[i], text);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  }
}

void
fl_tag_bar_set_is_narrow (FlTagBar *self, gboolean is_narrow)
{
  g_return_if_fail (FL_IS_TAG_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->content), is_narrow
                                                                    ? GTK_ORIENTATION_HORIZONTAL
                                                                    : GTK_ORIENTATION_VERTICAL);
}
