/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work under way, as far as the desktop is concerned: the computer stays awake meanwhile, whoever is
 * elsewhere is told of the end, and a battery that is to last is spared. */
#include <glib/gi18n.h>

#include "app/fl-window-private.h"

/* A newer one takes its place. */
#define NOTIFICATION "work"

static GtkApplication *
get_application (FlWindow *self)
{
  return gtk_window_get_application (GTK_WINDOW (self));
}

static void
send (FlWindow *self)
{
  g_autoptr (GNotification) notification = g_steal_pointer (&self->untold);

  if (notification != NULL)
    g_application_send_notification (G_APPLICATION (get_application (self)), NOTIFICATION,
                                     notification);
}

static void
on_desktop_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  FlWindow *self = data;

  self->can_tell = TRUE;
  send (self);
}

/* Where nobody takes notifications GLib would complain of each. */
static void
on_desktop_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  FlWindow *self = data;

  self->can_tell = FALSE;
}

static void
notify (FlWindow *self, const char *sentence)
{
  g_autofree char *project = fl_session_dup_name (self->session);

  g_clear_object (&self->untold);
  self->untold = g_notification_new (project);
  g_notification_set_body (self->untold, sentence);
  if (self->can_tell)
    send (self);
}

/* A dialog over it is looked at as well. */
static gboolean
is_looked_at (FlWindow *self)
{
  GtkWindow *window = gtk_application_get_active_window (get_application (self));

  return window != NULL && gtk_window_is_active (window);
}

void
fl_window_tell (FlWindow *self, const char *sentence)
{
  fl_window_say (self, sentence, 0);
  if (self->session != NULL && !is_looked_at (self))
    notify (self, sentence);
}

static guint
count_ready (GListModel *streams)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    n += fl_stream_get_state (stream) == FL_STREAM_READY;
  }
  return n;
}

/* Nobody waits before a window that reads a film of ten hours. */
static void
tell_all_is_read (FlWindow *self)
{
  GListModel *streams = fl_session_get_streams (self->session);
  const guint n_ready = count_ready (streams);
  const guint n_all = g_list_model_get_n_items (streams);
  g_autofree char *whole =
    g_strdup_printf (ngettext ("%'u video is read", "All %'u videos are read", n_all), n_all);
  /* Translators: how many were read, and how many there are. */
  g_autofree char *part =
    g_strdup_printf (ngettext ("%1$'u of %2$'u video is read; the list of videos says more",
                               "%1$'u of %2$'u videos are read; the list of videos says more",
                               n_all),
                     n_ready, n_all);

  if (n_all > 0 && !is_looked_at (self))
    notify (self, n_ready == n_all ? whole : part);
}

static gboolean
is_sparing (FlWindow *self)
{
  return self->power != NULL && g_power_profile_monitor_get_power_saver_enabled (self->power);
}

/* A battery that is to last is not kept from sleeping. */
static void
keep_awake (FlWindow *self, gboolean is_wanted)
{
  const gboolean must_stay = is_wanted && !is_sparing (self);

  if (get_application (self) == NULL || must_stay == self->is_kept_awake)
    return;
  self->is_kept_awake = must_stay;
  if (must_stay)
    /* Translators: why the computer does not go to sleep; shown by the desktop. */
    self->awake_cookie =
      gtk_application_inhibit (get_application (self), GTK_WINDOW (self),
                               GTK_APPLICATION_INHIBIT_SUSPEND, _ ("Videos are being read"));
  else if (self->awake_cookie != 0)
    gtk_application_uninhibit (get_application (self), self->awake_cookie);
}

static void
on_jobs_changed (FlWindow *self, guint position, guint n_removed, guint n_added, GListModel *jobs)
{
  const guint n_left = g_list_model_get_n_items (jobs);

  for (guint i = position; i < position + n_added; i++) {
    g_autoptr (FlJob) job = g_list_model_get_item (jobs, i);
    self->has_read |= fl_job_get_stream (job) != NULL;
  }
  keep_awake (self, n_left > 0);
  if (n_left > 0 || !self->has_read)
    return;
  self->has_read = FALSE;
  tell_all_is_read (self);
}

static void
on_power_saver_changed (FlWindow *self)
{
  GListModel *jobs = fl_session_get_jobs (self->session);

  fl_session_set_saves_power (self->session, is_sparing (self));
  keep_awake (self, g_list_model_get_n_items (jobs) > 0);
}

void
fl_window_watch_work (FlWindow *self)
{
  GListModel *jobs = fl_session_get_jobs (self->session);
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (get_application (self)));

  if (bus != NULL)
    self->desktop_watch =
      g_bus_watch_name_on_connection (bus, "org.freedesktop.Notifications",
                                      G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_desktop_appeared,
                                      on_desktop_vanished, self, NULL);
  self->power = g_power_profile_monitor_dup_default ();
  g_signal_connect_swapped (self->power, "notify::power-saver-enabled",
                            G_CALLBACK (on_power_saver_changed), self);
  g_signal_connect_swapped (jobs, "items-changed", G_CALLBACK (on_jobs_changed), self);
  fl_session_set_saves_power (self->session, is_sparing (self));
  on_jobs_changed (self, 0, 0, g_list_model_get_n_items (jobs), jobs);
}

void
fl_window_forget_work (FlWindow *self)
{
  g_signal_handlers_disconnect_by_data (fl_session_get_jobs (self->session), self);
  g_signal_handlers_disconnect_by_data (self->power, self);
  g_clear_object (&self->power);
  g_clear_handle_id (&self->desktop_watch, g_bus_unwatch_name);
  g_clear_object (&self->untold);
  self->can_tell = FALSE;
  keep_awake (self, FALSE);
  self->has_read = FALSE;
}
