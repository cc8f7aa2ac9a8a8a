/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether to go on: advice, and never more. A part of #FlSession. */
#pragma once

#include "base/fl-json.h"
#include "session/fl-session.h"
#include "session/fl-stop-advice.h"

G_BEGIN_DECLS

/** fl_session_get_advice: Returns: (transfer none) (nullable): what followed from the newest models, until
 * `advice-changed` or a change of the classes; %NULL before there is a model, and in projects of tags */
const FlStopAdvice *fl_session_get_advice (FlSession *self);

/**
 * fl_session_find_advice:
 * @self: a headless session
 *
 * Finds it out, and waits for it; in a window a thread does so at each new model, and the signal
 * `advice-changed` tells the end.
 *
 * Returns: (transfer none) (nullable): the same as fl_session_get_advice()
 */
const FlStopAdvice *fl_session_find_advice (FlSession *self);

/** fl_stop_light_get_name: Returns: (transfer none): `unknown`, `go-on`, `soon` or `enough` */
const char *fl_stop_light_get_name (FlStopLight light);

/** fl_stop_light_get_words: Returns: (transfer none): the advice in a few translated words */
const char *fl_stop_light_get_words (FlStopLight light);

/** fl_stop_advice_list_signs: Returns: (transfer full) (element-type utf8): a translated sentence for each
 * sign that is known, each with its numbers, and what none of them can know */
GPtrArray *fl_stop_advice_list_signs (const FlStopAdvice *self);

/** fl_stop_advice_add_json: Adds the advice to @json, as the object `advice`; what is not known is null. */
void fl_stop_advice_add_json (const FlStopAdvice *self, FlJson *json);

G_END_DECLS
