/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Naming groups before there is a model. */
#include "app/fl-groups-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-closures.h"
#include "app/fl-group-card.h"
#include "app/fl-page-keys.h"
#include "app/fl-picture-button.h"
#include "app/fl-tab-stop.h"
#include "app/fl-toasts.h"
#include "session/fl-idle.h"
#include "session/fl-session-groups.h"

#define UNUSUAL_PX       90
#define N_COLUMNS        6
#define N_NARROW_COLUMNS 3

struct _FlGroupsPage {
  GtkWidget parent_instance;
  GtkStack *states;
  AdwStatusPage *none;
  GtkWidget *look_again;
  GtkWidget *show_label;
  GtkLabel *keys;
  GtkBox *cards;
  GtkWidget *unusual_side;
  GtkGrid *unusual;
  FlSession *session;
  FlPageKeys *page_keys;
  gint64 found_target; /* what Undo would have undone when groups were looked for */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (FlGroupsPage, fl_groups_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_IS_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
get_focus (FlGroupsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static FlGroupCard *
find_card (GtkWidget *widget)
{
  GtkWidget *card = widget != NULL ? gtk_widget_get_ancestor (widget, FL_TYPE_GROUP_CARD) : NULL;

  return card != NULL ? FL_GROUP_CARD (card) : NULL;
}

static void
activate (FlGroupsPage *self, FlItem *item)
{
  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, item);
}

static void
on_unusual_clicked (FlGroupsPage *self, GtkWidget *button)
{
  activate (self, fl_picture_button_get_item (button));
}

/* Which of the states of the page holds. */
static void
update_state (FlGroupsPage *self)
{
  const gboolean is_any = g_list_model_get_n_items (fl_session_get_groups (self->session)) > 0 ||
                          g_list_model_get_n_items (fl_session_get_unusual (self->session)) > 0;
  const gboolean is_tags = fl_session_get_is_multi_label (self->session);

  adw_status_page_set_description (
    self->none,
    is_tags ? _ ("A picture can have several tags at once, so groups have no single name here.")
            : _ ("Everything that looks alike has a label, or too little was read yet. The label "
                 "page goes on asking about single pictures."));
  gtk_widget_set_visible (self->look_again, !is_tags);
  gtk_widget_set_visible (self->show_label, is_tags);
  gtk_stack_set_visible_child_name (self->states, is_any && !is_tags ? "groups"
                                                  : fl_session_is_finding_groups (self->session)
                                                    ? "looking"
                                                    : "none");
}

static void
on_groups_changed (FlGroupsPage *self, guint position, guint n_removed, guint n_added)
{
  GListModel *groups = fl_session_get_groups (self->session);
  GtkWidget *after = NULL;

  for (guint i = 0; i < position; i++)
    after = after == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->cards))
                          : gtk_widget_get_next_sibling (after);
  for (guint i = 0; i < n_removed; i++)
    gtk_box_remove (self->cards, after == NULL
                                   ? gtk_widget_get_first_child (GTK_WIDGET (self->cards))
                                   : gtk_widget_get_next_sibling (after));
  for (guint i = 0; i < n_added; i++) {
    g_autoptr (FlGroup) group = g_list_model_get_item (groups, position + i);
    GtkWidget *card = fl_group_card_new (fl_session_get_frame_loader (self->session), group);
    g_object_set (card, "is-narrow", self->is_narrow, NULL);
    g_signal_connect_object (card, "picture-activated", G_CALLBACK (activate), self,
                             G_CONNECT_SWAPPED);
    gtk_box_insert_child_after (self->cards, card, after);
    after = card;
  }
  update_state (self);
}

static void
show_unusual (FlGroupsPage *self)
{
  GListModel *unusual = fl_session_get_unusual (self->session);
  const guint n_columns = self->is_narrow ? N_NARROW_COLUMNS : N_COLUMNS;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->unusual))) != NULL)
    gtk_grid_remove (self->unusual, child);
  for (guint i = 0; i < g_list_model_get_n_items (unusual); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (unusual, i);
    child = fl_picture_button_new (fl_session_get_frame_loader (self->session), item, UNUSUAL_PX);
    g_signal_connect_object (child, "clicked", G_CALLBACK (on_unusual_clicked), self,
                             G_CONNECT_SWAPPED);
    gtk_grid_attach (self->unusual, child, (int) (i % n_columns), (int) (i / n_columns), 1, 1);
  }
  gtk_widget_set_visible (self->unusual_side, g_list_model_get_n_items (unusual) > 0);
  update_state (self);
}

/* The keys that name a group. */
static void
on_classes_changed (FlGroupsPage *self)
{
  GListModel *classes = fl_session_get_classes (self->session);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    g_autofree char *cap = fl_closure_key_cap (NULL, fl_class_get_key (klass));
    if (*fl_class_get_key (klass) != '\0')
      g_string_append_printf (keys, "%s%s %s", keys->len > 0 ? " · " : "", cap,
                              fl_class_get_name (klass));
  }
  gtk_label_set_text (self->keys, keys->str);
}

static gint64
get_undo_target (FlGroupsPage *self)
{
  gint64 target;

  g_object_get (self->session, "undo-target", &target, NULL);
  return target;
}

static void
look (FlGroupsPage *self)
{
  if (self->session == NULL || fl_session_get_is_multi_label (self->session))
    return;
  self->found_target = get_undo_target (self);
  fl_session_find_groups (self->session);
  update_state (self);
}

/* What was named and is undone is in a group again. */
static void
on_undo_target_changed (FlGroupsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && get_undo_target (self) < self->found_target)
    look (self);
}

static void
on_look_clicked (FlGroupsPage *self)
{
  look (self);
}

static void
on_groups_found (FlGroupsPage *self)
{
  update_state (self);
  /* Who types a name meanwhile goes on. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      !fl_class_keys_must_step_aside (GTK_WIDGET (self)))
    fl_groups_page_take_focus (self);
}

/* What was labelled meanwhile is in no group any more, and classes may have other names and keys. */
static void
fl_groups_page_map (GtkWidget *widget)
{
  FlGroupsPage *self = FL_GROUPS_PAGE (widget);

  GTK_WIDGET_CLASS (fl_groups_page_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  on_classes_changed (self);
  if (get_undo_target (self) != self->found_target ||
      g_list_model_get_n_items (fl_session_get_groups (self->session)) == 0)
    look (self);
}

/* The @position-th child, or else the last one; %NULL when there is none. */
static GtkWidget *
find_child (gpointer parent, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (parent);

  for (guint i = 0; i < position && child != NULL && gtk_widget_get_next_sibling (child) != NULL;
       i++)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static guint
get_position (gpointer child)
{
  guint position = 0;

  for (GtkWidget *each = gtk_widget_get_prev_sibling (child); each != NULL;
       each = gtk_widget_get_prev_sibling (each))
    position++;
  return position;
}

static void
focus_card (FlGroupsPage *self, guint position)
{
  GtkWidget *card = find_child (self->cards, position);

  if (card != NULL)
    fl_group_card_take_focus (FL_GROUP_CARD (card));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* The one that came to the place of what has gone, or the last one. */
static void
focus_moment (FlGroupsPage *self, guint position)
{
  GtkWidget *moment = find_child (self->unusual, position);

  if (moment != NULL)
    gtk_widget_grab_focus (moment);
  else
    focus_card (self, G_MAXUINT);
}

static void
name_group (FlGroupsPage *self, FlGroupCard *card, FlClass *klass)
{
  const guint position = get_position (card);
  g_autoptr (GError) error = NULL;
  const guint n =
    fl_session_name_group (self->session, fl_group_card_get_group (card), klass, &error);

  if (error != NULL) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  /* What was named now is no reason to look for others when the page is shown again. */
  self->found_target = get_undo_target (self);
  g_autofree char *text = g_strdup_printf (
    /* Translators: a toast with an Undo button; a number and the name of a class. */
    ngettext ("%1$'u moment named %2$s", "%1$'u moments named %2$s", n), n,
    fl_class_get_name (klass));
  if (n > 0)
    fl_toasts_say_undoable (GTK_WIDGET (self), text, 1);
  focus_card (self, position);
}

static void
label_moment (FlGroupsPage *self, GtkWidget *button, FlClass *klass)
{
  const guint position = get_position (button);
  g_autoptr (FlItem) item = g_object_ref (fl_picture_button_get_item (button));
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};
  g_autoptr (GError) error = NULL;

  if (!fl_session_label (self->session, fl_item_get_stream (item), &range, klass, &error)) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  self->found_target = get_undo_target (self);
  fl_session_forget_unusual (self->session, item);
  /* Translators: a toast with an Undo button; the placeholder is the name of a class. */
  g_autofree char *text = g_strdup_printf (_ ("Labelled %s"), fl_class_get_name (klass));
  fl_toasts_say_undoable (GTK_WIDGET (self), text, 1);
  focus_moment (self, position);
}

/* What the key @klass says of what has the focus. */
static void
say_class (FlGroupsPage *self, FlClass *klass)
{
  GtkWidget *focus = get_focus (self);
  FlGroupCard *card = find_card (focus);

  if (card != NULL)
    name_group (self, card, klass);
  else if (fl_picture_button_get_item (focus) != NULL)
    label_moment (self, focus, klass);
  else
    fl_toasts_say (GTK_WIDGET (self), _ ("Choose a group first, with Tab or the arrow keys"));
}

static gboolean
drop_misfit (FlGroupsPage *self)
{
  GtkWidget *focus = get_focus (self);
  FlGroupCard *card = find_card (focus);
  FlItem *shown = fl_picture_button_get_item (focus);

  if (card == NULL || shown == NULL)
    return GDK_EVENT_PROPAGATE;
  /* Its button goes with it. */
  g_autoptr (FlItem) item = g_object_ref (shown);
  fl_group_card_drop (card, item);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (GtkWidget *page, const FlKeyPress *press)
{
  FlGroupsPage *self = FL_GROUPS_PAGE (page);

  if (self->session == NULL ||
      (press->state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  fl_session_note_activity (self->session);
  FlClass *klass = fl_class_keys_find (fl_session_get_classes (self->session), page, press);
  g_autofree char *unknown = klass == NULL ? fl_class_keys_dup_unknown (press) : NULL;
  const gboolean is_delete = press->keyval == GDK_KEY_Delete || press->keyval == GDK_KEY_KP_Delete;
  if (klass == NULL && unknown == NULL && !is_delete)
    return GDK_EVENT_PROPAGATE;
  /* A key that is held must not name one group after the other. */
  if (fl_page_keys_count (self->page_keys, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  if (is_delete)
    return drop_misfit (self);
  if (klass != NULL)
    say_class (self, klass);
  else
    fl_toasts_say (page, unknown);
  return GDK_EVENT_STOP;
}

static void
set_is_narrow (FlGroupsPage *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    g_object_set (card, "is-narrow", is_narrow, NULL);
  if (self->session != NULL)
    show_unusual (self);
}

static void
fl_groups_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, FL_GROUPS_PAGE (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_groups_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    set_is_narrow (FL_GROUPS_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_groups_page_dispose (GObject *object)
{
  FlGroupsPage *self = FL_GROUPS_PAGE (object);

  if (self->cards != NULL)
    fl_groups_page_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_GROUPS_PAGE);
  G_OBJECT_CLASS (fl_groups_page_parent_class)->dispose (object);
}

static void
fl_groups_page_class_init (FlGroupsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_TAB_STOP);
  object_class->dispose = fl_groups_page_dispose;
  object_class->get_property = fl_groups_page_get_property;
  object_class->set_property = fl_groups_page_set_property;
  widget_class->map = fl_groups_page_map;
  properties[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_GROUPS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "groupspage");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-groups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, states);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, none);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, look_again);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, show_label);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, keys);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, cards);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, unusual_side);
  gtk_widget_class_bind_template_child (widget_class, FlGroupsPage, unusual);
  gtk_widget_class_bind_template_callback (widget_class, on_look_clicked);
}

static void
fl_groups_page_init (FlGroupsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->page_keys = fl_page_keys_new (GTK_WIDGET (self), on_key_pressed);
}

static void
disconnect (FlGroupsPage *self)
{
  g_signal_handlers_disconnect_by_data (fl_session_get_groups (self->session), self);
  g_signal_handlers_disconnect_by_data (fl_session_get_unusual (self->session), self);
  g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

void
fl_groups_page_set_session (FlGroupsPage *self, FlSession *session)
{
  g_return_if_fail (FL_IS_GROUPS_PAGE (self));

  GtkWidget *child;

  if (self->session != NULL)
    disconnect (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->unusual))) != NULL)
    gtk_grid_remove (self->unusual, child);
  fl_page_keys_set_classes (self->page_keys,
                            session != NULL ? fl_session_get_classes (session) : NULL);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->found_target = -1;
  g_signal_connect_swapped (fl_session_get_groups (session), "items-changed",
                            G_CALLBACK (on_groups_changed), self);
  g_signal_connect_swapped (fl_session_get_unusual (session), "items-changed",
                            G_CALLBACK (show_unusual), self);
  g_signal_connect_swapped (fl_session_get_classes (session), "items-changed",
                            G_CALLBACK (on_classes_changed), self);
  g_signal_connect_swapped (session, "groups-found", G_CALLBACK (on_groups_found), self);
  g_signal_connect_swapped (session, "notify::is-multi-label", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (session, "notify::undo-target", G_CALLBACK (on_undo_target_changed),
                            self);
  on_classes_changed (self);
  on_groups_changed (self, 0, 0, g_list_model_get_n_items (fl_session_get_groups (session)));
  show_unusual (self);
}

void
fl_groups_page_take_focus (FlGroupsPage *self)
{
  g_return_if_fail (FL_IS_GROUPS_PAGE (self));

  GtkWidget *focus = get_focus (self);

  if (fl_picture_button_get_item (focus) == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    focus_card (self, 0);
}
