/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random orders that are made again from a seed instead of being kept (decisions 29); not for other
 * layers. */
#pragma once

#include "store/fl-store-private.h"

G_BEGIN_DECLS

/**
 * FlDraw:
 * @key: what it is sorted by
 * @stream: id of a stream
 * @frame: display index
 * @about: what else belongs to it
 *
 * A frame at its place in a random order.
 */
typedef struct {
  guint64 key;
  gint64 stream;
  gint64 frame;
  gint64 about;
} FlDraw;

/** fl_draw_make_seed: Returns: (transfer full): 16 random bytes as hex */
char *fl_draw_make_seed (void);

/** fl_draw_hash_row: Returns: hash of the text in the first row of @statement (nullable), 0 when there
 * is none */
guint64 fl_draw_hash_row (FlStore *self, sqlite3_stmt *statement);

/** fl_draw_hash: Returns: hash of @number, other for each @base */
guint64 fl_draw_hash (guint64 base, gint64 number);

/** fl_draw_sort: Sorts @draws (element-type FlDraw) by their keys. */
void fl_draw_sort (GArray *draws);

G_END_DECLS
