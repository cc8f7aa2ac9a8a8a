/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says in passing. */
#include <glib/gi18n.h>

#include "app/fl-window-private.h"

/* How long lines of toasts are, and what their buttons and margins take of a line. */
#define TOAST_MOST_CHARS    60
#define TOAST_LEAST_CHARS   10
#define TOAST_BUTTONS_CHARS 20

/* A little more than one that takes the place of another comes up in. */
#define COMES_UP_MS 600
/* When it was shown, in µs; 0 as long as it waits. */
#define SHOWN "fl-shown"

/* A toast does not shrink below the width of its lines, and would push its buttons out of a
 * narrow window: the lines are broken before that. */
static int
count_toast_chars (FlWindow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int char_width_px = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));
  int width_px = gtk_widget_get_width (GTK_WIDGET (self->toasts));
  int height_px = 0;

  /* Files that are opened with the program are spoken of before the window is laid out. */
  if (width_px <= 0)
    gtk_window_get_default_size (GTK_WINDOW (self), &width_px, &height_px);
  pango_font_metrics_unref (metrics);
  return CLAMP (width_px / MAX (char_width_px, 1) - TOAST_BUTTONS_CHARS, TOAST_LEAST_CHARS,
                TOAST_MOST_CHARS);
}

static void
on_undo_toast_dismissed (AdwToast *toast, gpointer data)
{
  FlWindow *self = data;

  if (self->undo_toast == toast)
    self->undo_toast = NULL;
}

static void
on_title_mapped (GtkWidget *title, AdwToast *toast)
{
  gint64 *shown_us = g_object_get_data (G_OBJECT (toast), SHOWN);

  *shown_us = g_get_monotonic_time ();
}

static gboolean
on_dismissal_due (gpointer toast)
{
  adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* libadwaita 1.2 frees what it knows of a toast once it is hidden, and with it what a toast that still comes up
 * writes to: that takes half a second, and to hide one less. One that waits was never shown. */
static void
dismiss (AdwToast *toast)
{
  const gint64 shown_us = *(gint64 *) g_object_get_data (G_OBJECT (toast), SHOWN);
  const gint64 age_ms = (g_get_monotonic_time () - shown_us) / 1000;

  if (shown_us == 0 || age_ms >= COMES_UP_MS)
    adw_toast_dismiss (toast);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (COMES_UP_MS - age_ms), on_dismissal_due,
                        g_object_ref (toast), g_object_unref);
}

void
fl_window_drop_undo_toast (FlWindow *self)
{
  AdwToast *toast = g_steal_pointer (&self->undo_toast);

  if (toast != NULL)
    dismiss (toast);
}

AdwToast *
fl_window_create_toast (FlWindow *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), count_toast_chars (self));
  adw_toast_set_custom_title (toast, label);
  g_object_set_data_full (G_OBJECT (toast), SHOWN, g_new0 (gint64, 1), g_free);
  g_signal_connect_object (label, "map", G_CALLBACK (on_title_mapped), toast, 0);
  return toast;
}

void
fl_window_say (FlWindow *self, const char *sentence, guint n_undoable)
{
  AdwToast *toast = fl_window_create_toast (self, sentence);

  if (n_undoable > 0) {
    adw_toast_set_button_label (toast, _ ("Undo"));
    adw_toast_set_action_name (toast, "win.undo-several");
    adw_toast_set_action_target (toast, "(ux)", n_undoable, fl_window_get_undo_target (self));
    fl_window_drop_undo_toast (self);
    self->undo_toast = toast;
    g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_undo_toast_dismissed), self, 0);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}
