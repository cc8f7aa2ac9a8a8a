/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlSaver:
 *
 * The thread that has the disk keep what was committed, within 100 ms (decisions 10), moves the
 * log into the project file now and then, and copies the file at the first change of a day.
 */
typedef struct _FlSaver FlSaver;

/**
 * FlSaverFunc:
 * @sentence: (transfer full): what people must know
 * @data: the caller's
 *
 * Called on threads of the saver.
 */
typedef void (*FlSaverFunc) (char *sentence, gpointer data);

/**
 * fl_saver_new:
 * @path: an open project file
 * @is_new: whether it was made just now: then there is nothing to copy before tomorrow
 * @func: is told when the disk does not keep answers, once until it does again, and when a day's
 *   copy cannot be made
 * @data: for @func
 *
 * Returns: (transfer full): the saver
 */
FlSaver *fl_saver_new (const char *path, gboolean is_new, FlSaverFunc func, gpointer data);

/** fl_saver_free: Saves what is left, and waits for the end. */
void fl_saver_free (FlSaver *self);

/** fl_saver_kick: Says that something was committed; never waits; %NULL does nothing. */
void fl_saver_kick (FlSaver *self);

/** fl_saver_kick_on: The same on some day, counted from 1970 (UTC); for tests. */
void fl_saver_kick_on (FlSaver *self, gint64 day);

G_END_DECLS
