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

/** fl_saver_new: Returns: (transfer full): the saver of an open project file */
FlSaver *fl_saver_new (const char *path);

/** fl_saver_free: Saves what is left, and waits for the end. */
void fl_saver_free (FlSaver *self);

/** fl_saver_kick: Says that something was committed; never waits; %NULL does nothing. */
void fl_saver_kick (FlSaver *self);

G_END_DECLS
