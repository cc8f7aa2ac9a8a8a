/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling pictures that changed from pictures that only flicker. */
#include "media/fl-change.h"

#include <stdlib.h>

/* A square of 8 x 8 pixels evens out noise to an eighth, and is a fortieth of an analysis picture
 * wide. How much of what changes is told in HACKING.md. */
#define SQUARE_PX   8
#define MIN_STEP    10 /* of 255, of the mean of a square */
#define MIN_SQUARES 2
#define SHARE       500 /* one square in so many has to change */

/* Times are rounded to ticks of the file's clock. */
#define SLACK 1e-3

/* The mean brightness of each square, of the newest sample. */
struct _FlChange {
  double longest_s;
  double newest_s;
  guint n_columns;
  guint n_rows;
  guint8 *means; /* [n_rows][n_columns], NULL before the first frame */
};

FlChange *
fl_change_new (double longest_s)
{
  FlChange *self = g_new0 (FlChange, 1);

  self->longest_s = longest_s;
  return self;
}

void
fl_change_free (FlChange *self)
{
  if (self == NULL)
    return;
  g_free (self->means);
  g_free (self);
}

/* The mean of the square at @x, @y; squares at the edges may be smaller. */
static guint8
get_mean (const FlImage *image, guint x, guint y)
{
  guint width = MIN (SQUARE_PX, image->width_px - x);
  guint height = MIN (SQUARE_PX, image->height_px - y);
  guint sum = 0;

  for (guint j = 0; j < height; j++) {
    const guint8 *row = image->planes[0] + (y + j) * image->strides[0] + x;
    for (guint i = 0; i < width; i++)
      sum += row[i];
  }
  return (guint8) ((sum + width * height / 2) / (width * height));
}

static guint8 *
make_means (const FlImage *image, guint n_columns, guint n_rows)
{
  guint8 *means = g_new (guint8, (gsize) n_columns * n_rows);

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      means[row * n_columns + column] = get_mean (image, column * SQUARE_PX, row * SQUARE_PX);
  return means;
}

static gboolean
looks_other (const guint8 *a, const guint8 *b, guint n)
{
  guint n_wanted = MAX (MIN_SQUARES, n / SHARE);
  guint n_changed = 0;

  for (guint i = 0; i < n && n_changed < n_wanted; i++)
    n_changed += abs (a[i] - b[i]) >= MIN_STEP;
  return n_changed >= n_wanted;
}

gboolean
fl_change_take (FlChange *self, double time_s, const FlImage *image)
{
  guint n_columns = (image->width_px + SQUARE_PX - 1) / SQUARE_PX;
  guint n_rows = (image->height_px + SQUARE_PX - 1) / SQUARE_PX;
  g_autofree guint8 *means = make_means (image, n_columns, n_rows);

  gboolean is_first = self->means == NULL || n_columns != self->n_columns || n_rows != self->n_rows;
  gboolean is_due = time_s - self->newest_s >= self->longest_s * (1 - SLACK);
  if (!is_first && !is_due && !looks_other (means, self->means, n_columns * n_rows))
    return FALSE;
  g_free (self->means);
  self->means = g_steal_pointer (&means);
  self->n_columns = n_columns;
  self->n_rows = n_rows;
  self->newest_s = time_s;
  return TRUE;
}
