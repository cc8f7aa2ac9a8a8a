/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be missed of a class is promised by a sweep, not by a lot: so who accepts with a largest share
 * of missed events starts one. */
#include "session/fl-accept-sweeps.h"

#include "session/fl-session-private.h"
#include "session/fl-session-sweeps.h"

typedef gboolean (*PlanFunc) (FlSession *self, FlSweepPlan *plan, GError **error);

static void
add_line (char **lines, const char *line)
{
  char *longer = g_strdup_printf ("%s%s\n", *lines != NULL ? *lines : "", line);

  g_free (*lines);
  *lines = longer;
}

/* Where there can be no sweep the acceptance keeps why, and all else goes on. */
static gboolean
take_limit (FlSession *self,
            FlAcceptance *acceptance,
            const FlClassLimit *limit,
            PlanFunc take,
            GError **error)
{
  FlClass *klass = fl_session_find_class_by_id (self, limit->class_id);
  FlSweepPlan plan = {.klass = klass,
                      .max_missed = limit->share,
                      .confidence = acceptance->confidence};
  g_autoptr (GError) problem = NULL;

  if (!limit->is_missed || klass == NULL)
    return TRUE;
  if (take (self, &plan, &problem)) {
    acceptance->n_sweeps++;
    acceptance->n_sheets += plan.n_sheets;
  } else if (problem->domain == FL_SESSION_ERROR) {
    add_line (&acceptance->no_sweeps, problem->message);
  } else {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  return TRUE;
}

static gboolean
take_limits (FlSession *self, FlAcceptance *acceptance, PlanFunc take, GError **error)
{
  acceptance->n_sweeps = 0;
  acceptance->n_sheets = 0;
  g_clear_pointer (&acceptance->no_sweeps, g_free);
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++)
    if (!take_limit (self, acceptance, &g_array_index (acceptance->limits, FlClassLimit, i), take,
                     error))
      return FALSE;
  return TRUE;
}

static gboolean
start (FlSession *self, FlSweepPlan *plan, GError **error)
{
  return fl_session_start_sweep (self, plan, error) != 0;
}

gboolean
fl_accept_sweeps_price (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  return take_limits (self, acceptance, fl_session_preview_sweep, error);
}

gboolean
fl_accept_sweeps_start (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  return take_limits (self, acceptance, start, error);
}
