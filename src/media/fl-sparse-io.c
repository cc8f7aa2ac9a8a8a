/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads go through a buffer of one page. What is larger FFmpeg asks for in one go, which tells
 * that it is the inside of a packet. Where that comes right behind a head that was read through the
 * buffer, as in Matroska, little is put into the buffer and the rest is kept here, so that the
 * head of the packet need not be read a second time. */
#include "media/fl-sparse-io.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Headers of files are smaller, but for those with pictures attached. */
#define MAX_SEARCHED_BYTES (1024 * 1024)

/* So much of small blocks is given at once: the head of a block of Matroska, and little more. */
#define PIECE_BYTES 64
#define PAGE_BYTES  (FL_SPARSE_HEAD_BYTES + 2 * PIECE_BYTES)

/* Reads @n bytes at @at; fewer only at the end of the file. */
static int
read_at (const FlSparseIo *self, guint8 *buffer, int n, gint64 at)
{
  int n_read = 0;

  while (n_read < n) {
    gssize now = pread (self->file, buffer + n_read, (gsize) (n - n_read), at + n_read);
    if (now < 0 && errno == EINTR)
      continue;
    if (now < 0)
      return AVERROR (errno);
    if (now == 0)
      break;
    n_read += (int) now;
  }
  return n_read;
}

/* Gives @n bytes at @at out of the page, which is read when they are not in it; fewer only at the
 * end of the file. */
static int
read_from_page (FlSparseIo *self, guint8 *buffer, int n, gint64 at)
{
  if (at < self->page_at || at + n > self->page_at + self->n_page) {
    int code = read_at (self, self->page, PAGE_BYTES, at);
    if (code < 0)
      return code;
    self->page_at = at;
    self->n_page = code;
  }
  n = MIN (n, self->n_page);
  memcpy (buffer, self->page + (at - self->page_at), (gsize) n);
  return n;
}

/* Reads the head of a large block as if it were all of it, and a small one in pieces. */
static int
read_sparse (FlSparseIo *self, guint8 *buffer, int n)
{
  if (n <= FL_SPARSE_MIN_BYTES)
    return read_from_page (self, buffer, MIN (n, PIECE_BYTES), self->at);
  int code = read_from_page (self, buffer, FL_SPARSE_HEAD_BYTES, self->at);
  return code < FL_SPARSE_HEAD_BYTES ? code : n;
}

static int
on_read (void *data, uint8_t *buffer, int size)
{
  FlSparseIo *self = data;
  gint64 n_left = self->size_bytes - self->at;

  if (n_left <= 0)
    return AVERROR_EOF;
  int n = (int) MIN (n_left, (gint64) size);
  int code = self->is_sparse ? read_sparse (self, buffer, n) : read_at (self, buffer, n, self->at);
  if (code > 0)
    self->at += code;
  return code != 0 ? code : AVERROR_EOF;
}

static int64_t
on_seek (void *data, int64_t offset, int whence)
{
  FlSparseIo *self = data;
  gint64 at = offset;

  if (whence & AVSEEK_SIZE)
    return self->size_bytes;
  if ((whence & 3) == SEEK_CUR)
    at += self->at;
  else if ((whence & 3) == SEEK_END)
    at += self->size_bytes;
  if (at < 0)
    return AVERROR (EINVAL);
  self->at = at;
  return at;
}

FlSparseIo *
fl_sparse_io_open (const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat facts;

  if (file < 0)
    return NULL;
  FlSparseIo *self = g_new0 (FlSparseIo, 1);
  self->file = file;
  self->page = g_malloc (PAGE_BYTES);
  self->size_bytes = fstat (file, &facts) == 0 ? facts.st_size : 0;
  guint8 *buffer = av_malloc (FL_SPARSE_MIN_BYTES);
  self->bytes = avio_alloc_context (buffer, FL_SPARSE_MIN_BYTES, 0, self, on_read, NULL, on_seek);
  return self;
}

gboolean
fl_sparse_io_contains (const FlSparseIo *self,
                       const char *pattern,
                       gsize n_pattern,
                       gint64 end_bytes)
{
  if (end_bytes < 0 || end_bytes > MAX_SEARCHED_BYTES)
    return TRUE;
  g_autofree guint8 *bytes = g_malloc ((gsize) end_bytes);
  int n = read_at (self, bytes, (int) end_bytes, 0);
  return n < end_bytes || memmem (bytes, (gsize) n, pattern, n_pattern) != NULL;
}

void
fl_sparse_io_free (FlSparseIo *self)
{
  if (self == NULL)
    return;
  if (self->bytes != NULL)
    av_freep (&self->bytes->buffer);
  avio_context_free (&self->bytes);
  close (self->file);
  g_free (self->page);
  g_free (self);
}
