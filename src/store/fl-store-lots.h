/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlLotSample:
 * @frame: display index
 * @class_id: the label; in a lot of a tag its id where it is there, and minus its id where it is not
 * @confidence: of the model when it was accepted, 0..1; kept in steps of 1/255
 *
 * One auto label of a lot.
 */
typedef struct {
  gint64 frame;
  gint64 class_id;
  double confidence;
} FlLotSample;

/**
 * FlLotPart:
 * @stream: id of a stream
 * @samples: (element-type FlLotSample): ascending by frame
 * @edges: (nullable) (element-type gint64): samples that were left out, for they are near a change;
 *   ascending
 *
 * The auto labels of a lot in one stream.
 */
typedef struct {
  gint64 stream;
  GArray *samples;
  GArray *edges;
} FlLotPart;

/**
 * FlLotRow:
 * @id: id in this file
 * @uuid: identity
 * @created_us: µs since 1970 UTC
 * @model: revision of the model that labelled it
 * @max_error: largest share of wrong labels that was asked for, 0..1
 * @confidence: of the certificate, 0..1
 * @n_samples: how many labels
 * @state: `open`, `certified`, `failed` or `withdrawn`
 * @scope: (nullable): `all`, or words separated by blanks, with ids: `stream:STREAM`, `class:CLASS`,
 *   `tag:TAG=yes` or `tag:TAG=no`, `condition:day` or `condition:night`, `without-edges:FRAMES`, `max-missed:CLASS=SHARE`, and in old
 *   projects `max-error:CLASS=SHARE`; %NULL when adding is `all`
 * @seed: (nullable): what its audits were drawn by, as hex; only of one that is certified or
 *   failed, for an open one may not be foreseen
 *
 * A lot.
 */
typedef struct {
  gint64 id;
  char *uuid;
  gint64 created_us;
  gint64 model;
  double max_error;
  double confidence;
  gint64 n_samples;
  char *state;
  char *scope;
  char *seed;
} FlLotRow;

/** fl_lot_part_free: Frees a part. */
void fl_lot_part_free (FlLotPart *self);

/** fl_lot_row_free: Frees a row. */
void fl_lot_row_free (FlLotRow *self);

/**
 * fl_store_add_lots:
 * @self: a store
 * @rows: (array length=n): model, max_error, confidence and scope of each lot
 * @parts: (array length=n): (element-type FlLotPart): the labels of each, frozen from now on
 * @n: how many, > 0
 * @annotator: who accepts
 * @error: return location
 *
 * Makes open lots as one action, which undo takes back. The seed of the audit order of each is drawn
 * here, after its content is fixed.
 *
 * Returns: id of the first one, or 0 with nothing changed
 */
gint64 fl_store_add_lots (FlStore *self,
                          const FlLotRow *rows,
                          GPtrArray *const *parts,
                          gsize n,
                          gint64 annotator,
                          GError **error);

/** fl_store_add_lot: The same for one. Returns: its id, or 0 */
gint64 fl_store_add_lot (FlStore *self,
                         const FlLotRow *row,
                         GPtrArray *parts,
                         gint64 annotator,
                         GError **error);

/**
 * fl_store_close_lot:
 * @self: a store
 * @lot: an open lot
 * @is_certified: whether it is certified, or failed
 * @annotator: who answered last
 * @error: return location
 *
 * Ends the audits of a lot for good: undo does not take that back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_close_lot (FlStore *self,
                             gint64 lot,
                             gboolean is_certified,
                             gint64 annotator,
                             GError **error);

/** fl_store_withdraw_lot: Gives a lot back, open or closed, as one action that undo takes back. */
gboolean fl_store_withdraw_lot (FlStore *self, gint64 lot, gint64 annotator, GError **error);

/** fl_store_list_lots: Returns: (transfer full) (element-type FlLotRow): oldest first */
GPtrArray *fl_store_list_lots (FlStore *self, GError **error);

/** fl_store_dup_classes_before: Returns: (transfer full) (nullable): names of the classes that were
 * there when @lot was made, with commas; %NULL when no other was added since */
char *fl_store_dup_classes_before (FlStore *self, gint64 lot);

/** fl_store_list_lot_parts: Returns: (transfer full) (element-type FlLotPart): the labels of @lot */
GPtrArray *fl_store_list_lot_parts (FlStore *self, gint64 lot, GError **error);

G_END_DECLS
