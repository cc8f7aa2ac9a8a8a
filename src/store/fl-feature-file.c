/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features on disk. The row file is written before the frame file, so a row counts once its
 * frame is there; the smaller of the two says how many rows there are. */
#include "store/fl-feature-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC        "FLFEAT01"
#define HEADER_BYTES 64

/* At the start of the row file. */
typedef struct {
  char magic[8];
  guint32 n_dims;
  guint32 reserved;
  char extractor[48];
} Header;

G_STATIC_ASSERT (sizeof (Header) == HEADER_BYTES);

struct _FlFeatureFile {
  char *path;
  char *frames_path;
  int rows_fd;
  int frames_fd;
  gsize n_dims;
  gsize n_rows;
};

FlFeatureRows *
fl_feature_rows_ref (FlFeatureRows *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_feature_rows_unref (FlFeatureRows *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_clear_pointer (&self->rows_map, g_mapped_file_unref);
  g_clear_pointer (&self->frames_map, g_mapped_file_unref);
  g_free (self);
}

static gboolean
fail (const FlFeatureFile *self, const char *what, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Cannot %s the features “%s”: %s",
               what, self->path, g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, const void *data, gsize size, gsize offset)
{
  const guint8 *at = data;

  while (size > 0) {
    ssize_t n = pwrite (fd, at, size, (off_t) offset);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    at += n;
    offset += (gsize) n;
    size -= (gsize) n;
  }
  return TRUE;
}

static gsize
size_of (int fd)
{
  struct stat facts;

  return fstat (fd, &facts) == 0 ? (gsize) facts.st_size : 0;
}

static gsize
row_bytes (const FlFeatureFile *self)
{
  return self->n_dims * sizeof (FlHalf);
}

/* Counts whole rows and cuts off what is torn, or begins anew. */
static gboolean
settle (FlFeatureFile *self, const char *extractor, GError **error)
{
  Header expected = {.n_dims = (guint32) self->n_dims};
  Header found = {0};

  memcpy (expected.magic, MAGIC, sizeof expected.magic);
  g_strlcpy (expected.extractor, extractor, sizeof expected.extractor);
  gboolean is_ours = pread (self->rows_fd, &found, sizeof found, 0) == sizeof found &&
                     memcmp (&found, &expected, sizeof found) == 0;
  if (is_ours)
    self->n_rows = MIN ((size_of (self->rows_fd) - HEADER_BYTES) / row_bytes (self),
                        size_of (self->frames_fd) / sizeof (gint64));
  if (ftruncate (self->rows_fd, (off_t) (HEADER_BYTES + self->n_rows * row_bytes (self))) != 0 ||
      ftruncate (self->frames_fd, (off_t) (self->n_rows * sizeof (gint64))) != 0 ||
      !write_all (self->rows_fd, &expected, sizeof expected, 0))
    return fail (self, "write", error);
  return TRUE;
}

FlFeatureFile *
fl_feature_file_open (const char *path, const char *extractor, gsize n_dims, GError **error)
{
  g_return_val_if_fail (n_dims > 0 && strlen (extractor) < sizeof ((Header *) NULL)->extractor,
                        NULL);

  g_autoptr (FlFeatureFile) self = g_new0 (FlFeatureFile, 1);
  self->path = g_strdup (path);
  self->frames_path = g_strconcat (path, ".frames", NULL);
  self->n_dims = n_dims;
  self->frames_fd = -1;
  self->rows_fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (self->rows_fd >= 0)
    self->frames_fd = open (self->frames_path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (self->frames_fd < 0) {
    fail (self, "open", error);
    return NULL;
  }
  if (!settle (self, extractor, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fl_feature_file_close (FlFeatureFile *self)
{
  if (self == NULL)
    return;
  if (self->rows_fd >= 0)
    close (self->rows_fd);
  if (self->frames_fd >= 0)
    close (self->frames_fd);
  g_free (self->path);
  g_free (self->frames_path);
  g_free (self);
}

gboolean
fl_feature_file_append (FlFeatureFile *self,
                        const gint64 *frames,
                        const float *rows,
                        gsize n,
                        GError **error)
{
  g_autofree FlHalf *halves = g_new (FlHalf, n * self->n_dims);

  fl_half_from_floats (rows, n * self->n_dims, halves);
  if (!write_all (self->rows_fd, halves, n * row_bytes (self),
                  HEADER_BYTES + self->n_rows * row_bytes (self)) ||
      !write_all (self->frames_fd, frames, n * sizeof frames[0], self->n_rows * sizeof frames[0]))
    return fail (self, "write", error);
  self->n_rows += n;
  return TRUE;
}

/* Views @n_rows rows of two mapped files; %NULL when they are shorter than that. */
static FlFeatureRows *
view_maps (GMappedFile *rows_map, GMappedFile *frames_map, gsize n_dims, gsize n_rows)
{
  FlFeatureRows *mapped = g_new0 (FlFeatureRows, 1);

  fl_ref_count_init (&mapped->n_refs);
  mapped->rows_map = rows_map;
  mapped->frames_map = frames_map;
  mapped->rows.n_dims = n_dims;
  mapped->rows.n_rows = n_rows;
  if (n_rows == 0)
    return mapped;
  mapped->rows.values =
    (const FlHalf *) (const void *) (g_mapped_file_get_contents (rows_map) + HEADER_BYTES);
  mapped->frames = (const gint64 *) (const void *) g_mapped_file_get_contents (frames_map);
  return mapped;
}

FlFeatureRows *
fl_feature_file_map (const FlFeatureFile *self, GError **error)
{
  if (self->n_rows == 0)
    return view_maps (NULL, NULL, self->n_dims, 0);
  g_autoptr (GMappedFile) rows = g_mapped_file_new_from_fd (self->rows_fd, FALSE, error);
  GMappedFile *frames =
    rows != NULL ? g_mapped_file_new_from_fd (self->frames_fd, FALSE, error) : NULL;
  if (frames == NULL)
    return NULL;
  return view_maps (g_steal_pointer (&rows), frames, self->n_dims, self->n_rows);
}

FlFeatureRows *
fl_feature_rows_map (const char *path, const char *extractor)
{
  g_autofree char *frames_path = g_strconcat (path, ".frames", NULL);
  g_autoptr (GMappedFile) rows = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GMappedFile) frames = g_mapped_file_new (frames_path, FALSE, NULL);

  if (rows == NULL || frames == NULL || g_mapped_file_get_length (rows) < HEADER_BYTES)
    return NULL;
  const Header *header = (const Header *) (const void *) g_mapped_file_get_contents (rows);
  if (memcmp (header->magic, MAGIC, sizeof header->magic) != 0 || header->n_dims == 0 ||
      strncmp (header->extractor, extractor, sizeof header->extractor) != 0)
    return NULL;
  gsize n_dims = header->n_dims;
  gsize n_rows = MIN ((g_mapped_file_get_length (rows) - HEADER_BYTES) / (n_dims * sizeof (FlHalf)),
                      g_mapped_file_get_length (frames) / sizeof (gint64));
  return view_maps (g_steal_pointer (&rows), g_steal_pointer (&frames), n_dims, n_rows);
}
