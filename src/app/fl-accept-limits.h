/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-acceptance.h"

G_BEGIN_DECLS

#define FL_TYPE_ACCEPT_LIMITS (fl_accept_limits_get_type ())
G_DECLARE_FINAL_TYPE (FlAcceptLimits, fl_accept_limits, FL, ACCEPT_LIMITS, AdwPreferencesGroup)

/**
 * FlAcceptLimits:
 *
 * What may be wrong of all that is accepted, and what may be wrong and missed of single classes, or of the
 * answers about single tags. Main thread.
 *
 * Signals: `changed`: a person changed a limit.
 */

/** fl_accept_limits_set_session: Has a row for each limit that there can be. */
void fl_accept_limits_set_session (FlAcceptLimits *self, FlSession *session);

/** fl_accept_limits_fill: Has @acceptance, which has none yet, ask for these limits, (transfer full). */
void fl_accept_limits_fill (FlAcceptLimits *self, FlAcceptance *acceptance);

/**
 * fl_accept_limits_settle:
 * @self: limits
 * @shares: (element-type FlClassShare): how much of all samples each class is
 *
 * Chooses what is limited at first, unless a person changed anything: where a class is so rare that a machine
 * which never finds it would keep the limit of all, each class has its own, and what is missed of the rare
 * ones is limited.
 *
 * Returns: whether other limits are on now
 */
gboolean fl_accept_limits_settle (FlAcceptLimits *self, const GArray *shares);

/** fl_accept_limits_show_lots: Says at each row what becomes of it: (element-type FlPlannedLot) @lots. */
void fl_accept_limits_show_lots (FlAcceptLimits *self, const GArray *lots);

G_END_DECLS
