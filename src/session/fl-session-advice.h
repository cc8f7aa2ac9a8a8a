/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether to go on: advice, and never more. A part of #FlSession. */
#pragma once

#include "base/fl-json.h"
#include "session/fl-session.h"
#include "session/fl-stop-advice.h"

G_BEGIN_DECLS

/** fl_session_get_advice: Returns: (transfer none) (nullable): what followed from the newest models, until
 * `advice-changed` or a change of the classes; of tags about the one that is furthest from enough; %NULL before there is
 * a model */
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

/** fl_session_get_advice_tag: Returns: (transfer none) (nullable): name of the tag that @advice is about */
const char *fl_session_get_advice_tag (FlSession *self, const FlStopAdvice *advice);

/** fl_stop_light_get_name: Returns: (transfer none): `unknown`, `go-on`, `soon` or `enough` */
const char *fl_stop_light_get_name (FlStopLight light);

/** fl_stop_light_get_words: Returns: (transfer none): the advice in a few translated words */
const char *fl_stop_light_get_words (FlStopLight light);

/** fl_stop_advice_dup_words: Returns: (transfer full): the same, with the tag called @tag (nullable) that it is
 * about */
char *fl_stop_advice_dup_words (const FlStopAdvice *self, const char *tag);

/** fl_stop_advice_list_signs: Returns: (transfer full) (element-type utf8): which tag it is about, if it is about one,
 * called @tag (nullable); a translated sentence for each sign that is known, each with its numbers; and what none of them
 * can know */
GPtrArray *fl_stop_advice_list_signs (const FlStopAdvice *self, const char *tag);

/** fl_stop_advice_add_json: Adds the advice, which may be about the tag called @tag (nullable), to @json as the object
 * `advice`; what is not known is null. */
void fl_stop_advice_add_json (const FlStopAdvice *self, const char *tag, FlJson *json);

G_END_DECLS
