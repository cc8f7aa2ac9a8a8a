/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of classes. */
#include "app/fl-class-list.h"

#include "app/fl-class-order.h"
#include "app/fl-class-row.h"
#include "app/fl-toasts.h"

struct _FlClassList {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkListBox *list;
  GtkStack *adder;
  GtkSizeGroup *caps; /* of the rows, so that names begin below one another */
  GtkEditable *adder_entry;
  FlSession *session;
  FlClass *tag;         /* (nullable) that is asked alone */
  const FlTicks *ticks; /* (nullable) of all tags */
};

G_DEFINE_FINAL_TYPE (FlClassList, fl_class_list, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CLASS_ACTIVATED,
  SIGNAL_EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_edited (FlClassList *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
show_tag (FlClassList *self, FlClassRow *row)
{
  FlClass *klass = fl_class_row_get_class (row);

  if (!fl_session_get_is_multi_label (self->session))
    return;
  if (self->ticks != NULL)
    fl_class_row_show_tick (row, fl_ticks_get (self->ticks, klass));
  else
    fl_class_row_show_asked (row, self->tag == klass);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  FlClassList *self = data;
  GtkWidget *row = fl_class_row_new (self->session, item);

  g_signal_connect_object (row, "edited", G_CALLBACK (tell_edited), self, G_CONNECT_SWAPPED);
  gtk_size_group_add_widget (self->caps, fl_class_row_get_cap (FL_CLASS_ROW (row)));
  show_tag (self, FL_CLASS_ROW (row));
  return row;
}

static void
on_list_row_activated (FlClassList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CLASS_ACTIVATED], 0,
                 fl_class_row_get_class (FL_CLASS_ROW (row)));
}

static void
close_adder (FlClassList *self)
{
  gtk_editable_set_text (self->adder_entry, "");
  gtk_stack_set_visible_child_name (self->adder, "button");
}

static void
on_adder_activate (FlClassList *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->adder_entry)));

  if (name[0] != '\0' && fl_session_add_class (self->session, name, NULL, &error) == NULL) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  close_adder (self);
  tell_edited (self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FlClassList *self = FL_CLASS_LIST (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->adder), "entry") != 0)
    return GDK_EVENT_PROPAGATE;
  close_adder (self);
  tell_edited (self);
  return GDK_EVENT_STOP;
}

static void
fl_class_list_dispose (GObject *object)
{
  FlClassList *self = FL_CLASS_LIST (object);

  if (self->list != NULL)
    fl_class_list_set_session (self, NULL);
  g_clear_object (&self->tag);
  g_clear_object (&self->caps);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_CLASS_LIST);
  G_OBJECT_CLASS (fl_class_list_parent_class)->dispose (object);
}

static void
fl_class_list_class_init (FlClassListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_class_list_dispose;
  signals[SIGNAL_CLASS_ACTIVATED] =
    g_signal_new ("class-activated", FL_TYPE_CLASS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_CLASS);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", FL_TYPE_CLASS_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-class-list.ui");
  gtk_widget_class_bind_template_child (widget_class, FlClassList, content);
  gtk_widget_class_bind_template_child (widget_class, FlClassList, list);
  gtk_widget_class_bind_template_child (widget_class, FlClassList, adder);
  gtk_widget_class_bind_template_child (widget_class, FlClassList, adder_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_list_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_adder_activate);
  gtk_widget_class_bind_template_callback (widget_class, fl_class_list_add);
}

static void
fl_class_list_init (FlClassList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->caps = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

void
fl_class_list_set_session (FlClassList *self, FlSession *session)
{
  g_return_if_fail (FL_IS_CLASS_LIST (self));

  if (self->session == session)
    return;
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_set_object (&self->session, session);
  g_clear_object (&self->tag);
  self->ticks = NULL;
  if (session == NULL)
    return;
  g_autoptr (GListModel) ordered = fl_class_order_new (fl_session_get_classes (session));
  gtk_list_box_bind_model (self->list, ordered, create_row, self, NULL);
}

void
fl_class_list_ask (FlClassList *self, FlClass *tag, const FlTicks *ticks)
{
  g_return_if_fail (FL_IS_CLASS_LIST (self));

  g_set_object (&self->tag, tag);
  self->ticks = ticks;
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    show_tag (self, FL_CLASS_ROW (gtk_list_box_get_row_at_index (self->list, i)));
}

void
fl_class_list_add (FlClassList *self)
{
  g_return_if_fail (FL_IS_CLASS_LIST (self));

  gtk_stack_set_visible_child_name (self->adder, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->adder_entry));
}
