/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was accepted, how far its certificate is, and what may be said of it. */
#pragma once

#include "session/fl-lot-scope.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlLotState:
 * @FL_LOT_OPEN: it has checks to come
 * @FL_LOT_CERTIFIED: it holds its promise, for good
 * @FL_LOT_FAILED: too many checks disagreed; its samples are free again
 * @FL_LOT_WITHDRAWN: it was given back or undone, or its pictures or classes mean something else now
 *
 * Where a lot stands.
 */
typedef enum {
  FL_LOT_OPEN,
  FL_LOT_CERTIFIED,
  FL_LOT_FAILED,
  FL_LOT_WITHDRAWN,
} FlLotState;

/**
 * FlLotReport:
 * @id: in this project
 * @uuid: identity, as in exports
 * @created_us: when it was frozen, µs since 1970 UTC
 * @state: where it stands
 * @n_samples: how many auto labels
 * @max_error: that was asked for, 0..1
 * @confidence: that was asked for, 0..1
 * @n_attempts: 1, or more when samples of it were in lots that were checked before; each halves the
 *   chance of a wrong certificate
 * @n_answered: checks that count
 * @n_checks: those of them that may be told of: not the last one while its answer can be replaced as a
 *   slip, so that nobody learns from it whether the machine said the same
 * @n_disagreements: those of them that disagree
 * @n_remaining: checks that certify it if all of them agree, 0 when it is not open
 * @n_at_most: so many of its labels may be wrong, at that confidence
 * @n_changed: checks that the same person answered otherwise when they were shown again
 * @people: (nullable): names of those who answered the checks, where several people work on the project
 * @classes: (nullable): names of the classes that it knew, where there are others now
 * @scope: what it is about, as in the project
 * @about: what it is about
 * @stream: (nullable): name of the only video, where there is one
 * @klass: (nullable): name of the only class, where there is one
 * @seed: (nullable): by which its checks were drawn, once it is closed
 */
typedef struct {
  gint64 id;
  char *uuid;
  gint64 created_us;
  FlLotState state;
  guint n_samples;
  double max_error;
  double confidence;
  guint n_attempts;
  guint n_answered;
  guint n_checks;
  guint n_disagreements;
  guint n_remaining;
  guint n_at_most;
  guint n_changed;
  char *people;
  char *classes;
  char *scope;
  FlLotScope about;
  char *stream;
  char *klass;
  char *seed;
} FlLotReport;

/** fl_session_list_lots: Returns: (transfer full) (element-type FlLotReport): oldest first */
GPtrArray *fl_session_list_lots (FlSession *self);

/** fl_session_find_lot: Returns: the id of the lot whose identity begins with @word, else 0 with a
 * sentence */
gint64 fl_session_find_lot (FlSession *self, const char *word, GError **error);

/** fl_lot_state_get_name: Returns: (transfer none): `open`, `certified`, `failed` or `withdrawn` */
const char *fl_lot_state_get_name (FlLotState state);

/**
 * fl_lot_report_dup_sentence:
 * @self: a lot
 *
 * Returns: (transfer full): all that may be said of it, one or two translated sentences
 */
char *fl_lot_report_dup_sentence (const FlLotReport *self);

/** FL_LOT_SUM_RISK: chance that what is said of all lots together is wrong. */
#define FL_LOT_SUM_RISK 0.05

/**
 * FlLotSum:
 * @n_lots: lots that stand, open or certified
 * @n_samples: auto labels in them
 * @n_at_most: so many of these may be wrong, at 1 - %FL_LOT_SUM_RISK
 *
 * What holds of all lots together; the bounds of single lots hold each by itself.
 */
typedef struct {
  guint n_lots;
  guint64 n_samples;
  guint64 n_at_most;
} FlLotSum;

/** fl_session_sum_lots: Returns: what holds of all lots; see fl_certificate_bound_sum() */
FlLotSum fl_session_sum_lots (FlSession *self);

/** fl_lot_sum_dup_sentence: Returns: (transfer full) (nullable): what may be said of all lots, a
 * translated sentence; %NULL where there are not several */
char *fl_lot_sum_dup_sentence (const FlLotSum *self);

/** fl_session_dup_lots: Returns: (transfer full) (nullable): what may be said of what was accepted, a
 * translated sentence: of all lots that stand together, or of the only one; %NULL where there is none */
char *fl_session_dup_lots (FlSession *self);

/** fl_lot_sum_add_json: Adds what holds of all lots to @json, as the object @name. */
void fl_lot_sum_add_json (const FlLotSum *self, const char *name, FlJson *json);

/**
 * fl_session_give_back_lot:
 * @self: a session that may write
 * @lot: id of a lot
 * @error: return location
 *
 * Frees the samples of a lot, as one action that undo takes back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_give_back_lot (FlSession *self, gint64 lot, GError **error);

/**
 * fl_session_certify:
 * @self: a session that may write
 * @lot: id of an open lot, or 0 for no more than the usual share
 *
 * Has every question be a check of @lot until it is closed.
 */
void fl_session_certify (FlSession *self, gint64 lot);

/** fl_session_get_certified_now: Returns: id of the lot that every question is about, or 0 */
gint64 fl_session_get_certified_now (FlSession *self);

/**
 * fl_session_next_check:
 * @self: a headless session that may write
 * @lot: id of a lot
 * @error: return location
 *
 * Asks the next check of @lot: the next label of that very frame answers it, see fl_session_label().
 *
 * Returns: (transfer full): the question, or %NULL when the lot is closed, with a sentence
 */
FlItem *fl_session_next_check (FlSession *self, gint64 lot, GError **error);

G_END_DECLS
