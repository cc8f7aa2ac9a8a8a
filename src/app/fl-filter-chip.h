/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_FILTER_CHIP (fl_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (FlFilterChip, fl_filter_chip, FL, FILTER_CHIP, GtkWidget)

/**
 * FlFilterChip:
 *
 * One of several choices, of which the first lets all through. Another one is drawn as being in force.
 * Property: `label` (string, construct-only): what a screen reader calls it. Signal: `changed`: another
 * one was chosen. Main thread.
 */

/**
 * FlChoice:
 * @id: which it is
 * @name: what it is called
 */
typedef struct {
  gint64 id;
  const char *name;
} FlChoice;

/** fl_filter_chip_set_choices: Offers @choices (array length=n, n > 0). What was chosen stays chosen if it
 * is among them. */
void fl_filter_chip_set_choices (FlFilterChip *self, const FlChoice *choices, guint n);

/** fl_filter_chip_get_id: Returns: id of the choice */
gint64 fl_filter_chip_get_id (FlFilterChip *self);

/** fl_filter_chip_choose: Chooses the one with the id @id, if there is one. */
void fl_filter_chip_choose (FlFilterChip *self, gint64 id);

G_END_DECLS
