/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be made again: torn and damaged files of the cache are noticed, whatever byte it is, and
 * never give a wrong row or picture. */
#include "store/fl-cache.h"
#include "store/fl-feature-file.h"
#include "store/fl-thumb-pack.h"
#include "store/project.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_DIMS  5
#define N_ROWS  12
#define N_THUMB 6
#define ID      "test-features-1"

typedef struct {
  char *folder;
  char *path;  /* of a feature file */
  char *marks; /* beside it */
  char *pack;  /* of a thumbnail pack */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "features", NULL);
  self->marks = g_strconcat (self->path, ".frames", NULL);
  self->pack = g_build_filename (self->folder, "thumbs.pack", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->marks);
  g_free (self->pack);
}

/* Row @i is of frame 3 i + 7 and holds numbers that no other row holds. */
static gint64
frame_of (gsize i)
{
  return (gint64) (3 * i + 7);
}

static float
value_of (gsize i, gsize dim)
{
  return (float) (i + 1) + (float) dim / 8;
}

static void
append (FlFeatureFile *file, gsize first, gsize n)
{
  g_autofree float *rows = g_new (float, n *N_DIMS);
  g_autofree gint64 *frames = g_new (gint64, n);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++) {
    frames[i] = frame_of (first + i);
    for (gsize dim = 0; dim < N_DIMS; dim++)
      rows[i * N_DIMS + dim] = value_of (first + i, dim);
  }
  g_assert_true (fl_feature_file_append (file, frames, rows, n, &error));
  g_assert_no_error (error);
}

static FlFeatureFile *
open_file (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  FlFeatureFile *file = fl_feature_file_open (self->path, ID, N_DIMS, &error);

  g_assert_no_error (error);
  return file;
}

static void
make_file (Fixture *self)
{
  g_autoptr (FlFeatureFile) file = open_file (self);

  append (file, 0, 4);
  append (file, 4, N_ROWS - 4);
}

/* The rows are the first of what was written, and right. */
static void
assert_rows (const FlFeatureRows *rows)
{
  g_assert_cmpuint (rows->rows.n_rows, <=, N_ROWS);
  for (gsize i = 0; i < rows->rows.n_rows; i++) {
    float values[N_DIMS];
    g_assert_cmpint (rows->frames[i], ==, frame_of (i));
    fl_half_to_floats (rows->rows.values + i * N_DIMS, N_DIMS, values);
    for (gsize dim = 0; dim < N_DIMS; dim++)
      g_assert_cmpfloat (values[dim], ==, value_of (i, dim));
  }
}

static gsize
count_mapped (Fixture *self)
{
  g_autoptr (FlFeatureRows) claimed = fl_feature_rows_map (self->path, ID);
  g_autoptr (FlFeatureRows) rows = claimed != NULL ? fl_feature_rows_compare (claimed, NULL) : NULL;

  if (rows == NULL)
    return 0;
  g_assert_true (rows->is_whole);
  assert_rows (rows);
  return rows->rows.n_rows;
}

/* Opening to append keeps what is right, and what is appended then stands behind it. */
static gsize
count_and_mend (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFeatureFile) file = open_file (self);
  g_autoptr (FlFeatureRows) rows = fl_feature_file_map (file, &error);

  g_assert_no_error (error);
  assert_rows (rows);
  gsize n = rows->rows.n_rows;
  if (n < N_ROWS)
    append (file, n, N_ROWS - n);
  g_clear_pointer (&file, fl_feature_file_close);
  g_assert_cmpuint (count_mapped (self), ==, N_ROWS);
  return n;
}

static void
test_rows_come_back (Fixture *self, gconstpointer data)
{
  g_assert_null (fl_feature_rows_map (self->path, ID));
  make_file (self);
  g_assert_cmpuint (count_mapped (self), ==, N_ROWS);
  g_assert_cmpuint (count_and_mend (self), ==, N_ROWS);
  /* What is mapped stays when the file goes. */
  g_autoptr (FlFeatureRows) rows = fl_feature_rows_map (self->path, ID);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_cmpint (g_unlink (self->marks), ==, 0);
  assert_rows (rows);
  g_assert_null (fl_feature_rows_map (self->path, ID));
}

static void
test_other_kinds_begin_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_file (self);
  g_assert_null (fl_feature_rows_map (self->path, "test-features-2"));
  g_autoptr (FlFeatureFile) other =
    fl_feature_file_open (self->path, "test-features-2", N_DIMS, &error);
  g_assert_no_error (error);
  g_clear_pointer (&other, fl_feature_file_close);
  g_assert_cmpuint (count_and_mend (self), ==, 0);
  g_autoptr (FlFeatureFile) wider = fl_feature_file_open (self->path, ID, N_DIMS + 1, &error);
  g_assert_no_error (error);
  g_clear_pointer (&wider, fl_feature_file_close);
  g_assert_cmpuint (count_and_mend (self), ==, 0);
}

/* @func is tried on a fresh copy for each byte of the file at @path. */
static void
for_each_byte (Fixture *self,
               const char *path,
               void (*spoil) (char *content, gsize *size, gsize at),
               void (*check) (Fixture *self, gsize at))
{
  g_autofree char *whole = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (gsize at = 0; at < size; at++) {
    g_autofree char *content = g_memdup2 (whole, size);
    gsize new_size = size;
    spoil (content, &new_size, at);
    g_assert_cmpint (g_unlink (path), ==, 0);
    g_assert_true (g_file_set_contents_full (path, content, (gssize) new_size,
                                             G_FILE_SET_CONTENTS_NONE, 0644, NULL));
    check (self, at);
  }
}

static void
cut (char *content, gsize *size, gsize at)
{
  *size = at;
}

static void
flip (char *content, gsize *size, gsize at)
{
  content[at] ^= 0x10;
}

/* As after a power cut: the size is right, the rest never came. */
static void
blank (char *content, gsize *size, gsize at)
{
  memset (content + at, 0, *size - at);
}

static void
check_rows_mended (Fixture *self, gsize at)
{
  gsize n = count_mapped (self);

  g_assert_cmpuint (n, <, N_ROWS);
  g_assert_cmpuint (count_and_mend (self), ==, n);
}

static void
check_rows_right (Fixture *self, gsize at)
{
  gsize n = count_mapped (self);
  gsize n_opened = count_and_mend (self);

  /* Nobody misses zeros that are cut off the end of zeros; and a name may be cut short in its padding
   * only, where it is compared to the end. */
  g_assert_cmpuint (n_opened, <=, n);
}

static void
test_torn_rows (Fixture *self, gconstpointer data)
{
  make_file (self);
  for_each_byte (self, self->path, cut, check_rows_mended);
  for_each_byte (self, self->marks, cut, check_rows_mended);
}

static void
test_damaged_rows (Fixture *self, gconstpointer data)
{
  make_file (self);
  for_each_byte (self, self->path, flip, check_rows_right);
  for_each_byte (self, self->marks, flip, check_rows_mended);
}

static void
test_blank_rows (Fixture *self, gconstpointer data)
{
  make_file (self);
  for_each_byte (self, self->path, blank, check_rows_right);
  for_each_byte (self, self->marks, blank, check_rows_right);
}

/* Damage in the middle keeps what comes before. */
static void
test_good_rows_are_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size;

  make_file (self);
  g_assert_true (g_file_get_contents (self->path, &content, &size, NULL));
  content[size - 1 - 3 * N_DIMS * sizeof (FlHalf)] ^= 1;
  g_assert_true (g_file_set_contents (self->path, content, (gssize) size, NULL));
  g_assert_cmpuint (count_mapped (self), ==, N_ROWS - 4);
  g_assert_cmpuint (count_and_mend (self), ==, N_ROWS - 4);
}

/* What is only mapped says so, and reading it can be given up. */
static void
test_rows_are_claimed_first (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  make_file (self);
  g_autoptr (FlFeatureRows) claimed = fl_feature_rows_map (self->path, ID);
  g_assert_false (claimed->is_whole);
  g_assert_cmpuint (claimed->rows.n_rows, ==, N_ROWS);
  g_cancellable_cancel (cancellable);
  g_assert_null (fl_feature_rows_compare (claimed, cancellable));
  g_autoptr (FlFeatureRows) whole = fl_feature_rows_compare (claimed, NULL);
  assert_rows (whole);
  g_autoptr (FlFeatureRows) again = fl_feature_rows_compare (whole, cancellable);
  g_assert_true (again == whole);
  /* Who wrote them knows that they are. */
  g_autoptr (FlFeatureFile) file = open_file (self);
  g_autoptr (FlFeatureRows) written = fl_feature_file_map (file, &error);
  g_assert_no_error (error);
  g_assert_true (written->is_whole);
}

static GBytes *
jpeg_of (gsize i)
{
  g_autofree char *text = g_strdup_printf ("picture %" G_GSIZE_FORMAT, i);
  gsize n = 5 + 3 * i;
  guint8 *data = g_malloc (n);

  for (gsize j = 0; j < n; j++)
    data[j] = (guint8) text[j % strlen (text)];
  return g_bytes_new_take (data, n);
}

static FlThumbPack *
open_pack (Fixture *self, gboolean is_writable)
{
  g_autoptr (GError) error = NULL;
  FlThumbPack *pack = fl_thumb_pack_open (self->pack, is_writable, &error);

  g_assert_no_error (error);
  return pack;
}

static void
append_thumb (FlThumbPack *pack, gsize i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) jpeg = jpeg_of (i);

  g_assert_true (fl_thumb_pack_append (pack, frame_of (i), jpeg, &error));
  g_assert_no_error (error);
}

static void
make_pack (Fixture *self)
{
  g_autoptr (FlThumbPack) pack = open_pack (self, TRUE);

  for (gsize i = 0; i < N_THUMB; i++)
    append_thumb (pack, i);
}

/* How many are there; each that is there is right. */
static gsize
count_thumbs (FlThumbPack *pack)
{
  gsize n = 0;

  for (gsize i = 0; i < N_THUMB; i++) {
    g_autoptr (GBytes) expected = jpeg_of (i);
    g_autoptr (GBytes) found = fl_thumb_pack_find (pack, frame_of (i));
    if (found == NULL)
      continue;
    g_assert_true (g_bytes_equal (found, expected));
    n++;
  }
  return n;
}

static void
test_thumbs_come_back (Fixture *self, gconstpointer data)
{
  g_assert_null (fl_thumb_pack_open (self->pack, FALSE, NULL));
  g_autoptr (FlThumbPack) writer = open_pack (self, TRUE);
  g_autoptr (FlThumbPack) reader = open_pack (self, FALSE);
  g_assert_cmpuint (count_thumbs (reader), ==, 0);
  for (gsize i = 0; i < N_THUMB; i++) {
    g_assert_false (fl_thumb_pack_has (writer, frame_of (i)));
    append_thumb (writer, i);
    g_assert_true (fl_thumb_pack_has (writer, frame_of (i)));
    /* A reader that is open sees what comes. */
    g_assert_cmpuint (count_thumbs (reader), ==, i + 1);
  }
  g_autoptr (GBytes) none = fl_thumb_pack_find (reader, 1000);
  g_assert_null (none);
}

/* A reader finds no wrong picture; the writer knows which are lost, and makes them again. */
static void
check_thumbs (Fixture *self, gsize at)
{
  g_autoptr (FlThumbPack) reader = open_pack (self, FALSE);
  gsize n = count_thumbs (reader);
  g_autoptr (FlThumbPack) writer = open_pack (self, TRUE);

  g_assert_cmpuint (n, <, N_THUMB);
  g_assert_cmpuint (count_thumbs (writer), ==, n);
  for (gsize i = 0; i < N_THUMB; i++)
    if (!fl_thumb_pack_has (writer, frame_of (i)))
      append_thumb (writer, i);
  g_assert_cmpuint (count_thumbs (writer), ==, N_THUMB);
  g_autoptr (FlThumbPack) again = open_pack (self, FALSE);
  g_assert_cmpuint (count_thumbs (again), ==, N_THUMB);
}

static void
test_damaged_thumbs (Fixture *self, gconstpointer data)
{
  make_pack (self);
  for_each_byte (self, self->pack, cut, check_thumbs);
  g_unlink (self->pack);
  make_pack (self);
  for_each_byte (self, self->pack, flip, check_thumbs);
  g_unlink (self->pack);
  make_pack (self);
  for_each_byte (self, self->pack, blank, check_thumbs);
}

static void
test_files_of_owners (Fixture *self, gconstpointer data)
{
  g_autofree char *project_path = g_build_filename (self->folder, "a.frameline", NULL);
  g_autofree char *folder = g_strconcat (project_path, "-cache", NULL);
  g_autoptr (FlCache) cache = fl_cache_new (project_path);
  g_autoptr (GBytes) content = g_bytes_new_static ("index", 5);
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_cache_read (cache, "one", "index"));
  g_assert_true (fl_cache_write (cache, "one", "index", content, &error));
  g_assert_no_error (error);
  g_assert_null (fl_cache_read (cache, "two", "index"));
  /* It may be deleted at any time. */
  folder_remove (folder);
  g_assert_null (fl_cache_read (cache, "one", "index"));
  g_assert_true (fl_cache_write (cache, "one", "index", content, &error));
  g_autoptr (GBytes) found = fl_cache_read (cache, "one", "index");
  g_assert_true (g_bytes_equal (found, content));
  /* And it may be impossible to write. */
  folder_remove (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_false (fl_cache_write (cache, "one", "index", content, &error));
  g_assert_nonnull (strstr (error->message, folder));
}

/* Says what was tried on what, why it failed, and what to do. */
static void
test_failures (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  errno = ENOSPC;
  g_assert_false (fl_cache_fail (TRUE, "/c/thumbs.pack", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpstr (error->message, ==,
                   "Cannot write “/c/thumbs.pack”: No space left on device; make room on that disk "
                   "and ingest again");
  g_clear_error (&error);
  errno = EACCES;
  g_assert_false (fl_cache_fail (FALSE, "/c/thumbs.pack", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpstr (error->message, ==,
                   "Cannot open “/c/thumbs.pack”: Permission denied; see that the folder can be "
                   "written, or delete it, and ingest again");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/cache/rows-come-back", test_rows_come_back);
  ADD ("/store/cache/other-kinds-begin-anew", test_other_kinds_begin_anew);
  ADD ("/store/cache/torn-rows", test_torn_rows);
  ADD ("/store/cache/damaged-rows", test_damaged_rows);
  ADD ("/store/cache/blank-rows", test_blank_rows);
  ADD ("/store/cache/good-rows-are-kept", test_good_rows_are_kept);
  ADD ("/store/cache/rows-are-claimed-first", test_rows_are_claimed_first);
  ADD ("/store/cache/thumbs-come-back", test_thumbs_come_back);
  ADD ("/store/cache/damaged-thumbs", test_damaged_thumbs);
  ADD ("/store/cache/files-of-owners", test_files_of_owners);
  ADD ("/store/cache/failures", test_failures);
  return g_test_run ();
}
