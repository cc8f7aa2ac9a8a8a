/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of questions. What was drawn is the label that was doubted, as REPLICA:SEQ. */
#include "store/fl-store-questions.h"

#include "store/fl-store-private.h"

static char *
dup_draw (FlActionId label)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, label.replica, label.seq);
}

gint64
fl_store_add_second_look (FlStore *self,
                          gint64 stream,
                          gint64 frame,
                          FlActionId label,
                          GError **error)
{
  g_autofree char *draw = dup_draw (label);

  if (!fl_store_run (self, error,
                     "INSERT INTO question (kind, stream, frame, issued_us, draw)"
                     " VALUES ('second-look', ?, ?, ?, ?)",
                     "iiis", stream, frame, g_get_real_time (), draw))
    return 0;
  return sqlite3_last_insert_rowid (self->db);
}

gboolean
fl_store_was_looked_at (FlStore *self, FlActionId label)
{
  g_autofree char *draw = dup_draw (label);
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT 1 WHERE EXISTS (SELECT 1 FROM question WHERE kind = 'second-look'"
                    " AND draw = ?1) OR EXISTS (SELECT 1 FROM action a JOIN question q"
                    " ON q.id = a.question WHERE a.replica = ?2 AND a.seq = ?3"
                    " AND q.kind = 'second-look')",
                    "sii", draw, label.replica, label.seq);
  const gboolean is_there = statement != NULL && fl_store_step (self, statement, NULL);

  if (is_there)
    sqlite3_reset (statement);
  return is_there;
}
