/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps: the blocks among which events of a class are looked for that nobody has found. What is
 * promised, and why it holds, is in doc/misses.md. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlSweepRole:
 * @FL_SWEEP_SUSPECT: background with a score so high that it is surely looked at
 * @FL_SWEEP_OTHER: background of which a random part is looked at
 * @FL_SWEEP_KNOWN: a person found the class there, so that it may be planted among the tiles
 * @FL_SWEEP_FOUND: the machine alone found it there
 * @FL_SWEEP_REPEAT: of a tile alone: background that is shown once more, so that the length of the last sheet
 *   does not tell how many planted ones there are
 *
 * What a block is to a sweep. The numbers stand in the file.
 */
typedef enum {
  FL_SWEEP_SUSPECT = 0,
  FL_SWEEP_OTHER = 1,
  FL_SWEEP_KNOWN = 2,
  FL_SWEEP_FOUND = 3,
  FL_SWEEP_REPEAT = 4,
} FlSweepRole;

/**
 * FlSweepBlock:
 * @frames: display indices; a neighbour in time begins where it ends
 * @score: how much speaks for the class, 0..1; kept in steps of 1/255
 * @role: what it is to the sweep
 *
 * Some seconds of one stream.
 */
typedef struct {
  FlRange frames;
  double score;
  FlSweepRole role;
} FlSweepBlock;

/**
 * FlSweepPart:
 * @stream: id of a stream
 * @blocks: (element-type FlSweepBlock): ascending
 *
 * The blocks of a sweep in one stream.
 */
typedef struct {
  gint64 stream;
  GArray *blocks;
} FlSweepPart;

/**
 * FlSweepRow:
 * @id: id in this file
 * @uuid: identity
 * @created_us: µs since 1970 UTC
 * @class_id: what is looked for; of a class that was merged the one that speaks for it
 * @class_name: (nullable): its own name, also when it was merged since
 * @model: revision of the model whose predictions chose the blocks
 * @max_missed: largest share of missed events that is promised, 0..1
 * @confidence: of the promise, 0..1
 * @block_s: how long a block is, in seconds
 * @n_planned: how many blocks the plan draws, suspects included
 * @suspect_risk: share of the chance to be wrong that is spent on suspects, 0..1
 * @plant_share: chance of a tile to be a planted one, 0..1
 * @state: `open`, `ended` or `withdrawn`
 * @seed: (nullable): what it was drawn by, as hex; only of one that is ended, for an open one may not
 *   be foreseen
 *
 * A sweep.
 */
typedef struct {
  gint64 id;
  char *uuid;
  gint64 created_us;
  gint64 class_id;
  char *class_name;
  gint64 model;
  double max_missed;
  double confidence;
  double block_s;
  gint64 n_planned;
  double suspect_risk;
  double plant_share;
  char *state;
  char *seed;
} FlSweepRow;

/** fl_sweep_part_free: Frees a part. */
void fl_sweep_part_free (FlSweepPart *self);

/** fl_sweep_row_free: Frees a row. */
void fl_sweep_row_free (FlSweepRow *self);

/**
 * fl_store_add_sweep:
 * @self: a store
 * @row: class, model, promise and plan
 * @parts: (element-type FlSweepPart): its blocks, frozen from now on
 * @annotator: who starts it
 * @error: return location
 *
 * Makes an open sweep as one action, which undo takes back. Its seed is drawn here, after its content
 * is fixed.
 *
 * Returns: its id, or 0
 */
gint64 fl_store_add_sweep (FlStore *self,
                           const FlSweepRow *row,
                           GPtrArray *parts,
                           gint64 annotator,
                           GError **error);

/** fl_store_end_sweep: Ends a sweep for good: undo does not take that back. */
gboolean fl_store_end_sweep (FlStore *self, gint64 sweep, gint64 annotator, GError **error);

/** fl_store_void_sweeps: Withdraws all sweeps for the class with the id @class_id, also those that are ended, as a
 * part of the action with the number @head; in a transaction of the caller. */
gboolean fl_store_void_sweeps (FlStore *self,
                               gint64 class_id,
                               gint64 annotator,
                               gint64 head,
                               GError **error);

/** fl_store_void_sweep: Withdraws one sweep, for its blocks are other pictures now (@head is 0), or as a part of the
 * action with the number @head; in a transaction of the caller. */
gboolean
fl_store_void_sweep (FlStore *self, gint64 sweep, gint64 annotator, gint64 head, GError **error);

/** fl_store_list_sweeps: Returns: (transfer full) (element-type FlSweepRow): oldest first */
GPtrArray *fl_store_list_sweeps (FlStore *self, GError **error);

/** fl_store_list_sweep_parts: Returns: (transfer full) (element-type FlSweepPart): the blocks of
 * @sweep, by stream */
GPtrArray *fl_store_list_sweep_parts (FlStore *self, gint64 sweep, GError **error);

/** fl_store_list_moved_sweeps: Returns: (transfer full) (element-type gint64): sweeps whose blocks in
 * @stream have other times than when they were frozen, %NULL with @error */
GArray *fl_store_list_moved_sweeps (FlStore *self, gint64 stream, GError **error);

G_END_DECLS
