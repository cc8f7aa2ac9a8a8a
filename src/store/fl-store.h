/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlStore:
 *
 * An open project file: all that people cannot make again. One connection, one thread. Its other
 * functions stand in the headers named after what they are about.
 */

/**
 * FlStoreMode:
 * @FL_STORE_READ: any number of readers are welcome, also beside a writer
 * @FL_STORE_WRITE: one process at a time
 */
typedef enum {
  FL_STORE_READ,
  FL_STORE_WRITE,
} FlStoreMode;

/**
 * FlProjectFacts:
 * @uuid: identity, given by fl_store_create()
 * @name: for people
 * @created_us: µs since 1970 UTC
 * @is_multi_label: whether classes are yes/no tags
 * @goal: `frames`, `events`, `bouts` or `pictures`
 *
 * What a project is.
 */
typedef struct {
  char *uuid;
  char *name;
  gint64 created_us;
  gboolean is_multi_label;
  char *goal;
} FlProjectFacts;

/** fl_project_facts_free: Frees the facts. */
void fl_project_facts_free (FlProjectFacts *self);

/**
 * FlPtsLookup:
 * @stream: id of a stream
 * @frame: display index
 * @out_pts: (out): its presentation time
 * @out_nth: (out): the how manieth of the frames with that time it is, from 1; 0 for the only one
 * @data: the caller's
 *
 * Asks session for the identity of a frame, which a label stores beside its index.
 *
 * Returns: whether the frame has one
 */
typedef gboolean (
  *FlPtsLookup) (gint64 stream, gint64 frame, gint64 *out_pts, guint *out_nth, gpointer data);

/**
 * fl_store_create:
 * @path: a file that does not exist
 * @facts: what the project is; its uuid and time are chosen here
 * @error: return location
 *
 * Makes a project and opens it for writing. On failure nothing is left behind.
 *
 * Returns: (transfer full): the store, or %NULL
 */
FlStore *fl_store_create (const char *path, const FlProjectFacts *facts, GError **error);

/**
 * fl_store_open:
 * @path: a project file
 * @mode: what for
 * @error: return location
 *
 * Opens a project. A file that is foreign, newer, damaged or in use is refused with one sentence
 * and not touched. An older one is upgraded, after a dated copy was put into the backups folder.
 *
 * Returns: (transfer full): the store, or %NULL
 */
FlStore *fl_store_open (const char *path, FlStoreMode mode, GError **error);

/**
 * fl_store_open_second:
 * @path: the file of a store of this process that is open for writing
 * @error: return location
 *
 * Opens another connection, for another thread: to copy and to move the log into the file.
 *
 * Returns: (transfer full): the store, or %NULL
 */
FlStore *fl_store_open_second (const char *path, GError **error);

/**
 * fl_store_open_copy:
 * @path: a copy of a project, which nobody writes
 * @error: return location
 *
 * Opens a copy to look at, also one that an older Frameline made, of which then less can be asked.
 * Nothing is written, neither into it nor beside it.
 *
 * Returns: (transfer full): the store, or %NULL when it is no whole project
 */
FlStore *fl_store_open_copy (const char *path, GError **error);

/** fl_store_close: Closes the file; %NULL is fine. */
void fl_store_close (FlStore *self);

/** fl_store_get_path: Returns: (transfer none): the file */
const char *fl_store_get_path (FlStore *self);

/** fl_store_get_facts: Returns: (transfer full): what the project is, or %NULL with @error */
FlProjectFacts *fl_store_get_facts (FlStore *self, GError **error);

/** fl_store_set_pts_lookup: Has ends of cut labels named by @lookup. */
void fl_store_set_pts_lookup (FlStore *self, FlPtsLookup lookup, gpointer data);

/** fl_store_begin: Begins a transaction that writes. */
gboolean fl_store_begin (FlStore *self, GError **error);

/** fl_store_commit: Ends it; on failure everything since fl_store_begin() is undone. */
gboolean fl_store_commit (FlStore *self, GError **error);

/** fl_store_rollback: Undoes everything since fl_store_begin(). */
void fl_store_rollback (FlStore *self);

/**
 * fl_store_sync_log:
 * @path: a project file
 * @error: return location
 *
 * Has the disk keep what was committed (fdatasync on the log); any thread, no connection needed.
 *
 * Returns: %TRUE, or %FALSE when the log is not there or the disk did not keep it
 */
gboolean fl_store_sync_log (const char *path, GError **error);

/**
 * fl_store_checkpoint:
 * @self: a store
 *
 * Moves the log into the file and has the disk keep that, without waiting for anybody. What
 * cannot be moved now, because somebody reads, is moved next time.
 *
 * Returns: whether all of it was moved
 */
gboolean fl_store_checkpoint (FlStore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlStore, fl_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlProjectFacts, fl_project_facts_free)

G_END_DECLS
