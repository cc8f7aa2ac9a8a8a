/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"
#include "session/fl-group.h"

G_BEGIN_DECLS

#define FL_TYPE_GROUP_CARD (fl_group_card_get_type ())
G_DECLARE_FINAL_TYPE (FlGroupCard, fl_group_card, FL, GROUP_CARD, GtkWidget)

/**
 * FlGroupCard:
 *
 * One group: the frame that stands for it, eight others, how many there are and how alike. Property:
 * `is-narrow` (boolean, read-write: the others go below). Signal: `picture-activated` (#FlItem).
 * Main thread.
 */

/** fl_group_card_new: Returns: (transfer floating): a card that shows @group */
GtkWidget *fl_group_card_new (FlFrameLoader *loader, FlGroup *group);

/** fl_group_card_get_group: Returns: (transfer none): what it shows */
FlGroup *fl_group_card_get_group (FlGroupCard *self);

/** fl_group_card_drop: Takes @item out of the group; the focus goes to the picture that comes in its
 * place. */
void fl_group_card_drop (FlGroupCard *self, FlItem *item);

/** fl_group_card_take_focus: Puts the focus on the frame that stands for the group. */
void fl_group_card_take_focus (FlGroupCard *self);

G_END_DECLS
