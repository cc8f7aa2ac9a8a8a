/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fl_preferences_get:
 *
 * Gives what is remembered between starts. The program also works where its schema is not
 * installed; then nothing is remembered. Main thread.
 *
 * Returns: (transfer none) (nullable): the settings
 */
GSettings *fl_preferences_get (void);

/** fl_preferences_add_recent: Puts the project file @path first among the recent ones. */
void fl_preferences_add_recent (const char *path);

/** fl_preferences_dup_recent: Returns: (transfer full): recent projects that still exist */
char **fl_preferences_dup_recent (void);

/**
 * FlProgress:
 * @n_labelled: samples that people labelled
 * @n_samples: samples in all
 * @n_auto: samples that were filled in
 *
 * How far a project is.
 */
typedef struct {
  guint n_labelled;
  guint n_samples;
  guint n_auto;
} FlProgress;

/** fl_preferences_set_progress: Remembers how far the recent project @path is. */
void fl_preferences_set_progress (const char *path, const FlProgress *progress);

/** fl_preferences_get_progress: Returns: how far @path was when it was closed; all 0 when it is
 * not known */
FlProgress fl_preferences_get_progress (const char *path);

/**
 * fl_preferences_put_first:
 * @paths: (array zero-terminated=1): a list
 * @path: what goes first; it is taken out of its old place
 * @n_most: where the list is cut
 *
 * Returns: (transfer full): the new list; a pure function
 */
char **fl_preferences_put_first (const char *const *paths, const char *path, guint n_most);

G_END_DECLS
