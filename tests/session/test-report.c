/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods report: what it counts, and every word of its paragraph. */
#include "session/fl-report-private.h"

#include "config.h"
#include "films.h"
#include "session/fl-lot.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-tally.h"

#define N_FRAMES 24

/* A project of two films that two people labelled; nothing is read of the films. */
typedef struct {
  char *folder;
  FlSession *session;
  FlStream *streams[2];
  gint64 people[2];
} Fixture;

/* @data: whether it has tags, Bird and another one. */
static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = GPOINTER_TO_INT (data)};
  g_autoptr (GError) error = NULL;

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->streams[0] = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  self->streams[1] = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  self->people[0] = self->session->annotator;
  self->people[1] = fl_store_ensure_annotator (self->session->store, "Ben", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    g_assert_true (fl_session_count_frames (self->session, self->streams[i], &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

typedef struct {
  guint person;
  guint stream;
  FlRange range;
  const char *name; /* NULL for unsure */
  const char *guess;
  gboolean is_shown;
  const char *kind;
} Said;

static gint64
find_id (Fixture *self, const char *name)
{
  return name != NULL ? fl_class_get_id (films_find_class (self->session, name)) : 0;
}

static void
say (Fixture *self, const Said *said)
{
  const FlLabelAction label = {.stream = fl_stream_get_id (self->streams[said->stream]),
                               .range = said->range,
                               .state = said->name != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE,
                               .class_id = find_id (self, said->name),
                               .annotator = self->people[said->person],
                               .kind = said->kind != NULL ? said->kind : "frame",
                               .guess_class = find_id (self, said->guess),
                               .guess_shown = said->is_shown};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_label (self->session->store, &label, NULL, &error));
  g_assert_no_error (error);
}

static void
say_all (Fixture *self)
{
  static const Said said[] = {
    {.range = {2, 2}, .name = "Bird", .guess = "Bird", .is_shown = TRUE},
    {.range = {3, 3}, .name = "Bird", .guess = "Nothing", .is_shown = TRUE},
    {.range = {4, 4}, .name = "Nothing", .guess = "Nothing"},
    {.range = {5, 9}, .name = "Nothing", .kind = "range"},
    {.stream = 1, .range = {0, 0}, .name = NULL, .guess = "Bird"},
    {.person = 1, .range = {3, 6}, .name = "Bird", .kind = "range"},
    {.person = 1, .stream = 1, .range = {0, 1}, .name = NULL, .kind = "range"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    say (self, &said[i]);
  g_assert_true (fl_session_load_labels (self->session, 0, NULL));
}

static void
assert_tally (const GPtrArray *tallies, guint i, const char *expected)
{
  const FlTally *tally = tallies->pdata[i];
  g_autofree char *found =
    g_strdup_printf ("%s %s %d: %d of %d, %d of %d", tally->annotator, tally->kind,
                     (int) tally->n_answers, (int) tally->n_shown_agreed, (int) tally->n_shown,
                     (int) tally->n_hidden_agreed, (int) tally->n_hidden);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_tallies (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  say_all (self);
  g_autoptr (GPtrArray) tallies = fl_store_list_tallies (self->session->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tallies->len, ==, 3);
  assert_tally (tallies, 0, "Ada frame 4: 1 of 2, 1 of 2");
  assert_tally (tallies, 1, "Ada range 1: 0 of 0, 0 of 0");
  assert_tally (tallies, 2, "Ben range 2: 0 of 0, 0 of 0");
}

/* What was undone was not said, what takes a label away says nothing, and an answer that says two
 * things is one; an import has as many as it brings. */
static void
test_tallies_leave_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const FlRange range = {10, 15};
  FlLabelAction both[] = {fl_session_begin_label (self->session, self->streams[0], &range),
                          fl_session_begin_label (self->session, self->streams[1], &range)};

  say_all (self);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_store_label (self->session->store, &both[0], NULL, &error));
  both[0].state = both[1].state = FL_LABEL_UNSURE;
  both[0].kind = both[1].kind = "run";
  g_assert_true (fl_store_label_together (self->session->store, both, 2, NULL, &error));
  both[0].kind = both[1].kind = "import";
  g_assert_true (fl_store_label_many (self->session->store, both, 2, self->people[0], "x", &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) tallies = fl_store_list_tallies (self->session->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tallies->len, ==, 5);
  assert_tally (tallies, 0, "Ada frame 3: 1 of 2, 1 of 1");
  assert_tally (tallies, 1, "Ada import 2: 0 of 0, 0 of 0");
  assert_tally (tallies, 2, "Ada range 1: 0 of 0, 0 of 0");
  assert_tally (tallies, 3, "Ada run 1: 0 of 0, 0 of 0");
}

static void
test_pairs (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  say_all (self);
  g_autoptr (GArray) labels = fl_session_list_labels (self->session, 0, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) pairs = fl_report_list_pairs (labels);
  g_assert_cmpuint (pairs->len, ==, 1);
  const FlReportPair *pair = &g_array_index (pairs, FlReportPair, 0);
  g_assert_cmpint (pair->first, ==, self->people[0]);
  g_assert_cmpint (pair->second, ==, self->people[1]);
  /* Frames 3 to 6 of the first film, of which they agree about 3, and 0 of the second. */
  g_assert_cmpuint (pair->n_frames, ==, 5);
  g_assert_cmpuint (pair->n_agreed, ==, 2);
  /* Bird 1 and 4 times, Nothing 3 and 0, unsure 1 and 1: by chance (4 + 1) / 25. */
  g_assert_cmpfloat_with_epsilon (pair->kappa, (0.4 - 0.2) / 0.8, 1e-12);
}

static void
add_lot (GPtrArray *lots, FlLotRow *row, const guint8 *errors, guint n)
{
  FlLot *lot = fl_lot_new (row, 1);

  g_array_set_size (lot->told, 0);
  g_array_append_vals (lot->told, errors, n);
  g_ptr_array_add (lots, lot);
}

/* A lot that was given back keeps its place: the third has a ninth of the risk of the first. */
static void
test_lots_together (void)
{
  static const guint8 errors[400] = {[9] = 1};
  const double first = 0.05 * 6 / (G_PI * G_PI);
  FlLotRow rows[] = {{.n_samples = 5000, .state = (char *) "certified"},
                     {.n_samples = 900, .state = (char *) "withdrawn"},
                     {.n_samples = 20000, .state = (char *) "open"}};
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_free);

  g_assert_cmpuint (fl_lots_sum (lots).n_at_most, ==, 0);
  for (guint i = 0; i < 3; i++)
    add_lot (lots, &rows[i], errors, 200 + 100 * i);
  const FlLotSum sum = fl_lots_sum (lots);
  g_assert_cmpuint (sum.n_lots, ==, 2);
  g_assert_cmpuint (sum.n_samples, ==, 25000);
  g_assert_cmpuint (sum.n_at_most, ==,
                    fl_certificate_bound (5000, first, errors, 200) +
                      fl_certificate_bound (20000, first / 9, errors, 400));
}

static void
assert_text (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlReport) report = fl_report_new (self->session, &error);

  g_assert_no_error (error);
  g_autofree char *text = fl_report_dup_text (report);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_text_of_nothing (Fixture *self, gconstpointer data)
{
  assert_text (self,
               "Frameline " FL_VERSION " was used to label 2 videos with 48 frames, of which "
               "48 were sampled. No model was trained. Nobody gave an answer. Of 48 frames "
               "0 have a label that a person gave to that frame or range, 0 one that a person "
               "gave to a run of near-identical frames, 0 a certified one, 0 one that was "
               "accepted but not certified, 0 one of the model alone, and 48 none.");
}

static void
test_text (Fixture *self, gconstpointer data)
{
  FlModelReport model;
  g_autoptr (GError) error = NULL;

  say_all (self);
  films_ingest (self->session);
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
  g_assert_true (fl_session_get_model_report (self->session, &model));
  g_autofree char *expected = g_strdup_printf (
    "Frameline " FL_VERSION " was used to label 2 videos with 48 frames, of which 48 were sampled. "
    "Frames were described by the features gate-1 and told apart by the classifier liblinear "
    "(C = %.4g, trained with 7 labelled samples). Questions came in the order auto (seed 1). "
    "People gave 7 answers (Ada 5, Ben 2). The machine's guess was shown before 2 of them, which "
    "said the same 1 times, and hidden before 2, which said the same 1 times. Ada and Ben agreed on "
    "2 of the 5 frames that both labelled (Cohen's kappa 0.25). Of 48 frames 10 have a label that a "
    "person gave to that frame or range, 0 one that a person gave to a run of near-identical frames, "
    "0 a certified one, 0 one that was accepted but not certified, 38 one of the model alone, and 0 "
    "none. Nothing was proved of labels that are not certified, nor of those of the "
    "model alone.",
    model.c);
  assert_text (self, expected);
}

/* A frame counts once, and each answer about it. */
static void
test_text_of_tags (Fixture *self, gconstpointer data)
{
  const FlRange range = {3, 6};
  const FlTagged tagged = {.tag = films_find_class (self->session, "Bird"), .answer = FL_TAG_YES};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_tag (self->session, self->streams[0], &range, &tagged, 1, &error));
  g_assert_no_error (error);
  assert_text (self, "Frameline " FL_VERSION " was used to label 2 videos with 48 frames, of which "
                     "48 were sampled. No model was trained. People gave 1 answer (Ada 1). Of 96 "
                     "answers about each frame and tag 4 were given by a person to that frame or "
                     "range, 0 to a run of near-identical frames, 0 are certified, 0 were accepted "
                     "but not certified, 0 are of the model alone, and 92 are not there.");
}

static void
test_files (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "x", "y", NULL);
  g_autoptr (FlReport) report = fl_report_new (self->session, &error);
  static const char *const names[] = {"methods.txt", "methods.json"};

  g_assert_true (fl_report_write (report, folder, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_autofree char *text = i == 0 ? fl_report_dup_text (report) : fl_report_dup_json (report);
    g_autofree char *line = g_strconcat (text, "\n", NULL);
    g_autofree char *content = NULL;
    g_assert_true (g_file_get_contents (path, &content, NULL, &error));
    g_assert_cmpstr (content, ==, line);
  }
  g_autofree char *file = g_build_filename (folder, "methods.txt", "z", NULL);
  g_assert_false (fl_report_write (report, file, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_nonnull (strstr (error->message, "methods.txt/z"));
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

/* Written on a thread it says the same; the report is nobody's before its job is done. */
static void
test_thread (Fixture *self, gconstpointer data)
{
  FlReportReading *reading = NULL;
  g_autoptr (GError) error = NULL;

  say_all (self);
  films_ingest (self->session);
  g_assert_true (fl_session_learn (self->session, &error));
  g_autoptr (FlReport) expected = fl_report_new (self->session, &error);
  g_assert_no_error (error);
  FlJob *job = fl_report_start (self->session, &reading, &error);
  g_assert_no_error (error);
  g_autoptr (FlJob) kept = g_object_ref (job);
  films_wait (has_ended, kept);
  g_assert_cmpint (fl_job_get_state (kept), ==, FL_JOB_DONE);
  g_autoptr (FlReport) report = fl_report_reading_take (reading);
  g_assert_null (fl_report_reading_take (reading));
  fl_report_reading_unref (reading);
  report->written_us = expected->written_us;
  g_autofree char *json = fl_report_dup_json (report);
  g_autofree char *expected_json = fl_report_dup_json (expected);
  g_assert_cmpstr (json, ==, expected_json);
  g_autofree char *text = fl_report_dup_text (report);
  g_autofree char *expected_text = fl_report_dup_text (expected);
  g_assert_cmpstr (text, ==, expected_text);
}

/* A session that is closed meanwhile waits for the thread, and nothing is left of it. */
static void
test_closed_meanwhile (Fixture *self, gconstpointer data)
{
  FlReportReading *reading = NULL;
  g_autoptr (GError) error = NULL;

  say_all (self);
  g_autoptr (FlJob) job = g_object_ref (fl_report_start (self->session, &reading, &error));
  g_assert_no_error (error);
  fl_report_reading_unref (reading);
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/session/report/thread", Fixture, NULL, set_up, test_thread, tear_down);
  g_test_add ("/session/report/closed-meanwhile", Fixture, NULL, set_up, test_closed_meanwhile,
              tear_down);
  g_test_add ("/session/report/tallies", Fixture, NULL, set_up, test_tallies, tear_down);
  g_test_add ("/session/report/tallies-leave-out", Fixture, NULL, set_up, test_tallies_leave_out,
              tear_down);
  g_test_add_func ("/session/report/lots-together", test_lots_together);
  g_test_add ("/session/report/pairs", Fixture, NULL, set_up, test_pairs, tear_down);
  g_test_add ("/session/report/text-of-nothing", Fixture, NULL, set_up, test_text_of_nothing,
              tear_down);
  g_test_add ("/session/report/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/session/report/text-of-tags", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_text_of_tags, tear_down);
  g_test_add ("/session/report/files", Fixture, NULL, set_up, test_files, tear_down);
  return g_test_run ();
}
