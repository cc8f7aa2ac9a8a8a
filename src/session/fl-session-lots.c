/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lots for people: where they stand, what may be said of them, giving them back. */
#include "session/fl-session-lots.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "session/fl-item-private.h"
#include "session/fl-lot.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-private.h"
#include "store/fl-store-hidden.h"
#include "store/fl-store-settings.h"

static const char *const state_names[] = {[FL_LOT_OPEN] = "open",
                                          [FL_LOT_CERTIFIED] = "certified",
                                          [FL_LOT_FAILED] = "failed",
                                          [FL_LOT_WITHDRAWN] = "withdrawn"};

const char *
fl_lot_state_get_name (FlLotState state)
{
  return state_names[state];
}

static FlLotState
parse_state (const char *name)
{
  FlLotState state = FL_LOT_OPEN;

  while (state < FL_LOT_WITHDRAWN && !g_str_equal (name, state_names[state]))
    state++;
  return state;
}

static void
lot_report_free (FlLotReport *self)
{
  g_free (self->uuid);
  g_free (self->people);
  g_free (self->classes);
  g_free (self->scope);
  g_free (self->stream);
  g_free (self->klass);
  g_free (self->seed);
  g_free (self);
}

static FlLotReport *
describe (const FlLot *lot)
{
  const FlLotRow *row = lot->row;
  FlLotReport *report = g_new (FlLotReport, 1);

  *report = (FlLotReport){.id = row->id,
                          .uuid = g_strdup (row->uuid),
                          .created_us = row->created_us,
                          .state = parse_state (row->state),
                          .n_samples = (guint) row->n_samples,
                          .max_error = row->max_error,
                          .confidence = row->confidence,
                          .n_attempts = lot->attempt,
                          .n_answered = lot->errors->len,
                          .n_checks = lot->told->len,
                          .n_disagreements = (guint) lot->told_view.n_errors,
                          .n_remaining = (guint) lot->told_view.n_remaining,
                          .n_at_most = (guint) lot->told_view.bound,
                          .scope = g_strdup (row->scope),
                          .seed = g_strdup (row->seed)};
  guint n_checks = 0;
  fl_lot_count_changes (lot, 0, &n_checks, &report->n_changed);
  if (report->state != FL_LOT_OPEN)
    report->n_remaining = 0;
  return report;
}

/* Who answered its checks, as they are called; by what may be told. */
static char *
dup_people (FlSession *self, const FlLot *lot)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lot->answers->len; i++) {
    const FlAuditAnswer *answer = &g_array_index (lot->answers, FlAuditAnswer, i);
    g_autofree char *name = fl_store_dup_annotator_name (self->store, answer->annotator);
    if (!answer->is_fresh && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, g_steal_pointer (&name));
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (C_ ("list", ", "), (char **) names->pdata);
}

/* Names as they are now; of what is gone the last one. */
static void
name_scope (FlSession *self, FlLotReport *report)
{
  fl_lot_scope_parse (report->scope, &report->about);
  FlClass *klass = fl_session_find_class_by_id (self, ABS (report->about.class_id));
  report->stream = fl_store_dup_stream_name (self->store, report->about.stream);
  report->klass = klass != NULL ? g_strdup (fl_class_get_name (klass)) : NULL;
}

GPtrArray *
fl_session_list_lots (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  const gboolean are_several = fl_store_count_annotators (self->store) > 1;
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) lot_report_free);
  for (guint i = 0; i < self->lots->len; i++) {
    const FlLot *lot = self->lots->pdata[i];
    FlLotReport *report = describe (lot);
    report->people = are_several ? dup_people (self, lot) : NULL;
    name_scope (self, report);
    /* What a tag is does not hang on which others there are. */
    if (report->about.tag == 0)
      report->classes = fl_store_dup_classes_before (self->store, lot->row->id);
    g_ptr_array_add (reports, report);
  }
  return reports;
}

guint
fl_session_match_names (const GPtrArray *names, const char *word, guint *out_place)
{
  guint n = 0;

  for (guint i = 0; *word != '\0' && i < names->len; i++) {
    if (!g_str_has_prefix (names->pdata[i], word))
      continue;
    *out_place = i;
    n++;
  }
  return n;
}

gint64
fl_session_find_lot (FlSession *self, const char *word, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint place = 0;
  for (guint i = 0; i < self->lots->len; i++)
    g_ptr_array_add (names, ((const FlLot *) self->lots->pdata[i])->row->uuid);
  const guint n = fl_session_match_names (names, word, &place);
  if (n == 1)
    return ((const FlLot *) self->lots->pdata[place])->row->id;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               n == 0 ? _ ("There is no lot “%s”; “lots” lists them")
                      : _ ("Several lots begin with “%s”; give more of the name"),
               word);
  return 0;
}

double
fl_session_round_up (double share)
{
  /* No negative zero. */
  return fmax (ceil (share * 1000 - 1e-9), 0) / 10;
}

static char *
describe_certified (const FlLotReport *self, const char *at)
{
  /* Translators: numbers in the order in which they stand. */
  g_autofree char *checks =
    g_strdup_printf (ngettext ("%'u random blind check", "%'u random blind checks", self->n_checks),
                     self->n_checks);
  g_autofree char *disagreements =
    g_strdup_printf (ngettext ("%'u disagreement", "%'u disagreements", self->n_disagreements),
                     self->n_disagreements);
  return g_strdup_printf (
    ngettext ("Of the %1$'u label that the machine set in this lot, at least %2$g %% agree with "
              "what you would have pressed (%3$g %% confidence; %4$s, %5$s; lot frozen %6$s)",
              "Of the %1$'u labels that the machine set in this lot, at least %2$g %% agree with "
              "what you would have pressed (%3$g %% confidence; %4$s, %5$s; lot frozen %6$s)",
              self->n_samples),
    self->n_samples, 100 - self->max_error * 100, self->confidence * 100, checks, disagreements,
    at);
}

static char *
describe_open (const FlLotReport *self)
{
  g_autofree char *more = g_strdup_printf (
    /* Translators: how many checks are missing. */
    ngettext ("About %'u more check needed if it agrees",
              "About %'u more checks needed if they "
              "all agree",
              self->n_remaining),
    self->n_remaining);

  if (self->n_checks == 0)
    return g_strdup_printf (_ ("Not checked yet. %s"), more);
  return g_strdup_printf (
    /* Translators: a share in percent, a confidence in percent, and what is missing. */
    _ ("So far: at most %1$g %% wrong (%2$g %%). %3$s"),
    fl_session_round_up ((double) self->n_at_most / self->n_samples), self->confidence * 100, more);
}

/* Takes over @sentence and says by whom, and how often they did not agree with themselves, where that is
 * more than may be wrong. */
static char *
add_people (const FlLotReport *self, char *sentence)
{
  g_autofree char *text = sentence;
  /* Translators: what is known of a lot, and names of people. */
  g_autofree char *named = self->people != NULL
                             ? g_strdup_printf (_ ("%1$s. Checked by %2$s"), text, self->people)
                             : g_strdup (text);

  if (self->n_changed <= self->max_error * self->n_checks)
    return g_steal_pointer (&named);
  /* Translators: what is known of a lot, and a number of checks. */
  return g_strdup_printf (
    ngettext (
      "%1$s. %2$'u of its checks was answered otherwise when it was shown again, so that it "
      "is about agreement alone",
      "%1$s. %2$'u of its checks were answered otherwise when they were shown again, so that "
      "it is about agreement alone",
      self->n_changed),
    named, self->n_changed);
}

/* Takes over @sentence and says what it is about, and which classes it knew, where that is not all. */
static char *
add_limits (const FlLotReport *self, char *sentence)
{
  g_autofree char *words = fl_lot_scope_dup_words (&self->about, self->stream, self->klass);
  g_autofree char *text = add_people (self, sentence);
  /* Translators: what is known of a lot, and what it is about, such as “Class “Bird””. */
  g_autofree char *scoped =
    words != NULL ? g_strdup_printf (_ ("%1$s. Scope: %2$s"), text, words) : g_strdup (text);

  if (self->classes == NULL)
    return g_steal_pointer (&scoped);
  /* Translators: what is known of a lot, and names of classes. */
  return g_strdup_printf (_ ("%1$s. It knew %2$s"), scoped, self->classes);
}

char *
fl_lot_report_dup_sentence (const FlLotReport *self)
{
  g_autoptr (GDateTime) frozen =
    g_date_time_new_from_unix_local (self->created_us / G_USEC_PER_SEC);
  /* Translators: a day and a time, as g_date_time_format() knows them. */
  g_autofree char *at = g_date_time_format (frozen, _ ("%e %B %Y %H:%M"));

  switch (self->state) {
  case FL_LOT_OPEN:
    return add_limits (self, describe_open (self));
  case FL_LOT_CERTIFIED:
    return add_limits (self, describe_certified (self, at));
  case FL_LOT_FAILED:
    return g_strdup_printf (
      ngettext ("Not certified: %1$'u of %2$'u check disagreed. Its samples are free again",
                "Not certified: %1$'u of %2$'u checks disagreed. Its samples are free again",
                self->n_checks),
      self->n_disagreements, self->n_checks);
  case FL_LOT_WITHDRAWN:
    return g_strdup (_ ("Given back. Its samples are free again"));
  }
  g_assert_not_reached ();
}

FlLotSum
fl_session_sum_lots (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), (FlLotSum){0});
  return fl_lots_sum (self->lots);
}

char *
fl_lot_sum_dup_sentence (const FlLotSum *self)
{
  if (self->n_lots < 2)
    return NULL;
  /* Translators: a number of labels, of lots, of labels, and a percentage. */
  return g_strdup_printf (_ ("Of the %1$" PRIu64
                             " labels of these %2$u lots together at most %3$" PRIu64
                             " disagree with what you would have pressed (%4$g %% confidence)."),
                          self->n_samples, self->n_lots, self->n_at_most,
                          100 * (1 - FL_LOT_SUM_RISK));
}

char *
fl_session_dup_lots (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  const FlLotSum sum = fl_session_sum_lots (self);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self);

  for (guint i = 0; sum.n_lots == 1 && i < lots->len; i++) {
    const FlLotReport *lot = lots->pdata[i];
    if (lot->state == FL_LOT_OPEN || lot->state == FL_LOT_CERTIFIED)
      return fl_lot_report_dup_sentence (lot);
  }
  return fl_lot_sum_dup_sentence (&sum);
}

void
fl_lot_sum_add_json (const FlLotSum *self, const char *name, FlJson *json)
{
  fl_json_begin_object (json, name);
  fl_json_add_int (json, "lots", self->n_lots);
  fl_json_add_int (json, "samples", (gint64) self->n_samples);
  fl_json_add_int (json, "at_most_wrong", (gint64) self->n_at_most);
  fl_json_add_double (json, "confidence", 1 - FL_LOT_SUM_RISK);
  fl_json_end_object (json);
}

gboolean
fl_session_give_back_lot (FlSession *self, gint64 lot, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  if (!fl_session_write_unsaved (self, error) ||
      !fl_store_withdraw_lot (self->store, lot, self->annotator, error) ||
      !fl_session_load_lots (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return TRUE;
}

void
fl_session_certify (FlSession *self, gint64 lot)
{
  g_return_if_fail (FL_IS_SESSION (self));

  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  self->certified_now = lot;
  fl_queue_clear (self->queue);
  if (lot != 0)
    fl_session_mix_questions (self, items);
  fl_queue_rank (self->queue, items);
  fl_session_update_current (self);
  fl_session_emit_lots_changed (self);
  fl_session_request_learning (self);
}

gint64
fl_session_get_certified_now (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);
  return self->certified_now;
}

FlItem *
fl_session_next_check (FlSession *self, gint64 lot, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  self->certified_now = lot;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  fl_session_mix_questions (self, items);
  self->certified_now = 0;
  if (items->len > 0 && fl_session_issue_audit (self, items->pdata[0]) != 0)
    return g_object_ref (items->pdata[0]);
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                       _ ("There is nothing to check: the lot is closed, or its videos are not "
                          "there"));
  return NULL;
}
