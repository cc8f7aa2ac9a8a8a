/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlTimedRange:
 * @frames: by display index, as they are known
 * @first_pts: time of the first of them, in the stream's time base
 * @last_pts: time of the last
 * @first_nth: the how manieth of the frames with that time the first one was, from 1; else 0
 * @last_nth: the same of the last
 *
 * Frames with what identifies them.
 */
typedef struct {
  FlRange frames;
  gint64 first_pts;
  gint64 last_pts;
  guint first_nth;
  guint last_nth;
} FlTimedRange;

/**
 * FlPlaceFunc:
 * @known: frames
 * @out: (out): which ones they are by the way in which frames are counted now
 * @data: the caller's
 *
 * Returns: whether any of them is still there
 */
typedef gboolean (*FlPlaceFunc) (const FlTimedRange *known, FlRange *out, gpointer data);

/**
 * FlRenumbered:
 * @n_labels: how many labels stand at other frames now, or at none
 * @n_lots: how many lots are about other pictures now and were withdrawn
 * @n_sweeps: how many sweeps are, likewise
 *
 * What came of it that frames are counted otherwise.
 */
typedef struct {
  guint n_labels;
  guint n_lots;
  guint n_sweeps;
} FlRenumbered;

/**
 * fl_store_renumber:
 * @self: a store open for writing
 * @stream: id of a stream whose frames were counted, perhaps anew
 * @annotator: in whose name
 * @place: says where frames are now
 * @data: for @place
 * @out: (out caller-allocates): what had to be done
 * @error: return location
 *
 * Has every label stay with its picture (decisions 1): the time of a frame is its identity, and
 * its index follows. One action says so; what was said keeps its words. Lots and sweeps, whose
 * samples and blocks have no times of their own, are withdrawn when they would name other pictures.
 * Nothing is written when all is as it was.
 *
 * Returns: %TRUE, or %FALSE with nothing written
 */
gboolean fl_store_renumber (FlStore *self,
                            gint64 stream,
                            gint64 annotator,
                            FlPlaceFunc place,
                            gpointer data,
                            FlRenumbered *out,
                            GError **error);

G_END_DECLS
