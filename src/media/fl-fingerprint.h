/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fl_fingerprint_file:
 * @path: a file
 * @out_size_bytes: (out): its size
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Tells a file from others wherever it lies: SHA-256 over its size and its first, middle and
 * last MiB (decisions 3). Reads 3 MiB at most.
 *
 * Returns: (transfer full): 64 hexadecimal digits, or %NULL with GIO's error
 */
char *fl_fingerprint_file (const char *path,
                           gint64 *out_size_bytes,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
