/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certainty, told by height first: on tracks and below pictures. */
#include "app/fl-certainty.h"

#include <math.h>

#include "app/fl-palette.h"

#define HATCH_PX 3.0f

static void
append_hatched (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *place)
{
  GdkRGBA faint = *colour;
  faint.alpha = 0.35f;
  const GskColorStop stops[] = {{0, *colour}, {0.6f, *colour}, {0.6f, faint}, {1, faint}};
  const graphene_point_t start = place->origin;
  const graphene_point_t end = GRAPHENE_POINT_INIT (start.x + HATCH_PX, start.y + HATCH_PX);

  gtk_snapshot_append_repeating_linear_gradient (snapshot, place, &start, &end, stops,
                                                 G_N_ELEMENTS (stops));
}

/* The part of @place from @top to @bottom of its height. */
static graphene_rect_t
cut (const graphene_rect_t *place, float top, float bottom)
{
  return GRAPHENE_RECT_INIT (place->origin.x, place->origin.y + top, place->size.width,
                             bottom - top);
}

/* A broken bar: a person looked, but the middle is missing. */
static void
append_unsure (GtkSnapshot *snapshot, const graphene_rect_t *place, gboolean is_dark)
{
  const float height = place->size.height;
  const float part = floorf (height * 3 / 8);
  const graphene_rect_t top = cut (place, 0, part);
  const graphene_rect_t bottom = cut (place, height - part, height);
  GdkRGBA grey;

  fl_palette_get_colour (FL_PALETTE_BACKGROUND, is_dark, &grey);
  gtk_snapshot_append_color (snapshot, &grey, &top);
  gtk_snapshot_append_color (snapshot, &grey, &bottom);
}

static void
append_certified (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *place)
{
  const graphene_rect_t line = cut (place, 0, 2);
  const graphene_rect_t rest = cut (place, 3, place->size.height);

  gtk_snapshot_append_color (snapshot, colour, &line);
  gtk_snapshot_append_color (snapshot, colour, &rest);
}

void
fl_certainty_draw (GtkSnapshot *snapshot,
                   const graphene_rect_t *place,
                   FlCertainty certainty,
                   FlClass *klass,
                   gboolean is_dark)
{
  const float height = place->size.height;
  const graphene_rect_t lower_half = cut (place, floorf (height / 2), height);
  const graphene_rect_t lower_three = cut (place, floorf (height / 4), height);
  GdkRGBA colour;

  fl_palette_get_colour (klass != NULL ? fl_palette_index_of_class (klass) : FL_PALETTE_BACKGROUND,
                         is_dark, &colour);
  switch (certainty) {
  case FL_CERTAINTY_UNSEEN:
    break;
  case FL_CERTAINTY_UNSURE:
    append_unsure (snapshot, place, is_dark);
    break;
  case FL_CERTAINTY_MODEL:
    gtk_snapshot_append_color (snapshot, &colour, &lower_half);
    break;
  case FL_CERTAINTY_AUTO:
    append_hatched (snapshot, &colour, &lower_three);
    break;
  case FL_CERTAINTY_CERTIFIED:
    append_certified (snapshot, &colour, place);
    break;
  case FL_CERTAINTY_HUMAN:
    gtk_snapshot_append_color (snapshot, &colour, place);
    break;
  }
}
