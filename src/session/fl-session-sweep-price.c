/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sweep would cost, and starting it. To cut hours of footage into blocks takes a while, so that a window
 * has a thread do it; what it cut is what is frozen then. */
#include <glib/gi18n.h>
#include <math.h>

#include "session/fl-session-private.h"
#include "session/fl-session-sweeps.h"
#include "session/fl-sweep-blocks.h"
#include "session/fl-sweep-count.h"
#include "session/fl-sweep-price.h"
#include "session/fl-wishes.h"

/* Of the tiles. More would cost more than they tell: with 60 seen of 60 at most 5 % are passed over. */
#define MAX_PLANT_SHARE (1 / 15.0)

/* First what it is found from, and then what was found. */
struct _FlSweepPrice {
  FlSweepPlan plan; /* with a reference of its class, which another thread leaves alone */
  gint64 class_id;
  char *class_name;
  double delta; /* chance of a wrong promise */
  gint64 model; /* revision of the one whose predictions are cut */
  gboolean is_tag;
  GPtrArray *footage; /* (nullable) FlSweepFootage */
  GPtrArray *parts;   /* (nullable) FlSweepPart */
  GError *problem;    /* (nullable) why there can be no such sweep */
};

void
fl_sweep_price_free (FlSweepPrice *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->plan.klass);
  g_free (self->class_name);
  g_clear_pointer (&self->footage, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

gboolean
fl_session_is_swept (FlSession *self, FlClass *klass)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  g_autoptr (GPtrArray) rows = fl_store_list_sweeps (self->store, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FlSweepRow *row = rows->pdata[i];
    if (row->class_id == fl_class_get_id (klass) && g_str_equal (row->state, "open"))
      return TRUE;
  }
  return FALSE;
}

gboolean
fl_sweep_price_check (FlSession *self, const FlSweepPlan *plan, GError **error)
{
  if (!(plan->max_missed > 0 && plan->max_missed < 1) ||
      !(plan->confidence > 0 && plan->confidence < 1))
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("The largest share of missed events and the confidence are numbers "
                            "between 0 and 1, such as 0.1 and 0.95"));
  else if (fl_class_get_is_background (plan->klass))
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” is what is left where nothing is, and has no events to be missed; choose "
                    "another class"),
                 fl_class_get_name (plan->klass));
  else if (fl_session_is_swept (self, plan->klass))
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ (
                   "Another sweep for “%s” cannot be started while one goes on; answer its sheets, "
                   "or end it"),
                 fl_class_get_name (plan->klass));
  else
    return TRUE;
  return FALSE;
}

FlSweepPrice *
fl_sweep_price_new (FlSession *self, const FlSweepPlan *plan, GPtrArray *footage)
{
  FlSweepPrice *price = g_new (FlSweepPrice, 1);
  const guint attempt = fl_sweep_count_attempts (self, fl_class_get_id (plan->klass), G_MAXINT64);

  *price =
    (FlSweepPrice){.plan = *plan,
                   .class_id = fl_class_get_id (plan->klass),
                   .class_name = g_strdup (fl_class_get_name (plan->klass)),
                   .delta = (1 - plan->confidence) / exp2 (attempt - 1),
                   .model = self->model != NULL ? fl_model_get_facts (self->model)->revision : 0,
                   .is_tag = self->is_multi_label,
                   .footage = g_ptr_array_ref (footage)};
  g_object_ref (plan->klass);
  return price;
}

const FlSweepPlan *
fl_sweep_price_get_plan (const FlSweepPrice *self)
{
  return &self->plan;
}

const GError *
fl_sweep_price_get_problem (const FlSweepPrice *self)
{
  return self->problem;
}

static double
choose_plant_share (const GPtrArray *parts, guint n_tiles)
{
  const double share = (double) fl_sweep_blocks_count (parts, FL_SWEEP_KNOWN) / MAX (n_tiles, 1);

  return MIN (share, MAX_PLANT_SHARE);
}

/* As many as keep the promise when a tenth of what it allows is found by the draws. */
static guint
count_tiles (const FlSweepPlan *plan, double delta)
{
  return (guint) fl_misses_count_tiles (plan->n_blocks, plan->n_known, plan->max_missed,
                                        (guint64) lround (plan->max_missed * plan->n_known / 10),
                                        delta);
}

/* Whether there is anything to look at. */
static gboolean
check_blocks (const FlSweepPrice *self, GError **error)
{
  if (self->parts->len == 0)
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                         _ ("There is nothing to sweep yet, because no model has looked at a video "
                            "that was read to its end; label some samples first"));
  else if (self->plan.n_blocks == 0)
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("There is nothing to sweep, because “%s” was found everywhere"),
                 self->class_name);
  return self->plan.n_blocks > 0;
}

void
fl_sweep_price_find (FlSweepPrice *self, GCancellable *cancellable)
{
  FlSweepPlan *plan = &self->plan;

  self->parts = fl_sweep_blocks_cut (self->footage, self->class_id, self->is_tag, cancellable);
  g_clear_pointer (&self->footage, g_ptr_array_unref);
  plan->n_blocks = fl_sweep_blocks_count (self->parts, FL_SWEEP_OTHER);
  plan->n_known = fl_sweep_blocks_count_events (self->parts);
  if (!check_blocks (self, &self->problem))
    return;
  if (plan->n_tiles == 0)
    plan->n_tiles = count_tiles (plan, self->delta);
  plan->n_tiles = CLAMP (plan->n_tiles, 1, plan->n_blocks);
  plan->n_sheets =
    fl_sweep_count_sheets (plan->n_tiles, choose_plant_share (self->parts, plan->n_tiles));
}

/* Here and now; %NULL with why there can be none. */
static FlSweepPrice *
find_price (FlSession *self, FlSweepPlan *plan, GError **error)
{
  if (!fl_sweep_price_check (self, plan, error))
    return NULL;
  g_autoptr (GPtrArray) footage = fl_sweep_blocks_snapshot (self);
  g_autoptr (FlSweepPrice) price = fl_sweep_price_new (self, plan, footage);
  fl_sweep_price_find (price, NULL);
  if (price->problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&price->problem));
    return NULL;
  }
  *plan = price->plan;
  return g_steal_pointer (&price);
}

gboolean
fl_session_preview_sweep (FlSession *self, FlSweepPlan *plan, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (plan->klass), FALSE);

  g_autoptr (FlSweepPrice) price = find_price (self, plan, error);
  return price != NULL;
}

gint64
fl_sweep_price_start (FlSession *session, const FlSweepPrice *self, GError **error)
{
  const FlSweepPlan *plan = &self->plan;
  FlMissStratum strata[2];

  if (!fl_sweep_price_check (session, plan, error) || !fl_session_write_unsaved (session, error))
    return 0;
  fl_misses_plan (plan->n_blocks, plan->n_tiles, strata);
  fl_sweep_blocks_mark_suspects (self->parts, (guint) strata[0].n_blocks);
  const FlSweepRow row = {
    .class_id = self->class_id,
    .model = self->model,
    .max_missed = plan->max_missed,
    .confidence = plan->confidence,
    .block_s = FL_SWEEP_BLOCK_S,
    .n_planned = plan->n_tiles,
    .suspect_risk = strata[0].risk,
    .plant_share = choose_plant_share (self->parts, plan->n_tiles),
  };
  const gint64 id =
    fl_store_add_sweep (session->store, &row, self->parts, session->annotator, error);
  if (id == 0)
    return 0;
  fl_saver_kick (session->saver);
  fl_session_recount (session);
  fl_session_emit_sweeps_changed (session);
  return id;
}

gint64
fl_session_start_sweep (FlSession *self, FlSweepPlan *plan, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (plan->klass), 0);

  g_autoptr (FlSweepPrice) price = find_price (self, plan, error);
  return price != NULL ? fl_sweep_price_start (self, price, error) : 0;
}

static FlWishes **
get_slot (FlSession *self)
{
  return &self->sweep_wishes;
}

static void
find_wish (gpointer wish, GCancellable *cancellable)
{
  fl_sweep_price_find (wish, cancellable);
}

static void
free_wish (gpointer wish)
{
  fl_sweep_price_free (wish);
}

static const FlWishType wish_type = {.thread_name = "fl-price",
                                     .get_slot = get_slot,
                                     .find = find_wish,
                                     .free = free_wish,
                                     .tell = fl_session_emit_sweep_priced};

gboolean
fl_session_price_sweep (FlSession *self, const FlSweepPlan *plan, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (plan->klass), FALSE);

  if (!fl_sweep_price_check (self, plan, error)) {
    fl_wishes_forget (self, &wish_type);
    return FALSE;
  }
  g_autoptr (GPtrArray) footage = fl_sweep_blocks_snapshot (self);
  fl_wishes_ask (self, &wish_type, fl_sweep_price_new (self, plan, footage));
  return TRUE;
}

const FlSweepPlan *
fl_session_get_priced_sweep (FlSession *self, const char **out_why)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  const FlSweepPrice *found = fl_wishes_get (self, &wish_type);
  *out_why = found != NULL && found->problem != NULL ? found->problem->message : NULL;
  return found != NULL && found->problem == NULL ? &found->plan : NULL;
}

gint64
fl_session_start_priced_sweep (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autoptr (FlSweepPrice) price = fl_wishes_take (self, &wish_type);
  g_return_val_if_fail (price != NULL && price->problem == NULL, 0);
  return fl_sweep_price_start (self, price, error);
}

void
fl_session_end_pricing (FlSession *self)
{
  fl_wishes_end (self, &wish_type);
}
