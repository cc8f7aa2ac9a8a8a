/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FL_TYPE_GROUP (fl_group_get_type ())
G_DECLARE_FINAL_TYPE (FlGroup, fl_group, FL, GROUP, GObject)

/**
 * FlGroup:
 *
 * Frames that look alike, a #GListModel of #FlItem: the one that stands for them, then the others, the
 * most alike first. Main thread.
 */

/** FL_GROUP_SHOWN: so many of a group are shown at most. */
#define FL_GROUP_SHOWN 9

/** fl_group_new: Returns: (transfer full): a group of @items (element-type FlItem) that are as alike
 * as @likeness says, 0..1 */
FlGroup *fl_group_new (GPtrArray *items, double likeness);

/** fl_group_get_likeness: Returns: how alike they are, 0..1 */
double fl_group_get_likeness (FlGroup *self);

/**
 * fl_group_list_shown:
 * @self: a group
 * @out: (out caller-allocates) (array length=FL_GROUP_SHOWN): places
 *
 * Gives the places of those that a person is shown: the first one, and of the others as many at even
 * distances, of which the last is the least alike of all.
 *
 * Returns: how many
 */
guint fl_group_list_shown (FlGroup *self, guint out[FL_GROUP_SHOWN]);

/** fl_group_drop: Takes the member at @place out, for it is like no other. */
void fl_group_drop (FlGroup *self, guint place);

G_END_DECLS
