/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures for the window: which come, in which order, and how much of them is kept. */
#include "session/fl-frame-loader-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "films.h"
#include "session/fl-picture-cache.h"

#define N_FRAMES 60
/* Requests for pictures to come that may wait at once. */
#define MAX_PREFETCHED 8

/* A film that is counted, and what its loader said. */
typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
  FlFrameLoader *loader;
  GString *said; /* such as " +3 t5 !7": frame, thumbnail, failure */
  const char *waited;
} Fixture;

static void
on_frame_ready (FlFrameLoader *loader, gint64 stream, gint64 frame, gpointer data)
{
  g_string_append_printf (data, " +%" G_GINT64_FORMAT, frame);
}

static void
on_thumb_ready (FlFrameLoader *loader, gint64 stream, gint64 frame, gpointer data)
{
  g_string_append_printf (data, " t%" G_GINT64_FORMAT, frame);
}

static void
on_frame_failed (FlFrameLoader *loader, gint64 stream, gint64 frame, const char *why, gpointer data)
{
  g_assert_nonnull (why);
  g_string_append_printf (data, " !%" G_GINT64_FORMAT, frame);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_pinned = 2};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  self->loader = fl_session_get_frame_loader (self->session);
  self->said = g_string_new (NULL);
  g_signal_connect (self->loader, "frame-ready", G_CALLBACK (on_frame_ready), self->said);
  g_signal_connect (self->loader, "thumb-ready", G_CALLBACK (on_thumb_ready), self->said);
  g_signal_connect (self->loader, "frame-failed", G_CALLBACK (on_frame_failed), self->said);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_string_free (self->said, TRUE);
}

static gboolean
has_said (gpointer data)
{
  const Fixture *self = data;
  const char *found = strstr (self->said->str, self->waited);
  const char *end = found != NULL ? found + strlen (self->waited) : NULL;

  /* A word, of which others may have come behind meanwhile. */
  return end != NULL && (*end == '\0' || *end == ' ');
}

static void
wait_for (Fixture *self, const char *said)
{
  self->waited = said;
  films_wait (has_said, self);
}

/* The @i-th of frames that are not a step away from one another. */
static gint64
far (guint i)
{
  return i * 23 % N_FRAMES;
}

static FlImage *
get (Fixture *self, gint64 frame)
{
  return fl_frame_loader_get_frame (self->loader, self->stream, frame, FILMS_WIDTH_PX,
                                    FILMS_HEIGHT_PX);
}

static void
prefetch (Fixture *self, gint64 frame)
{
  fl_frame_loader_prefetch_frame (self->loader, self->stream, frame, FILMS_WIDTH_PX,
                                  FILMS_HEIGHT_PX);
}

static void
assert_there (Fixture *self, gint64 frame)
{
  g_autoptr (FlImage) image = get (self, frame);

  g_assert_nonnull (image);
  g_assert_cmpint (films_read_number (image), ==, frame);
}

static void
test_exact (Fixture *self, gconstpointer data)
{
  static const gint64 frames[] = {0, 59, 17, 29, 20, 41, 8};

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++) {
    g_autofree char *said = g_strdup_printf (" +%" G_GINT64_FORMAT, frames[i]);
    g_assert_null (get (self, frames[i]));
    wait_for (self, said);
    assert_there (self, frames[i]);
  }
}

static void
test_fits (Fixture *self, gconstpointer data)
{
  /* Twice as wide as it needs; and larger than the film is. */
  g_assert_null (fl_frame_loader_get_frame (self->loader, self->stream, 3, 96, 32));
  wait_for (self, " +3");
  g_autoptr (FlImage) small = fl_frame_loader_get_frame (self->loader, self->stream, 3, 96, 32);
  g_assert_cmpuint (small->width_px, ==, 48);
  g_assert_cmpuint (small->height_px, ==, 32);
  g_assert_null (fl_frame_loader_get_frame (self->loader, self->stream, 4, 960, 640));
  wait_for (self, " +4");
  g_autoptr (FlImage) large = fl_frame_loader_get_frame (self->loader, self->stream, 4, 960, 640);
  g_assert_cmpuint (large->width_px, ==, FILMS_WIDTH_PX);
  g_assert_cmpuint (large->height_px, ==, FILMS_HEIGHT_PX);
}

static void
test_prefetch_order (Fixture *self, gconstpointer data)
{
  prefetch (self, 30);
  prefetch (self, 5);
  prefetch (self, 50);
  prefetch (self, 5);
  wait_for (self, " +50");
  g_assert_cmpstr (self->said->str, ==, " +30 +5 +50");
  assert_there (self, 30);
  assert_there (self, 5);
  assert_there (self, 50);
  prefetch (self, 5);
  prefetch (self, 6);
  wait_for (self, " +6");
  g_assert_cmpstr (self->said->str, ==, " +30 +5 +50 +6");
}

static void
test_prefetch_limit (Fixture *self, gconstpointer data)
{
  GString *expected = g_string_new (NULL);

  for (guint i = 0; i < MAX_PREFETCHED + 3; i++)
    prefetch (self, i);
  for (guint i = 0; i < MAX_PREFETCHED; i++)
    g_string_append_printf (expected, " +%u", i);
  wait_for (self, expected->str);
  prefetch (self, 40);
  g_string_append (expected, " +40");
  wait_for (self, " +40");
  g_assert_cmpstr (self->said->str, ==, expected->str);
  g_string_free (expected, TRUE);
}

/* What is shown while it is being fetched must not use up a place among the eight for good. */
static void
test_prefetch_then_show (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < MAX_PREFETCHED; i++) {
    g_autofree char *twice =
      g_strdup_printf (" +%" G_GINT64_FORMAT " +%" G_GINT64_FORMAT, far (i), far (i));
    prefetch (self, far (i));
    g_assert_null (get (self, far (i)));
    wait_for (self, twice);
  }
  /* One that is not just before any of them. */
  prefetch (self, 35);
  wait_for (self, " +35");
  assert_there (self, 35);
}

/* Scrubbing: only the newest is decoded, and what was dropped can be had later. */
static void
test_newest_wins (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_FRAMES; i++)
    g_assert_null (get (self, far (i)));
  wait_for (self, " +37");
  /* The first was taken up at once, and perhaps another; not sixty. */
  g_auto (GStrv) served = g_strsplit (self->said->str, " ", -1);
  g_assert_cmpuint (g_strv_length (served), <, N_FRAMES / 2);
  for (guint i = 1; i < N_FRAMES; i++) {
    g_autofree char *said = g_strdup_printf (" +%" G_GINT64_FORMAT, far (i));
    g_autoptr (FlImage) image = get (self, far (i));
    if (image != NULL)
      continue;
    g_string_truncate (self->said, 0);
    /* First as a picture to come: a request that was dropped must not be thought to wait. */
    prefetch (self, far (i));
    wait_for (self, said);
    assert_there (self, far (i));
  }
}

static void
test_dropped_then_prefetched (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    g_assert_null (get (self, far (i)));
  wait_for (self, " +7");
  g_string_truncate (self->said, 0);
  guint n = 0;
  for (guint i = 0; i < 30 && n < MAX_PREFETCHED; i++) {
    g_autofree char *said = g_strdup_printf (" +%" G_GINT64_FORMAT, far (i));
    /* Those that were quicker than the next request are there already, and some before the newest. */
    if (fl_frame_loader_has_frame (self->loader, self->stream, far (i), FILMS_WIDTH_PX,
                                   FILMS_HEIGHT_PX))
      continue;
    prefetch (self, far (i));
    wait_for (self, said);
    n++;
  }
  g_assert_cmpuint (n, ==, MAX_PREFETCHED);
}

static void
test_thumbs (Fixture *self, gconstpointer data)
{
  g_assert_null (fl_frame_loader_get_thumb (self->loader, self->stream, 33));
  wait_for (self, " t33");
  g_autoptr (FlImage) image = fl_frame_loader_get_thumb (self->loader, self->stream, 33);
  g_assert_nonnull (image);
  g_assert_cmpint (films_read_number (image), ==, 33);
  g_assert_null (fl_frame_loader_get_thumb (self->loader, self->stream, N_FRAMES));
}

static void
test_out_of_range (Fixture *self, gconstpointer data)
{
  g_assert_null (get (self, -1));
  g_assert_null (get (self, N_FRAMES));
  prefetch (self, -1);
  prefetch (self, N_FRAMES);
  g_assert_null (get (self, 1));
  wait_for (self, " +1");
  g_assert_cmpstr (self->said->str, ==, " +1");
}

static void
test_vanished (Fixture *self, gconstpointer data)
{
  g_autofree char *away = g_strconcat (fl_stream_get_path (self->stream), ".away", NULL);

  g_assert_cmpint (g_rename (fl_stream_get_path (self->stream), away), ==, 0);
  g_assert_null (get (self, 12));
  wait_for (self, " !12");
  g_assert_cmpint (g_rename (away, fl_stream_get_path (self->stream)), ==, 0);
  g_assert_null (get (self, 12));
  wait_for (self, " +12");
  g_assert_cmpstr (self->said->str, ==, " !12 +12");
}

/* Requests that wait, and one that is being served, hold nothing up and are not answered. */
static void
test_close_while_busy (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < MAX_PREFETCHED; i++)
    prefetch (self, 59 - i);
  g_assert_null (get (self, 20));
  fl_session_close (self->session);
  g_assert_null (fl_session_get_frame_loader (self->session));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (self->said->str, ==, "");
}

static FlImage *
make_image (guint width_px)
{
  return fl_image_new (FL_PIXELS_BGR24, width_px, 64);
}

static gboolean
is_kept (FlPictureCache *cache, gint64 frame)
{
  const FlPictureKey key = {.stream = 1, .frame = frame, .width_px = 64, .height_px = 64};
  g_autoptr (FlImage) image = fl_picture_cache_get (cache, &key);

  return image != NULL;
}

static void
keep (FlPictureCache *cache, gint64 frame, guint width_px)
{
  const FlPictureKey key = {.stream = 1, .frame = frame, .width_px = 64, .height_px = 64};
  g_autoptr (FlImage) image = make_image (width_px);

  fl_picture_cache_put (cache, &key, image);
}

static void
test_cache_bytes (void)
{
  g_autoptr (FlImage) measure = make_image (64);
  gsize size_bytes = fl_image_get_size_bytes (measure);
  FlPictureCache *cache = fl_picture_cache_new (3 * size_bytes);

  for (gint64 i = 0; i < 3; i++)
    keep (cache, i, 64);
  /* The same again takes no more room. */
  for (guint i = 0; i < 10; i++)
    keep (cache, 2, 64);
  g_assert_true (is_kept (cache, 1));
  g_assert_true (is_kept (cache, 0));
  keep (cache, 3, 64);
  /* 2 was asked for longest ago. */
  g_assert_false (is_kept (cache, 2));
  g_assert_true (is_kept (cache, 0) && is_kept (cache, 1) && is_kept (cache, 3));
  /* One of twice the size takes the room of two. */
  keep (cache, 4, 128);
  g_assert_true (is_kept (cache, 4) && is_kept (cache, 3));
  g_assert_false (is_kept (cache, 0) || is_kept (cache, 1));
  /* One that is larger than all is the only one, or it could never be shown. */
  keep (cache, 5, 64 * 8);
  g_assert_true (is_kept (cache, 5));
  g_assert_false (is_kept (cache, 3) || is_kept (cache, 4));
  fl_picture_cache_free (cache);
}

static void
test_cache_keys (void)
{
  FlPictureCache *cache = fl_picture_cache_new (1 << 20);
  const FlPictureKey key = {.stream = 1, .frame = 2, .width_px = 64, .height_px = 64};

  keep (cache, 2, 64);
  for (guint i = 0; i < 5; i++) {
    FlPictureKey other = key;
    other.stream += i == 0;
    other.frame += i == 1;
    other.width_px += i == 2;
    other.height_px += i == 3;
    other.numbering += i == 4;
    g_assert_null (fl_picture_cache_get (cache, &other));
  }
  g_assert_true (is_kept (cache, 2));
  fl_picture_cache_free (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/frame-loader/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-picture-is-of-that-frame", test_exact);
  ADD ("a-picture-fits-its-place-and-is-never-enlarged", test_fits);
  ADD ("what-will-be-shown-comes-in-that-order-and-once", test_prefetch_order);
  ADD ("at-most-eight-wait", test_prefetch_limit);
  ADD ("what-is-shown-early-gives-its-place-back", test_prefetch_then_show);
  ADD ("the-newest-request-wins", test_newest_wins);
  ADD ("a-dropped-request-can-be-made-again", test_dropped_then_prefetched);
  ADD ("thumbnails-are-of-their-samples", test_thumbs);
  ADD ("frames-that-are-not-there-are-not-asked-for", test_out_of_range);
  ADD ("a-video-that-is-gone-says-so-and-may-come-back", test_vanished);
  ADD ("closing-waits-for-nothing-but-its-threads", test_close_while_busy);
  g_test_add_func ("/session/frame-loader/the-cache-is-bounded-in-bytes", test_cache_bytes);
  g_test_add_func ("/session/frame-loader/the-cache-mixes-up-no-keys", test_cache_keys);
  return g_test_run ();
}
