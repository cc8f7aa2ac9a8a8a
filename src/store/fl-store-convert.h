/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From classes to tags: whether a project has the one or the other. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * fl_store_convert:
 * @self: a store of a project of classes
 * @annotator: who does it
 * @error: return location
 *
 * Has the project be one of tags from now on. What was said of classes stays as it was said; whoever
 * reads it takes it for answers about tags. One action, which can be undone until something was said
 * of a tag.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_convert (FlStore *self, gint64 annotator, GError **error);

/** fl_store_is_multi_label: Returns: whether the project has tags, or (@as_of_us is not 0) had them
 * then, µs since 1970 UTC */
gboolean fl_store_is_multi_label (FlStore *self, gint64 as_of_us);

G_END_DECLS
