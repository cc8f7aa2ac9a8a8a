/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting would label: begun in the session, found on any thread; not for other layers. */
#pragma once

#include "session/fl-acceptance.h"
#include "session/fl-labelling.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlProposed:
 * @stream: id of its stream
 * @frame: display index of a sample
 * @class_id: what it would be accepted as; of a tag its id for yes, and minus its id for no
 * @confidence: of the model, 0..1
 */
typedef struct {
  gint64 stream;
  gint64 frame;
  gint64 class_id;
  float confidence;
} FlProposed;

/**
 * FlProposingFilm:
 * @stream: id of a stream
 * @labelling: what is said of it
 * @pool: (nullable): in a simulation the frames that may be asked about
 * @clock_start_us: wall-clock time of its first frame, or -1
 *
 * A stream at one moment. Immutable, any thread.
 */
typedef struct {
  gint64 stream;
  FlLabelling *labelling;
  GHashTable *pool;
  gint64 clock_start_us;
} FlProposingFilm;

/**
 * FlProposingClass:
 * @id: a class or tag that is offered
 * @n_labels: samples that people said it of
 * @is_calibrated: whether it was measured how sure the model is of that tag
 */
typedef struct {
  gint64 id;
  guint n_labels;
  gboolean is_calibrated;
} FlProposingClass;

/**
 * FlProposing:
 * @acceptance: what to accept, with limits of its own; its (out) fields but those about sweeps are filled
 * @is_multi_label: whether the project is one of tags
 * @generation: of the request that made the model whose predictions are judged
 * @n_label_changes: of the session, when it began
 * @classes: (element-type FlProposingClass): as they are offered
 * @films: (element-type FlProposingFilm): the streams
 * @limits: (element-type FlClassLimit): of what becomes a lot of its own: classes with a maximum error of
 *   their own; of tags each answer about each of them
 * @candidates: (nullable) (element-type FlProposed): found: what could be labelled, by stream and frame
 * @edges: (element-type FlProposed): found: what is left out for being near a change
 * @shares: (element-type FlClassShare): found: how much of all samples each class is, by whoever says so
 * @chosen: (element-type FlProposed): found: what accepting would label
 * @lots: (element-type FlPlannedLot): found: the lots that it would make, none of them empty
 * @n_hint: found: where nothing was chosen, how many samples would be with @hint_max_error
 * @hint_max_error: a larger maximum error, 0..1
 *
 * One proposal. It belongs to one thread at a time.
 */
typedef struct {
  FlAcceptance acceptance;
  gboolean is_multi_label;
  guint64 generation;
  guint64 n_label_changes;
  GArray *classes;
  GPtrArray *films;
  GArray *limits;
  GArray *candidates;
  GArray *edges;
  GArray *shares;
  GArray *chosen;
  GArray *lots;
  guint n_hint;
  double hint_max_error;
} FlProposing;

/** fl_proposing_free: Frees a proposal; any thread. */
void fl_proposing_free (FlProposing *self);

/** fl_proposing_film_free: Frees an #FlProposingFilm. */
void fl_proposing_film_free (gpointer film);

/** fl_proposing_list: Lists candidates, and all that is counted with them; once; any thread. */
void fl_proposing_list (FlProposing *self, GCancellable *cancellable);

/** fl_proposing_choose: Chooses among the candidates by the limits, and fills the (out) fields; any thread,
 * also again after the limits changed. */
void fl_proposing_choose (FlProposing *self);

/** fl_proposing_find_hint: Where nothing was chosen, finds out whether something would be with a larger
 * maximum error of all, and fills the hint; limits of its own keep what a person set; any thread. */
void fl_proposing_find_hint (FlProposing *self, GCancellable *cancellable);

/** fl_acceptance_find_limit: Returns: (transfer none) (nullable): the maximum error that a person set for that
 * class or answer alone; any thread */
const FlClassLimit *fl_acceptance_find_limit (const FlAcceptance *self, gint64 class_id);

/**
 * fl_proposed_split:
 * @proposed: (element-type FlProposed): samples
 * @limits: (element-type FlClassLimit): of what becomes a lot of its own
 *
 * Returns: (transfer full) (element-type GArray): places (guint) in @proposed of what belongs together: first
 *   all that has no limit of its own, then of each limit
 */
GPtrArray *fl_proposed_split (const GArray *proposed, const GArray *limits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlProposing, fl_proposing_free)

G_END_DECLS
