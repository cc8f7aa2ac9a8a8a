/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file without the inside of its pictures; not for other layers. */
#pragma once

#include <gio/gio.h>
#include <libavformat/avio.h>

G_BEGIN_DECLS

/** FL_SPARSE_HEAD_BYTES: so much of every large block is read even when the rest is not. */
#define FL_SPARSE_HEAD_BYTES 1024

/** FL_SPARSE_MIN_BYTES: blocks that are not larger are always read whole. */
#define FL_SPARSE_MIN_BYTES 4096

/**
 * FlSparseIo:
 * @bytes: for FFmpeg to read from
 * @is_sparse: whether the inside of large blocks is left out; may be changed at any time
 *
 * An open file. To find out where pictures lie and when they are shown, a demuxer need not
 * read them, but FFmpeg's do; this hands them undefined bytes instead.
 * One thread.
 */
typedef struct {
  AVIOContext *bytes;
  gboolean is_sparse;
  /*< private >*/
  int file;
  gint64 at;
  gint64 size_bytes;
  guint8 *page; /* what was read last of it, from page_at on */
  gint64 page_at;
  int n_page;
} FlSparseIo;

/** fl_sparse_io_open: Returns: (transfer full) (nullable): an open file; %NULL sets errno */
FlSparseIo *fl_sparse_io_open (const char *path);

/**
 * fl_sparse_io_contains:
 * @self: a file
 * @pattern: (array length=n_pattern): bytes to look for
 * @n_pattern: how many
 * @end_bytes: where to stop looking
 *
 * Returns: whether they stand somewhere before @end_bytes; also when that cannot be read or is too
 *   much to look through
 */
gboolean fl_sparse_io_contains (const FlSparseIo *self,
                                const char *pattern,
                                gsize n_pattern,
                                gint64 end_bytes);

/** fl_sparse_io_free: Closes it; what used its bytes must be closed before. */
void fl_sparse_io_free (FlSparseIo *self);

G_END_DECLS
