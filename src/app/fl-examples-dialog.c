/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each class means: its definition, and pictures that people gave it. */
#include "app/fl-examples-dialog.h"

#include <glib/gi18n.h>

#include "app/fl-bar.h"
#include "app/fl-class-order.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-picture-button.h"
#include "session/fl-session-examples.h"

#define N_EXAMPLES 6
#define HEIGHT_PX  72

struct _FlExamplesDialog {
  AdwWindow parent_instance;
  GtkBox *classes;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlExamplesDialog, fl_examples_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_picture_clicked (GtkWidget *button, gpointer data)
{
  g_autoptr (FlExamplesDialog) self = g_object_ref (data);
  g_autoptr (FlItem) item = g_object_ref (fl_picture_button_get_item (button));

  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, fl_item_get_stream (item),
                 fl_item_get_frame (item));
  gtk_window_destroy (GTK_WINDOW (self));
}

static GtkWidget *
create_pictures (FlExamplesDialog *self, GPtrArray *examples)
{
  GtkWidget *pictures =
    g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "homogeneous", TRUE,
                  "min-children-per-line", 2, "max-children-per-line", 3, NULL);

  for (guint i = 0; i < examples->len; i++) {
    GtkWidget *button = fl_picture_button_new (fl_session_get_frame_loader (self->session),
                                               examples->pdata[i], HEIGHT_PX);
    g_signal_connect (button, "clicked", G_CALLBACK (on_picture_clicked), self);
    gtk_flow_box_append (GTK_FLOW_BOX (pictures), button);
    gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  }
  return pictures;
}

static GtkWidget *
create_nothing (void)
{
  GtkWidget *label = gtk_label_new (_ ("No picture of it has been labelled yet"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Its key and its colour, as beside the picture. */
static GtkWidget *
create_sign (FlClass *klass)
{
  g_autofree char *cap = fl_closure_key_cap (NULL, fl_class_get_key (klass));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *key = gtk_label_new (cap);
  GtkWidget *bar = g_object_new (FL_TYPE_BAR, "index", fl_palette_index_of_class (klass),
                                 "width-request", 5, "height-request", 24, NULL);

  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (key, "class-key");
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, *fl_class_get_definition (klass) != '\0' ? GTK_ALIGN_START
                                                                       : GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), bar);
  return box;
}

static GtkWidget *
create_class (FlExamplesDialog *self, FlClass *klass)
{
  g_autoptr (GPtrArray) examples = fl_session_list_examples (self->session, klass, N_EXAMPLES);
  g_autofree char *title = g_markup_escape_text (fl_class_get_name (klass), -1);
  g_autofree char *definition = g_markup_escape_text (fl_class_get_definition (klass), -1);
  GtkWidget *group =
    g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, "description", definition, NULL);

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), create_sign (klass));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), examples->len > 0
                                                              ? create_pictures (self, examples)
                                                              : create_nothing ());
  return group;
}

static void
fl_examples_dialog_dispose (GObject *object)
{
  g_clear_object (&FL_EXAMPLES_DIALOG (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), FL_TYPE_EXAMPLES_DIALOG);
  G_OBJECT_CLASS (fl_examples_dialog_parent_class)->dispose (object);
}

static void
fl_examples_dialog_class_init (FlExamplesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_examples_dialog_dispose;
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_EXAMPLES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, FL_TYPE_STREAM, G_TYPE_INT64);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-examples-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlExamplesDialog, classes);
}

static void
fl_examples_dialog_init (FlExamplesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FlExamplesDialog *
fl_examples_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlExamplesDialog *self =
    g_object_new (FL_TYPE_EXAMPLES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autoptr (GListModel) ordered = fl_class_order_new (fl_session_get_classes (session));

  self->session = g_object_ref (session);
  for (guint i = 0; i < g_list_model_get_n_items (ordered); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (ordered, i);
    gtk_box_append (self->classes, create_class (self, klass));
  }
  return self;
}
