/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes: adding and changing them. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "store/fl-store-classes.h"

#define BACKGROUND_KEY "0"

/* The order in which keys are given out; `0` is the background's. */
static const char free_keys[] = "123456789qwertyuiopasdfghjklzxcvbn";

/* When all are taken, keys of two letters: the first of them is best one that is kept for that. */
static const char first_letters[] = "mnbvcxzlkjhgfdsapoiuytrewq";
static const char second_letters[] = "qwertyuiopasdfghjklzxcvbnm";

/* The class that has @key, or one that begins with it, or with which it begins: then neither could be told
 * from the other without waiting. */
static FlClass *
find_in_the_way (FlSession *self, const char *key, const FlClass *except)
{
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlClass *klass = fl_session_peek_class (self, i);
    const char *other = fl_class_get_key (klass);
    if (klass != except && *other != '\0' &&
        (g_str_has_prefix (other, key) || g_str_has_prefix (key, other)))
      return klass;
  }
  return NULL;
}

static char *
choose_two_letters (FlSession *self, guint n_passed)
{
  for (gsize i = 0; first_letters[i] != '\0'; i++)
    for (gsize j = 0; second_letters[j] != '\0'; j++) {
      const char key[] = {first_letters[i], second_letters[j], '\0'};
      if (find_in_the_way (self, key, NULL) == NULL && n_passed-- == 0)
        return g_strdup (key);
    }
  return g_strdup ("");
}

char *
fl_session_choose_key (FlSession *self, guint n_passed)
{
  for (gsize i = 0; free_keys[i] != '\0'; i++) {
    const char key[] = {free_keys[i], '\0'};
    if (find_in_the_way (self, key, NULL) == NULL && n_passed-- == 0)
      return g_strdup (key);
  }
  return choose_two_letters (self, n_passed);
}

/* Punctuation is for commands: a class on the full stop would take the key of unsure. Of two letters, for a digit
 * may be an answer by itself. */
static gboolean
is_key (const char *text)
{
  const gunichar first = g_utf8_get_char (text);

  if (g_utf8_strlen (text, -1) < 2)
    return *text == '\0' || g_unichar_isalnum (first);
  return g_utf8_strlen (text, -1) == 2 && g_unichar_isalpha (first) &&
         g_unichar_isalpha (g_utf8_get_char (g_utf8_next_char (text)));
}

static void
set_error_taken (const char *key, FlClass *holder, GError **error)
{
  if (g_str_equal (key, fl_class_get_key (holder)))
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("The key “%s” belongs to the class “%s” already; choose another"), key,
                 fl_class_get_name (holder));
  else
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 /* Translators: two keys, and the class that has the second. */
                 _ ("“%1$s” cannot be a key beside “%2$s” of the class “%3$s”, because one begins "
                    "with the other; choose another"),
                 key, fl_class_get_key (holder), fl_class_get_name (holder));
}

static gboolean
check_key (FlSession *self, const char *key, const FlClass *except, GError **error)
{
  FlClass *holder = *key != '\0' ? find_in_the_way (self, key, except) : NULL;

  if (!is_key (key)) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” cannot be a key, because the key of a class is one letter or digit, or "
                    "two letters; choose another"),
                 key);
    return FALSE;
  }
  if (self->is_multi_label && g_str_equal (key, BACKGROUND_KEY)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("“0” cannot be the key of a tag, because it is the answer no; choose "
                            "another"));
    return FALSE;
  }
  if (holder != NULL)
    set_error_taken (key, holder, error);
  return holder == NULL;
}

/* Labels of a class that is offered no longer may still be seen. */
static gboolean
is_colour_taken (FlSession *self, guint colour)
{
  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    if (fl_class_get_colour (fl_session_peek_class (self, i)) == colour)
      return TRUE;
  for (guint i = 0; i < self->retired->len; i++)
    if (fl_class_get_colour (self->retired->pdata[i]) == colour)
      return TRUE;
  return FALSE;
}

/* After the last colour of the palette they come again. */
guint
fl_session_choose_colour (FlSession *self, guint n_passed)
{
  for (guint colour = 1;; colour++)
    if (!is_colour_taken (self, colour) && n_passed-- == 0)
      return colour;
}

static FlClass *
add_class (FlSession *self,
           const char *name,
           const char *key,
           gboolean is_background,
           GError **error)
{
  const FlClassRow row = {.name = (char *) name,
                          .key = (char *) key,
                          .colour = is_background ? 0 : fl_session_choose_colour (self, 0),
                          .position = fl_session_get_n_classes (self),
                          .is_background = is_background};
  /* What was said before the class was there knows nothing of it. */
  if (!fl_session_write_unsaved (self, error))
    return NULL;
  gint64 id = fl_store_add_class (self->store, &row, self->annotator, error);

  if (id == 0 || !fl_session_load_classes (self, error))
    return NULL;
  fl_saver_kick (self->saver);
  return fl_session_find_class_by_id (self, id);
}

/* What every change of a class brings about. */
static void
after_change (FlSession *self, gboolean are_others)
{
  if (are_others) {
    fl_session_forget_model (self);
    fl_session_drop_outdated (self);
  }
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_emit_sweeps_changed (self);
  if (are_others)
    fl_session_request_learning (self);
}

FlClass *
fl_session_add_class (FlSession *self, const char *name, const char *key, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && name != NULL, NULL);

  const gboolean is_first = fl_session_get_n_classes (self) == 0;
  g_autofree char *bare = g_strstrip (g_strdup (name));
  const gboolean is_nothing = g_str_equal (bare, _ ("Nothing"));
  g_autofree char *chosen = key != NULL && *key != '\0' ? g_utf8_strdown (key, -1)
                            : is_first && is_nothing && !self->is_multi_label
                              ? g_strdup (BACKGROUND_KEY)
                              : fl_session_choose_key (self, 0);
  const gboolean is_background =
    is_first && !self->is_multi_label && g_str_equal (chosen, BACKGROUND_KEY);

  if (!check_key (self, chosen, NULL, error))
    return NULL;
  FlClass *klass = add_class (self, bare, chosen, is_background, error);
  if (klass == NULL)
    return NULL;
  /* Without a class for “nothing there”, most frames of a film would have no answer. */
  if (is_first && !is_background && !is_nothing && !self->is_multi_label && !self->is_headless &&
      add_class (self, _ ("Nothing"), BACKGROUND_KEY, TRUE, error) == NULL)
    return NULL;
  after_change (self, TRUE);
  return klass;
}

static gboolean
set_fact (FlSession *self, FlClass *klass, const char *field, const char *value, GError **error)
{
  if (!fl_store_set_class (self->store, fl_class_get_id (klass), field, value, self->annotator,
                           error) ||
      !fl_session_load_classes (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  after_change (self, FALSE);
  return TRUE;
}

gboolean
fl_session_rename_class (FlSession *self, FlClass *klass, const char *name, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  g_autofree char *bare = g_strstrip (g_strdup (name));
  return g_str_equal (fl_class_get_name (klass), bare) ||
         set_fact (self, klass, "name", bare, error);
}

gboolean
fl_session_set_class_key (FlSession *self, FlClass *klass, const char *key, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  g_autofree char *chosen = g_utf8_strdown (key != NULL ? key : "", -1);
  return g_str_equal (fl_class_get_key (klass), chosen) ||
         (check_key (self, chosen, klass, error) && set_fact (self, klass, "key", chosen, error));
}

gboolean
fl_session_set_class_colour (FlSession *self, FlClass *klass, guint colour, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  g_autofree char *value = g_strdup_printf ("%u", colour);
  return fl_class_get_colour (klass) == colour || set_fact (self, klass, "colour", value, error);
}

gboolean
fl_session_check_may_go (FlClass *klass, GError **error)
{
  if (!fl_class_get_is_background (klass))
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s” is the background class, which a project needs; rename it, or merge other "
                  "classes into it"),
               fl_class_get_name (klass));
  return FALSE;
}

gboolean
fl_session_after_class_change (FlSession *self, GError **error)
{
  if (!fl_session_load_classes (self, error) || !fl_session_load_labels (self, 0, error) ||
      !fl_session_load_lots (self, error))
    return FALSE;
  /* What was a disagreement may be none. */
  fl_session_settle_audits (self);
  fl_saver_kick (self->saver);
  after_change (self, TRUE);
  return TRUE;
}

gboolean
fl_session_merge_class (FlSession *self, FlClass *klass, FlClass *into, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass) && FL_IS_CLASS (into), FALSE);

  if (klass == into) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” cannot be merged into itself; choose another class"),
                 fl_class_get_name (klass));
    return FALSE;
  }
  if (self->is_multi_label) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Tags cannot be merged yet, for one frame may have a yes and a no of "
                            "them; retire the one that is not needed"));
    return FALSE;
  }
  return fl_session_check_may_go (klass, error) && fl_session_write_unsaved (self, error) &&
         fl_store_merge_class (self->store, fl_class_get_id (klass), fl_class_get_id (into),
                               self->annotator, error) &&
         fl_session_after_class_change (self, error);
}

gboolean
fl_session_retire_class (FlSession *self, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), FALSE);

  return fl_session_check_may_go (klass, error) && fl_session_write_unsaved (self, error) &&
         fl_store_set_class (self->store, fl_class_get_id (klass), "retire", "", self->annotator,
                             error) &&
         fl_session_after_class_change (self, error);
}
