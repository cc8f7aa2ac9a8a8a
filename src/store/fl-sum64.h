/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_sum64:
 * @start: what comes before, or a number that belongs to the bytes
 * @data: bytes
 * @size_bytes: how many
 *
 * Sums bytes of the cache so that damage is noticed (2 GB a second on one core); no protection
 * against people. Any change within one word of eight bytes is noticed. Any thread.
 *
 * Returns: the sum
 */
guint64 fl_sum64 (guint64 start, const void *data, gsize size_bytes);

G_END_DECLS
