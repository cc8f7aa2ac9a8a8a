/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-class.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlTick:
 * @FL_TICK_OFF: nothing yet
 * @FL_TICK_YES: the tag is there
 * @FL_TICK_UNSURE: one cannot tell
 *
 * What a person has marked of a tag before the answer is given.
 */
typedef enum {
  FL_TICK_OFF,
  FL_TICK_YES,
  FL_TICK_UNSURE,
} FlTick;

/**
 * FlTicks:
 *
 * An answer about all tags of a picture while it is put together. One thread.
 */
typedef struct _FlTicks FlTicks;

/** fl_ticks_new: Returns: (transfer full): nothing marked */
FlTicks *fl_ticks_new (void);

/** fl_ticks_free: Frees them. */
void fl_ticks_free (FlTicks *self);

/** fl_ticks_clear: Takes all marks away. */
void fl_ticks_clear (FlTicks *self);

/** fl_ticks_get: Returns: what is marked of @tag */
FlTick fl_ticks_get (const FlTicks *self, FlClass *tag);

/** fl_ticks_set: Marks @tag. */
void fl_ticks_set (FlTicks *self, FlClass *tag, FlTick tick);

/** fl_ticks_turn: Goes on from nothing to yes, to unsure, and to nothing. */
void fl_ticks_turn (FlTicks *self, FlClass *tag);

/**
 * fl_ticks_list_answers:
 * @self: ticks
 * @tags: #GListModel of #FlClass
 * @rest: what is said of tags that are not marked
 *
 * Returns: (transfer full) (element-type FlTagged): one answer for each of @tags, in their order
 */
GArray *fl_ticks_list_answers (const FlTicks *self, GListModel *tags, FlTagAnswer rest);

/**
 * fl_ticks_describe:
 * @tags: (array length=n): answers
 * @n: how many, > 0
 *
 * Returns: (transfer full): them in a few words: “Bird: no” for one; for several those that are there,
 *   and with a question mark those of which one cannot tell
 */
char *fl_ticks_describe (const FlTagged *tags, gsize n);

/** fl_ticks_get_word: Returns: (transfer none): "yes", "no" or "unsure", translated */
const char *fl_ticks_get_word (FlTagAnswer answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlTicks, fl_ticks_free)

G_END_DECLS
