/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fl_compare_floats: Orders two floats, least first; for qsort() and g_array_sort(). */
int fl_compare_floats (const void *a, const void *b);

/** fl_compare_doubles: Orders two doubles, least first; for qsort() and g_array_sort(). */
int fl_compare_doubles (const void *a, const void *b);

/** fl_compare_frames: Orders two numbers of frames (gint64), least first; for g_array_sort(). */
int fl_compare_frames (const void *a, const void *b);

G_END_DECLS
