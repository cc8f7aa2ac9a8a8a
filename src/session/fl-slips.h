/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who knows what is true and says something else now and then. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlSlips:
 * @rand: (owned): where chance comes from; %NULL for who never errs
 * @share: of the answers that are wrong, 0..1
 * @only: (nullable): the class whose pictures alone are answered wrongly, of these that share
 */
typedef struct {
  GRand *rand;
  double share;
  FlClass *only;
} FlSlips;

/**
 * fl_slips_init:
 * @self: filled here
 * @session: whose classes they are
 * @share: 0..1; 0 for who never errs
 * @only: (nullable): name of the only class
 * @seed: of chance
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE when there is no such class
 */
gboolean fl_slips_init (FlSlips *self,
                        FlSession *session,
                        double share,
                        const char *only,
                        guint32 seed,
                        GError **error);

/** fl_slips_clear: Frees what it holds. */
void fl_slips_clear (FlSlips *self);

/** fl_slips_say: Returns: (transfer none) (nullable): @right, or as any other class with the same chance
 * what is said for it; %NULL stays %NULL */
FlClass *fl_slips_say (FlSlips *self, FlSession *session, FlClass *right);

G_END_DECLS
