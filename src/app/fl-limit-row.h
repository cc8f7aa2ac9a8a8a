/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-acceptance.h"

G_BEGIN_DECLS

#define FL_TYPE_LIMIT_ROW (fl_limit_row_get_type ())
G_DECLARE_FINAL_TYPE (FlLimitRow, fl_limit_row, FL, LIMIT_ROW, AdwActionRow)

/**
 * FlLimitRow:
 *
 * A share in percent that is limited, or is not: a number and a switch. Who changes the number of one that is
 * off wants it on. Main thread.
 *
 * Properties: `spoken` (string, write-only): what number and switch are, for those who do not see the row.
 *
 * Signals: `changed`: a person changed what it says.
 */

/**
 * fl_limit_row_new:
 * @title: what is limited
 * @spoken: the same where it is not seen
 * @limit: whose limit it is, and how much at first
 *
 * Returns: (transfer floating): a row that is off
 */
FlLimitRow *fl_limit_row_new (const char *title, const char *spoken, const FlClassLimit *limit);

/** fl_limit_row_get: Returns: the limit, whether it is on or not */
FlClassLimit fl_limit_row_get (FlLimitRow *self);

/** fl_limit_row_is_on: Returns: whether the share is limited */
gboolean fl_limit_row_is_on (FlLimitRow *self);

/** fl_limit_row_set_is_on: Turns the limit on or off, without the signal. */
void fl_limit_row_set_is_on (FlLimitRow *self, gboolean is_on);

G_END_DECLS
