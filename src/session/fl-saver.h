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
 * fl_saver_new:
 * @path: an open project file
 * @keeps_backups: whether to copy it at the first change of a day; a new project has nothing yet
 *
 * Returns: (transfer full): the saver
 */
FlSaver *fl_saver_new (const char *path, gboolean keeps_backups);

/** fl_saver_free: Saves what is left, and waits for the end. */
void fl_saver_free (FlSaver *self);

/** fl_saver_kick: Says that something was committed; never waits; %NULL does nothing. */
void fl_saver_kick (FlSaver *self);

G_END_DECLS
