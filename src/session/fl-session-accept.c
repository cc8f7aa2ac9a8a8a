/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepting predictions as lots. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "session/fl-accept-sweeps.h"
#include "session/fl-session-propose.h"
#include "store/fl-store-lots.h"

/* The model's doubt is not measured yet: too few samples, or all of them close together. */
static void
set_not_measured (FlSession *self, GError **error)
{
  if (self->n_taught >= FL_LEARNING_VALIDATE_FROM) {
    g_set_error_literal (
      error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
      _ ("There is nothing to accept yet, because all labels come from one or two places, where "
         "nobody can measure how sure the model is elsewhere; label some in other places"));
    return;
  }
  g_set_error (
    error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
    /* Translators: two numbers of labelled samples: needed, and there. */
    ngettext ("There is nothing to accept yet, because it takes about %1$u labelled samples from "
              "several places to measure how sure the model is, and there is %2$u; label some "
              "more",
              "There is nothing to accept yet, because it takes about %1$u labelled samples from "
              "several places to measure how sure the model is, and there are %2$u; label some "
              "more",
              self->n_taught),
    FL_LEARNING_VALIDATE_FROM, (guint) self->n_taught);
}

/* Nobody knows day from night where no stream tells the time. */
static gboolean
check_condition (FlSession *self, const FlAcceptance *acceptance, GError **error)
{
  if (acceptance->scope.condition == FL_CONDITION_ANY || fl_session_has_clock (self))
    return TRUE;
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                       _ ("Nothing can be accepted by day or by night, because no video tells at "
                          "what time it was taken; accept by video or by class"));
  return FALSE;
}

gboolean
fl_session_is_tag_calibrated (FlSession *self, gint64 tag)
{
  for (guint i = 0; self->tag_models != NULL && i < self->tag_models->len; i++) {
    const FlTagModel *model = self->tag_models->pdata[i];
    if (model->tag == tag)
      return fl_model_get_facts (model->model)->is_calibrated;
  }
  return FALSE;
}

gboolean
fl_session_is_calibrated (FlSession *self)
{
  if (self->model == NULL || !self->is_multi_label)
    return self->model != NULL && fl_model_get_facts (self->model)->is_calibrated;
  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    if (fl_session_is_tag_calibrated (self, fl_class_get_id (fl_session_peek_class (self, i))))
      return TRUE;
  return FALSE;
}

gboolean
fl_session_check_acceptance (FlSession *self, const FlAcceptance *acceptance, GError **error)
{
  if (!(acceptance->max_error > 0 && acceptance->max_error < 1) ||
      !(acceptance->confidence > 0 && acceptance->confidence < 1)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Maximum error and confidence are numbers between 0 and 1, such as "
                            "0.02 and 0.95"));
    return FALSE;
  }
  if (!check_condition (self, acceptance, error))
    return FALSE;
  if (fl_session_is_calibrated (self))
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
fl_session_has_clock (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    if (fl_stream_get_clock_start_us (fl_session_peek_stream (self, i)) >= 0)
      return TRUE;
  return FALSE;
}

gboolean
fl_session_preview_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!fl_session_check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (FlProposing) proposing = fl_session_propose (self, acceptance);
  if (acceptance->n_samples == 0)
    return TRUE;
  g_autoptr (GPtrArray) sweeps = fl_accept_sweeps_begin (self, acceptance);
  fl_accept_sweeps_find (sweeps, acceptance, NULL);
  return TRUE;
}

/* The part of that stream, which may be new; they come in the order of streams. */
static FlLotPart *
take_part (GPtrArray *parts, gint64 stream)
{
  for (guint i = parts->len; i-- > 0;) {
    FlLotPart *part = parts->pdata[i];
    if (part->stream == stream)
      return part;
  }
  FlLotPart *part = g_new (FlLotPart, 1);
  *part = (FlLotPart){.stream = stream,
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample)),
                      .edges = g_array_new (FALSE, FALSE, sizeof (gint64))};
  g_ptr_array_add (parts, part);
  return part;
}

/* Of the samples and the edges at some places. */
static GPtrArray *
build_parts (const FlProposing *proposing, const GArray *chosen, const GArray *edges)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);

  for (guint i = 0; i < chosen->len; i++) {
    const guint place = g_array_index (chosen, guint, i);
    const FlProposed *candidate = &g_array_index (proposing->chosen, FlProposed, place);
    const FlLotSample sample = {.frame = candidate->frame,
                                .class_id = candidate->class_id,
                                .confidence = (double) candidate->confidence};
    g_array_append_val (take_part (parts, candidate->stream)->samples, sample);
  }
  for (guint i = 0; i < edges->len; i++) {
    const guint place = g_array_index (edges, guint, i);
    const FlProposed *edge = &g_array_index (proposing->edges, FlProposed, place);
    g_array_append_val (take_part (parts, edge->stream)->edges, edge->frame);
  }
  return parts;
}

/* A lot of a tag promises nothing of others. */
static void
append_missed (const FlAcceptance *acceptance, const FlLotScope *lot, GString *scope)
{
  const GArray *limits = acceptance->limits;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    char share[G_ASCII_DTOSTR_BUF_SIZE];
    if (!limit->is_missed || (lot->tag != 0 && lot->class_id != -limit->class_id))
      continue;
    g_ascii_dtostr (share, sizeof share, limit->share);
    g_string_append_printf (scope, "%smax-missed:%" G_GINT64_FORMAT "=%s",
                            scope->len > 0 ? " " : "", limit->class_id, share);
  }
}

static char *
describe_scope (FlSession *self, const FlAcceptance *acceptance, const FlClassLimit *limit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FlLotScope scope = acceptance->scope;

  if (limit != NULL)
    scope.class_id = limit->class_id;
  scope.tag = self->is_multi_label ? ABS (scope.class_id) : 0;
  fl_lot_scope_append (&scope, text);
  append_missed (acceptance, &scope, text);
  return g_strdup (text->len > 0 ? text->str : "all");
}

/* The lots to be made. */
typedef struct {
  GArray *rows;      /* FlLotRow */
  GPtrArray *parts;  /* of FlLotPart, as rows */
  GPtrArray *scopes; /* what the rows borrow */
} Lots;

/* Lot @i of a proposal, 0 being that of all which has no limit of its own. */
static void
add_lot (FlSession *self,
         const FlProposing *proposing,
         guint i,
         const GArray *chosen,
         const GArray *edges,
         Lots *lots)
{
  const FlClassLimit *limit =
    i > 0 ? &g_array_index (proposing->limits, FlClassLimit, i - 1) : NULL;
  const FlAcceptance *acceptance = &proposing->acceptance;
  char *scope = describe_scope (self, acceptance, limit);
  const FlLotRow row = {.model = fl_model_get_facts (self->model)->revision,
                        .max_error = limit != NULL ? limit->share : acceptance->max_error,
                        .confidence = acceptance->confidence,
                        .scope = scope};

  g_ptr_array_add (lots->scopes, scope);
  g_ptr_array_add (lots->parts, build_parts (proposing, chosen, edges));
  g_array_append_val (lots->rows, row);
}

static gboolean
add_lots (FlSession *self, const FlProposing *proposing, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlLotRow));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chosen = fl_proposed_split (proposing->chosen, proposing->limits);
  g_autoptr (GPtrArray) edges = fl_proposed_split (proposing->edges, proposing->limits);
  Lots lots = {.rows = rows, .parts = parts, .scopes = scopes};

  for (guint i = 0; i < chosen->len; i++)
    if (((const GArray *) chosen->pdata[i])->len > 0)
      add_lot (self, proposing, i, chosen->pdata[i], edges->pdata[i], &lots);
  return fl_store_add_lots (self->store, (const FlLotRow *) (const void *) rows->data,
                            (GPtrArray *const *) parts->pdata, rows->len, self->annotator,
                            error) != 0;
}

gboolean
fl_session_accept_proposed (FlSession *self,
                            const FlProposing *proposing,
                            GPtrArray *sweeps,
                            FlAcceptance *acceptance,
                            GError **error)
{
  if (proposing->chosen->len == 0)
    return TRUE;
  /* What was said before is before it in the history. */
  if (!fl_session_write_unsaved (self, error) ||
      !fl_accept_sweeps_start (self, sweeps, acceptance, error) ||
      !add_lots (self, proposing, error) || !fl_session_load_lots (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  return TRUE;
}

gboolean
fl_session_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!fl_session_check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (FlProposing) proposing = fl_session_propose (self, acceptance);
  g_autoptr (GPtrArray) sweeps = fl_accept_sweeps_begin (self, acceptance);
  if (acceptance->n_samples > 0)
    fl_accept_sweeps_find (sweeps, acceptance, NULL);
  return fl_session_accept_proposed (self, proposing, sweeps, acceptance, error);
}
