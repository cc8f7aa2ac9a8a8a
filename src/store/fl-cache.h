/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlCache:
 *
 * The folder `NAME.frameline-cache/`: what can be made again. It may be deleted at any time.
 * Immutable; any thread.
 */
typedef struct _FlCache FlCache;

/** fl_cache_new: Returns: (transfer full): the cache of the project file @project_path */
FlCache *fl_cache_new (const char *project_path);

/** fl_cache_new_for_folder: Returns: (transfer full): a cache in this very folder */
FlCache *fl_cache_new_for_folder (const char *folder);

/** fl_cache_free: Frees the object; the folder stays. */
void fl_cache_free (FlCache *self);

/** fl_cache_dup_path: Returns: (transfer full): where the file @name of @owner is, if it is there */
char *fl_cache_dup_path (const FlCache *self, const char *owner, const char *name);

/**
 * fl_cache_build_path:
 * @self: a cache
 * @owner: UUID of a stream, or `project`
 * @name: a file name
 * @error: return location
 *
 * The same for who writes: makes the folder of @owner when it is not there.
 *
 * Returns: (transfer full): where the file is or will be, %NULL when the folder cannot be made
 */
char *
fl_cache_build_path (const FlCache *self, const char *owner, const char *name, GError **error);

/** fl_cache_write: Replaces a file at once or not at all. */
gboolean fl_cache_write (const FlCache *self,
                         const char *owner,
                         const char *name,
                         GBytes *content,
                         GError **error);

/** fl_cache_read: Returns: (transfer full) (nullable): a file's content, %NULL when not there */
GBytes *fl_cache_read (const FlCache *self, const char *owner, const char *name);

/**
 * fl_cache_fail:
 * @is_write: whether to write or to open was tried
 * @path: a file of the cache
 * @error: return location
 *
 * Says why a system call failed, by `errno`, and what to do.
 *
 * Returns: %FALSE
 */
gboolean fl_cache_fail (gboolean is_write, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlCache, fl_cache_free)

G_END_DECLS
