/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random orders: each frame is hashed with a seed, and the hashes are sorted. */
#include "store/fl-draw.h"

#include <sys/random.h>
#include <xxhash.h>

#define SEED_BYTES 16

char *
fl_draw_make_seed (void)
{
  guint8 bytes[SEED_BYTES];
  GString *seed = g_string_new (NULL);

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    for (gsize i = 0; i < sizeof bytes; i++)
      bytes[i] = (guint8) g_random_int_range (0, 256);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (seed, "%02x", bytes[i]);
  return g_string_free (seed, FALSE);
}

guint64
fl_draw_hash_row (FlStore *self, sqlite3_stmt *statement)
{
  guint64 hash = 0;

  if (statement != NULL && fl_store_step (self, statement, NULL)) {
    hash =
      XXH64 (sqlite3_column_text (statement, 0), (size_t) sqlite3_column_bytes (statement, 0), 0);
    sqlite3_reset (statement);
  }
  return hash;
}

guint64
fl_draw_hash (guint64 base, gint64 number)
{
  const gint64 bytes = GINT64_TO_LE (number);

  return XXH64 (&bytes, sizeof bytes, base);
}

static int
compare_draws (gconstpointer a, gconstpointer b)
{
  const FlDraw *x = a;
  const FlDraw *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  return x->frame < y->frame ? -1 : x->frame > y->frame;
}

void
fl_draw_sort (GArray *draws)
{
  g_array_sort (draws, compare_draws);
}
