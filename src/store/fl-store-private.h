/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share about SQLite; not for other layers. */
#pragma once

#include "store/fl-schema.h"
#include "store/fl-store.h"

G_BEGIN_DECLS

/** FL_STORE_OWN_REPLICA: the row of `replica` that stands for this file. */
#define FL_STORE_OWN_REPLICA 1

struct _FlStore {
  sqlite3 *db;
  char *path;
  FlStoreMode mode;
  const FlSchema *schema; /* static */
  gboolean is_second;     /* shares the lock of another one of this process */
  int lock_fd;
  GHashTable *statements; /* const char *sql (static) -> sqlite3_stmt */
  FlPtsLookup pts_lookup;
  gpointer pts_data;
};

/**
 * fl_store_open_as:
 * @path: a project file
 * @mode: what for
 * @schema: static, its versions
 * @error: return location
 *
 * fl_store_open() with tables of another version, so that upgrades can be tested.
 *
 * Returns: (transfer full): the store, or %NULL
 */
FlStore *
fl_store_open_as (const char *path, FlStoreMode mode, const FlSchema *schema, GError **error);

/**
 * fl_store_query:
 * @self: a store
 * @error: return location
 * @sql: a string literal; the statement is kept for the next time
 * @types: a letter for each parameter: `i` gint64, `s` const char * or %NULL, `d` double,
 *   `b` GBytes *, `n` gboolean has, then gint64 (NULL when it has not)
 * @...: the parameters
 *
 * Returns: (transfer none) (nullable): the statement, bound, before its first row
 */
sqlite3_stmt *
fl_store_query (FlStore *self, GError **error, const char *sql, const char *types, ...);

/** fl_store_step: Returns: whether @statement has another row; sets @error on failure */
gboolean fl_store_step (FlStore *self, sqlite3_stmt *statement, GError **error);

/** fl_store_run: Runs a statement that gives no rows; see fl_store_query(). */
gboolean fl_store_run (FlStore *self, GError **error, const char *sql, const char *types, ...);

/** fl_store_get_number: Returns: first column of the first row, or @otherwise */
gint64 fl_store_get_number (FlStore *self, gint64 otherwise, const char *sql);

/** fl_store_has_row: Returns: whether @sql, whose parameter is @text, gives a row */
gboolean fl_store_has_row (FlStore *self, const char *sql, const char *text);

/** fl_store_put_path: Notes where the (first) file of stream @id is; in any transaction. */
gboolean fl_store_put_path (FlStore *self, gint64 id, const char *path, GError **error);

/** fl_store_set_error: Says what SQLite says, in our words. */
void fl_store_set_error (FlStore *self, int code, GError **error);

/** fl_store_dup_relative_path: Returns: (transfer full) (nullable): where @path lies as seen from the
 * project, so that both can be moved together */
char *fl_store_dup_relative_path (FlStore *self, const char *path);

/** fl_store_column_path: Returns: (transfer full): the file as the project was left, or where it is
 * when both were moved together; "" for NULL */
char *
fl_store_column_path (FlStore *self, sqlite3_stmt *statement, int path_column, int relative_column);

/** fl_store_column_text: Returns: (transfer full): a text column, "" for NULL */
char *fl_store_column_text (sqlite3_stmt *statement, int column);

G_END_DECLS
