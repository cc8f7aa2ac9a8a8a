/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wanted of a decoder, and that the codec is not fed more than that takes. */
#include "media/fl-wanted.h"

#include "media/fl-test-footage.h"

#define N_FRAMES 61
#define GOP      12

typedef struct {
  char *folder;
  char *path;
  FlFrameIndex *index;
  FlDecoder *decoder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlMovieOptions options = fl_test_movie_defaults ();

  g_assert_cmpuint (options.gop, ==, GOP);
  self->folder = folder_new ();
  self->path = fl_test_movie_new (self->folder, "movie.mp4", &options, NULL, N_FRAMES);
  self->index = fl_test_index (self->path);
  self->decoder = fl_test_decoder (self->path, self->index);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_decoder_free (self->decoder);
  fl_frame_index_unref (self->index);
  folder_free (self->folder);
  g_free (self->path);
}

static void
assert_next (Fixture *self, gint64 frame)
{
  g_autoptr (FlFrame) found = fl_test_next (self->decoder);

  g_assert_nonnull (found);
  g_assert_cmpint (fl_frame_get_index (found), ==, frame);
  g_assert_cmpuint (fl_test_read_number (found), ==, frame);
}

static void
test_list (void)
{
  const gint64 frames[] = {3, 5, 8, 20};
  g_autoptr (FlWanted) wanted = fl_wanted_new (frames, G_N_ELEMENTS (frames));

  g_assert_cmpint (fl_wanted_get_next (wanted), ==, 3);
  g_assert_true (fl_wanted_contains (wanted, 8));
  g_assert_false (fl_wanted_contains (wanted, 7));
  fl_wanted_note_fed (wanted, 3);
  fl_wanted_note_fed (wanted, 4);
  fl_wanted_note_fed (wanted, 8);
  g_assert_cmpint (fl_wanted_get_next_unfed (wanted), ==, 5);
  fl_wanted_pass_to (wanted, 6);
  g_assert_false (fl_wanted_contains (wanted, 5));
  g_assert_cmpint (fl_wanted_get_next (wanted), ==, 8);
  g_assert_cmpint (fl_wanted_get_next_unfed (wanted), ==, 20);
  g_assert_cmpint (fl_wanted_get_next_from (wanted, 0), ==, 8);
  g_assert_cmpint (fl_wanted_get_next_from (wanted, 9), ==, 20);
  g_assert_cmpint (fl_wanted_get_next_from (wanted, 21), ==, -1);
  fl_wanted_pass_to (wanted, 4);
  g_assert_cmpint (fl_wanted_get_next (wanted), ==, 8);
  fl_wanted_forget_fed (wanted);
  g_assert_cmpint (fl_wanted_get_next_unfed (wanted), ==, 8);
  fl_wanted_aim (wanted, 4);
  g_assert_cmpint (fl_wanted_get_next (wanted), ==, 5);
  fl_wanted_pass_to (wanted, 21);
  g_assert_cmpint (fl_wanted_get_next (wanted), ==, -1);
  g_assert_cmpint (fl_wanted_get_next_unfed (wanted), ==, -1);
}

static void
test_empty_list (void)
{
  g_autoptr (FlWanted) wanted = fl_wanted_new (NULL, 0);

  g_assert_cmpint (fl_wanted_get_next (wanted), ==, -1);
  g_assert_false (fl_wanted_contains (wanted, 0));
}

static gint64
point_frame (Fixture *self, gsize i)
{
  return fl_frame_index_get_point (self->index, i)->frame;
}

/* Where only key frames are wanted, the codec sees nothing else. */
static void
test_key_frames (Fixture *self, gconstpointer data)
{
  gint64 frames[N_FRAMES];
  gsize n = fl_frame_index_get_n_points (self->index);

  g_assert_cmpuint (n, >, N_FRAMES / GOP);
  for (gsize i = 0; i < n; i++)
    frames[i] = point_frame (self, i);
  fl_decoder_set_wanted (self->decoder, frames, n);
  for (gsize i = 0; i < n; i++) {
    assert_next (self, frames[i]);
    g_assert_cmpuint (fl_decoder_get_n_packets (self->decoder), ==, i + 1);
  }
  g_assert_null (fl_test_next (self->decoder));
  g_assert_cmpuint (fl_decoder_get_n_packets (self->decoder), ==, n);
  g_assert_false (fl_decoder_has_mismatch (self->decoder));
}

/* Nor does it see what comes after the last wanted frame of a group, or the frames before it that
 * no other refers to: of the three before a frame here at least one. */
static void
test_groups (Fixture *self, gconstpointer data)
{
  const gint64 frames[] = {point_frame (self, 0) + 1, point_frame (self, 2) - 1};

  fl_decoder_set_wanted (self->decoder, frames, G_N_ELEMENTS (frames));
  assert_next (self, frames[0]);
  g_assert_cmpuint (fl_decoder_get_n_packets (self->decoder), <=, 4);
  guint64 n_before = fl_decoder_get_n_packets (self->decoder);
  assert_next (self, frames[1]);
  g_assert_cmpuint (fl_decoder_get_n_packets (self->decoder) - n_before, <,
                    point_frame (self, 2) - point_frame (self, 1));
  g_assert_null (fl_test_next (self->decoder));
}

/* What was given once can be wanted again, from anywhere. */
static void
test_again (Fixture *self, gconstpointer data)
{
  const gint64 frames[] = {5, 30, 59};
  g_autoptr (GError) error = NULL;

  fl_decoder_set_wanted (self->decoder, frames, G_N_ELEMENTS (frames));
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    assert_next (self, frames[i]);
  g_assert_null (fl_test_next (self->decoder));
  g_assert_true (fl_decoder_seek (self->decoder, 6, NULL, &error));
  g_assert_no_error (error);
  assert_next (self, 30);
  assert_next (self, 59);
  g_assert_null (fl_test_next (self->decoder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/wanted/list", test_list);
  g_test_add_func ("/media/wanted/empty-list", test_empty_list);
  g_test_add ("/media/wanted/key-frames", Fixture, NULL, set_up, test_key_frames, tear_down);
  g_test_add ("/media/wanted/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/media/wanted/again", Fixture, NULL, set_up, test_again, tear_down);
  return g_test_run ();
}
