/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which class a key is of, in whatever layout. */
#include "app/fl-class-keys.h"

#include <glib/gi18n.h>

#include "app/fl-keys.h"

#define N_KEYVALS_MAX 16

/* What a key gives without Shift in every group of the keyboard, the current one first. */
typedef struct {
  guint keyvals[N_KEYVALS_MAX];
  gsize n;
} Keyvals;

static Keyvals
list_keyvals (GtkWidget *widget, const FlKeyPress *press)
{
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  Keyvals all = {.keyvals = {press->keyval}, .n = 1};
  int n_entries = 0;

  if (!gdk_display_map_keycode (gtk_widget_get_display (widget), press->keycode, &keys, &keyvals,
                                &n_entries))
    return all;
  for (int i = 0; i < n_entries && all.n < N_KEYVALS_MAX; i++)
    if (keys[i].level == 0)
      all.keyvals[all.n++] = keyvals[i];
  return all;
}

static FlClass *
find_among (GListModel *classes, const FlKeyPress *press, const Keyvals *all, gsize n)
{
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    if (fl_keys_matches (fl_class_get_key (klass), press->first, press->keycode, all->keyvals, n))
      return klass;
  }
  return NULL;
}

FlClass *
fl_class_keys_find (GListModel *classes, GtkWidget *widget, const FlKeyPress *press)
{
  const Keyvals all = list_keyvals (widget, press);
  FlClass *typed = find_among (classes, press, &all, 1);

  return typed != NULL ? typed : find_among (classes, press, &all, all.n);
}

/* Returns: (transfer full) (nullable): the letter */
static char *
dup_first_among (GListModel *classes, const Keyvals *all, gsize n)
{
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    const char *key = fl_class_get_key (klass);
    if (fl_keys_begins (key, all->keyvals, n))
      return g_utf8_substring (key, 0, 1);
  }
  return NULL;
}

char *
fl_class_keys_dup_first (GListModel *classes, GtkWidget *widget, const FlKeyPress *press)
{
  const Keyvals all = list_keyvals (widget, press);

  /* When a key came back by Undo, one may begin another after all: then the shorter one needs no wait. */
  if (find_among (classes, press, &all, 1) != NULL)
    return NULL;
  char *typed = dup_first_among (classes, &all, 1);
  return typed != NULL ? typed : dup_first_among (classes, &all, all.n);
}

/* All letters and digits belong to classes: one that no class has must not just do nothing. */
char *
fl_class_keys_dup_unknown (const FlKeyPress *press)
{
  const gunichar character = gdk_keyval_to_unicode (press->keyval);
  char last[7] = {0};

  if (!g_unichar_isalnum (character))
    return NULL;
  (void) g_unichar_to_utf8 (g_unichar_toupper (character), last);
  g_autofree char *first = g_utf8_strup (press->first != NULL ? press->first : "", -1);
  g_autofree char *key = g_strconcat (first, last, NULL);
  /* Translators: the placeholder is one letter or digit, or two letters. */
  return g_strdup_printf (_ ("No class has the key %s"), key);
}

gboolean
fl_class_keys_must_step_aside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return focus != NULL &&
         (GTK_IS_EDITABLE (focus) ||
          (popover != NULL && popover != gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER)));
}
