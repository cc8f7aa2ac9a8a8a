/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <graphene.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlZoom:
 * @factor: how many times larger than the whole picture in its place, 1 to 16
 * @x: the point of the picture that is in the middle of the place, 0 (left) to 1
 * @y: the same, 0 (above) to 1
 *
 * Which part of a picture is shown. A place is where it is shown; a whole is the size that the whole
 * picture has there when it is as large as fits. Both are in the same unit, as all lengths here.
 */
typedef struct {
  double factor;
  double x;
  double y;
} FlZoom;

/** FL_ZOOM_WHOLE: all of the picture. */
#define FL_ZOOM_WHOLE ((FlZoom){1, 0.5, 0.5})

/** fl_zoom_place: Returns: where the picture lies, of which the place shows a part; no side of the place is
 * empty that the picture could fill */
graphene_rect_t
fl_zoom_place (const FlZoom *self, const graphene_size_t *place, const graphene_size_t *whole);

/** fl_zoom_by: Zooms so that what is at @at stays there, within 1 to 16. */
void fl_zoom_by (FlZoom *self,
                 double factor,
                 const graphene_point_t *at,
                 const graphene_size_t *place,
                 const graphene_size_t *whole);

/** fl_zoom_move: Moves the picture by @by, as far as it has more to show there. */
void fl_zoom_move (FlZoom *self,
                   const graphene_point_t *by,
                   const graphene_size_t *place,
                   const graphene_size_t *whole);

/** fl_zoom_find_step: Returns: the next step of the zoom: larger than @factor when @is_in, else smaller; the last
 * one where there is none */
double fl_zoom_find_step (double factor, gboolean is_in);

/**
 * fl_zoom_find_size:
 * @factor: a zoom
 * @most: how many times larger than its place the picture is with all its pixels
 *
 * Tells for which zoom a picture should be made to be shown at @factor: for a step, so that little
 * is made anew, and for none that has no more pixels.
 *
 * Returns: a step, at least @factor unless @most says otherwise
 */
double fl_zoom_find_size (double factor, double most);

G_END_DECLS
