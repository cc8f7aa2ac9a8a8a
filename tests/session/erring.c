/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erring.h"

#include "session/fl-lot.h"

/* What the machine says of all samples, and what is true where it is wrong. */
#define MACHINE 1
#define OTHER   2

typedef struct {
  FlLot *lot;
  GArray *answers; /* FlAuditAnswer, by draw */
  guint8 *truth;   /* what the person would say without a slip, by draw */
} Checking;

/* Wrong labels at random places; of some the person never sees that they are. */
static guint8 *
draw_truth (GRand *rand, guint n_lot, guint n_wrong, const Erring *erring)
{
  guint8 *truth = g_new (guint8, n_lot);

  for (guint i = 0; i < n_lot; i++) {
    const gboolean is_wrong = g_rand_double (rand) * (n_lot - i) < n_wrong;
    const gboolean is_seen = is_wrong && g_rand_double (rand) >= erring->blind;
    n_wrong -= is_wrong;
    truth[i] = is_seen ? OTHER : MACHINE;
  }
  return truth;
}

static GArray *
list_draws (guint n_lot)
{
  GArray *draws = g_array_new (FALSE, FALSE, sizeof (FlAuditDraw));

  for (guint i = 0; i < n_lot; i++) {
    const FlAuditDraw draw = {.stream = 1, .frame = i, .class_id = MACHINE};
    g_array_append_val (draws, draw);
  }
  return draws;
}

/* The first look at a draw comes before its second one. */
static guint
find_place (const GArray *answers, const FlLotQuestion *question)
{
  guint i = answers->len;

  while (i > 0) {
    const FlAuditAnswer *before = &g_array_index (answers, FlAuditAnswer, i - 1);
    if (before->draw < question->draw || (before->draw == question->draw && question->is_second))
      break;
    i--;
  }
  return i;
}

static void
answer (Checking *self, GRand *rand, const FlLotQuestion *question, const Erring *erring)
{
  const guint8 right = self->truth[question->draw];
  const double share = erring->slips + (right == OTHER ? erring->misses : 0);
  const gboolean is_slip = g_rand_double (rand) < share;
  const FlAuditAnswer said = {.draw = question->draw,
                              .is_second = question->is_second,
                              .class_id = is_slip ? MACHINE + OTHER - right : right,
                              .annotator = 1};

  g_array_insert_val (self->answers, find_place (self->answers, question), said);
  fl_lot_judge (self->lot, self->answers);
}

/* One question after the other, as a sitting has them. */
static guint
check (Checking *self, GRand *rand, const Erring *erring)
{
  guint n = 0;

  while (self->lot->view.state == FL_CERTIFICATE_OPEN && !self->lot->is_lost) {
    g_autoptr (GArray) questions = fl_lot_list_questions (self->lot, NULL, 1);
    if (questions->len == 0)
      break;
    answer (self, rand, &g_array_index (questions, FlLotQuestion, 0), erring);
    n++;
  }
  return n;
}

gboolean
erring_certify (GRand *rand,
                guint n_lot,
                guint n_wrong,
                double max_error,
                const Erring *erring,
                guint64 *out_n_looks)
{
  const FlLotRow row = {.n_samples = n_lot,
                        .max_error = max_error,
                        .confidence = 0.95,
                        .state = (char *) "open"};
  FlLot *lot = fl_lot_new (&row, 1);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAuditAnswer));
  g_autofree guint8 *truth = draw_truth (rand, n_lot, n_wrong, erring);
  Checking checking = {.lot = lot, .answers = answers, .truth = truth};

  g_array_unref (lot->draws);
  lot->draws = list_draws (n_lot);
  *out_n_looks += check (&checking, rand, erring);
  const gboolean is_certified = lot->view.state == FL_CERTIFICATE_GIVEN;
  fl_lot_free (lot);
  return is_certified;
}
