/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One job in the sidebar. */
#include "app/fl-job-row.h"

#include "app/fl-closures.h"

struct _FlJobRow {
  GtkListBoxRow parent_instance;
  FlJob *job;
};

G_DEFINE_FINAL_TYPE (FlJobRow, fl_job_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  PROP_0,
  PROP_JOB,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
on_cancel_clicked (FlJobRow *self)
{
  fl_job_cancel (self->job);
}

static void
fl_job_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_JOB)
    g_value_set_object (value, FL_JOB_ROW (object)->job);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_job_row_dispose (GObject *object)
{
  FlJobRow *self = FL_JOB_ROW (object);

  g_clear_object (&self->job);
  G_OBJECT_CLASS (fl_job_row_parent_class)->dispose (object);
}

static void
fl_job_row_class_init (FlJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_JOB);
  object_class->dispose = fl_job_row_dispose;
  object_class->get_property = fl_job_row_get_property;
  properties[PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL, FL_TYPE_JOB,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-job-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_has_text);
}

static void
fl_job_row_init (FlJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fl_job_row_new (FlJob *job)
{
  FlJobRow *self = g_object_new (FL_TYPE_JOB_ROW, NULL);

  self->job = g_object_ref (job);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
  gtk_widget_set_visible (GTK_WIDGET (self), fl_job_get_stream (job) == NULL);
  return GTK_WIDGET (self);
}
