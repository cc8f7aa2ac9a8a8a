/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * fl_class_menu_new:
 * @session: the session
 * @klass: a class of it
 *
 * Lists what can be done about the meaning of @klass now.
 *
 * Returns: (transfer full): a model for a menu of a #FlClassRow
 */
GMenuModel *fl_class_menu_new (FlSession *session, FlClass *klass);

/** fl_class_menu_install: Has the rows of @widget_class, #FlClassRow, do what the menu says. */
void fl_class_menu_install (GtkWidgetClass *widget_class);

G_END_DECLS
