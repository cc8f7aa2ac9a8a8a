/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the machine is as often right as it is certain, from random checks and from nothing else. */
#pragma once

#include "base/fl-json.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlReliability:
 * @certainty: how certain the machine was before the answers, on the mean, 0..1
 * @n: random checks of about that certainty
 * @right: share of them that agree with it, 0..1
 * @low: lower end of the 95 % interval of @right
 * @high: its upper end
 */
typedef struct {
  double certainty;
  guint n;
  double right;
  double low;
  double high;
} FlReliability;

/** fl_session_list_reliability: Returns: (transfer full) (element-type FlReliability): the least certain
 * first, from all random checks whose answers cannot be replaced any more; none while there are fewer than
 * twenty */
GArray *fl_session_list_reliability (FlSession *self);

/** fl_session_add_checks_json: Adds all that random checks say to @json, as the object `random_checks`: the
 * error now, the learning curve and how reliable certainties are; shares from 0 to 1. */
void fl_session_add_checks_json (FlSession *self, FlJson *json);

G_END_DECLS
