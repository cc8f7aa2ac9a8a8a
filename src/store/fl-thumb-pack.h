/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlThumbPack:
 *
 * The thumbnails of one stream: one file of JPEGs, only ever appended. One writer, and any number
 * of readers, each with an object of its own; one thread an object.
 */
typedef struct _FlThumbPack FlThumbPack;

/**
 * fl_thumb_pack_open:
 * @path: the file
 * @is_writable: whether to make it when it is not there, and to append
 * @error: return location
 *
 * Opens a pack. To append, all of it is read: a torn end is cut off, and pictures that are damaged
 * are forgotten.
 *
 * Returns: (transfer full): the pack, or %NULL with GIO's error
 */
FlThumbPack *fl_thumb_pack_open (const char *path, gboolean is_writable, GError **error);

/** fl_thumb_pack_close: Closes it. */
void fl_thumb_pack_close (FlThumbPack *self);

/** fl_thumb_pack_append: Appends the thumbnail of @frame. */
gboolean fl_thumb_pack_append (FlThumbPack *self, gint64 frame, GBytes *jpeg, GError **error);

/** fl_thumb_pack_has: Returns: whether a thumbnail of @frame was there when last looked for */
gboolean fl_thumb_pack_has (FlThumbPack *self, gint64 frame);

/** fl_thumb_pack_find: Returns: (transfer full) (nullable): the thumbnail of @frame, if whole */
GBytes *fl_thumb_pack_find (FlThumbPack *self, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlThumbPack, fl_thumb_pack_close)

G_END_DECLS
