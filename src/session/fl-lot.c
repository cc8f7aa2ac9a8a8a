/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lot with its audits. A draw is wrong when both looks at it say so, or its second look alone does:
 * what is counted meanwhile is never less, but for agreements that a second look reverses, so that
 * the promise holds for frames that are wrong on both looks, and is stricter. */
#include "session/fl-lot.h"

#include <math.h>

/* Draws that are known at first, and to spare. */
#define FIRST_DRAWS 256
#define SPARE_DRAWS 64
/* So many audits later a disagreement is looked at once more. */
#define SECOND_LOOK_STEPS 10

FlLot *
fl_lot_new (const FlLotRow *row, guint attempt)
{
  FlLot *self = g_new0 (FlLot, 1);

  self->row = row;
  self->attempt = attempt;
  self->delta = (1 - row->confidence) / exp2 (attempt - 1);
  self->draws = g_array_new (FALSE, FALSE, sizeof (FlAuditDraw));
  self->answers = g_array_new (FALSE, FALSE, sizeof (FlAuditAnswer));
  self->errors = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->told = g_array_new (FALSE, FALSE, sizeof (guint8));
  return self;
}

void
fl_lot_free (FlLot *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->draws);
  g_array_unref (self->answers);
  g_array_unref (self->errors);
  g_array_unref (self->told);
  g_free (self);
}

/* Knows @n draws, if there are so many. */
static gboolean
reach (FlLot *self, FlStore *store, gsize n, GError **error)
{
  gsize n_known = MAX (self->draws->len, FIRST_DRAWS);

  if (self->draws->len >= MIN (n, (gsize) self->row->n_samples))
    return TRUE;
  while (n_known < n)
    n_known *= 2;
  GArray *draws = fl_store_list_draws (store, self->row->id, n_known, error);
  if (draws == NULL)
    return FALSE;
  g_array_unref (self->draws);
  self->draws = draws;
  return TRUE;
}

static gboolean
is_wrong (const FlLot *self, const FlAuditAnswer *answer)
{
  return answer->class_id !=
         g_array_index (self->draws, FlAuditDraw, (guint) answer->draw).class_id;
}

/* Answer number @i if it is the second look at @draw. */
static const FlAuditAnswer *
find_second (const FlLot *self, guint i, gint64 draw)
{
  const FlAuditAnswer *answer =
    i < self->answers->len ? &g_array_index (self->answers, FlAuditAnswer, i) : NULL;

  return answer != NULL && answer->draw == draw && answer->is_second ? answer : NULL;
}

/* Of all answers, or of those that may be told; @is_hopeful counts no disagreement that is still to be
 * looked at a second time. */
static void
count_errors (const FlLot *self, gboolean is_told, gboolean is_hopeful, GArray *errors)
{
  g_array_set_size (errors, 0);
  for (guint i = 0; i < self->answers->len; i++) {
    const FlAuditAnswer *answer = &g_array_index (self->answers, FlAuditAnswer, i);
    const FlAuditAnswer *second = find_second (self, i + 1, answer->draw);
    if (answer->draw != (gint64) errors->len || answer->is_second || (is_told && answer->is_fresh))
      break;
    i += second != NULL;
    const gboolean is_settled = second != NULL && !(is_told && second->is_fresh);
    const guint8 error =
      is_wrong (self, is_settled ? second : answer) && (is_settled || !is_hopeful);
    g_array_append_val (errors, error);
  }
}

static FlLotAudits
get_audits (const FlLot *self, const GArray *errors)
{
  return (FlLotAudits){.n_lot = (guint64) self->row->n_samples,
                       .errors = (const guint8 *) errors->data,
                       .n = errors->len};
}

/* What would be known if every second look that is to come agreed. */
static FlCertificateView
hope (const FlLot *self, gboolean is_told)
{
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (guint8));
  FlCertificateView view;

  count_errors (self, is_told, TRUE, errors);
  const FlLotAudits audits = get_audits (self, errors);
  fl_certificate_look (&audits, self->row->max_error, self->delta, &view);
  return view;
}

void
fl_lot_judge (FlLot *self, GArray *answers)
{
  if (answers != self->answers) {
    g_array_unref (self->answers);
    self->answers = g_array_ref (answers);
  }
  count_errors (self, FALSE, FALSE, self->errors);
  const FlLotAudits all = get_audits (self, self->errors);
  fl_certificate_judge (&all, self->row->max_error, self->delta, &self->view);
  /* One that only disagreements refuse which are looked at once more goes on. */
  self->is_lost = self->view.is_hopeless && hope (self, FALSE).is_hopeless;
}

/* Of a closed lot all was told. */
static void
find_told (FlLot *self)
{
  const gboolean is_open = g_str_equal (self->row->state, "open");

  count_errors (self, is_open, FALSE, self->told);
  const FlLotAudits told = get_audits (self, self->told);
  fl_certificate_look (&told, self->row->max_error, self->delta, &self->told_view);
  if (!self->told_view.is_hopeless || !is_open)
    return;
  /* The looks that are hoped for are to come too. */
  const FlCertificateView hoped = hope (self, TRUE);
  self->told_view.n_remaining = hoped.n_remaining + self->told_view.n_errors - hoped.n_errors;
}

gboolean
fl_lot_read_audits (FlLot *self, FlStore *store, GError **error)
{
  GArray *answers = fl_store_list_audits (store, self->row->id, error);

  if (answers == NULL)
    return FALSE;
  g_array_unref (self->answers);
  self->answers = answers;
  const gint64 last =
    answers->len > 0 ? g_array_index (answers, FlAuditAnswer, answers->len - 1).draw : -1;
  if (self->row->n_samples == 0 || !reach (self, store, (gsize) last + 1, error))
    return self->row->n_samples == 0;
  fl_lot_judge (self, answers);
  find_told (self);
  return TRUE;
}

gboolean
fl_lot_is_answered (const FlLot *self, gint64 draw, gboolean is_second)
{
  for (guint i = 0; i < self->answers->len; i++) {
    const FlAuditAnswer *answer = &g_array_index (self->answers, FlAuditAnswer, i);
    if (answer->draw == draw && !answer->is_second == !is_second)
      return TRUE;
  }
  return FALSE;
}

void
fl_lot_count_changes (const FlLot *self, gint64 annotator, guint *n_checks, guint *n_changes)
{
  for (guint i = 0; i < self->answers->len; i++) {
    const FlAuditAnswer *answer = &g_array_index (self->answers, FlAuditAnswer, i);
    const FlAuditAnswer *first = answer->is_second && i > 0 ? answer - 1 : NULL;
    if ((annotator != 0 && answer->annotator != annotator) || answer->is_fresh)
      continue;
    if (first == NULL)
      (*n_checks)++;
    else if (first->draw == answer->draw && first->annotator == answer->annotator)
      *n_changes += first->class_id != answer->class_id;
  }
}

static guint
count_disagreements (const FlLot *self)
{
  guint n = 0;

  for (guint i = 0; i < self->answers->len; i++) {
    const FlAuditAnswer *answer = &g_array_index (self->answers, FlAuditAnswer, i);
    n += !answer->is_second && is_wrong (self, answer);
  }
  return n;
}

/* Second looks at disagreements, and at as many of the first agreements. */
static void
add_second_looks (const FlLot *self, GArray *questions, guint n)
{
  const guint n_wrong = count_disagreements (self);
  const gboolean are_all_asked = (gint64) self->errors->len == self->row->n_samples;
  guint n_right = 0;

  for (guint i = 0; i < self->answers->len && questions->len < n; i++) {
    const FlAuditAnswer *answer = &g_array_index (self->answers, FlAuditAnswer, i);
    const FlLotQuestion question = {.draw = answer->draw, .is_second = TRUE};
    if (answer->is_second)
      continue;
    const gboolean is_chosen = is_wrong (self, answer) || n_right++ < n_wrong;
    const gboolean is_due =
      are_all_asked || answer->draw + SECOND_LOOK_STEPS < (gint64) self->errors->len;
    if (is_chosen && is_due && find_second (self, i + 1, answer->draw) == NULL)
      g_array_append_val (questions, question);
  }
}

GArray *
fl_lot_list_questions (FlLot *self, FlStore *store, guint n)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (FlLotQuestion));
  guint next = 0;

  if (!reach (self, store, self->answers->len + n + SPARE_DRAWS, NULL))
    return questions;
  add_second_looks (self, questions, n);
  for (gint64 draw = 0; draw < (gint64) self->draws->len && questions->len < n; draw++) {
    const FlLotQuestion question = {.draw = draw};
    while (next < self->answers->len &&
           g_array_index (self->answers, FlAuditAnswer, next).draw < draw)
      next++;
    if (next == self->answers->len ||
        g_array_index (self->answers, FlAuditAnswer, next).draw != draw)
      g_array_append_val (questions, question);
  }
  return questions;
}

FlLotSum
fl_lots_sum (const GPtrArray *lots)
{
  g_autofree FlLotAudits *audits = g_new0 (FlLotAudits, lots->len + 1);
  FlLotSum sum = {0};

  for (guint i = 0; i < lots->len; i++) {
    const FlLot *lot = lots->pdata[i];
    /* One that does not stand keeps its place, and with it its share of the risk. */
    if (!g_str_equal (lot->row->state, "open") && !g_str_equal (lot->row->state, "certified"))
      continue;
    audits[i] = get_audits (lot, lot->told);
    sum.n_lots++;
    sum.n_samples += audits[i].n_lot;
  }
  sum.n_at_most = fl_certificate_bound_sum (audits, lots->len, FL_LOT_SUM_RISK);
  return sum;
}
