/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting would do, found on a thread for a window: all samples and all labels are gone through, and the
 * footage is cut for each sweep that would come with it. */
#include <glib/gi18n.h>

#include "session/fl-accept-sweeps.h"
#include "session/fl-session-private.h"
#include "session/fl-session-propose.h"
#include "session/fl-wishes.h"

/* A wish, and what was found. */
typedef struct {
  FlProposing *proposing; /* (nullable) */
  GPtrArray *sweeps;      /* (nullable) FlSweepPrice */
  GError *problem;        /* (nullable) why nothing can be accepted */
} Wish;

static FlWishes **
get_slot (FlSession *self)
{
  return &self->acceptance_wishes;
}

/* Where nothing is labelled no sweep begins either. */
static void
find_sweeps (Wish *self, GCancellable *cancellable)
{
  FlAcceptance *acceptance = &self->proposing->acceptance;

  if (acceptance->n_samples > 0)
    fl_accept_sweeps_find (self->sweeps, acceptance, cancellable);
  else
    g_clear_pointer (&acceptance->no_sweeps, g_free);
}

static void
find_wish (gpointer data, GCancellable *cancellable)
{
  Wish *self = data;

  if (self->problem != NULL)
    return;
  fl_proposing_list (self->proposing, cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    return;
  fl_proposing_choose (self->proposing);
  fl_proposing_find_hint (self->proposing, cancellable);
  if (!g_cancellable_is_cancelled (cancellable))
    find_sweeps (self, cancellable);
}

static void
free_wish (gpointer data)
{
  Wish *self = data;

  g_clear_pointer (&self->proposing, fl_proposing_free);
  g_clear_pointer (&self->sweeps, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

static const FlWishType wish_type = {.thread_name = "fl-accept",
                                     .get_slot = get_slot,
                                     .find = find_wish,
                                     .free = free_wish,
                                     .tell = fl_session_emit_acceptance_priced};

void
fl_session_price_acceptance (FlSession *self, const FlAcceptance *wanted)
{
  g_return_if_fail (FL_IS_SESSION (self) && wanted != NULL);

  Wish *wish = g_new0 (Wish, 1);
  if (fl_session_check_acceptance (self, wanted, &wish->problem)) {
    wish->proposing = fl_session_begin_proposing (self, wanted);
    wish->sweeps = fl_accept_sweeps_begin (self, &wish->proposing->acceptance);
  }
  fl_wishes_ask (self, &wish_type, wish);
}

gboolean
fl_session_get_priced_acceptance (FlSession *self, FlPricedAcceptance *out)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  const Wish *found = fl_wishes_get (self, &wish_type);
  *out = (FlPricedAcceptance){0};
  if (found == NULL)
    return FALSE;
  if (found->problem != NULL) {
    out->why = found->problem->message;
    return TRUE;
  }
  const FlProposing *proposing = found->proposing;
  *out = (FlPricedAcceptance){.acceptance = &proposing->acceptance,
                              .lots = proposing->lots,
                              .shares = proposing->shares,
                              .n_hint = proposing->n_hint,
                              .hint_max_error = proposing->hint_max_error};
  return TRUE;
}

/* The confidences are of one model, and what has no label is of one moment. */
static gboolean
check_unchanged (FlSession *self, const FlProposing *proposing, GError **error)
{
  if (self->model != NULL && proposing->generation == self->model_generation &&
      proposing->n_label_changes == self->n_label_changes)
    return TRUE;
  g_set_error_literal (
    error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
    _ ("Nothing was accepted, because labels or the model changed meanwhile; look "
       "once more at what would be labelled"));
  return FALSE;
}

gboolean
fl_session_accept_priced (FlSession *self, guint *out_n_sweeps, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  Wish *found = fl_wishes_take (self, &wish_type);
  g_return_val_if_fail (found != NULL && found->proposing != NULL, FALSE);
  const gboolean is_done =
    check_unchanged (self, found->proposing, error) &&
    fl_session_check_acceptance (self, &found->proposing->acceptance, error) &&
    fl_session_accept_proposed (self, found->proposing, found->sweeps,
                                &found->proposing->acceptance, error);
  *out_n_sweeps = is_done ? found->proposing->acceptance.n_sweeps : 0;
  free_wish (found);
  return is_done;
}

void
fl_session_end_accept_pricing (FlSession *self)
{
  fl_wishes_end (self, &wish_type);
}
