/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-page-keys.h"
#include "session/fl-class.h"

G_BEGIN_DECLS

/**
 * fl_class_keys_find:
 * @classes: #GListModel of #FlClass
 * @widget: a widget on the display whose keyboard it is
 * @press: a key that went down
 *
 * The key that is typed goes before what the same key would give in another layout.
 *
 * Returns: (transfer none) (nullable): the class whose key it is, or with the letter before it
 */
FlClass *fl_class_keys_find (GListModel *classes, GtkWidget *widget, const FlKeyPress *press);

/** fl_class_keys_dup_first: Returns: (transfer full) (nullable): the letter that the key is, where keys of
 * two letters begin with it; %NULL where it is the key of a class, or of none. Arguments as above */
char *fl_class_keys_dup_first (GListModel *classes, GtkWidget *widget, const FlKeyPress *press);

/** fl_class_keys_dup_unknown: Returns: (transfer full) (nullable): that no class has the key; %NULL
 * when it could be no class's key anyway */
char *fl_class_keys_dup_unknown (const FlKeyPress *press);

/** fl_class_keys_must_step_aside: Returns: whether somebody else in the window of @widget needs the
 * keys: an entry, a popover that it is not in */
gboolean fl_class_keys_must_step_aside (GtkWidget *widget);

G_END_DECLS
