/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods report as a paragraph. It claims nothing that was not measured. */
#include "session/fl-report-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "config.h"
#include "session/fl-session-private.h"
#include "store/fl-store-tally.h"

static void
begin_sentence (GString *text)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
}

/* Adds a sentence that has no full stop yet. */
static void
say (GString *text, const char *sentence)
{
  begin_sentence (text);
  /* Translators: a sentence, and what ends it. */
  g_string_append_printf (text, _ ("%s."), sentence);
}

static void
say_footage (const FlReport *self, GString *text)
{
  const guint n_streams = fl_session_get_n_streams (self->session);
  const gint64 n_frames = self->frames.n / self->n_per_frame;
  g_autofree char *frames =
    g_strdup_printf (ngettext ("%" PRId64 " frame", "%" PRId64 " frames", (gulong) n_frames),
                     n_frames);
  g_autofree char *videos =
    g_strdup_printf (ngettext ("%u video", "%u videos", n_streams), n_streams);

  /* Translators: a version; “2 videos”; “144 frames”; a number of frames. */
  g_string_append_printf (text,
                          _ ("Frameline %1$s was used to label %2$s with %3$s, of which %4$" PRId64
                             " were sampled."),
                          FL_VERSION, videos, frames, self->samples.n / self->n_per_frame);
}

static void
say_model (const FlReport *self, GString *text)
{
  const FlSession *session = self->session;

  begin_sentence (text);
  if (!self->has_model) {
    g_string_append (text, _ ("No model was trained."));
    return;
  }
  /* Translators: an id of features; an id of a classifier; its C; a number of samples. */
  g_string_append_printf (text,
                          _ ("Frames were described by the features %1$s and told apart by the "
                             "classifier %2$s (C = %3$.4g, trained with %4$u labelled samples)."),
                          session->extractor->id, session->classifier->id, self->model.c,
                          self->model.n_labels);
  begin_sentence (text);
  /* Translators: an id of an order of questions, and its seed. */
  g_string_append_printf (text, _ ("Questions came in the order %1$s (seed %2$u)."),
                          session->strategy->id, session->seed);
  if (self->smoothing != NULL)
    say (text, self->smoothing);
}

/* “Ada 12, Ben 3”, over all kinds of answers. */
static char *
dup_people (const FlReport *self)
{
  GString *people = g_string_new (NULL);
  guint i = 0;

  while (i < self->tallies->len) {
    const FlTally *first = self->tallies->pdata[i];
    gint64 n = 0;
    for (; i < self->tallies->len; i++) {
      const FlTally *tally = self->tallies->pdata[i];
      if (!g_str_equal (tally->annotator, first->annotator))
        break;
      n += tally->n_answers;
    }
    g_string_append_printf (people, "%s%s %" PRId64, people->len > 0 ? C_ ("list", ", ") : "",
                            first->annotator, n);
  }
  return g_string_free (people, FALSE);
}

static void
say_answers (const FlReport *self, GString *text)
{
  FlTally all = {0};
  g_autofree char *people = dup_people (self);

  for (guint i = 0; i < self->tallies->len; i++) {
    const FlTally *tally = self->tallies->pdata[i];
    all.n_answers += tally->n_answers;
    all.n_shown += tally->n_shown;
    all.n_hidden += tally->n_hidden;
    all.n_shown_agreed += tally->n_shown_agreed;
    all.n_hidden_agreed += tally->n_hidden_agreed;
  }
  begin_sentence (text);
  if (all.n_answers == 0) {
    g_string_append (text, _ ("Nobody gave an answer."));
    return;
  }
  g_string_append_printf (text,
                          ngettext ("People gave %" PRId64 " answer (%s).",
                                    "People gave %" PRId64 " answers (%s).",
                                    (gulong) all.n_answers),
                          all.n_answers, people);
  if (all.n_shown + all.n_hidden == 0)
    return;
  begin_sentence (text);
  /* Translators: four numbers of answers. */
  g_string_append_printf (text,
                          _ ("The machine's guess was shown before %1$" PRId64 " of them, which "
                             "said the same %2$" PRId64 " times, and hidden before %3$" PRId64
                             ", which said the same %4$" PRId64 " times."),
                          all.n_shown, all.n_shown_agreed, all.n_hidden, all.n_hidden_agreed);
}

/* How right the machine is, as far as random checks say. */
static void
say_checks (const FlReport *self, GString *text)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (self->session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  g_autofree char *range = fl_accuracy_dup_range (&accuracy);
  if (range == NULL)
    return;
  say (text, sentence);
  say (text, range);
}

/* By what it was found that labels were enough, or were not. */
static void
say_advice (const FlReport *self, GString *text)
{
  if (!self->has_advice || self->advice.light == FL_STOP_UNKNOWN)
    return;
  g_autoptr (GPtrArray) signs =
    fl_stop_advice_list_signs (&self->advice,
                               fl_session_get_advice_tag (self->session, &self->advice));
  for (guint i = 0; i < signs->len; i++)
    say (text, signs->pdata[i]);
}

static void
say_pair (const FlReport *self, const FlReportPair *pair, GString *text)
{
  g_autofree char *first = fl_report_dup_annotator (self, pair->first);
  g_autofree char *second = fl_report_dup_annotator (self, pair->second);

  begin_sentence (text);
  if (isnan (pair->kappa))
    /* Translators: two people; on how many frames they agree; how many both labelled. */
    g_string_append_printf (text,
                            _ ("%1$s and %2$s agreed on %3$" PRIu64 " of the %4$" PRIu64
                               " frames that both labelled."),
                            first, second, pair->n_agreed, pair->n_frames);
  else
    /* Translators: the same, and how far that is from chance. */
    g_string_append_printf (text,
                            _ ("%1$s and %2$s agreed on %3$" PRIu64 " of the %4$" PRIu64
                               " frames that both labelled (Cohen's kappa %5$.2f)."),
                            first, second, pair->n_agreed, pair->n_frames, pair->kappa);
}

/* Of what was not given back, with the sentence that is allowed. */
static void
say_lot (const FlLotReport *lot, GString *text)
{
  g_autofree char *sentence = fl_lot_report_dup_sentence (lot);

  if (lot->state == FL_LOT_WITHDRAWN)
    return;
  g_autofree char *name = g_strndup (lot->uuid, 8);
  begin_sentence (text);
  /* Translators: the first letters of an identity, and what is known of the lot. */
  g_string_append_printf (text, _ ("Lot %1$s: %2$s."), name, sentence);
}

static void
say_lots_together (const FlLotSum *sum, GString *text)
{
  g_autofree char *sentence = fl_lot_sum_dup_sentence (sum);

  if (sentence == NULL)
    return;
  begin_sentence (text);
  g_string_append (text, sentence);
}

/* Of what was not taken back, with the sentence that is allowed. */
static void
say_sweep (const FlSweepReport *sweep, GString *text)
{
  g_autofree char *sentence = fl_sweep_report_dup_sentence (sweep);
  g_autofree char *planted = fl_sweep_report_dup_planted (sweep);
  g_autofree char *name = g_strndup (sweep->uuid, 8);

  if (sweep->state == FL_SWEEP_WITHDRAWN)
    return;
  begin_sentence (text);
  /* Translators: the first letters of an identity, and what is known of the sweep. */
  g_string_append_printf (text, _ ("Sweep %1$s: %2$s."), name, sentence);
  if (planted != NULL)
    say (text, planted);
}

static void
say_rows (const FlReport *self, GString *text)
{
  const gint64 *n = self->frames.by_source;

  begin_sentence (text);
  /* Translators: seven numbers of frames, or of answers about frames and tags. */
  g_string_append_printf (
    text,
    self->facts->is_multi_label
      ? _ ("Of %1$" PRId64 " answers about each frame and tag %2$" PRId64
           " were given by a person to that frame or range, %3$" PRId64
           " to a run of near-identical frames, %4$" PRId64 " are certified, %5$" PRId64
           " were accepted but not certified, %6$" PRId64 " are of the model alone, and %7$" PRId64
           " are not there.")
      : _ ("Of %1$" PRId64 " frames %2$" PRId64
           " have a label that a person gave to that frame or range, %3$" PRId64
           " one that a person gave to a run of near-identical frames, %4$" PRId64
           " a certified one, %5$" PRId64 " one that was accepted but not certified, %6$" PRId64
           " one of the model alone, and %7$" PRId64 " none."),
    self->frames.n, n[FL_REPORT_HUMAN], n[FL_REPORT_RUN], n[FL_REPORT_CERTIFIED], n[FL_REPORT_AUTO],
    n[FL_REPORT_MODEL] + n[FL_REPORT_EDGE], n[FL_REPORT_NONE]);
  if (n[FL_REPORT_EDGE] > 0) {
    begin_sentence (text);
    g_string_append_printf (text,
                            _ ("Of those of the model alone %" PRId64
                               " were left out of lots, because they are near a change."),
                            n[FL_REPORT_EDGE]);
  }
  if (n[FL_REPORT_AUTO] + n[FL_REPORT_MODEL] + n[FL_REPORT_EDGE] == 0)
    return;
  begin_sentence (text);
  g_string_append (
    text, _ ("Nothing was proved of labels that are not certified, nor of those of the model "
             "alone."));
}

char *
fl_report_dup_text (const FlReport *self)
{
  GString *text = g_string_new (NULL);

  say_footage (self, text);
  say_model (self, text);
  say_answers (self, text);
  say_checks (self, text);
  say_advice (self, text);
  for (guint i = 0; i < self->pairs->len; i++)
    say_pair (self, &g_array_index (self->pairs, FlReportPair, i), text);
  for (guint i = 0; i < self->lots->len; i++)
    say_lot (self->lots->pdata[i], text);
  say_lots_together (&self->sum, text);
  for (guint i = 0; i < self->sweeps->len; i++)
    say_sweep (self->sweeps->pdata[i], text);
  say_rows (self, text);
  return g_string_free (text, FALSE);
}
