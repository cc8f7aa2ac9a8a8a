/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the machine may label by itself: how sure it has to be, and of what. */
#pragma once

#include "session/fl-lot-scope.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlClassLimit:
 * @class_id: a class; of a tag its id for yes, and minus its id for no
 * @share: 0..1
 * @is_missed: what is limited: %FALSE for the share of its auto labels that are wrong, %TRUE for
 *   the share of its samples that get an auto label of another class, and of its events that are missed:
 *   a sweep bounds that
 *
 * A limit for one class.
 */
typedef struct {
  gint64 class_id;
  double share;
  gboolean is_missed;
} FlClassLimit;

/**
 * FlAcceptance:
 * @max_error: largest share of wrong labels, 0..1
 * @confidence: of the certificate that checks can give later, 0..1
 * @limits: (nullable) (element-type FlClassLimit): limits for single classes
 * @is_limited_only: whether only classes, or answers about tags, with a maximum error of their own are
 *   accepted, and nothing by @max_error
 * @scope: what is accepted, if not all
 * @n_samples: (out) samples that would be labelled
 * @n_candidates: (out) samples that have no human label
 * @n_checks: (out) blind checks that would certify them if all agree
 * @n_left_out: (out) samples left out because their class or stream has too few labels
 * @n_edges: (out) samples left out because they are near a change
 * @n_sweeps: (out) sweeps for missed events that come with it
 * @n_sheets: (out) about how many sheets these take
 * @no_sweeps: (out) (transfer full) (nullable): why sweeps that were asked for do not, a translated
 *   sentence a line
 * @n_own_checks: (out) checks that the person answered up to now
 * @n_own_changes: (out) those of them that the person answered otherwise when they were shown again
 *
 * What accepting would do. Of tags each tag of a sample counts as a sample.
 */
typedef struct {
  double max_error;
  double confidence;
  GArray *limits;
  gboolean is_limited_only;
  FlLotScope scope;
  guint n_samples;
  guint n_candidates;
  guint n_checks;
  guint n_left_out;
  guint n_edges;
  guint n_sweeps;
  guint n_sheets;
  char *no_sweeps;
  guint n_own_checks;
  guint n_own_changes;
} FlAcceptance;

/**
 * FlPlannedLot:
 * @class_id: the class or answer that it is about, as #FlClassLimit has it; 0 for all that have no
 *   maximum error of their own
 * @max_error: largest share of it that may be wrong, 0..1
 * @n_samples: samples in it
 * @n_checks: blind checks that would certify it if all agree
 *
 * A lot that accepting would make.
 */
typedef struct {
  gint64 class_id;
  double max_error;
  guint n_samples;
  guint n_checks;
} FlPlannedLot;

/**
 * FlClassShare:
 * @class_id: a class or tag
 * @share: of all samples, 0..1, by people, lots and the model
 *
 * How much is of a class now, or has a tag.
 */
typedef struct {
  gint64 class_id;
  double share;
} FlClassShare;

/**
 * FlPricedAcceptance:
 * @acceptance: what was asked for, filled
 * @lots: (nullable) (element-type FlPlannedLot): the lots that it would make
 * @shares: (nullable) (element-type FlClassShare): of the classes and tags that were found at all
 * @n_hint: where nothing would be labelled, how many samples would be with @hint_max_error
 * @hint_max_error: a larger maximum error, 0..1
 * @why: (nullable): why nothing can be accepted, a sentence; then there is nothing else
 *
 * What accepting would do, and what it depends on.
 */
typedef struct {
  const FlAcceptance *acceptance;
  const GArray *lots;
  const GArray *shares;
  guint n_hint;
  double hint_max_error;
  const char *why;
} FlPricedAcceptance;

/** fl_session_has_clock: Returns: whether a stream tells at what time of the day it was taken */
gboolean fl_session_has_clock (FlSession *self);

/** fl_session_preview_accept: Fills the (out) fields of @acceptance; needs a model. */
gboolean fl_session_preview_accept (FlSession *self, FlAcceptance *acceptance, GError **error);

/**
 * fl_session_price_acceptance:
 * @self: a session
 * @wanted: what to accept; copied
 *
 * Finds the same on a thread, with what it depends on; returns at once, and the signal
 * `acceptance-priced` tells the end. What was wanted before is forgotten.
 */
void fl_session_price_acceptance (FlSession *self, const FlAcceptance *wanted);

/** fl_session_get_priced_acceptance: Fills @out with what fl_session_price_acceptance() found, which the
 * session keeps until the next wish. Returns: %FALSE while it looks */
gboolean fl_session_get_priced_acceptance (FlSession *self, FlPricedAcceptance *out);

/**
 * fl_session_accept_priced:
 * @self: a session that may write
 * @out_n_sweeps: (out): how many sweeps were started
 * @error: return location
 *
 * Accepts what fl_session_get_priced_acceptance() gives, as it was found then, and as fl_session_accept()
 * does; refuses where labels or the model changed since.
 *
 * Returns: %TRUE, or %FALSE with one sentence
 */
gboolean fl_session_accept_priced (FlSession *self, guint *out_n_sweeps, GError **error);

/** fl_session_plan_lots: Returns: (transfer full) (element-type FlPlannedLot): the lots that accepting
 * @acceptance would make, none of them empty; nothing where nothing can be accepted */
GArray *fl_session_plan_lots (FlSession *self, const FlAcceptance *acceptance);

/**
 * fl_acceptance_dup_warning:
 * @self: what fl_session_preview_accept() filled
 *
 * Tells when who answers the checks agrees with themselves too seldom for what is asked for: of checks,
 * which are drawn at random, significantly more (95 %) than may be wrong got another answer when they were
 * shown again. Only disagreements and as many agreements are shown again, so that it is no less than that.
 *
 * Returns: (transfer full) (nullable): one translated sentence
 */
char *fl_acceptance_dup_warning (const FlAcceptance *self);

/**
 * fl_session_accept:
 * @self: a session that may write
 * @acceptance: what to accept
 * @error: return location
 *
 * Labels the samples of fl_session_preview_accept() as open lots: one of each class with a maximum error
 * of its own, which is checked and certified by itself, and one of the rest; of tags one of each tag and
 * answer, for what is said of one tag is about other samples than what is said of another. All of them are one action, which undo takes back.
 * Before it a sweep is started for each class with a largest share of missed events, unless one goes on; each is an action of
 * its own.
 *
 * Returns: %TRUE, or %FALSE with one sentence
 */
gboolean fl_session_accept (FlSession *self, FlAcceptance *acceptance, GError **error);

G_END_DECLS
