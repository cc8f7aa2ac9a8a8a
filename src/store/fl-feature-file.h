/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-half.h"
#include "base/fl-ref-count.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlFeatureRows:
 * @rows: the features, in the order in which they came
 * @frames: (array): `[rows.n_rows]`, the display index of each
 * @is_whole: whether every row is known to be what was written; until then none may be used
 *
 * What a feature file held at one moment, mapped. Immutable, shared by reference, any thread;
 * stays valid when the file is deleted.
 */
typedef struct {
  FlHalfRows rows;
  const gint64 *frames;
  gboolean is_whole;
  /*< private >*/
  FlRefCount n_refs;
  GMappedFile *rows_map;
  GMappedFile *marks_map;
  gint64 *own_frames;
} FlFeatureRows;

/** fl_feature_rows_ref: Returns: (transfer full): @self */
FlFeatureRows *fl_feature_rows_ref (FlFeatureRows *self);

/** fl_feature_rows_unref: Gives up a reference. */
void fl_feature_rows_unref (FlFeatureRows *self);

/**
 * fl_feature_rows_map:
 * @path: a feature file
 * @extractor: id of the extractor that must have made it
 *
 * Maps what a file claims to hold, without opening it for appending and without reading a row: that
 * is left to fl_feature_rows_compare().
 *
 * Returns: (transfer full) (nullable): the rows, not known to be whole; %NULL when there is no such
 *   file
 */
FlFeatureRows *fl_feature_rows_map (const char *path, const char *extractor);

/**
 * fl_feature_rows_compare:
 * @self: rows
 * @cancellable: (nullable): to stop early
 *
 * Reads all rows and compares them with their sums, unless they are known to be whole.
 *
 * Returns: (transfer full) (nullable): whole rows: all, or those before the first damaged one;
 *   %NULL when cancelled
 */
FlFeatureRows *fl_feature_rows_compare (FlFeatureRows *self, GCancellable *cancellable);

/**
 * FlFeatureFile:
 *
 * The features of one stream by one extractor: raw float16 rows, only ever appended, and beside
 * them (`.frames`) the display index of each row and a sum of both. One thread writes.
 */
typedef struct _FlFeatureFile FlFeatureFile;

/**
 * fl_feature_file_open:
 * @path: the file; made when it is not there
 * @extractor: id of the extractor, at most 47 bytes
 * @n_dims: values in a row
 * @error: return location
 *
 * Opens for appending. Rows are compared with their sums, and cut off from the first one on that
 * was half written when the program died, or damaged; a file of another extractor or width begins
 * anew.
 *
 * Returns: (transfer full): the file, or %NULL with GIO's error
 */
FlFeatureFile *
fl_feature_file_open (const char *path, const char *extractor, gsize n_dims, GError **error);

/** fl_feature_file_close: Closes it. */
void fl_feature_file_close (FlFeatureFile *self);

/**
 * fl_feature_file_append:
 * @self: a file
 * @frames: (array length=n): display indices
 * @rows: (array): `[n][n_dims]`, row-major
 * @n: how many
 * @error: return location
 *
 * Rounds to float16 and appends.
 *
 * Returns: %TRUE, or %FALSE with GIO's error and the file as before
 */
gboolean fl_feature_file_append (FlFeatureFile *self,
                                 const gint64 *frames,
                                 const float *rows,
                                 gsize n,
                                 GError **error);

/** fl_feature_file_map: Returns: (transfer full): what it holds now, or %NULL with @error */
FlFeatureRows *fl_feature_file_map (const FlFeatureFile *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFeatureFile, fl_feature_file_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFeatureRows, fl_feature_rows_unref)

G_END_DECLS
