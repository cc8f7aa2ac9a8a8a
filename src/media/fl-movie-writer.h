/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"
#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * FlMovieOptions:
 * @width_px: width of every picture
 * @height_px: height of every picture
 * @frame_rate: frames a second; its inverse is the unit of presentation times
 * @gop: frames from one key frame to the next, at most
 * @n_b_frames: B-frames in a row, 0 to 4
 * @codec: (nullable): FFmpeg's name of an encoder, %NULL for H.264
 * @quality: constant rate factor, 0 (best) to 51
 * @extra: (nullable): more options of FFmpeg's encoder, `name=value:name=value`
 * @sample_aspect: width of a pixel by its height; 0/0 is unknown
 * @rotation_deg: degrees clockwise that a player turns it: 0, 90, 180, 270
 *
 * How a movie is written.
 */
typedef struct {
  guint width_px;
  guint height_px;
  FlRational frame_rate;
  guint gop;
  guint n_b_frames;
  const char *codec;
  int quality;
  const char *extra;
  FlRational sample_aspect;
  int rotation_deg;
} FlMovieOptions;

/**
 * FlMovieWriter:
 *
 * Writes a video file: the demo footage, and what tests look at. One thread.
 */

/** fl_movie_writer_open: Begins @path; its suffix chooses the container. */
FlMovieWriter *
fl_movie_writer_open (const char *path, const FlMovieOptions *options, GError **error);

/**
 * fl_movie_writer_add:
 * @self: a writer
 * @image: a %FL_PIXELS_YUV420 picture of the right size
 * @pts: its time in units of 1/frame_rate, rising
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %FL_MEDIA_ERROR_ENCODE
 */
gboolean
fl_movie_writer_add (FlMovieWriter *self, const FlImage *image, gint64 pts, GError **error);

/** fl_movie_writer_finish: Writes what is left and the index; nothing may be added after. */
gboolean fl_movie_writer_finish (FlMovieWriter *self, GError **error);

/** fl_movie_writer_free: Closes the file; without fl_movie_writer_finish() it is unusable. */
void fl_movie_writer_free (FlMovieWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlMovieWriter, fl_movie_writer_free)

G_END_DECLS
