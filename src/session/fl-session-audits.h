/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits among the questions; not for windows. */
#pragma once

#include "session/fl-session.h"
#include "store/fl-store-audits.h"
#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/**
 * FlOpenAudit:
 * @lot: id of an open lot
 * @draw: place in the order of its audits
 * @is_second: whether it is looked at a second time
 * @sample: what is there
 *
 * An audit that was asked and has no answer that counts. It is known wherever it waits: in the queue, put
 * off, or in neither.
 */
typedef struct {
  gint64 lot;
  gint64 draw;
  gboolean is_second;
  FlAuditDraw sample;
} FlOpenAudit;

/** fl_session_load_audits: Reads lots and the answers to their audits anew. */
gboolean fl_session_load_audits (FlSession *self, GError **error);

/** fl_session_settle_audits: Answers may have changed: looks at random checks and open lots anew, and
 * closes lots that are decided. */
void fl_session_settle_audits (FlSession *self);

/** fl_session_settle_lots: The same, of lots alone. */
void fl_session_settle_lots (FlSession *self);

/** fl_session_is_open_lot: Returns: whether the lot @id has checks to come */
gboolean fl_session_is_open_lot (FlSession *self, gint64 id);

/** fl_session_has_open_lot: Returns: whether any lot has checks to come */
gboolean fl_session_has_open_lot (FlSession *self);

/** fl_session_list_audits: Returns: (transfer full) (element-type FlItem): the next @n audits, or those that
 * there are */
GPtrArray *fl_session_list_audits (FlSession *self, guint n);

/** fl_session_issue_audit: Keeps that @item (%NULL: nothing) is asked now, if it is an audit. Returns:
 * id of its question, or 0 */
gint64 fl_session_issue_audit (FlSession *self, FlItem *item);

/** fl_session_name_audit: Has @label, the answer to @item, say that it is an audit, if it is. */
void fl_session_name_audit (FlSession *self, FlItem *item, FlLabelAction *label);

/** fl_session_find_issued_audit: Returns: (transfer full) (nullable): the audit of this frame, or of the
 * tag with the id @tag (0: of any) there, that was asked and has no answer */
FlItem *fl_session_find_issued_audit (FlSession *self, FlStream *stream, gint64 frame, gint64 tag);

/** fl_session_ask_audit_of: Makes such an audit the current question. Returns: whether there is one */
gboolean fl_session_ask_audit_of (FlSession *self, FlStream *stream, gint64 frame, gint64 tag);

G_END_DECLS
