/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette, and other searches by name. */
#include "app/fl-finder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-commands.h"
#include "app/fl-palette.h"

/* Nobody reads more; typing on is quicker. */
#define N_MOST 50

#define FOUND "fl-found"

/* One thing that can be chosen. */
typedef struct {
  char *name;
  char *action;    /* (nullable) of a command, with its target */
  const char *key; /* (nullable) of a command */
  GObject *object; /* (nullable) a stream or a class */
  guint value;     /* of what was typed */
  guint order;
} Found;

struct _FlFinder {
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *results;
  FlSession *session;
  FlFinderKinds kinds;
  GHashTable *disabled;
};

G_DEFINE_FINAL_TYPE (FlFinder, fl_finder, ADW_TYPE_WINDOW)

enum {
  SIGNAL_COMMAND_CHOSEN,
  SIGNAL_VIDEO_CHOSEN,
  SIGNAL_CLASS_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->name);
  g_free (found->action);
  g_clear_object (&found->object);
  g_free (found);
}

/* Returns: (transfer none) (nullable): what was added, if it is what was typed */
static Found *
add (GPtrArray *all, const char *query, const char *name, gpointer object)
{
  const guint value = fl_commands_match (name, query);

  if (value == 0)
    return NULL;
  Found *found = g_new0 (Found, 1);
  *found = (Found){.name = g_strdup (name),
                   .object = object != NULL ? g_object_ref (object) : NULL,
                   .value = value,
                   .order = all->len};
  g_ptr_array_add (all, found);
  return found;
}

static void
add_command (GPtrArray *all,
             const char *query,
             const char *name,
             const char *action,
             const char *key)
{
  Found *found = add (all, query, name, NULL);

  if (found == NULL)
    return;
  found->action = g_strdup (action);
  found->key = key;
}

static void
add_commands (FlFinder *self, GPtrArray *all, const char *query)
{
  gsize n;
  const FlCommandInfo *commands = fl_commands_list (&n);

  for (gsize i = 0; i < n; i++) {
    /* Without its target; and nobody looks for what is open already. */
    g_autofree char *action = g_strndup (commands[i].action, strcspn (commands[i].action, "('"));
    if (!g_hash_table_contains (self->disabled, action) && !g_str_equal (action, "win.commands"))
      add_command (all, query, _ (commands[i].name), commands[i].action, commands[i].keys[0]);
  }
}

/* What keys do on the pages of a project. */
static void
add_page_commands (FlFinder *self, GPtrArray *all, const char *query)
{
  gsize n;
  const FlPageCommand *commands = fl_commands_list_of_pages (&n);
  const gboolean has_tags = fl_session_get_is_multi_label (self->session);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = fl_page_command_dup_name (&commands[i]);
    g_autofree char *action = fl_page_command_dup_action (&commands[i]);
    if (has_tags || !commands[i].is_for_tags)
      add_command (all, query, name, action, commands[i].key);
  }
}

static void
add_videos (FlFinder *self, GPtrArray *all, const char *query)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    (void) add (all, query, fl_stream_get_name (stream), stream);
  }
}

static void
add_classes (FlFinder *self, GPtrArray *all, const char *query)
{
  GListModel *classes = fl_session_get_classes (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    (void) add (all, query, fl_class_get_name (klass), klass);
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Found *x = *(const Found *const *) a;
  const Found *y = *(const Found *const *) b;

  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

static GtkWidget *
create_key (const Found *found)
{
  guint keyval = 0;
  GdkModifierType held = 0;
  GtkWidget *label = gtk_label_new (NULL);

  if (found->key != NULL && gtk_accelerator_parse (found->key, &keyval, &held)) {
    g_autofree char *key = gtk_accelerator_get_label (keyval, held);
    gtk_label_set_text (GTK_LABEL (label), key);
  } else if (FL_IS_CLASS (found->object)) {
    g_autofree char *key = fl_closure_key_cap (NULL, fl_class_get_key (FL_CLASS (found->object)));
    gtk_label_set_text (GTK_LABEL (label), key);
  }
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
create_row (Found *found)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (found->name);
  GtkWidget *key = create_key (found);

  if (FL_IS_CLASS (found->object))
    gtk_box_append (GTK_BOX (content),
                    g_object_new (FL_TYPE_BAR, "index",
                                  fl_palette_index_of_class (FL_CLASS (found->object)), "fraction",
                                  1.0, "width-request", 6, NULL));
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (content), name);
  gtk_box_append (GTK_BOX (content), key);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, found->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (GTK_LABEL (key)), -1);
  g_object_set_data_full (G_OBJECT (row), FOUND, found, found_free);
  return row;
}

static void
search (FlFinder *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if ((self->kinds & FL_FINDER_COMMANDS) != 0)
    add_commands (self, all, query);
  if ((self->kinds & FL_FINDER_COMMANDS) != 0 && self->session != NULL)
    add_page_commands (self, all, query);
  if ((self->kinds & FL_FINDER_CLASSES) != 0 && self->session != NULL)
    add_classes (self, all, query);
  if ((self->kinds & FL_FINDER_VIDEOS) != 0 && self->session != NULL)
    add_videos (self, all, query);
  g_ptr_array_sort (all, compare);
  for (guint i = 0; i < all->len; i++)
    if (i < N_MOST)
      gtk_list_box_append (self->list, create_row (all->pdata[i]));
    else
      found_free (all->pdata[i]);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->results, all->len > 0 ? "some" : "none");
}

static void
choose (FlFinder *self, GtkListBoxRow *row)
{
  const Found *found = row != NULL ? g_object_get_data (G_OBJECT (row), FOUND) : NULL;

  if (found == NULL)
    return;
  g_autoptr (FlFinder) kept = g_object_ref (self);
  g_autoptr (GObject) object = found->object != NULL ? g_object_ref (found->object) : NULL;
  g_autofree char *action = g_strdup (found->action);
  gtk_window_close (GTK_WINDOW (self));
  if (action != NULL)
    g_signal_emit (self, signals[SIGNAL_COMMAND_CHOSEN], 0, action);
  else if (FL_IS_STREAM (object))
    g_signal_emit (self, signals[SIGNAL_VIDEO_CHOSEN], 0, object);
  else
    g_signal_emit (self, signals[SIGNAL_CLASS_CHOSEN], 0, object);
}

static void
on_entry_activate (FlFinder *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

static void
on_row_activated (FlFinder *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
close_finder (FlFinder *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Moves what Enter takes, while the focus stays where one types. */
static void
move_by (FlFinder *self, int by)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next =
    selected != NULL
      ? gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (selected) + by)
      : NULL;
  graphene_rect_t place;

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  GtkAdjustment *shown = gtk_list_box_get_adjustment (self->list);
  if (shown != NULL &&
      gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &place))
    gtk_adjustment_clamp_page (shown, place.origin.y, place.origin.y + place.size.height);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move_by (data, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move_by (data, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    close_finder (data);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
fl_finder_dispose (GObject *object)
{
  FlFinder *self = FL_FINDER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->disabled, g_hash_table_unref);
  G_OBJECT_CLASS (fl_finder_parent_class)->dispose (object);
}

static void
fl_finder_class_init (FlFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = FL_TYPE_FINDER;

  G_OBJECT_CLASS (klass)->dispose = fl_finder_dispose;
  signals[SIGNAL_COMMAND_CHOSEN] = g_signal_new ("command-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_VIDEO_CHOSEN] = g_signal_new ("video-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, FL_TYPE_STREAM);
  signals[SIGNAL_CLASS_CHOSEN] = g_signal_new ("class-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, FL_TYPE_CLASS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, FlFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, FlFinder, list);
  gtk_widget_class_bind_template_child (widget_class, FlFinder, results);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
fl_finder_init (FlFinder *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static const char *
get_title (FlFinderKinds kinds)
{
  if ((kinds & FL_FINDER_COMMANDS) != 0)
    return _ ("Commands");
  return (kinds & FL_FINDER_VIDEOS) != 0 ? _ ("Find a Video or a Class") : _ ("Classes");
}

FlFinder *
fl_finder_new (GtkWindow *window, FlSession *session, FlFinderKinds kinds, GHashTable *disabled)
{
  FlFinder *self =
    g_object_new (FL_TYPE_FINDER, "transient-for", window, "title", get_title (kinds), NULL);
  const int width_px = gtk_widget_get_width (GTK_WIDGET (window));

  gtk_window_set_default_size (GTK_WINDOW (self), MIN (480, MAX (width_px - 24, 320)), 420);
  g_set_object (&self->session, session);
  self->kinds = kinds;
  self->disabled = g_hash_table_ref (disabled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (kinds), -1);
  search (self);
  return self;
}
