/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One class in the panel beside the picture. */
#include "app/fl-class-row.h"

#include <glib/gi18n.h>

#include "app/fl-bar.h"
#include "app/fl-class-menu.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"

struct _FlClassRow {
  GtkListBoxRow parent_instance;
  FlSession *session;
  FlClass *klass;
  GtkStack *stack;
  GtkWidget *cap;
  GtkEditable *name_entry;
  GtkEditable *key_entry;
  GtkWidget *colour_button;
  GtkFlowBox *colours;
  GtkInscription *tick;
  FlTick marked;
  GtkWidget *popover; /* (nullable) its menu, while that is there */
};

G_DEFINE_FINAL_TYPE (FlClassRow, fl_class_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  PROP_0,
  PROP_KLASS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
enum {
  SIGNAL_EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
stop_editing (FlClassRow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "edit") != 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, "show");
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

/* Applies what differs; each change is an action of its own that undo takes back. */
static gboolean
apply (FlClassRow *self, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
  const char *key = gtk_editable_get_text (self->key_entry);

  if (g_strcmp0 (name, fl_class_get_name (self->klass)) != 0 &&
      !fl_session_rename_class (self->session, self->klass, name, error))
    return FALSE;
  if (g_strcmp0 (key, fl_class_get_key (self->klass)) != 0 &&
      !fl_session_set_class_key (self->session, self->klass, key, error))
    return FALSE;
  return TRUE;
}

static void
on_entry_activate (FlClassRow *self)
{
  g_autoptr (GError) error = NULL;

  if (apply (self, &error))
    stop_editing (self);
  else
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  stop_editing (FL_CLASS_ROW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_edit_shortcut (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  fl_class_row_edit (FL_CLASS_ROW (widget));
  return GDK_EVENT_STOP;
}

/* At the pointer, or below the row for those who use keys. It says what can be done now. */
static void
show_menu (FlClassRow *self, const GdkRectangle *place)
{
  g_autoptr (GMenuModel) menu = fl_class_menu_new (self->session, self->klass);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_right_click (FlClassRow *self, int n_pressed, double x, double y)
{
  show_menu (self, &(GdkRectangle){(int) x, (int) y, 1, 1});
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  show_menu (FL_CLASS_ROW (widget), NULL);
  return GDK_EVENT_STOP;
}

static void
on_edit_clicked (FlClassRow *self)
{
  fl_class_row_edit (self);
}

static void
on_colour_activated (FlClassRow *self, GtkFlowBoxChild *child)
{
  g_autoptr (GError) error = NULL;
  const int index = gtk_flow_box_child_get_index (child);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->colour_button));
  if (!fl_session_set_class_colour (self->session, self->klass, (guint) index, &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

static void
fill_colours (FlClassRow *self)
{
  for (guint i = 0; i < fl_palette_get_n_colours (); i++) {
    GtkWidget *bar = g_object_new (FL_TYPE_BAR, "index", i, "width-request", 24, "height-request",
                                   24, "tooltip-text", fl_palette_get_name (i), NULL);
    gtk_flow_box_append (self->colours, bar);
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (bar)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, fl_palette_get_name (i), -1);
  }
}

static void
on_class_changed (FlClassRow *self)
{
  g_autofree char *key = fl_closure_key_cap (NULL, fl_class_get_key (self->klass));
  /* Translators: what a screen reader calls the row of a class: its name, and its key. */
  g_autofree char *label =
    g_strdup_printf (_ ("%1$s, key %2$s"), fl_class_get_name (self->klass), key);

  const FlTagAnswer answer = self->marked == FL_TICK_YES ? FL_TAG_YES : FL_TAG_UNSURE;
  g_autofree char *marked = g_strdup_printf (_ ("%1$s, %2$s"), label, fl_ticks_get_word (answer));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->marked != FL_TICK_OFF ? marked : label, -1);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* A guess is an outline, and never a mark. */
static void
on_probability_changed (FlClassRow *self)
{
  set_css_class (GTK_WIDGET (self->tick), "guessed", fl_class_get_probability (self->klass) > 0.5);
}

static void
fl_class_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KLASS)
    g_value_set_object (value, FL_CLASS_ROW (object)->klass);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_class_row_dispose (GObject *object)
{
  FlClassRow *self = FL_CLASS_ROW (object);

  /* The row frees its child itself; gtk_widget_dispose_template() would do it a second time. */
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->klass);
  G_OBJECT_CLASS (fl_class_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-class-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, stack);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, cap);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, key_entry);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, colour_button);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, colours);
  gtk_widget_class_bind_template_child (widget_class, FlClassRow, tick);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_right_click);
  gtk_widget_class_bind_template_callback (widget_class, on_colour_activated);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_guess);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_fraction);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_key_cap);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_class_tooltip);
  gtk_widget_class_bind_template_callback (widget_class, fl_closure_palette_index);
}

static void
fl_class_row_class_init (FlClassRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_BAR);
  g_type_ensure (FL_TYPE_CLASS);
  object_class->dispose = fl_class_row_dispose;
  object_class->get_property = fl_class_row_get_property;
  properties[PROP_KLASS] =
    g_param_spec_object ("klass", NULL, NULL, FL_TYPE_CLASS,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", FL_TYPE_CLASS_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, on_edit_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  fl_class_menu_install (widget_class);
  bind_template (widget_class);
}

static void
fl_class_row_init (FlClassRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_colours (self);
}

GtkWidget *
fl_class_row_new (FlSession *session, FlClass *klass)
{
  FlClassRow *self = g_object_new (FL_TYPE_CLASS_ROW, NULL);

  self->session = g_object_ref (session);
  self->klass = g_object_ref (klass);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KLASS]);
  gtk_widget_set_visible (self->colour_button, !fl_class_get_is_background (klass));
  g_signal_connect_object (klass, "notify::name", G_CALLBACK (on_class_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (klass, "notify::key", G_CALLBACK (on_class_changed), self,
                           G_CONNECT_SWAPPED);
  const gboolean is_tag = fl_session_get_is_multi_label (session);
  gtk_widget_set_visible (GTK_WIDGET (self->tick), is_tag);
  if (is_tag)
    g_signal_connect_object (klass, "notify::probability", G_CALLBACK (on_probability_changed),
                             self, G_CONNECT_SWAPPED);
  on_class_changed (self);
  on_probability_changed (self);
  return GTK_WIDGET (self);
}

FlClass *
fl_class_row_get_class (FlClassRow *self)
{
  g_return_val_if_fail (FL_IS_CLASS_ROW (self), NULL);
  return self->klass;
}

GtkWidget *
fl_class_row_get_cap (FlClassRow *self)
{
  g_return_val_if_fail (FL_IS_CLASS_ROW (self), NULL);
  return self->cap;
}

FlSession *
fl_class_row_get_session (FlClassRow *self)
{
  g_return_val_if_fail (FL_IS_CLASS_ROW (self), NULL);
  return self->session;
}

void
fl_class_row_show_tick (FlClassRow *self, FlTick tick)
{
  static const char *const texts[] =
    {[FL_TICK_OFF] = "", [FL_TICK_YES] = "✓", [FL_TICK_UNSURE] = "?"};

  g_return_if_fail (FL_IS_CLASS_ROW (self));

  self->marked = tick;
  gtk_inscription_set_text (self->tick, texts[tick]);
  set_css_class (GTK_WIDGET (self->tick), "marked", tick != FL_TICK_OFF);
  gtk_widget_set_opacity (GTK_WIDGET (self->tick), 1);
  set_css_class (GTK_WIDGET (self), "asked", FALSE);
  set_css_class (GTK_WIDGET (self), "not-asked", FALSE);
  on_class_changed (self);
}

void
fl_class_row_show_asked (FlClassRow *self, gboolean is_asked)
{
  g_return_if_fail (FL_IS_CLASS_ROW (self));

  self->marked = FL_TICK_OFF;
  gtk_widget_set_opacity (GTK_WIDGET (self->tick), 0);
  set_css_class (GTK_WIDGET (self), "asked", is_asked);
  set_css_class (GTK_WIDGET (self), "not-asked", !is_asked);
  on_class_changed (self);
}

void
fl_class_row_tell_edited (FlClassRow *self)
{
  g_return_if_fail (FL_IS_CLASS_ROW (self));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

void
fl_class_row_edit (FlClassRow *self)
{
  g_return_if_fail (FL_IS_CLASS_ROW (self));

  gtk_editable_set_text (self->name_entry, fl_class_get_name (self->klass));
  gtk_editable_set_text (self->key_entry, fl_class_get_key (self->klass));
  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}
