/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the history says about how answers came about, counted. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlTally:
 * @annotator: name
 * @kind: of the labels: `frame`, `run`, `range`, `group`, `import`, `audit`, `check`, `adjudication`
 * @n_answers: answers that count, one a key; of imports their labels
 * @n_shown: those before which the machine's guess was shown
 * @n_hidden: those for which it had a guess that was not shown
 * @n_shown_agreed: those of @n_shown that say the same as the guess
 * @n_hidden_agreed: those of @n_hidden that do
 *
 * Answers of one person and kind. Of tags no answer is compared with a guess.
 */
typedef struct {
  char *annotator;
  char *kind;
  gint64 n_answers;
  gint64 n_shown;
  gint64 n_hidden;
  gint64 n_shown_agreed;
  gint64 n_hidden_agreed;
} FlTally;

/** fl_tally_free: Frees a count. */
void fl_tally_free (FlTally *self);

/** fl_store_list_tallies: Returns: (transfer full) (element-type FlTally): by person, then kind */
GPtrArray *fl_store_list_tallies (FlStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlTally, fl_tally_free)

G_END_DECLS
