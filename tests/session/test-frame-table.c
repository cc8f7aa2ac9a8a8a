/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The per-frame table: every frame once and in order, and who or what stands behind each label. */
#include "session/fl-frame-table.h"
#include "session/fl-session-tags.h"

#include "films.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES 72
#define MICRO    1000000

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *streams[2];
} Fixture;

static void
add_film (Fixture *self, guint i, const char *name, const char *sampling)
{
  g_autofree char *path = films_make (self->folder, name, N_FRAMES);
  g_autoptr (GError) error = NULL;

  self->streams[i] = fl_session_add_source (self->session, path, sampling, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = GPOINTER_TO_INT (data)};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  /* Every fifth frame a sample; and every frame. */
  add_film (self, 0, "a.mp4", "fps:2");
  add_film (self, 1, "b.mp4", "every-frame");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

/* Calls @check with every row; gives how many there are. */
typedef void (*CheckFunc) (Fixture *self, const FlFrameRow *row, guint i);

static guint
walk (Fixture *self, gboolean samples_only, CheckFunc check)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, samples_only, &error);
  FlFrameRow row;
  guint n = 0;

  g_assert_no_error (error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  for (; table->next (&row, table->data, &error); n++)
    check (self, &row, n);
  g_assert_no_error (error);
  return n;
}

static void
check_place (Fixture *self, const FlFrameRow *row, guint i)
{
  guint stream = i / N_FRAMES;
  gint64 frame = i % N_FRAMES;

  g_assert_cmpstr (row->stream, ==, stream == 0 ? "a.mp4" : "b.mp4");
  g_assert_cmpint (row->frame, ==, frame);
  g_assert_cmpfloat_with_epsilon (row->pts_s, (double) frame / FILMS_RATE, 1e-9);
  g_assert_cmpint (row->is_sampled, ==, stream == 1 || frame % 5 == 0);
  g_assert_cmpint (row->clock_us, ==, -1);
}

static void
check_sample (Fixture *self, const FlFrameRow *row, guint i)
{
  guint n_of_first = (N_FRAMES + 4) / 5;
  guint stream = i >= n_of_first;

  g_assert_cmpstr (row->stream, ==, stream == 0 ? "a.mp4" : "b.mp4");
  g_assert_cmpint (row->frame, ==, stream == 0 ? i * 5 : i - n_of_first);
  g_assert_true (row->is_sampled);
}

static void
test_order (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Not one row before all frames are known. */
  g_assert_null (fl_frame_rows_new (self->session, FALSE, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  films_ingest (self->session);
  g_assert_cmpuint (walk (self, FALSE, check_place), ==, 2 * N_FRAMES);
  g_assert_cmpuint (walk (self, TRUE, check_sample), ==, (N_FRAMES + 4) / 5 + N_FRAMES);
}

static void
note_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_string_append (data, sentence);
}

/* One film that is gone, whose frames nobody has counted, keeps no other back. */
static void
test_left_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FlFrameRow row;
  guint n = 0;

  g_assert_cmpint (g_unlink (fl_stream_get_path (self->streams[0])), ==, 0);
  g_signal_connect (self->session, "problem", G_CALLBACK (note_problem), told);
  g_assert_false (fl_session_count_frames (self->session, self->streams[0], NULL));
  g_assert_true (fl_session_count_frames (self->session, self->streams[1], NULL));
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  g_assert_no_error (error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  for (; table->next (&row, table->data, &error); n++)
    g_assert_cmpstr (row.stream, ==, "b.mp4");
  g_assert_cmpuint (n, ==, N_FRAMES);
  g_assert_true (g_str_has_prefix (told->str, "“a.mp4” is left out of the table, because its "
                                              "frames cannot be counted: “"));
  g_assert_nonnull (strstr (told->str, "is not there any more"));
}

static void
label (Fixture *self, guint stream, gint64 first, gint64 last, const char *name)
{
  const FlRange range = {.first = first, .last = last};

  g_assert_true (fl_session_label (self->session, self->streams[stream], &range,
                                   films_find_class (self->session, name), NULL));
}

static void
check_human (Fixture *self, const FlFrameRow *row, guint i)
{
  const gboolean is_first = i < N_FRAMES;

  if (is_first && row->frame >= 3 && row->frame <= 7) {
    g_assert_cmpstr (row->label, ==, "Bird");
    g_assert_cmpstr (row->state, ==, "labelled");
    g_assert_cmpstr (row->source, ==, "human");
    g_assert_cmpstr (row->annotator, ==, "Ada");
    g_assert_cmpint (row->labelled_at_us, <=, g_get_real_time ());
    g_assert_cmpint (row->labelled_at_us, >, g_get_real_time () - 600 * (gint64) MICRO);
  } else if (is_first && row->frame == 20) {
    g_assert_cmpstr (row->label, ==, "");
    g_assert_cmpstr (row->state, ==, "unsure");
    g_assert_cmpstr (row->source, ==, "human");
  } else if (is_first && row->frame >= 8 && row->frame <= 12 && row->frame != 10) {
    /* Around a sample that nobody labelled. */
    g_assert_cmpstr (row->state, ==, "unseen");
  } else if (!is_first && row->frame == 0) {
    /* A class that is called as in a table of numbers. */
    g_assert_cmpstr (row->label, ==, "Nothing");
    g_assert_cmpstr (row->state, ==, "labelled");
  } else if (!is_first) {
    g_assert_cmpstr (row->state, ==, "unseen");
    g_assert_cmpstr (row->source, ==, "");
    g_assert_cmpstr (row->annotator, ==, "");
    g_assert_cmpint (row->labelled_at_us, ==, -1);
  }
}

static void
test_human (Fixture *self, gconstpointer data)
{
  films_ingest (self->session);
  label (self, 0, 3, 7, "Bird");
  label (self, 0, 20, 20, NULL);
  label (self, 1, 0, 0, "Nothing");
  walk (self, FALSE, check_human);
}

/* Which frames of the second film a person labels. */
static gboolean
is_answered (gint64 frame)
{
  return frame % 3 != 1;
}

static void
check_machine (Fixture *self, const FlFrameRow *row, guint i)
{
  const gboolean is_first = i < N_FRAMES;

  g_assert_cmpstr (row->state, ==, "labelled");
  if (!is_first && is_answered (row->frame)) {
    g_assert_cmpstr (row->source, ==, "human");
    g_assert_cmpstr (row->label, ==, films_get_class (row->frame));
    return;
  }
  /* A frame between samples has the label of the nearest; in the first film, where nobody
   * labelled anything, nothing may be accepted. */
  const gint64 nearest = MIN ((row->frame + 2) / 5 * 5, (N_FRAMES - 1) / 5 * 5);
  g_assert_cmpstr (row->label, ==, films_get_class (is_first ? nearest : row->frame));
  g_assert_cmpstr (row->source, ==, is_first ? "model" : "auto");
  g_assert_cmpuint (strlen (row->lot), ==, is_first ? 0 : 36);
  g_assert_cmpstr (row->annotator, ==, "");
  g_assert_cmpint (row->labelled_at_us, ==, -1);
  g_assert_cmpfloat (row->confidence, >, 0.5f);
  g_assert_cmpstr (row->model, !=, "");
}

static void
test_machine (Fixture *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.1, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  films_ingest (self->session);
  for (gint64 frame = 0; frame < N_FRAMES; frame++)
    if (is_answered (frame))
      films_answer (self->session, self->streams[1], frame, films_get_class (frame));
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (acceptance.n_samples, ==, N_FRAMES / 3);
  g_assert_cmpuint (walk (self, FALSE, check_machine), ==, 2 * N_FRAMES);
}

/* Sample 20 keeps what was said of it, and nobody saw the frames beside it. */
static void
check_gone (Fixture *self, const FlFrameRow *row, guint i)
{
  if (i >= N_FRAMES)
    return;
  g_assert_cmpstr (row->label, ==, row->frame == 20 ? "Bird" : "");
  g_assert_cmpstr (row->state, ==, row->frame == 20 ? "labelled" : "unseen");
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_ingest (self->session);
  films_answer (self->session, self->streams[0], 20, "Bird");
  g_assert_true (
    fl_session_retire_class (self->session, films_find_class (self->session, "Bird"), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (walk (self, FALSE, check_gone), ==, 2 * N_FRAMES);
}

static void
tag (Fixture *self, gint64 first, gint64 last, const char *name, FlTagAnswer answer)
{
  const FlRange range = {.first = first, .last = last};

  const FlTagged tagged = {.tag = films_find_class (self->session, name), .answer = answer};

  g_assert_true (fl_session_tag (self->session, self->streams[0], &range, &tagged, 1, NULL));
}

static void
check_tags (Fixture *self, const FlFrameRow *row, guint i)
{
  static const char *const names[] = {"Bird", "Squirrel"};
  const guint c = i % 2;
  const gint64 frame = i / 2 % N_FRAMES;
  const gboolean is_first = i / 2 < N_FRAMES;
  const gboolean is_bird = is_first && frame >= 3 && frame <= 7;
  const gboolean is_squirrel = is_first && frame >= 6 && frame <= 9;

  g_assert_cmpint (row->frame, ==, frame);
  g_assert_cmpstr (row->label, ==, names[c]);
  const char *expected = c == 0 && is_bird        ? "yes"
                         : c == 1 && is_squirrel  ? frame == 8 ? "unsure" : "no"
                         : is_bird || is_squirrel ? "unknown"
                                                  : "unseen";
  g_assert_cmpstr (row->state, ==, expected);
  const gboolean is_said = c == 0 ? is_bird : is_squirrel;
  g_assert_cmpstr (row->source, ==, is_said ? "human" : "");
}

static void
test_tags (Fixture *self, gconstpointer data)
{
  films_ingest (self->session);
  tag (self, 3, 7, "Bird", FL_TAG_YES);
  tag (self, 6, 9, "Squirrel", FL_TAG_NO);
  tag (self, 8, 8, "Squirrel", FL_TAG_UNSURE);
  g_assert_cmpuint (walk (self, FALSE, check_tags), ==, 2 * 2 * N_FRAMES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, has_tags, func)                                                                  \
  g_test_add ("/session/frame-table/" name, Fixture, GINT_TO_POINTER (has_tags), set_up, func,     \
              tear_down)
  ADD ("every-frame-once-and-in-order", FALSE, test_order);
  ADD ("a-film-that-is-gone-keeps-no-other-back", FALSE, test_left_out);
  ADD ("what-people-said", FALSE, test_human);
  ADD ("what-the-machine-says", FALSE, test_machine);
  ADD ("classes-that-are-gone", FALSE, test_gone);
  ADD ("a-row-for-every-tag", TRUE, test_tags);
  return g_test_run ();
}
