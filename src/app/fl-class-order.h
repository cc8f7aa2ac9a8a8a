/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fl_class_order_new:
 * @classes: (transfer none): #GListModel of #FlClass, as the session has them
 *
 * Gives the classes in the order in which people see them everywhere: the background class, whose
 * key is the last one of the row of digits, comes last. Main thread.
 *
 * Returns: (transfer full): #GListModel of #FlClass, which follows @classes
 */
GListModel *fl_class_order_new (GListModel *classes);

G_END_DECLS
