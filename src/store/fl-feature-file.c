/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features on disk. The row file is written before the marks, so a row counts once its mark is
 * there. After a power cut either may be longer than what it really holds: a mark sums its row, and
 * what comes behind the first one that does not agree is made again. */
#include "store/fl-feature-file.h"

#include "store/fl-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define MAGIC        "FLFEAT02"
#define HEADER_BYTES 64
#define MARKS_SUFFIX ".frames"
/* Rows that are compared before it is seen whether anybody still wants that. */
#define ROWS_AT_ONCE 256

/* At the start of the row file. */
typedef struct {
  char magic[8];
  guint32 n_dims;
  guint32 reserved;
  char extractor[48];
} Header;

G_STATIC_ASSERT (sizeof (Header) == HEADER_BYTES);

/* One a row, in the file beside it. */
typedef struct {
  gint64 frame;
  guint64 sum; /* of the frame and the row */
} Mark;

struct _FlFeatureFile {
  char *path;
  char *marks_path;
  int rows_fd;
  int marks_fd;
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
  g_clear_pointer (&self->marks_map, g_mapped_file_unref);
  g_clear_pointer (&self->own_frames, g_free);
  g_free (self);
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
row_bytes (const FlFeatureFile *self)
{
  return self->n_dims * sizeof (FlHalf);
}

static Mark
make_mark (gint64 frame, const void *row, gsize n_dims)
{
  return (Mark){.frame = frame, .sum = XXH64 (row, n_dims * sizeof (FlHalf), (guint64) frame)};
}

/* How many rows are in both files, whole or not; 0 of a file that has no header. */
static gsize
count_rows (gsize rows_size, gsize marks_size, gsize n_dims)
{
  if (rows_size < HEADER_BYTES)
    return 0;
  return MIN ((rows_size - HEADER_BYTES) / (n_dims * sizeof (FlHalf)), marks_size / sizeof (Mark));
}

/* How many of @n rows, from the first on, are what was written; -1 when cancelled. */
static gssize
count_whole (GMappedFile *rows,
             GMappedFile *marks,
             gsize n_dims,
             gsize n,
             GCancellable *cancellable)
{
  const Mark *mark = (const Mark *) (const void *) g_mapped_file_get_contents (marks);
  const char *row = g_mapped_file_get_contents (rows);

  for (gsize i = 0; i < n; i++) {
    if (i % ROWS_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
      return -1;
    const Mark found =
      make_mark (mark[i].frame, row + HEADER_BYTES + i * n_dims * sizeof (FlHalf), n_dims);
    if (found.sum != mark[i].sum)
      return (gssize) i;
  }
  return (gssize) n;
}

static gsize
count_mapped (GMappedFile *rows, GMappedFile *marks, gsize n_dims)
{
  return count_rows (g_mapped_file_get_length (rows), g_mapped_file_get_length (marks), n_dims);
}

/* Counts whole rows, or begins anew. */
static gboolean
count_own (FlFeatureFile *self, const Header *expected, GError **error)
{
  Header found = {0};

  if (pread (self->rows_fd, &found, sizeof found, 0) != sizeof found ||
      memcmp (&found, expected, sizeof found) != 0)
    return TRUE;
  g_autoptr (GMappedFile) rows = g_mapped_file_new_from_fd (self->rows_fd, FALSE, error);
  g_autoptr (GMappedFile) marks =
    rows != NULL ? g_mapped_file_new_from_fd (self->marks_fd, FALSE, error) : NULL;
  if (marks == NULL)
    return FALSE;
  self->n_rows =
    (gsize) count_whole (rows, marks, self->n_dims, count_mapped (rows, marks, self->n_dims), NULL);
  return TRUE;
}

/* Cuts off what is torn. */
static gboolean
settle (FlFeatureFile *self, const char *extractor, GError **error)
{
  Header expected = {.n_dims = (guint32) self->n_dims};

  memcpy (expected.magic, MAGIC, sizeof expected.magic);
  g_strlcpy (expected.extractor, extractor, sizeof expected.extractor);
  if (!count_own (self, &expected, error))
    return FALSE;
  /* What is not ours goes before our header comes, and the header comes before its length: with no
   * room left a hole in its place could be mapped and not be read. */
  if ((self->n_rows == 0 && ftruncate (self->rows_fd, 0) != 0) ||
      !write_all (self->rows_fd, &expected, sizeof expected, 0) ||
      ftruncate (self->rows_fd, (off_t) (HEADER_BYTES + self->n_rows * row_bytes (self))) != 0 ||
      ftruncate (self->marks_fd, (off_t) (self->n_rows * sizeof (Mark))) != 0)
    return fl_cache_fail (TRUE, self->path, error);
  return TRUE;
}

FlFeatureFile *
fl_feature_file_open (const char *path, const char *extractor, gsize n_dims, GError **error)
{
  g_return_val_if_fail (n_dims > 0 && strlen (extractor) < sizeof ((Header *) NULL)->extractor,
                        NULL);

  g_autoptr (FlFeatureFile) self = g_new0 (FlFeatureFile, 1);
  self->path = g_strdup (path);
  self->marks_path = g_strconcat (path, MARKS_SUFFIX, NULL);
  self->n_dims = n_dims;
  self->marks_fd = -1;
  self->rows_fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (self->rows_fd >= 0)
    self->marks_fd = open (self->marks_path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (self->marks_fd < 0) {
    fl_cache_fail (FALSE, self->path, error);
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
  if (self->marks_fd >= 0)
    close (self->marks_fd);
  g_free (self->path);
  g_free (self->marks_path);
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
  g_autofree Mark *marks = g_new (Mark, n);

  fl_half_from_floats (rows, n * self->n_dims, halves);
  for (gsize i = 0; i < n; i++)
    marks[i] = make_mark (frames[i], halves + i * self->n_dims, self->n_dims);
  if (!write_all (self->rows_fd, halves, n * row_bytes (self),
                  HEADER_BYTES + self->n_rows * row_bytes (self)) ||
      !write_all (self->marks_fd, marks, n * sizeof marks[0], self->n_rows * sizeof marks[0]))
    return fl_cache_fail (TRUE, self->path, error);
  self->n_rows += n;
  return TRUE;
}

/* The first @n_rows of mapped files. */
static FlFeatureRows *
view_maps (GMappedFile *rows_map,
           GMappedFile *marks_map,
           gsize n_dims,
           gsize n_rows,
           gboolean is_whole)
{
  FlFeatureRows *mapped = g_new0 (FlFeatureRows, 1);

  fl_ref_count_init (&mapped->n_refs);
  mapped->is_whole = is_whole || n_rows == 0;
  mapped->rows.n_dims = n_dims;
  mapped->rows.n_rows = n_rows;
  if (n_rows == 0)
    return mapped;
  mapped->rows_map = g_mapped_file_ref (rows_map);
  mapped->marks_map = g_mapped_file_ref (marks_map);
  mapped->rows.values =
    (const FlHalf *) (const void *) (g_mapped_file_get_contents (rows_map) + HEADER_BYTES);
  const Mark *marks = (const Mark *) (const void *) g_mapped_file_get_contents (marks_map);
  mapped->own_frames = g_new (gint64, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    mapped->own_frames[i] = marks[i].frame;
  mapped->frames = mapped->own_frames;
  return mapped;
}

FlFeatureRows *
fl_feature_file_map (const FlFeatureFile *self, GError **error)
{
  if (self->n_rows == 0)
    return view_maps (NULL, NULL, self->n_dims, 0, TRUE);
  g_autoptr (GMappedFile) rows = g_mapped_file_new_from_fd (self->rows_fd, FALSE, error);
  g_autoptr (GMappedFile) marks =
    rows != NULL ? g_mapped_file_new_from_fd (self->marks_fd, FALSE, error) : NULL;
  if (marks == NULL)
    return NULL;
  return view_maps (rows, marks, self->n_dims, self->n_rows, TRUE);
}

FlFeatureRows *
fl_feature_rows_map (const char *path, const char *extractor)
{
  g_autofree char *marks_path = g_strconcat (path, MARKS_SUFFIX, NULL);
  g_autoptr (GMappedFile) rows = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GMappedFile) marks = g_mapped_file_new (marks_path, FALSE, NULL);

  if (rows == NULL || marks == NULL || g_mapped_file_get_length (rows) < HEADER_BYTES)
    return NULL;
  const Header *header = (const Header *) (const void *) g_mapped_file_get_contents (rows);
  if (memcmp (header->magic, MAGIC, sizeof header->magic) != 0 || header->n_dims == 0 ||
      strncmp (header->extractor, extractor, sizeof header->extractor) != 0)
    return NULL;
  gsize n_dims = header->n_dims;
  return view_maps (rows, marks, n_dims, count_mapped (rows, marks, n_dims), FALSE);
}

FlFeatureRows *
fl_feature_rows_compare (FlFeatureRows *self, GCancellable *cancellable)
{
  const gsize n_dims = self->rows.n_dims;

  if (self->is_whole)
    return fl_feature_rows_ref (self);
  gssize n = count_whole (self->rows_map, self->marks_map, n_dims, self->rows.n_rows, cancellable);
  return n >= 0 ? view_maps (self->rows_map, self->marks_map, n_dims, (gsize) n, TRUE) : NULL;
}
