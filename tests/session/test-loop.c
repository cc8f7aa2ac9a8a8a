/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole loop as a window drives it, without one: videos come in, a person who knows the truth
 * answers what is asked, the learner trains meanwhile, its predictions are accepted, and the
 * table tells of every frame. */
#include "films.h"
#include "scenes.h"

#include <string.h>

/* Answers while videos come in, and in all. */
#define N_EARLY   5
#define N_ANSWERS 60

typedef struct {
  char *folder;
  FlSession *session;
  GHashTable *answered; /* "nest-0.mp4 12" */
  guint n_models;
} Fixture;

static void
on_model_changed (FlSession *session, gpointer data)
{
  Fixture *self = data;

  self->n_models++;
}

static void
add_videos (Fixture *self)
{
  static const char *const samplings[SCENES_N_STREAMS] = {"every-frame", "every-frame", "fps:1"};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *name = scenes_dup_name (i);
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    fl_session_add_source (self->session, path, samplings[i], &error);
    g_assert_no_error (error);
  }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_pinned = 2};

  self->folder = scenes_make ();
  self->session = films_create (self->folder, &options);
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self->session, "model-changed", G_CALLBACK (on_model_changed), self);
  add_videos (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_hash_table_unref (self->answered);
}

static guint
number_of (FlStream *stream)
{
  return (guint) (fl_stream_get_name (stream)[strlen ("nest-")] - '0');
}

static gboolean
has_question (gpointer session)
{
  return fl_queue_get_first (fl_session_get_queue (session)) != NULL;
}

/* Answers what is asked, as the person at the keys. */
static void
answer (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  films_wait (has_question, self->session);
  FlItem *item = fl_queue_get_first (fl_session_get_queue (self->session));
  FlStream *stream = fl_item_get_stream (item);
  gint64 frame = fl_item_get_frame (item);
  const char *name = scenes_get_class (number_of (stream), (guint) frame);
  char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, fl_stream_get_name (stream), frame);
  /* Nothing is asked twice but what the rest contradicts, and samples only. */
  g_assert_true (g_hash_table_add (self->answered, key) ||
                 fl_item_get_reason (item) == FL_REASON_SECOND_LOOK);
  g_assert_cmpint (fl_stream_get_sample (stream, (guint) fl_stream_find_sample (stream, frame)), ==,
                   frame);
  const FlAnswer given = {.item = item, .klass = films_find_class (self->session, name)};
  g_assert_true (fl_session_answer (self->session, &given, &error));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* The learner has seen all answers and all samples. */
static gboolean
has_newest_model (gpointer data)
{
  const Fixture *self = data;

  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    FlStream *stream = fl_session_peek_stream (self->session, i);
    FlSweep *sweep = fl_stream_get_sweep (stream);
    if (sweep == NULL || sweep->samples->n != fl_stream_get_n_samples (stream))
      return FALSE;
  }
  return self->session->n_taught == g_hash_table_size (self->answered);
}

/* Columns of the table. */
enum {
  STREAM,
  FRAME,
  PTS_S,
  LABEL = 4,
  STATE,
  SOURCE,
  SAMPLED = 8,
  ANNOTATOR,
};

/* What is in it. */
typedef struct {
  guint n;
  guint n_human;
  guint n_auto;
  guint n_right;
} Counts;

static void
check_row (Fixture *self, char **row, Counts *counts)
{
  const guint i = counts->n++;
  const guint stream = i / SCENES_N_FRAMES;
  const guint frame = i % SCENES_N_FRAMES;
  g_autofree char *name = scenes_dup_name (stream);
  g_autofree char *number = g_strdup_printf ("%u", frame);
  g_autofree char *time = g_strdup_printf ("%u.%u00000", frame / 2, frame % 2 * 5);
  g_autofree char *key = g_strdup_printf ("%s %u", name, frame);
  const char *truth = scenes_get_class (stream, frame);
  const gboolean is_answered = g_hash_table_contains (self->answered, key);

  g_assert_cmpstr (row[STREAM], ==, name);
  g_assert_cmpstr (row[FRAME], ==, number);
  g_assert_cmpstr (row[PTS_S], ==, time);
  g_assert_cmpstr (row[STATE], ==, "labelled");
  g_assert_cmpstr (row[SAMPLED], ==, stream < 2 || frame % 2 == 0 ? "1" : "0");
  g_assert_cmpint (g_str_equal (row[SOURCE], "human"), ==, is_answered);
  if (is_answered) {
    g_assert_cmpstr (row[LABEL], ==, truth);
    g_assert_cmpstr (row[ANNOTATOR], ==, "Ada");
  }
  counts->n_human += is_answered;
  counts->n_auto += g_str_equal (row[SOURCE], "auto");
  counts->n_right += g_str_equal (row[LABEL], truth);
}

/* The names have neither commas nor quotes, so that this need not trust the program's reader. */
static Counts
check_table (Fixture *self)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  Counts counts = {0};

  g_assert_true (fl_session_export (self->session, "frames", FALSE, stream, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  const char *text = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==,
                   "stream,frame,pts_s,clock,label,state,source,confidence,sampled,annotator,"
                   "labelled_at,model,lot");
  g_assert_cmpuint (g_strv_length (lines), ==, SCENES_N_ROWS + 2);
  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    g_auto (GStrv) row = g_strsplit (lines[i + 1], ",", -1);
    g_assert_cmpuint (g_strv_length (row), ==, 13);
    check_row (self, row, &counts);
  }
  return counts;
}

static void
test_loop (Fixture *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.05, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  /* Labelling begins with the first sample that is in, and waits for no model. */
  fl_session_ingest (self->session);
  for (guint i = 0; i < N_EARLY; i++)
    answer (self);
  films_wait (films_is_done, self->session);
  while (g_hash_table_size (self->answered) < N_ANSWERS) {
    if (self->session->model != NULL)
      films_wait (has_newest_model, self);
    answer (self);
  }
  films_wait (has_newest_model, self);
  g_assert_cmpuint (self->n_models, >, 1);
  Counts before = check_table (self);
  g_assert_cmpuint (before.n_human, ==, N_ANSWERS);
  g_assert_cmpuint (before.n_auto, ==, 0);
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  Counts after = check_table (self);
  g_assert_cmpuint (after.n_human, ==, N_ANSWERS);
  g_assert_cmpuint (after.n_auto, ==, acceptance.n_samples);
  g_assert_cmpuint (after.n_auto, >, 0);
  g_assert_cmpuint (after.n_right, ==, before.n_right);
  /* Of 150 frames 60 were answered, and what was asked first hangs on what came in first. Always
   * the commonest class would be right on a good half of the rest. */
  g_assert_cmpuint (after.n_right, >=, SCENES_N_ROWS * 17 / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/loop/from-videos-to-a-table-of-every-frame", Fixture, NULL, set_up,
              test_loop, tear_down);
  return g_test_run ();
}
