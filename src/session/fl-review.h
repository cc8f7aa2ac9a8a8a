/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"
#include "session/fl-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FL_TYPE_REVIEW (fl_review_get_type ())
G_DECLARE_FINAL_TYPE (FlReview, fl_review, FL, REVIEW, GObject)

/**
 * FlReview:
 *
 * Samples that are reviewed: a #GListModel of #FlItem, each of which is made when it is asked for; in
 * projects of tags it is about the tag by which they were judged, or about all of them. It
 * stays as it is, whatever is said of its samples, until it is sorted anew. Made by #FlSession only.
 * Properties (read-only, notified): `is-sorting` (boolean), `is-outdated` (boolean: labels or
 * predictions changed since). Signals: `sorted`: it was sorted anew; `like-found` (#GArray of guint):
 * places of samples that look like one. Main thread.
 */

/** FL_REVIEW_NOWHERE: no place in a review. */
#define FL_REVIEW_NOWHERE G_MAXUINT

/** fl_review_find: Returns: place of that sample, or %FL_REVIEW_NOWHERE */
guint fl_review_find (FlReview *self, FlStream *stream, gint64 frame);

/** fl_review_list_between: Returns: (transfer full) (element-type guint): places of the samples of
 * @stream in @range, ascending */
GArray *fl_review_list_between (FlReview *self, FlStream *stream, const FlRange *range);

/** fl_review_get_is_sorting: Returns: whether it is being sorted anew */
gboolean fl_review_get_is_sorting (FlReview *self);

/** fl_review_get_is_outdated: Returns: whether it could be in another order by now */
gboolean fl_review_get_is_outdated (FlReview *self);

G_END_DECLS
