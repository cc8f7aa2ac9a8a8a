/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether more labels are likely to change anything, found out from a project as it stands. */
#pragma once

#include "learn/fl-stopping.h"
#include "session/fl-learning.h"

G_BEGIN_DECLS

/** FL_STOP_ASKED: how many of the newest questions tell whether answers still surprise the machine. */
#define FL_STOP_ASKED 50

/** FL_STOP_MORE: so many more answers are looked ahead. */
#define FL_STOP_MORE 50

/** FL_STOP_DOUBT_LABELS: over so many labels doubt is followed. */
#define FL_STOP_DOUBT_LABELS 100

/**
 * FlStopFacts:
 * @request: what a model may learn from, without a model to begin with
 * @checks: (element-type FlCheck): what random checks said, oldest first
 * @n_asked: the newest questions that were asked because they teach, at most %FL_STOP_ASKED
 * @n_surprises: those of them whose answer the machine had not said
 * @tag: id of the tag that it is about, as a project of two classes; 0 for a project of classes
 * @n_taught: of a tag the labels of all tags that teach, which its checks count; else 0
 *
 * All that advice follows from.
 */
typedef struct {
  gint64 tag;
  gsize n_taught;
  FlLearnRequest *request;
  GArray *checks;
  guint n_asked;
  guint n_surprises;
} FlStopFacts;

/** fl_stop_facts_free: Frees the facts. */
void fl_stop_facts_free (FlStopFacts *self);

/**
 * FlStopAdvice:
 * @tag: as in #FlStopFacts
 * @light: the advice
 * @signals: the four signs that it follows from
 * @n_labels: labelled samples that teach
 * @n_rarest: those of the class, or of the answer about a tag, that has the fewest
 * @n_set: samples without a label that kappa and doubt are about, drawn at random from those that stand
 *   for a run
 * @n_apart: labels between the newest model and the one before, 0 where there is none
 * @n_changed: samples of the set of which these two say different things
 * @n_asked: as in #FlStopFacts
 * @n_surprises: as in #FlStopFacts
 * @n_checks: random checks that the gain follows from
 * @gain_low: lower end of its 95 % interval, approximate; NaN while it is not known
 * @gain_high: upper end
 * @n_runs: runs of which what stands for them has no label
 *
 * Advice, and never more. Plain numbers.
 */
typedef struct {
  gint64 tag;
  FlStopLight light;
  FlStopSignals signals;
  gsize n_labels;
  gsize n_rarest;
  gsize n_set;
  gsize n_apart;
  gsize n_changed;
  guint n_asked;
  guint n_surprises;
  guint n_checks;
  double gain_low;
  double gain_high;
  gsize n_runs;
} FlStopAdvice;

/**
 * fl_stop_advise:
 * @facts: what is known
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early; then the advice is no use
 * @out: (out): the advice
 *
 * Trains a model of all labels and models that know only the earlier ones, each of which lacks at least
 * 20 labels, and 5 %, of the next, and compares what they say of a random set of samples without a
 * label. All of them have the default C and no T: so the signs follow from the project as it stands, and not
 * from when models were made and fitted. The same facts give the same. Any thread.
 */
void fl_stop_advise (const FlStopFacts *facts,
                     const FlParallel *parallel,
                     GCancellable *cancellable,
                     FlStopAdvice *out);

/**
 * fl_stop_advise_all:
 * @facts: (element-type FlStopFacts): of each tag, or of a project of classes alone
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early; then the advice is no use
 * @out: (out): the advice
 *
 * Finds the advice about the tag that is furthest from enough: of those with the same light the one whose models
 * agree least, or where that is not known; of several of these the one with the fewest labels of either answer. Any
 * thread.
 */
void fl_stop_advise_all (const GPtrArray *facts,
                         const FlParallel *parallel,
                         GCancellable *cancellable,
                         FlStopAdvice *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlStopFacts, fl_stop_facts_free)

G_END_DECLS
