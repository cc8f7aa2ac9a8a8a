/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/** FL_PICTURES_TICKS: units of their times in a second; cameras tell thousandths. */
#define FL_PICTURES_TICKS 1000

/**
 * FlPictures:
 * @folder: where they are
 * @names: (element-type utf8): the files that are pictures by their suffix, in natural order
 * @size_bytes: of all of them
 * @n_others: files and folders in it that are none, but hidden ones
 * @first_other: (nullable): the first of these, in natural order
 *
 * A folder of pictures, which is a stream like a film. Folders within are not looked into.
 * Immutable; any thread.
 */
typedef struct {
  char *folder;
  GPtrArray *names;
  gint64 size_bytes;
  guint n_others;
  char *first_other;
} FlPictures;

/** fl_pictures_is_folder: Returns: whether @path is a folder */
gboolean fl_pictures_is_folder (const char *path);

/**
 * fl_pictures_list:
 * @folder: a folder
 * @error: return location
 *
 * Returns: (transfer full): its pictures, at least one; or %NULL with %FL_MEDIA_ERROR
 */
FlPictures *fl_pictures_list (const char *folder, GError **error);

/** fl_pictures_free: Frees the list. */
void fl_pictures_free (FlPictures *self);

/** fl_pictures_dup_path: Returns: (transfer full): where picture @i is */
char *fl_pictures_dup_path (const FlPictures *self, guint i);

/** fl_pictures_sum_name: Returns: a sum of the name of picture @i, by which an index knows whether it is
 * still the same file's turn */
gint64 fl_pictures_sum_name (const FlPictures *self, guint i);

/**
 * fl_pictures_index:
 * @folder: a folder
 * @is_decoded: whether all are decoded, to tell which are lost
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Numbers the pictures of a folder: by the times that cameras wrote into them where all have one,
 * and else, without times, in natural order.
 *
 * Returns: (transfer full): their index, or %NULL with %FL_MEDIA_ERROR
 */
FlFrameIndex *fl_pictures_index (const char *folder,
                                 gboolean is_decoded,
                                 GCancellable *cancellable,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlPictures, fl_pictures_free)

G_END_DECLS
