/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-simulate.h"

G_BEGIN_DECLS

/**
 * FlTagTruth:
 *
 * What is true of the tags of some frames, and how well a session does.
 */
typedef struct _FlTagTruth FlTagTruth;

/**
 * fl_tag_truth_new:
 * @session: a session of a multi-label project; tags that the truth names are added to it
 * @path: a table of frames, whose states tell yes and no; or a truth file, which names all tags that
 *   a frame has, one a row, or has a row without a label for a frame that has none: of frames in it
 *   the other tags are no
 * @error: return location
 *
 * Returns: (transfer full): the truth, or %NULL
 */
FlTagTruth *fl_tag_truth_new (FlSession *session, const char *path, GError **error);

/** fl_tag_truth_free: Frees it. */
void fl_tag_truth_free (FlTagTruth *self);

/** fl_tag_truth_limit_pool: Has every stream of the session ask about frames of the truth only.
 * Returns: %FALSE with @error when no sample has one */
gboolean fl_tag_truth_limit_pool (FlTagTruth *self, FlSession *session, GError **error);

/**
 * fl_tag_truth_answer:
 * @self: the truth
 * @session: a session
 * @item: a question
 * @out: (element-type FlTagged): takes what is true; unsure of what the truth does not know
 *
 * Returns: how many keys a person presses: one for one tag; for all of them one a tag that has to be
 *   switched on, and one that ends it
 */
guint fl_tag_truth_answer (FlTagTruth *self, FlSession *session, FlItem *item, GArray *out);

/** fl_tag_truth_measure: Fills accuracy over frames and tags, recalls of yes, and events of @row. */
void fl_tag_truth_measure (FlTagTruth *self, FlSession *session, FlSimulateRow *row);

/** fl_tag_truth_refutes: Returns: whether the truth is other than what is said of a tag of @frame: that it
 * is there (@class_id is its id), or that it is not (minus its id) */
gboolean fl_tag_truth_refutes (const FlTagTruth *self,
                               FlSession *session,
                               FlStream *stream,
                               gint64 frame,
                               gint64 class_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlTagTruth, fl_tag_truth_free)

G_END_DECLS
