/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands instead of a picture while nothing is asked, and why; and a tip before the first answer. */
#include <glib/gi18n.h>

#include "app/fl-closures.h"
#include "app/fl-label-page-private.h"
#include "session/fl-idle.h"

static const char *
find_empty_reason (FlLabelPage *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  if (self->item != NULL)
    return "none";
  if (g_list_model_get_n_items (streams) == 0)
    return "no-videos";
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_closure_is_at_work (NULL, fl_stream_get_state (stream)))
      return "reading";
  }
  guint n_samples = 0;
  g_object_get (self->session, "n-samples", &n_samples, NULL);
  if (n_samples == 0)
    return "nothing-read";
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) == FL_STREAM_MISSING)
      return "missing";
  }
  if (fl_session_is_finding_questions (self->session))
    return "finding";
  return fl_label_page_has_tags (self) ? "all-tagged" : "all-done";
}

/* A phone has no room for large letters. */
static void
fit_states (FlLabelPage *self)
{
  for (GtkWidget *state = gtk_widget_get_first_child (GTK_WIDGET (self->empty)); state != NULL;
       state = gtk_widget_get_next_sibling (state))
    if (self->is_narrow) {
      gtk_widget_add_css_class (state, "small");
    } else {
      gtk_widget_remove_css_class (state, "small");
      gtk_widget_remove_css_class (state, "compact");
    }
}

void
fl_label_page_update_empty (FlLabelPage *self)
{
  if (self->session == NULL)
    return;
  const char *reason = find_empty_reason (self);
  const gboolean is_empty = self->item == NULL && self->back_cell == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->empty), is_empty);
  /* The dark ground of the picture would look out at the corners. */
  gtk_widget_set_opacity (GTK_WIDGET (self->view), is_empty ? 0 : 1);
  /* Its dark corners would look out behind round ones. */
  gtk_widget_set_opacity (GTK_WIDGET (self->view), is_empty ? 0 : 1);
  if (!is_empty)
    return;
  fit_states (self);
  gtk_stack_set_visible_child_name (self->empty, reason);
}

void
fl_label_page_tell_how (FlLabelPage *self)
{
  guint n_labelled = 0;

  g_object_get (self->session, "n-labelled", &n_labelled, NULL);
  gtk_inscription_set_text (self->status, n_labelled == 0 && !fl_label_page_has_tags (self)
                                            /* Translators: the full stop is a key. */
                                            ? _ ("Press the key of what you see, or . for unsure")
                                            : "");
}
