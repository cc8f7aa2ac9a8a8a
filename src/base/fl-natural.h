/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_natural_compare:
 * @a: a file name
 * @b: another
 *
 * Orders names as people count: numbers in them by value, so that “2.jpg” is before “10.jpg”, and
 * letters without regard to case. The same in every locale.
 *
 * Returns: below, at or above 0; 0 only for equal names
 */
int fl_natural_compare (const char *a, const char *b);

G_END_DECLS
