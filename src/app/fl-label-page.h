/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-paint-timer.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_LABEL_PAGE (fl_label_page_get_type ())
G_DECLARE_FINAL_TYPE (FlLabelPage, fl_label_page, FL, LABEL_PAGE, GtkWidget)

/**
 * FlLabelPage:
 *
 * Asks the questions of a session: the picture, the classes, the neighbours, the timeline.
 * Keys answer (fl-label-page-keys.c). Properties (read-write): `is-narrow` (boolean: the
 * classes go below the picture), `show-guess` (boolean: whether the machine's guess may be
 * seen), `brighten` (boolean: whether dark places of the picture are shown brighter). Main thread.
 */

/** fl_label_page_set_session: Asks the questions of @session, or nothing for %NULL. */
void fl_label_page_set_session (FlLabelPage *self, FlSession *session);

/** fl_label_page_say: Shows a sentence over the picture and in the status line. */
void fl_label_page_say (FlLabelPage *self, const char *sentence);

/**
 * fl_label_page_answer:
 * @self: a label page
 * @klass: (nullable): a class, or %NULL for unsure
 *
 * Answers the question, as a key does; says why when it cannot.
 *
 * Returns: whether the answer was taken
 */
gboolean fl_label_page_answer (FlLabelPage *self, FlClass *klass);

/** fl_label_page_split_run: Splits the run that is asked about at the frame that is looked at. */
void fl_label_page_split_run (FlLabelPage *self);

/** fl_label_page_answer_nth: Answers with class number @n, counted round, as its key does. */
void fl_label_page_answer_nth (FlLabelPage *self, guint n);

/** fl_label_page_find_like: Asks next about frames like the one that is looked at, or, while that
 * is done, by the usual order again; says which. */
void fl_label_page_find_like (FlLabelPage *self);

/** fl_label_page_take_focus: Puts the focus on the picture, where keys answer, or on the answer that is
 * looked back at. */
void fl_label_page_take_focus (FlLabelPage *self);

/** fl_label_page_add_class: Opens the row that adds a class. */
void fl_label_page_add_class (FlLabelPage *self);

/** fl_label_page_is_ready: Returns: whether a question is asked and its decoded frame is shown */
gboolean fl_label_page_is_ready (FlLabelPage *self);

/** fl_label_page_get_timer: Returns: (transfer none): times from key to picture */
FlPaintTimer *fl_label_page_get_timer (FlLabelPage *self);

G_END_DECLS
