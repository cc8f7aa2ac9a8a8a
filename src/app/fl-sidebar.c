/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the flap shows. */
#include "app/fl-sidebar.h"

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-job-row.h"
#include "app/fl-stream-row.h"

struct _FlSidebar {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkLabel *name;
  GtkLabel *annotator;
  GtkListBox *streams;
  GtkListBox *jobs;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlSidebar, fl_sidebar, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
enum {
  SIGNAL_STREAM_ACTIVATED,
  SIGNAL_LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
create_stream_row (gpointer item, gpointer data)
{
  return fl_stream_row_new (FL_SIDEBAR (data)->session, item);
}

static GtkWidget *
create_job_row (gpointer item, gpointer data)
{
  return fl_job_row_new (item);
}

/* Work on a video shows in the row of the video. */
static gboolean
is_apart (gpointer item, gpointer data)
{
  return fl_job_get_stream (item) == NULL;
}

static void
show_jobs (FlSidebar *self)
{
  GListModel *jobs = g_object_ref (fl_session_get_jobs (self->session));
  g_autoptr (GtkFilterListModel) apart =
    gtk_filter_list_model_new (jobs, GTK_FILTER (gtk_custom_filter_new (is_apart, NULL, NULL)));

  gtk_list_box_bind_model (self->jobs, G_LIST_MODEL (apart), create_job_row, self, NULL);
}

static void
on_stream_row_activated (FlSidebar *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_STREAM_ACTIVATED], 0,
                 fl_stream_row_get_stream (FL_STREAM_ROW (row)));
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  g_signal_emit (widget, signals[SIGNAL_LEFT], 0);
  return GDK_EVENT_STOP;
}

static void
fl_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, FL_SIDEBAR (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    fl_sidebar_set_session (FL_SIDEBAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_sidebar_dispose (GObject *object)
{
  FlSidebar *self = FL_SIDEBAR (object);

  if (self->streams != NULL)
    fl_sidebar_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_SIDEBAR);
  G_OBJECT_CLASS (fl_sidebar_parent_class)->dispose (object);
}

static void
fl_sidebar_class_init (FlSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_BAR);
  g_type_ensure (FL_TYPE_SESSION);
  object_class->dispose = fl_sidebar_dispose;
  object_class->get_property = fl_sidebar_get_property;
  object_class->set_property = fl_sidebar_set_property;
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, FL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_STREAM_ACTIVATED] =
    g_signal_new ("stream-activated", FL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_STREAM);
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", FL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FlSidebar, content);
  gtk_widget_class_bind_template_child (widget_class, FlSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, FlSidebar, annotator);
  gtk_widget_class_bind_template_child (widget_class, FlSidebar, streams);
  gtk_widget_class_bind_template_child (widget_class, FlSidebar, jobs);
  gtk_widget_class_bind_template_callback (widget_class, on_stream_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_progress);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_progress_fraction);
}

static void
fl_sidebar_init (FlSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fl_sidebar_set_session (FlSidebar *self, FlSession *session)
{
  g_return_if_fail (FL_IS_SIDEBAR (self));

  if (self->session == session)
    return;
  gtk_list_box_bind_model (self->streams, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->jobs, NULL, NULL, NULL, NULL);
  g_set_object (&self->session, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (session == NULL)
    return;
  g_autofree char *name = fl_session_dup_name (session);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->annotator, fl_session_get_annotator (session));
  gtk_list_box_bind_model (self->streams, fl_session_get_streams (session), create_stream_row, self,
                           NULL);
  show_jobs (self);
}
