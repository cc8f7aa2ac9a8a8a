/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_edges_mark:
 * @frames: (array length=n): display indices of samples, ascending
 * @labels: (array length=n): what each is, 0 where that is not known
 * @n: how many
 * @reach: frames on each side of a change
 * @out: (array): `[n]`, 1 for each sample that is at most @reach frames from a change
 *
 * Finds samples near a change. A change is halfway between two samples of different labels with
 * none of a known label between them, as a timeline shows it: where exactly it is nobody knows.
 */
void fl_edges_mark (const gint64 *frames, const gint64 *labels, gsize n, gint64 reach, guint8 *out);

G_END_DECLS
