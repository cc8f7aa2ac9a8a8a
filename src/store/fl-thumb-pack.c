/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thumbnails on disk. Each record is a head and a JPEG; readers walk over the heads they have
 * not seen yet when they look for a frame they do not know. A picture that does not agree with the
 * sum in its head is none. */
#include "store/fl-thumb-pack.h"

#include "store/fl-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define MAGIC          0x324d4854u /* "THM2" */
#define JPEG_MAX_BYTES (16u * 1024 * 1024)

typedef struct {
  guint32 magic;
  guint32 size_bytes;
  gint64 frame;
  guint64 sum; /* of the frame and the JPEG */
} Head;

struct _FlThumbPack {
  char *path;
  int fd;
  gint64 end;          /* behind the last whole record that was seen */
  GHashTable *offsets; /* gint64 frame -> gint64 offset of its head */
};

/* The picture of the record at @offset; %NULL when it is damaged. */
static GBytes *
read_record (const FlThumbPack *self, gint64 offset)
{
  Head head;

  if (pread (self->fd, &head, sizeof head, (off_t) offset) != sizeof head || head.magic != MAGIC ||
      head.size_bytes > JPEG_MAX_BYTES)
    return NULL;
  guint8 *data = g_malloc (MAX (head.size_bytes, 1));
  g_autoptr (GBytes) jpeg = g_bytes_new_take (data, head.size_bytes);
  if (pread (self->fd, data, head.size_bytes, (off_t) offset + (off_t) sizeof head) !=
        (ssize_t) head.size_bytes ||
      XXH64 (data, head.size_bytes, (guint64) head.frame) != head.sum)
    return NULL;
  return g_steal_pointer (&jpeg);
}

/* Learns of the records behind the last one seen; damaged ones are looked for when @is_careful. */
static void
walk (FlThumbPack *self, gboolean is_careful)
{
  struct stat facts;
  Head head;

  if (fstat (self->fd, &facts) != 0)
    return;
  while (pread (self->fd, &head, sizeof head, (off_t) self->end) == sizeof head) {
    gint64 next = self->end + (gint64) sizeof head + head.size_bytes;
    if (head.magic != MAGIC || head.size_bytes > JPEG_MAX_BYTES || next > facts.st_size)
      return;
    g_autoptr (GBytes) jpeg = is_careful ? read_record (self, self->end) : NULL;
    if (jpeg != NULL || !is_careful)
      g_hash_table_insert (self->offsets, g_memdup2 (&head.frame, sizeof head.frame),
                           g_memdup2 (&self->end, sizeof self->end));
    self->end = next;
  }
}

FlThumbPack *
fl_thumb_pack_open (const char *path, gboolean is_writable, GError **error)
{
  g_autoptr (FlThumbPack) self = g_new0 (FlThumbPack, 1);
  self->path = g_strdup (path);
  self->offsets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->fd = open (path, (is_writable ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
  if (self->fd < 0) {
    fl_cache_fail (FALSE, self->path, error);
    return NULL;
  }
  walk (self, is_writable);
  if (is_writable && ftruncate (self->fd, (off_t) self->end) != 0) {
    fl_cache_fail (TRUE, self->path, error);
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
  Head head = {.magic = MAGIC,
               .size_bytes = (guint32) size,
               .frame = frame,
               .sum = XXH64 (data, size, (guint64) frame)};
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
      return fl_cache_fail (TRUE, self->path, error);
    done += (gsize) written;
  }
  walk (self, FALSE);
  return TRUE;
}

gboolean
fl_thumb_pack_has (FlThumbPack *self, gint64 frame)
{
  return g_hash_table_contains (self->offsets, &frame);
}

GBytes *
fl_thumb_pack_find (FlThumbPack *self, gint64 frame)
{
  const gint64 *offset = g_hash_table_lookup (self->offsets, &frame);
  GBytes *jpeg = offset != NULL ? read_record (self, *offset) : NULL;

  if (jpeg != NULL)
    return jpeg;
  /* It may have come, or have been made again, since. */
  walk (self, FALSE);
  offset = g_hash_table_lookup (self->offsets, &frame);
  return offset != NULL ? read_record (self, *offset) : NULL;
}
