/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_cut_off_tells:
 * @path: a file
 * @format: FFmpeg's name of its container
 *
 * Looks at the first and the last bytes of a file for signs that it once was longer. Not all
 * containers have such; HACKING.md tells which.
 *
 * Returns: whether it surely was
 */
gboolean fl_cut_off_tells (const char *path, const char *format);

G_END_DECLS
