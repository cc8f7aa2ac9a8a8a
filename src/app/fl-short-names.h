/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_short_names:
 * @names: (array zero-terminated=1): names that stand below one another, UTF-8
 * @max_chars: how long one may be as it is, in characters
 *
 * Shortens what is longer, so that what tells names apart stays: an ellipsis stands for the words with which
 * all of these begin, and where that is not enough one for those with which they end. A name may be longer
 * still.
 *
 * Returns: (transfer full) (array zero-terminated=1): as many, in the same order
 */
GStrv fl_short_names (const char *const *names, gsize max_chars);

G_END_DECLS
