/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random checks say of the machine, as one quiet line. Nobody waits for it: it comes when there is
 * nothing else to do, and asks for no layout. */
#include "app/fl-label-page-private.h"
#include "session/fl-session-accuracy.h"

static gboolean
tell (gpointer data)
{
  FlLabelPage *self = data;
  FlAccuracy accuracy;

  self->checks_source = 0;
  fl_session_get_accuracy (self->session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  gtk_inscription_set_text (self->checks, sentence != NULL ? sentence : "");
  return G_SOURCE_REMOVE;
}

static void
on_checks_changed (FlLabelPage *self)
{
  if (self->checks_source == 0)
    self->checks_source = g_idle_add_full (G_PRIORITY_LOW, tell, self, NULL);
}

void
fl_label_page_watch_checks (FlLabelPage *self)
{
  g_signal_connect_swapped (self->session, "checks-changed", G_CALLBACK (on_checks_changed), self);
  on_checks_changed (self);
}
