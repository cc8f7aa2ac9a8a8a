/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-review.h"

G_BEGIN_DECLS

/** fl_review_new: Returns: (transfer full): an empty list */
FlReview *fl_review_new (void);

/** fl_review_set_refs: Has it be @refs (element-type FlFrameRef) of @streams (#GListModel of #FlStream), each
 * about @tag (nullable) alone. Those of other streams are left out. */
void fl_review_set_refs (FlReview *self, GListModel *streams, GArray *refs, FlClass *tag);

/** fl_review_get_refs: Returns: (transfer none) (element-type FlFrameRef): never changed, only replaced */
GArray *fl_review_get_refs (FlReview *self);

/** fl_review_set_is_sorting: Notes whether it is being sorted. */
void fl_review_set_is_sorting (FlReview *self, gboolean is_sorting);

/** fl_review_set_is_outdated: Notes whether it could be in another order by now. */
void fl_review_set_is_outdated (FlReview *self, gboolean is_outdated);

/** fl_review_emit_like: Says which @places (element-type guint) look like one. */
void fl_review_emit_like (FlReview *self, GArray *places);

G_END_DECLS
