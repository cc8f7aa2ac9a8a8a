/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Naming groups of like frames instead of single ones, before there is a model: a part of
 * #FlSession. */
#pragma once

#include "session/fl-group.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_find_groups:
 * @self: a session with a frame loader or without
 *
 * Looks for groups and for unusual frames among those that nobody has labelled, on a thread; returns
 * at once, and does so as soon as anything was read. The session's signal `groups-found` tells the end,
 * when the lists are filled anew.
 */
void fl_session_find_groups (FlSession *self);

/** fl_session_is_finding_groups: Returns: whether that is under way */
gboolean fl_session_is_finding_groups (FlSession *self);

/** fl_session_get_groups: Returns: (transfer none): #GListModel of #FlGroup, the largest first */
GListModel *fl_session_get_groups (FlSession *self);

/** fl_session_get_unusual: Returns: (transfer none): #GListModel of #FlItem, the most unusual first */
GListModel *fl_session_get_unusual (FlSession *self);

/** fl_session_forget_unusual: Takes @item, of which something was said, from the unusual frames. */
void fl_session_forget_unusual (FlSession *self, FlItem *item);

/**
 * fl_session_name_group:
 * @self: a session that may write
 * @group: one of fl_session_get_groups()
 * @klass: the class of all its frames
 * @error: return location
 *
 * Labels all frames of @group that nobody has labelled meanwhile, with their runs, as one answer, and
 * takes it from the list. Those that fl_group_list_shown() gives count as seen and teach; of the
 * others those are asked again that the model takes for another class. Exclusive projects only.
 *
 * Returns: how many frames of the group were labelled, 0 with @error and nothing stored
 */
guint fl_session_name_group (FlSession *self, FlGroup *group, FlClass *klass, GError **error);

G_END_DECLS
