/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be missed of a class is promised by a sweep, not by a lot: so who accepts with a largest share
 * of missed events starts one. */
#include "session/fl-accept-sweeps.h"

#include "session/fl-session-private.h"
#include "session/fl-sweep-blocks.h"
#include "session/fl-sweep-price.h"

static void
add_line (char **lines, const char *line)
{
  char *longer = g_strdup_printf ("%s%s\n", *lines != NULL ? *lines : "", line);

  g_free (*lines);
  *lines = longer;
}

static void
free_price (gpointer price)
{
  fl_sweep_price_free (price);
}

/* Where there can be no sweep the acceptance keeps why, and all else goes on. */
static void
begin_limit (FlSession *self,
             FlAcceptance *acceptance,
             const FlClassLimit *limit,
             GPtrArray *footage,
             GPtrArray *sweeps)
{
  FlClass *klass = fl_session_find_class_by_id (self, limit->class_id);
  const FlSweepPlan plan = {.klass = klass,
                            .max_missed = limit->share,
                            .confidence = acceptance->confidence};
  g_autoptr (GError) problem = NULL;

  if (!limit->is_missed || klass == NULL)
    return;
  if (fl_sweep_price_check (self, &plan, &problem))
    g_ptr_array_add (sweeps, fl_sweep_price_new (self, &plan, footage));
  else
    add_line (&acceptance->no_sweeps, problem->message);
}

static gboolean
has_missed (const FlAcceptance *acceptance)
{
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++)
    if (g_array_index (acceptance->limits, FlClassLimit, i).is_missed)
      return TRUE;
  return FALSE;
}

GPtrArray *
fl_accept_sweeps_begin (FlSession *self, FlAcceptance *acceptance)
{
  GPtrArray *sweeps = g_ptr_array_new_with_free_func (free_price);

  acceptance->n_sweeps = 0;
  acceptance->n_sheets = 0;
  g_clear_pointer (&acceptance->no_sweeps, g_free);
  if (!has_missed (acceptance))
    return sweeps;
  g_autoptr (GPtrArray) footage = fl_sweep_blocks_snapshot (self);
  for (guint i = 0; i < acceptance->limits->len; i++)
    begin_limit (self, acceptance, &g_array_index (acceptance->limits, FlClassLimit, i), footage,
                 sweeps);
  return sweeps;
}

void
fl_accept_sweeps_find (GPtrArray *sweeps, FlAcceptance *acceptance, GCancellable *cancellable)
{
  for (guint i = 0; i < sweeps->len; i++) {
    FlSweepPrice *price = sweeps->pdata[i];
    fl_sweep_price_find (price, cancellable);
    const GError *problem = fl_sweep_price_get_problem (price);
    if (problem != NULL) {
      add_line (&acceptance->no_sweeps, problem->message);
      continue;
    }
    acceptance->n_sweeps++;
    acceptance->n_sheets += fl_sweep_price_get_plan (price)->n_sheets;
  }
}

gboolean
fl_accept_sweeps_start (FlSession *self,
                        GPtrArray *sweeps,
                        FlAcceptance *acceptance,
                        GError **error)
{
  acceptance->n_sweeps = 0;
  acceptance->n_sheets = 0;
  for (guint i = 0; i < sweeps->len; i++) {
    const FlSweepPrice *price = sweeps->pdata[i];
    g_autoptr (GError) problem = NULL;
    if (fl_sweep_price_get_problem (price) != NULL)
      continue;
    if (fl_sweep_price_start (self, price, &problem) != 0) {
      acceptance->n_sweeps++;
      acceptance->n_sheets += fl_sweep_price_get_plan (price)->n_sheets;
    } else if (problem->domain == FL_SESSION_ERROR) {
      add_line (&acceptance->no_sweeps, problem->message);
    } else {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  }
  return TRUE;
}
