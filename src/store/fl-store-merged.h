/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes that others speak for: resolved when labels are read, never written; not for other
 * layers. */
#pragma once

#include "store/fl-store-private.h"

G_BEGIN_DECLS

/**
 * fl_store_list_merged:
 * @self: a store
 *
 * Returns: (transfer full) (element-type gint64 gint64): for the id of each class that was merged
 *   the id of the class that speaks for it at last
 */
GHashTable *fl_store_list_merged (FlStore *self);

/** fl_store_resolve_class: Returns: who speaks for class @id, by fl_store_list_merged() */
gint64 fl_store_resolve_class (GHashTable *merged, gint64 id);

G_END_DECLS
