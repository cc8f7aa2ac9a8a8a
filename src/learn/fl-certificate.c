/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one statistical promise: lots, blind audits, an e-process. */
#include "learn/fl-certificate.h"

#include <math.h>

#define N_BETS 3

/* Each bet expects this share of the errors that the boundary has; weights of the mixture. */
static const double shares[N_BETS] = {0.05, 0.20, 0.50};
static const double weights[N_BETS] = {0.5, 0.3, 0.2};

typedef struct {
  guint64 n_lot;
  guint64 boundary; /* fewest wrong labels that break the promise */
  guint64 n_audits;
  guint64 n_errors;
  double log_wealth[N_BETS];
} Test;

static double
log_mixture (const Test *test)
{
  double top = -INFINITY;
  double sum = 0;

  for (int i = 0; i < N_BETS; i++)
    top = fmax (top, log (weights[i]) + test->log_wealth[i]);
  for (int i = 0; i < N_BETS; i++)
    sum += exp (log (weights[i]) + test->log_wealth[i] - top);
  return top + log (sum);
}

static Test
begin (guint64 n_lot, double max_error)
{
  return (Test){.n_lot = n_lot, .boundary = (guint64) floor (max_error * (double) n_lot) + 1};
}

static FlCertificateState
add (Test *test, gboolean is_error, double delta)
{
  guint64 wrong_left = test->boundary - test->n_errors;
  guint64 left = test->n_lot - test->n_audits;

  if (test->n_errors >= test->boundary)
    return FL_CERTIFICATE_FAILED;
  if (wrong_left > left || (wrong_left == left && !is_error))
    return FL_CERTIFICATE_GIVEN; /* too few labels are left for so many wrong ones */
  double expected = (double) wrong_left / (double) left;
  for (int i = 0; i < N_BETS; i++) {
    double bet = shares[i] * expected;
    test->log_wealth[i] += is_error ? log (shares[i]) : log1p (-bet) - log1p (-expected);
  }
  test->n_audits++;
  test->n_errors += is_error ? 1 : 0;
  if (log_mixture (test) >= -log (delta))
    return FL_CERTIFICATE_GIVEN;
  return test->n_errors >= test->boundary ? FL_CERTIFICATE_FAILED : FL_CERTIFICATE_OPEN;
}

FlCertificateState
fl_certificate_test (guint64 n_lot, double max_error, double delta, const guint8 *errors, gsize n)
{
  g_return_val_if_fail (n_lot > 0 && n <= n_lot, FL_CERTIFICATE_OPEN);

  Test test = begin (n_lot, max_error);
  FlCertificateState state = FL_CERTIFICATE_OPEN;
  for (gsize i = 0; i < n && state == FL_CERTIFICATE_OPEN; i++)
    state = add (&test, errors[i] != 0, delta);
  return state;
}

gsize
fl_certificate_count_clean (guint64 n_lot, double max_error, double delta)
{
  Test test = begin (n_lot, max_error);
  gsize n = 0;

  while (test.n_audits < n_lot) {
    n++;
    if (add (&test, FALSE, delta) != FL_CERTIFICATE_OPEN)
      return n;
  }
  return n;
}
