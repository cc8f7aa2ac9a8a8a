/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random checks say of the machine, and whether to go on, as quiet lines. Nobody waits for it: it comes when there is
 * nothing else to do, and asks for no layout. */
#include "app/fl-label-page-private.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-advice.h"

/* A shape beside the words, and no colour; nothing while nothing is known. */
static char *
dup_light (FlSession *session)
{
  const FlStopAdvice *advice = fl_session_get_advice (session);
  static const char *const marks[] =
    {[FL_STOP_GO_ON] = "●", [FL_STOP_SOON] = "◐", [FL_STOP_ENOUGH] = "○"};

  if (advice == NULL || advice->light == FL_STOP_UNKNOWN)
    return NULL;
  g_autofree char *words =
    fl_stop_advice_dup_words (advice, fl_session_get_advice_tag (session, advice));
  return g_strdup_printf ("%s %s", marks[advice->light], words);
}

static gboolean
tell (gpointer data)
{
  FlLabelPage *self = data;
  FlAccuracy accuracy;

  self->checks_source = 0;
  fl_session_get_accuracy (self->session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  g_autofree char *light = dup_light (self->session);
  const gboolean are_both = sentence != NULL && light != NULL;
  g_autofree char *text =
    g_strconcat (sentence != NULL ? sentence : "", are_both ? "\n" : "", light, NULL);
  gtk_inscription_set_text (self->checks, text);
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
  g_signal_connect_swapped (self->session, "advice-changed", G_CALLBACK (on_checks_changed), self);
  on_checks_changed (self);
}
