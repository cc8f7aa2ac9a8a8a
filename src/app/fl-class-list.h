/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-ticks.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_CLASS_LIST (fl_class_list_get_type ())
G_DECLARE_FINAL_TYPE (FlClassList, fl_class_list, FL, CLASS_LIST, GtkWidget)

/**
 * FlClassList:
 *
 * The classes with their keys, the background class last, and a row that adds one in place.
 * Main thread.
 *
 * Signals: `class-activated` (#FlClass): the person pointed at a class as the answer;
 * `edited`: editing ended and the focus has nowhere to be.
 */

/** fl_class_list_set_session: Shows the classes of @session, or nothing for %NULL. */
void fl_class_list_set_session (FlClassList *self, FlSession *session);

/**
 * fl_class_list_ask:
 * @self: a list of tags
 * @tag: (nullable): the tag that is asked alone
 * @ticks: (nullable): what is marked where all are asked; it has to stay
 *
 * Shows what the question is about, and what is marked so far.
 */
void fl_class_list_ask (FlClassList *self, FlClass *tag, const FlTicks *ticks);

/** fl_class_list_add: Opens the row that adds a class and puts the focus there. */
void fl_class_list_add (FlClassList *self);

G_END_DECLS
