/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of which classes and meanings people knew when they said what, as numbers of actions, by copy of
 * the project. */
#include "store/fl-store-knowledge.h"

#include "base/fl-ref-count.h"
#include "store/fl-store-actions-private.h"

/* Labels of a class that was split are old, whatever their number. */
#define SPLIT 9223372036854775807

/* In one copy of the project, for one class. */
typedef struct {
  gint64 class_id;
  gint64 replica;
  gint64 known_from; /* the first label that knows the class */
  gint64 old_before; /* labels of the class with a lower number are old */
  gboolean is_gone;  /* nothing is labelled with it any more */
} Limit;

/* In one copy of the project, what one person confirmed of one class. */
typedef struct {
  gint64 class_id;
  gint64 replica;
  gint64 annotator;
  gint64 to; /* labels with a lower number hold */
} Confirmed;

struct _FlKnowledge {
  FlRefCount n_refs;
  GArray *limits;     /* Limit */
  GArray *confirmed;  /* Confirmed */
  GHashTable *latest; /* replica -> (owned) the first label that knows all classes there are */
};

/* For each class and copy: the first action of the copy that names the class, or what it was split
 * from; and where the newest meaning begins. Numbers of another copy are found by its clock. */
static const char sql_limits[] =
  "WITH origin (id, names) AS ("
  " SELECT id, id FROM class UNION ALL"
  " SELECT o.id, h.class FROM origin o"
  " JOIN action a ON a.class = o.names AND a.verb = 'class-add' AND a.kind = ''"
  " JOIN action h ON h.replica = a.replica AND h.seq = a.batch_seq AND h.verb = 'class-split'),"
  "meaning (id, verb, replica, seq, lamport) AS ("
  " SELECT a.class, a.verb, a.replica, a.seq, max (a.lamport) FROM action a"
  " WHERE a.verb IN ('class-redefine', 'class-split') AND a.kind = '' AND" FL_SQL_EFFECTIVE
  " GROUP BY a.class)"
  "SELECT c.id, r.id,"
  " (SELECT min ((SELECT a.seq FROM action a WHERE a.class = o.names AND a.replica = r.id"
  "  ORDER BY a.lamport LIMIT 1)) FROM origin o WHERE o.id = c.id),"
  " CASE WHEN m.verb = 'class-split' THEN " G_STRINGIFY (
    SPLIT) " WHEN m.replica = r.id THEN m.seq"
           "  WHEN m.id IS NOT NULL THEN 1 + (SELECT max (a.seq) FROM action a"
           "  WHERE a.replica = r.id AND a.lamport <= m.lamport) END,"
           " c.is_retired OR c.merged_into IS NOT NULL"
           " FROM class c JOIN replica r LEFT JOIN meaning m ON m.id = c.id";

static const char sql_confirmed[] =
  "SELECT a.class, r.id, a.annotator, CASE WHEN r.id = a.replica THEN a.seq"
  "  ELSE 1 + (SELECT max (b.seq) FROM action b WHERE b.replica = r.id AND b.lamport <= a.lamport)"
  " END FROM action a JOIN replica r WHERE a.verb = 'class-confirm' AND a.kind = '' AND" FL_SQL_EFFECTIVE;

FlKnowledge *
fl_knowledge_new_all (void)
{
  FlKnowledge *self = g_new0 (FlKnowledge, 1);

  fl_ref_count_init (&self->n_refs);
  self->limits = g_array_new (FALSE, FALSE, sizeof (Limit));
  self->confirmed = g_array_new (FALSE, FALSE, sizeof (Confirmed));
  self->latest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

FlKnowledge *
fl_knowledge_ref (FlKnowledge *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_knowledge_unref (FlKnowledge *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_array_unref (self->limits);
  g_array_unref (self->confirmed);
  g_hash_table_unref (self->latest);
  g_free (self);
}

static void
add_limit (FlKnowledge *self, const Limit *limit)
{
  const gint64 *latest = g_hash_table_lookup (self->latest, &limit->replica);

  g_array_append_vals (self->limits, limit, 1);
  if (!limit->is_gone && (latest == NULL || *latest < limit->known_from))
    g_hash_table_replace (self->latest, g_memdup2 (&limit->replica, sizeof limit->replica),
                          g_memdup2 (&limit->known_from, sizeof limit->known_from));
}

/* A copy that never named the class does not know it. */
static Limit
read_limit (sqlite3_stmt *statement)
{
  return (Limit){
    .class_id = sqlite3_column_int64 (statement, 0),
    .replica = sqlite3_column_int64 (statement, 1),
    .known_from = sqlite3_column_type (statement, 2) == SQLITE_NULL
                    ? G_MAXINT64
                    : sqlite3_column_int64 (statement, 2),
    .old_before = sqlite3_column_int64 (statement, 3),
    .is_gone = sqlite3_column_int (statement, 4) != 0,
  };
}

static gboolean
read_limits (FlStore *store, FlKnowledge *self, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (store, error, sql_limits, "");
  GError *problem = NULL;

  while (statement != NULL && fl_store_step (store, statement, &problem)) {
    const Limit limit = read_limit (statement);
    add_limit (self, &limit);
  }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return statement != NULL && problem == NULL;
}

static gboolean
read_confirmed (FlStore *store, FlKnowledge *self, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (store, error, sql_confirmed, "");
  GError *problem = NULL;

  while (statement != NULL && fl_store_step (store, statement, &problem)) {
    const Confirmed confirmed = {.class_id = sqlite3_column_int64 (statement, 0),
                                 .replica = sqlite3_column_int64 (statement, 1),
                                 .annotator = sqlite3_column_int64 (statement, 2),
                                 .to = sqlite3_column_int64 (statement, 3)};
    g_array_append_val (self->confirmed, confirmed);
  }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return statement != NULL && problem == NULL;
}

FlKnowledge *
fl_store_read_knowledge (FlStore *self, GError **error)
{
  g_autoptr (FlKnowledge) knowledge = fl_knowledge_new_all ();

  if (!read_limits (self, knowledge, error) || !read_confirmed (self, knowledge, error))
    return NULL;
  return g_steal_pointer (&knowledge);
}

static const Limit *
find_limit (const FlKnowledge *self, gint64 class_id, gint64 replica)
{
  for (guint i = 0; i < self->limits->len; i++) {
    const Limit *limit = &g_array_index (self->limits, Limit, i);
    if (limit->class_id == class_id && limit->replica == replica)
      return limit;
  }
  return NULL;
}

/* Up to where the person who said @row has confirmed the class. */
static gint64
find_confirmed (const FlKnowledge *self, const FlLabelRow *row, gint64 class_id)
{
  gint64 to = 0;

  for (guint i = 0; i < self->confirmed->len; i++) {
    const Confirmed *each = &g_array_index (self->confirmed, Confirmed, i);
    if (each->class_id == class_id && each->replica == row->action.replica &&
        each->annotator == row->annotator)
      to = MAX (to, each->to);
  }
  return to;
}

gboolean
fl_knowledge_is_complete (const FlKnowledge *self, const FlLabelRow *row)
{
  const gint64 *latest = g_hash_table_lookup (self->latest, &row->action.replica);

  return latest == NULL || row->action.seq >= *latest;
}

gboolean
fl_knowledge_knows (const FlKnowledge *self, const FlLabelRow *row, gint64 class_id)
{
  const Limit *limit = find_limit (self, class_id, row->action.replica);

  /* What is not written yet has no number: it was said just now. */
  return limit == NULL || row->action.seq >= limit->known_from ||
         row->action.seq < find_confirmed (self, row, class_id);
}

gboolean
fl_knowledge_is_gone (const FlKnowledge *self, gint64 class_id)
{
  const Limit *limit = find_limit (self, class_id, FL_STORE_OWN_REPLICA);

  return limit != NULL && limit->is_gone;
}

/* Confirming what was said before the class got another meaning says nothing about that. */
gboolean
fl_knowledge_is_old (const FlKnowledge *self, const FlLabelRow *row)
{
  const Limit *limit =
    row->state == FL_LABEL_LABELLED ? find_limit (self, row->class_id, row->action.replica) : NULL;

  return limit != NULL && row->action.seq < limit->old_before &&
         find_confirmed (self, row, row->class_id) < limit->old_before;
}

gboolean
fl_knowledge_is_split (const FlKnowledge *self, const FlLabelRow *row)
{
  const Limit *limit =
    row->state == FL_LABEL_LABELLED ? find_limit (self, row->class_id, row->action.replica) : NULL;

  return limit != NULL && limit->old_before == SPLIT;
}
