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

/** fl_thumb_pack_open: Opens @path, making it when @is_writable; a torn end is cut off then. */
FlThumbPack *fl_thumb_pack_open (const char *path, gboolean is_writable, GError **error);

/** fl_thumb_pack_close: Closes it. */
void fl_thumb_pack_close (FlThumbPack *self);

/** fl_thumb_pack_append: Appends the thumbnail of @frame. */
gboolean fl_thumb_pack_append (FlThumbPack *self, gint64 frame, GBytes *jpeg, GError **error);

/** fl_thumb_pack_find: Returns: (transfer full) (nullable): the thumbnail of @frame, if there */
GBytes *fl_thumb_pack_find (FlThumbPack *self, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlThumbPack, fl_thumb_pack_close)

G_END_DECLS
