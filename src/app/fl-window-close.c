/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing a window whose answers still wait for the disk: that is asked about, and nothing waits on
 * the main thread. */
#include <glib/gi18n.h>

#include "app/fl-window-private.h"

static gboolean
close_window (gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
  return G_SOURCE_REMOVE;
}

/* In a turn of its own: the dialog, or the session that writes, is still telling others. */
static void
close_soon (FlWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_window, g_object_ref (self), g_object_unref);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  FlWindow *self = data;

  self->unsaved_dialog = NULL;
  if (!g_str_equal (response, "close"))
    return;
  self->may_lose_answers = TRUE;
  close_soon (self);
}

static void
ask (FlWindow *self, const char *sentence)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Close and Lose Answers?"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "wait", _ ("_Wait"), "close",
                                    _ ("_Close Anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "wait");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "wait");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  self->unsaved_dialog = GTK_WINDOW (dialog);
  gtk_window_present (self->unsaved_dialog);
}

gboolean
fl_window_must_stay (FlWindow *self)
{
  g_autofree char *sentence = self->session != NULL ? fl_session_dup_unsaved (self->session) : NULL;

  if (sentence == NULL || self->may_lose_answers)
    return FALSE;
  if (self->unsaved_dialog == NULL)
    ask (self, sentence);
  return TRUE;
}

void
fl_window_close_when_saved (FlWindow *self)
{
  gboolean is_saving = FALSE;

  g_object_get (self->session, "is-saving", &is_saving, NULL);
  if (is_saving || self->unsaved_dialog == NULL)
    return;
  gtk_window_destroy (g_steal_pointer (&self->unsaved_dialog));
  close_soon (self);
}
