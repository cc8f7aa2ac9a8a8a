/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and numbers that the window shows, as pure functions. */
#include <math.h>

#include "app/fl-closures.h"

static void
assert_text (char *text, const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_percentages_claim_nothing (void)
{
  assert_text (fl_closure_percent (NULL, 0.48), "48 %");
  assert_text (fl_closure_percent (NULL, NAN), "");
  assert_text (fl_closure_percent (NULL, 0.0), "0 %");
  assert_text (fl_closure_percent (NULL, 1.0), "100 %");
  assert_text (fl_closure_percent (NULL, 0.9999), ">99 %");
  assert_text (fl_closure_percent (NULL, 0.0001), "<1 %");
  assert_text (fl_closure_percent (NULL, 0.01), "1 %");
  assert_text (fl_closure_percent (NULL, 0.99), "99 %");
}

/* Before T is measured there is no number, only a name for the class that is ahead. */
static void
test_rough_guesses_have_no_number (void)
{
  assert_text (fl_closure_guess (NULL, 0.97, TRUE), "guess");
  assert_text (fl_closure_guess (NULL, 0.03, TRUE), "");
  assert_text (fl_closure_guess (NULL, NAN, TRUE), "");
  assert_text (fl_closure_guess (NULL, 0.97, FALSE), "97 %");
  g_assert_cmpfloat (fl_closure_fraction (NULL, 0.97, TRUE), ==, 0.0);
  g_assert_cmpfloat (fl_closure_fraction (NULL, 0.5, FALSE), ==, 0.5);
  g_assert_cmpfloat (fl_closure_fraction (NULL, NAN, FALSE), ==, 0.0);
}

static void
test_class_tooltip (void)
{
  assert_text (fl_closure_class_tooltip (NULL, "Bird", ""), "Bird");
  assert_text (fl_closure_class_tooltip (NULL, "Bird", "Wings in view"), "Bird\nWings in view");
}

static void
test_key_caps (void)
{
  assert_text (fl_closure_key_cap (NULL, "f"), "F");
  assert_text (fl_closure_key_cap (NULL, "1"), "1");
  assert_text (fl_closure_key_cap (NULL, "ф"), "Ф");
  assert_text (fl_closure_key_cap (NULL, ""), "–");
  assert_text (fl_closure_key_cap (NULL, NULL), "–");
}

static void
test_states_of_streams (void)
{
  static const struct {
    FlStreamState state;
    gboolean is_at_work;
    gboolean can_resume;
  } cases[] = {
    {FL_STREAM_WAITING, TRUE, FALSE},    {FL_STREAM_INDEXING, TRUE, FALSE},
    {FL_STREAM_INGESTING, TRUE, FALSE},  {FL_STREAM_READY, FALSE, FALSE},
    {FL_STREAM_CANCELLED, FALSE, TRUE},  {FL_STREAM_BROKEN, FALSE, TRUE},
    {FL_STREAM_MISSING, FALSE, FALSE},   {FL_STREAM_CONNECTING, FALSE, FALSE},
    {FL_STREAM_RECORDING, FALSE, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (fl_closure_is_at_work (NULL, cases[i].state), ==, cases[i].is_at_work);
    g_assert_cmpint (fl_closure_can_resume (NULL, cases[i].state), ==, cases[i].can_resume);
    g_assert_cmpint (fl_closure_is_recording (NULL, cases[i].state), ==,
                     cases[i].state == FL_STREAM_CONNECTING ||
                       cases[i].state == FL_STREAM_RECORDING);
    g_assert_cmpint (fl_closure_is_moving (NULL, cases[i].state), ==,
                     cases[i].is_at_work || cases[i].state == FL_STREAM_CONNECTING ||
                       cases[i].state == FL_STREAM_RECORDING);
    g_assert_cmpint (fl_closure_is_at_rest (NULL, cases[i].state), !=,
                     fl_closure_is_moving (NULL, cases[i].state));
    g_assert_false (fl_closure_can_record (NULL, cases[i].state, NULL));
    g_assert_cmpint (fl_closure_is_missing (NULL, cases[i].state), ==,
                     cases[i].state == FL_STREAM_MISSING);
  }
}

static void
test_stream_line (void)
{
  assert_text (fl_closure_stream_line (NULL, FL_STREAM_READY, "Ready"), "Ready");
  assert_text (fl_closure_stream_line (NULL, FL_STREAM_MISSING, "“/a/b.mp4” is not there"),
               "Not where it was; put it back, connect its drive, or find it");
}

static void
test_progress (void)
{
  assert_text (fl_closure_progress (NULL, 0, 0, 0), "Counting frames…");
  assert_text (fl_closure_progress (NULL, 12, 300, 0), "12 of 300 samples labelled");
  assert_text (fl_closure_progress (NULL, 1, 1, 0), "1 of 1 sample labelled");
  assert_text (fl_closure_progress (NULL, 12, 300, 200),
               "12 labelled and 200 filled in of 300 samples");
  g_assert_cmpfloat (fl_closure_progress_fraction (NULL, 0, 0, 0), ==, 0.0);
  g_assert_cmpfloat (fl_closure_progress_fraction (NULL, 25, 100, 50), ==, 0.75);
  g_assert_cmpfloat (fl_closure_progress_fraction (NULL, 80, 100, 50), ==, 1.0);
}

static void
test_captions (void)
{
  assert_text (fl_closure_caption ("cam1.mp4", 753.4, 22602, 0),
               "cam1.mp4 · 0:12:33.40 · frame 22602");
  assert_text (fl_closure_caption ("cam1.mp4", 0.04, 1, 12),
               "cam1.mp4 · 0:00:00.04 · frame 1 (+12 from the question)");
  assert_text (fl_closure_in_run ("frame 7", 41), "frame 7 · run of 41 frames");
  assert_text (fl_closure_in_run ("frame 7", 1), "frame 7");
  assert_text (fl_closure_caption ("cam1.mp4", 0.04, 1, -3),
               "cam1.mp4 · 0:00:00.04 · frame 1 (-3 from the question)");
}

static void
test_echoes (void)
{
  assert_text (fl_closure_echo ("Feeding", NULL), "Feeding");
  assert_text (fl_closure_echo ("Feeding", "Feeding"), "Feeding");
  assert_text (fl_closure_echo ("Feeding", "Resting"), "You: Feeding · Machine: Resting");
  assert_text (fl_closure_echo (NULL, NULL), "Unsure");
  assert_text (fl_closure_echo (NULL, "Resting"), "You: Unsure · Machine: Resting");
}

static void
test_spans (void)
{
  assert_text (fl_closure_span (NULL, FL_CERTAINTY_UNSEEN, 1.5),
               "0:00:01.50 · nobody has looked here yet");
  assert_text (fl_closure_span (NULL, FL_CERTAINTY_UNSURE, 1.5),
               "0:00:01.50 · unsure, says a person");
  assert_text (fl_closure_span ("Bird", FL_CERTAINTY_MODEL, 1.5),
               "0:00:01.50 · Bird, guesses the machine");
  assert_text (fl_closure_span ("Bird", FL_CERTAINTY_AUTO, 1.5),
               "0:00:01.50 · Bird, filled in by the machine");
  assert_text (fl_closure_span ("Bird", FL_CERTAINTY_CERTIFIED, 1.5),
               "0:00:01.50 · Bird, filled in and certified");
  assert_text (fl_closure_span ("Bird %1$s", FL_CERTAINTY_HUMAN, 1.5),
               "0:00:01.50 · Bird %1$s, labelled by a person");
}

static void
test_acceptance (void)
{
  const FlAcceptance none = {.max_error = 0.02, .confidence = 0.95, .n_candidates = 10};
  const FlAcceptance large = {.n_samples = 18300, .n_candidates = 24729, .n_checks = 180};
  const FlAcceptance left_out = {.n_samples = 1200,
                                 .n_candidates = 2400,
                                 .n_checks = 155,
                                 .n_left_out = 7};
  const FlAcceptance swept = {.n_samples = 1200,
                              .n_candidates = 2400,
                              .n_checks = 155,
                              .n_sweeps = 1,
                              .n_sheets = 12,
                              .no_sweeps = (char *) "There is none for one of them.\n"};
  const FlAcceptance small = {.n_samples = 300, .n_candidates = 300, .n_checks = 117};

  assert_text (fl_closure_accept_button (0, 1), "Nothing to Label Yet");
  assert_text (fl_closure_accept_button (1, 0), "Label 1 Sample");
  assert_text (fl_closure_accept_button (18300, 0), "Label 18300 Samples");
  assert_text (fl_closure_accept_button (18300, 1), "Label 18300 Samples and Start a Sweep");
  assert_text (fl_closure_accept_button (1, 2), "Label 1 Sample and Start Sweeps");
  assert_text (fl_closure_accept_preview (&none),
               "No sample is sure enough yet. Allow more errors, or answer a few more questions.");
  assert_text (fl_closure_accept_hint (0.05, 1),
               "With up to 5 % wrong, 1 sample would be labelled.");
  assert_text (fl_closure_accept_hint (0.1, 1234),
               "With up to 10 % wrong, 1234 samples would be labelled.");
  assert_text (fl_closure_accept_preview (&large),
               "18300 samples (74 %) would be labelled.\n"
               "About 180 random checks, 6 minutes, would certify them.");
  assert_text (fl_closure_accept_preview (&left_out),
               "1200 samples (50 %) would be labelled.\n"
               "About 155 random checks, 5 minutes, would certify them.\n"
               "7 samples are left out: their class or their video has too few answers.");
  assert_text (fl_closure_accept_preview (&swept),
               "1200 samples (50 %) would be labelled.\n"
               "About 155 random checks, 5 minutes, would certify them.\n"
               "About 12 sheets of random moments show what is missed.\n"
               "There is none for one of them.");
  assert_text (fl_closure_accept_preview (&small),
               "300 samples (100 %) would be labelled.\n"
               "With so few samples, labelling them by hand costs about as much as certifying "
               "them.");
}

static void
test_small_things (void)
{
  g_assert_cmpuint (fl_closure_palette_index (NULL, 3, FALSE), ==, 3);
  g_assert_cmpuint (fl_closure_palette_index (NULL, 3, TRUE), ==, G_MAXUINT);
  g_assert_true (fl_closure_has_text (NULL, "a"));
  g_assert_false (fl_closure_has_text (NULL, ""));
  g_assert_false (fl_closure_has_text (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/closures/percentages-claim-nothing", test_percentages_claim_nothing);
  g_test_add_func ("/app/closures/rough-guesses-have-no-number", test_rough_guesses_have_no_number);
  g_test_add_func ("/app/closures/key-caps", test_key_caps);
  g_test_add_func ("/app/closures/states-of-streams", test_states_of_streams);
  g_test_add_func ("/app/closures/stream-line", test_stream_line);
  g_test_add_func ("/app/closures/progress", test_progress);
  g_test_add_func ("/app/closures/captions", test_captions);
  g_test_add_func ("/app/closures/echoes", test_echoes);
  g_test_add_func ("/app/closures/spans", test_spans);
  g_test_add_func ("/app/closures/acceptance", test_acceptance);
  g_test_add_func ("/app/closures/small-things", test_small_things);
  g_test_add_func ("/app/closures/class-tooltip", test_class_tooltip);
  return g_test_run ();
}
