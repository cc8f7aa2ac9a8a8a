/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting would do: found on a thread it is the same as here and now, and is done as it was found. */
#include "lots.h"

#include "session/fl-acceptance.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-private.h"
#include "session/fl-session-sweeps.h"

/* A model that learned from every third frame of the videos. */
static void
set_up (Lots *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lots_set_up (self, data);
  for (guint i = 0; i < SCENES_N_ROWS; i += 3) {
    const gint64 frame = i % SCENES_N_FRAMES;
    const FlRange range = {frame, frame};
    const guint stream = i / SCENES_N_FRAMES;
    g_assert_true (fl_session_label (self->session, lots_get_stream (self, stream), &range,
                                     lots_find_truth (self, stream, frame), &error));
  }
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

static void
add_limit (Lots *self, FlAcceptance *acceptance, const char *name, double share, gboolean is_missed)
{
  const FlClassLimit limit = {.class_id = fl_class_get_id (lots_find_class (self, name)),
                              .share = share,
                              .is_missed = is_missed};

  if (acceptance->limits == NULL)
    acceptance->limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  g_array_append_val (acceptance->limits, limit);
}

static void
drop_limits (FlAcceptance *acceptance)
{
  g_clear_pointer (&acceptance->limits, g_array_unref);
  g_clear_pointer (&acceptance->no_sweeps, g_free);
}

static FlPricedAcceptance
price (Lots *self, const FlAcceptance *wanted)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  FlPricedAcceptance priced;
  const gulong id = g_signal_connect_swapped (self->session, "acceptance-priced",
                                              G_CALLBACK (g_main_loop_quit), loop);

  fl_session_price_acceptance (self->session, wanted);
  g_assert_false (fl_session_get_priced_acceptance (self->session, &priced));
  g_main_loop_run (loop);
  g_signal_handler_disconnect (self->session, id);
  g_assert_true (fl_session_get_priced_acceptance (self->session, &priced));
  return priced;
}

/* Returns: what was found on the thread, which is what is found here and now */
static FlPricedAcceptance
assert_same (Lots *self, FlAcceptance *wanted)
{
  g_autoptr (GError) error = NULL;
  const FlPricedAcceptance priced = price (self, wanted);

  g_assert_true (fl_session_preview_accept (self->session, wanted, &error));
  g_assert_no_error (error);
  g_assert_null (priced.why);
  g_assert_cmpuint (priced.acceptance->n_samples, ==, wanted->n_samples);
  g_assert_cmpuint (priced.acceptance->n_candidates, ==, wanted->n_candidates);
  g_assert_cmpuint (priced.acceptance->n_checks, ==, wanted->n_checks);
  g_assert_cmpuint (priced.acceptance->n_left_out, ==, wanted->n_left_out);
  g_assert_cmpuint (priced.acceptance->n_edges, ==, wanted->n_edges);
  g_assert_cmpuint (priced.acceptance->n_sweeps, ==, wanted->n_sweeps);
  g_assert_cmpuint (priced.acceptance->n_sheets, ==, wanted->n_sheets);
  g_assert_cmpstr (priced.acceptance->no_sweeps, ==, wanted->no_sweeps);
  return priced;
}

/* Of the class alone, and what is missed of another one. */
static void
test_limits (Lots *self, gconstpointer data)
{
  FlAcceptance wanted = {.max_error = 0.9, .confidence = 0.95};
  g_autoptr (GError) error = NULL;
  guint n_sweeps = 0;

  add_limit (self, &wanted, "Bird", 0.8, FALSE);
  add_limit (self, &wanted, "Squirrel", 0.5, TRUE);
  const FlPricedAcceptance priced = assert_same (self, &wanted);
  g_assert_cmpuint (priced.lots->len, ==, 2);
  g_assert_cmpuint (priced.acceptance->n_sweeps, ==, 1);
  const FlPlannedLot own = g_array_index (priced.lots, FlPlannedLot, 1);
  g_assert_cmpint (own.class_id, ==, fl_class_get_id (lots_find_class (self, "Bird")));
  const guint n_samples = priced.acceptance->n_samples;
  g_assert_true (fl_session_accept_priced (self->session, &n_sweeps, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_sweeps, ==, 1);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (lots->len, ==, 2);
  const FlLotReport *rest = lots->pdata[0];
  const FlLotReport *bird = lots->pdata[1];
  g_assert_cmpuint (rest->n_samples + bird->n_samples, ==, n_samples);
  g_assert_cmpuint (bird->n_samples, ==, own.n_samples);
  g_assert_cmpuint (bird->n_remaining, ==, own.n_checks);
  g_assert_true (fl_session_is_swept (self->session, lots_find_class (self, "Squirrel")));
  drop_limits (&wanted);
  /* It was done once. */
  FlPricedAcceptance again;
  g_assert_false (fl_session_get_priced_acceptance (self->session, &again));
}

/* Without the limit of all only classes with a limit of their own are labelled. */
static void
test_limited_only (Lots *self, gconstpointer data)
{
  FlAcceptance wanted = {.max_error = 0.9, .confidence = 0.95, .is_limited_only = TRUE};
  g_autoptr (GError) error = NULL;

  assert_same (self, &wanted);
  g_assert_cmpuint (wanted.n_samples, ==, 0);
  g_assert_cmpuint (wanted.n_candidates, >, 0);
  /* Where nothing is labelled no sweep begins, and so none is priced. */
  add_limit (self, &wanted, "Squirrel", 0.5, TRUE);
  const FlPricedAcceptance nothing = assert_same (self, &wanted);
  g_assert_cmpuint (nothing.acceptance->n_sweeps, ==, 0);
  drop_limits (&wanted);
  add_limit (self, &wanted, "Bird", 0.8, FALSE);
  assert_same (self, &wanted);
  g_assert_cmpuint (wanted.n_samples, >, 0);
  g_assert_true (fl_session_accept (self->session, &wanted, &error));
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (lots->len, ==, 1);
  const FlLotReport *bird = lots->pdata[0];
  g_assert_cmpuint (bird->n_samples, ==, wanted.n_samples);
  g_assert_cmpint (bird->about.class_id, ==, fl_class_get_id (lots_find_class (self, "Bird")));
  drop_limits (&wanted);
}

/* Who turns a number is told of the last one; each sample is of one class; and where nothing is sure enough
 * one learns what would help. */
static void
test_newest (Lots *self, gconstpointer data)
{
  const FlAcceptance first = {.max_error = 0.9, .confidence = 0.95};
  FlAcceptance wanted = {.max_error = 1e-9, .confidence = 0.95};
  double sum = 0;

  fl_session_price_acceptance (self->session, &first);
  const FlPricedAcceptance priced = assert_same (self, &wanted);
  g_assert_cmpfloat (priced.acceptance->max_error, ==, 1e-9);
  g_assert_cmpuint (wanted.n_samples, ==, 0);
  for (guint i = 0; i < priced.shares->len; i++)
    sum += g_array_index (priced.shares, FlClassShare, i).share;
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  FlAcceptance larger = {.max_error = priced.hint_max_error, .confidence = 0.95};
  g_assert_cmpuint (priced.n_hint, >, 0);
  g_assert_true (fl_session_preview_accept (self->session, &larger, NULL));
  g_assert_cmpuint (larger.n_samples, ==, priced.n_hint);
}

/* Whether the hint comes true when the limit of all is turned up as far as it says. Returns: how many samples
 * it told of */
static guint
assert_hint (Lots *self, FlAcceptance *wanted)
{
  const FlPricedAcceptance priced = assert_same (self, wanted);
  const guint n_hint = priced.n_hint;
  FlAcceptance larger = *wanted;

  g_assert_cmpuint (wanted->n_samples, ==, 0);
  larger.max_error = priced.hint_max_error;
  g_assert_true (fl_session_preview_accept (self->session, &larger, NULL));
  g_assert_cmpuint (larger.n_samples, ==, n_hint);
  return n_hint;
}

/* The hint is about the limit of all: those that a person set stay as they are. */
static void
test_hint (Lots *self, gconstpointer data)
{
  FlAcceptance wanted = {.max_error = 1e-9, .confidence = 0.95};

  const guint n_all = assert_hint (self, &wanted);
  add_limit (self, &wanted, "Bird", 1e-9, FALSE);
  const guint n_others = assert_hint (self, &wanted);
  g_assert_cmpuint (n_others, >, 0);
  g_assert_cmpuint (n_others, <, n_all);
  /* Without the limit of all there is nothing to be turned up. */
  wanted.is_limited_only = TRUE;
  const FlPricedAcceptance priced = assert_same (self, &wanted);
  g_assert_cmpuint (priced.n_hint, ==, 0);
  drop_limits (&wanted);
}

static void
assert_changed_meanwhile (Lots *self)
{
  guint n_sweeps = 0;
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_accept_priced (self->session, &n_sweeps, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  g_assert_cmpstr (error->message, ==,
                   "Nothing was accepted, because labels or the model changed meanwhile; look once "
                   "more at what would be labelled");
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (lots->len, ==, 0);
  g_assert_cmpuint (n_sweeps, ==, 0);
}

/* What was found is of its labels and its model. */
static void
test_changed_meanwhile (Lots *self, gconstpointer data)
{
  const FlAcceptance wanted = {.max_error = 0.9, .confidence = 0.95};
  const FlRange range = {1, 1};
  g_autoptr (GError) error = NULL;

  price (self, &wanted);
  g_assert_true (fl_session_label (self->session, lots_get_stream (self, 0), &range,
                                   lots_find_truth (self, 0, 1), &error));
  assert_changed_meanwhile (self);
  price (self, &wanted);
  g_assert_true (fl_session_learn (self->session, &error));
  assert_changed_meanwhile (self);
  price (self, &wanted);
  fl_session_forget_model (self->session);
  assert_changed_meanwhile (self);
  g_assert_no_error (error);
}

/* Without a model one is told why. */
static void
test_too_early (Lots *self, gconstpointer data)
{
  const FlAcceptance wanted = {.max_error = 0.02, .confidence = 0.95};
  const FlPricedAcceptance priced = price (self, &wanted);

  g_assert_null (priced.acceptance);
  g_assert_cmpstr (priced.why, ==,
                   "There is nothing to accept yet, because there is no model; label some samples "
                   "of at least two classes first");
}

int
main (int argc, char **argv)
{
  lots_init (&argc, &argv);
  lots_add ("/session/acceptance/limits", set_up, test_limits);
  lots_add ("/session/acceptance/limited-only", set_up, test_limited_only);
  lots_add ("/session/acceptance/newest", set_up, test_newest);
  lots_add ("/session/acceptance/hint", set_up, test_hint);
  lots_add ("/session/acceptance/changed-meanwhile", set_up, test_changed_meanwhile);
  lots_add ("/session/acceptance/too-early", lots_set_up, test_too_early);
  return lots_run ();
}
