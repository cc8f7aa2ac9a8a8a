/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of a file whose large blocks are left out: small ones whole, of large ones the head. */
#include "fl-test-footage.h"

#include "media/fl-sparse-io.h"

#include <string.h>

#define FILE_BYTES (4 * 1024 * 1024)
#define MAX_BLOCK  40000
#define N_STEPS    4000

typedef struct {
  char *folder;
  char *path;
  guint8 *bytes;
  FlSparseIo *io;
  GRand *dice;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dice = g_rand_new_with_seed (11);
  self->folder = folder_new ();
  self->path = g_build_filename (self->folder, "a", NULL);
  self->bytes = g_malloc (FILE_BYTES);
  for (gsize i = 0; i < FILE_BYTES; i++)
    self->bytes[i] = (guint8) g_rand_int_range (self->dice, 0, 256);
  g_assert_true (g_file_set_contents (self->path, (const char *) self->bytes, FILE_BYTES, NULL));
  self->io = fl_sparse_io_open (self->path);
  g_assert_nonnull (self->io);
  self->io->is_sparse = TRUE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_sparse_io_free (self->io);
  folder_free (self->folder);
  g_free (self->path);
  g_free (self->bytes);
  g_rand_free (self->dice);
}

/* Reads a block of @n bytes, and checks what has to be right of it. */
static void
assert_block (Fixture *self, gint64 at, int n)
{
  g_autofree guint8 *block = g_malloc ((gsize) n);
  const int n_left = (int) MIN (n, FILE_BYTES - at);
  const gsize n_right =
    (gsize) (n > FL_SPARSE_MIN_BYTES ? MIN (n_left, FL_SPARSE_HEAD_BYTES) : n_left);

  memset (block, 0, (gsize) n);
  int n_read = avio_read (self->io->bytes, block, n);
  g_assert_cmpint (MAX (n_read, 0), ==, n_left);
  g_assert_cmpmem (block, n_right, self->bytes + at, n_right);
}

/* All sizes after one another, as a demuxer reads them, with numbers between and jumps. */
static void
test_any_order (Fixture *self, gconstpointer data)
{
  gint64 at = 0;

  for (guint i = 0; i < N_STEPS; i++) {
    const int step = g_rand_int_range (self->dice, 0, 10);
    const int n = g_rand_int_range (self->dice, 1, step < 5 ? 200 : MAX_BLOCK);
    if (step == 9 || at >= FILE_BYTES) {
      at = g_rand_int_range (self->dice, 0, FILE_BYTES);
      g_assert_cmpint (avio_seek (self->io->bytes, at, SEEK_SET), ==, at);
    } else if (step < 3) {
      g_assert_cmpint (avio_r8 (self->io->bytes), ==, self->bytes[at]);
      at++;
    } else {
      assert_block (self, at, n);
      at = MIN (at + n, FILE_BYTES);
    }
  }
}

/* A head right before a large block, as in Matroska, does not have it read twice. */
static void
test_once (Fixture *self, gconstpointer data)
{
  const guint n_blocks = 100;
  gint64 n_before = fl_test_count_read ();
  gint64 at = 0;

  for (guint i = 0; i < n_blocks; i++) {
    for (guint j = 0; j < 12; j++)
      g_assert_cmpint (avio_r8 (self->io->bytes), ==, self->bytes[at++]);
    assert_block (self, at, 30000);
    at += 30000;
  }
  gint64 n_read = fl_test_count_read () - n_before;
  if (n_before < 0)
    g_test_skip ("what is read cannot be counted");
  else
    g_assert_cmpint (n_read, <, n_blocks * (FL_SPARSE_HEAD_BYTES + 200) + 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/media/sparse-io/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("small-blocks-whole-of-large-ones-the-head", test_any_order);
  ADD ("a-head-is-read-once", test_once);
  return g_test_run ();
}
