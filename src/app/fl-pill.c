/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something written on a picture. */
#include "app/fl-pill.h"

#include <math.h>

#include "app/fl-bar.h"
#include "app/fl-certainty.h"
#include "app/fl-palette.h"

#define HEIGHT_PX 20
#define INSET_PX  6
#define CORNER_PX 3
/* Certainties are told apart by a chip that is as wide as a hatch. */
#define CLASS_CHIP_PX 4
#define TAG_CHIP_PX   8

static float
get_chip_width (const FlPill *self)
{
  return self->is_of_tag ? TAG_CHIP_PX : CLASS_CHIP_PX;
}

static float
get_text_start (const FlPill *self)
{
  return INSET_PX + (self->has_chip ? get_chip_width (self) + INSET_PX : 0);
}

static gboolean
is_rtl (PangoLayout *layout)
{
  return pango_context_get_base_dir (pango_layout_get_context (layout)) == PANGO_DIRECTION_RTL;
}

/* Where the line is in @layout. Where letters go from right to left it begins somewhere in the width
 * that was set. */
static PangoRectangle
lay_out (const FlPill *self, PangoLayout *layout, float most)
{
  PangoRectangle line;

  pango_layout_set_text (layout, self->text, -1);
  pango_layout_set_width (layout, (int) most * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &line);
  return line;
}

float
fl_pill_measure (const FlPill *self, PangoLayout *layout, float room_width, float *out_height)
{
  const float start = get_text_start (self);
  const float most = room_width - start - INSET_PX;

  *out_height = HEIGHT_PX;
  if (most < 8)
    return 0;
  const PangoRectangle line = lay_out (self, layout, most);
  *out_height = MAX (HEIGHT_PX, (float) line.height + 4);
  return start + (float) line.width + INSET_PX;
}

static void
draw_chip (const FlPill *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GdkRGBA empty;

  if (!self->is_of_tag) {
    fl_bar_draw (snapshot, place, fl_palette_index_of_class (self->klass), TRUE);
    return;
  }
  fl_palette_get_track (TRUE, &empty);
  gtk_snapshot_append_color (snapshot, &empty, place);
  fl_certainty_draw (snapshot, place, self->certainty, self->klass, TRUE);
}

float
fl_pill_draw (const FlPill *self,
              PangoLayout *layout,
              GtkSnapshot *snapshot,
              const graphene_rect_t *room)
{
  const GdkRGBA ground = {0, 0, 0, 0.62f};
  const GdkRGBA white = {1, 1, 1, 1};
  const float start = get_text_start (self);
  float tall;
  const float whole = fl_pill_measure (self, layout, room->size.width, &tall);
  GskRoundedRect shape;

  if (whole <= 0)
    return 0;
  const PangoRectangle line = lay_out (self, layout, room->size.width - start - INSET_PX);
  const float x =
    self->is_at_end != is_rtl (layout) ? room->origin.x + room->size.width - whole : room->origin.x;
  const float y = room->origin.y + room->size.height - tall;
  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, whole, tall), CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &ground, &shape.bounds);
  gtk_snapshot_pop (snapshot);
  const float chip = get_chip_width (self);
  if (self->has_chip)
    draw_chip (self, snapshot,
               &GRAPHENE_RECT_INIT (is_rtl (layout) ? x + whole - INSET_PX - chip : x + INSET_PX,
                                    y + 4, chip, tall - 8));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x + (is_rtl (layout) ? INSET_PX : start) -
                                                  (float) line.x,
                                                y + floorf ((tall - (float) line.height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
  return whole;
}
