/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream whose frames are counted anew: labels, questions and pictures follow. */
#include "films.h"

#include "media/fl-sampling.h"
#include "session/fl-history.h"
#include "session/fl-item-private.h"

#include <string.h>

#define N_FRAMES 20

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
  GString *problems;
} Fixture;

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_string_append_printf (data, "%s\n", sentence);
}

/* A project with an ingested film, open, and two labels. */
static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, data);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  self->problems = g_string_new (NULL);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), self->problems);
  films_ingest (self->session);
  films_answer (self->session, self->stream, 3, "Bird");
  films_label (self->session, self->stream, 8, 12, "Squirrel");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_string_free (self->problems, TRUE);
}

/* The index of the stream without its first @n frames. */
static FlFrameIndex *
make_later_index (FlFrameIndex *index, gint64 n)
{
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, N_FRAMES);
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = (gsize) (N_FRAMES - n),
                              .time_base = fl_frame_index_get_time_base (index)};

  for (gint64 i = n; i < N_FRAMES; i++)
    g_assert_true (fl_frame_index_get_pts (index, i, &entries[i - n].pts));
  return fl_frame_index_new (&facts);
}

static void
take_index (Fixture *self, FlFrameIndex *index)
{
  FlSampling every;

  g_assert_true (fl_sampling_parse ("every-frame", &every, NULL));
  g_autoptr (GArray) planned = fl_sampling_pick (&every, index);
  g_autoptr (FlSource) source = fl_source_new_for_file (fl_stream_get_path (self->stream), index);
  fl_session_set_frames (self->session, self->stream, source, fl_source_get_index (source),
                         planned);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_labels_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  g_autoptr (FlFrameIndex) later = make_later_index (before, 2);

  take_index (self, later);
  assert_said (self, "1:Bird 6-10:Squirrel");
  g_assert_cmpstr (self->problems->str, ==,
                   "The frames of “a.mp4” were counted anew, and 2 labels moved with their "
                   "pictures\n");
  /* Samples have other numbers too: there are none until they come anew. */
  g_assert_null (fl_stream_get_samples (self->stream));
  take_index (self, before);
  assert_said (self, "3:Bird 8-12:Squirrel");
}

/* One time that two frames share is no reason to leave all labels where they were. */
static void
test_one_doubtful_time (Fixture *self, gconstpointer data)
{
  FlFrameIndex *index = fl_stream_get_index (self->stream);
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, N_FRAMES);
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = N_FRAMES - 2,
                              .time_base = fl_frame_index_get_time_base (index)};

  for (gint64 i = 2; i < N_FRAMES; i++)
    g_assert_true (fl_frame_index_get_pts (index, i, &entries[i - 2].pts));
  entries[N_FRAMES - 3].pts = entries[N_FRAMES - 4].pts;
  g_autoptr (FlFrameIndex) doubtful = fl_frame_index_new (&facts);
  g_assert_false (fl_frame_index_has_unique_pts (doubtful));
  take_index (self, doubtful);
  assert_said (self, "1:Bird 6-10:Squirrel");
}

/* Matroska counts milliseconds: at 2,000 frames a second two frames share each time, but for the
 * first one, and their order alone tells them apart. */
static void
test_equal_times (Fixture *self, gconstpointer data)
{
  self->stream = films_add_at (self->session, self->folder, "fast.mkv", N_FRAMES, 2000);
  films_ingest (self->session);
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  g_autoptr (FlFrameIndex) later = make_later_index (before, 1);
  g_autoptr (FlFrameIndex) latest = make_later_index (before, 4);

  g_assert_cmpint (fl_frame_index_get_n_frames (before), ==, N_FRAMES);
  for (gint64 i = 1; i < N_FRAMES - 1; i++)
    g_assert_cmpuint (fl_frame_index_get_nth (before, i), ==, 2 - i % 2);
  films_answer (self->session, self->stream, 2, "Bird");
  films_answer (self->session, self->stream, 3, "Squirrel");
  films_answer (self->session, self->stream, 4, "Bird");
  films_label (self->session, self->stream, 8, 12, "Squirrel");
  take_index (self, later);
  assert_said (self, "1:Bird 2:Squirrel 3:Bird 7-11:Squirrel");
  take_index (self, before);
  assert_said (self, "2:Bird 3:Squirrel 4:Bird 8-12:Squirrel");
  films_label (self->session, self->stream, 9, 12, "Bird");
  /* Of 3 and 4, which share a time, only the latter is left, and is taken for the first one. */
  take_index (self, latest);
  assert_said (self, "0:Squirrel 4:Squirrel 5-8:Bird");
}

/* A stream that goes on, and one that was counted once more, are the same stream. */
static void
test_same_numbers (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) same = make_later_index (fl_stream_get_index (self->stream), 0);
  const guint numbering = fl_stream_get_numbering (self->stream);

  take_index (self, same);
  g_assert_cmpuint (fl_stream_get_numbering (self->stream), ==, numbering);
  g_assert_nonnull (fl_stream_get_samples (self->stream));
  assert_said (self, "3:Bird 8-12:Squirrel");
  g_assert_cmpstr (self->problems->str, ==, "");
}

/* The cache was made by another decoder: seen on opening, before anything is shown. */
static void
test_seen_on_opening (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) later = make_later_index (fl_stream_get_index (self->stream), 1);
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (later);
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_cache_write (self->session->cache, fl_stream_get_row (self->stream)->uuid,
                                 FL_INGEST_INDEX_NAME, bytes, &error));
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  self->stream = films_peek (self->session, "a.mp4");
  assert_said (self, "2:Bird 7-11:Squirrel");
  g_autoptr (GPtrArray) log = fl_session_list_history (self->session, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((FlHistoryEntry *) log->pdata[0])->what, ==, "renumber “a.mp4” labels: 2");
}

/* Questions that speak of frames by old numbers are gone, also those that were put off. */
static void
test_questions_go (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) later = make_later_index (fl_stream_get_index (self->stream), 1);
  g_autoptr (FlItem) item = fl_item_new (self->stream, 15, FL_REASON_CHOSEN);

  fl_session_ask (self->session, self->stream, 14);
  fl_session_later (self->session, item);
  g_assert_nonnull (self->session->current);
  g_assert_cmpint (fl_session_find_passed_over (self->session, fl_stream_get_id (self->stream), 15),
                   ==, 0);
  take_index (self, later);
  g_assert_null (self->session->current);
  g_assert_cmpint (fl_session_find_passed_over (self->session, fl_stream_get_id (self->stream), 15),
                   ==, -1);
}

/* An answer that waits for the file is written at the frame that was seen. */
static void
test_unsaved_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) later = make_later_index (fl_stream_get_index (self->stream), 2);
  g_autoptr (GArray) labels = g_array_new (FALSE, TRUE, sizeof (FlLabelAction));
  FlUnsaved answer = {.labels = labels};
  FlLabelAction *waiting = NULL;

  g_array_set_size (labels, 1);
  waiting = &g_array_index (labels, FlLabelAction, 0);
  waiting->stream = fl_stream_get_id (self->stream);
  waiting->range = (FlRange){.first = 5, .last = 6};
  waiting->kind = "range";
  fl_session_fill_pts (self->stream, waiting);
  g_queue_push_tail (&self->session->unsaved, &answer);
  take_index (self, later);
  g_assert_cmpint (waiting->range.first, ==, 3);
  g_assert_cmpint (waiting->range.last, ==, 4);
  g_queue_clear (&self->session->unsaved);
}

/* What was asked of the learner before comes too late. */
static void
test_stale_model (Fixture *self, gconstpointer data)
{
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  g_autoptr (FlFrameIndex) later = make_later_index (before, 1);
  g_autoptr (GError) error = NULL;

  self->session->generation = 7;
  take_index (self, later);
  take_index (self, before);
  fl_session_load_stream (self->session, self->stream);
  self->session->generation = 6;
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_null (self->session->model);
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_nonnull (self->session->model);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const FlSessionOptions headless = {.is_headless = TRUE};

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/renumber/" name, Fixture, &headless, set_up, func, tear_down)
  ADD ("labels-follow", test_labels_follow);
  ADD ("one-doubtful-time", test_one_doubtful_time);
  ADD ("equal-times", test_equal_times);
  ADD ("same-numbers", test_same_numbers);
  ADD ("seen-on-opening", test_seen_on_opening);
  ADD ("questions-go", test_questions_go);
  ADD ("unsaved-follow", test_unsaved_follow);
  ADD ("stale-model", test_stale_model);
  return g_test_run ();
}
