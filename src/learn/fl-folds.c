/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are held out together. */
#include "learn/fl-cross-validation.h"

#include <math.h>
#include <stdlib.h>

#define BLOCK_S       10.0
#define BLOCK_MIN_S   0.5
#define BLOCK_LABELS  10.0
#define WANTED_GROUPS 10
#define MIN_GROUPS    4
#define FEW_ROWS      60

/* Rows that are held out together. */
typedef struct {
  gsize first_row;
  gsize n_rows;
  guint main_class;
} Group;

static guint64
key_of (const FlDatasetRow *row, double block_s)
{
  double block = isfinite (row->time_s) ? floor (row->time_s / block_s) : 0;

  return (guint64) row->stream << 32 | (guint32) (gint32) block;
}

/* The first row that is known to belong with row @i (union-find, halving the path). */
static gsize
find_first (gsize *first_of, gsize i)
{
  while (first_of[i] != i) {
    first_of[i] = first_of[first_of[i]];
    i = first_of[i];
  }
  return i;
}

static void
join (gsize *first_of, gsize a, gsize b)
{
  gsize x = find_first (first_of, a);
  gsize y = find_first (first_of, b);

  first_of[MAX (x, y)] = MIN (x, y);
}

/* Rows by the first row of their group: those of one block of one stream, and those of one run. */
static GHashTable *
group_rows (const FlDataset *dataset, double block_s)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  g_autofree gsize *first_of = g_new (gsize, MAX (n_rows, 1));
  g_autofree gsize *first_of_run = g_new (gsize, MAX (n_rows, 1));
  g_autoptr (GHashTable) first_of_block =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (gsize i = 0; i < n_rows; i++) {
    first_of[i] = i;
    first_of_run[i] = G_MAXSIZE;
  }
  for (gsize i = 0; i < n_rows; i++) {
    const FlDatasetRow *row = fl_dataset_get_row (dataset, i);
    gint64 key = (gint64) key_of (row, block_s);
    const gsize *block = g_hash_table_lookup (first_of_block, &key);
    if (block != NULL)
      join (first_of, *block, i);
    else
      g_hash_table_insert (first_of_block, g_memdup2 (&key, sizeof key), g_memdup2 (&i, sizeof i));
    if (first_of_run[row->run] != G_MAXSIZE)
      join (first_of, first_of_run[row->run], i);
    first_of_run[row->run] = i;
  }
  for (gsize i = 0; i < n_rows; i++) {
    gpointer key = GSIZE_TO_POINTER (find_first (first_of, i));
    GArray *rows = g_hash_table_lookup (groups, key);
    if (rows == NULL) {
      rows = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_hash_table_insert (groups, key, rows);
    }
    g_array_append_val (rows, i);
  }
  return groups;
}

static guint
main_class_of (const FlDataset *dataset, const GArray *rows)
{
  guint n_classes = fl_dataset_get_n_classes (dataset);
  g_autofree guint *counts = g_new0 (guint, n_classes);
  guint best = 0;

  for (guint i = 0; i < rows->len; i++)
    counts[fl_dataset_get_row (dataset, g_array_index (rows, gsize, i))->class_index]++;
  for (guint c = 1; c < n_classes; c++)
    if (counts[c] > counts[best])
      best = c;
  return best;
}

static int
compare_groups (const void *a, const void *b)
{
  const Group *x = a;
  const Group *y = b;

  if (x->n_rows != y->n_rows)
    return x->n_rows > y->n_rows ? -1 : 1;
  return x->first_row < y->first_row ? -1 : 1;
}

static Group *
list_groups (const FlDataset *dataset, GHashTable *table, guint *out_n)
{
  Group *groups = g_new0 (Group, MAX (g_hash_table_size (table), 1));
  GHashTableIter iter;
  gpointer key, rows;
  guint n = 0;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &rows)) {
    const GArray *members = rows;
    groups[n++] = (Group){.first_row = GPOINTER_TO_SIZE (key),
                          .n_rows = members->len,
                          .main_class = main_class_of (dataset, members)};
  }
  qsort (groups, n, sizeof groups[0], compare_groups);
  *out_n = n;
  return groups;
}

/* The fold with the fewest rows of a class; of equals the one with the fewest rows. */
static guint
choose_fold (const guint *by_class, const guint *totals, guint n_folds)
{
  guint best = 0;

  for (guint fold = 1; fold < n_folds; fold++)
    if (by_class[fold] < by_class[best] ||
        (by_class[fold] == by_class[best] && totals[fold] < totals[best]))
      best = fold;
  return best;
}

static void
deal (FlFolds *self, const FlDataset *dataset, GHashTable *table)
{
  guint n_groups;
  g_autofree Group *groups = list_groups (dataset, table, &n_groups);
  g_autofree guint *by_class = g_new0 (guint, fl_dataset_get_n_classes (dataset) * self->n);
  g_autofree guint *totals = g_new0 (guint, self->n);

  for (guint i = 0; i < n_groups; i++) {
    guint *counts = by_class + groups[i].main_class * self->n;
    guint fold = choose_fold (counts, totals, self->n);
    const GArray *rows = g_hash_table_lookup (table, GSIZE_TO_POINTER (groups[i].first_row));
    counts[fold] += (guint) groups[i].n_rows;
    totals[fold] += (guint) groups[i].n_rows;
    for (guint r = 0; r < rows->len; r++)
      self->fold_of[g_array_index (rows, gsize, r)] = fold;
  }
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Ten times the median length of a label, at least BLOCK_S: what was labelled in one go looks
 * alike, and so does what lies near it. */
static double
choose_block (const FlDataset *dataset)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  g_autofree gsize *begin_of = g_new (gsize, MAX (n_rows, 1)); /* of a run, in rows */
  g_autofree double *lengths = g_new (double, MAX (n_rows, 1));
  g_autofree gsize *place_of = g_new (gsize, MAX (n_rows, 1)); /* of a run, in lengths */
  gsize n = 0;

  for (gsize i = 0; i < n_rows; i++)
    place_of[i] = G_MAXSIZE;
  for (gsize i = 0; i < n_rows; i++) {
    const FlDatasetRow *row = fl_dataset_get_row (dataset, i);
    gsize *place = &place_of[row->run];
    if (*place == G_MAXSIZE) {
      begin_of[n] = i;
      lengths[n] = 0;
      *place = n++;
      continue;
    }
    double length = fabs (row->time_s - fl_dataset_get_row (dataset, begin_of[*place])->time_s);
    lengths[*place] = length > lengths[*place] ? length : lengths[*place]; /* or not a number */
  }
  qsort (lengths, n, sizeof lengths[0], compare_doubles);
  return n > 0 ? MAX (BLOCK_S, BLOCK_LABELS * lengths[n / 2]) : BLOCK_S;
}

FlFolds *
fl_folds_new (const FlDataset *dataset)
{
  FlFolds *self = g_new0 (FlFolds, 1);
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  double block_s = choose_block (dataset);
  g_autoptr (GHashTable) table = group_rows (dataset, block_s);

  /* A short clip has few blocks of 10 s; smaller ones are still far better than none. */
  while (g_hash_table_size (table) < WANTED_GROUPS && block_s / 2 >= BLOCK_MIN_S) {
    block_s /= 2;
    g_hash_table_unref (table);
    table = group_rows (dataset, block_s);
  }
  self->fold_of = g_new0 (guint, MAX (n_rows, 1));
  self->block_s = block_s;
  if (g_hash_table_size (table) < MIN_GROUPS)
    return self;
  self->n = n_rows < FEW_ROWS ? 3 : 5;
  deal (self, dataset, table);
  return self;
}

void
fl_folds_free (FlFolds *self)
{
  if (self == NULL)
    return;
  g_free (self->fold_of);
  g_free (self);
}
