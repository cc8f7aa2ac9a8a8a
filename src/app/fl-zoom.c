/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a picture is shown, and how large: pure functions. */
#include "app/fl-zoom.h"

#include <math.h>

static const double steps[] = {1, 1.5, 2, 3, 4, 6, 8, 12, 16};

#define MOST (steps[G_N_ELEMENTS (steps) - 1])

/* So near to a step it is that step: factors are multiplied by what fingers do. */
#define NEAR 0.01

/* The middle, so that no side of a place is empty: all lengths are of the same direction. */
static double
keep_within (double middle, double place, double picture)
{
  const double half = place / (2 * picture);

  return picture <= place ? 0.5 : CLAMP (middle, half, 1 - half);
}

static void
settle (FlZoom *self, const graphene_size_t *place, const graphene_size_t *whole)
{
  self->x = keep_within (self->x, place->width, whole->width * self->factor);
  self->y = keep_within (self->y, place->height, whole->height * self->factor);
}

graphene_rect_t
fl_zoom_place (const FlZoom *self, const graphene_size_t *place, const graphene_size_t *whole)
{
  const double width = whole->width * self->factor;
  const double height = whole->height * self->factor;
  FlZoom settled = *self;

  settle (&settled, place, whole);
  return GRAPHENE_RECT_INIT ((float) (place->width / 2 - settled.x * width),
                             (float) (place->height / 2 - settled.y * height), (float) width,
                             (float) height);
}

void
fl_zoom_by (FlZoom *self,
            double factor,
            const graphene_point_t *at,
            const graphene_size_t *place,
            const graphene_size_t *whole)
{
  const graphene_rect_t before = fl_zoom_place (self, place, whole);
  const double point_x = (at->x - before.origin.x) / before.size.width;
  const double point_y = (at->y - before.origin.y) / before.size.height;

  self->factor = CLAMP (self->factor * factor, 1, MOST);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (fabs (self->factor / steps[i] - 1) < NEAR)
      self->factor = steps[i];
  self->x = point_x + (place->width / 2 - at->x) / (whole->width * self->factor);
  self->y = point_y + (place->height / 2 - at->y) / (whole->height * self->factor);
  settle (self, place, whole);
}

void
fl_zoom_move (FlZoom *self,
              const graphene_point_t *by,
              const graphene_size_t *place,
              const graphene_size_t *whole)
{
  self->x -= by->x / (whole->width * self->factor);
  self->y -= by->y / (whole->height * self->factor);
  settle (self, place, whole);
}

double
fl_zoom_find_step (double factor, gboolean is_in)
{
  double below = steps[0];

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] < factor)
      below = steps[i];
    else if (is_in && steps[i] > factor)
      return steps[i];
  return is_in ? MOST : below;
}

double
fl_zoom_find_size (double factor, double most)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] >= factor || steps[i] >= most)
      return steps[i];
  return MOST;
}
