/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting would label, from the session; not for other layers. */
#pragma once

#include "session/fl-proposing.h"

G_BEGIN_DECLS

/** fl_session_begin_proposing: Returns: (transfer full): all that it takes to find anywhere what accepting
 * @acceptance would label; needs a model */
FlProposing *fl_session_begin_proposing (FlSession *self, const FlAcceptance *acceptance);

/**
 * fl_session_propose:
 * @self: a session
 * @acceptance: what to accept; its (out) fields but those about sweeps are filled
 *
 * Returns: (transfer full) (nullable): what accepting would label, found here and now; %NULL without a
 *   model of which it was measured how sure it is
 */
FlProposing *fl_session_propose (FlSession *self, FlAcceptance *acceptance);

/** fl_session_check_acceptance: Returns: whether @acceptance can be asked for and there is a model; else
 * %FALSE with why not */
gboolean
fl_session_check_acceptance (FlSession *self, const FlAcceptance *acceptance, GError **error);

/** fl_session_accept_proposed: Makes the lots of @proposing, which were found before, and starts @sweeps
 * (element-type FlSweepPrice), as fl_session_accept() says; fills @acceptance how many. */
gboolean fl_session_accept_proposed (FlSession *self,
                                     const FlProposing *proposing,
                                     GPtrArray *sweeps,
                                     FlAcceptance *acceptance,
                                     GError **error);

/** fl_session_is_calibrated: Returns: whether it was measured how sure the model is, of a tag at least */
gboolean fl_session_is_calibrated (FlSession *self);

/** fl_session_is_tag_calibrated: Returns: whether that was measured of the tag with the id @tag */
gboolean fl_session_is_tag_calibrated (FlSession *self, gint64 tag);

/** fl_session_count_changes: Fills in @acceptance how far the person agrees with themselves. */
void fl_session_count_changes (FlSession *self, FlAcceptance *acceptance);

G_END_DECLS
