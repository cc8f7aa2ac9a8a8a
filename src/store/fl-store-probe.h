/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file is a whole project; not for other layers. */
#pragma once

#include "store/fl-store-private.h"

G_BEGIN_DECLS

/** FL_STORE_QUICK_CHECK_PAGES: looking through more (64 MiB) would make people wait. */
#define FL_STORE_QUICK_CHECK_PAGES 16384

/**
 * FlStoreHeader:
 * @n_pages: pages of the file, 0 of an empty one
 * @kind: the application id
 * @version: version of the schema
 *
 * What the first page of a database tells.
 */
typedef struct {
  gint64 n_pages;
  gint64 kind;
  gint64 version;
} FlStoreHeader;

/** fl_store_has_log: Returns: whether something may not have been moved into @path yet */
gboolean fl_store_has_log (const char *path);

/**
 * fl_store_open_untouched:
 *
 * Opens the file so that nothing is written, neither into it nor beside it; a log is not read.
 * Through SQLite, which knows that closing a descriptor drops the locks of another connection of
 * this process.
 *
 * Returns: an SQLite code
 */
int fl_store_open_untouched (FlStore *self);

/** fl_store_read_header: Returns: an SQLite code */
int fl_store_read_header (FlStore *self, FlStoreHeader *out);

/** fl_store_check_header: Refuses what is no project or not of our version; @code came with it. */
gboolean
fl_store_check_header (FlStore *self, int code, const FlStoreHeader *header, GError **error);

/** fl_store_check_pages: Looks through the file for damage. */
gboolean fl_store_check_pages (FlStore *self, GError **error);

/**
 * fl_store_probe:
 * @self: a store without a connection, only for this
 * @error: return location
 *
 * Refuses what is not a whole project of the schema of @self or an older one, and leaves no trace.
 * Where there is a log, header and pages are to be checked again once the file is open.
 */
gboolean fl_store_probe (FlStore *self, GError **error);

/** fl_store_refuse: Sets “@path @why”. Returns: %FALSE */
gboolean fl_store_refuse (const char *path, FlStoreError code, const char *why, GError **error);

G_END_DECLS
