/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cards say of random checks, and what to do next. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-insight-private.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-advice.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-reliability.h"

#define LABEL_ACTION "win.show-view('label')"

static char *
dup_accuracy (FlSession *session)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  g_autofree char *range = fl_accuracy_dup_range (&accuracy);
  return range != NULL ? g_strdup_printf ("%s\n%s", sentence, range) : g_steal_pointer (&sentence);
}

FlInsight *
fl_insight_new_curve (FlSession *session, const FlInsights *insights)
{
  g_autoptr (GArray) curve = fl_session_list_accuracy (session);
  FlInsight *self = fl_insight_create (
    "random-checks", _ ("Random Checks over Labels"),
    _ (
      /* xgettext:no-c-format */
      "Only frames that were drawn at random from all without a label, and answered without seeing the "
      "guess. Each point is the share of at least twenty such checks in a row that the machine of "
      "that time had wrong, with its 95 % interval. The sentence is about the newest ones; the machine "
      "learned meanwhile, so it is probably better now."));

  fl_insight_set_empty (
    self,
    _ ("How often the machine is wrong, from twenty random checks on. They come by "
       "themselves among the questions."),
    _ ("Label Pictures"), LABEL_ACTION);
  if (curve->len == 0)
    return self;
  self->sentence = dup_accuracy (session);
  self->plot = fl_plot_new (FL_PLOT_LINE, self->title, _ ("Share wrong"), _ ("Labelled samples"));
  for (guint i = 0; i < curve->len; i++) {
    const FlAccuracy *each = &g_array_index (curve, FlAccuracy, i);
    const FlPlotPoint point = {.x = round (each->n_labels),
                               .y = each->error,
                               .low = each->low,
                               .high = each->high,
                               .n = each->n};
    fl_plot_add_point (self->plot, &point);
  }
  return self;
}

FlInsight *
fl_insight_new_reliability (FlSession *session, const FlInsights *insights)
{
  g_autoptr (GArray) points = fl_session_list_reliability (session);
  FlInsight *self = fl_insight_create (
    "reliability", _ ("Certain and Right"),
    _ (
      /* xgettext:no-c-format */
      "Only random checks: how certain the machine was before the answer, and how often it was right "
      "then, with the 95 % interval and the number of checks. On the dashed line it is as often right as "
      "it says; above it, more often."));
  guint n = 0;

  fl_insight_set_empty (
    self,
    _ ("Whether the machine is as often right as it is certain, from twenty random checks "
       "on."),
    _ ("Label Pictures"), LABEL_ACTION);
  if (points->len == 0)
    return self;
  self->plot = fl_plot_new (FL_PLOT_LINE, self->title, _ ("Share right"), _ ("Certainty"));
  self->plot->has_diagonal = TRUE;
  for (guint i = 0; i < points->len; i++) {
    const FlReliability *each = &g_array_index (points, FlReliability, i);
    const FlPlotPoint point = {.x = each->certainty,
                               .y = each->right,
                               .low = each->low,
                               .high = each->high,
                               .n = each->n};
    fl_plot_add_point (self->plot, &point);
    n += each->n;
  }
  self->sentence =
    g_strdup_printf (ngettext ("From %'u random check", "From %'u random checks alone", n), n);
  return self;
}

static guint
count_open_checks (FlSession *session, gboolean *out_has_open)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session);
  guint n = 0;

  *out_has_open = FALSE;
  for (guint i = 0; i < lots->len; i++) {
    const FlLotReport *lot = lots->pdata[i];
    *out_has_open |= lot->state == FL_LOT_OPEN;
    n += lot->state == FL_LOT_OPEN ? lot->n_remaining : 0;
  }
  return n;
}

/* The step that comes next, and the button that takes it. */
static char *
choose_step (FlInsight *self,
             FlSession *session,
             const FlInsights *insights,
             const FlStopAdvice *advice)
{
  const FlStopLight light = advice != NULL ? advice->light : FL_STOP_UNKNOWN;
  const guint n_left = insights->n[FL_CERTAINTY_MODEL] + insights->n[FL_CERTAINTY_UNSEEN];
  gboolean has_open;
  const guint n_checks = count_open_checks (session, &has_open);

  self->is_advice = TRUE;
  if (n_left == 0 && !has_open) {
    fl_insight_set_empty (self, NULL, _ ("Export…"), "win.export");
    return g_strdup (_ ("Stop: every sample is labelled or filled in"));
  }
  if (has_open && light != FL_STOP_GO_ON) {
    fl_insight_set_empty (self, NULL, _ ("Show Lots"), "win.show-review('lots')");
    return g_strdup_printf (ngettext ("Certify: %'u blind check, if it agrees, certifies what is "
                                      "filled in",
                                      "Certify: %'u blind checks, if all agree, certify what is "
                                      "filled in",
                                      n_checks),
                            n_checks);
  }
  if (light == FL_STOP_SOON || light == FL_STOP_ENOUGH)
    fl_insight_set_empty (self, NULL, _ ("Fill In the Rest…"), "win.accept");
  else
    fl_insight_set_empty (self, NULL, _ ("Label Pictures"), LABEL_ACTION);
  return advice != NULL
           ? fl_stop_advice_dup_words (advice, fl_session_get_advice_tag (session, advice))
           : g_strdup (fl_stop_light_get_words (light));
}

/* What it follows from. */
static GPtrArray *
list_signs (FlSession *session, const FlStopAdvice *advice)
{
  return advice != NULL
           ? fl_stop_advice_list_signs (advice, fl_session_get_advice_tag (session, advice))
           : g_ptr_array_new ();
}

FlInsight *
fl_insight_new_advice (FlSession *session, const FlInsights *insights)
{
  const FlStopAdvice *advice = fl_session_get_advice (session);
  FlInsight *self = fl_insight_create (
    "advice", _ ("What to Do Next"),
    _ (
      /* xgettext:no-c-format */
      "Advice from four signs, each of which may be unknown: whether successive models agree about a "
      "random set of samples that nobody labelled (kappa from 0.99 on), whether their doubt about it "
      "still falls (less than 10 % over 100 labels), how many of the last 50 answers surprised the "
      "machine (less than 5 %), and what the next 50 answers bring by random checks (less than 0.2 "
      "points). It is enough when all four say so, and almost when half do."));

  if (insights->n_samples == 0) {
    fl_insight_set_empty (self,
                          _ (
                            "Whether more answers still teach the machine, once videos were read."),
                          NULL, NULL);
    return self;
  }
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (lines, choose_step (self, session, insights, advice));
  g_autoptr (GPtrArray) signs = list_signs (session, advice);
  for (guint i = 0; i < signs->len; i++)
    g_ptr_array_add (lines, g_strdup (signs->pdata[i]));
  g_ptr_array_add (lines, NULL);
  self->sentence = g_strjoinv ("\n", (char **) lines->pdata);
  return self;
}
