/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of several files: its frames are those of the files one after the other, each with the
 * pixels that its own file gives, whatever way leads to it. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-source-decoder.h"

#include <glib/gstdio.h>

#define N_FILES 3

/* So many frames has each, and so much later than its own times say it comes. */
static const guint n_frames[N_FILES] = {30, 13, 41};
static const gint64 offsets[N_FILES] = {0, 5000, 5600};

typedef struct {
  char *folder;
  FlSegment segments[N_FILES];
  FlFrameIndex *indices[N_FILES];
  GArray *references[N_FILES]; /* FlTestFrame */
  FlFrameIndex *index;
  FlSource *source;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlMovieOptions options = fl_test_movie_defaults ();
  gint64 first = 0;

  self->folder = folder_new ();
  for (guint i = 0; i < N_FILES; i++) {
    g_autofree char *name = g_strdup_printf ("%u.mkv", i);
    char *path = fl_test_movie_new (self->folder, name, &options, NULL, n_frames[i]);
    self->indices[i] = fl_test_index (path);
    self->references[i] = fl_test_reference (path);
    self->segments[i] = (FlSegment){.path = path,
                                    .first_frame = first,
                                    .n_frames = n_frames[i],
                                    .pts_offset = offsets[i]};
    first += n_frames[i];
  }
  g_autoptr (FlFrameIndex) two =
    fl_frame_index_append (self->indices[0], self->indices[1], offsets[1]);
  self->index = fl_frame_index_append (two, self->indices[2], offsets[2]);
  self->source = fl_source_new (self->segments, N_FILES, self->index);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_FILES; i++) {
    g_free (self->segments[i].path);
    fl_frame_index_unref (self->indices[i]);
    g_array_unref (self->references[i]);
  }
  fl_frame_index_unref (self->index);
  fl_source_unref (self->source);
  folder_free (self->folder);
}

/* Checks that @frame is @expected of the stream, by name, by number and by every pixel. */
static void
assert_frame (Fixture *self, const FlFrame *frame, gint64 expected)
{
  gsize i = fl_source_find_segment (self->source, expected);
  gint64 own = expected - self->segments[i].first_frame;
  g_autofree char *hash = NULL;

  g_assert_nonnull (frame);
  hash = fl_test_hash_frame (frame);
  g_assert_cmpint (fl_frame_get_index (frame), ==, expected);
  g_assert_cmpint (fl_test_read_number (frame), ==, own);
  g_assert_cmpstr (hash, ==, g_array_index (self->references[i], FlTestFrame, own).hash);
}

static void
assert_next (Fixture *self, FlSourceDecoder *decoder, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrame) frame = fl_source_decoder_next (decoder, NULL, &error);

  g_assert_no_error (error);
  assert_frame (self, frame, expected);
}

static void
assert_end (FlSourceDecoder *decoder)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_source_decoder_next (decoder, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fl_source_decoder_get_n_errors (decoder), ==, 0);
  g_assert_false (fl_source_decoder_has_mismatch (decoder));
}

static void
seek (FlSourceDecoder *decoder, gint64 frame)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_source_decoder_seek (decoder, frame, NULL, &error));
  g_assert_no_error (error);
}

/* Times are those of the files and what comes before them, and rise from file to file. */
static void
test_index (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (fl_frame_index_get_n_frames (self->index), ==, 30 + 13 + 41);
  g_assert_true (fl_frame_index_has_unique_pts (self->index));
  for (guint i = 0; i < N_FILES; i++)
    for (gint64 own = 0; own < n_frames[i]; own++) {
      gint64 frame = self->segments[i].first_frame + own;
      gint64 pts = 0;
      g_assert_true (fl_frame_index_get_pts (self->index, frame, &pts));
      g_assert_cmpint (pts, ==,
                       g_array_index (self->references[i], FlTestFrame, own).pts + offsets[i]);
      g_assert_cmpint (fl_frame_index_is_key (self->index, frame), ==,
                       fl_frame_index_is_key (self->indices[i], own));
      g_assert_cmpuint (fl_source_find_segment (self->source, frame), ==, i);
      g_assert_cmpstr (fl_source_get_path (self->source, frame), ==, self->segments[i].path);
    }
}

/* What was put together comes apart again, to the last byte. */
static void
test_slices (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_FILES; i++) {
    g_autoptr (FlFrameIndex) slice = fl_source_dup_segment_index (self->source, i);
    g_autoptr (GBytes) expected = fl_frame_index_serialize (self->indices[i]);
    g_autoptr (GBytes) found = fl_frame_index_serialize (slice);
    g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found),
                     g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  }
}

/* Once decoded for a doubt, that is known of the whole. */
static void
test_doubt (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameIndex) doubtful =
    fl_frame_index_build_by_decoding (self->segments[1].path, "It is odd", NULL, &error);
  g_autoptr (FlFrameIndex) joined = fl_frame_index_append (self->indices[0], doubtful, offsets[1]);

  g_assert_no_error (error);
  g_assert_cmpstr (fl_frame_index_get_doubt (joined), ==, "It is odd");
  g_assert_true (fl_frame_index_is_decoded (joined));
  g_assert_false (fl_frame_index_is_decoded (self->index));
}

static void
test_forward (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, 1);

  for (gint64 i = 0; i < fl_frame_index_get_n_frames (self->index); i++)
    assert_next (self, decoder, i);
  assert_end (decoder);
  assert_end (decoder);
}

static void
test_backward (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, 1);

  for (gint64 i = fl_frame_index_get_n_frames (self->index) - 1; i >= 0; i--) {
    seek (decoder, i);
    assert_next (self, decoder, i);
  }
}

/* The file in the middle, of which nothing is wanted, is not even opened: it is not there. */
static void
test_wanted (Fixture *self, gconstpointer data)
{
  static const gint64 wanted[] = {3, 29, 43, 83};
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, 1);

  g_assert_cmpint (g_unlink (self->segments[1].path), ==, 0);
  fl_source_decoder_set_wanted (decoder, wanted, G_N_ELEMENTS (wanted));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_next (self, decoder, wanted[i]);
  assert_end (decoder);
  fl_source_decoder_set_wanted (decoder, NULL, 0);
  seek (decoder, 28);
  assert_next (self, decoder, 28);
  assert_next (self, decoder, 29);
}

/* A file that is gone is said by its name, and the others are there still. */
static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (self->segments[1].path), ==, 0);
  g_assert_false (fl_source_decoder_seek (decoder, 31, NULL, &error));
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, self->segments[1].path));
  seek (decoder, 50);
  assert_next (self, decoder, 50);
  seek (decoder, 10);
  assert_next (self, decoder, 10);
}

#define add(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/media/source/index", test_index);
  add ("/media/source/slices", test_slices);
  add ("/media/source/doubt", test_doubt);
  add ("/media/source/forward", test_forward);
  add ("/media/source/backward", test_backward);
  add ("/media/source/wanted", test_wanted);
  add ("/media/source/missing", test_missing);
  return g_test_run ();
}
