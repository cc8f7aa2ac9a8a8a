/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding classes as a part of something larger; not for other layers. */
#pragma once

#include "store/fl-store-classes.h"

G_BEGIN_DECLS

/** fl_store_is_name_free: Returns: whether no class but @except (0: none) has @name, whatever the case
 * of its letters; else %FALSE with @error */
gboolean fl_store_is_name_free (FlStore *self, const char *name, gint64 except, GError **error);

/** fl_store_check_new_class: Returns: whether a class may have @name, which no class but @except (0:
 * none) has now; else %FALSE with one sentence */
gboolean fl_store_check_new_class (FlStore *self, const char *name, gint64 except, GError **error);

/**
 * fl_store_insert_class:
 * @self: a store
 * @row: as for fl_store_add_class()
 * @annotator: who adds it
 * @batch_seq: number of the head that it is a part of, 0 for none
 * @error: return location
 *
 * Adds a class whose name was checked; in a transaction of the caller.
 *
 * Returns: its id, or 0
 */
gint64 fl_store_insert_class (FlStore *self,
                              const FlClassRow *row,
                              gint64 annotator,
                              gint64 batch_seq,
                              GError **error);

G_END_DECLS
