/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The append-only history: what is done, undone and done again. */
#include "store/fl-store-actions.h"

#include <glib/gi18n.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-classes-private.h"
#include "store/fl-store-meaning.h"

/* Facts about files are not the person's to undo. */
#define SQL_DEEDS                                                                                  \
  "('undo', 'redo', 'stream-add', 'renumber', 'lot-void', 'lot-certify', 'lot-fail',"              \
  " 'sweep-void', 'sweep-end')"
#define SQL_UNDOABLE                                                                               \
  " a.replica = 1 AND a.annotator = ? AND a.batch_seq IS NULL AND a.verb NOT IN " SQL_DEEDS " "
/* Frames of action `a` as they are counted now, which `place` tells when that changed. */
#define SQL_FRAMES                                                                                 \
  " coalesce (p.first_frame, a.first_frame), coalesce (p.last_frame, a.last_frame) "
/* What an action says beside; people know classes by name. */
#define SQL_WORDS                                                                                  \
  " CASE a.verb WHEN 'class-add' THEN '' WHEN 'label' THEN ''"                                     \
  " WHEN 'class-merge' THEN (SELECT m.name FROM class m WHERE m.uuid = a.payload)"                 \
  " ELSE a.payload END "
#define SQL_JOIN_PLACE " LEFT JOIN place p ON p.replica = a.replica AND p.seq = a.seq "
/* An answer about several tags is about none of them alone. */
#define SQL_TAG                                                                                    \
  " CASE WHEN EXISTS (SELECT 1 FROM action t WHERE t.replica = a.replica AND t.seq = a.seq + 1"    \
  " AND t.batch_seq = a.seq) THEN 0 ELSE a.tag END "
/* The frame that was shown is said right after its run. */
#define SQL_JOIN_SHOWN                                                                             \
  " LEFT JOIN action f ON a.kind = 'run' AND f.replica = a.replica AND f.seq = a.seq + 1"          \
  " AND f.batch_seq = a.seq LEFT JOIN place g ON g.replica = f.replica AND g.seq = f.seq "
#define SQL_FOUND                                                                                  \
  "SELECT a.replica, a.seq, a.verb, a.stream," SQL_FRAMES ", a.kind," SQL_TAG                      \
  ", (SELECT c.name FROM class c WHERE c.id = a.class)," SQL_WORDS                                 \
  ", coalesce (g.first_frame, f.first_frame, p.first_frame, a.first_frame) FROM action a"

void
fl_undone_clear (FlUndone *self)
{
  g_clear_pointer (&self->verb, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->klass, g_free);
  g_clear_pointer (&self->payload, g_free);
}

void
fl_log_entry_free (FlLogEntry *self)
{
  g_free (self->annotator);
  g_free (self->verb);
  g_free (self->kind);
  g_free (self->stream);
  g_free (self->klass);
  g_free (self->payload);
  g_free (self);
}

gint64
fl_store_get_n_actions (FlStore *self)
{
  return fl_store_get_number (self, 0, "SELECT max(seq) FROM action WHERE replica = 1");
}

gint64
fl_store_next_seq (FlStore *self)
{
  return fl_store_get_n_actions (self) + 1;
}

/* What tells the ends of a label from other frames with the same times, NULL when nothing has to. */
static char *
dup_nth (const FlLabelAction *label)
{
  if (label->first_nth == 0 && label->last_nth == 0)
    return NULL;
  return g_strdup_printf ("nth %u %u", label->first_nth, label->last_nth);
}

gboolean
fl_store_append (FlStore *self, const FlNewAction *action, FlActionId *out, GError **error)
{
  static const FlLabelAction no_label = {.kind = ""};
  const FlLabelAction *label = action->label != NULL ? action->label : &no_label;
  gint64 seq = action->seq > 0 ? action->seq : fl_store_next_seq (self);
  gint64 lamport = fl_store_get_number (self, 0, "SELECT max(lamport) FROM action") + 1;
  gboolean has_label = action->label != NULL;
  gint64 class_id = has_label ? label->class_id : action->class_id;
  gint64 stream = has_label ? label->stream : action->stream;
  gint64 lot = has_label ? label->lot : action->lot;
  g_autofree char *nth = dup_nth (label);

  if (out != NULL)
    *out = (FlActionId){.replica = FL_STORE_OWN_REPLICA, .seq = seq};
  return fl_store_run (
    self, error,
    "INSERT INTO action VALUES"
    " (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iiiissnnnnniinnnnnnnnnnsn", seq, lamport,
    has_label && label->at_us > 0 ? label->at_us : g_get_real_time (), action->annotator,
    action->verb, label->kind, stream > 0, stream, has_label, label->range.first, has_label,
    label->range.last, has_label && label->has_pts, label->first_pts, has_label && label->has_pts,
    label->last_pts, label->tag, (gint64) label->state, class_id > 0, class_id, lot > 0, lot,
    action->undoes.seq > 0, action->undoes.replica, action->undoes.seq > 0, action->undoes.seq,
    action->batch_seq > 0, action->batch_seq, label->question > 0, label->question,
    label->answered_ms > 0, label->shown_ms, label->answered_ms > 0, label->answered_ms,
    label->guess_class > 0, label->guess_class, label->guess_class > 0, (gint64) label->guess_shown,
    nth != NULL ? nth : action->payload, action->sweep > 0, action->sweep);
}

/* Reads replica, seq, verb, stream, first, last, kind, tag, class, words, shown; TRUE when there was a
 * row. */
static gboolean
read_undone (FlStore *self, sqlite3_stmt *statement, FlUndone *out)
{
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return FALSE;
  if (out != NULL) {
    *out = (FlUndone){.id = {.replica = sqlite3_column_int64 (statement, 0),
                             .seq = sqlite3_column_int64 (statement, 1)},
                      .verb = fl_store_column_text (statement, 2),
                      .stream = sqlite3_column_int64 (statement, 3),
                      .range = {.first = sqlite3_column_int64 (statement, 4),
                                .last = sqlite3_column_int64 (statement, 5)},
                      .kind = fl_store_column_text (statement, 6),
                      .tag = sqlite3_column_int64 (statement, 7),
                      .klass = fl_store_column_text (statement, 8),
                      .payload = fl_store_column_text (statement, 9),
                      .shown = sqlite3_column_int64 (statement, 10)};
  }
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
fl_store_find_undo (FlStore *self, gint64 annotator, FlUndone *out)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    SQL_FOUND SQL_JOIN_PLACE SQL_JOIN_SHOWN
                    "WHERE" SQL_UNDOABLE "AND" FL_SQL_EFFECTIVE "ORDER BY a.seq DESC LIMIT 1",
                    "i", annotator);

  return read_undone (self, statement, out);
}

static gboolean
find_label (FlStore *self, gint64 annotator, FlUndone *out)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    SQL_FOUND SQL_JOIN_PLACE SQL_JOIN_SHOWN
                    "WHERE" SQL_UNDOABLE "AND a.verb = 'label' AND a.stream NOT IN"
                    " (SELECT id FROM stream WHERE is_hidden = 1)"
                    " AND" FL_SQL_EFFECTIVE "ORDER BY a.seq DESC LIMIT 1",
                    "i", annotator);

  return read_undone (self, statement, out);
}

/* The newest undo that counts, if nothing new was done after it, joined with what it undid. What
 * was done last is found from the end; looking through all actions would take longer with each
 * answer. */
static gboolean
find_newest_undo (FlStore *self, gint64 annotator, gint64 *out_seq, FlUndone *out)
{
  sqlite3_stmt *statement = fl_store_query (
    self, NULL,
    "SELECT a.seq FROM action a WHERE a.replica = 1 AND a.annotator = ?1 AND a.verb = 'undo' AND" FL_SQL_EFFECTIVE
    " AND a.seq > coalesce ((SELECT n.seq FROM action n WHERE n.replica = 1"
    " AND n.annotator = ?1 AND n.batch_seq IS NULL"
    " AND n.verb NOT IN " SQL_DEEDS " ORDER BY n.seq DESC LIMIT 1), 0)"
    " ORDER BY a.seq DESC LIMIT 1",
    "i", annotator);
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return FALSE;
  *out_seq = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  statement = fl_store_query (self, NULL,
                              SQL_FOUND " JOIN action u ON u.undoes_replica = a.replica"
                                        " AND u.undoes_seq = a.seq" SQL_JOIN_PLACE SQL_JOIN_SHOWN
                                        "WHERE u.replica = 1 AND u.seq = ?",
                              "i", *out_seq);
  return read_undone (self, statement, out);
}

gboolean
fl_store_find_redo (FlStore *self, gint64 annotator, FlUndone *out)
{
  gint64 seq;

  return find_newest_undo (self, annotator, &seq, out);
}

static gboolean
say_nothing (GError **error, const char *sentence)
{
  g_set_error_literal (error, FL_STORE_ERROR, FL_STORE_ERROR_NOT_FOUND, sentence);
  return FALSE;
}

/* Earlier versions let names differ by case alone; what changes no name is not refused for that. */
static gboolean
may_bring_name (const char *verb)
{
  static const char *const others[] = {"class-key", "class-colour", "class-definition",
                                       "class-redefine", NULL};

  return !g_strv_contains (others, verb);
}

/* Whether the classes that @target is about have names of their own. */
static gboolean
are_names_free (FlStore *self, const FlUndone *target, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement =
    fl_store_query (self, error,
                    "SELECT DISTINCT c.id, c.name FROM class c JOIN action a ON a.class = c.id"
                    " WHERE c.is_retired = 0 AND c.merged_into IS NULL AND" FL_SQL_WITH_BATCH,
                    "ii", target->id.replica, target->id.seq);

  while (statement != NULL && fl_store_step (self, statement, NULL)) {
    const gint64 id = sqlite3_column_int64 (statement, 0);
    g_array_append_val (ids, id);
    g_ptr_array_add (names, fl_store_column_text (statement, 1));
  }
  for (guint i = 0; i < names->len; i++)
    if (!fl_store_is_name_free (self, names->pdata[i], g_array_index (ids, gint64, i), NULL)) {
      g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS,
                   _ ("That would give two classes the name “%s”; rename one of them first"),
                   (const char *) names->pdata[i]);
      return FALSE;
    }
  return statement != NULL;
}

static gboolean
has_row (FlStore *self, sqlite3_stmt *statement, char **out_name)
{
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return FALSE;
  *out_name = fl_store_column_text (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* Others may have used a class, or taken a name, since; in a transaction that can be undone. */
static gboolean
check_classes (FlStore *self, const FlUndone *target, GError **error)
{
  g_autofree char *name = NULL;

  if (!g_str_has_prefix (target->verb, "class-"))
    return TRUE;
  if (has_row (self,
               fl_store_query (self, error,
                               "SELECT c.name FROM class c JOIN action a ON a.class = c.id"
                               " WHERE a.replica = ?1 AND (a.seq = ?2 OR a.batch_seq = ?2)"
                               " AND a.verb = 'class-add' AND c.is_retired = 1"
                               " AND EXISTS (SELECT 1 FROM label l WHERE l.class = c.id)",
                               "ii", target->id.replica, target->id.seq),
               &name)) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID,
                 _ ("The class “%s” cannot be undone, because there are labels of it; retire it"),
                 name);
    return FALSE;
  }
  return !may_bring_name (target->verb) || are_names_free (self, target, error);
}

static gboolean
changes_meaning (const char *verb)
{
  return g_str_equal (verb, "class-merge") || g_str_equal (verb, "class-redefine") ||
         g_str_equal (verb, "class-split");
}

/* What a redo brought about counts only while its target does. */
#define SQL_REDOS                                                                                  \
  " SELECT r.replica, r.seq FROM action u JOIN action r ON r.verb = 'redo'"                        \
  " AND r.undoes_replica = u.replica AND r.undoes_seq = u.seq"                                     \
  " WHERE u.undoes_replica = ? AND u.undoes_seq = ?"                                               \
  " AND EXISTS (SELECT 1 FROM action b WHERE b.replica = r.replica AND b.batch_seq = r.seq) "

/* Which actions count from now on. A redo undoes an undo, whose target then counts again. */
static gboolean
hide (FlStore *self, const FlActionId *undoes, const FlUndone *target, GError **error)
{
  const FlActionId *id = &target->id;
  const gboolean is_redo = undoes->seq != id->seq;

  return fl_store_run (self, error, "INSERT INTO undone VALUES (?, ?)", "ii", undoes->replica,
                       undoes->seq) &&
         (is_redo ? fl_store_run (self, error, "DELETE FROM undone WHERE replica = ? AND seq = ?",
                                  "ii", id->replica, id->seq) &&
                      fl_store_run (self, error,
                                    "DELETE FROM undone WHERE (replica, seq) IN (" SQL_REDOS ")",
                                    "ii", id->replica, id->seq)
                  : fl_store_run (self, error, "INSERT OR IGNORE INTO undone" SQL_REDOS, "ii",
                                  id->replica, id->seq));
}

/* One transaction: the new action, what it makes undone or not undone, and the fold. */
static gboolean
turn (FlStore *self, const FlNewAction *action, const FlUndone *target, GError **error)
{
  const gboolean is_redo = action->undoes.seq != target->id.seq;
  FlActionId id;

  if (!fl_store_begin (self, error))
    return FALSE;
  gboolean is_done =
    fl_store_append (self, action, &id, error) && hide (self, &action->undoes, target, error) &&
    fl_store_fold_action (self, target->id, error) && check_classes (self, target, error);
  if (is_done && changes_meaning (target->verb)) {
    const FlMeaningTurn meaning = {.change = target->id,
                                   .verb = target->verb,
                                   .is_redo = is_redo,
                                   .head = id.seq};
    is_done = fl_store_turn_meaning (self, &meaning, action->annotator, error);
  }
  if (is_done && (!g_str_equal (target->verb, "convert") || fl_store_check_kind (self, error)))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

static void
hand_over (FlUndone *found, FlUndone *out)
{
  if (out == NULL)
    return;
  *out = *found;
  *found = (FlUndone){0};
}

static gboolean
undo (FlStore *self, gint64 annotator, FlUndone *found, FlUndone *out, GError **error)
{
  const FlNewAction action = {.annotator = annotator, .verb = "undo", .undoes = found->id};

  if (!turn (self, &action, found, error))
    return FALSE;
  hand_over (found, out);
  return TRUE;
}

gboolean
fl_store_undo (FlStore *self, gint64 annotator, FlUndone *out, GError **error)
{
  g_auto (FlUndone) found = {0};

  if (!fl_store_find_undo (self, annotator, &found))
    return say_nothing (error, _ ("There is nothing to undo"));
  return undo (self, annotator, &found, out, error);
}

gboolean
fl_store_take_back (FlStore *self, gint64 annotator, FlUndone *out, GError **error)
{
  g_auto (FlUndone) found = {0};

  if (!find_label (self, annotator, &found))
    return say_nothing (error, _ ("There is nothing to take back"));
  return undo (self, annotator, &found, out, error);
}

gboolean
fl_store_redo (FlStore *self, gint64 annotator, FlUndone *out, GError **error)
{
  g_auto (FlUndone) found = {0};
  gint64 undo_seq;
  if (!find_newest_undo (self, annotator, &undo_seq, &found))
    return say_nothing (error, _ ("There is nothing to redo"));
  const FlNewAction action = {
    .annotator = annotator,
    .verb = "redo",
    .undoes = {.replica = FL_STORE_OWN_REPLICA, .seq = undo_seq},
  };
  if (!turn (self, &action, &found, error))
    return FALSE;
  hand_over (&found, out);
  return TRUE;
}

static FlLogEntry *
read_log_entry (sqlite3_stmt *statement)
{
  FlLogEntry *entry = g_new0 (FlLogEntry, 1);

  entry->id = (FlActionId){.replica = sqlite3_column_int64 (statement, 0),
                           .seq = sqlite3_column_int64 (statement, 1)};
  entry->at_us = sqlite3_column_int64 (statement, 2);
  entry->annotator = fl_store_column_text (statement, 3);
  entry->verb = fl_store_column_text (statement, 4);
  entry->kind = fl_store_column_text (statement, 5);
  entry->stream = fl_store_column_text (statement, 6);
  entry->range = (FlRange){.first = sqlite3_column_int64 (statement, 7),
                           .last = sqlite3_column_int64 (statement, 8)};
  entry->klass = fl_store_column_text (statement, 9);
  entry->payload = fl_store_column_text (statement, 10);
  entry->is_undone = sqlite3_column_int (statement, 11) != 0;
  return entry;
}

GPtrArray *
fl_store_list_log (FlStore *self, gint64 max, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT * FROM (SELECT a.replica, a.seq, a.at_us, n.name, a.verb, a.kind, s.name," SQL_FRAMES
    ", c.name," SQL_WORDS ", NOT (" FL_SQL_EFFECTIVE "), a.lamport FROM action a" SQL_JOIN_PLACE
    "LEFT JOIN annotator n ON n.id = a.annotator"
    " LEFT JOIN stream s ON s.id = a.stream LEFT JOIN class c ON c.id = a.class"
    " WHERE a.batch_seq IS NULL OR EXISTS (SELECT 1 FROM action h WHERE h.replica = a.replica"
    " AND h.seq = a.batch_seq) ORDER BY a.lamport DESC LIMIT ?) ORDER BY 13",
    "i", max > 0 ? max : (gint64) -1);
  if (statement == NULL)
    return NULL;
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_log_entry_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem))
    g_ptr_array_add (entries, read_log_entry (statement));
  if (problem == NULL)
    return entries;
  g_propagate_error (error, problem);
  g_ptr_array_unref (entries);
  return NULL;
}
