/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of one video. What only its file tells is read on a thread. */
#include "app/fl-properties-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/fl-project-place.h"
#include "base/fl-time.h"
#include "session/fl-film-facts.h"

struct _FlPropertiesDialog {
  AdwWindow parent_instance;
  AdwActionRow *place;
  AdwActionRow *content;
  AdwActionRow *size;
  AdwActionRow *codec;
  AdwActionRow *fingerprint;
  AdwActionRow *shown_size;
  AdwActionRow *frames;
  AdwActionRow *duration;
  AdwActionRow *rate;
  AdwActionRow *clock;
  AdwActionRow *state;
  AdwActionRow *samples;
  FlSession *session;
  FlStream *stream;
  FlFilmFacts *facts; /* (nullable) of what is no live video */
};

G_DEFINE_FINAL_TYPE (FlPropertiesDialog, fl_properties_dialog, ADW_TYPE_WINDOW)

/* What is not known has no row. */
static void
show (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
}

static void
show_facts (FlPropertiesDialog *self)
{
  g_autofree char *codec = g_strdup_printf ("%s · %s", fl_film_facts_get_format (self->facts),
                                            fl_film_facts_get_codec (self->facts));

  show (self->codec, *fl_film_facts_get_codec (self->facts) != '\0' ? codec : NULL);
  show (self->content, fl_film_facts_get_is_same (self->facts)
                         ? _ ("The same as when it was added")
                         : _ ("Another one than when it was added, so the labels do not fit"));
}

static void
on_facts_state (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlPropertiesDialog *self = data;
  const GError *error = fl_job_get_error (job);

  if (fl_job_get_state (job) == FL_JOB_DONE)
    show_facts (self);
  else if (error != NULL)
    show (self->content, error->message);
}

static void
look_at_file (FlPropertiesDialog *self)
{
  FlJob *job = fl_session_find_facts (self->session, self->stream, &self->facts);
  g_autofree char *size = g_format_size ((guint64) fl_film_facts_get_size_bytes (self->facts));

  show (self->size, size);
  show (self->content, _ ("Looking at it…"));
  show (self->fingerprint, fl_film_facts_get_fingerprint (self->facts));
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_facts_state), self, 0);
}

static void
show_size (FlPropertiesDialog *self)
{
  guint width_px;
  guint height_px;

  fl_stream_get_shown_size (self->stream, &width_px, &height_px);
  g_autofree char *text =
    /* Translators: width and height of pictures, in pixels. */
    width_px > 0 ? g_strdup_printf (_ ("%1$u × %2$u pixels"), width_px, height_px) : NULL;
  show (self->shown_size, text);
}

static void
show_frames (FlPropertiesDialog *self)
{
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);
  const double duration_s = fl_stream_get_duration_s (self->stream);
  g_autofree char *frames = n_frames > 0 ? g_strdup_printf ("%'" PRId64, n_frames) : NULL;
  g_autofree char *duration = duration_s > 0 ? fl_time_format_position (duration_s) : NULL;
  g_autofree char *rate =
    /* Translators: how many frames of a video come in a second. */
    duration_s > 0
      ? g_strdup_printf (_ ("%.2f a second, on the mean"), (double) (n_frames - 1) / duration_s)
      : NULL;

  show (self->frames, frames);
  show (self->duration, duration);
  show (self->rate, rate);
}

static void
show_clock (FlPropertiesDialog *self)
{
  const gint64 start_us = fl_stream_get_clock_start_us (self->stream);
  g_autoptr (GDateTime) start =
    start_us >= 0 ? g_date_time_new_from_unix_local (start_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text =
    start != NULL ? g_date_time_format (start, "%c") : g_strdup (_ ("Not known"));

  show (self->clock, text);
}

static void
show_reading (FlPropertiesDialog *self)
{
  const guint n_samples = fl_stream_get_n_samples (self->stream);
  g_autofree char *picked = fl_stream_dup_picked_sampling (self->stream);
  g_autofree char *samples =
    g_strdup_printf ("%'u · %s", n_samples,
                     picked != NULL ? picked : fl_stream_get_sampling (self->stream));

  show (self->state, fl_stream_get_status (self->stream));
  show (self->samples, samples);
}

static void
fill (FlPropertiesDialog *self)
{
  g_autofree char *place = fl_stream_dup_place (self->stream);
  g_autofree char *shown = fl_project_place_dup_shown (place);

  show (self->place, fl_stream_is_live (self->stream) ? place : shown);
  show_size (self);
  show_frames (self);
  show_clock (self);
  show_reading (self);
}

static void
fl_properties_dialog_dispose (GObject *object)
{
  FlPropertiesDialog *self = FL_PROPERTIES_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->facts, fl_film_facts_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_PROPERTIES_DIALOG);
  G_OBJECT_CLASS (fl_properties_dialog_parent_class)->dispose (object);
}

static void
fl_properties_dialog_class_init (FlPropertiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_properties_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-properties-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, place);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, content);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, size);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, codec);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, shown_size);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, frames);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, duration);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, rate);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, clock);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, state);
  gtk_widget_class_bind_template_child (widget_class, FlPropertiesDialog, samples);
}

static void
fl_properties_dialog_init (FlPropertiesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FlPropertiesDialog *
fl_properties_dialog_new (GtkWindow *parent, FlSession *session, FlStream *stream)
{
  FlPropertiesDialog *self =
    g_object_new (FL_TYPE_PROPERTIES_DIALOG, "transient-for", parent, "modal", TRUE, "title",
                  fl_stream_get_name (stream), NULL);

  self->session = g_object_ref (session);
  self->stream = g_object_ref (stream);
  fill (self);
  g_signal_connect_object (stream, "notify::status", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  if (!fl_stream_is_live (stream))
    look_at_file (self);
  return self;
}
