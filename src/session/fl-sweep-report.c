/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps for people: where they stand, and what may be said of them. */
#include <glib/gi18n.h>

#include "learn/fl-checks.h"
#include "session/fl-session-private.h"
#include "session/fl-sweep-count.h"

static const char *const state_names[] =
  {[FL_SWEEP_OPEN] = "open", [FL_SWEEP_ENDED] = "ended", [FL_SWEEP_WITHDRAWN] = "withdrawn"};

const char *
fl_sweep_state_get_name (FlSweepState state)
{
  return state_names[state];
}

static FlSweepState
parse_state (const char *name)
{
  FlSweepState state = FL_SWEEP_OPEN;

  while (state < FL_SWEEP_WITHDRAWN && !g_str_equal (name, state_names[state]))
    state++;
  return state;
}

static void
sweep_report_free (FlSweepReport *self)
{
  g_free (self->uuid);
  g_free (self->klass);
  g_free (self->seed);
  g_free (self);
}

static FlSweepReport *
describe (const FlSweepRow *row)
{
  FlSweepReport *report = g_new (FlSweepReport, 1);

  *report = (FlSweepReport){.id = row->id,
                            .uuid = g_strdup (row->uuid),
                            .created_us = row->created_us,
                            .state = parse_state (row->state),
                            .klass = g_strdup (row->class_name),
                            .class_id = row->class_id,
                            .max_missed = row->max_missed,
                            .confidence = row->confidence,
                            .block_s = row->block_s,
                            .seed = g_strdup (row->seed)};
  return report;
}

GPtrArray *
fl_session_list_sweeps (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) sweep_report_free);
  g_autoptr (GPtrArray) rows = fl_sweep_list_rows (self);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    FlSweepReport *report = describe (rows->pdata[i]);
    g_ptr_array_add (reports, report);
    /* One that cannot be read says that nothing is known, which is what it began with. */
    if (!fl_sweep_count (self, rows->pdata[i], report, NULL))
      report->max_share = 1;
  }
  return reports;
}

static char *
describe_looks (const FlSweepReport *self)
{
  g_autofree char *n_hits =
    g_strdup_printf (ngettext ("%'u hit", "%'u hits", self->n_hits), self->n_hits);
  /* Translators: “3 hits”; of how many more blocks the person could not tell. */
  g_autofree char *hits = self->n_unsure == 0
                            ? g_strdup (n_hits)
                            : g_strdup_printf (_ ("%1$s, %2$'u unsure"), n_hits, self->n_unsure);

  /* Translators: how many blocks of all were looked at, and how many hits there were. */
  return g_strdup_printf (ngettext ("%1$'u of %2$'u block looked at, %3$s",
                                    "%1$'u of %2$'u blocks looked at, %3$s", self->n_blocks),
                          self->n_seen, self->n_blocks, hits);
}

char *
fl_sweep_report_dup_sentence (const FlSweepReport *self)
{
  g_autofree char *looks = describe_looks (self);

  if (self->state == FL_SWEEP_WITHDRAWN)
    return g_strdup (_ ("Taken back; it says nothing"));
  g_autofree char *known =
    g_strdup_printf (ngettext ("%1$'u event of “%2$s” is known", "%1$'u events of “%2$s” are known",
                               self->n_found),
                     self->n_found, self->klass);
  if (self->n_seen == 0 && self->has_fresh && self->n_sheets_planned == 1)
    /* Translators: how many events are known. */
    return g_strdup_printf (_ ("%s; the only planned sheet counts once something else is answered "
                               "or the sweep is ended"),
                            known);
  if (self->n_seen == 0 && self->has_fresh)
    /* Translators: how many events are known. */
    return g_strdup_printf (_ ("%s; the first sheet counts once the next one is answered"), known);
  if (self->n_seen == 0)
    /* Translators: how many events are known; a number of sheets. */
    return g_strdup_printf (ngettext ("%1$s; nothing was looked at yet, about %2$'u sheet to go",
                                      "%1$s; nothing was looked at yet, about %2$'u sheets to go",
                                      self->n_sheets_planned),
                            known, self->n_sheets_planned);
  /* Translators: how many events are known; how many more at most; a length in seconds; a confidence in
   * percent; how much was looked at; a share in percent, never rounded down. */
  return g_strdup_printf (
    _ ("%1$s; of the blocks of %3$g s in whose samples it was not found, at most %2$'u more begin "
       "one that you would have seen (%4$g %% confidence; %5$s): at most %6$g %% missed"),
    known, self->n_more, self->block_s, self->confidence * 100, looks,
    fl_session_round_up (self->max_share));
}

void
fl_sweep_report_add_json (const FlSweepReport *self, FlJson *json)
{
  fl_json_add_string (json, "state", fl_sweep_state_get_name (self->state));
  fl_json_add_string (json, "class", self->klass);
  fl_json_add_double (json, "max_missed", self->max_missed);
  fl_json_add_double (json, "confidence", self->confidence);
  fl_json_add_int (json, "attempt", self->n_attempts);
  fl_json_add_double (json, "block_s", self->block_s);
  fl_json_add_int (json, "blocks", self->n_blocks);
  fl_json_add_int (json, "suspects", self->n_suspects);
  fl_json_add_int (json, "planned", self->n_planned);
  fl_json_add_int (json, "seen", self->n_seen);
  fl_json_add_int (json, "sheets", self->n_sheets);
  fl_json_add_bool (json, "newest_sheet_counts", !self->has_fresh);
  fl_json_add_int (json, "sheets_planned", self->n_sheets_planned);
  fl_json_add_int (json, "hits", self->n_hits);
  fl_json_add_int (json, "unsure", self->n_unsure);
  fl_json_add_int (json, "events_known", self->n_known);
  fl_json_add_int (json, "events_found", self->n_found);
  fl_json_add_int (json, "missed_at_most", self->n_more);
  fl_json_add_double (json, "missed_share_at_most", self->max_share);
  fl_json_add_bool (json, "promise_kept", self->is_kept);
  fl_json_add_int (json, "planted", self->n_planted);
  fl_json_add_int (json, "planted_seen", self->n_planted_seen);
  fl_json_add_string (json, "seed", self->seed);
}

char *
fl_sweep_report_dup_planted (const FlSweepReport *self)
{
  if (self->n_planted == 0)
    return NULL;
  const double passed_over =
    fl_binomial_bound (self->n_planted, self->n_planted - self->n_planted_seen,
                       1 - self->confidence);
  /* Translators: two numbers of events; a share in percent, never rounded down; a confidence. */
  return g_strdup_printf (
    _ ("Of known events that were planted among the tiles you saw %1$'u of %2$'u: at most %3$g %% "
       "of such events are passed over (%4$g %%); this is not part of the bound"),
    self->n_planted_seen, self->n_planted, fl_session_round_up (passed_over),
    self->confidence * 100);
}

char *
fl_session_dup_sweeps (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (self);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < sweeps->len; i++) {
    const FlSweepReport *sweep = sweeps->pdata[i];
    g_autofree char *sentence = fl_sweep_report_dup_sentence (sweep);
    if (sweep->state != FL_SWEEP_WITHDRAWN && sweep->n_seen > 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}
