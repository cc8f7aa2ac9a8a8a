/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which class a key is of, in whatever layout. */
#include "app/fl-class-keys.h"

#include <glib/gi18n.h>

#include "app/fl-keys.h"

#define N_KEYVALS_MAX 16

/* What the key gives without Shift in every group of the keyboard, the current one first. */
static gsize
list_keyvals (GtkWidget *widget, guint keycode, guint keyval, guint out[N_KEYVALS_MAX])
{
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int n_entries = 0;
  gsize n = 0;

  out[n++] = keyval;
  if (!gdk_display_map_keycode (gtk_widget_get_display (widget), keycode, &keys, &keyvals,
                                &n_entries))
    return n;
  for (int i = 0; i < n_entries && n < N_KEYVALS_MAX; i++)
    if (keys[i].level == 0)
      out[n++] = keyvals[i];
  return n;
}

FlClass *
fl_class_keys_find (GListModel *classes, GtkWidget *widget, guint keycode, guint keyval)
{
  guint keyvals[N_KEYVALS_MAX];
  const gsize n_all = list_keyvals (widget, keycode, keyval, keyvals);

  for (gsize n_tried = 1; n_tried <= n_all; n_tried += MAX (1, n_all - 1))
    for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
      g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
      if (fl_keys_matches (fl_class_get_key (klass), keycode, keyvals, n_tried))
        return klass;
    }
  return NULL;
}

/* All letters and digits belong to classes: one that no class has must not just do nothing. */
char *
fl_class_keys_dup_unknown (guint keyval)
{
  const gunichar character = gdk_keyval_to_unicode (keyval);
  char key[7] = {0};

  if (!g_unichar_isalnum (character))
    return NULL;
  (void) g_unichar_to_utf8 (g_unichar_toupper (character), key);
  /* Translators: the placeholder is one letter or digit. */
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
