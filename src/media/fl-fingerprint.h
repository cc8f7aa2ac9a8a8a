/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fl_fingerprint_file:
 * @path: a file, or a folder of pictures
 * @out_size_bytes: (out): its size, of a folder that of all its pictures
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Tells a file from others wherever it lies: SHA-256 over its size and its first, middle and
 * last MiB (decisions 3). Of a folder names and sizes of all pictures count, and the first MiB of
 * the first, the middle and the last. Reads 3 MiB at most.
 *
 * Returns: (transfer full): 64 hexadecimal digits, or %NULL with GIO's error
 */
char *fl_fingerprint_file (const char *path,
                           gint64 *out_size_bytes,
                           GCancellable *cancellable,
                           GError **error);

/**
 * fl_fingerprint_measure:
 * @path: a file, or a folder of pictures
 * @out_size_bytes: (out): its size, as fl_fingerprint_file() gives it
 *
 * Returns: %FALSE when there is none
 */
gboolean fl_fingerprint_measure (const char *path, gint64 *out_size_bytes);

G_END_DECLS
