/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "What are you looking for?" */
#include "app/fl-first-class-page.h"

#include <glib/gi18n.h>

#include "app/fl-bar.h"
#include "app/fl-class-order.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "app/fl-toasts.h"
#include "session/fl-session-tags.h"

/* In a line; fewer are in the middle of it. */
#define MAX_CHIPS 3
/* A long German word; what is longer is cut. */
#define MAX_NAME_CHARS 16

struct _FlFirstClassPage {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkEditable *entry;
  GtkFlowBox *chips;
  GtkSwitch *several_switch;
  GtkWidget *start;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlFirstClassPage, fl_first_class_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
create_chip (gpointer item, gpointer data)
{
  FlClass *klass = item;
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar =
    g_object_new (FL_TYPE_BAR, "index", fl_palette_index_of_class (klass), "width-request", 5,
                  "height-request", 18, "valign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *cap = fl_closure_key_cap (NULL, fl_class_get_key (klass));
  GtkWidget *key = gtk_label_new (cap);
  GtkWidget *name = gtk_label_new (fl_class_get_name (klass));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name),
                             (int) MIN (g_utf8_strlen (fl_class_get_name (klass), -1),
                                        MAX_NAME_CHARS));
  gtk_widget_set_tooltip_text (name, fl_class_get_name (klass));
  gtk_widget_add_css_class (key, "class-key");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), name);
  gtk_widget_add_css_class (box, "class-chip");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  return child;
}

static guint
count_classes (FlFirstClassPage *self)
{
  return self->session != NULL ? g_list_model_get_n_items (fl_session_get_classes (self->session))
                               : 0;
}

static gboolean
has_classes (FlFirstClassPage *self)
{
  return count_classes (self) > 0;
}

static void
update (FlFirstClassPage *self)
{
  const gboolean can_start = has_classes (self) || *gtk_editable_get_text (self->entry) != '\0';

  gtk_widget_set_sensitive (self->start, can_start);
  gtk_flow_box_set_max_children_per_line (self->chips, CLAMP (count_classes (self), 1, MAX_CHIPS));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), has_classes (self)
                                                             ? _ ("Another one, or Enter to begin")
                                                             : _ ("Feeding"));
}

/* Returns: whether there was nothing to add or it was added. */
static gboolean
add_typed (FlFirstClassPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (GError) error = NULL;

  if (name[0] == '\0')
    return TRUE;
  if (fl_session_add_class (self->session, name, NULL, &error) == NULL) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    return FALSE;
  }
  gtk_editable_set_text (self->entry, "");
  return TRUE;
}

static void
on_entry_activate (FlFirstClassPage *self)
{
  const gboolean is_empty = *gtk_editable_get_text (self->entry) == '\0';

  if (self->session != NULL && add_typed (self) && is_empty && has_classes (self))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  update (self);
}

static void
on_entry_changed (FlFirstClassPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  update (self);
}

static void
on_start_clicked (FlFirstClassPage *self)
{
  if (self->session != NULL && add_typed (self) && has_classes (self))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* As undo leaves it, too. */
static void
show_kind (FlFirstClassPage *self)
{
  const gboolean has_tags = fl_session_get_is_multi_label (self->session);

  gtk_switch_set_active (self->several_switch, has_tags);
  gtk_widget_set_sensitive (GTK_WIDGET (self->several_switch), !has_tags);
  update (self);
}

static void
on_several_switched (FlFirstClassPage *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || !gtk_switch_get_active (self->several_switch) ||
      fl_session_get_is_multi_label (self->session))
    return;
  if (!fl_session_convert (self->session, &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
  show_kind (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
fl_first_class_page_dispose (GObject *object)
{
  FlFirstClassPage *self = FL_FIRST_CLASS_PAGE (object);

  if (self->chips != NULL)
    fl_first_class_page_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_FIRST_CLASS_PAGE);
  G_OBJECT_CLASS (fl_first_class_page_parent_class)->dispose (object);
}

static void
fl_first_class_page_class_init (FlFirstClassPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_first_class_page_dispose;
  signals[SIGNAL_DONE] = g_signal_new ("done", FL_TYPE_FIRST_CLASS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-first-class-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlFirstClassPage, content);
  gtk_widget_class_bind_template_child (widget_class, FlFirstClassPage, entry);
  gtk_widget_class_bind_template_child (widget_class, FlFirstClassPage, chips);
  gtk_widget_class_bind_template_child (widget_class, FlFirstClassPage, several_switch);
  gtk_widget_class_bind_template_child (widget_class, FlFirstClassPage, start);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_several_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
}

static void
fl_first_class_page_init (FlFirstClassPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fl_first_class_page_set_session (FlFirstClassPage *self, FlSession *session)
{
  g_return_if_fail (FL_IS_FIRST_CLASS_PAGE (self));

  if (self->session == session)
    return;
  gtk_flow_box_bind_model (self->chips, NULL, NULL, NULL, NULL);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, show_kind, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_autoptr (GListModel) ordered = fl_class_order_new (fl_session_get_classes (session));
  gtk_flow_box_bind_model (self->chips, ordered, create_chip, NULL, NULL);
  g_signal_connect_swapped (session, "notify::is-multi-label", G_CALLBACK (show_kind), self);
  show_kind (self);
}

void
fl_first_class_page_take_focus (FlFirstClassPage *self)
{
  g_return_if_fail (FL_IS_FIRST_CLASS_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
