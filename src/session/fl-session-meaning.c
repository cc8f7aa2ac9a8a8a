/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What classes mean: other definitions, several classes for one, and what older labels say. */
#include "session/fl-session-meaning.h"

#include <glib/gi18n.h>

#include "session/fl-item-private.h"
#include "session/fl-session-private.h"
#include "store/fl-store-meaning.h"

/* Seconds that looking at a label again takes, for saying what it will cost. */
#define LOOK_S               2
#define MAX_DEFINITION_CHARS 1000

/* Which labels of a class are counted. */
typedef gboolean (*CountFunc) (FlSession *self, const FlLabelRow *row, gint64 class_id);

/* Those of one key press are one label. */
static guint
count_labels (FlSession *self, FlClass *klass, CountFunc func)
{
  const gint64 class_id = fl_class_get_id (klass);
  guint n = 0;

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    const GArray *track = fl_stream_get_track (fl_session_peek_stream (self, i));
    for (guint j = 0; j < track->len; j = fl_track_end_answer (track, j))
      n += func (self, &g_array_index (track, FlLabelRow, j), class_id) ? 1 : 0;
  }
  return n;
}

static gboolean
is_old (FlSession *self, const FlLabelRow *row, gint64 class_id)
{
  return row->class_id == class_id && fl_knowledge_is_old (self->knowledge, row);
}

static gboolean
is_unaware (FlSession *self, const FlLabelRow *row, gint64 class_id)
{
  return row->annotator == self->annotator && row->state == FL_LABEL_LABELLED &&
         row->class_id != class_id && !fl_knowledge_knows (self->knowledge, row, class_id);
}

guint
fl_session_count_old_labels (FlSession *self, FlClass *klass)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), 0);
  return count_labels (self, klass, is_old);
}

guint
fl_session_count_unaware_labels (FlSession *self, FlClass *klass)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), 0);
  return count_labels (self, klass, is_unaware);
}

char *
fl_session_dup_price (guint n_labels)
{
  const guint n_minutes = (n_labels * LOOK_S + 59) / 60;
  /* Translators: the first half of a sentence; what follows it is “about 7 minutes to look …”. */
  g_autofree char *labels =
    g_strdup_printf (ngettext ("%'u old label", "%'u old labels", n_labels), n_labels);

  if (n_labels == 0)
    return g_strdup (_ ("No old labels"));
  /* Translators: the first placeholder is such as “212 old labels”. */
  return g_strdup_printf (
    ngettext ("%1$s; about %2$'u minute to look at all again, the doubtful first",
              "%1$s; about %2$'u minutes to look at all again, the doubtful first", n_minutes),
    labels, n_minutes);
}

static gboolean
is_offered (FlSession *self, FlClass *klass)
{
  return klass == NULL || g_list_store_find (self->classes, klass, NULL);
}

/* Whether a question still asks something, as the classes are now. */
static gboolean
is_open (FlSession *self, FlItem *item)
{
  const GArray *track = fl_stream_get_track (fl_item_get_stream (item));
  const FlLabelRow *row =
    fl_item_get_is_about_label (item) ? fl_track_find (track, fl_item_get_frame (item)) : NULL;
  FlClass *first = fl_item_get_first (item);
  const FlReason reason = fl_item_get_reason (item);

  if (reason == FL_REASON_SPLIT)
    return row != NULL && fl_knowledge_is_split (self->knowledge, row);
  if (!is_offered (self, first) || !is_offered (self, fl_item_get_second (item)) ||
      !is_offered (self, fl_item_get_tag (item)))
    return FALSE;
  if (reason == FL_REASON_LATE)
    return row != NULL && !fl_knowledge_knows (self->knowledge, row, fl_class_get_id (first));
  return reason != FL_REASON_REDEFINED ||
         (row != NULL && fl_knowledge_is_old (self->knowledge, row));
}

void
fl_session_drop_outdated (FlSession *self)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  for (guint i = g_list_model_get_n_items (queue); i-- > 0;) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (!is_open (self, item))
      fl_queue_remove (self->queue, item);
  }
  fl_session_update_current (self);
}

static gboolean
check_exclusive (FlSession *self, GError **error)
{
  if (!self->is_multi_label)
    return TRUE;
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                       _ ("Tags cannot be redefined, split or confirmed yet, only classes; add "
                          "another tag"));
  return FALSE;
}

static gboolean
check_definition (const char *definition, GError **error)
{
  if (*definition != '\0' && g_utf8_validate (definition, -1, NULL) &&
      g_utf8_strlen (definition, -1) <= MAX_DEFINITION_CHARS)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("A definition is a text of 1 to %d characters; say what belongs to the class"),
               MAX_DEFINITION_CHARS);
  return FALSE;
}

gboolean
fl_session_redefine_class (FlSession *self, FlClass *klass, const char *definition, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  g_autofree char *bare = g_strstrip (g_strdup (definition));
  return check_exclusive (self, error) && check_definition (bare, error) &&
         fl_session_write_unsaved (self, error) &&
         fl_store_redefine_class (self->store, fl_class_get_id (klass), bare, self->annotator,
                                  error) &&
         fl_session_after_class_change (self, error);
}

/* The first part takes key and place of the class, all others what is free. None takes its colour: of which
 * part its old labels are nobody knows. */
static GPtrArray *
plan_parts (FlSession *self, FlClass *klass, const char *const *names)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_class_row_free);

  for (guint i = 0; names[i] != NULL; i++) {
    FlClassRow *part = g_new0 (FlClassRow, 1);
    part->name = g_strstrip (g_strdup (names[i]));
    part->key = i == 0 ? g_strdup (fl_class_get_key (klass)) : fl_session_choose_key (self, i - 1);
    part->colour = fl_session_choose_colour (self, i);
    part->position = fl_class_get_position (klass);
    g_ptr_array_add (parts, part);
  }
  return parts;
}

gboolean
fl_session_split_class (FlSession *self, FlClass *klass, const char *const *names, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  if (!check_exclusive (self, error) || !fl_session_check_may_go (klass, error))
    return FALSE;
  g_autoptr (GPtrArray) parts = plan_parts (self, klass, names);
  if (parts->len < 2) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” can be split into two classes or more; give the names of all"),
                 fl_class_get_name (klass));
    return FALSE;
  }
  return fl_session_write_unsaved (self, error) &&
         fl_store_split_class (self->store, fl_class_get_id (klass), parts, self->annotator,
                               error) &&
         fl_session_after_class_change (self, error);
}

gboolean
fl_session_confirm_class (FlSession *self, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  if (!check_exclusive (self, error))
    return FALSE;
  if (fl_session_count_old_labels (self, klass) + fl_session_count_unaware_labels (self, klass) ==
      0) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("There is nothing to confirm, because all your labels were set with “%s” as it "
                    "is now in view"),
                 fl_class_get_name (klass));
    return FALSE;
  }
  return fl_session_write_unsaved (self, error) &&
         fl_store_confirm_class (self->store, fl_class_get_id (klass), self->annotator, error) &&
         fl_session_after_class_change (self, error);
}
