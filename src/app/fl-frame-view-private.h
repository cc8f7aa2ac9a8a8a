/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-frame-view.h"
#include "app/fl-zoom.h"

G_BEGIN_DECLS

struct _FlFrameView {
  GtkWidget parent_instance;
  FlFrameLoader *loader;
  FlStream *stream;
  gint64 frame;
  FlImage *image;       /* (nullable) that the texture is made of */
  gboolean is_bright;   /* whether dark places are shown brighter */
  GdkTexture *texture;  /* may be of the frame before, until the picture of this one comes */
  gboolean has_picture; /* of this frame */
  gboolean is_sharp;
  char *trouble; /* why this frame cannot be had */
  guint retry_source;
  float ratio; /* height to width of the newest picture */
  FlZoom zoom;
  GHashTable *zooms; /* FlZoom by the id of each stream that was zoomed */
};

/** fl_frame_view_fetch: Takes what there is by now of the frame; keeps what is shown when nothing better is. */
void fl_frame_view_fetch (FlFrameView *self);

/** fl_frame_view_find_zoom: Returns: how @stream was zoomed last; whole where it is %NULL or never was */
FlZoom fl_frame_view_find_zoom (FlFrameView *self, FlStream *stream);

/**
 * fl_frame_view_get_place:
 * @self: a view
 * @stream: a stream
 * @out_width_px: (out): width of the place that its pictures are made for, in device pixels: larger than the
 *   view where it is zoomed
 * @out_height_px: (out): height of the place
 *
 * Returns: whether the view has a place yet
 */
gboolean fl_frame_view_get_place (FlFrameView *self,
                                  FlStream *stream,
                                  guint *out_width_px,
                                  guint *out_height_px);

/** fl_frame_view_take_zoom: Shows the picture at @zoom, which nothing remembers. */
void fl_frame_view_take_zoom (FlFrameView *self, const FlZoom *zoom);

/** fl_frame_view_snapshot: Draws the picture and its surround. */
void fl_frame_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
