/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work as the window sees it. Its thread never touches it: progress arrives by channel. */
#include "session/fl-job-private.h"

#include "session/fl-stream.h"

struct _FlJob {
  GObject parent_instance;
  char *title;
  char *detail;
  double fraction;
  FlJobState state;
  GError *error;
  FlStream *stream;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FlJob, fl_job, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (FlJobState,
                    fl_job_state,
                    G_DEFINE_ENUM_VALUE (FL_JOB_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (FL_JOB_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (FL_JOB_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (FL_JOB_CANCELLED, "cancelled"))

enum {
  PROP_0,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_FRACTION,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fl_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlJob *self = FL_JOB (object);

  switch (id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fl_job_finalize (GObject *object)
{
  FlJob *self = FL_JOB (object);

  g_free (self->title);
  g_free (self->detail);
  g_clear_error (&self->error);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (fl_job_parent_class)->finalize (object);
}

static void
fl_job_class_init (FlJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fl_job_get_property;
  object_class->finalize = fl_job_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "", flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FL_TYPE_JOB_STATE, FL_JOB_RUNNING, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fl_job_init (FlJob *self)
{
  self->detail = g_strdup ("");
  self->cancellable = g_cancellable_new ();
}

FlJob *
fl_job_new (const char *title, FlStream *stream)
{
  FlJob *self = g_object_new (FL_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  g_set_object (&self->stream, stream);
  return self;
}

GCancellable *
fl_job_get_cancellable (FlJob *self)
{
  return self->cancellable;
}

void
fl_job_set_progress (FlJob *self, double fraction, const char *detail)
{
  const char *line = detail != NULL ? detail : "";

  if (self->fraction != fraction) {
    self->fraction = CLAMP (fraction, 0, 1);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  }
  if (g_strcmp0 (self->detail, line) != 0) {
    g_free (self->detail);
    self->detail = g_strdup (line);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
  }
}

void
fl_job_end (FlJob *self, const GError *error)
{
  g_return_if_fail (self->state == FL_JOB_RUNNING);

  if (error == NULL)
    self->state = FL_JOB_DONE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->state = FL_JOB_CANCELLED;
  else
    self->state = FL_JOB_FAILED;
  if (self->state == FL_JOB_FAILED)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

const char *
fl_job_get_title (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), NULL);
  return self->title;
}

double
fl_job_get_fraction (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), 0);
  return self->fraction;
}

const char *
fl_job_get_detail (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), NULL);
  return self->detail;
}

FlJobState
fl_job_get_state (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), FL_JOB_FAILED);
  return self->state;
}

const GError *
fl_job_get_error (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), NULL);
  return self->error;
}

FlStream *
fl_job_get_stream (FlJob *self)
{
  g_return_val_if_fail (FL_IS_JOB (self), NULL);
  return self->stream;
}

void
fl_job_cancel (FlJob *self)
{
  g_return_if_fail (FL_IS_JOB (self));
  g_cancellable_cancel (self->cancellable);
}
