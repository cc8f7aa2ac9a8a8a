/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footage for tests, with a number burnt into every picture, and the folder that it lies in. */
#pragma once

#include "folder.h"

#include "media/fl-decoder.h"
#include "media/fl-frame-index-build.h"
#include "media/fl-movie-writer.h"

G_BEGIN_DECLS

#define FL_TEST_WIDTH_PX  96
#define FL_TEST_HEIGHT_PX 64

/** fl_test_draw: Returns: (transfer full): a moving scene that shows @number, 0 to 65535 */
FlImage *fl_test_draw (guint width_px, guint height_px, guint number);

/** fl_test_read_number: Returns: the number that @frame shows, whatever its size and format */
guint fl_test_read_number (const FlFrame *frame);

/** fl_test_movie_defaults: Returns: H.264, 25 a second, a key frame every 12, 2 B-frames */
FlMovieOptions fl_test_movie_defaults (void);

/**
 * fl_test_movie_new:
 * @folder: where
 * @name: its name; the suffix chooses the container
 * @options: how
 * @pts: (array length=n) (nullable): times of the frames; %NULL for 0, 1, 2, …
 * @n: how many frames; the i-th shows the number i
 *
 * Returns: (transfer full): path of a new movie
 */
char *fl_test_movie_new (const char *folder,
                         const char *name,
                         const FlMovieOptions *options,
                         const gint64 *pts,
                         guint n);

/** fl_test_index: Returns: (transfer full): the index of @path; fails the test when it has none */
FlFrameIndex *fl_test_index (const char *path);

/** fl_test_decoder: Returns: (transfer full): an open decoder of one thread */
FlDecoder *fl_test_decoder (const char *path, FlFrameIndex *index);

/** fl_test_next: Returns: (transfer full) (nullable): the next frame; fails on an error */
FlFrame *fl_test_next (FlDecoder *decoder);

/** fl_test_cut: Writes the first @size_bytes bytes of @path to @to. */
void fl_test_cut (const char *path, const char *to, gsize size_bytes);

/** fl_test_count_read: Returns: bytes that this process has read from files so far; -1 when nobody
 * counts them */
gint64 fl_test_count_read (void);

/** fl_test_shared: Returns: (transfer full) (nullable): a file of the shared media, if it is there */
char *fl_test_shared (const char *name);

G_END_DECLS
