/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_ebml_find_end:
 * @head: (array length=n): how a file begins
 * @n: bytes of it, some 64 or more
 *
 * Tells where a Matroska or WebM file ends by its own account (RFC 8794, section 4 and 6.2), so
 * that one that was cut off can be told from a short one. Any thread.
 *
 * Returns: bytes from the start of the file, or -1 when it does not say (a recording that was
 *   never closed) or is no such file
 */
gint64 fl_ebml_find_end (const guint8 *head, gsize n);

G_END_DECLS
