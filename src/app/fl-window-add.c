/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos that are added to the window: looked at on a thread first, then taken into the project. */
#include <glib/gi18n.h>

#include "app/fl-new-project.h"
#include "app/fl-window-private.h"

/* Long enough to finish typing a name and then press the button. */
#define REFUSED_TOAST_S 15

/* One toast, whatever there is to say: several would come one after the other for a minute. */
static void
say_refused (FlWindow *self, char **sentences)
{
  const guint n = sentences != NULL ? g_strv_length (sentences) : 0;

  if (n == 1)
    fl_window_say (self, sentences[0], 0);
  if (n <= 1)
    return;
  /* Translators: a toast with a button that tells why. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%'u file was left out", "%'u files were left out", n), n);
  g_autofree char *why = g_strjoinv ("\n", sentences);
  AdwToast *toast = fl_window_create_toast (self, text);
  adw_toast_set_button_label (toast, _ ("Show Why"));
  adw_toast_set_action_name (toast, "win.show-refused");
  adw_toast_set_action_target (toast, "s", why);
  adw_toast_set_timeout (toast, REFUSED_TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
add_videos (FlWindow *self, FlVideoSearch *videos)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  (void) fl_session_add_found (self->session, videos, builder);
  g_auto (GStrv) refused = g_strv_builder_end (builder);
  say_refused (self, refused);
}

static void
make_project (FlWindow *self, FlVideoSearch *videos)
{
  g_auto (GStrv) refused = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_new_project_make (videos, &refused, &place, &error);

  if (session == NULL) {
    fl_window_say (self, error->message, 0);
    return;
  }
  fl_window_set_session (self, session);
  if (place != NULL)
    fl_window_say (self, place, 0);
  say_refused (self, refused);
}

static void
show_looking (FlWindow *self)
{
  FlJob *job = self->looking != NULL ? fl_job_thread_get_job (self->looking) : NULL;

  if (self->session == NULL)
    fl_welcome_page_show_job (self->welcome, job);
  else if (job != NULL)
    fl_session_show_job (self->session, job);
  if (self->session != NULL)
    fl_window_update_subtitle (self);
}

/* In a turn of its own, for the job that ended is still telling others. */
static gboolean
finish_looking (gpointer data)
{
  FlWindow *self = data;

  /* The project, or the window, was closed meanwhile. */
  if (self->looking == NULL)
    return G_SOURCE_REMOVE;
  g_autoptr (FlVideoSearch) videos = fl_video_search_ref (self->videos);
  const FlJobState state = fl_job_get_state (fl_job_thread_get_job (self->looking));

  fl_window_stop_looking (self);
  if (state != FL_JOB_DONE)
    fl_window_say (self, _ ("No video was added"), 0);
  else if (self->session != NULL)
    add_videos (self, videos);
  else
    make_project (self, videos);
  return G_SOURCE_REMOVE;
}

static void
on_looking_ended (FlJob *job, GParamSpec *pspec, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, finish_looking, g_object_ref (data), g_object_unref);
}

void
fl_window_stop_looking (FlWindow *self)
{
  if (self->looking == NULL)
    return;
  g_clear_pointer (&self->looking, fl_job_thread_free);
  g_clear_pointer (&self->videos, fl_video_search_unref);
  show_looking (self);
}

void
fl_window_open_videos (FlWindow *self, const char *const *paths)
{
  g_return_if_fail (FL_IS_WINDOW (self));

  if (self->looking != NULL) {
    fl_window_say (self,
                   _ ("Other videos are still being looked at; add these when they are there"), 0);
    return;
  }
  self->videos = fl_video_search_new (paths);
  self->looking = fl_video_search_start (self->videos);
  g_signal_connect_object (fl_job_thread_get_job (self->looking), "notify::state",
                           G_CALLBACK (on_looking_ended), self, 0);
  show_looking (self);
}
