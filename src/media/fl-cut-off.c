/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that were cut off, as by a full disk or a copy that was broken off. Demuxers take the end
 * of the file for the end of the film. */
#include "media/fl-cut-off.h"

#include "media/fl-ebml.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So much of a file tells how long it wants to be; a page of Ogg is at most 65,307 bytes long. */
#define HEAD_BYTES 8192
#define TAIL_BYTES (128 * 1024)

/* The two ends of a file. */
typedef struct {
  guint8 head[HEAD_BYTES];
  gsize n_head;
  guint8 *tail; /* what the file ends with */
  gsize n_tail;
  gint64 size_bytes;
} Ends;

static gboolean
ends_read (Ends *self, const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat facts;

  if (file < 0)
    return FALSE;
  self->size_bytes = fstat (file, &facts) == 0 ? facts.st_size : 0;
  self->tail = g_malloc (TAIL_BYTES);
  gssize n_head = pread (file, self->head, HEAD_BYTES, 0);
  gssize n_tail = pread (file, self->tail, TAIL_BYTES, MAX (self->size_bytes - TAIL_BYTES, 0));
  (void) close (file);
  self->n_head = (gsize) MAX (n_head, 0);
  self->n_tail = (gsize) MAX (n_tail, 0);
  return n_head > 0 && n_tail > 0;
}

static void
ends_clear (Ends *self)
{
  g_free (self->tail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ends, ends_clear)

/* Transport streams come in blocks of 188 bytes, some with a time before or a checksum after. */
static gboolean
is_mpegts_cut (const Ends *self)
{
  return self->size_bytes % 188 != 0 && self->size_bytes % 192 != 0 && self->size_bytes % 204 != 0;
}

static gboolean
is_matroska_cut (const Ends *self)
{
  return fl_ebml_find_end (self->head, self->n_head) > self->size_bytes;
}

/* The last place in the tail where @pattern stands, NULL for none. */
static const guint8 *
find_last (const Ends *self, const char *pattern, gsize n)
{
  for (gsize i = self->n_tail >= n ? self->n_tail - n + 1 : 0; i-- > 0;)
    if (memcmp (self->tail + i, pattern, n) == 0)
      return self->tail + i;
  return NULL;
}

/* RFC 3533: a page has a head of 27 bytes, a table of sizes, and these. The last one of a stream
 * is marked, and is whole. */
static gboolean
is_ogg_cut (const Ends *self)
{
  const guint8 *page = find_last (self, "OggS", 4);
  const gsize n_left = page != NULL ? (gsize) (self->tail + self->n_tail - page) : 0;

  if (n_left < 27 || n_left < 27u + page[26])
    return TRUE;
  gsize size = 27u + page[26];
  for (guint i = 0; i < page[26]; i++)
    size += page[27 + i];
  return size > n_left || (page[5] & 4) == 0;
}

/* Advanced Systems Format, 3.2: the object of file properties tells the size of the file, unless
 * it was written while it was sent. */
static gboolean
is_asf_cut (const Ends *self)
{
  static const guint8 properties[] = {0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11,
                                      0x8e, 0xe4, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65};
  const guint8 *found = memmem (self->head, self->n_head, properties, sizeof properties);
  guint64 size_le;

  if (found == NULL || self->head + self->n_head < found + 92)
    return FALSE;
  memcpy (&size_le, found + 40, sizeof size_le);
  gboolean is_sent = (found[88] & 1) != 0;
  return !is_sent && GUINT64_FROM_LE (size_le) > (guint64) self->size_bytes;
}

/* ISO/IEC 13818-1, 2.5: packets begin with 00 00 01, one byte from BB on, and their size. A file
 * that ends between two of them cannot be told from a whole one. */
static gboolean
is_mpeg_cut (const Ends *self)
{
  for (gsize i = self->n_tail >= 6 ? self->n_tail - 5 : 0; i-- > 0;) {
    const guint8 *at = self->tail + i;
    if (at[0] == 0 && at[1] == 0 && at[2] == 1 && at[3] >= 0xbb)
      return i + 6 + (gsize) (at[4] << 8 | at[5]) > self->n_tail;
  }
  return FALSE;
}

gboolean
fl_cut_off_tells (const char *path, const char *format)
{
  static const struct {
    const char *format;
    gboolean (*is_cut) (const Ends *ends);
  } kinds[] = {{"mpegts", is_mpegts_cut},
               {"matroska,webm", is_matroska_cut},
               {"ogg", is_ogg_cut},
               {"asf", is_asf_cut},
               {"mpeg", is_mpeg_cut}};

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_auto (Ends) ends = {0};
    if (strcmp (kinds[i].format, format) == 0)
      return ends_read (&ends, path) && kinds[i].is_cut (&ends);
  }
  return FALSE;
}
