/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frame-exact access: whatever way leads to a frame, its pixels are those of a decode from the
 * start, and the number burnt into it is its display index. */
#include "fl-test-kinds.h"

typedef struct {
  const FlTestMovie *movie;
  FlFrameIndex *index;
  FlDecoder *decoder;
} Fixture;

static void
set_up (Fixture *self, const FlTestKind *kind)
{
  self->movie = fl_test_kind_get_movie (kind);
  self->index = self->movie->index;
  self->decoder = fl_test_decoder (self->movie->path, self->index);
}

static void
tear_down (Fixture *self)
{
  fl_decoder_free (self->decoder);
}

/* Checks that the next frame is @expected, by name, by number and by every pixel. */
static void
assert_next (Fixture *self, gint64 expected)
{
  g_autoptr (FlFrame) frame = fl_test_next (self->decoder);

  g_assert_nonnull (frame);
  g_assert_cmpint (fl_frame_get_index (frame), ==, expected);
  g_assert_cmpint (fl_test_read_number (frame), ==, expected);
  g_autofree char *hash = fl_test_hash_frame (frame);
  g_assert_cmpstr (hash, ==, g_array_index (self->movie->reference, FlTestFrame, expected).hash);
}

static void
assert_end (Fixture *self)
{
  g_autoptr (FlFrame) frame = fl_test_next (self->decoder);

  g_assert_null (frame);
  g_assert_cmpuint (fl_decoder_get_n_errors (self->decoder), ==, 0);
  g_assert_false (fl_decoder_has_mismatch (self->decoder));
}

static void
seek (Fixture *self, gint64 frame)
{
  g_autoptr (GError) error = NULL;

  gboolean is_there = fl_decoder_seek (self->decoder, frame, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_there);
}

static void
test_forward (gconstpointer data)
{
  Fixture self = {0};

  set_up (&self, data);
  g_assert_cmpint (self.movie->reference->len, ==, FL_TEST_N_FRAMES);
  for (gint64 i = 0; i < FL_TEST_N_FRAMES; i++)
    assert_next (&self, i);
  assert_end (&self);
  assert_end (&self);
  tear_down (&self);
}

static void
test_backward (gconstpointer data)
{
  Fixture self = {0};

  set_up (&self, data);
  for (gint64 i = FL_TEST_N_FRAMES - 1; i >= 0; i--) {
    seek (&self, i);
    assert_next (&self, i);
  }
  g_assert_cmpuint (fl_decoder_get_n_errors (self.decoder), ==, 0);
  tear_down (&self);
}

/* Every frame once, in an order without pattern, and from each a few more. */
static void
test_random (gconstpointer data)
{
  Fixture self = {0};

  set_up (&self, data);
  for (gint64 i = 0; i < FL_TEST_N_FRAMES; i++) {
    gint64 frame = (i * 23 + 11) % FL_TEST_N_FRAMES; /* 61 is prime: each frame comes once. */
    seek (&self, frame);
    for (gint64 j = frame; j < MIN (frame + 1 + i % 4, FL_TEST_N_FRAMES); j++)
      assert_next (&self, j);
  }
  seek (&self, FL_TEST_N_FRAMES - 1);
  assert_next (&self, FL_TEST_N_FRAMES - 1);
  assert_end (&self);
  seek (&self, 0);
  assert_next (&self, 0);
  tear_down (&self);
}

/* Wanted frames alone come, and leaving out what lies between changes no pixel of theirs. */
static void
test_wanted (gconstpointer data)
{
  static const guint steps[] = {2, 3, 7, 13, 29};
  Fixture self = {0};

  set_up (&self, data);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    gint64 wanted[FL_TEST_N_FRAMES];
    gsize n = 0;
    for (gint64 frame = (gint64) i; frame < FL_TEST_N_FRAMES; frame += steps[i])
      wanted[n++] = frame;
    fl_decoder_set_wanted (self.decoder, wanted, n);
    seek (&self, 0);
    for (gsize j = 0; j < n; j++)
      assert_next (&self, wanted[j]);
    assert_end (&self);
    seek (&self, wanted[n / 2] - 1);
    for (gsize j = n / 2; j < n; j++)
      assert_next (&self, wanted[j]);
    assert_end (&self);
  }
  fl_decoder_set_wanted (self.decoder, NULL, 0);
  seek (&self, 5);
  for (gint64 i = 5; i < FL_TEST_N_FRAMES; i++)
    assert_next (&self, i);
  assert_end (&self);
  tear_down (&self);
}

/* A jump leads to a key frame near by: the codec sees no more than what is needed for a frame. */
static void
test_cost (gconstpointer data)
{
  const FlTestKind *kind = data;
  Fixture self = {0};

  set_up (&self, data);
  g_assert_cmpint (fl_frame_index_is_decoded (self.index), ==, kind->is_decoded);
  g_assert_cmpuint (fl_frame_index_get_n_points (self.index), ==, kind->n_points);
  for (gint64 frame = FL_TEST_N_FRAMES - 1; frame >= 0; frame -= 4) {
    gssize i = fl_frame_index_find_point (self.index, frame);
    gint64 point = fl_frame_index_get_point (self.index, (gsize) i)->frame;
    guint64 n_before = fl_decoder_get_n_packets (self.decoder);
    seek (&self, frame);
    assert_next (&self, frame);
    /* Packets come earlier than their frames by what is reordered. */
    g_assert_cmpuint (fl_decoder_get_n_packets (self.decoder) - n_before, <=,
                      frame - point + 1 + 6);
  }
  tear_down (&self);
}

static void
test_nothing_wanted (void)
{
  const gint64 wanted[] = {3};
  Fixture self = {0};

  set_up (&self, &fl_test_kinds (NULL)[0]);
  fl_decoder_set_wanted (self.decoder, wanted, 0);
  assert_end (&self);
  fl_decoder_set_wanted (self.decoder, wanted, 1);
  assert_next (&self, 3);
  assert_end (&self);
  tear_down (&self);
}

static void
test_past_end (void)
{
  g_autoptr (GError) error = NULL;
  Fixture self = {0};

  set_up (&self, &fl_test_kinds (NULL)[0]);
  g_assert_false (fl_decoder_seek (self.decoder, FL_TEST_N_FRAMES, NULL, &error));
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_SEEK);
  g_autofree char *sentence =
    g_strdup_printf ("Cannot go to frame 61 of “%s”: it has 61 frames", self.movie->path);
  g_assert_cmpstr (error->message, ==, sentence);
  seek (&self, 7);
  assert_next (&self, 7);
  tear_down (&self);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fixture self = {0};

  set_up (&self, &fl_test_kinds (NULL)[0]);
  assert_next (&self, 0);
  g_cancellable_cancel (cancellable);
  g_autoptr (GError) next_error = NULL;
  g_assert_null (fl_decoder_next (self.decoder, cancellable, &next_error));
  g_assert_error (next_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (GError) seek_error = NULL;
  g_assert_false (fl_decoder_seek (self.decoder, 40, cancellable, &seek_error));
  g_assert_error (seek_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  seek (&self, 40);
  assert_next (&self, 40);
  tear_down (&self);
}

/* More threads give the same frames; they only delay them. */
static void
test_threads (void)
{
  g_autoptr (GError) error = NULL;
  Fixture self = {0};

  set_up (&self, &fl_test_kinds (NULL)[0]);
  fl_decoder_free (self.decoder);
  self.decoder = fl_decoder_open (self.movie->path, self.index, 3, NULL, &error);
  g_assert_no_error (error);
  for (gint64 i = 0; i < FL_TEST_N_FRAMES; i++)
    assert_next (&self, i);
  assert_end (&self);
  for (gint64 i = FL_TEST_N_FRAMES - 1; i >= 0; i -= 7) {
    seek (&self, i);
    assert_next (&self, i);
  }
  const gint64 wanted[] = {1, 2, 16, 30, 59, 60};
  fl_decoder_set_wanted (self.decoder, wanted, G_N_ELEMENTS (wanted));
  seek (&self, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_next (&self, wanted[i]);
  assert_end (&self);
  tear_down (&self);
}

/* Matroska keeps milliseconds, so that of a fast camera many frames share a time, and key frames do. */
static void
test_equal_times (void)
{
  char *folder = folder_new ();
  FlMovieOptions options = fl_test_movie_defaults ();
  options.frame_rate = (FlRational){20000, 1};
  g_autofree char *path = fl_test_movie_new (folder, "a.mkv", &options, NULL, FL_TEST_N_FRAMES);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);

  g_assert_false (fl_frame_index_has_unique_pts (index));
  g_assert_cmpuint (fl_frame_index_get_n_points (index), ==, 6);
  for (gint64 i = 0; i < FL_TEST_N_FRAMES; i++) {
    const gint64 at = i * 7 % FL_TEST_N_FRAMES;
    g_assert_true (fl_decoder_seek (decoder, at, NULL, NULL));
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpint (fl_frame_get_index (frame), ==, at);
    g_assert_cmpuint (fl_test_read_number (frame), ==, at);
  }
  g_assert_false (fl_decoder_has_mismatch (decoder));
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fl_test_kinds_add ("/media/decoder/forward", test_forward);
  fl_test_kinds_add ("/media/decoder/backward", test_backward);
  fl_test_kinds_add ("/media/decoder/random", test_random);
  fl_test_kinds_add ("/media/decoder/wanted", test_wanted);
  fl_test_kinds_add ("/media/decoder/cost", test_cost);
  g_test_add_func ("/media/decoder/nothing-wanted", test_nothing_wanted);
  g_test_add_func ("/media/decoder/past-end", test_past_end);
  g_test_add_func ("/media/decoder/cancelled", test_cancelled);
  g_test_add_func ("/media/decoder/threads", test_threads);
  g_test_add_func ("/media/decoder/equal-times", test_equal_times);
  int code = g_test_run ();
  fl_test_kinds_forget ();
  return code;
}
