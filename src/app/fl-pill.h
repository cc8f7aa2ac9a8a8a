/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-class.h"

G_BEGIN_DECLS

/**
 * FlPill:
 * @text: what it says
 * @has_chip: whether there is a chip before the text
 * @klass: (nullable): the class of the chip, %NULL for grey
 * @is_of_tag: whether the chip tells by its height how sure a tag is, and not only the class
 * @certainty: how sure that is
 * @is_at_end: whether it is at the end of the room, not at the beginning
 *
 * Something that is written on a picture, on a dark ground whatever the picture is.
 */
typedef struct {
  const char *text;
  gboolean has_chip;
  FlClass *klass;
  gboolean is_of_tag;
  FlCertainty certainty;
  gboolean is_at_end;
} FlPill;

/**
 * fl_pill_measure:
 * @self: a pill
 * @layout: for its text, which is set
 * @room_width: how wide it may be, pixels
 * @out_height: (out): how tall it is
 *
 * Returns: how wide it is; 0 when there is no room for it
 */
float
fl_pill_measure (const FlPill *self, PangoLayout *layout, float room_width, float *out_height);

/** fl_pill_draw: Draws it at the bottom of @room, at the side where lines of @layout begin or end. Returns:
 * how wide it is; 0 when there is no room for it */
float fl_pill_draw (const FlPill *self,
                    PangoLayout *layout,
                    GtkSnapshot *snapshot,
                    const graphene_rect_t *room);

G_END_DECLS
