/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How right the machine is, from random checks and from nothing else: never from what was asked because
 * the machine doubted it. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlAccuracy:
 * @n_labels: labelled samples that the machine had learned from, on the mean of the checks
 * @n: random checks; nothing else is meant where there are none
 * @n_taken_back: those of them that the person took back when something else had been answered; they count, for else
 *   one could choose which do
 * @error: estimated share of its predictions that is wrong, 0..1
 * @low: lower end of the 95 % interval of @error; approximate, for the machine learned meanwhile
 * @high: its upper end
 *
 * What random checks say.
 */
typedef struct {
  double n_labels;
  guint n;
  guint n_taken_back;
  double error;
  double low;
  double high;
} FlAccuracy;

/**
 * fl_session_get_accuracy:
 * @self: a session
 * @out: (out): what can be said now
 *
 * Estimates how much of what the machine says of samples without a label is wrong, by the newest checks.
 * The answer to a check that is still the last answer does not count yet.
 */
void fl_session_get_accuracy (FlSession *self, FlAccuracy *out);

/** fl_session_get_tag_accuracy: The same of one tag, of a project of tags; of such a project
 * fl_session_get_accuracy() means all tags of all samples. */
void fl_session_get_tag_accuracy (FlSession *self, FlClass *tag, FlAccuracy *out);

/** fl_session_list_accuracy: Returns: (transfer full) (element-type FlAccuracy): the learning curve, the
 * earliest checks first, in up to eight groups of at least twenty; each says what the machine of that
 * time had wrong */
GArray *fl_session_list_accuracy (FlSession *self);

/** fl_session_count_checks: Returns: how many random checks were answered, but for one that may still be
 * replaced */
guint fl_session_count_checks (FlSession *self);

/**
 * fl_accuracy_dup_sentence:
 * @self: what random checks say
 *
 * Returns: (transfer full) (nullable): it for people, as "Random checks: at least about 95 % right
 *   (n = 120)", with those that were taken back; only their number while they are fewer than twenty, %NULL without any
 */
char *fl_accuracy_dup_sentence (const FlAccuracy *self);

/** fl_accuracy_dup_range: Returns: (transfer full) (nullable): the interval for people; %NULL while there are
 * fewer than twenty checks */
char *fl_accuracy_dup_range (const FlAccuracy *self);

G_END_DECLS
