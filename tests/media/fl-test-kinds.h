/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of footage that have to behave alike. */
#pragma once

#include "fl-test-footage.h"
#include "fl-test-reference.h"

G_BEGIN_DECLS

/**
 * FlTestKind:
 * @label: for the path of the test
 * @name: file name, which chooses the container
 * @codec: (nullable): encoder, %NULL for H.264
 * @extra: (nullable): more options of the encoder
 * @gop: frames from key frame to key frame
 * @n_b_frames: B-frames in a row
 * @is_variable: whether the frame rate is variable
 * @is_decoded: whether its index comes from decoding
 * @n_points: at how many frames decoding can begin
 *
 * One way to write a movie.
 */
typedef struct {
  const char *label;
  const char *name;
  const char *codec;
  const char *extra;
  guint gop;
  guint n_b_frames;
  gboolean is_variable;
  gboolean is_decoded;
  gsize n_points;
} FlTestKind;

/** FL_TEST_N_FRAMES: length of each movie; no multiple of any @gop. */
#define FL_TEST_N_FRAMES 61

/** fl_test_kinds: Returns: (array length=out_n): all kinds; the first is H.264 in an mp4 */
const FlTestKind *fl_test_kinds (gsize *out_n);

/**
 * FlTestMovie:
 * @path: where it lies
 * @index: its index, as the program makes it
 * @reference: (element-type FlTestFrame): its frames by the plainest decode
 *
 * A movie of some kind and what is known of it.
 */
typedef struct {
  char *path;
  FlFrameIndex *index;
  GArray *reference;
} FlTestMovie;

/**
 * fl_test_kind_get_movie:
 * @kind: a kind
 *
 * Makes it at its first use and keeps it, since encoding takes time.
 *
 * Returns: (transfer none): the movie of @kind
 */
const FlTestMovie *fl_test_kind_get_movie (const FlTestKind *kind);

/** fl_test_kinds_forget: Removes all movies that were made. */
void fl_test_kinds_forget (void);

/** fl_test_kinds_add: Adds a test `path/label` of every kind. */
void fl_test_kinds_add (const char *path, GTestDataFunc func);

G_END_DECLS
