/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lot with its audits, and what follows from them. */
#pragma once

#include "learn/fl-certificate.h"
#include "session/fl-session-lots.h"
#include "store/fl-store-audits.h"
#include "store/fl-store-lots.h"

G_BEGIN_DECLS

/**
 * FlLot:
 * @row: what the project says of it
 * @attempt: from 1; one more for each earlier lot with a frame of this one that was audited
 * @delta: chance of a wrong certificate, which such attempts share (decisions 27)
 * @draws: (element-type FlAuditDraw): the beginning of the order of its audits
 * @answers: (element-type FlAuditAnswer): by draw
 * @errors: (element-type guint8): the audits that count, in order: up to the first draw without
 *   an answer
 * @view: what follows from them, without a bound and what is left
 * @is_lost: whether they refuse it, whatever second looks at disagreements that are to come will say
 * @told: (element-type guint8): those of them that may be told: without an answer that can still be
 *   replaced, so that nobody learns from it whether the machine said the same
 * @told_view: what follows from these
 *
 * Main thread.
 */
typedef struct {
  const FlLotRow *row;
  guint attempt;
  double delta;
  GArray *draws;
  GArray *answers;
  GArray *errors;
  FlCertificateView view;
  gboolean is_lost;
  GArray *told;
  FlCertificateView told_view;
} FlLot;

/**
 * FlLotQuestion:
 * @draw: place in the order of audits
 * @is_second: whether it is looked at a second time
 *
 * A question that a lot has.
 */
typedef struct {
  gint64 draw;
  gboolean is_second;
} FlLotQuestion;

/** fl_lot_new: Returns: (transfer full): a lot of @row, which it borrows, without its audits */
FlLot *fl_lot_new (const FlLotRow *row, guint attempt);

/** fl_lot_free: Frees a lot. */
void fl_lot_free (FlLot *self);

/** fl_lot_read_audits: Reads its answers anew from @store, and what follows from them. */
gboolean fl_lot_read_audits (FlLot *self, FlStore *store, GError **error);

/**
 * fl_lot_judge:
 * @self: a lot whose draws are known up to the last answer
 * @answers: (element-type FlAuditAnswer): by draw, a second look behind its first
 *
 * Finds what follows from the answers, but for what may be told.
 */
void fl_lot_judge (FlLot *self, GArray *answers);

/** fl_lot_is_answered: Returns: whether that question has an answer that counts */
gboolean fl_lot_is_answered (const FlLot *self, gint64 draw, gboolean is_second);

/**
 * fl_lot_count_changes:
 * @self: a lot
 * @annotator: whose answers, or 0 for everybody's
 * @n_checks: (inout): grows by the checks with an answer
 * @n_changes: (inout): grows by those that the same person answered otherwise when they were shown again
 *
 * Counts how seldom people agree with themselves, without what can still be replaced as a slip.
 */
void fl_lot_count_changes (const FlLot *self, gint64 annotator, guint *n_checks, guint *n_changes);

/**
 * fl_lot_list_questions:
 * @self: an open lot
 * @store: where it is
 * @n: how many
 *
 * Lists what it has to ask: draws without an answer, in order, and before them second looks. Each
 * disagreement is looked at a second time, blind, and with it an agreement, so that nobody knows
 * which it is; not before ten more audits, while there are any.
 *
 * Returns: (transfer full) (element-type FlLotQuestion): at most @n
 */
GArray *fl_lot_list_questions (FlLot *self, FlStore *store, guint n);

/** fl_lots_sum: Returns: what holds of all @lots (element-type FlLot) together that stand, oldest first */
FlLotSum fl_lots_sum (const GPtrArray *lots);

G_END_DECLS
