/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a class: what changes its meaning. All of it is done at once, said in a toast, and
 * undone by its button. */
#include "app/fl-class-menu.h"

#include <glib/gi18n.h>

#include "app/fl-class-row.h"
#include "app/fl-dialogs.h"
#include "app/fl-toasts.h"
#include "session/fl-session-meaning.h"

/* Names may have underscores, which are no mnemonics. */
static char *
dup_plain (const char *name)
{
  GString *plain = g_string_new (name);

  (void) g_string_replace (plain, "_", "__", 0);
  return g_string_free (plain, FALSE);
}

static GMenuModel *
list_others (FlSession *session, FlClass *klass)
{
  GListModel *classes = fl_session_get_classes (session);
  GMenu *others = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) other = g_list_model_get_item (classes, i);
    g_autofree char *name = dup_plain (fl_class_get_name (other));
    g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);
    g_menu_item_set_action_and_target (item, "class.merge", "x", fl_class_get_id (other));
    if (other != klass)
      g_menu_append_item (others, item);
  }
  return G_MENU_MODEL (others);
}

/* What older labels say can be settled at once. */
static GMenuModel *
list_confirmations (FlSession *session, FlClass *klass)
{
  g_autofree char *name = dup_plain (fl_class_get_name (klass));
  GMenu *menu = g_menu_new ();
  const gboolean is_old = fl_session_count_old_labels (session, klass) > 0;
  /* Translators: items of the menu of a class, whose name is the placeholder. */
  g_autofree char *text = is_old ? g_strdup_printf (_ ("My _Older Labels of “%s” Still Hold"), name)
                                 : g_strdup_printf (_ ("_None of My Older Labels Is “%s”"), name);

  if (is_old || fl_session_count_unaware_labels (session, klass) > 0)
    g_menu_append (menu, text, "class.confirm");
  return G_MENU_MODEL (menu);
}

GMenuModel *
fl_class_menu_new (FlSession *session, FlClass *klass)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenuModel) confirmations = list_confirmations (session, klass);
  g_autoptr (GMenuModel) others = list_others (session, klass);

  g_menu_append (changes, _ ("Re_define…"), "class.redefine");
  if (!fl_class_get_is_background (klass)) {
    g_menu_append (changes, _ ("_Split…"), "class.split");
    if (g_menu_model_get_n_items (others) > 0)
      g_menu_append_submenu (changes, _ ("_Merge Into"), others);
    g_menu_append (changes, _ ("_Retire"), "class.retire");
  }
  g_menu_append_section (menu, NULL, confirmations);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return G_MENU_MODEL (menu);
}

/* The row may go with its class: the window speaks, and the focus goes to the picture. */
static void
finish (GtkWidget *widget, GtkRoot *root, gboolean is_done, const char *sentence, GError *error)
{
  if (is_done)
    fl_toasts_say_undoable (GTK_WIDGET (root), sentence, 1);
  else
    fl_toasts_say (GTK_WIDGET (root), error->message);
  fl_class_row_tell_edited (FL_CLASS_ROW (widget));
}

static void
merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (FlClassRow) self = g_object_ref (FL_CLASS_ROW (widget));
  FlSession *session = fl_class_row_get_session (self);
  FlClass *klass = fl_class_row_get_class (self);
  FlClass *into = fl_session_find_class_by_id (session, g_variant_get_int64 (parameter));
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;

  if (into == NULL)
    return;
  /* Translators: a toast with an Undo button; both placeholders are names of classes. */
  g_autofree char *text = g_strdup_printf (_ ("What was “%1$s” is “%2$s” now"),
                                           fl_class_get_name (klass), fl_class_get_name (into));
  finish (widget, root, fl_session_merge_class (session, klass, into, &error), text, error);
}

static void
retire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (FlClassRow) self = g_object_ref (FL_CLASS_ROW (widget));
  FlClass *klass = fl_class_row_get_class (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;
  /* Translators: a toast with an Undo button. */
  g_autofree char *text =
    g_strdup_printf (_ ("“%s” is retired; its labels are kept"), fl_class_get_name (klass));

  finish (widget, root, fl_session_retire_class (fl_class_row_get_session (self), klass, &error),
          text, error);
}

static void
confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FlClassRow *self = FL_CLASS_ROW (widget);
  FlSession *session = fl_class_row_get_session (self);
  FlClass *klass = fl_class_row_get_class (self);
  const guint n =
    fl_session_count_old_labels (session, klass) + fl_session_count_unaware_labels (session, klass);
  g_autoptr (GError) error = NULL;
  /* Translators: a toast with an Undo button. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%'u older label confirmed", "%'u older labels confirmed", n), n);

  finish (widget, gtk_widget_get_root (widget), fl_session_confirm_class (session, klass, &error),
          text, error);
}

static void
on_definition_given (GtkWindow *window, const char *definition, GObject *about)
{
  FlClassRow *self = FL_CLASS_ROW (about);
  FlSession *session = fl_class_row_get_session (self);
  FlClass *klass = fl_class_row_get_class (self);
  g_autoptr (GError) error = NULL;

  /* The list may be another one by now. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  const gboolean is_done = fl_session_redefine_class (session, klass, definition, &error);
  g_autofree char *price = fl_session_dup_price (fl_session_count_old_labels (session, klass));
  /* Translators: a toast with an Undo button: the name of a class, and what it costs, such as
   * “212 old labels; about 8 minutes to look at all again, the doubtful first”. */
  g_autofree char *text =
    g_strdup_printf (_ ("“%1$s” has a new definition. %2$s"), fl_class_get_name (klass), price);
  finish (GTK_WIDGET (self), GTK_ROOT (window), is_done, text, error);
}

static void
redefine (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FlClass *klass = fl_class_row_get_class (FL_CLASS_ROW (widget));
  g_autofree char *heading = g_strdup_printf (_ ("Redefine “%s”"), fl_class_get_name (klass));
  const FlTextQuestion question = {
    .heading = heading,
    .body = _ ("Its labels are kept. They are old then, and asked again, the doubtful first."),
    .label = _ ("Definition"),
    .text = fl_class_get_definition (klass),
    .accept = _ ("_Redefine"),
  };

  fl_dialogs_ask_text (GTK_WINDOW (gtk_widget_get_root (widget)), &question, on_definition_given,
                       G_OBJECT (widget));
}

static void
on_names_given (GtkWindow *window, const char *names, GObject *about)
{
  g_autoptr (FlClassRow) self = g_object_ref (FL_CLASS_ROW (about));
  FlSession *session = fl_class_row_get_session (self);
  FlClass *klass = fl_class_row_get_class (self);
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);
  g_autoptr (GError) error = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  const gboolean is_done =
    fl_session_split_class (session, klass, (const char *const *) parts, &error);
  g_autofree char *price = fl_session_dup_price (fl_session_count_old_labels (session, klass));
  /* Translators: a toast with an Undo button: the name of a class, and what it costs, such as
   * “212 old labels; about 8 minutes to look at all again, the doubtful first”. */
  g_autofree char *text =
    g_strdup_printf (_ ("“%1$s” is split. %2$s"), fl_class_get_name (klass), price);
  finish (GTK_WIDGET (self), GTK_ROOT (window), is_done, text, error);
}

static void
split (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FlClass *klass = fl_class_row_get_class (FL_CLASS_ROW (widget));
  g_autofree char *heading = g_strdup_printf (_ ("Split “%s”"), fl_class_get_name (klass));
  const FlTextQuestion question = {
    .heading = heading,
    .body = _ ("Its labels are kept, and asked again: nobody knows of which new class they are."),
    .label = _ ("New classes, with commas between them"),
    .text = "",
    .accept = _ ("_Split"),
  };

  fl_dialogs_ask_text (GTK_WINDOW (gtk_widget_get_root (widget)), &question, on_names_given,
                       G_OBJECT (widget));
}

void
fl_class_menu_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "class.merge", "x", merge);
  gtk_widget_class_install_action (widget_class, "class.retire", NULL, retire);
  gtk_widget_class_install_action (widget_class, "class.confirm", NULL, confirm);
  gtk_widget_class_install_action (widget_class, "class.redefine", NULL, redefine);
  gtk_widget_class_install_action (widget_class, "class.split", NULL, split);
}
