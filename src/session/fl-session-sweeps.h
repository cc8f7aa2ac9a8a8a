/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: looking at random blocks of what the machine calls something else, to bound how many events
 * of a class nobody has found. */
#pragma once

#include "base/fl-json.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlSweepPlan:
 * @klass: what is looked for: a class that is not the background, or a tag
 * @max_missed: largest share of missed events that is to be promised, 0..1
 * @confidence: of the promise, 0..1
 * @n_tiles: blocks to look at; 0 is replaced by as many as keep the promise when few hits are found
 * @n_blocks: (out) blocks in which the class was not found
 * @n_known: (out) events that a person knows of
 * @n_sheets: (out) sheets to expect
 *
 * What a sweep would be.
 */
typedef struct {
  FlClass *klass;
  double max_missed;
  double confidence;
  guint n_tiles;
  guint n_blocks;
  guint n_known;
  guint n_sheets;
} FlSweepPlan;

/**
 * FlSweepState:
 * @FL_SWEEP_OPEN: it has sheets to come
 * @FL_SWEEP_ENDED: it was ended; its seed may be known now
 * @FL_SWEEP_WITHDRAWN: it was undone, or its pictures or its class mean something else now
 *
 * Where a sweep stands.
 */
typedef enum {
  FL_SWEEP_OPEN,
  FL_SWEEP_ENDED,
  FL_SWEEP_WITHDRAWN,
} FlSweepState;

/**
 * FlSweepReport:
 * @id: in this project
 * @uuid: identity
 * @created_us: when it was frozen, µs since 1970 UTC
 * @state: where it stands
 * @klass: name of the class, its own also when it was merged since
 * @class_id: its id
 * @max_missed: that was asked for, 0..1
 * @confidence: that was asked for, 0..1
 * @block_s: how long a block is, in seconds
 * @n_attempts: 1, or more when there were sweeps for that class before; each halves the chance of a
 *   wrong promise
 * @n_blocks: blocks in which the class was not found when it was frozen
 * @n_suspects: those of them that are all looked at
 * @n_planned: how many are looked at, suspects included
 * @n_seen: how many were
 * @n_sheets: sheets that were answered, also the newest
 * @has_fresh: whether the answer to the newest sheet may still be replaced: nothing else here counts it
 * @n_sheets_planned: about how many there are in the plan
 * @n_hits: blocks where the person saw the class
 * @n_unsure: blocks of which the person was unsure: each counts as one that may begin a missed event
 * @n_known: events that were known when it was frozen
 * @n_found: events that are known with the hits
 * @n_more: so many more blocks may begin an event that this person would have seen, at that confidence
 * @max_share: the largest share of all events that may be missed, 0..1
 * @is_kept: whether that is the promise
 * @n_planted: known events that were planted
 * @n_planted_seen: how many of these were seen
 * @seed: (nullable): by which it was drawn, once it is ended
 */
typedef struct {
  gint64 id;
  char *uuid;
  gint64 created_us;
  FlSweepState state;
  char *klass;
  gint64 class_id;
  double max_missed;
  double confidence;
  double block_s;
  guint n_attempts;
  guint n_blocks;
  guint n_suspects;
  guint n_planned;
  guint n_seen;
  guint n_sheets;
  gboolean has_fresh;
  guint n_sheets_planned;
  guint n_hits;
  guint n_unsure;
  guint n_known;
  guint n_found;
  guint n_more;
  double max_share;
  gboolean is_kept;
  guint n_planted;
  guint n_planted_seen;
  char *seed;
} FlSweepReport;

/**
 * FlSheetTile:
 * @stream: (transfer full): a stream
 * @frames: its block, display indices
 */
typedef struct {
  FlStream *stream;
  FlRange frames;
} FlSheetTile;

/**
 * fl_sheet_tile_list_frames:
 * @self: a tile
 * @n_most: how many at most, > 0; %G_MAXUINT for all
 *
 * Lists samples of a block, evenly where there are more. On a sheet all are shown: the promise is about the
 * events on any of them.
 *
 * Returns: (transfer full) (element-type gint64): display indices, ascending
 */
GArray *fl_sheet_tile_list_frames (const FlSheetTile *self, guint n_most);

/**
 * FlSheet:
 * @sweep: id of the sweep
 * @number: of the sheet, from 0
 * @tiles: (element-type FlSheetTile): blocks to look at, some of which are planted; nobody can tell
 *
 * A sheet to be answered.
 */
typedef struct {
  gint64 sweep;
  guint number;
  GArray *tiles;
} FlSheet;

/** fl_sheet_free: Frees a sheet. */
void fl_sheet_free (FlSheet *self);

/**
 * FlSheetMark:
 * @tile: place on the sheet, from 0
 * @frame: (-1 when nobody pointed at one) a frame of its block where the class is to be seen
 * @is_unsure: whether the person cannot tell, or cannot see the tile; then there is no frame
 *
 * A tile where the person saw the class, or where it may be.
 */
typedef struct {
  guint tile;
  gint64 frame;
  gboolean is_unsure;
} FlSheetMark;

/**
 * fl_session_preview_sweep:
 * @self: a session with a model
 * @plan: what is wanted; its (out) fields are filled, and @n_tiles where it is 0
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with why there can be no such sweep
 */
gboolean fl_session_preview_sweep (FlSession *self, FlSweepPlan *plan, GError **error);

/** fl_session_is_swept: Returns: whether a sweep for @klass goes on */
gboolean fl_session_is_swept (FlSession *self, FlClass *klass);

/**
 * fl_session_price_sweep:
 * @self: a session
 * @plan: what is wanted
 * @error: return location
 *
 * Does the same on a thread; returns at once, and the signal `sweep-priced` tells the end. What was
 * wanted before is forgotten.
 *
 * Returns: %TRUE, or %FALSE with why there can be no such sweep
 */
gboolean fl_session_price_sweep (FlSession *self, const FlSweepPlan *plan, GError **error);

/** fl_session_get_priced_sweep: Returns: (transfer none) (nullable): what fl_session_price_sweep() found;
 * %NULL while it looks, and when there can be no such sweep, which @out_why says then */
const FlSweepPlan *fl_session_get_priced_sweep (FlSession *self, const char **out_why);

/** fl_session_start_priced_sweep: Starts what fl_session_get_priced_sweep() gives, of the footage as it was
 * looked at then. Returns: id of the sweep, or 0 */
gint64 fl_session_start_priced_sweep (FlSession *self, GError **error);

/**
 * fl_session_start_sweep:
 * @self: a session with a model that may write
 * @plan: as above
 * @error: return location
 *
 * Freezes what is called background now and the scores by which its blocks are stratified, and draws
 * the seed. Later models, labels and streams change nothing of it.
 *
 * Returns: id of the sweep, or 0
 */
gint64 fl_session_start_sweep (FlSession *self, FlSweepPlan *plan, GError **error);

/** fl_session_list_sweeps: Returns: (transfer full) (element-type FlSweepReport): oldest first */
GPtrArray *fl_session_list_sweeps (FlSession *self);

/** fl_session_dup_sweeps: Returns: (transfer full) (nullable): what may be said of all sweeps that stand
 * and were begun, a line each; %NULL when there are none */
char *fl_session_dup_sweeps (FlSession *self);

/** fl_session_find_sweep: Returns: the id of the sweep whose identity begins with @word, else 0 with a
 * sentence */
gint64 fl_session_find_sweep (FlSession *self, const char *word, GError **error);

/**
 * fl_session_next_sheet:
 * @self: a session that may write
 * @sweep: id of an open sweep
 * @error: return location
 *
 * Gives the sheet that is to be answered next, the same until it is, also after a restart.
 *
 * Returns: (transfer full): the sheet, or %NULL with a sentence: %FL_SESSION_ERROR_ALL_DONE when all blocks
 *   were looked at
 */
FlSheet *fl_session_next_sheet (FlSession *self, gint64 sweep, GError **error);

/** fl_session_find_sheet: Returns: (transfer full): the same if it was given to anybody before, else %NULL
 * with a sentence: what nobody was shown nobody can answer */
FlSheet *fl_session_find_sheet (FlSession *self, gint64 sweep, GError **error);

/**
 * fl_session_answer_sheet:
 * @self: a session that may write
 * @sheet: the sheet of fl_session_next_sheet()
 * @marks: (array length=n_marks): where the class was seen, and of which tiles the person is unsure; on no
 *   other is it
 * @n_marks: how many
 * @error: return location
 *
 * Keeps the answer. Frames that were pointed at get a label of kind `sweep`. It is one action, which
 * undo takes back: before anything else is answered that lets the sheet be answered anew, later the
 * labels go and what was seen stays.
 *
 * Returns: %TRUE, or %FALSE with nothing kept
 */
gboolean fl_session_answer_sheet (FlSession *self,
                                  const FlSheet *sheet,
                                  const FlSheetMark *marks,
                                  gsize n_marks,
                                  GError **error);

/** fl_session_end_sweep: Ends an open sweep for good; what it says stays. */
gboolean fl_session_end_sweep (FlSession *self, gint64 sweep, GError **error);

/** fl_sweep_state_get_name: Returns: (transfer none): `open`, `ended` or `withdrawn` */
const char *fl_sweep_state_get_name (FlSweepState state);

/**
 * fl_sweep_report_dup_sentence:
 * @self: a sweep
 *
 * Returns: (transfer full): all that may be said of it, translated, without a full stop
 */
char *fl_sweep_report_dup_sentence (const FlSweepReport *self);

/** fl_sweep_report_add_json: Adds all numbers of @self to the object that is open in @json. */
void fl_sweep_report_add_json (const FlSweepReport *self, FlJson *json);

/** fl_sweep_report_dup_planted: Returns: (transfer full) (nullable): what the planted events say of the
 * person, a translated sentence without a full stop; %NULL while there were none */
char *fl_sweep_report_dup_planted (const FlSweepReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSheet, fl_sheet_free)

G_END_DECLS
