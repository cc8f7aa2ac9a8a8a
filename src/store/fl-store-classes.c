/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes. Each fact of a class is the newest action about it that counts. */
#include "store/fl-store-classes.h"

#include "store/fl-store-actions-private.h"
#include "store/fl-store-classes-private.h"
#include "store/fl-store-sweeps.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_MAX_CHARS 100

void
fl_class_row_free (FlClassRow *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->name);
  g_free (self->key);
  g_free (self->definition);
  g_free (self);
}

/* Nobody could tell such a name from the one without. */
static gboolean
has_outer_blank (const char *name)
{
  const char *last = g_utf8_find_prev_char (name, name + strlen (name));

  return g_unichar_isspace (g_utf8_get_char (name)) || g_unichar_isspace (g_utf8_get_char (last));
}

static const char *
find_fault (const char *name)
{
  /* Translators, for all of these: ends “The class name “a,b” …; choose another one”. */
  if (!g_utf8_validate (name, -1, NULL))
    return _ ("is not UTF-8 text");
  if (g_utf8_strlen (name, -1) > NAME_MAX_CHARS)
    return _ ("has more than 100 characters");
  gboolean is_blank = TRUE;
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    if (letter == ',')
      return _ ("has a comma");
    if (letter == '"')
      return _ ("has a quotation mark");
    if (letter == '\n' || letter == '\r' || letter == 0x2028 || letter == 0x2029)
      return _ ("has a line break");
    /* Marks that turn the direction of writing would turn that of what stands behind, too. */
    if (g_unichar_iscntrl (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT)
      return _ ("has a control character");
    is_blank = is_blank && g_unichar_isspace (letter);
  }
  if (is_blank)
    return _ ("is empty");
  if (strcmp (name, "?") == 0)
    return _ ("means in tables that nobody can tell");
  return has_outer_blank (name) ? _ ("begins or ends with a blank") : NULL;
}

gboolean
fl_class_name_check (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, FALSE);

  const char *fault = find_fault (name);
  if (fault == NULL)
    return TRUE;
  g_autofree char *shown = g_utf8_make_valid (name, MIN ((gssize) strlen (name), 60));
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID,
               _ ("The class name “%s” %s; choose another one"), g_strdelimit (shown, "\r\n", ' '),
               fault);
  return FALSE;
}

GPtrArray *
fl_store_list_classes (FlStore *self, gboolean with_retired, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT id, uuid, name, key, colour, position, is_background, version, definition,"
    " merged_into, is_retired FROM class WHERE merged_into IS NULL AND (?1 OR is_retired = 0)"
    " ORDER BY position, id",
    "i", (gint64) with_retired);
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_class_row_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem)) {
    FlClassRow *row = g_new0 (FlClassRow, 1);
    row->id = sqlite3_column_int64 (statement, 0);
    row->uuid = fl_store_column_text (statement, 1);
    row->name = fl_store_column_text (statement, 2);
    row->key = fl_store_column_text (statement, 3);
    row->colour = sqlite3_column_int64 (statement, 4);
    row->position = sqlite3_column_int64 (statement, 5);
    row->is_background = sqlite3_column_int (statement, 6) != 0;
    row->version = sqlite3_column_int64 (statement, 7);
    row->definition = fl_store_column_text (statement, 8);
    row->merged_into = sqlite3_column_int64 (statement, 9);
    row->is_retired = sqlite3_column_int (statement, 10) != 0;
    g_ptr_array_add (rows, row);
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

/* The newest value of one fact that counts, or NULL. */
static char *
newest_fact (FlStore *self, gint64 id, const char *verb)
{
  sqlite3_stmt *statement = fl_store_query (
    self, NULL,
    "SELECT a.payload FROM action a INDEXED BY action_by_verb JOIN replica r ON r.id = a.replica"
    " WHERE a.class = ? AND a.verb = ? AND a.kind = '' AND" FL_SQL_EFFECTIVE
    "ORDER BY a.lamport DESC, r.uuid DESC, a.seq DESC LIMIT 1",
    "is", id, verb);
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return NULL;
  char *value = fl_store_column_text (statement, 0);
  sqlite3_reset (statement);
  return value;
}

gboolean
fl_store_fold_class (FlStore *self, gint64 class_id, GError **error)
{
  g_autofree char *added = newest_fact (self, class_id, "class-add");
  g_autofree char *name = newest_fact (self, class_id, "class-name");
  g_autofree char *key = newest_fact (self, class_id, "class-key");
  g_autofree char *colour = newest_fact (self, class_id, "class-colour");
  g_autofree char *into = newest_fact (self, class_id, "class-merge");
  g_autofree char *retired = newest_fact (self, class_id, "class-retire");
  g_autofree char *split = newest_fact (self, class_id, "class-split");
  g_autofree char *definition = newest_fact (self, class_id, "class-redefine");
  const gboolean is_retired = added == NULL || retired != NULL || split != NULL;

  return fl_store_run (
    self, error,
    "UPDATE class SET is_retired = ?, name = coalesce (?, name),"
    " key = coalesce (?, ''), colour = coalesce (?, colour),"
    " definition = coalesce (?, ''), version = 1 + (SELECT count (*)"
    " FROM action a WHERE a.class = class.id AND a.verb = 'class-redefine' AND a.kind = ''"
    " AND" FL_SQL_EFFECTIVE "),"
    " merged_into = (SELECT t.id FROM class t WHERE t.uuid = ?) WHERE id = ?",
    "isssssi", (gint64) is_retired, name, key, colour, definition, into, class_id);
}

/* The class that is offered under @name, whatever the case of its letters; NULL when there is none. */
static char *
find_name (FlStore *self, const char *name, gint64 except)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT name FROM class WHERE is_retired = 0 AND merged_into IS NULL"
                    " AND id <> ? ORDER BY id",
                    "i", except);

  while (statement != NULL && fl_store_step (self, statement, NULL)) {
    g_autofree char *other = fl_store_column_text (statement, 0);
    g_autofree char *other_folded = g_utf8_casefold (other, -1);
    if (!g_str_equal (folded, other_folded))
      continue;
    sqlite3_reset (statement);
    return g_steal_pointer (&other);
  }
  return NULL;
}

gboolean
fl_store_is_name_free (FlStore *self, const char *name, gint64 except, GError **error)
{
  g_autofree char *other = find_name (self, name, except);

  if (other == NULL)
    return TRUE;
  if (g_str_equal (other, name))
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS,
                 _ ("There is a class “%s” already; choose another name"), name);
  else
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS,
                 _ ("“%s” differs from the class “%s” by the case of its letters alone; choose "
                    "another name"),
                 name, other);
  return FALSE;
}

static gboolean
append_fact (FlStore *self,
             gint64 id,
             const char *verb,
             const char *value,
             gint64 annotator,
             gint64 batch_seq,
             GError **error)
{
  const FlNewAction action = {.annotator = annotator,
                              .verb = verb,
                              .class_id = id,
                              .batch_seq = batch_seq,
                              .payload = value};

  return fl_store_append (self, &action, NULL, error);
}

gboolean
fl_store_check_new_class (FlStore *self, const char *name, gint64 except, GError **error)
{
  return fl_class_name_check (name, error) && fl_store_is_name_free (self, name, except, error);
}

/* The row, and the actions that say the same. */
gint64
fl_store_insert_class (FlStore *self,
                       const FlClassRow *row,
                       gint64 annotator,
                       gint64 batch_seq,
                       GError **error)
{
  g_autofree char *uuid = row->uuid != NULL ? g_strdup (row->uuid) : g_uuid_string_random ();
  g_autofree char *colour = g_strdup_printf ("%" G_GINT64_FORMAT, row->colour);
  FlActionId added;

  if (!fl_store_run (self, error,
                     "INSERT INTO class (uuid, position, is_background) VALUES (?, ?, ?)", "sii",
                     uuid, row->position, (gint64) row->is_background))
    return 0;
  gint64 id = sqlite3_last_insert_rowid (self->db);
  const FlNewAction add = {.annotator = annotator,
                           .verb = "class-add",
                           .class_id = id,
                           .batch_seq = batch_seq,
                           .payload = uuid};
  if (!fl_store_append (self, &add, &added, error))
    return 0;
  const gint64 head = batch_seq > 0 ? batch_seq : added.seq;
  if (append_fact (self, id, "class-name", row->name, annotator, head, error) &&
      append_fact (self, id, "class-key", row->key != NULL ? row->key : "", annotator, head,
                   error) &&
      append_fact (self, id, "class-colour", colour, annotator, head, error) &&
      fl_store_fold_class (self, id, error))
    return id;
  return 0;
}

gint64
fl_store_add_class (FlStore *self, const FlClassRow *row, gint64 annotator, GError **error)
{
  if (!fl_store_check_new_class (self, row->name, 0, error) || !fl_store_begin (self, error))
    return 0;
  gint64 id = fl_store_insert_class (self, row, annotator, 0, error);
  if (id == 0) {
    fl_store_rollback (self);
    return 0;
  }
  return fl_store_commit (self, error) ? id : 0;
}

gboolean
fl_store_set_class (FlStore *self,
                    gint64 id,
                    const char *field,
                    const char *value,
                    gint64 annotator,
                    GError **error)
{
  g_autofree char *verb = g_strconcat ("class-", field, NULL);

  if (g_str_equal (field, "name") && !fl_store_check_new_class (self, value, id, error))
    return FALSE;
  if (!fl_store_begin (self, error))
    return FALSE;
  if (append_fact (self, id, verb, value, annotator, 0, error) &&
      fl_store_fold_class (self, id, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

/* Sweeps looked for one of the two alone. */
static gboolean
merge (FlStore *self, gint64 id, gint64 into, const char *uuid, gint64 annotator, GError **error)
{
  const FlNewAction action = {.annotator = annotator,
                              .verb = "class-merge",
                              .class_id = id,
                              .payload = uuid};
  FlActionId head;

  return fl_store_append (self, &action, &head, error) &&
         fl_store_void_sweeps (self, id, annotator, head.seq, error) &&
         fl_store_void_sweeps (self, into, annotator, head.seq, error) &&
         fl_store_fold_class (self, id, error);
}

gboolean
fl_store_merge_class (FlStore *self, gint64 id, gint64 into, gint64 annotator, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error, "SELECT uuid FROM class WHERE id = ?", "i", into);

  if (statement == NULL || !fl_store_step (self, statement, error))
    return FALSE;
  g_autofree char *uuid = fl_store_column_text (statement, 0);
  sqlite3_reset (statement);
  if (!fl_store_begin (self, error))
    return FALSE;
  if (merge (self, id, into, uuid, annotator, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}
