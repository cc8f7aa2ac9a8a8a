/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thumbnails on disk. Each record is a head and a JPEG; readers walk over the heads they have
 * not seen yet when they look for a frame they do not know. */
#include "store/fl-thumb-pack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC          0x314d4854u /* "THM1" */
#define JPEG_MAX_BYTES (16u * 1024 * 1024)

typedef struct {
  guint32 magic;
  guint32 size_bytes;
  gint64 frame;
} Head;

struct _FlThumbPack {
  char *path;
  int fd;
  gint64 end;          /* behind the last whole record that was seen */
  GHashTable *offsets; /* gint64 frame -> gint64 offset of its head */
};

/* Learns of the records behind the last one seen. */
static void
walk (FlThumbPack *self)
{
  struct stat facts;
  Head head;

  if (fstat (self->fd, &facts) != 0)
    return;
  while (pread (self->fd, &head, sizeof head, (off_t) self->end) == sizeof head) {
    gint64 next = self->end + (gint64) sizeof head + head.size_bytes;
    if (head.magic != MAGIC || head.size_bytes > JPEG_MAX_BYTES || next > facts.st_size)
      return;
    g_hash_table_insert (self->offsets, g_memdup2 (&head.frame, sizeof head.frame),
                         g_memdup2 (&self->end, sizeof self->end));
    self->end = next;
  }
}

static gboolean
fail (const FlThumbPack *self, const char *what, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Cannot %s the thumbnails “%s”: %s",
               what, self->path, g_strerror (code));
  return FALSE;
}

FlThumbPack *
fl_thumb_pack_open (const char *path, gboolean is_writable, GError **error)
{
  g_autoptr (FlThumbPack) self = g_new0 (FlThumbPack, 1);
  self->path = g_strdup (path);
  self->offsets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->fd = open (path, (is_writable ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
  if (self->fd < 0) {
    fail (self, "open", error);
    return NULL;
  }
  walk (self);
  if (is_writable && ftruncate (self->fd, (off_t) self->end) != 0) {
    fail (self, "write", error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
fl_thumb_pack_close (FlThumbPack *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->offsets, g_hash_table_unref);
  g_free (self->path);
  g_free (self);
}

gboolean
fl_thumb_pack_append (FlThumbPack *self, gint64 frame, GBytes *jpeg, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  Head head = {.magic = MAGIC, .size_bytes = (guint32) size, .frame = frame};
  gsize n = sizeof head + size;
  g_autofree guint8 *record = g_malloc (n);

  /* One write, so that a reader sees all of a record or a size that does not fit yet. */
  memcpy (record, &head, sizeof head);
  memcpy (record + sizeof head, data, size);
  for (gsize done = 0; done < n;) {
    ssize_t written = pwrite (self->fd, record + done, n - done, (off_t) self->end + (off_t) done);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return fail (self, "write", error);
    done += (gsize) written;
  }
  walk (self);
  return TRUE;
}

GBytes *
fl_thumb_pack_find (FlThumbPack *self, gint64 frame)
{
  const gint64 *offset = g_hash_table_lookup (self->offsets, &frame);
  Head head;

  if (offset == NULL) {
    walk (self);
    offset = g_hash_table_lookup (self->offsets, &frame);
  }
  if (offset == NULL || pread (self->fd, &head, sizeof head, (off_t) *offset) != sizeof head)
    return NULL;
  guint8 *data = g_malloc (head.size_bytes);
  if (pread (self->fd, data, head.size_bytes, (off_t) *offset + (off_t) sizeof head) !=
      (ssize_t) head.size_bytes) {
    g_free (data);
    return NULL;
  }
  return g_bytes_new_take (data, head.size_bytes);
}
