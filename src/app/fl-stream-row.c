/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stream in the sidebar. */
#include "app/fl-stream-row.h"

#include <glib/gi18n.h>

#include "app/fl-closures.h"
#include "app/fl-thumb.h"

struct _FlStreamRow {
  GtkListBoxRow parent_instance;
  FlSession *session;
  FlStream *stream;
  FlThumb *thumb;
  GMenuModel *row_menu;
  GtkWidget *popover; /* the menu, once it was asked for */
};

G_DEFINE_FINAL_TYPE (FlStreamRow, fl_stream_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  PROP_0,
  PROP_STREAM,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
on_cancel_clicked (FlStreamRow *self)
{
  GListModel *jobs = fl_session_get_jobs (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (FlJob) job = g_list_model_get_item (jobs, i);
    if (fl_job_get_stream (job) == self->stream)
      fl_job_cancel (job);
  }
}

static void
on_resume_clicked (FlStreamRow *self)
{
  fl_session_ingest_stream (self->session, self->stream);
}

static void
find_film (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) gtk_widget_activate_action (widget, "win.find-film", "x",
                                     fl_stream_get_id (FL_STREAM_ROW (widget)->stream));
}

static void
show_properties (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) gtk_widget_activate_action (widget, "win.film-properties", "x",
                                     fl_stream_get_id (FL_STREAM_ROW (widget)->stream));
}

static void
remove_stream (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) gtk_widget_activate_action (widget, "win.remove-stream", "x",
                                     fl_stream_get_id (FL_STREAM_ROW (widget)->stream));
}

/* At the pointer, or below the row for those who use keys. */
static void
show_menu (FlStreamRow *self, const GdkRectangle *place)
{
  if (self->popover == NULL) {
    self->popover = gtk_popover_menu_new_from_model (self->row_menu);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
    gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_right_click (FlStreamRow *self, int n_pressed, double x, double y)
{
  show_menu (self, &(GdkRectangle){(int) x, (int) y, 1, 1});
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  show_menu (FL_STREAM_ROW (widget), NULL);
  return GDK_EVENT_STOP;
}

static void
on_record_clicked (FlStreamRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.record", "x",
                              fl_stream_get_id (self->stream));
}

static void
show_thumb (FlStreamRow *self)
{
  const guint n_samples = fl_stream_get_n_samples (self->stream);

  if (n_samples > 0)
    fl_thumb_show (self->thumb, self->stream, fl_stream_get_sample (self->stream, 0));
}

static void
on_stream_changed (FlStreamRow *self)
{
  /* Translators: what a screen reader calls a video in the sidebar: its name, and its state. */
  g_autofree char *label = g_strdup_printf (_ ("%1$s, %2$s"), fl_stream_get_name (self->stream),
                                            fl_stream_get_status (self->stream));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_thumb (self);
}

static void
fl_stream_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STREAM)
    g_value_set_object (value, FL_STREAM_ROW (object)->stream);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_stream_row_dispose (GObject *object)
{
  FlStreamRow *self = FL_STREAM_ROW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->stream);
  G_OBJECT_CLASS (fl_stream_row_parent_class)->dispose (object);
}

static void
fl_stream_row_class_init (FlStreamRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_THUMB);
  g_type_ensure (FL_TYPE_STREAM);
  object_class->dispose = fl_stream_row_dispose;
  object_class->get_property = fl_stream_row_get_property;
  properties[PROP_STREAM] =
    g_param_spec_object ("stream", NULL, NULL, FL_TYPE_STREAM,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-stream-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FlStreamRow, thumb);
  gtk_widget_class_bind_template_child (widget_class, FlStreamRow, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_resume_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_record_clicked);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_is_at_work);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_is_recording);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_is_moving);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_is_at_rest);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_can_record);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_can_resume);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_is_missing);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_stream_line);
  gtk_widget_class_install_action (widget_class, "stream.find-film", NULL, find_film);
  gtk_widget_class_install_action (widget_class, "stream.properties", NULL, show_properties);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK,
                                       "stream.properties", NULL);
  gtk_widget_class_install_action (widget_class, "stream.remove", NULL, remove_stream);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
}

static void
fl_stream_row_init (FlStreamRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fl_stream_row_new (FlSession *session, FlStream *stream)
{
  FlStreamRow *self = g_object_new (FL_TYPE_STREAM_ROW, NULL);

  self->session = g_object_ref (session);
  self->stream = g_object_ref (stream);
  fl_thumb_set_loader (self->thumb, fl_session_get_frame_loader (session));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STREAM]);
  g_signal_connect_object (stream, "notify::status", G_CALLBACK (on_stream_changed), self,
                           G_CONNECT_SWAPPED);
  on_stream_changed (self);
  return GTK_WIDGET (self);
}

FlStream *
fl_stream_row_get_stream (FlStreamRow *self)
{
  g_return_val_if_fail (FL_IS_STREAM_ROW (self), NULL);
  return self->stream;
}
