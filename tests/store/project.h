/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share: a project in a folder of its own, and eyes for its files. */
#pragma once

#include "folder.h"

#include "store/fl-store-labels.h"

#include <gio/gio.h>

#define PROJECT_FRAMES 64

/**
 * Project:
 *
 * A folder with one project file that has an annotator, a stream and the classes A, B and C.
 * @store is open for writing, or %NULL.
 */
typedef struct {
  char *folder;
  char *path;
  FlStore *store;
  gint64 annotator;
  gint64 stream;
  gint64 classes[3];
} Project;

/** project_set_up: Makes one; for g_test_add(). */
void project_set_up (Project *self, gconstpointer data);

/** project_tear_down: Removes its folder; for g_test_add(). */
void project_tear_down (Project *self, gconstpointer data);

/** project_close: Closes the store. */
void project_close (Project *self);

/** project_reopen: Closes the store and opens it again for writing. */
void project_reopen (Project *self);

/** project_try_label: Says that frames are of a class; see fl_store_label(). */
gboolean project_try_label (FlStore *store,
                            const Project *self,
                            gint64 first,
                            gint64 last,
                            gint64 class_id,
                            GError **error);

/** project_label: The same, and fails the test when it fails. */
void project_label (Project *self, gint64 first, gint64 last, FlLabelState state, gint64 class_id);

/** project_read_frames: Returns: (transfer full): what stands, a letter a frame, `.` for nothing */
char *project_read_frames (FlStore *store, const gint64 classes[3]);

/** project_exec: Has SQLite itself run @sql on a file, behind the back of the store. */
void project_exec (const char *path, const char *sql);

/** project_get_number: Returns: what SQLite itself reads from a file by @sql */
gint64 project_get_number (const char *path, const char *sql);

/** project_copy_file: Copies a file byte by byte. */
void project_copy_file (const char *from, const char *to);

/**
 * project_describe_folder:
 * @folder: a folder
 *
 * Returns: (transfer full): name, size and SHA-256 of every file under it, sorted
 */
char *project_describe_folder (const char *folder);

/** project_list_folder: Returns: (transfer full): names in @folder, sorted, `a b c` */
char *project_list_folder (const char *folder);

/**
 * project_start_child:
 * @arguments: (nullable): words for the child, %NULL-terminated
 *
 * Runs this very test program again with `--child` and @arguments, its input and output piped.
 *
 * Returns: (transfer full): the child
 */
GSubprocess *project_start_child (const char *const *arguments);

/** project_read_line: Returns: (transfer full): the next line of a child, %NULL at its end */
char *project_read_line (GDataInputStream *input);

/** project_get_lines: Returns: (transfer full): what a child writes, by lines */
GDataInputStream *project_get_lines (GSubprocess *child);
