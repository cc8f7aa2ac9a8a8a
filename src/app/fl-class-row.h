/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-ticks.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_CLASS_ROW (fl_class_row_get_type ())
G_DECLARE_FINAL_TYPE (FlClassRow, fl_class_row, FL, CLASS_ROW, GtkListBoxRow)

/**
 * FlClassRow:
 *
 * A class with its key, colour, name and probability, which can be edited in place. Property:
 * `klass` (#FlClass, read-only). Main thread.
 *
 * Signals: `edited`: editing ended, whether anything changed or not.
 */

/** fl_class_row_new: Returns: (transfer floating): the row of @klass */
GtkWidget *fl_class_row_new (FlSession *session, FlClass *klass);

/** fl_class_row_get_class: Returns: (transfer none): its class */
FlClass *fl_class_row_get_class (FlClassRow *self);

/** fl_class_row_get_cap: Returns: (transfer none): what shows its key, to be as wide as those of other rows */
GtkWidget *fl_class_row_get_cap (FlClassRow *self);

/** fl_class_row_edit: Begins to edit name and key in place. */
void fl_class_row_edit (FlClassRow *self);

/** fl_class_row_show_tick: Shows what is marked of a tag, where all tags are asked. */
void fl_class_row_show_tick (FlClassRow *self, FlTick tick);

/** fl_class_row_show_asked: Shows whether the question is about the tag alone. */
void fl_class_row_show_asked (FlClassRow *self, gboolean is_asked);

/** fl_class_row_get_session: Returns: (transfer none): the session of its class */
FlSession *fl_class_row_get_session (FlClassRow *self);

/** fl_class_row_tell_edited: Says that the person is done with the row (signal `edited`). */
void fl_class_row_tell_edited (FlClassRow *self);

G_END_DECLS
