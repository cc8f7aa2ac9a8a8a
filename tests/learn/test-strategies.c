/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every strategy keeps the contract; the orders of tiny cases are known. */
#include "learn/fl-strategy.h"

#include "synthetic.h"

#include <math.h>
#include <string.h>

#define N_DIMS    3
#define N_MEMBERS 5

/* Everything that a view borrows. */
typedef struct {
  float *probabilities;
  float *positions;
  float *labelled;
  guint *labelled_classes;
  guint *labelled_answers;
  guint *labelled_guesses;
  float *labelled_probabilities;
  gsize *class_counts;
  float *committee;
} Owned;

static void
draw_probabilities (GRand *rand, gsize n, guint n_classes, float *out)
{
  for (gsize i = 0; i < n; i++) {
    float sum = 0;
    float *row = out + i * n_classes;
    for (guint c = 0; c < n_classes; c++)
      sum += row[c] = (float) g_rand_double (rand);
    for (guint c = 0; c < n_classes; c++)
      row[c] /= sum;
  }
}

static FlStrategyView
make_view (GRand *rand, gsize n, guint n_classes, gsize n_labelled, Owned *owned)
{
  owned->probabilities = g_new (float, MAX (n, 1) * n_classes);
  owned->positions = g_new (float, MAX (n, 1) * N_DIMS);
  owned->labelled = g_new (float, MAX (n_labelled, 1) * N_DIMS);
  owned->labelled_classes = g_new (guint, MAX (n_labelled, 1));
  owned->labelled_answers = g_new (guint, MAX (n_labelled, 1));
  owned->labelled_guesses = g_new (guint, MAX (n_labelled, 1));
  owned->labelled_probabilities = g_new (float, MAX (n_labelled, 1) * n_classes);
  owned->class_counts = g_new0 (gsize, n_classes);
  owned->committee = g_new (float, MAX (n, 1) * n_classes * N_MEMBERS);
  draw_probabilities (rand, n, n_classes, owned->probabilities);
  draw_probabilities (rand, n * N_MEMBERS, n_classes, owned->committee);
  for (gsize i = 0; i < n_labelled; i++) {
    /* Every seventh answer was "unsure"; not all classes have one. */
    guint class_index = (guint) i % MAX (n_classes - 1, 1);
    owned->labelled_classes[i] = i % 7 == 6 ? FL_STRATEGY_UNSURE : class_index;
    if (i % 7 != 6)
      owned->class_counts[class_index]++;
    /* Two samples an answer, the newest first; the first answers were without a guess. */
    owned->labelled_answers[i] = (guint) (n_labelled - 1 - i) / 2;
    owned->labelled_guesses[i] = i + 5 > n_labelled
                                   ? FL_STRATEGY_UNSURE
                                   : (guint) g_rand_int_range (rand, 0, (gint32) n_classes);
  }
  draw_probabilities (rand, n_labelled, n_classes, owned->labelled_probabilities);
  for (gsize i = 0; i < n * N_DIMS; i++)
    owned->positions[i] = (float) synthetic_normal (rand);
  for (gsize i = 0; i < n_labelled * N_DIMS; i++)
    owned->labelled[i] = (float) synthetic_normal (rand);
  return (FlStrategyView){.n = n,
                          .n_classes = n_classes,
                          .probabilities = owned->probabilities,
                          .positions = owned->positions,
                          .n_position_dims = N_DIMS,
                          .labelled = owned->labelled,
                          .labelled_classes = owned->labelled_classes,
                          .labelled_answers = owned->labelled_answers,
                          .labelled_guesses = owned->labelled_guesses,
                          .labelled_probabilities = owned->labelled_probabilities,
                          .n_labelled = n_labelled,
                          .class_counts = owned->class_counts,
                          .committee = owned->committee,
                          .n_members = N_MEMBERS,
                          .c = 256,
                          .seed = 9};
}

static void
owned_clear (Owned *self)
{
  g_clear_pointer (&self->probabilities, g_free);
  g_clear_pointer (&self->positions, g_free);
  g_clear_pointer (&self->labelled, g_free);
  g_clear_pointer (&self->labelled_classes, g_free);
  g_clear_pointer (&self->labelled_answers, g_free);
  g_clear_pointer (&self->labelled_guesses, g_free);
  g_clear_pointer (&self->labelled_probabilities, g_free);
  g_clear_pointer (&self->class_counts, g_free);
  g_clear_pointer (&self->committee, g_free);
}

static gsize *
rank (const FlStrategyType *type,
      const FlStrategyView *view,
      gsize n_wanted,
      guint32 seed,
      gsize *out_n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize *order = g_new (gsize, n_wanted + 1);

  for (gsize i = 0; i <= n_wanted; i++)
    order[i] = 987654;
  *out_n = type->rank (view, n_wanted, rand, NULL, order);
  g_assert_cmpuint (*out_n, <=, n_wanted);
  /* Nothing is written behind what was wanted. */
  g_assert_cmpuint (order[n_wanted], ==, 987654);
  return order;
}

/* Same seed, same order; no candidate twice, none that is not there; something, when there is
 * something. */
static void
check_contract (const FlStrategyType *type, const FlStrategyView *view, gsize n_wanted)
{
  gsize n;
  gsize n_again;
  g_autofree gsize *order = rank (type, view, n_wanted, 5, &n);
  g_autofree gsize *again = rank (type, view, n_wanted, 5, &n_again);
  g_autofree guint8 *is_seen = g_new0 (guint8, MAX (view->n, 1));

  g_assert_cmpmem (order, n * sizeof order[0], again, n_again * sizeof again[0]);
  g_assert_cmpuint (n, <=, view->n);
  if (view->n > 0 && n_wanted > 0)
    g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint (order[i], <, view->n);
    g_assert_false (is_seen[order[i]]);
    is_seen[order[i]] = 1;
  }
}

static void
test_contract (gconstpointer data)
{
  static const gsize sizes[] = {0, 1, 2, 3, 17, 100};
  static const gsize wanted[] = {0, 1, 5, 17, 200};
  const FlStrategyType *type = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (71);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    for (gsize labelled = 0; labelled <= 40; labelled += 8) {
      Owned owned;
      FlStrategyView view = make_view (rand, sizes[i], 2 + (guint) labelled / 8, labelled, &owned);
      for (gsize w = 0; w < G_N_ELEMENTS (wanted); w++)
        check_contract (type, &view, wanted[w]);
      owned_clear (&owned);
    }
  }
}

/* Frames that are all alike, in looks and in what the model says. */
static void
test_identical (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (72);
  Owned owned;
  FlStrategyView view = make_view (rand, 30, 3, 5, &owned);

  for (gsize i = 0; i < 90; i++)
    owned.positions[i] = 1;
  for (gsize i = 0; i < 15; i++)
    owned.labelled[i] = 1;
  for (gsize i = 0; i < 90; i++)
    owned.probabilities[i] = 1 / 3.0f;
  check_contract (data, &view, 10);
  owned_clear (&owned);
}

/* One class only, one example, many classes of which most have none. */
static void
test_extremes (gconstpointer data)
{
  static const guint n_classes[] = {1, 2, 200};
  static const gsize n_labelled[] = {3, 1, 150};
  g_autoptr (GRand) rand = g_rand_new_with_seed (76);

  for (gsize i = 0; i < G_N_ELEMENTS (n_classes); i++) {
    Owned owned;
    FlStrategyView view = make_view (rand, 30, n_classes[i], n_labelled[i], &owned);
    check_contract (data, &view, 10);
    owned_clear (&owned);
  }
}

/* Pictures without any features, and a model that is certain of everything. */
static void
test_constant (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  Owned owned;
  FlStrategyView view = make_view (rand, 30, 3, 5, &owned);

  memset (owned.positions, 0, 30 * N_DIMS * sizeof (float));
  memset (owned.labelled, 0, 5 * N_DIMS * sizeof (float));
  for (gsize i = 0; i < 90; i++)
    owned.probabilities[i] = i % 3 == 0;
  for (gsize i = 0; i < 15; i++)
    owned.labelled_probabilities[i] = i % 3 == 0;
  check_contract (data, &view, 10);
  owned_clear (&owned);
}

static void
test_cancelled (gconstpointer data)
{
  const FlStrategyType *type = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (73);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gsize order[50];
  Owned owned;
  FlStrategyView view = make_view (rand, 50, 3, 5, &owned);

  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (type->rank (&view, 50, rand, cancellable, order), <=, 50);
  owned_clear (&owned);
}

static void
test_registry (void)
{
  static const char *const named[] = {FL_STRATEGY_DEFAULT, FL_STRATEGY_COLD_START,
                                      FL_STRATEGY_EXPLORE};
  gsize n;
  const FlStrategyType *const *types = fl_strategies_list (&n);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++) {
    g_assert_true (fl_strategies_find (types[i]->id, NULL) == types[i]);
    g_assert_cmpuint (strlen (types[i]->name), >, 3);
    g_assert_cmpuint (strlen (types[i]->summary), >, 10);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    g_assert_nonnull (fl_strategies_find (named[i], NULL));
  g_assert_null (fl_strategies_find ("no such thing", &error));
  g_assert_error (error, FL_LEARN_ERROR, FL_LEARN_ERROR_UNKNOWN);
}

static void
assert_order (const char *id,
              const FlStrategyView *view,
              gsize n_wanted,
              const gsize *expected,
              gsize n_expected)
{
  /* Where nothing is left to chance every seed gives the same. */
  for (guint32 seed = 0; seed < 10; seed++) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find (id, NULL), view, n_wanted, seed, &n);
    g_assert_cmpmem (order, n * sizeof order[0], expected, n_expected * sizeof expected[0]);
  }
}

/* All 24 orders of four, each as often as the others (here within five standard deviations). */
static void
test_random_is_fair (void)
{
  const FlStrategyView view = {.n = 4, .n_classes = 2};
  guint n_of[256] = {0};
  guint n_orders = 0;

  for (guint32 seed = 0; seed < 4800; seed++) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find ("random", NULL), &view, 4, seed, &n);
    g_assert_cmpuint (n, ==, 4);
    n_of[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
  }
  for (guint i = 0; i < 256; i++) {
    if (n_of[i] == 0)
      continue;
    n_orders++;
    g_assert_cmpfloat_with_epsilon (n_of[i], 200, 5 * sqrt (200));
  }
  g_assert_cmpuint (n_orders, ==, 24);
}

static void
test_margin_order (void)
{
  const float probabilities[] = {0.90f, 0.05f, 0.05f,  /* 0.85 */
                                 0.40f, 0.35f, 0.25f,  /* 0.05 */
                                 0.10f, 0.20f, 0.70f,  /* 0.50 */
                                 0.49f, 0.50f, 0.01f,  /* 0.01 */
                                 0.34f, 0.10f, 0.56f}; /* 0.22 */
  const FlStrategyView view = {.n = 5, .n_classes = 3, .probabilities = probabilities};

  assert_order ("margin", &view, 5, (const gsize[]){3, 1, 4, 2, 0}, 5);
  assert_order ("margin", &view, 3, (const gsize[]){3, 1, 4}, 3);
  assert_order ("margin", &view, 1, (const gsize[]){3}, 1);
  assert_order ("margin", &view, 9, (const gsize[]){3, 1, 4, 2, 0}, 5);
}

/* The rows of test_margin_order: their largest are 0.90, 0.40, 0.70, 0.50, 0.56, their entropies
 * 0.394, 1.081, 0.802, 0.742, 0.922. */
static void
test_least_confidence_and_entropy_order (void)
{
  const float probabilities[] = {0.90f, 0.05f, 0.05f, 0.40f, 0.35f, 0.25f, 0.10f, 0.20f,
                                 0.70f, 0.49f, 0.50f, 0.01f, 0.34f, 0.10f, 0.56f};
  const FlStrategyView view = {.n = 5, .n_classes = 3, .probabilities = probabilities};

  assert_order ("least-confidence", &view, 5, (const gsize[]){1, 3, 4, 2, 0}, 5);
  assert_order ("entropy", &view, 5, (const gsize[]){1, 4, 2, 3, 0}, 5);
}

/* Eight answers, so it is the third's turn (0, with most labels), then that of class 2 with the
 * fewest: it lies 0.49, 0.47, 0.15, 0.85 from its border. Then 1, and from the beginning. */
static void
test_balanced_margin_order (void)
{
  const float probabilities[] = {0.50f, 0.49f, 0.01f,  /* 0.01 from the border of 0 and of 1 */
                                 0.50f, 0.47f, 0.03f,  /* 0.03 */
                                 0.55f, 0.05f, 0.40f,  /* 0.15, 0.50 */
                                 0.90f, 0.05f, 0.05f}; /* 0.85 */
  const gsize counts[] = {4, 3, 1};
  const gsize unknown[] = {4, 3, 0};
  FlStrategyView view = {.n = 4,
                         .n_classes = 3,
                         .probabilities = probabilities,
                         .class_counts = counts};

  assert_order ("balanced-margin", &view, 4, (const gsize[]){0, 2, 1, 3}, 4);
  /* A class that the model has never seen has no turn: of seven answers the next is class 0's. */
  view.class_counts = unknown;
  assert_order ("balanced-margin", &view, 4, (const gsize[]){0, 1, 2, 3}, 4);
}

/* Three members: they vote 2 to 1 about the first, agree about the others, but about the last
 * with unlike confidence. */
static void
test_committee_order (void)
{
  const float committee[] = {0.6f, 0.4f, 0.7f, 0.3f, 0.6f, 0.4f, /* first member */
                             0.4f, 0.6f, 0.7f, 0.3f, 0.9f, 0.1f, /* second */
                             0.6f, 0.4f, 0.7f, 0.3f, 0.7f, 0.3f};
  const FlStrategyView view = {.n = 3, .n_classes = 2, .committee = committee, .n_members = 3};

  assert_order ("committee", &view, 3, (const gsize[]){0, 2, 1}, 3);
}

/* Labels at 0 (class 0) and 10 (class 1). The model contradicts the nearest one at 2 and at 13,
 * which is farther away; then 5.1 is farther from everything than 1. */
static void
test_mismatch_order (void)
{
  const float positions[] = {1, 2, 13, 5.1f};
  const float probabilities[] = {0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f, 0.3f, 0.7f};
  const float labelled[] = {0, 10};
  const guint classes[] = {0, 1};
  const FlStrategyView view = {.n = 4,
                               .n_classes = 2,
                               .probabilities = probabilities,
                               .positions = positions,
                               .n_position_dims = 1,
                               .labelled = labelled,
                               .labelled_classes = classes,
                               .n_labelled = 2};

  assert_order ("mismatch-first", &view, 4, (const gsize[]){2, 1, 3, 0}, 4);
}

/* Class 0 at 0 and 1, class 1 at 10 and 11; their own misfits are 0.010 and 0.012. What lies
 * between fits neither (1, p = 1/3 each), 30 is nearer to class 1 (0.43, p = 1/3); 0.5 and 10.4
 * fit as well as any (p = 1), the latter better (0.0018 against 0.0028). */
static void
test_strange_order (void)
{
  const float positions[] = {0.5f, 5.5f, 10.4f, 30};
  const float probabilities[] = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  const float labelled[] = {0, 1, 10, 11};
  const guint classes[] = {0, 0, 1, 1};
  const FlStrategyView view = {.n = 4,
                               .n_classes = 2,
                               .probabilities = probabilities,
                               .positions = positions,
                               .n_position_dims = 1,
                               .labelled = labelled,
                               .labelled_classes = classes,
                               .n_labelled = 4};

  assert_order ("strange", &view, 4, (const gsize[]){1, 3, 0, 2}, 4);
}

/* Five frames near 0, three near 100, one at 1,000; the median distance is some 97. The last of the
 * five stands best for them and a little for the three; then the middle of the three; then the
 * lonely one. */
static void
test_auto_order (void)
{
  const float positions[] = {0, 1, 2, 3, 4, 100, 101, 102, 1000};
  const float labelled[] = {101};
  float probabilities[18];
  FlStrategyView view = {.n = 9, .n_classes = 2, .positions = positions, .n_position_dims = 1};

  assert_order ("auto", &view, 3, (const gsize[]){4, 6, 8}, 3);
  /* An answer near the three leaves the five and the lonely one. */
  view.labelled = labelled;
  view.n_labelled = 1;
  assert_order ("auto", &view, 2, (const gsize[]){2, 8}, 2);
  /* A model that is sure of the five and the lonely one, and of the three knows nothing. */
  for (guint i = 0; i < 9; i++) {
    probabilities[2 * i] = i >= 5 && i < 8 ? 0.5f : 1;
    probabilities[2 * i + 1] = 1 - probabilities[2 * i];
  }
  view.probabilities = probabilities;
  view.n_labelled = 0;
  assert_order ("auto", &view, 1, (const gsize[]){6}, 1);
}

/* The heap gives what sorting everything would. */
static void
test_margin_equals_sorting (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (74);
  Owned owned;
  FlStrategyView view = make_view (rand, 300, 4, 0, &owned);
  gsize n_all;
  g_autofree gsize *all = rank (fl_strategies_find ("margin", NULL), &view, 300, 1, &n_all);

  g_assert_cmpuint (n_all, ==, 300);
  for (gsize wanted = 1; wanted < 300; wanted += 7) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find ("margin", NULL), &view, wanted, 1, &n);
    g_assert_cmpmem (order, n * sizeof order[0], all, wanted * sizeof all[0]);
  }
  owned_clear (&owned);
}

/* Equals come in any order, not in that of the film. */
static void
test_margin_ties_are_drawn (void)
{
  const float probabilities[] = {0.6f, 0.4f, 0.6f, 0.4f, 0.6f, 0.4f};
  const FlStrategyView view = {.n = 3, .n_classes = 2, .probabilities = probabilities};
  gboolean is_first[3] = {FALSE};

  for (guint32 seed = 0; seed < 50; seed++) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find ("margin", NULL), &view, 1, seed, &n);
    is_first[order[0]] = TRUE;
  }
  g_assert_true (is_first[0] && is_first[1] && is_first[2]);
}

/* Two, three and five frames close together: the largest group first, of each the middle one. */
static const float groups[] = {100, 102,                    /* 0, 1 */
                               -50, -49.5f, -51,            /* 2, 3, 4 */
                               1,   2,      3.1f, 4.3f, 0}; /* 5 to 9 */

static void
test_cold_start_order (void)
{
  const FlStrategyView view = {.n = 10, .n_classes = 2, .positions = groups, .n_position_dims = 1};

  for (guint32 seed = 0; seed < 10; seed++) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find ("typiclust", NULL), &view, 3, seed, &n);
    g_assert_cmpuint (n, ==, 3);
    /* Of 0, 1, 2, 3.1, 4.3 the mean distance to the others is least from 2; of -51, -50, -49.5
     * it is least from -50; of two both are as typical. */
    g_assert_cmpuint (order[0], ==, 6);
    g_assert_cmpuint (order[1], ==, 2);
    g_assert_cmpuint (order[2], <=, 1);
  }
}

/* A group that has an answer waits until the others have one. */
static void
test_cold_start_goes_on (void)
{
  const float labelled[] = {2, -50};
  const FlStrategyView view = {.n = 10,
                               .n_classes = 2,
                               .positions = groups,
                               .n_position_dims = 1,
                               .labelled = labelled,
                               .n_labelled = 2};

  for (guint32 seed = 0; seed < 10; seed++) {
    gsize n;
    g_autofree gsize *order = rank (fl_strategies_find ("typiclust", NULL), &view, 1, seed, &n);
    g_assert_cmpuint (n, ==, 1);
    g_assert_cmpuint (order[0], <=, 1);
  }
}

static void
test_kcenter_order (void)
{
  const float positions[] = {1, 2, 10, -4, 9};
  const float labelled[] = {0};
  const FlStrategyView view = {.n = 5,
                               .n_classes = 2,
                               .positions = positions,
                               .n_position_dims = 1,
                               .labelled = labelled,
                               .n_labelled = 1};

  /* 10 is farthest from 0; then -4; then 2; 1 and 9 are both 1 away, the first of them comes. */
  assert_order ("k-center", &view, 5, (const gsize[]){2, 3, 1, 0, 4}, 5);
  assert_order ("k-center", &view, 2, (const gsize[]){2, 3}, 2);
}

/* Against distances computed anew for every choice. */
static void
test_kcenter_equals_slow_search (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (75);
  Owned owned;
  FlStrategyView view = make_view (rand, 40, 2, 3, &owned);
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (float) * N_DIMS);
  gsize n;
  g_autofree gsize *order = rank (fl_strategies_find ("k-center", NULL), &view, 40, 1, &n);

  g_assert_cmpuint (n, ==, 40);
  g_array_append_vals (covered, owned.labelled, 3);
  for (gsize step = 0; step < 40; step++) {
    double farthest = -1;
    double chosen = -1;
    for (gsize i = 0; i < 40; i++) {
      double nearest = INFINITY;
      for (guint j = 0; j < covered->len; j++) {
        const float *from = (const float *) (const void *) covered->data + j * N_DIMS;
        double sum = 0;
        for (guint d = 0; d < N_DIMS; d++)
          sum += pow ((double) owned.positions[i * N_DIMS + d] - from[d], 2);
        nearest = MIN (nearest, sum);
      }
      farthest = MAX (farthest, nearest);
      if (i == order[step])
        chosen = nearest;
    }
    g_assert_cmpfloat_with_epsilon (chosen, farthest, 1e-5);
    g_array_append_vals (covered, owned.positions + order[step] * N_DIMS, 1);
  }
  owned_clear (&owned);
}

static void
add_contracts (void)
{
  gsize n;
  const FlStrategyType *const *types = fl_strategies_list (&n);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *contract = g_strconcat ("/learn/strategies/contract/", types[i]->id, NULL);
    g_autofree char *identical = g_strconcat ("/learn/strategies/identical/", types[i]->id, NULL);
    g_autofree char *extremes = g_strconcat ("/learn/strategies/extremes/", types[i]->id, NULL);
    g_autofree char *constant = g_strconcat ("/learn/strategies/constant/", types[i]->id, NULL);
    g_autofree char *cancelled = g_strconcat ("/learn/strategies/cancelled/", types[i]->id, NULL);
    g_test_add_data_func (contract, types[i], test_contract);
    g_test_add_data_func (identical, types[i], test_identical);
    g_test_add_data_func (extremes, types[i], test_extremes);
    g_test_add_data_func (constant, types[i], test_constant);
    g_test_add_data_func (cancelled, types[i], test_cancelled);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/strategies/registry", test_registry);
  add_contracts ();
  g_test_add_func ("/learn/strategies/random/is-fair", test_random_is_fair);
  g_test_add_func ("/learn/strategies/margin/order", test_margin_order);
  g_test_add_func ("/learn/strategies/least-confidence/order",
                   test_least_confidence_and_entropy_order);
  g_test_add_func ("/learn/strategies/balanced-margin/order", test_balanced_margin_order);
  g_test_add_func ("/learn/strategies/committee/order", test_committee_order);
  g_test_add_func ("/learn/strategies/mismatch-first/order", test_mismatch_order);
  g_test_add_func ("/learn/strategies/strange/order", test_strange_order);
  g_test_add_func ("/learn/strategies/auto/order", test_auto_order);
  g_test_add_func ("/learn/strategies/margin/equals-sorting", test_margin_equals_sorting);
  g_test_add_func ("/learn/strategies/margin/ties-are-drawn", test_margin_ties_are_drawn);
  g_test_add_func ("/learn/strategies/typiclust/largest-group-first", test_cold_start_order);
  g_test_add_func ("/learn/strategies/typiclust/answered-group-waits", test_cold_start_goes_on);
  g_test_add_func ("/learn/strategies/k-center/order", test_kcenter_order);
  g_test_add_func ("/learn/strategies/k-center/equals-slow-search",
                   test_kcenter_equals_slow_search);
  return g_test_run ();
}
