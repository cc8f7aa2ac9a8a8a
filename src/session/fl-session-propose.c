/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Begins proposals: copies what they are found from. */
#include "session/fl-session-propose.h"

#include "session/fl-session-private.h"

/* Each answer about each tag is a lot of its own, with the maximum error that it has or that all have. */
static void
add_tag_limits (FlSession *self, const FlAcceptance *acceptance, GArray *limits)
{
  for (guint i = 0; i < 2 * fl_session_get_n_classes (self); i++) {
    const gint64 tag = fl_class_get_id (fl_session_peek_class (self, i / 2));
    const gint64 class_id = i % 2 == 0 ? tag : -tag;
    const FlClassLimit *own = fl_acceptance_find_limit (acceptance, class_id);
    const FlClassLimit limit = {.class_id = class_id,
                                .share = own != NULL ? own->share : acceptance->max_error};
    if (own != NULL || !acceptance->is_limited_only)
      g_array_append_val (limits, limit);
  }
}

/* Of what becomes a lot of its own. */
static GArray *
list_lot_limits (FlSession *self, const FlAcceptance *acceptance)
{
  GArray *limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));

  if (self->is_multi_label)
    add_tag_limits (self, acceptance, limits);
  for (guint i = 0;
       !self->is_multi_label && acceptance->limits != NULL && i < acceptance->limits->len; i++)
    if (!g_array_index (acceptance->limits, FlClassLimit, i).is_missed)
      g_array_append_val (limits, g_array_index (acceptance->limits, FlClassLimit, i));
  return limits;
}

static GArray *
list_classes (FlSession *self)
{
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (FlProposingClass));

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlClass *klass = fl_session_peek_class (self, i);
    const gint64 id = fl_class_get_id (klass);
    const FlProposingClass each = {.id = id,
                                   .n_labels = fl_class_get_n_labels (klass),
                                   .is_calibrated = fl_session_is_tag_calibrated (self, id)};
    g_array_append_val (classes, each);
  }
  return classes;
}

static GPtrArray *
list_films (FlSession *self)
{
  GPtrArray *films = g_ptr_array_new_with_free_func (fl_proposing_film_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    GHashTable *pool = fl_stream_get_pool (stream);
    FlProposingFilm *film = g_new (FlProposingFilm, 1);
    *film = (FlProposingFilm){.stream = fl_stream_get_id (stream),
                              .labelling = fl_stream_snapshot (stream),
                              .pool = pool != NULL ? g_hash_table_ref (pool) : NULL,
                              .clock_start_us = fl_stream_get_clock_start_us (stream)};
    g_ptr_array_add (films, film);
  }
  return films;
}

FlProposing *
fl_session_begin_proposing (FlSession *self, const FlAcceptance *acceptance)
{
  FlProposing *proposing = g_new (FlProposing, 1);

  *proposing = (FlProposing){.acceptance = *acceptance,
                             .is_multi_label = self->is_multi_label,
                             .generation = self->model_generation,
                             .n_label_changes = self->n_label_changes,
                             .classes = list_classes (self),
                             .films = list_films (self),
                             .limits = list_lot_limits (self, acceptance)};
  proposing->acceptance.no_sweeps = NULL;
  if (acceptance->limits != NULL)
    proposing->acceptance.limits = g_array_copy (acceptance->limits);
  fl_session_count_changes (self, &proposing->acceptance);
  return proposing;
}

/* What was found; limits and what concerns sweeps stay as they are. */
static void
take_counts (const FlProposing *proposing, FlAcceptance *acceptance)
{
  const FlAcceptance *found = &proposing->acceptance;

  acceptance->n_samples = found->n_samples;
  acceptance->n_candidates = found->n_candidates;
  acceptance->n_checks = found->n_checks;
  acceptance->n_left_out = found->n_left_out;
  acceptance->n_edges = found->n_edges;
  acceptance->n_own_checks = found->n_own_checks;
  acceptance->n_own_changes = found->n_own_changes;
}

FlProposing *
fl_session_propose (FlSession *self, FlAcceptance *acceptance)
{
  if (!fl_session_is_calibrated (self))
    return NULL;
  FlProposing *proposing = fl_session_begin_proposing (self, acceptance);
  fl_proposing_list (proposing, NULL);
  fl_proposing_choose (proposing);
  take_counts (proposing, acceptance);
  return proposing;
}

GArray *
fl_session_plan_lots (FlSession *self, const FlAcceptance *acceptance)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && acceptance != NULL, NULL);

  FlAcceptance copy = *acceptance;
  g_autoptr (FlProposing) proposing = fl_session_propose (self, &copy);
  return proposing != NULL ? g_array_ref (proposing->lots)
                           : g_array_new (FALSE, FALSE, sizeof (FlPlannedLot));
}
