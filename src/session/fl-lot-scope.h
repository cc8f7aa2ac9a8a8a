/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lot is about, if not about everything. */
#pragma once

#include "base/fl-json.h"
#include "media/fl-frame-index.h"
#include "session/fl-session-types.h"
#include "session/fl-stream.h"

G_BEGIN_DECLS

/**
 * FlCondition:
 * @FL_CONDITION_ANY: always
 * @FL_CONDITION_DAY: from 6 to 18 o'clock
 * @FL_CONDITION_NIGHT: from 18 to 6 o'clock
 *
 * Part of the day in which a frame was taken, by the clock of its stream and the time zone of who asks.
 */
typedef enum {
  FL_CONDITION_ANY,
  FL_CONDITION_DAY,
  FL_CONDITION_NIGHT,
} FlCondition;

/** fl_condition_parse: Reads `day` or `night`; %FALSE for any other word. */
gboolean fl_condition_parse (const char *word, FlCondition *out);

/** fl_condition_find: Returns: in which part of the day @frame was taken, of a film whose first frame was
 * taken at @clock_start_us (µs since 1970 UTC); %FL_CONDITION_ANY where that is not known, or the time of the
 * frame. Any thread. */
FlCondition fl_condition_find (const FlFrameIndex *index, gint64 clock_start_us, gint64 frame);

/**
 * FlLotScope:
 * @stream: id of the only stream, 0 for all of them
 * @class_id: id of the only class, 0 for all of them; of a tag its id for yes, and minus its id for no
 * @tag: id of the only tag, 0 for all of them and in projects of classes; with a @class_id of 0 both
 *   answers
 * @condition: the only part of the day; frames whose time is not known are in none
 * @n_edge: frames on each side of a change that are left out
 *
 * Which samples a lot is made of.
 */
typedef struct {
  gint64 stream;
  gint64 class_id;
  gint64 tag;
  FlCondition condition;
  guint n_edge;
} FlLotScope;

/** fl_lot_scope_holds: Returns: whether a sample of the stream with the id @stream that is labelled @class_id
 * (of a tag: its id, or minus its id for no) belongs to @self, but for changes and the part of the day */
gboolean fl_lot_scope_holds (const FlLotScope *self, gint64 stream, gint64 class_id);

/** fl_lot_scope_append: Appends to @text, with blanks between, what the project keeps: nothing for
 * all, else words such as `stream:1 class:2 condition:day
 * without-edges:5`, or `tag:2=no`. */
void fl_lot_scope_append (const FlLotScope *self, GString *text);

/** fl_lot_scope_parse: Reads what was kept; words of others are passed over. */
void fl_lot_scope_parse (const char *text, FlLotScope *out);

/**
 * fl_lot_scope_dup_words:
 * @self: a scope
 * @stream: (nullable): name of its stream
 * @klass: (nullable): name of its class or tag
 *
 * Returns: (transfer full) (nullable): what it is about, translated; %NULL for all
 */
char *fl_lot_scope_dup_words (const FlLotScope *self, const char *stream, const char *klass);

/** fl_lot_scope_add_json: Adds `stream`, `class`, or `tag` and `answer`, `condition` and `without_edges` where @self has them. */
void
fl_lot_scope_add_json (const FlLotScope *self, const char *stream, const char *klass, FlJson *json);

G_END_DECLS
