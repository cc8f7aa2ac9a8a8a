/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Films in no doubt are verified while nothing else is to do, and what the packets promised wrongly
 * is mended. */
#include "films.h"

#include "session/fl-check.h"
#include "session/fl-verify.h"

#include <string.h>

#define N_FRAMES 30
/* Turns of the main loop that are waited for what must not come. */
#define N_TURNS 100

static const FlSessionOptions shown = {.n_pinned = 2};

typedef struct {
  char *folder;
  FlSession *session;
  GPtrArray *problems;
} Fixture;

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_ptr_array_add (data, g_strdup (sentence));
}

static void
open_session (Fixture *self)
{
  self->session = films_open (self->folder, &shown);
  self->session->idle_ms = 1;
  films_use_gate (self->session);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), self->problems);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  FlSession *session = films_create (self->folder, NULL);
  films_use_gate (session);
  FlStream *stream = films_add (session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (session);
  films_answer (session, stream, 3, "Bird");
  films_close (session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->session != NULL)
    films_close (self->session);
  g_ptr_array_unref (self->problems);
  folder_free (self->folder);
}

static FlStream *
peek (Fixture *self)
{
  return films_peek (self->session, "a.mp4");
}

static gint64
count_verified (Fixture *self)
{
  return fl_verify_get_n_frames (fl_stream_get_row (peek (self)), self->session->cache,
                                 fl_stream_get_index (peek (self)));
}

static gboolean
is_verified (gpointer data)
{
  return fl_stream_is_verified (peek (data));
}

static gboolean
has_begun (gpointer data)
{
  return ((Fixture *) data)->session->idle_run != NULL;
}

static gboolean
is_at_gate (gpointer data)
{
  return films_count_waiting () > 0;
}

static gboolean
has_turned (gpointer data)
{
  guint *n_turns = data;

  return ++*n_turns > N_TURNS;
}

static void
assert_nothing_begins (Fixture *self)
{
  guint n_turns = 0;

  films_wait (has_turned, &n_turns);
  g_assert_false (has_begun (self));
}

/* An index as if the packets had lied: with @n_frames frames, of which frame @late comes a little
 * later. */
static FlFrameIndex *
lie (Fixture *self, gint64 n_frames, gint64 late)
{
  FlFrameIndex *known = fl_stream_get_index (peek (self));
  const gint64 n_known = fl_frame_index_get_n_frames (known);
  const gsize n_points = fl_frame_index_get_n_points (known);
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, n_frames);
  g_autofree FlIndexPoint *points = g_new (FlIndexPoint, n_points);
  gint64 step;

  g_assert_true (fl_frame_index_get_pts (known, 1, &step));
  for (gint64 i = 0; i < n_frames; i++) {
    entries[i].pts = i * step;
    g_assert_true (i >= n_known || fl_frame_index_get_pts (known, i, &entries[i].pts));
    entries[i].pts += i == late;
  }
  for (gsize i = 0; i < n_points; i++)
    points[i] = *fl_frame_index_get_point (known, i);
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = (gsize) n_frames,
                              .points = points,
                              .n_points = n_points,
                              .time_base = fl_frame_index_get_time_base (known)};
  return fl_frame_index_new (&facts);
}

static void
keep_lie (Fixture *self, gint64 n_frames, gint64 late)
{
  open_session (self);
  self->session->idle_ms = G_MAXINT;
  fl_session_note_activity (self->session);
  g_autoptr (FlFrameIndex) index = lie (self, n_frames, late);
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  g_assert_true (fl_cache_write (self->session->cache, fl_stream_get_row (peek (self))->uuid,
                                 FL_INGEST_INDEX_NAME, bytes, NULL));
  films_close (self->session);
}

static void
test_verified (Fixture *self, gconstpointer data)
{
  open_session (self);
  g_assert_cmpint (count_verified (self), ==, 0);
  films_wait (is_verified, self);
  g_assert_cmpint (count_verified (self), ==, N_FRAMES);
  g_assert_cmpint (fl_stream_get_state (peek (self)), ==, FL_STREAM_READY);
  g_assert_cmpuint (self->problems->len, ==, 0);
  g_assert_null (fl_stream_get_doubt (peek (self)));
  /* Once is enough. */
  fl_session_note_activity (self->session);
  assert_nothing_begins (self);
}

/* Frames that the decoder gives otherwise are counted anew, and that is said. */
static void
assert_mended (Fixture *self)
{
  open_session (self);
  films_ingest (self->session);
  films_wait (has_begun, self);
  while (self->problems->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->problems->pdata[0], ==,
                   "“a.mp4” decodes to other frames than its file promises, so they are counted "
                   "anew; labels stay with their pictures");
  films_wait (films_is_done, self->session);
  FlStream *stream = peek (self);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, N_FRAMES);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  g_assert_nonnull (strstr (fl_stream_get_doubt (stream), "every frame was decoded"));
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "3:Bird");
  assert_nothing_begins (self);
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_other_time (Fixture *self, gconstpointer data)
{
  keep_lie (self, N_FRAMES, 5);
  assert_mended (self);
}

static void
test_too_few (Fixture *self, gconstpointer data)
{
  keep_lie (self, N_FRAMES - 2, -1);
  assert_mended (self);
}

/* An ingest of every frame would see that itself. */
static void
test_too_many (Fixture *self, gconstpointer data)
{
  self->session = films_open (self->folder, NULL);
  const FlStreamRow *row = fl_stream_get_row (peek (self));
  g_autoptr (FlFrameIndex) index = lie (self, N_FRAMES + 2, -1);
  g_autoptr (FlSource) source = fl_source_new_for_file (row->path, index);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fl_verify (row, source, self->session->cache, NULL, &error), ==,
                   FL_AGREEMENT_BROKEN);
  g_assert_no_error (error);
}

/* A key, or anything else that is done, stops it at once; it is left alone until all is quiet. */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  open_session (self);
  films_wait (has_begun, self);
  self->session->idle_ms = G_MAXINT;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->session->idle_cancellable);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  fl_session_ask (self->session, peek (self), 7);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  guint n_turns = 0;
  films_wait (has_turned, &n_turns);
  g_assert_false (has_begun (self));
  self->session->idle_ms = 1;
  fl_session_note_activity (self->session);
  films_wait (is_verified, self);
}

/* Nothing is verified while something is read. */
static void
test_busy (Fixture *self, gconstpointer data)
{
  open_session (self);
  films_close_gate ();
  FlStream *other = films_add (self->session, self->folder, "b.mp4", N_FRAMES + 4);
  fl_session_ingest_stream (self->session, other);
  assert_nothing_begins (self);
  films_open_gate ();
  films_wait (is_verified, self);
  g_assert_cmpint (fl_stream_get_state (other), ==, FL_STREAM_READY);
}

/* What was verified is not decoded again: a lie there is not seen, but by who begins anew. */
static void
test_resumed (Fixture *self, gconstpointer data)
{
  open_session (self);
  self->session->idle_ms = G_MAXINT;
  fl_session_note_activity (self->session);
  const FlStreamRow *row = fl_stream_get_row (peek (self));
  const FlCache *cache = self->session->cache;
  g_autoptr (FlFrameIndex) index = lie (self, N_FRAMES, 5);
  g_autoptr (FlSource) source = fl_source_new_for_file (row->path, index);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fl_verify (row, source, cache, NULL, &error), ==, FL_AGREEMENT_BROKEN);
  g_assert_cmpint (fl_verify_get_n_frames (row, cache, index), ==, 0);
  g_cancellable_cancel (cancelled);
  g_assert_cmpint (fl_verify (row, source, cache, cancelled, &error), ==, FL_AGREEMENT_UNKNOWN);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  fl_verify_keep (row, cache, index, 20);
  g_assert_cmpint (fl_verify_get_n_frames (row, cache, fl_stream_get_index (peek (self))), ==, 0);
  g_assert_cmpint (fl_verify_get_n_frames (row, cache, index), ==, 20);
  g_assert_cmpint (fl_verify (row, source, cache, NULL, &error), ==, FL_AGREEMENT_WHOLE);
  g_assert_no_error (error);
  g_assert_cmpint (fl_verify_get_n_frames (row, cache, index), ==, N_FRAMES);
}

/* What check decoded need not be decoded once more. */
static void
test_checked (Fixture *self, gconstpointer data)
{
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpint (count_verified (self), ==, N_FRAMES);
}

/* A battery that is to last is not spent on that; what is read is read one by one. */
static void
test_saving_power (Fixture *self, gconstpointer data)
{
  open_session (self);
  fl_session_set_saves_power (self->session, TRUE);
  assert_nothing_begins (self);
  films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_add (self->session, self->folder, "c.mp4", N_FRAMES);
  films_close_gate ();
  fl_session_ingest (self->session);
  films_wait (is_at_gate, NULL);
  assert_nothing_begins (self);
  g_assert_cmpuint (films_count_waiting (), ==, 1);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  fl_session_set_saves_power (self->session, FALSE);
  films_wait (is_verified, self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/session/idle/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("verified", test_verified);
  ADD ("another-time", test_other_time);
  ADD ("too-few", test_too_few);
  ADD ("too-many", test_too_many);
  ADD ("stopped", test_stopped);
  ADD ("busy", test_busy);
  ADD ("resumed", test_resumed);
  ADD ("checked", test_checked);
  ADD ("saving-power", test_saving_power);
  return g_test_run ();
}
