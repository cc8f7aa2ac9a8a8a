/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a video that was moved, and never mistakes another one for it. */
#include "app/fl-relink-dialog.h"

#include <glib/gi18n.h>

#include "app/fl-dialogs.h"
#include "app/fl-project-place.h"
#include "session/fl-film-candidates.h"

/* Where the file of a row is. */
#define CANDIDATE_PATH "fl-candidate-path"

struct _FlRelinkDialog {
  AdwWindow parent_instance;
  AdwActionRow *place;
  AdwActionRow *facts;
  GtkListBox *candidates;
  GtkWidget *near; /* what is about them */
  GtkWidget *none;
  GtkWidget *working;
  GtkLabel *doing;
  GtkLabel *problem;
  GtkWidget *choose_file;
  GtkWidget *choose_folder;
  FlSession *session;
  FlStream *stream;
  FlFilmCandidates *found;
  FlJob *job; /* (nullable): that runs */
};

G_DEFINE_FINAL_TYPE (FlRelinkDialog, fl_relink_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_FOUND,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_problem (FlRelinkDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

/* One thing at a time. */
static void
show_work (FlRelinkDialog *self, FlJob *job)
{
  g_set_object (&self->job, job);
  gtk_label_set_text (self->doing, job != NULL ? fl_job_get_title (job) : "");
  gtk_widget_set_visible (self->working, job != NULL);
  gtk_widget_set_sensitive (self->choose_file, job == NULL);
  gtk_widget_set_sensitive (self->choose_folder, job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->candidates), job == NULL);
}

static GtkWidget *
create_candidate (const FlFilmCandidate *candidate)
{
  g_autofree char *name = g_path_get_basename (candidate->path);
  g_autofree char *folder = g_path_get_dirname (candidate->path);
  g_autofree char *shown = fl_project_place_dup_shown (folder);
  const char *verdict = candidate->is_same
                          ? _ ("The same video")
                          : _ ("Its content is another, so the labels would not fit");
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", shown, verdict);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "subtitle", subtitle, "activatable", candidate->is_same, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (
    candidate->is_same ? "object-select-symbolic" : "action-unavailable-symbolic");

  g_object_set_data_full (G_OBJECT (row), CANDIDATE_PATH, g_strdup (candidate->path), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  return row;
}

static void
show_candidates (FlRelinkDialog *self)
{
  const guint n = fl_film_candidates_get_n (self->found);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->candidates,
                         create_candidate (fl_film_candidates_get (self->found, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  const gboolean is_found = n > 0 && fl_film_candidates_get (self->found, 0)->is_same;
  gtk_widget_grab_focus (is_found ? GTK_WIDGET (gtk_list_box_get_row_at_index (self->candidates, 0))
                                  : self->choose_file);
}

static void
on_candidates_state (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlRelinkDialog *self = data;

  show_work (self, NULL);
  if (fl_job_get_state (job) == FL_JOB_DONE)
    show_candidates (self);
}

static gboolean
is_back (FlRelinkDialog *self)
{
  const FlStreamState state = fl_stream_get_state (self->stream);

  return state != FL_STREAM_MISSING && state != FL_STREAM_BROKEN;
}

/* In a turn of its own, for what the session does with what was found comes behind. */
static gboolean
conclude (gpointer data)
{
  FlRelinkDialog *self = data;
  g_autoptr (FlJob) job = g_steal_pointer (&self->job);

  show_work (self, NULL);
  if (job == NULL || fl_job_get_state (job) == FL_JOB_CANCELLED)
    return G_SOURCE_REMOVE;
  if (fl_job_get_error (job) != NULL || !is_back (self)) {
    const GError *error = fl_job_get_error (job);
    show_problem (self, error != NULL ? error->message : fl_job_get_detail (job));
    return G_SOURCE_REMOVE;
  }
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, fl_job_get_detail (job));
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
on_find_state (FlJob *job, GParamSpec *pspec, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, conclude, g_object_ref (data), g_object_unref);
}

static void
follow (FlRelinkDialog *self, FlJob *job)
{
  show_problem (self, "");
  show_work (self, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_find_state), self, 0);
}

static void
on_candidate_activated (FlRelinkDialog *self, GtkListBoxRow *row)
{
  fl_relink_dialog_try_file (self, g_object_get_data (G_OBJECT (row), CANDIDATE_PATH));
}

static char *
dup_first_path (GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  return g_file_get_path (file);
}

static void
on_file_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autofree char *path = dup_first_path (files);

  if (path != NULL)
    fl_relink_dialog_try_file (FL_RELINK_DIALOG (window), path);
}

static void
on_folder_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autofree char *path = dup_first_path (files);

  if (path != NULL)
    fl_relink_dialog_search (FL_RELINK_DIALOG (window), path);
}

static void
on_choose_file (FlRelinkDialog *self)
{
  g_autofree char *folder = g_path_get_dirname (fl_stream_get_path (self->stream));

  fl_dialogs_choose_film (GTK_WINDOW (self), folder, fl_stream_get_name (self->stream),
                          on_file_chosen);
}

static void
on_choose_folder (FlRelinkDialog *self)
{
  g_autofree char *folder = g_path_get_dirname (fl_session_get_path (self->session));

  fl_dialogs_choose_folder (GTK_WINDOW (self), folder, on_folder_chosen);
}

static void
fl_relink_dialog_dispose (GObject *object)
{
  FlRelinkDialog *self = FL_RELINK_DIALOG (object);

  if (self->job != NULL)
    fl_job_cancel (self->job);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_RELINK_DIALOG);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->found, fl_film_candidates_unref);
  G_OBJECT_CLASS (fl_relink_dialog_parent_class)->dispose (object);
}

static void
fl_relink_dialog_class_init (FlRelinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_relink_dialog_dispose;
  signals[SIGNAL_FOUND] = g_signal_new ("found", FL_TYPE_RELINK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-relink-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, place);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, candidates);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, none);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, near);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, working);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, doing);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, choose_file);
  gtk_widget_class_bind_template_child (widget_class, FlRelinkDialog, choose_folder);
  gtk_widget_class_bind_template_callback (widget_class, on_candidate_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_file);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_folder);
}

static void
fl_relink_dialog_init (FlRelinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What it was when it was added. */
static void
show_wanted (FlRelinkDialog *self, gint64 size_bytes)
{
  g_autofree char *place = fl_stream_dup_place (self->stream);
  g_autofree char *shown = fl_project_place_dup_shown (place);
  g_autofree char *size = g_format_size ((guint64) size_bytes);

  adw_action_row_set_subtitle (self->place, shown);
  adw_action_row_set_subtitle (self->facts, size);
}

static void
look_near (FlRelinkDialog *self)
{
  FlJob *job = fl_session_find_candidates (self->session, self->stream, &self->found);

  show_wanted (self, fl_film_candidates_get_size_bytes (self->found));
  show_work (self, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_candidates_state), self, 0);
}

/* What was recorded lies in many files, which only a folder holds. */
static void
begin (FlRelinkDialog *self)
{
  const gboolean is_live = fl_stream_is_live (self->stream);

  gtk_widget_set_visible (self->choose_file, !is_live);
  gtk_widget_set_visible (self->near, !is_live);
  if (is_live)
    show_wanted (self, fl_stream_get_recorded_bytes (self->stream));
  else
    look_near (self);
}

FlRelinkDialog *
fl_relink_dialog_new (GtkWindow *parent, FlSession *session, FlStream *stream)
{
  FlRelinkDialog *self =
    g_object_new (FL_TYPE_RELINK_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  /* Translators: the title of a dialog; the name of a video that is missing. */
  g_autofree char *title = g_strdup_printf (_ ("Find “%s”"), fl_stream_get_name (stream));

  self->session = g_object_ref (session);
  self->stream = g_object_ref (stream);
  gtk_window_set_title (GTK_WINDOW (self), title);
  begin (self);
  return self;
}

void
fl_relink_dialog_try_file (FlRelinkDialog *self, const char *path)
{
  g_return_if_fail (FL_IS_RELINK_DIALOG (self) && path != NULL);
  follow (self, fl_session_relink (self->session, self->stream, path));
}

void
fl_relink_dialog_search (FlRelinkDialog *self, const char *path)
{
  g_return_if_fail (FL_IS_RELINK_DIALOG (self) && path != NULL);
  follow (self, fl_session_search_moved (self->session, path));
}
