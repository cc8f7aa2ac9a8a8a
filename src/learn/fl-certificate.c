/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one statistical promise: lots, blind audits, an e-process. */
#include "learn/fl-certificate.h"

#include <math.h>

#define N_BETS 3
/* Wealth is kept this near to 1, with the rest in a power of two: errors divide it by up to 20
 * each, and clean audits may win that back. */
#define LARGE 0x1p300

/* Each bet expects this share of the errors that the boundary has; weights of the mixture. */
static const double shares[N_BETS] = {0.05, 0.20, 0.50};
static const double weights[N_BETS] = {0.5, 0.3, 0.2};

typedef struct {
  guint64 n_lot;
  guint64 boundary; /* fewest wrong labels that break the promise */
  guint64 n_audits;
  guint64 n_errors;
  double enough; /* wealth that refutes the boundary, 1 / delta */
  double wealth[N_BETS];
  int powers[N_BETS]; /* of two, which the wealth is to be multiplied by */
} Test;

static Test
begin (guint64 n_lot, guint64 boundary, double delta)
{
  Test test = {.n_lot = n_lot, .boundary = boundary, .enough = 1 / delta};

  for (int i = 0; i < N_BETS; i++)
    test.wealth[i] = weights[i];
  return test;
}

static guint64
to_boundary (guint64 n_lot, double max_error)
{
  return (guint64) floor (max_error * (double) n_lot) + 1;
}

static void
multiply (Test *test, int i, double factor)
{
  test->wealth[i] *= factor;
  if (test->wealth[i] <= LARGE && test->wealth[i] >= 1 / LARGE)
    return;
  int power;
  test->wealth[i] = frexp (test->wealth[i], &power);
  test->powers[i] += power;
}

static double
sum_wealth (const Test *test)
{
  double sum = 0;

  for (int i = 0; i < N_BETS; i++)
    sum += test->powers[i] == 0 ? test->wealth[i] : ldexp (test->wealth[i], test->powers[i]);
  return sum;
}

static FlCertificateState
add (Test *test, gboolean is_error)
{
  guint64 wrong_left = test->boundary - test->n_errors;
  guint64 left = test->n_lot - test->n_audits;

  if (test->n_errors >= test->boundary)
    return FL_CERTIFICATE_FAILED;
  if (wrong_left > left || (wrong_left == left && !is_error))
    return FL_CERTIFICATE_GIVEN; /* too few labels are left for so many wrong ones */
  double expected = (double) wrong_left / (double) left;
  for (int i = 0; i < N_BETS; i++)
    multiply (test, i, is_error ? shares[i] : (1 - shares[i] * expected) / (1 - expected));
  test->n_audits++;
  test->n_errors += is_error ? 1 : 0;
  if (sum_wealth (test) >= test->enough)
    return FL_CERTIFICATE_GIVEN;
  return test->n_errors >= test->boundary ? FL_CERTIFICATE_FAILED : FL_CERTIFICATE_OPEN;
}

/* What is decided stays decided, so that nothing is looked at after that. */
static FlCertificateState
add_all (Test *test, const guint8 *errors, gsize n)
{
  FlCertificateState state = FL_CERTIFICATE_OPEN;

  for (gsize i = 0; i < n && state == FL_CERTIFICATE_OPEN; i++)
    state = add (test, errors[i] != 0);
  return state;
}

FlCertificateState
fl_certificate_test (guint64 n_lot, double max_error, double delta, const guint8 *errors, gsize n)
{
  g_return_val_if_fail (n_lot > 0 && n <= n_lot, FL_CERTIFICATE_OPEN);

  Test test = begin (n_lot, to_boundary (n_lot, max_error), delta);
  return add_all (&test, errors, n);
}

static gsize
count_clean_from (Test *test)
{
  gsize n = 0;

  while (test->n_audits < test->n_lot) {
    n++;
    if (add (test, FALSE) != FL_CERTIFICATE_OPEN)
      return n;
  }
  return n;
}

gsize
fl_certificate_count_clean (guint64 n_lot, double max_error, double delta)
{
  Test test = begin (n_lot, to_boundary (n_lot, max_error), delta);

  return count_clean_from (&test);
}

guint64
fl_certificate_bound (guint64 n_lot, double delta, const guint8 *errors, gsize n)
{
  g_return_val_if_fail (n <= n_lot, n_lot);

  guint64 low = 0;
  guint64 high = n_lot;

  /* So many are possible unless one more is refuted, and what is refuted of few is of many. */
  while (low < high) {
    guint64 middle = low + (high - low) / 2;
    Test test = begin (n_lot, middle + 1, delta);
    if (add_all (&test, errors, n) == FL_CERTIFICATE_GIVEN)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

guint64
fl_certificate_bound_sum (const FlLotAudits *lots, gsize n_lots, double delta)
{
  guint64 sum = 0;

  for (gsize i = 0; i < n_lots; i++) {
    double place = (double) i + 1;
    double share = delta * 6 / (G_PI * G_PI * place * place);
    if (lots[i].n_lot > 0)
      sum += fl_certificate_bound (lots[i].n_lot, share, lots[i].errors, lots[i].n);
  }
  return sum;
}

/* All but the bound and what is left; gives the test, to go on from. */
static Test
judge (const FlLotAudits *lot, double max_error, double delta, FlCertificateView *out)
{
  Test test = begin (lot->n_lot, to_boundary (lot->n_lot, max_error), delta);

  *out = (FlCertificateView){.state = add_all (&test, lot->errors, lot->n),
                             .estimate = NAN,
                             .bound = lot->n_lot};
  for (gsize i = 0; i < lot->n; i++)
    out->n_errors += lot->errors[i] != 0;
  if (lot->n > 0)
    out->estimate = (double) out->n_errors / (double) lot->n;
  out->is_hopeless = out->state == FL_CERTIFICATE_FAILED ||
                     (out->state == FL_CERTIFICATE_OPEN && (double) lot->n * max_error >= 3 &&
                      out->estimate > max_error);
  return test;
}

void
fl_certificate_judge (const FlLotAudits *lot,
                      double max_error,
                      double delta,
                      FlCertificateView *out)
{
  (void) judge (lot, max_error, delta, out); /* Nothing goes on from there. */
}

void
fl_certificate_look (const FlLotAudits *lot, double max_error, double delta, FlCertificateView *out)
{
  Test test = judge (lot, max_error, delta, out);

  out->bound = fl_certificate_bound (lot->n_lot, delta, lot->errors, lot->n);
  if (out->state == FL_CERTIFICATE_OPEN && !out->is_hopeless)
    out->n_remaining = count_clean_from (&test);
}
