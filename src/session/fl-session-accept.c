/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepting predictions as a lot. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "learn/fl-certificate.h"
#include "learn/fl-proposal.h"
#include "store/fl-store-lots.h"

/* Labels that a class needs in the project, and a stream, before a machine may speak for them
 * (decisions 28). */
#define MIN_CLASS_LABELS  5
#define MIN_STREAM_LABELS 1

static gboolean
has_enough (FlSession *self, FlStream *stream, gint64 class_id)
{
  FlClass *klass = fl_session_find_class_by_id (self, class_id);

  return klass != NULL && fl_class_get_n_labels (klass) >= MIN_CLASS_LABELS &&
         fl_stream_get_track (stream)->len >= MIN_STREAM_LABELS;
}

/* Samples without a person's label and without an auto label. */
static void
list_stream (FlSession *self, FlStream *stream, GArray *candidates, FlAcceptance *acceptance)
{
  FlSweep *sweep = fl_stream_get_sweep (stream);

  for (gsize i = 0; sweep != NULL && i < sweep->samples->n; i++) {
    FlVerdict verdict;
    fl_stream_get_verdict (stream, sweep->samples->frames[i], &verdict);
    if (verdict.certainty != FL_CERTAINTY_MODEL)
      continue;
    acceptance->n_candidates++;
    if (!has_enough (self, stream, sweep->class_ids[i])) {
      acceptance->n_left_out++;
      continue;
    }
    const FlProposed candidate = {.stream = stream,
                                  .frame = sweep->samples->frames[i],
                                  .class_id = sweep->class_ids[i],
                                  .confidence = sweep->confidences[i]};
    g_array_append_val (candidates, candidate);
  }
}

GArray *
fl_session_propose (FlSession *self, FlAcceptance *acceptance)
{
  if (self->model == NULL || !fl_model_get_facts (self->model)->is_calibrated)
    return NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (FlProposed));

  acceptance->n_candidates = 0;
  acceptance->n_left_out = 0;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    list_stream (self, fl_session_peek_stream (self, i), candidates, acceptance);
  g_autofree float *doubts = g_new (float, MAX (candidates->len, 1));
  g_autofree guint8 *is_chosen = g_new0 (guint8, MAX (candidates->len, 1));
  for (guint i = 0; i < candidates->len; i++)
    doubts[i] = 1 - g_array_index (candidates, FlProposed, i).confidence;
  fl_proposal_choose (doubts, candidates->len, acceptance->max_error, is_chosen);
  for (guint i = 0; i < candidates->len; i++)
    if (is_chosen[i])
      g_array_append_val (chosen, g_array_index (candidates, FlProposed, i));
  acceptance->n_samples = chosen->len;
  acceptance->n_checks = chosen->len > 0
                           ? (guint) fl_certificate_count_clean (chosen->len, acceptance->max_error,
                                                                 1 - acceptance->confidence)
                           : 0;
  return chosen;
}

/* The model's doubt is not measured yet: too few samples, or all of them close together. */
static void
set_not_measured (FlSession *self, GError **error)
{
  if (self->n_taught >= FL_SESSION_VALIDATE_FROM) {
    g_set_error_literal (
      error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
      _ ("There is nothing to accept yet, because all labels come from one or two places, where "
         "nobody can measure how sure the model is elsewhere; label some in other places"));
    return;
  }
  g_set_error (
    error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
    /* Translators: two numbers of labelled samples: needed, and there. */
    _ ("There is nothing to accept yet, because it takes about %1$u labelled samples from "
       "several places to measure how sure the model is, and there are %2$u; label some "
       "more"),
    FL_SESSION_VALIDATE_FROM, (guint) self->n_taught);
}

static gboolean
check_acceptance (FlSession *self, const FlAcceptance *acceptance, GError **error)
{
  if (!(acceptance->max_error > 0 && acceptance->max_error < 1) ||
      !(acceptance->confidence > 0 && acceptance->confidence < 1)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Maximum error and confidence are numbers between 0 and 1, such as "
                            "0.02 and 0.95"));
    return FALSE;
  }
  if (self->model != NULL && fl_model_get_facts (self->model)->is_calibrated)
    return TRUE;
  if (self->model != NULL) {
    set_not_measured (self, error);
    return FALSE;
  }
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                       _ ("There is nothing to accept yet, because there is no model; label some "
                          "samples of at least two classes first"));
  return FALSE;
}

gboolean
fl_session_preview_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (GArray) chosen = fl_session_propose (self, acceptance);
  return TRUE;
}

static GPtrArray *
build_parts (GArray *chosen)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  FlStream *stream = NULL;
  FlLotPart *part = NULL;

  for (guint i = 0; i < chosen->len; i++) {
    const FlProposed *candidate = &g_array_index (chosen, FlProposed, i);
    if (candidate->stream != stream) {
      stream = candidate->stream;
      part = g_new (FlLotPart, 1);
      *part = (FlLotPart){.stream = fl_stream_get_id (stream),
                          .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
      g_ptr_array_add (parts, part);
    }
    const FlLotSample sample = {.frame = candidate->frame,
                                .class_id = candidate->class_id,
                                .confidence = (double) candidate->confidence};
    g_array_append_val (part->samples, sample);
  }
  return parts;
}

gboolean
fl_session_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (GArray) chosen = fl_session_propose (self, acceptance);
  if (chosen->len == 0)
    return TRUE;
  g_autoptr (GPtrArray) parts = build_parts (chosen);
  const FlLotRow row = {.model = fl_model_get_facts (self->model)->revision,
                        .max_error = acceptance->max_error,
                        .confidence = acceptance->confidence};
  if (fl_store_add_lot (self->store, &row, parts, self->annotator, error) == 0 ||
      !fl_session_load_lots (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  return TRUE;
}
