/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accepting would label; not for other layers. */
#pragma once

#include "session/fl-acceptance.h"

G_BEGIN_DECLS

/**
 * FlProposed:
 * @stream: its stream
 * @frame: display index of a sample
 * @class_id: what it would be accepted as; of a tag its id for yes, and minus its id for no
 * @confidence: of the model, 0..1
 */
typedef struct {
  FlStream *stream;
  gint64 frame;
  gint64 class_id;
  float confidence;
} FlProposed;

/**
 * fl_session_propose:
 * @self: a session
 * @acceptance: what to accept; its (out) fields are filled
 * @edges: (nullable) (element-type FlProposed): takes the samples that are left out for being near a
 *   change, by stream and frame
 *
 * Returns: (transfer full) (element-type FlProposed) (nullable): what accepting would label, by stream
 *   and frame; %NULL without a model
 */
GArray *fl_session_propose (FlSession *self, FlAcceptance *acceptance, GArray *edges);

/** fl_session_is_calibrated: Returns: whether it was measured how sure the model is, of a tag at least */
gboolean fl_session_is_calibrated (FlSession *self);

/** fl_session_is_tag_calibrated: Returns: whether that was measured of the tag with the id @tag */
gboolean fl_session_is_tag_calibrated (FlSession *self, gint64 tag);

/** fl_session_list_lot_limits: Returns: (transfer full) (element-type FlClassLimit): of what becomes a lot
 * of its own: classes with a maximum error of their own; of tags each answer about each of them */
GArray *fl_session_list_lot_limits (FlSession *self, const FlAcceptance *acceptance);

/** fl_proposed_list_lot: Returns: (transfer full) (element-type FlProposed): those of @proposed that
 * belong to one lot: of @limit, one of fl_session_list_lot_limits(), or of all others when it is %NULL */
GArray *
fl_proposed_list_lot (const GArray *proposed, const GArray *limits, const FlClassLimit *limit);

/** fl_session_count_changes: Fills in @acceptance how far the person agrees with themselves. */
void fl_session_count_changes (FlSession *self, FlAcceptance *acceptance);

/** FlProposedFunc: Takes @samples (element-type FlProposed) that become one lot, with the limit of their
 * class (nullable) where that has a maximum error of its own. */
typedef void (*FlProposedFunc) (const FlClassLimit *limit, GArray *samples, gpointer data);

/** fl_proposed_for_each_lot: Calls @func for each lot that @chosen (element-type FlProposed) becomes, none
 * of them empty. */
void fl_proposed_for_each_lot (const GArray *chosen,
                               const GArray *limits,
                               FlProposedFunc func,
                               gpointer data);

G_END_DECLS
