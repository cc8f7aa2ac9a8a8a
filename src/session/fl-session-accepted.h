/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lots count; not for windows. */
#pragma once

#include "session/fl-session.h"
#include "store/fl-store-lots.h"

G_BEGIN_DECLS

/** fl_session_is_in_force: Returns: whether @lot speaks of what the project has now: of tags or of classes.
 * What was accepted of classes does not count while they are tags, nor the other way round. */
gboolean fl_session_is_in_force (FlSession *self, const FlLotRow *lot);

G_END_DECLS
