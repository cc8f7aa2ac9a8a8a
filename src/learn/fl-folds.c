/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are held out together. */
#include "learn/fl-cross-validation.h"

#include "base/fl-compare.h"

#include "base/fl-kmeans.h"

#include <math.h>
#include <stdlib.h>

#define MIN_GROUPS 8
/* Gaps that are tried, seconds: this one doubled again and again, then none at all. */
#define FIRST_GAP_S 0.04
#define LAST_GAP_S  1e6

/* Medians of few answers are rough: random answers give 0.6 to 1.7, answers about stretches of
 * equal frames 0.02 to 0.6 (squared distances, eight tasks). */
#define REACH_SHARE 0.6
/* Squared distances below this part of the mean one are no difference in look. */
#define SAME_SHARE 1e-5
/* Of more rows than this, every so many-th is measured. */
#define MAX_MEASURED 500

/* Rows that are held out together. */
typedef struct {
  gsize first_row;
  gsize n_rows;
  guint main_class;
} Group;

/* A row where it lies: by stream, then by time. */
typedef struct {
  gsize row;
  guint stream;
  double time_s;
} Place;

static int
compare_places (const void *a, const void *b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  if (x->time_s != y->time_s)
    return x->time_s < y->time_s ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static Place *
list_places (const FlDataset *dataset)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  Place *places = g_new (Place, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++) {
    const FlDatasetRow *row = fl_dataset_get_row (dataset, i);
    places[i] =
      (Place){.row = i, .stream = row->stream, .time_s = isfinite (row->time_s) ? row->time_s : 0};
  }
  qsort (places, n_rows, sizeof places[0], compare_places);
  return places;
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

/* The first row of each row's group: those of one run, and those that are no more than @gap_s
 * from the next one. */
static void
join_rows (const FlDataset *dataset, const Place *places, double gap_s, gsize *first_of)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  g_autofree gsize *first_of_run = g_new (gsize, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++) {
    first_of[i] = i;
    first_of_run[i] = G_MAXSIZE;
  }
  for (gsize i = 0; i < n_rows; i++) {
    gsize *first = &first_of_run[fl_dataset_get_row (dataset, i)->run];
    if (*first == G_MAXSIZE)
      *first = i;
    join (first_of, *first, i);
  }
  for (gsize i = 1; i < n_rows; i++)
    if (places[i].stream == places[i - 1].stream &&
        places[i].time_s - places[i - 1].time_s <= gap_s)
      join (first_of, places[i].row, places[i - 1].row);
  for (gsize i = 0; i < n_rows; i++)
    first_of[i] = find_first (first_of, i);
}

/* Distances of every step-th row to all rows. */
typedef struct {
  gsize n_rows;
  gsize step;
  gsize n_measured;
  float *distances2; /* [n_measured][n_rows] */
} Distances;

static Distances
measure_distances (const FlDataset *dataset)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  gsize step = n_rows / MAX_MEASURED + 1;
  Distances self = {.n_rows = n_rows, .step = step, .n_measured = (n_rows + step - 1) / step};

  self.distances2 = g_new (float, MAX (self.n_measured * n_rows, 1));
  for (gsize i = 0; i < self.n_measured; i++)
    for (gsize j = 0; j < n_rows; j++)
      self.distances2[i * n_rows + j] =
        fl_distance2 (fl_dataset_get_features (dataset, i * step),
                      fl_dataset_get_features (dataset, j), fl_dataset_get_n_dims (dataset));
  return self;
}

/* The median distance from a row to the nearest one that is not held out with it. */
static double
measure_reach (const Distances *self, const gsize *first_of)
{
  g_autofree double *nearest = g_new (double, MAX (self->n_measured, 1));

  for (gsize i = 0; i < self->n_measured; i++) {
    nearest[i] = INFINITY;
    for (gsize j = 0; j < self->n_rows; j++)
      if (first_of[j] != first_of[i * self->step])
        nearest[i] = fmin (nearest[i], self->distances2[i * self->n_rows + j]);
  }
  qsort (nearest, self->n_measured, sizeof nearest[0], fl_compare_doubles);
  return self->n_measured > 0 ? nearest[self->n_measured / 2] : INFINITY;
}

static double
measure_mean2 (const Distances *self)
{
  double sum = 0;

  for (gsize i = 0; i < self->n_measured * self->n_rows; i++)
    sum += (double) self->distances2[i];
  return self->n_rows > 0 ? sum / (double) (self->n_measured * self->n_rows) : 0;
}

static double
next_gap (double gap_s)
{
  return gap_s == 0 ? FIRST_GAP_S : gap_s >= LAST_GAP_S ? INFINITY : 2 * gap_s;
}

/* Groups with the smallest gap that makes validation as hard as what is to be predicted. */
static double
match_reach (const FlDataset *dataset, gsize *first_of)
{
  double reach2 = REACH_SHARE * fl_dataset_get_reach2 (dataset);
  double gap_s = 0;
  g_autofree Place *places = list_places (dataset);
  Distances distances = measure_distances (dataset);

  if (reach2 < SAME_SHARE * measure_mean2 (&distances))
    reach2 = 0;
  join_rows (dataset, places, gap_s, first_of);
  while (isfinite (gap_s) && measure_reach (&distances, first_of) < reach2) {
    gap_s = next_gap (gap_s);
    join_rows (dataset, places, gap_s, first_of);
  }
  g_free (distances.distances2);
  return gap_s;
}

/* Rows by the first row of their group. */
static GHashTable *
group_rows (const gsize *first_of, gsize n_rows)
{
  GHashTable *groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (gsize i = 0; i < n_rows; i++) {
    gpointer key = GSIZE_TO_POINTER (first_of[i]);
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

FlFolds *
fl_folds_new (const FlDataset *dataset, guint n_max)
{
  FlFolds *self = g_new0 (FlFolds, 1);
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  g_autofree gsize *first_of = g_new (gsize, MAX (n_rows, 1));

  self->gap_s = match_reach (dataset, first_of);
  g_autoptr (GHashTable) table = group_rows (first_of, n_rows);
  self->fold_of = g_new0 (guint, MAX (n_rows, 1));
  if (g_hash_table_size (table) < MIN_GROUPS)
    return self;
  self->n = MIN (n_max, g_hash_table_size (table));
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
