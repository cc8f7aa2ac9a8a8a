/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of a sweep: what is drawn, what was shown, what was said of it. */
#pragma once

#include "store/fl-store-labels.h"
#include "store/fl-store-sweeps.h"

G_BEGIN_DECLS

/* Tiles on a sheet; the last one of a sweep may have fewer. */
#define FL_SHEET_TILES 30

/**
 * FlSweepTile:
 * @stream: id of a stream
 * @frames: its block
 * @role: why it is there: a suspect, a random one, planted (%FL_SWEEP_KNOWN), or shown once more
 * @is_answered: whether the answer to its sheet counts
 * @is_fresh: whether that answer may still be taken back and replaced
 * @is_hit: whether the person saw the class there
 * @is_unsure: whether the person could not tell, so that the class may be there
 *
 * A block that somebody was shown.
 */
typedef struct {
  gint64 stream;
  FlRange frames;
  FlSweepRole role;
  gboolean is_answered;
  gboolean is_fresh;
  gboolean is_hit;
  gboolean is_unsure;
} FlSweepTile;

/**
 * fl_store_issue_sheet:
 * @self: a store
 * @sweep: id of a sweep
 * @sheet: number of the sheet, from 0
 * @error: return location
 *
 * Draws a sheet and keeps it, before anybody sees it; a sheet that was issued stays as it is. The
 * suspects and the planned part of the others come in random order, after them what is left of the
 * others, and planted ones wherever their draw says so. What fits on one sheet comes on the last one, whose
 * length follows from how many blocks are left alone. All of it follows from the seed of the sweep.
 *
 * Returns: %TRUE, or %FALSE with nothing kept; %FL_STORE_ERROR_NOT_FOUND when all was shown
 */
gboolean fl_store_issue_sheet (FlStore *self, gint64 sweep, guint sheet, GError **error);

/**
 * FlTileMark:
 * @place: of a tile on its sheet, from 0
 * @is_unsure: whether the person could not tell, rather than saw the class there
 *
 * What is said of one tile.
 */
typedef struct {
  guint place;
  gboolean is_unsure;
} FlTileMark;

/**
 * FlSheetAnswer:
 * @sweep: id of a sweep
 * @sheet: a sheet that was issued
 * @marks: (array length=n_marks): tiles on which the class was seen, or may be; it is on no other
 * @n_marks: how many
 * @labels: (array length=n_labels): what is said of frames there
 * @n_labels: how many
 * @annotator: who looked
 *
 * What a person says of a sheet.
 */
typedef struct {
  gint64 sweep;
  guint sheet;
  const FlTileMark *marks;
  gsize n_marks;
  const FlLabelAction *labels;
  gsize n_labels;
  gint64 annotator;
} FlSheetAnswer;

/**
 * fl_store_answer_sheet:
 * @self: a store
 * @answer: what is said
 * @out: (out caller-allocates) (nullable) (array length=n_labels): the actions of the labels
 * @error: return location
 *
 * Keeps the answer to a sheet, with the labels, as one action that undo takes back.
 *
 * Returns: %TRUE, or %FALSE with nothing kept; %FL_STORE_ERROR_BUSY: try again
 */
gboolean
fl_store_answer_sheet (FlStore *self, const FlSheetAnswer *answer, FlActionId *out, GError **error);

/**
 * fl_store_list_tiles:
 * @self: a store
 * @sweep: id of a sweep
 * @error: return location
 *
 * Gives all tiles that were issued, in order, with the answers that count: of each sheet the first one.
 * One that was taken back before anything else was answered does not count, so that the next one does;
 * taking it back later changes the labels and not what was seen.
 *
 * Returns: (transfer full) (element-type FlSweepTile): all of them
 */
GArray *fl_store_list_tiles (FlStore *self, gint64 sweep, GError **error);

/** fl_store_list_tiles_as_of: Returns: (transfer full) (element-type FlSweepTile): the same, as it stood at @as_of_us, µs
 * since 1970 UTC; an answer that was taken back at once is none at any time */
GArray *fl_store_list_tiles_as_of (FlStore *self, gint64 sweep, gint64 as_of_us, GError **error);

G_END_DECLS
