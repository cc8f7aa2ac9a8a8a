/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of frames as a card. */
#include "app/fl-group-card.h"

#include <glib/gi18n.h>

#include "app/fl-picture-button.h"
#include "app/fl-tab-stop.h"

#define SHOWN_PX  150
#define OTHERS_PX 72
#define N_COLUMNS 4
/* More alike than that is said to be very much so. */
#define VERY 0.75

struct _FlGroupCard {
  GtkWidget parent_instance;
  GtkWidget *stop;
  GtkBox *content;
  GtkBox *shown;
  GtkGrid *others;
  GtkLabel *caption;
  FlFrameLoader *loader;
  FlGroup *group;
};

G_DEFINE_FINAL_TYPE (FlGroupCard, fl_group_card, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_IS_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_PICTURE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_clicked (GtkWidget *button, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_PICTURE_ACTIVATED], 0, fl_picture_button_get_item (button));
}

static void
clear (GtkWidget *parent)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    gtk_widget_unparent (child);
}

static GtkWidget *
create_picture (FlGroupCard *self, guint place, int height_px)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (self->group), place);
  GtkWidget *button = fl_picture_button_new (self->loader, item, height_px);

  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  return button;
}

static void
update_caption (FlGroupCard *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->group));
  const gboolean is_very = fl_group_get_likeness (self->group) >= VERY;
  g_autofree char *text = g_strdup_printf (
    /* Translators: how many stretches of like frames a group has. */
    is_very ? ngettext ("%'u moment, very much alike", "%'u moments, very much alike", n)
            : ngettext ("%'u moment, alike", "%'u moments, alike", n),
    n);

  gtk_label_set_text (self->caption, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update (FlGroupCard *self)
{
  guint shown[FL_GROUP_SHOWN];
  const guint n = fl_group_list_shown (self->group, shown);

  clear (GTK_WIDGET (self->shown));
  clear (GTK_WIDGET (self->others));
  if (n > 0)
    gtk_box_append (self->shown, create_picture (self, shown[0], SHOWN_PX));
  for (guint i = 1; i < n; i++)
    gtk_grid_attach (self->others, create_picture (self, shown[i], OTHERS_PX),
                     (int) (i - 1) % N_COLUMNS, (int) (i - 1) / N_COLUMNS, 1, 1);
  update_caption (self);
}

static void
fl_group_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (
                                  FL_GROUP_CARD (object)->content)) == GTK_ORIENTATION_VERTICAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_group_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (FL_GROUP_CARD (object)->content),
                                    g_value_get_boolean (value) ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_group_card_dispose (GObject *object)
{
  FlGroupCard *self = FL_GROUP_CARD (object);

  g_clear_object (&self->loader);
  g_clear_object (&self->group);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_GROUP_CARD);
  G_OBJECT_CLASS (fl_group_card_parent_class)->dispose (object);
}

static void
fl_group_card_class_init (FlGroupCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_TAB_STOP);
  object_class->dispose = fl_group_card_dispose;
  object_class->get_property = fl_group_card_get_property;
  object_class->set_property = fl_group_card_set_property;
  properties[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_PICTURE_ACTIVATED] =
    g_signal_new ("picture-activated", FL_TYPE_GROUP_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, FL_TYPE_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "groupcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-group-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FlGroupCard, stop);
  gtk_widget_class_bind_template_child (widget_class, FlGroupCard, content);
  gtk_widget_class_bind_template_child (widget_class, FlGroupCard, shown);
  gtk_widget_class_bind_template_child (widget_class, FlGroupCard, others);
  gtk_widget_class_bind_template_child (widget_class, FlGroupCard, caption);
}

static void
fl_group_card_init (FlGroupCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fl_group_card_new (FlFrameLoader *loader, FlGroup *group)
{
  FlGroupCard *self = g_object_new (FL_TYPE_GROUP_CARD, NULL);

  self->loader = g_object_ref (loader);
  self->group = g_object_ref (group);
  update (self);
  return GTK_WIDGET (self);
}

FlGroup *
fl_group_card_get_group (FlGroupCard *self)
{
  g_return_val_if_fail (FL_IS_GROUP_CARD (self), NULL);
  return self->group;
}

/* The picture at place @i, the frame that stands for the group being the first. */
static GtkWidget *
find_picture (FlGroupCard *self, guint i)
{
  if (i == 0)
    return gtk_widget_get_first_child (GTK_WIDGET (self->shown));
  return gtk_grid_get_child_at (self->others, (int) (i - 1) % N_COLUMNS, (int) (i - 1) / N_COLUMNS);
}

void
fl_group_card_take_focus (FlGroupCard *self)
{
  g_return_if_fail (FL_IS_GROUP_CARD (self));

  GtkWidget *picture = find_picture (self, 0);
  if (picture != NULL)
    gtk_widget_grab_focus (picture);
}

static gboolean
find_place (FlGroupCard *self, FlItem *item, guint *out)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->group)); i++) {
    g_autoptr (FlItem) each = g_list_model_get_item (G_LIST_MODEL (self->group), i);
    *out = i;
    if (each == item)
      return TRUE;
  }
  return FALSE;
}

void
fl_group_card_drop (FlGroupCard *self, FlItem *item)
{
  g_return_if_fail (FL_IS_GROUP_CARD (self) && FL_IS_ITEM (item));

  guint place;
  guint at = 0;

  while (at < FL_GROUP_SHOWN && fl_picture_button_get_item (find_picture (self, at)) != item)
    at++;
  if (!find_place (self, item, &place))
    return;
  fl_group_drop (self->group, place);
  update (self);
  while (at > 0 && find_picture (self, at) == NULL)
    at--;
  if (find_picture (self, at) != NULL)
    gtk_widget_grab_focus (find_picture (self, at));
}
