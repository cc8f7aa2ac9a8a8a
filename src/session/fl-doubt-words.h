/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_doubt_words_dup:
 * @doubt: (nullable): why the frames of a stream were decoded to be counted, as the project keeps it
 *
 * What is kept is in English, whoever looks at it.
 *
 * Returns: (transfer full) (nullable): one sentence in the person's language, without a full stop
 */
char *fl_doubt_words_dup (const char *doubt);

G_END_DECLS
