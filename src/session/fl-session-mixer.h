/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked between the ordinary questions; not for windows. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_mix_questions:
 * @self: a session
 * @items: (element-type FlItem): ordinary questions, best first
 *
 * Puts audits of open lots, random checks and second looks between them, by one draw a slot whose shares
 * were fixed before (decisions 25); audits and second looks behind them where they end. While a lot is
 * certified in one sitting its audits take the place of all else.
 */
void fl_session_mix_questions (FlSession *self, GPtrArray *items);

G_END_DECLS
