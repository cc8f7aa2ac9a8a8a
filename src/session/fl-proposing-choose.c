/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which candidates would be accepted. A proposal: what is promised of it comes from checks alone. */
#include "session/fl-proposing.h"

#include "learn/fl-certificate.h"
#include "learn/fl-proposal.h"

const FlClassLimit *
fl_acceptance_find_limit (const FlAcceptance *self, gint64 class_id)
{
  for (guint i = 0; self->limits != NULL && i < self->limits->len; i++) {
    const FlClassLimit *limit = &g_array_index (self->limits, FlClassLimit, i);
    if (limit->class_id == class_id && !limit->is_missed)
      return limit;
  }
  return NULL;
}

GPtrArray *
fl_proposed_split (const GArray *proposed, const GArray *limits)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i <= limits->len; i++)
    g_ptr_array_add (parts, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = limits->len; i > 0; i--) {
    const int id = (int) g_array_index (limits, FlClassLimit, i - 1).class_id;
    g_hash_table_insert (places, GINT_TO_POINTER (id), GUINT_TO_POINTER (i));
  }
  for (guint i = 0; i < proposed->len; i++) {
    const int id = (int) g_array_index (proposed, FlProposed, i).class_id;
    g_array_append_val (parts->pdata[GPOINTER_TO_UINT (
                          g_hash_table_lookup (places, GINT_TO_POINTER (id)))],
                        i);
  }
  return parts;
}

/* Chooses among candidates that are judged together. */
static void
choose_part (const GArray *candidates, const GArray *part, double max_error, guint8 *is_chosen)
{
  g_autofree float *doubts = g_new (float, MAX (part->len, 1));
  g_autofree guint8 *is_proposed = g_new0 (guint8, MAX (part->len, 1));

  for (guint i = 0; i < part->len; i++) {
    const guint place = g_array_index (part, guint, i);
    doubts[i] = 1 - g_array_index (candidates, FlProposed, place).confidence;
  }
  fl_proposal_choose (doubts, part->len, max_error, is_proposed);
  for (guint i = 0; i < part->len; i++)
    is_chosen[g_array_index (part, guint, i)] = is_proposed[i];
}

/* How many samples of the class there are to be expected: found by people, and by the machine. */
static double
expect_n (const FlProposing *self, gint64 class_id)
{
  double n = 0;

  for (guint i = 0; i < self->classes->len; i++) {
    const FlProposingClass *klass = &g_array_index (self->classes, FlProposingClass, i);
    n += klass->id == class_id ? klass->n_labels : 0;
  }
  for (guint i = 0; i < self->candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (self->candidates, FlProposed, i);
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

/* Whether @class_id would say of a sample that it is not of the class, or has not the tag, of @limit. */
static gboolean
is_other (const FlProposing *self, gint64 class_id, const FlClassLimit *limit)
{
  return self->is_multi_label ? class_id == -limit->class_id : class_id != limit->class_id;
}

/* Keeps the surest chosen samples of other classes: no more of the class can be expected among
 * them than the sum of their doubts. */
static void
drop_missed (const FlProposing *self, const FlClassLimit *limit, guint8 *is_chosen)
{
  const double allowed = limit->share * expect_n (self, limit->class_id);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Doubtful));
  double sum = 0;

  for (guint i = 0; i < self->candidates->len; i++) {
    const FlProposed *candidate = &g_array_index (self->candidates, FlProposed, i);
    const Doubtful other = {.doubt = 1 - candidate->confidence, .place = i};
    if (is_chosen[i] && is_other (self, candidate->class_id, limit))
      g_array_append_val (others, other);
  }
  g_array_sort (others, compare_doubts);
  for (guint i = 0; i < others->len; i++) {
    const Doubtful *other = &g_array_index (others, Doubtful, i);
    sum += (double) other->doubt;
    is_chosen[other->place] = sum <= allowed;
  }
}

/* Returns: (transfer full) (element-type FlProposed): what is chosen where all that has no limit of its own
 * may be wrong in @max_error, or is left as it is when that is 0 */
static GArray *
choose (const FlProposing *self, double max_error)
{
  const GArray *limits = self->acceptance.limits;
  g_autoptr (GPtrArray) parts = fl_proposed_split (self->candidates, self->limits);
  g_autofree guint8 *is_chosen = g_new0 (guint8, MAX (self->candidates->len, 1));
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (FlProposed));

  if (max_error > 0)
    choose_part (self->candidates, parts->pdata[0], max_error, is_chosen);
  for (guint i = 0; i < self->limits->len; i++)
    choose_part (self->candidates, parts->pdata[i + 1],
                 g_array_index (self->limits, FlClassLimit, i).share, is_chosen);
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    if (g_array_index (limits, FlClassLimit, i).is_missed)
      drop_missed (self, &g_array_index (limits, FlClassLimit, i), is_chosen);
  for (guint i = 0; i < self->candidates->len; i++)
    if (is_chosen[i])
      g_array_append_val (chosen, g_array_index (self->candidates, FlProposed, i));
  return chosen;
}

/* Lot @i, none and 0 being that of all which has no limit of its own. */
static FlPlannedLot
plan_lot (const FlProposing *self, guint i, guint n_samples)
{
  const FlClassLimit *limit = i > 0 ? &g_array_index (self->limits, FlClassLimit, i - 1) : NULL;
  const double max_error = limit != NULL ? limit->share : self->acceptance.max_error;

  return (FlPlannedLot){.class_id = limit != NULL ? limit->class_id : 0,
                        .max_error = max_error,
                        .n_samples = n_samples,
                        .n_checks =
                          (guint) fl_certificate_count_clean (n_samples, max_error,
                                                              1 - self->acceptance.confidence)};
}

void
fl_proposing_choose (FlProposing *self)
{
  FlAcceptance *acceptance = &self->acceptance;

  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->lots, g_array_unref);
  self->chosen = choose (self, acceptance->is_limited_only ? 0 : acceptance->max_error);
  self->lots = g_array_new (FALSE, FALSE, sizeof (FlPlannedLot));
  acceptance->n_samples = self->chosen->len;
  acceptance->n_checks = 0;
  g_autoptr (GPtrArray) parts = fl_proposed_split (self->chosen, self->limits);
  for (guint i = 0; i < parts->len; i++) {
    const guint n = ((const GArray *) parts->pdata[i])->len;
    const FlPlannedLot lot = plan_lot (self, i, n);
    if (n == 0)
      continue;
    g_array_append_val (self->lots, lot);
    acceptance->n_checks += lot.n_checks;
  }
}

/* In projects of tags the limits of all answers are the one of all, unless they have one of their own. */
static void
loosen (FlProposing *self, double max_error)
{
  for (guint i = 0; i < self->limits->len; i++) {
    FlClassLimit *limit = &g_array_index (self->limits, FlClassLimit, i);
    if (fl_acceptance_find_limit (&self->acceptance, limit->class_id) == NULL)
      limit->share = max_error;
  }
}

/* Without a limit of all there is none to be turned up. */
static gboolean
can_hint (const FlProposing *self, GCancellable *cancellable)
{
  return self->acceptance.n_samples == 0 && !self->acceptance.is_limited_only &&
         self->n_hint == 0 && !g_cancellable_is_cancelled (cancellable);
}

void
fl_proposing_find_hint (FlProposing *self, GCancellable *cancellable)
{
  static const double larger[] = {0.03, 0.05, 0.1, 0.2};
  g_autoptr (GArray) limits = g_steal_pointer (&self->limits);

  self->n_hint = 0;
  self->limits = g_array_copy (limits);
  for (gsize i = 0; can_hint (self, cancellable) && i < G_N_ELEMENTS (larger); i++) {
    if (larger[i] <= self->acceptance.max_error)
      continue;
    loosen (self, larger[i]);
    g_autoptr (GArray) chosen = choose (self, larger[i]);
    self->hint_max_error = larger[i];
    self->n_hint = chosen->len;
  }
  g_clear_pointer (&self->limits, g_array_unref);
  self->limits = g_steal_pointer (&limits);
}
