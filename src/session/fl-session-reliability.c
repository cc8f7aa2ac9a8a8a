/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/fl-session-reliability.h"

#include "session/fl-session-accuracy.h"
#include "session/fl-session-checks.h"

/* Of fewer checks nothing is told but their number. */
#define LEAST_CHECKS 20
/* Chance that an interval is wrong on one side. */
#define SIDE 0.025

GArray *
fl_session_list_reliability (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  g_autoptr (GArray) checks = fl_session_list_checks (self, 0);
  const guint n = checks->len < LEAST_CHECKS ? 0 : checks->len;
  g_autoptr (GArray) bins = fl_checks_list_bins ((const FlCheck *) (const void *) checks->data, n);
  GArray *points = g_array_new (FALSE, FALSE, sizeof (FlReliability));

  for (guint i = 0; i < bins->len; i++) {
    const FlCheckBin *bin = &g_array_index (bins, FlCheckBin, i);
    const FlReliability point = {.certainty = bin->certainty,
                                 .n = bin->n,
                                 .right = (double) bin->n_right / bin->n,
                                 .low = 1 - fl_binomial_bound (bin->n, bin->n - bin->n_right, SIDE),
                                 .high = fl_binomial_bound (bin->n, bin->n_right, SIDE)};
    g_array_append_val (points, point);
  }
  return points;
}

static void
add_curve (FlSession *self, FlJson *json)
{
  g_autoptr (GArray) curve = fl_session_list_accuracy (self);

  fl_json_begin_array (json, "curve");
  for (guint i = 0; i < curve->len; i++) {
    const FlAccuracy *each = &g_array_index (curve, FlAccuracy, i);
    fl_json_begin_object (json, NULL);
    fl_json_add_double (json, "labelled_samples", each->n_labels);
    fl_json_add_int (json, "n", each->n);
    fl_json_add_double (json, "error", each->error);
    fl_json_add_double (json, "error_low", each->low);
    fl_json_add_double (json, "error_high", each->high);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static void
add_reliability (FlSession *self, FlJson *json)
{
  g_autoptr (GArray) points = fl_session_list_reliability (self);

  fl_json_begin_array (json, "reliability");
  for (guint i = 0; i < points->len; i++) {
    const FlReliability *each = &g_array_index (points, FlReliability, i);
    fl_json_begin_object (json, NULL);
    fl_json_add_double (json, "certainty", each->certainty);
    fl_json_add_int (json, "n", each->n);
    fl_json_add_double (json, "right", each->right);
    fl_json_add_double (json, "right_low", each->low);
    fl_json_add_double (json, "right_high", each->high);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

void
fl_session_add_checks_json (FlSession *self, FlJson *json)
{
  FlAccuracy accuracy;

  g_return_if_fail (FL_IS_SESSION (self));
  fl_session_get_accuracy (self, &accuracy);
  fl_json_begin_object (json, "random_checks");
  fl_json_add_int (json, "answers", fl_session_count_checks (self));
  fl_json_add_int (json, "n", accuracy.n);
  if (accuracy.n > 0) {
    fl_json_add_int (json, "taken_back", accuracy.n_taken_back);
    fl_json_add_double (json, "error", accuracy.error);
    fl_json_add_double (json, "error_low", accuracy.low);
    fl_json_add_double (json, "error_high", accuracy.high);
  }
  add_curve (self, json);
  add_reliability (self, json);
  fl_json_end_object (json);
}
