/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixer (decisions 25): one draw for each slot of the queue says what is asked there. Its numbers are
 * those of the slot, and never those that an order of questions draws. */
#include "session/fl-session-mixer.h"

#include "session/fl-item-private.h"
#include "session/fl-session-audits.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"
#include "session/fl-session-second-looks.h"

/* Shares of the questions; all of them together are never more than the last. With a lot open that
 * leaves 3 % for random checks, which go on beside its audits. */
#define AUDIT_SHARE       0.10
#define CHECK_SHARE       0.05
#define EAGER_CHECK_SHARE 0.10
#define SECOND_LOOK_SHARE 0.02
#define MAX_SHARE         0.15
/* Random checks are more while the machine learned from fewer labels. */
#define FEW_LABELS 200

/* Fixed before anything is drawn. */
typedef struct {
  double audit;
  double check;
  double second_look;
} Shares;

typedef struct {
  FlSession *session;
  Shares shares;
  GPtrArray *audits;
  GPtrArray *second_looks;
  guint next_audit;
  guint next_second_look;
} Mix;

static Shares
fix_shares (FlSession *self)
{
  const gboolean is_lot_open = fl_session_has_open_lot (self);
  const gboolean is_eager = is_lot_open || self->n_taught < FEW_LABELS;
  Shares shares = {.audit = is_lot_open ? AUDIT_SHARE : 0};

  /* Who looks for pictures like one is asked about nothing else meanwhile. */
  if (self->likes != NULL)
    return shares;
  shares.second_look = SECOND_LOOK_SHARE;
  shares.check =
    MIN (is_eager ? EAGER_CHECK_SHARE : CHECK_SHARE, MAX_SHARE - shares.audit - shares.second_look);
  return shares;
}

/* The next of @items that was not put there yet. */
static FlItem *
take (GPtrArray *items, guint *next)
{
  return *next < items->len ? g_object_ref (items->pdata[(*next)++]) : NULL;
}

/* What is asked at a slot beside ordinary questions. The draw is the same however often the slots
 * behind it are filled anew, and another one in each sitting. */
static FlItem *
draw_item (Mix *self, guint step)
{
  const guint32 seeds[] = {self->session->seed, (guint32) self->session->first_seq, step};
  g_autoptr (GRand) rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  double draw = g_rand_double (rand);

  if (draw < self->shares.audit)
    return take (self->audits, &self->next_audit);
  draw -= self->shares.audit;
  if (draw < self->shares.check)
    return fl_session_draw_check (self->session, rand);
  draw -= self->shares.check;
  return draw < self->shares.second_look ? take (self->second_looks, &self->next_second_look)
                                         : NULL;
}

/* Nothing ordinary is left to ask. */
static FlItem *
take_rest (Mix *self)
{
  FlItem *item = take (self->audits, &self->next_audit);

  return item != NULL ? item : take (self->second_looks, &self->next_second_look);
}

/* Puts @item at slot @i: no other question of its frame comes later, and it is none when one comes
 * before, so that each slot has what was drawn for it. */
static void
put (GPtrArray *items, guint i, FlItem *item)
{
  for (guint j = 0; j < items->len; j++) {
    if (!fl_item_makes_needless (items->pdata[j], item))
      continue;
    if (j < i) {
      g_object_unref (item);
      return;
    }
    g_ptr_array_remove_index (items, j);
    break;
  }
  g_ptr_array_insert (items, (int) MIN (i, items->len), item);
}

void
fl_session_mix_questions (FlSession *self, GPtrArray *items)
{
  const guint n = MAX (self->n_questions, items->len);
  const guint first_step = self->n_steps + fl_queue_count_kept (self->queue);
  g_autoptr (GPtrArray) audits = fl_session_list_audits (self, n);
  g_autoptr (GPtrArray) second_looks =
    fl_session_list_second_look_items (self, self->likes == NULL ? n : 0);
  const gboolean is_sitting = self->certified_now != 0 && audits->len > 0;
  Mix mix = {.session = self,
             .shares = fix_shares (self),
             .audits = audits,
             .second_looks = second_looks};

  /* There may be no audits, when their films are not there. */
  if (is_sitting)
    g_ptr_array_set_size (items, 0);
  for (guint i = 0; i < n; i++) {
    FlItem *item = is_sitting ? take (audits, &mix.next_audit) : draw_item (&mix, first_step + i);
    if (item == NULL && i >= items->len && !is_sitting)
      item = take_rest (&mix);
    if (item != NULL)
      put (items, i, item);
  }
}
