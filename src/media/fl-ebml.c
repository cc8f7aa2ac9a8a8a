/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Matroska file says about its own length, which FFmpeg does not tell. */
#include "media/fl-ebml.h"

#include <string.h>

static const guint8 id_header[] = {0x1a, 0x45, 0xdf, 0xa3};
static const guint8 id_segment[] = {0x18, 0x53, 0x80, 0x67};

/* Reads a size: as many bytes as the first one has leading zeros, and one more; all ones stand
 * for "unknown". */
static gboolean
read_size (const guint8 *head, gsize n, gsize *at, gint64 *out)
{
  if (*at >= n || head[*at] == 0)
    return FALSE;
  guint n_bytes = (guint) __builtin_clz (head[*at]) - 23;
  gint64 mask = (G_GINT64_CONSTANT (1) << 7 * n_bytes) - 1;
  if (n - *at < n_bytes)
    return FALSE;
  gint64 value = 0;
  for (guint i = 0; i < n_bytes; i++)
    value = value << 8 | head[*at + i];
  *at += n_bytes;
  *out = value & mask;
  return *out != mask;
}

gint64
fl_ebml_find_end (const guint8 *head, gsize n)
{
  gsize at = sizeof id_header;
  gint64 size_bytes;

  if (n < at || memcmp (head, id_header, sizeof id_header) != 0 ||
      !read_size (head, n, &at, &size_bytes) || size_bytes > (gint64) (n - at))
    return -1;
  at += (gsize) size_bytes;
  if (n - at < sizeof id_segment || memcmp (head + at, id_segment, sizeof id_segment) != 0)
    return -1;
  at += sizeof id_segment;
  return read_size (head, n, &at, &size_bytes) ? (gint64) at + size_bytes : -1;
}
