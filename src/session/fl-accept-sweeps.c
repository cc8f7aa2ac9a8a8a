/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be missed of a class is promised by a sweep, not by a lot: so who accepts with a largest share
 * of missed events starts one. */
#include "session/fl-accept-sweeps.h"

#include "session/fl-session-private.h"
#include "session/fl-session-sweeps.h"

/* Whether @limit asks for a sweep that does not go on yet; then @out is its plan. */
static gboolean
make_plan (FlSession *self,
           const FlAcceptance *acceptance,
           const FlClassLimit *limit,
           FlSweepPlan *out)
{
  *out = (FlSweepPlan){.klass = fl_session_find_class_by_id (self, limit->class_id),
                       .max_missed = limit->share,
                       .confidence = acceptance->confidence};
  return limit->is_missed && out->klass != NULL && !fl_class_get_is_background (out->klass) &&
         !fl_session_is_swept (self, out->klass);
}

void
fl_accept_sweeps_price (FlSession *self, FlAcceptance *acceptance)
{
  FlSweepPlan plan;

  acceptance->n_sweeps = 0;
  acceptance->n_sheets = 0;
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (acceptance->limits, FlClassLimit, i);
    if (!make_plan (self, acceptance, limit, &plan) ||
        !fl_session_preview_sweep (self, &plan, NULL))
      continue;
    acceptance->n_sweeps++;
    acceptance->n_sheets += plan.n_sheets;
  }
}

gboolean
fl_accept_sweeps_start (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  FlSweepPlan plan;

  acceptance->n_sweeps = 0;
  acceptance->n_sheets = 0;
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (acceptance->limits, FlClassLimit, i);
    g_autoptr (GError) problem = NULL;
    if (!make_plan (self, acceptance, limit, &plan))
      continue;
    if (fl_session_start_sweep (self, &plan, &problem) != 0) {
      acceptance->n_sweeps++;
      acceptance->n_sheets += plan.n_sheets;
    } else if (problem->domain != FL_SESSION_ERROR) {
      /* Where there is nothing to sweep nothing can be missed. */
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  }
  return TRUE;
}
