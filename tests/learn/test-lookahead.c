/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders that think one answer ahead, against the slow way: every system of equations solved, every
 * model trained again. */
#include "learn/fl-lookahead.h"

#include "synthetic.h"

#include <math.h>
#include <string.h>

#define N_DIMS     3
#define N_CLASSES  3
#define N          24
#define N_LABELLED 15
#define C          4.0

typedef struct {
  float positions[N * N_DIMS];
  float probabilities[N * N_CLASSES];
  float labelled[N_LABELLED * N_DIMS];
  float labelled_probabilities[N_LABELLED * N_CLASSES];
  guint labelled_classes[N_LABELLED];
  FlStrategyView view;
} World;

static void
draw (GRand *rand, float *positions, gsize n, guint *classes)
{
  for (gsize i = 0; i < n; i++) {
    const guint class_index = (guint) i % N_CLASSES;
    if (classes != NULL)
      classes[i] = class_index;
    for (gsize j = 0; j < N_DIMS; j++)
      positions[i * N_DIMS + j] =
        (float) (0.5 * synthetic_normal (rand) + (j == class_index ? 0.5 : 0));
  }
}

/* Solves @matrix @x = @right by elimination with pivots; both are used up. */
static void
solve (double *matrix, double *right, double *x)
{
  for (int i = 0; i < N_DIMS; i++) {
    int pivot = i;
    for (int j = i + 1; j < N_DIMS; j++)
      if (fabs (matrix[j * N_DIMS + i]) > fabs (matrix[pivot * N_DIMS + i]))
        pivot = j;
    for (int j = 0; j < N_DIMS; j++) {
      double kept = matrix[i * N_DIMS + j];
      matrix[i * N_DIMS + j] = matrix[pivot * N_DIMS + j];
      matrix[pivot * N_DIMS + j] = kept;
    }
    double kept = right[i];
    right[i] = right[pivot];
    right[pivot] = kept;
    for (int j = i + 1; j < N_DIMS; j++) {
      double factor = matrix[j * N_DIMS + i] / matrix[i * N_DIMS + i];
      for (int k = i; k < N_DIMS; k++)
        matrix[j * N_DIMS + k] -= factor * matrix[i * N_DIMS + k];
      right[j] -= factor * right[i];
    }
  }
  for (int i = N_DIMS; i-- > 0;) {
    x[i] = right[i];
    for (int j = i + 1; j < N_DIMS; j++)
      x[i] -= matrix[i * N_DIMS + j] * x[j];
    x[i] /= matrix[i * N_DIMS + i];
  }
}

static double
multiply (const double *w, const float *x)
{
  double sum = 0;

  for (int j = 0; j < N_DIMS; j++)
    sum += w[j] * (double) x[j];
  return sum;
}

static void
add_outer (double *matrix, const float *x, double weight)
{
  for (int i = 0; i < N_DIMS; i++)
    for (int j = 0; j < N_DIMS; j++)
      matrix[i * N_DIMS + j] += weight * (double) x[i] * (double) x[j];
}

static double
sigmoid (double x)
{
  return 1 / (1 + exp (-x));
}

static void
softmax (const double *logits, double *out)
{
  double sum = 0;

  for (int c = 0; c < N_CLASSES; c++)
    sum += out[c] = exp (logits[c]);
  for (int c = 0; c < N_CLASSES; c++)
    out[c] /= sum;
}

/* One logistic regression a class by Newton's method, from nothing, of the labelled samples and, when
 * @extra is one, of that candidate as well. */
static void
train (const World *world, gsize extra, guint extra_class, double weights[N_CLASSES][N_DIMS])
{
  for (guint c = 0; c < N_CLASSES; c++) {
    memset (weights[c], 0, sizeof weights[c]);
    for (int step = 0; step < 30; step++) {
      double hessian[N_DIMS * N_DIMS] = {0};
      double gradient[N_DIMS];
      double change[N_DIMS];
      for (int j = 0; j < N_DIMS; j++) {
        hessian[j * N_DIMS + j] = 1;
        gradient[j] = -weights[c][j];
      }
      for (gsize i = 0; i < N_LABELLED + (extra < N ? 1 : 0); i++) {
        const float *x =
          i < N_LABELLED ? world->labelled + i * N_DIMS : world->positions + extra * N_DIMS;
        const guint class_index = i < N_LABELLED ? world->labelled_classes[i] : extra_class;
        const double p = sigmoid (multiply (weights[c], x));
        add_outer (hessian, x, C * p * (1 - p));
        for (int j = 0; j < N_DIMS; j++)
          gradient[j] += C * ((class_index == c ? 1 : 0) - p) * (double) x[j];
      }
      solve (hessian, gradient, change);
      for (int j = 0; j < N_DIMS; j++)
        weights[c][j] += change[j];
    }
  }
}

static void
predict (double weights[N_CLASSES][N_DIMS], const float *x, double *out)
{
  double logits[N_CLASSES];

  for (int c = 0; c < N_CLASSES; c++)
    logits[c] = multiply (weights[c], x);
  softmax (logits, out);
}

/* Candidates, labelled samples, and what a model that was trained of these says of both. */
static void
world_init (World *self, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double weights[N_CLASSES][N_DIMS];
  double p[N_CLASSES];

  draw (rand, self->positions, N, NULL);
  draw (rand, self->labelled, N_LABELLED, self->labelled_classes);
  train (self, N, 0, weights);
  for (gsize i = 0; i < N; i++) {
    predict (weights, self->positions + i * N_DIMS, p);
    for (int c = 0; c < N_CLASSES; c++)
      self->probabilities[i * N_CLASSES + (gsize) c] = (float) p[c];
  }
  for (gsize i = 0; i < N_LABELLED; i++) {
    predict (weights, self->labelled + i * N_DIMS, p);
    for (int c = 0; c < N_CLASSES; c++)
      self->labelled_probabilities[i * N_CLASSES + (gsize) c] = (float) p[c];
  }
  self->view = (FlStrategyView){.n = N,
                                .n_classes = N_CLASSES,
                                .probabilities = self->probabilities,
                                .positions = self->positions,
                                .n_position_dims = N_DIMS,
                                .labelled = self->labelled,
                                .labelled_classes = self->labelled_classes,
                                .labelled_probabilities = self->labelled_probabilities,
                                .n_labelled = N_LABELLED,
                                .c = C};
}

/* I + C sum p (1 - p) x x' over the labelled samples. */
static void
fill_hessian (const World *world, guint class_index, double *out)
{
  memset (out, 0, N_DIMS * N_DIMS * sizeof out[0]);
  for (int j = 0; j < N_DIMS; j++)
    out[j * N_DIMS + j] = 1;
  for (gsize i = 0; i < N_LABELLED; i++) {
    const double p = (double) world->labelled_probabilities[i * N_CLASSES + class_index];
    if (world->labelled_classes[i] < N_CLASSES)
      add_outer (out, world->labelled + i * N_DIMS, C * p * (1 - p));
  }
}

/* Gives r'(H + weight x x')^-1 y. */
static double
through_inverse (const World *world,
                 guint class_index,
                 double weight,
                 const float *x,
                 const float *r,
                 const float *y)
{
  double hessian[N_DIMS * N_DIMS];
  double right[N_DIMS];
  double solution[N_DIMS];

  fill_hessian (world, class_index, hessian);
  add_outer (hessian, x, weight);
  for (int j = 0; j < N_DIMS; j++)
    right[j] = (double) y[j];
  solve (hessian, right, solution);
  return multiply (solution, r);
}

static gsize *
rank (const char *id, const FlStrategyView *view, gsize *out_n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gsize *order = g_new (gsize, N);

  *out_n = fl_strategies_find (id, NULL)->rank (view, N, rand, NULL, order);
  return order;
}

/* All candidates are there, and what they leave goes up. */
static void
assert_ascending (const char *id, const World *world, const double *left)
{
  gsize n;
  g_autofree gsize *order = rank (id, &world->view, &n);

  g_assert_cmpuint (n, ==, N);
  for (gsize i = 1; i < n; i++)
    g_assert_cmpfloat (left[order[i]], >=, left[order[i - 1]] - 1e-5 * fabs (left[order[i]]));
  g_assert_cmpfloat (left[order[n - 1]], >, left[order[0]]);
}

static void
test_effects (void)
{
  World world;
  world_init (&world, 81);
  /* What nobody could tell counts for nothing. */
  world.labelled_classes[4] = FL_STRATEGY_UNSURE;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (FlLookahead) ahead = fl_lookahead_new (&world.view, 1, rand, NULL);
  double effects[N_CLASSES * N];
  double reaches[N_CLASSES];

  g_assert_cmpuint (ahead->n_shortlist, ==, N);
  g_assert_cmpuint (ahead->n_references, ==, N);
  for (gsize i = 0; i < N; i++) {
    const float *x = world.positions + i * N_DIMS;
    fl_lookahead_look (ahead, i, effects, reaches);
    for (guint c = 0; c < N_CLASSES; c++) {
      g_assert_cmpfloat_with_epsilon (reaches[c], through_inverse (&world, c, 0, x, x, x), 1e-9);
      for (gsize r = 0; r < N; r++)
        g_assert_cmpfloat_with_epsilon (effects[c * N + r],
                                        through_inverse (&world, c, 0, x,
                                                         world.positions +
                                                           ahead->references[r] * N_DIMS,
                                                         x),
                                        1e-9);
    }
  }
}

/* Mistakes to be expected on all candidates after the answer @y about candidate @i: one step of
 * Newton's method, solved from the beginning. */
static double
error_after (const World *world, gsize i, guint y)
{
  const float *x = world->positions + i * N_DIMS;
  double error = 0;

  for (gsize r = 0; r < N; r++) {
    double logits[N_CLASSES];
    double p[N_CLASSES];
    for (guint c = 0; c < N_CLASSES; c++) {
      const double own = (double) world->probabilities[i * N_CLASSES + c];
      const double step =
        C * ((c == y ? 1 : 0) - own) *
        through_inverse (world, c, C * own * (1 - own), x, world->positions + r * N_DIMS, x);
      logits[c] = log ((double) world->probabilities[r * N_CLASSES + c]) + step;
    }
    softmax (logits, p);
    error += 1 - MAX (p[0], MAX (p[1], p[2]));
  }
  return error;
}

static void
test_expected_error (void)
{
  for (guint32 seed = 90; seed < 95; seed++) {
    double left[N] = {0};
    World world;
    world_init (&world, seed);
    for (gsize i = 0; i < N; i++)
      for (guint y = 0; y < N_CLASSES; y++)
        left[i] += (double) world.probabilities[i * N_CLASSES + y] * error_after (&world, i, y);
    assert_ascending ("expected-error", &world, left);
  }
}

/* The same with a model that is trained anew for every answer. */
static double
error_retrained (const World *world, gsize i)
{
  double expected = 0;

  for (guint y = 0; y < N_CLASSES; y++) {
    double weights[N_CLASSES][N_DIMS];
    double p[N_CLASSES];
    train (world, i, y, weights);
    for (gsize r = 0; r < N; r++) {
      predict (weights, world->positions + r * N_DIMS, p);
      expected +=
        (double) world->probabilities[i * N_CLASSES + y] * (1 - MAX (p[0], MAX (p[1], p[2])));
    }
  }
  return expected;
}

/* Mean over @n orders of how far along the others a candidate is, by what it would really leave:
 * 0 when the first is always the best, 0.5 by chance. */
static double
place_of_first (const char *id, double (*measure) (const World *, gsize))
{
  double sum = 0;

  for (guint32 seed = 0; seed < 20; seed++) {
    World world;
    double left[N];
    guint n_better = 0;
    gsize n;
    world_init (&world, 100 + seed);
    g_autofree gsize *order = rank (id, &world.view, &n);
    for (gsize i = 0; i < N; i++)
      left[i] = measure (&world, i);
    for (gsize i = 0; i < N; i++)
      n_better += left[i] < left[order[0]];
    sum += (double) n_better / (N - 1) / 20;
  }
  return sum;
}

static void
test_expected_error_retrained (void)
{
  g_assert_cmpfloat (place_of_first ("expected-error", error_retrained), <, 0.1);
}

static void
test_variance (void)
{
  for (guint32 seed = 90; seed < 95; seed++) {
    double left[N] = {0};
    World world;
    world_init (&world, seed);
    for (gsize i = 0; i < N; i++) {
      const float *x = world.positions + i * N_DIMS;
      for (guint c = 0; c < N_CLASSES; c++) {
        const double own = (double) world.probabilities[i * N_CLASSES + c];
        for (gsize r = 0; r < N; r++) {
          const float *at = world.positions + r * N_DIMS;
          const double p = (double) world.probabilities[r * N_CLASSES + c];
          left[i] += p * (1 - p) * through_inverse (&world, c, C * own * (1 - own), x, at, at);
        }
      }
    }
    assert_ascending ("variance-reduction", &world, left);
  }
}

/* Nothing is labelled: the Hessian is the identity, and the five that are alike settle more than the
 * lonely one, of which the model knows as little. */
static void
test_many_alike (void)
{
  const float positions[] = {0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
  const float probabilities[] = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f,
                                 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  const FlStrategyView view = {.n = 6,
                               .n_classes = 2,
                               .probabilities = probabilities,
                               .positions = positions,
                               .n_position_dims = 2,
                               .c = 4};
  const char *const ids[] = {"expected-error", "variance-reduction"};

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    gsize n;
    g_autofree gsize *order = rank (ids[i], &view, &n);
    g_assert_cmpuint (n, ==, 6);
    g_assert_cmpuint (order[5], ==, 0);
  }
}

/* The gradient of the loss of each answer, for a row of length 1, written out. */
static double
expect_change (const float *p, guint n_classes)
{
  const double x[] = {0.6, 0.8};
  double change = 0;

  for (guint y = 0; y < n_classes; y++) {
    double square = 0;
    for (guint c = 0; c < n_classes; c++)
      for (guint j = 0; j < 2; j++)
        square += pow (((double) p[c] - (c == y ? 1 : 0)) * x[j], 2);
    change += (double) p[y] * sqrt (square);
  }
  return change;
}

static void
test_expected_change (void)
{
  for (guint32 seed = 90; seed < 95; seed++) {
    double left[N];
    World world;
    world_init (&world, seed);
    for (gsize i = 0; i < N; i++)
      left[i] = -expect_change (world.probabilities + i * N_CLASSES, N_CLASSES);
    assert_ascending ("expected-change", &world, left);
  }
}

/* More candidates than are looked at: the doubtful ones are. */
static void
test_shortlist (void)
{
  g_autofree float *positions = g_new (float, 2000);
  g_autofree float *probabilities = g_new (float, 4000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  FlStrategyView view = {.n = 2000,
                         .n_classes = 2,
                         .probabilities = probabilities,
                         .positions = positions,
                         .n_position_dims = 1,
                         .c = 4};

  for (gsize i = 0; i < 2000; i++) {
    positions[i] = 1;
    probabilities[2 * i] = 0.5f + 0.0002f * (float) i;
    probabilities[2 * i + 1] = 1 - probabilities[2 * i];
  }
  g_autoptr (FlLookahead) few = fl_lookahead_new (&view, 10, rand, NULL);
  g_assert_cmpuint (few->n_shortlist, ==, 200);
  g_assert_cmpuint (few->n_references, ==, 2000);
  for (gsize i = 0; i < 200; i++)
    g_assert_cmpuint (few->shortlist[i], ==, i);
  /* Where each step is dear, fewer references have to do, evenly taken. */
  g_autoptr (FlLookahead) dear = fl_lookahead_new (&view, 1000, rand, NULL);
  g_assert_cmpuint (dear->n_references, ==, 200);
  g_assert_cmpuint (dear->references[1], ==, 10);
  g_assert_cmpuint (dear->references[199], ==, 1990);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/lookahead/effects", test_effects);
  g_test_add_func ("/learn/lookahead/shortlist", test_shortlist);
  g_test_add_func ("/learn/lookahead/expected-error", test_expected_error);
  g_test_add_func ("/learn/lookahead/expected-error-retrained", test_expected_error_retrained);
  g_test_add_func ("/learn/lookahead/variance", test_variance);
  g_test_add_func ("/learn/lookahead/many-alike", test_many_alike);
  g_test_add_func ("/learn/lookahead/expected-change", test_expected_change);
  return g_test_run ();
}
