/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cards say of what is proved: sweeps and lots. Their sentences are those of the session. */
#include <glib/gi18n.h>

#include "app/fl-insight-private.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-sweeps.h"

static gboolean
says_something (const FlSweepReport *sweep)
{
  return sweep->state != FL_SWEEP_WITHDRAWN && sweep->n_seen > 0;
}

/* An older sweep of the same class bounds what the newer one bounds again. */
static gboolean
is_newest (const GPtrArray *sweeps, guint i)
{
  const FlSweepReport *sweep = sweeps->pdata[i];

  for (guint j = i + 1; j < sweeps->len; j++) {
    const FlSweepReport *newer = sweeps->pdata[j];
    if (newer->class_id == sweep->class_id && says_something (newer))
      return FALSE;
  }
  return says_something (sweep);
}

static void
add_sweep (FlPlot *plot, FlSession *session, const FlSweepReport *sweep)
{
  const guint64 values[] = {sweep->n_found, sweep->n_more};

  fl_plot_add_row (plot, sweep->klass, fl_session_find_class_by_id (session, sweep->class_id),
                   values);
}

GPtrArray *
fl_insight_list_newest (const GPtrArray *sweeps)
{
  GPtrArray *newest = g_ptr_array_new ();

  for (guint i = 0; i < sweeps->len; i++)
    if (is_newest (sweeps, i))
      g_ptr_array_add (newest, sweeps->pdata[i]);
  return newest;
}

FlInsight *
fl_insight_new_misses (FlSession *session, const FlInsights *insights)
{
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (session);
  g_autoptr (GPtrArray) newest = fl_insight_list_newest (sweeps);
  FlInsight *self = fl_insight_create (
    "misses", _ ("Missed Events"),
    _ (
      "A sweep shows random stretches of what nobody and nothing called a class. From how few of "
      "them have it after all follows how many events are missed at most, with the confidence that "
      "the sentence tells."));

  fl_insight_set_empty (self,
                        _ ("How many events of a class are still missed at most, after a sweep."),
                        _ ("Look for Missed Events"), "win.show-review('sweep')");
  if (newest->len == 0)
    return self;
  self->plot = fl_plot_new (FL_PLOT_BARS, self->title, _ ("Class"), NULL);
  self->plot->has_bounds = TRUE;
  fl_plot_add_column (self->plot, _ ("Found"), FL_CERTAINTY_HUMAN);
  fl_plot_add_column (self->plot, _ ("At Most So Many More"), FL_CERTAINTY_AUTO);
  for (guint i = 0; i < newest->len; i++)
    add_sweep (self->plot, session, newest->pdata[i]);
  self->sentence = fl_session_dup_sweeps (session);
  return self;
}

static gboolean
stands (const FlLotReport *lot)
{
  return lot->state == FL_LOT_OPEN || lot->state == FL_LOT_CERTIFIED;
}

static void
add_lot (FlPlot *plot, const FlLotReport *lot, guint number)
{
  const guint64 values[] = {lot->n_samples - lot->n_at_most, lot->n_at_most};
  /* Translators: what was filled in at once; its number. */
  g_autofree char *name = g_strdup_printf (_ ("Lot %u"), number);

  if (stands (lot))
    fl_plot_add_row (plot, name, NULL, values);
}

FlInsight *
fl_insight_new_lots (FlSession *session, const FlInsights *insights)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session);
  FlInsight *self = fl_insight_create (
    "lots", _ ("Filled In"),
    _ (
      "Each lot is bounded by random blind checks of its own, at the confidence that was asked for. "
      "Before the first check all of it may be wrong. "
      "For all lots together each has a smaller share of the risk, so that the sum holds as well."));

  fl_insight_set_empty (self,
                        _ ("What the machine filled in, and how much of it is wrong at most."),
                        _ ("Fill In the Rest…"), "win.accept");
  FlPlot *plot = fl_plot_new (FL_PLOT_BARS, self->title, _ ("Lot"), NULL);
  plot->has_bounds = TRUE;
  fl_plot_add_column (plot, _ ("As You Would Say, at Least"), FL_CERTAINTY_CERTIFIED);
  fl_plot_add_column (plot, _ ("Otherwise, at Most"), FL_CERTAINTY_AUTO);
  for (guint i = 0; i < lots->len; i++)
    add_lot (plot, lots->pdata[i], i + 1);
  if (plot->rows->len == 0) {
    fl_plot_free (plot);
    return self;
  }
  self->plot = plot;
  self->sentence = fl_session_dup_lots (session);
  return self;
}
