/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: which page is shown, which project is open, and what is said about it. */
#include <glib/gi18n.h>

#include "app/fl-closures.h"
#include "app/fl-new-project.h"
#include "app/fl-preferences.h"
#include "app/fl-project-place.h"
#include "app/fl-window-private.h"
#include "session/fl-demo.h"
#include "session/fl-session-lots.h"

G_DEFINE_FINAL_TYPE (FlWindow, fl_window, ADW_TYPE_APPLICATION_WINDOW)

static const FlLotReport *
find_lot (const GPtrArray *lots, gint64 id)
{
  for (guint i = 0; i < lots->len; i++)
    if (((const FlLotReport *) lots->pdata[i])->id == id)
      return lots->pdata[i];
  return NULL;
}

static char *
dup_sitting (FlSession *session)
{
  const gint64 now = fl_session_get_certified_now (session);

  if (now == 0)
    return NULL;
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session);
  const FlLotReport *lot = find_lot (lots, now);
  return lot == NULL
           ? NULL
           /* Translators: while every question is a random check: how many are answered. */
           : g_strdup_printf (ngettext ("Certifying · %'u check", "Certifying · %'u checks",
                                        lot->n_answered),
                              lot->n_answered);
}

void
fl_window_update_subtitle (FlWindow *self)
{
  GListModel *streams = fl_session_get_streams (self->session);
  const guint n_streams = g_list_model_get_n_items (streams);
  guint n_at_work = 0;
  double progress = 0.0;

  for (guint i = 0; i < n_streams; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    progress += fl_stream_get_progress (stream) / n_streams;
    n_at_work += fl_closure_is_at_work (NULL, fl_stream_get_state (stream)) ? 1 : 0;
  }
  g_autofree char *share = fl_closure_percent (NULL, progress);
  /* Translators: under the name of the project: how many videos are being read, and how much of
   * all is read, such as "41 %". */
  g_autofree char *reading = g_strdup_printf (ngettext ("Reading %1$u video · %2$s",
                                                        "Reading %1$u videos · %2$s", n_at_work),
                                              n_at_work, share);
  gboolean is_saving = FALSE;
  g_object_get (self->session, "is-saving", &is_saving, NULL);
  const char *line = n_at_work > 0 ? reading : "";
  g_autofree char *checking = dup_sitting (self->session);
  if (checking != NULL)
    line = checking;
  if (self->looking != NULL)
    /* Translators: under the name of the project, before videos are added. */
    line = _ ("Looking at videos…");
  if (is_saving)
    /* Translators: under the name of the project: answers wait for the disk. */
    line = _ ("Saving…");
  adw_window_title_set_subtitle (self->title, line);
}

static void
on_is_saving_changed (FlWindow *self)
{
  fl_window_update_subtitle (self);
  fl_window_close_when_saved (self);
}

static void
on_streams_changed (FlWindow *self, guint position, guint n_removed, guint n_added)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = position; i < position + n_added; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_signal_connect_object (stream, "notify::progress", G_CALLBACK (fl_window_update_subtitle),
                             self, G_CONNECT_SWAPPED);
    g_signal_connect_object (stream, "notify::state", G_CALLBACK (fl_window_update_subtitle), self,
                             G_CONNECT_SWAPPED);
  }
  fl_window_update_subtitle (self);
}

static void
on_session_problem (FlSession *session, const char *sentence, gpointer data)
{
  fl_window_say (data, sentence, 0);
}

static void
on_lot_closed (FlSession *session, gint64 id, gpointer data)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session);
  g_autofree char *sentence = fl_lot_report_dup_sentence (find_lot (lots, id));

  fl_window_say (data, sentence, 0);
}

static void
connect_session (FlWindow *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  g_signal_connect_object (self->session, "notify::can-undo", G_CALLBACK (fl_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::can-redo", G_CALLBACK (fl_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::has-model",
                           G_CALLBACK (fl_window_update_actions), self, G_CONNECT_SWAPPED);
  /* Something else is now what Undo undoes. */
  g_signal_connect_object (self->session, "notify::undo-target",
                           G_CALLBACK (fl_window_drop_undo_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::is-saving", G_CALLBACK (on_is_saving_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "problem", G_CALLBACK (on_session_problem), self, 0);
  g_signal_connect_object (self->session, "lots-changed", G_CALLBACK (fl_window_update_subtitle),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "lot-closed", G_CALLBACK (on_lot_closed), self, 0);
  g_signal_connect_object (streams, "items-changed", G_CALLBACK (on_streams_changed), self,
                           G_CONNECT_SWAPPED);
  on_streams_changed (self, 0, 0, g_list_model_get_n_items (streams));
  fl_window_watch_work (self);
}

static void
remember_progress (FlWindow *self)
{
  FlProgress progress = {0};

  g_object_get (self->session, "n-labelled", &progress.n_labelled, "n-samples", &progress.n_samples,
                "n-auto", &progress.n_auto, NULL);
  fl_preferences_set_progress (fl_session_get_path (self->session), &progress);
}

static void
close_session (FlWindow *self)
{
  fl_window_stop_looking (self);
  fl_first_class_page_set_session (self->first_class, NULL);
  fl_label_page_set_session (self->label, NULL);
  fl_groups_page_set_session (self->groups, NULL);
  g_object_set (self->review, "session", NULL, NULL);
  fl_timeline_page_set_session (self->timeline, NULL);
  g_object_set (self->insights, "session", NULL, NULL);
  fl_sidebar_set_session (self->sidebar, NULL);
  if (self->session == NULL)
    return;
  remember_progress (self);
  fl_window_forget_work (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (fl_session_get_streams (self->session), self);
  fl_session_close (self->session);
  g_clear_object (&self->session);
}

static void
on_first_class_done (FlWindow *self)
{
  fl_window_show_page (self);
}

static void
on_project_activated (FlWindow *self, const char *path)
{
  (void) fl_window_open_project (self, path);
}

static void
on_view_changed (FlWindow *self)
{
  if (self->session != NULL)
    fl_window_take_focus (self);
}

static void
on_bin_is_wide_changed (FlWindow *self)
{
  gboolean is_wide = FALSE;

  g_object_get (self->bin, "is-wide", &is_wide, NULL);
  adw_flap_set_reveal_flap (self->flap, is_wide);
}

/* A sidebar that no longer has a place of its own must not cover the picture unasked. */
static void
on_flap_folded_changed (FlWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* Whoever was in the sidebar when it went goes back to the picture. */
static void
on_flap_reveal_changed (FlWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!adw_flap_get_reveal_flap (self->flap) && self->session != NULL &&
      (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar))))
    fl_window_take_focus (self);
}

/* The menu leaves the focus on its button, where no key answers. */
static void
on_menu_closed (FlWindow *self)
{
  fl_window_take_focus (self);
}

static void
on_sidebar_left (FlWindow *self)
{
  fl_window_take_focus (self);
}

static gboolean
on_drop (FlWindow *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = files; link != NULL; link = link->next) {
    g_autofree char *path = g_file_get_path (link->data);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  g_auto (GStrv) paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return FALSE;
  if (fl_project_place_is_project (paths[0]))
    (void) fl_window_open_project (self, paths[0]);
  else
    fl_window_open_videos (self, (const char *const *) paths);
  return TRUE;
}

static void
restore_size (FlWindow *self)
{
  GSettings *settings = fl_preferences_get ();

  if (settings == NULL)
    return;
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-guess", self->label, "show-guess", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "brighten", self->label, "brighten", G_SETTINGS_BIND_DEFAULT);
  g_autoptr (GAction) brighten = g_settings_create_action (settings, "brighten");
  g_action_map_add_action (G_ACTION_MAP (self), brighten);
}

static gboolean
fl_window_close_request (GtkWindow *window)
{
  if (fl_window_must_stay (FL_WINDOW (window)))
    return GDK_EVENT_STOP;
  close_session (FL_WINDOW (window));
  return GTK_WINDOW_CLASS (fl_window_parent_class)->close_request (window);
}

static void
fl_window_dispose (GObject *object)
{
  FlWindow *self = FL_WINDOW (object);

  if (self->label != NULL)
    close_session (self);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->demo, fl_job_thread_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_WINDOW);
  G_OBJECT_CLASS (fl_window_parent_class)->dispose (object);
}

static void
fl_window_finalize (GObject *object)
{
  g_free (FL_WINDOW (object)->demo_directory);
  g_hash_table_unref (FL_WINDOW (object)->disabled);
  G_OBJECT_CLASS (fl_window_parent_class)->finalize (object);
}

/* A window that is too narrow for it in the header has it at its foot. */
static void
update_switcher (FlWindow *self)
{
  gboolean is_narrow = FALSE;
  const gboolean has_classes =
    self->session != NULL && g_list_model_get_n_items (fl_session_get_classes (self->session)) > 0;

  g_object_get (self->bin, "is-narrow", &is_narrow, NULL);
  gtk_widget_set_visible (self->switcher, has_classes && !is_narrow);
  if (!gtk_widget_get_visible (self->switcher))
    return;
  int stop_px;
  gtk_widget_measure (self->header, GTK_ORIENTATION_HORIZONTAL, -1, &stop_px, NULL, NULL, NULL);
  fl_adaptive_bin_set_stop (self->bin, stop_px);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FlWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, first_class);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, header);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, label);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, review);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, timeline);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, insights);
  gtk_widget_class_bind_template_child (widget_class, FlWindow, sidebar);
  gtk_widget_class_bind_template_callback (widget_class, on_bin_is_wide_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_first_class_done);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
  gtk_widget_class_bind_template_callback (widget_class, update_switcher);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_reveal_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_project_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_left);
}

static void
fl_window_class_init (FlWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_ADAPTIVE_BIN);
  g_type_ensure (FL_TYPE_FIRST_CLASS_PAGE);
  g_type_ensure (FL_TYPE_GROUPS_PAGE);
  g_type_ensure (FL_TYPE_INSIGHTS_PAGE);
  g_type_ensure (FL_TYPE_LABEL_PAGE);
  g_type_ensure (FL_TYPE_REVIEW_PAGE);
  g_type_ensure (FL_TYPE_SIDEBAR);
  g_type_ensure (FL_TYPE_TIMELINE_PAGE);
  g_type_ensure (FL_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (klass)->dispose = fl_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = fl_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = fl_window_close_request;
  bind_template (widget_class);
  fl_window_bind_views (widget_class);
  fl_window_install_actions (widget_class);
  fl_window_install_live_actions (widget_class);
  fl_window_install_video_actions (widget_class);
  fl_window_install_find_actions (widget_class);
  fl_window_install_backup_actions (widget_class);
}

static void
fl_window_init (FlWindow *self)
{
  self->disabled = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button), "closed",
                           G_CALLBACK (on_menu_closed), self, G_CONNECT_SWAPPED);
  restore_size (self);
  fl_window_watch_videos (self);
  fl_window_update_actions (self);
  fl_window_show_page (self);
}

void
fl_window_show_page (FlWindow *self)
{
  const gboolean has_session = self->session != NULL;
  const gboolean has_classes =
    has_session && g_list_model_get_n_items (fl_session_get_classes (self->session)) > 0;

  gtk_widget_set_visible (self->sidebar_button, has_classes);
  fl_window_enable (self, "win.toggle-sidebar", has_classes);
  fl_window_enable (self, "win.show-view", has_classes);
  fl_window_enable (self, "win.lots", has_classes);
  fl_window_enable (self, "win.show-review", has_classes);
  gtk_widget_set_visible (self->undo_button, has_session);
  update_switcher (self);
  if (!has_session) {
    adw_window_title_set_title (self->title, _ ("Frameline"));
    adw_window_title_set_subtitle (self->title, "");
    gtk_stack_set_visible_child_name (self->pages, "welcome");
  } else if (!has_classes) {
    gtk_stack_set_visible_child_name (self->pages, "first-class");
  } else {
    gtk_stack_set_visible_child_name (self->pages, "label");
  }
  fl_window_take_focus (self);
}

void
fl_window_set_session (FlWindow *self, FlSession *session)
{
  close_session (self);
  self->session = session;
  self->may_undo_old = FALSE;
  if (session != NULL) {
    g_autofree char *name = fl_session_dup_name (session);
    fl_preferences_add_recent (fl_session_get_path (session));
    adw_window_title_set_title (self->title, name);
    connect_session (self);
    fl_first_class_page_set_session (self->first_class, session);
    fl_label_page_set_session (self->label, session);
    fl_groups_page_set_session (self->groups, session);
    g_object_set (self->review, "session", session, NULL);
    fl_timeline_page_set_session (self->timeline, session);
    g_object_set (self->insights, "session", session, NULL);
    adw_view_stack_set_visible_child_name (self->views, "label");
    fl_sidebar_set_session (self->sidebar, session);
  }
  fl_window_update_actions (self);
  fl_window_show_page (self);
}

FlWindow *
fl_window_new (GtkApplication *application)
{
  return g_object_new (FL_TYPE_WINDOW, "application", application, NULL);
}

gboolean
fl_window_has_session (FlWindow *self)
{
  g_return_val_if_fail (FL_IS_WINDOW (self), FALSE);
  return self->session != NULL;
}

gboolean
fl_window_open_project (FlWindow *self, const char *path)
{
  g_return_val_if_fail (FL_IS_WINDOW (self), FALSE);

  if (self->session != NULL && g_strcmp0 (fl_session_get_path (self->session), path) == 0)
    return TRUE;
  g_autofree char *unsaved = self->session != NULL ? fl_session_dup_unsaved (self->session) : NULL;
  if (unsaved != NULL) {
    fl_window_say (self, unsaved, 0);
    return FALSE;
  }
  const FlSessionOptions options = fl_new_project_get_options ();
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_open (path, &options, &error);
  if (session == NULL) {
    fl_window_say (self, error->message, 0);
    return FALSE;
  }
  fl_session_ingest (session);
  fl_window_set_session (self, session);
  return TRUE;
}

/* In a turn of its own, for the job that ended is still telling others. */
static gboolean
finish_demo (gpointer data)
{
  FlWindow *self = data;

  /* The window was closed meanwhile. */
  if (self->demo == NULL)
    return G_SOURCE_REMOVE;
  g_autoptr (FlJob) job = g_object_ref (fl_job_thread_get_job (self->demo));

  g_clear_pointer (&self->demo, fl_job_thread_free);
  fl_welcome_page_show_job (self->welcome, NULL);
  if (fl_job_get_state (job) == FL_JOB_DONE) {
    g_autofree char *path = fl_demo_dup_project_path (self->demo_directory);
    (void) fl_window_open_project (self, path);
  } else if (fl_job_get_state (job) == FL_JOB_FAILED) {
    fl_window_say (self, fl_job_get_error (job)->message, 0);
  }
  return G_SOURCE_REMOVE;
}

static void
on_demo_ended (FlJob *job, GParamSpec *pspec, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, finish_demo, g_object_ref (data), g_object_unref);
}

void
fl_window_open_demo (FlWindow *self)
{
  g_return_if_fail (FL_IS_WINDOW (self));

  if (self->demo != NULL)
    return;
  g_free (self->demo_directory);
  self->demo_directory = g_build_filename (g_get_user_data_dir (), "frameline", "demo", NULL);
  self->demo = fl_demo_start (self->demo_directory);
  FlJob *job = fl_job_thread_get_job (self->demo);
  fl_welcome_page_show_job (self->welcome, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_demo_ended), self, 0);
}

FlLabelPage *
fl_window_get_label_page (FlWindow *self)
{
  g_return_val_if_fail (FL_IS_WINDOW (self), NULL);
  return self->label;
}
