/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepting predictions as a lot. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "learn/fl-certificate.h"
#include "learn/fl-proposal.h"
#include "store/fl-store-lots.h"

/* Labels that a class needs in the project, and a stream, before a machine may speak for them
 * (decisions 28). */
#define MIN_CLASS_LABELS  5
#define MIN_STREAM_LABELS 1

/* Samples of one class that people labelled in @stream; those of one run count as one, for one of
 * them was looked at, and those of a group that nobody saw do not count. */
static guint
count_looked_at (FlStream *stream, gint64 class_id)
{
  const GArray *track = fl_stream_get_track (stream);
  guint n = 0;

  for (guint i = 0, end; i < track->len; i = end) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    const guint n_samples = fl_stream_count_before (stream, row->range.last + 1) -
                            fl_stream_count_before (stream, row->range.first);
    end = fl_track_end_answer (track, i);
    if (row->class_id == class_id && fl_track_find_taught (track, i, end) != NULL)
      n += end > i + 1 || fl_label_is_of_many (row) ? 1 : MAX (n_samples, 1);
  }
  return n;
}

/* Ids of the classes with enough labels. */
static GHashTable *
list_known_classes (FlSession *self)
{
  GHashTable *known = g_hash_table_new (NULL, NULL);

  for (guint c = 0; c < fl_session_get_n_classes (self); c++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, c));
    guint n = 0;
    for (guint i = 0; i < fl_session_get_n_streams (self); i++)
      n += count_looked_at (fl_session_peek_stream (self, i), id);
    if (n >= MIN_CLASS_LABELS)
      g_hash_table_add (known, GINT_TO_POINTER ((int) id));
  }
  return known;
}

static gboolean
has_enough (GHashTable *known_classes, FlStream *stream, gint64 class_id)
{
  return g_hash_table_contains (known_classes, GINT_TO_POINTER ((int) class_id)) &&
         fl_stream_get_track (stream)->len >= MIN_STREAM_LABELS;
}

/* Samples without a person's label and without an auto label. */
static void
list_stream (FlSession *self,
             GHashTable *known_classes,
             FlStream *stream,
             GArray *candidates,
             FlAcceptance *acceptance)
{
  FlSweep *sweep = fl_stream_get_sweep (stream);

  /* What another model said is not what is judged. */
  if (sweep == NULL || sweep->generation != self->model_generation)
    return;
  for (gsize i = 0; i < sweep->samples->n; i++) {
    FlVerdict verdict;
    fl_stream_get_verdict (stream, sweep->samples->frames[i], &verdict);
    if (verdict.certainty != FL_CERTAINTY_MODEL)
      continue;
    acceptance->n_candidates++;
    if (!has_enough (known_classes, stream, sweep->class_ids[i])) {
      acceptance->n_left_out++;
      continue;
    }
    const FlProposed candidate = {.stream = stream,
                                  .frame = sweep->samples->frames[i],
                                  .class_id = sweep->class_ids[i],
                                  .confidence = sweep->confidences[i]};
    g_array_append_val (candidates, candidate);
  }
}

static const FlClassLimit *
find_limit (const FlAcceptance *acceptance, gint64 class_id, gboolean is_missed)
{
  for (guint i = 0; acceptance->limits != NULL && i < acceptance->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (acceptance->limits, FlClassLimit, i);
    if (limit->class_id == class_id && limit->is_missed == is_missed)
      return limit;
  }
  return NULL;
}

/* Candidates that are judged together: those of one class with a limit of its own, or all others
 * when @class_id is 0. */
static void
choose_group (const GArray *candidates,
              const FlAcceptance *acceptance,
              gint64 class_id,
              double max_error,
              guint8 *is_chosen)
{
  g_autofree float *doubts = g_new (float, MAX (candidates->len, 1));
  g_autofree guint *places = g_new (guint, MAX (candidates->len, 1));
  g_autofree guint8 *is_proposed = g_new0 (guint8, MAX (candidates->len, 1));
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    gboolean has_own = find_limit (acceptance, candidate->class_id, FALSE) != NULL;
    if (class_id != 0 ? candidate->class_id != class_id : has_own)
      continue;
    doubts[n] = 1 - candidate->confidence;
    places[n++] = i;
  }
  fl_proposal_choose (doubts, n, max_error, is_proposed);
  for (guint i = 0; i < n; i++)
    is_chosen[places[i]] = is_proposed[i];
}

/* How many samples of the class there are to be expected: found by people, and by the machine. */
static double
expect_n (FlSession *self, const GArray *candidates, gint64 class_id)
{
  FlClass *klass = fl_session_find_class_by_id (self, class_id);
  double n = klass != NULL ? fl_class_get_n_labels (klass) : 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    if (candidate->class_id == class_id)
      n += (double) candidate->confidence;
  }
  return n;
}

typedef struct {
  float doubt;
  guint place;
} Doubtful;

static int
compare_doubts (gconstpointer a, gconstpointer b)
{
  const Doubtful *x = a;
  const Doubtful *y = b;

  if (x->doubt != y->doubt)
    return x->doubt < y->doubt ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Keeps the surest chosen samples of other classes: no more of the class can be expected among
 * them than the sum of their doubts. */
static void
drop_missed (FlSession *self,
             const GArray *candidates,
             const FlClassLimit *limit,
             guint8 *is_chosen)
{
  double allowed = limit->share * expect_n (self, candidates, limit->class_id);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Doubtful));
  double sum = 0;

  for (guint i = 0; i < candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (candidates, FlProposed, i);
    const Doubtful other = {.doubt = 1 - candidate->confidence, .place = i};
    if (is_chosen[i] && candidate->class_id != limit->class_id)
      g_array_append_val (others, other);
  }
  g_array_sort (others, compare_doubts);
  for (guint i = 0; i < others->len; i++) {
    const Doubtful *other = &g_array_index (others, Doubtful, i);
    sum += (double) other->doubt;
    is_chosen[other->place] = sum <= allowed;
  }
}

static void
choose (FlSession *self,
        const GArray *candidates,
        const FlAcceptance *acceptance,
        guint8 *is_chosen)
{
  const GArray *limits = acceptance->limits;

  choose_group (candidates, acceptance, 0, acceptance->max_error, is_chosen);
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    if (!limit->is_missed)
      choose_group (candidates, acceptance, limit->class_id, limit->share, is_chosen);
  }
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    if (limit->is_missed)
      drop_missed (self, candidates, limit, is_chosen);
  }
}

GArray *
fl_session_propose (FlSession *self, FlAcceptance *acceptance)
{
  if (self->model == NULL || !fl_model_get_facts (self->model)->is_calibrated)
    return NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlProposed));
  g_autoptr (GHashTable) known_classes = list_known_classes (self);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (FlProposed));

  acceptance->n_candidates = 0;
  acceptance->n_left_out = 0;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    list_stream (self, known_classes, fl_session_peek_stream (self, i), candidates, acceptance);
  g_autofree guint8 *is_chosen = g_new0 (guint8, MAX (candidates->len, 1));
  choose (self, candidates, acceptance, is_chosen);
  for (guint i = 0; i < candidates->len; i++)
    if (is_chosen[i])
      g_array_append_val (chosen, g_array_index (candidates, FlProposed, i));
  acceptance->n_samples = chosen->len;
  acceptance->n_checks = chosen->len > 0
                           ? (guint) fl_certificate_count_clean (chosen->len, acceptance->max_error,
                                                                 1 - acceptance->confidence)
                           : 0;
  return chosen;
}

/* The model's doubt is not measured yet: too few samples, or all of them close together. */
static void
set_not_measured (FlSession *self, GError **error)
{
  if (self->n_taught >= FL_LEARNING_VALIDATE_FROM) {
    g_set_error_literal (
      error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
      _ ("There is nothing to accept yet, because all labels come from one or two places, where "
         "nobody can measure how sure the model is elsewhere; label some in other places"));
    return;
  }
  g_set_error (
    error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
    /* Translators: two numbers of labelled samples: needed, and there. */
    ngettext ("There is nothing to accept yet, because it takes about %1$u labelled samples from "
              "several places to measure how sure the model is, and there is %2$u; label some "
              "more",
              "There is nothing to accept yet, because it takes about %1$u labelled samples from "
              "several places to measure how sure the model is, and there are %2$u; label some "
              "more",
              self->n_taught),
    FL_LEARNING_VALIDATE_FROM, (guint) self->n_taught);
}

static gboolean
check_acceptance (FlSession *self, const FlAcceptance *acceptance, GError **error)
{
  if (self->is_multi_label) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Predictions of tags cannot be accepted yet; export them as they are, "
                            "with the source “model”"));
    return FALSE;
  }
  if (!(acceptance->max_error > 0 && acceptance->max_error < 1) ||
      !(acceptance->confidence > 0 && acceptance->confidence < 1)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Maximum error and confidence are numbers between 0 and 1, such as "
                            "0.02 and 0.95"));
    return FALSE;
  }
  if (self->model != NULL && fl_model_get_facts (self->model)->is_calibrated)
    return TRUE;
  if (self->model != NULL) {
    set_not_measured (self, error);
    return FALSE;
  }
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                       _ ("There is nothing to accept yet, because there is no model; label some "
                          "samples of at least two classes first"));
  return FALSE;
}

gboolean
fl_session_preview_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (GArray) chosen = fl_session_propose (self, acceptance);
  return TRUE;
}

static GPtrArray *
build_parts (GArray *chosen)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  FlStream *stream = NULL;
  FlLotPart *part = NULL;

  for (guint i = 0; i < chosen->len; i++) {
    const FlProposed *candidate = &g_array_index (chosen, FlProposed, i);
    if (candidate->stream != stream) {
      stream = candidate->stream;
      part = g_new (FlLotPart, 1);
      *part = (FlLotPart){.stream = fl_stream_get_id (stream),
                          .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
      g_ptr_array_add (parts, part);
    }
    const FlLotSample sample = {.frame = candidate->frame,
                                .class_id = candidate->class_id,
                                .confidence = (double) candidate->confidence};
    g_array_append_val (part->samples, sample);
  }
  return parts;
}

static char *
describe_scope (const FlAcceptance *acceptance)
{
  const GArray *limits = acceptance->limits;
  g_autoptr (GString) scope = g_string_new (NULL);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (limits, FlClassLimit, i);
    char share[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_dtostr (share, sizeof share, limit->share);
    g_string_append_printf (scope, "%s%s:%" G_GINT64_FORMAT "=%s", i > 0 ? " " : "",
                            limit->is_missed ? "max-missed" : "max-error", limit->class_id, share);
  }
  return g_strdup (scope->len > 0 ? scope->str : "all");
}

gboolean
fl_session_accept (FlSession *self, FlAcceptance *acceptance, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, FALSE);

  if (!check_acceptance (self, acceptance, error))
    return FALSE;
  g_autoptr (GArray) chosen = fl_session_propose (self, acceptance);
  if (chosen->len == 0)
    return TRUE;
  g_autoptr (GPtrArray) parts = build_parts (chosen);
  g_autofree char *scope = describe_scope (acceptance);
  const FlLotRow row = {.model = fl_model_get_facts (self->model)->revision,
                        .max_error = acceptance->max_error,
                        .confidence = acceptance->confidence,
                        .scope = scope};
  if (fl_store_add_lot (self->store, &row, parts, self->annotator, error) == 0 ||
      !fl_session_load_lots (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  return TRUE;
}
