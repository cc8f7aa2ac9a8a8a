/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlCertificateState:
 * @FL_CERTIFICATE_OPEN: more audits are needed
 * @FL_CERTIFICATE_GIVEN: the lot holds its promise, at the confidence asked for
 * @FL_CERTIFICATE_FAILED: more errors were found than the promise allows in all
 */
typedef enum {
  FL_CERTIFICATE_OPEN,
  FL_CERTIFICATE_GIVEN,
  FL_CERTIFICATE_FAILED,
} FlCertificateState;

/**
 * fl_certificate_test:
 * @n_lot: labels in the lot, > 0
 * @max_error: largest share of wrong ones that is promised, 0..1
 * @delta: chance of a wrong certificate, 0..1
 * @errors: (array length=n): audits in the order of the draw, 1 where they disagreed
 * @n: how many audits
 *
 * Tests whether at most max_error * n_lot labels of a frozen lot are wrong, from uniform blind
 * audits without replacement. A mixture of three bets against the boundary: its wealth is a
 * supermartingale whenever the lot is too bad, so by Ville's inequality it reaches 1/delta with
 * a chance of at most delta, however often one looks (Waudby-Smith and Ramdas 2020).
 *
 * Returns: the state after the last audit
 */
FlCertificateState
fl_certificate_test (guint64 n_lot, double max_error, double delta, const guint8 *errors, gsize n);

/**
 * fl_certificate_count_clean:
 * @n_lot: labels in the lot
 * @max_error: as above
 * @delta: as above
 *
 * Returns: how many audits certify the lot if every one agrees
 */
gsize fl_certificate_count_clean (guint64 n_lot, double max_error, double delta);

G_END_DECLS
