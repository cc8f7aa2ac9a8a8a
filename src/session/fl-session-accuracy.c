/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How right the machine is, and was. */
#include "session/fl-session-accuracy.h"

#include <glib/gi18n.h>
#include <math.h>

#include "learn/fl-stopping.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"

/* Of more samples than this, every so many-th tells how doubts are spread over them. */
#define MAX_POOL 20000
/* Of fewer checks only their number is told. */
#define LEAST_CHECKS 20
/* Chance that the interval is wrong on one side. */
#define SIDE 0.025

/* Doubts about every @stride-th sample without a label, from number @first on. Returns: the number in
 * what comes behind @stream that is next */
static gsize
add_doubts (FlStream *stream, gsize first, gsize stride, GArray *doubts)
{
  const FlSweep *sweep = fl_stream_get_sweep (stream);
  const GArray *track = fl_stream_get_track (stream);
  gsize i;

  if (sweep == NULL)
    return first;
  for (i = first; i < sweep->samples->n; i += stride) {
    float confidence;
    if (fl_track_find (track, sweep->samples->frames[i]) != NULL ||
        fl_sweep_get (sweep, i, &confidence) == 0)
      continue;
    const float doubt = 1 - confidence;
    g_array_append_val (doubts, doubt);
  }
  return i - sweep->samples->n;
}

/* How doubts are spread over what has no label; without a model as over @checks, which were drawn from
 * it. */
static GArray *
list_doubts (FlSession *self, const GArray *checks)
{
  const gsize stride = self->n_samples / MAX_POOL + 1;
  GArray *doubts = g_array_new (FALSE, FALSE, sizeof (float));
  gsize next = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    next = add_doubts (fl_session_peek_stream (self, i), next, stride, doubts);
  for (guint i = 0; self->model == NULL && i < checks->len; i++) {
    const float doubt = (float) g_array_index (checks, FlCheck, i).doubt;
    g_array_append_val (doubts, doubt);
  }
  return doubts;
}

/* Labels on the mean of the newest @n checks. */
static double
find_mean_labels (const GArray *checks, gsize n)
{
  double sum = 0;

  for (gsize i = checks->len - n; i < checks->len; i++)
    sum += g_array_index (checks, FlCheck, (guint) i).n_labels;
  return sum / (double) n;
}

void
fl_session_get_accuracy (FlSession *self, FlAccuracy *out)
{
  g_return_if_fail (FL_IS_SESSION (self));

  g_autoptr (GArray) checks = fl_session_list_checks (self);
  g_autoptr (GArray) doubts = list_doubts (self, checks);
  FlCheckEstimate estimate;

  *out = (FlAccuracy){.error = NAN, .high = 1};
  if (checks->len == 0 || doubts->len == 0)
    return;
  fl_checks_estimate ((const FlCheck *) (const void *) checks->data, checks->len,
                      (const float *) (const void *) doubts->data, doubts->len, &estimate);
  *out = (FlAccuracy){.n_labels = find_mean_labels (checks, estimate.n),
                      .n = (guint) estimate.n,
                      .error = estimate.error,
                      .low = estimate.low,
                      .high = estimate.high};
}

GArray *
fl_session_list_accuracy (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GArray) checks = fl_session_list_checks (self);
  g_autoptr (GArray) points =
    fl_curve_list_points ((const FlCheck *) (const void *) checks->data, checks->len);
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (FlAccuracy));

  for (guint i = 0; i < points->len; i++) {
    const FlCurvePoint *point = &g_array_index (points, FlCurvePoint, i);
    const FlAccuracy each = {.n_labels = point->n_labels,
                             .n = point->n,
                             .error = (double) point->n_wrong / point->n,
                             .low =
                               1 - fl_binomial_bound (point->n, point->n - point->n_wrong, SIDE),
                             .high = fl_binomial_bound (point->n, point->n_wrong, SIDE)};
    g_array_append_val (curve, each);
  }
  return curve;
}

guint
fl_session_count_checks (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autoptr (GArray) checks = fl_session_list_checks (self);
  return checks->len;
}

char *
fl_accuracy_dup_sentence (const FlAccuracy *self)
{
  const int right = (int) floor (100 * (1 - self->error));

  if (self->n == 0)
    return NULL;
  if (self->n < LEAST_CHECKS)
    return g_strdup_printf (ngettext ("Random checks: %u so far", "Random checks: %u so far",
                                      self->n),
                            self->n);
  /* Translators: a share in percent, and of how many random checks. The machine learned meanwhile, mostly
   * for the better, hence “at least about”. */
  return g_strdup_printf (_ ("Random checks: at least about %d %% right (n = %u)"), right, self->n);
}

char *
fl_accuracy_dup_range (const FlAccuracy *self)
{
  if (self->n < LEAST_CHECKS)
    return NULL;
  /* Translators: two shares in percent. */
  return g_strdup_printf (_ ("Between %d and %d %%, 95 %% confidence, approximate"),
                          (int) floor (100 * (1 - self->high)), (int) ceil (100 * (1 - self->low)));
}
