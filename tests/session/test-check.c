/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index that is not what the decoder gives: check says so, and what it says to do helps. */
#include "films.h"

#include <string.h>

#include "session/fl-check.h"

#define N_FRAMES 30

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_answer (self->session, stream, 3, "Bird");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

/* Keeps another index than the true one, as if the packets had lied: with @n_frames frames, of
 * which frame @late comes a little later, and opens the project anew. */
static FlStream *
lie (Fixture *self, gint64 n_frames, gint64 late)
{
  FlStream *stream = films_peek (self->session, "a.mp4");
  FlFrameIndex *known = fl_stream_get_index (stream);
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, n_frames);

  for (gint64 i = 0; i < n_frames; i++) {
    g_assert_true (fl_frame_index_get_pts (known, i, &entries[i].pts));
    entries[i].pts += i == late;
  }
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = (gsize) n_frames,
                              .time_base = fl_frame_index_get_time_base (known)};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  g_assert_true (fl_cache_write (self->session->cache, fl_stream_get_row (stream)->uuid,
                                 FL_INGEST_INDEX_NAME, bytes, NULL));
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  return films_peek (self->session, "a.mp4");
}

static void
assert_finding (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);
  gboolean is_found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    is_found |= g_str_equal (findings->pdata[i], expected);
  g_assert_true (is_found);
}

/* What the sentence says to do puts all in order, and keeps the label where it was. */
static void
assert_mended (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  films_ingest (self->session);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, N_FRAMES);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  g_assert_nonnull (strstr (fl_stream_get_doubt (stream), "every frame was decoded"));
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "3:Bird");
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, NULL);

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_null (fl_stream_get_doubt (films_peek (self->session, "a.mp4")));
}

static void
test_other_time (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_peek (self->session, "a.mp4");
  FlRational tick = fl_frame_index_get_time_base (fl_stream_get_index (stream));
  const double late_s = 0.5 + (double) tick.num / tick.den;
  g_autofree char *expected =
    g_strdup_printf ("Frame 5 of “a.mp4” is shown at 0.500000 s, but %.6f s was noted; run "
                     "“framelinectl ingest”, which notes all times anew",
                     late_s);

  lie (self, N_FRAMES, 5);
  assert_finding (self, expected);
  assert_mended (self);
}

static void
test_other_number (Fixture *self, gconstpointer data)
{
  lie (self, N_FRAMES - 2, -1);
  assert_finding (self, "“a.mp4” decodes to 30 frames instead of 28; run “framelinectl "
                        "ingest”, which counts them anew");
  assert_mended (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/session/check/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("nothing-is-said-when-all-is-well", test_in_order);
  ADD ("another-time-is-told-and-mended", test_other_time);
  ADD ("another-number-is-told-and-mended", test_other_number);
  return g_test_run ();
}
