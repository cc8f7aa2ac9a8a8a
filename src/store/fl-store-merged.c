/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging of classes is a mapping (decisions 7). */
#include "store/fl-store-merged.h"

gint64
fl_store_resolve_class (GHashTable *merged, gint64 id)
{
  const gint64 *into = g_hash_table_lookup (merged, &id);

  return into != NULL ? *into : id;
}

GHashTable *
fl_store_list_merged (FlStore *self)
{
  GHashTable *merged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  /* Copies of a project may have merged two classes into each other: then each speaks for itself,
   * for such a chain has no end. */
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "WITH RECURSIVE chain (id, into_id, depth) AS ("
                    " SELECT id, merged_into, 1 FROM class WHERE merged_into IS NOT NULL"
                    " UNION ALL SELECT chain.id, class.merged_into, depth + 1 FROM chain JOIN class"
                    " ON class.id = into_id WHERE class.merged_into IS NOT NULL AND depth < 100)"
                    " SELECT chain.id, into_id FROM chain JOIN class ON class.id = into_id"
                    " WHERE class.merged_into IS NULL",
                    "");

  while (statement != NULL && fl_store_step (self, statement, NULL)) {
    const gint64 pair[2] = {sqlite3_column_int64 (statement, 0),
                            sqlite3_column_int64 (statement, 1)};
    g_hash_table_insert (merged, g_memdup2 (&pair[0], sizeof pair[0]),
                         g_memdup2 (&pair[1], sizeof pair[1]));
  }
  return merged;
}
