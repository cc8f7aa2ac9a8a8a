/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits of lots: what is drawn, what was asked, what was answered. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlAuditDraw:
 * @stream: id of a stream
 * @frame: display index
 * @class_id: what the machine said when the lot was made, as #FlLotSample has it
 *
 * A sample of a lot, at its place in the order of audits.
 */
typedef struct {
  gint64 stream;
  gint64 frame;
  gint64 class_id;
} FlAuditDraw;

/**
 * FlAuditAnswer:
 * @draw: place in the order of audits, from 0
 * @is_second: whether it is the second look at that sample
 * @class_id: what the person said, as #FlLotSample has it; 0 for unsure
 * @annotator: who said it
 * @is_fresh: whether it may still be taken back and replaced
 *
 * An answer that counts.
 */
typedef struct {
  gint64 draw;
  gboolean is_second;
  gint64 class_id;
  gint64 annotator;
  gboolean is_fresh;
} FlAuditAnswer;

/**
 * fl_store_list_draws:
 * @self: a store
 * @lot: id of a lot
 * @n: how many
 * @error: return location
 *
 * Gives the beginning of the order in which the samples of @lot are audited: a permutation of all of
 * them, by a hash of the seed that was drawn when the lot was fixed. It is never stored, and always the
 * same.
 *
 * Returns: (transfer full) (element-type FlAuditDraw): @n of them, or all when there are fewer
 */
GArray *fl_store_list_draws (FlStore *self, gint64 lot, gsize n, GError **error);

/**
 * fl_store_issue_audit:
 * @self: a store
 * @lot: id of a lot
 * @draw: place in its order
 * @is_second: whether it is looked at a second time
 * @sample: what is there
 * @error: return location
 *
 * Keeps that a question is asked, before anybody sees it; the same question is kept once.
 *
 * Returns: id of the question, which the answer names, or 0 with @error
 */
gint64 fl_store_issue_audit (FlStore *self,
                             gint64 lot,
                             gint64 draw,
                             gboolean is_second,
                             const FlAuditDraw *sample,
                             GError **error);

/**
 * FlIssuedAudit:
 * @draw: place in the order of audits, from 0
 * @is_second: whether it is the second look at that sample
 *
 * A question that was asked.
 */
typedef struct {
  gint64 draw;
  gboolean is_second;
} FlIssuedAudit;

/** fl_store_list_issued_audits: Returns: (transfer full) (element-type FlIssuedAudit): what was asked of @lot,
 * with or without an answer, in the order of fl_store_list_audits(); nothing where the file is busy */
GArray *fl_store_list_issued_audits (FlStore *self, gint64 lot);

/** fl_store_find_audit: Returns: id of that question when it was asked already, else 0 */
gint64 fl_store_find_audit (FlStore *self, gint64 lot, gint64 draw, gboolean is_second);

/**
 * fl_store_list_audits:
 * @self: a store
 * @lot: id of a lot
 * @error: return location
 *
 * Gives the answers to audits that count: of each draw the first one. One that was taken back before
 * anything else was answered, and before the lot was closed, does not count, so that the next one
 * does; taking it back later changes the label and not the audit.
 *
 * Returns: (transfer full) (element-type FlAuditAnswer): by draw, a second look behind the first
 */
GArray *fl_store_list_audits (FlStore *self, gint64 lot, GError **error);

G_END_DECLS
