/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as they were given: how long each took, and what the machine had said. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlAnswerRow:
 * @stream: id of the stream
 * @frame: display index of the first frame
 * @said: class that the person said, 0 for unsure
 * @guess: class that the machine said before, 0 for none: of a check when it was drawn
 * @lot: of an audit, else 0
 * @is_blind: whether the frame was drawn at random and the guess hidden: a check, or an audit that is
 *   not asked a second time; its first answer, whatever was undone behind it
 * @took_ms: from the picture to the key, >= 0; -1 when unknown
 *
 * An answer that counts: one key. Of several tags it is one of them.
 */
typedef struct {
  gint64 stream;
  gint64 frame;
  gint64 said;
  gint64 guess;
  gint64 lot;
  gboolean is_blind;
  gint64 took_ms;
} FlAnswerRow;

/** fl_store_list_answers: Returns: (transfer full) (element-type FlAnswerRow): what keys answered to
 * questions, and all blind answers, oldest first; classes that were merged are those that speak for
 * them */
GArray *fl_store_list_answers (FlStore *self, GError **error);

/**
 * FlAskedCount:
 * @n: answers to questions that were asked because they teach
 * @n_surprises: those of them that say something else than the machine had said
 */
typedef struct {
  guint n;
  guint n_surprises;
} FlAskedCount;

/**
 * fl_store_count_asked:
 * @self: a store
 * @n_wanted: how many
 * @out: (out): what came of them
 * @error: return location
 *
 * Counts the newest answers to questions about one frame that were asked because they teach, and that
 * stand: no checks, no second looks, none without a guess, none that was unsure. However long the history
 * is, only its newest actions are looked at.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean fl_store_count_asked (FlStore *self, guint n_wanted, FlAskedCount *out, GError **error);

/**
 * FlLastAnswerRow:
 * @stream: id of the stream
 * @range: frames that it was about
 * @shown: the frame that was shown
 * @tag: the tag that it was about alone, else 0
 * @action: number of what said it, first of its batch, in the history of this copy
 */
typedef struct {
  gint64 stream;
  FlRange range;
  gint64 shown;
  gint64 tag;
  gint64 action;
} FlLastAnswerRow;

/**
 * fl_store_list_last_answers:
 * @self: a store
 * @annotator: whose
 * @n: how many
 * @error: return location
 *
 * Lists what keys last answered to questions about frames of videos that are not hidden, and was not
 * undone; each frame once. However long the history is, only its newest actions are looked at.
 *
 * Returns: (transfer full) (element-type FlLastAnswerRow): @n at most, the newest first
 */
GArray *fl_store_list_last_answers (FlStore *self, gint64 annotator, guint n, GError **error);

G_END_DECLS
