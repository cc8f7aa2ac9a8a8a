/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams that were removed: they are hidden, and all that was said of them is kept. */
#pragma once

#include "store/fl-store-streams.h"

G_BEGIN_DECLS

/**
 * fl_store_hide_stream:
 * @self: a store
 * @id: a stream
 * @annotator: who removes it
 * @error: return location
 *
 * Removes a stream by an action that can be undone: it is hidden, and nothing of it is deleted.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_hide_stream (FlStore *self, gint64 id, gint64 annotator, GError **error);

/**
 * fl_store_restore_stream:
 * @self: a store
 * @row: what is known of a source that is added
 * @annotator: who adds it
 * @out_id: (out): the stream that is back, 0 when none was removed that is the same
 * @error: return location
 *
 * Brings a stream back that was removed, by an action that can be undone: the one from the same
 * address, or whose file has the same content, wherever that is now. Beside several, one that was
 * at the same place.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_restore_stream (FlStore *self,
                                  const FlStreamRow *row,
                                  gint64 annotator,
                                  gint64 *out_id,
                                  GError **error);

/** fl_store_count_hidden: Returns: how many streams were removed */
guint fl_store_count_hidden (FlStore *self);

/** fl_store_get_hidden_bytes: Returns: what was recorded of streams that were removed, bytes */
gint64 fl_store_get_hidden_bytes (FlStore *self);

/** fl_store_list_hidden_paths: Returns: (transfer full) (element-type filename): the files of streams
 * that were removed */
GPtrArray *fl_store_list_hidden_paths (FlStore *self);

/** fl_store_is_hidden_name: Returns: whether a stream called @name was removed */
gboolean fl_store_is_hidden_name (FlStore *self, const char *name);

/** fl_store_dup_stream_name: Returns: (transfer full) (nullable): the name of stream @id, also of
 * one that was removed */
char *fl_store_dup_stream_name (FlStore *self, gint64 id);

G_END_DECLS
