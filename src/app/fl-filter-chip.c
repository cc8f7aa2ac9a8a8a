/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as a chip: a drop-down that shows whether it holds anything back. */
#include "app/fl-filter-chip.h"

#include "app/fl-drop-down.h"

struct _FlFilterChip {
  GtkWidget parent_instance;
  GtkDropDown *drop_down;
  GArray *ids; /* gint64, of the choices in order */
  gint64 id;   /* that was told last */
  gboolean is_filling;
  char *label;
};

G_DEFINE_FINAL_TYPE (FlFilterChip, fl_filter_chip, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell (FlFilterChip *self)
{
  const guint place = gtk_drop_down_get_selected (self->drop_down);

  if (self->is_filling || place >= self->ids->len)
    return;
  if (place > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
  const gint64 id = g_array_index (self->ids, gint64, place);
  if (id == self->id)
    return;
  self->id = id;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
fl_filter_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, FL_FILTER_CHIP (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_filter_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FlFilterChip *self = FL_FILTER_CHIP (object);

  if (id != PROP_LABEL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  self->label = g_value_dup_string (value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->label);
  fl_drop_down_set_name (self->drop_down, self->label);
}

static void
fl_filter_chip_dispose (GObject *object)
{
  FlFilterChip *self = FL_FILTER_CHIP (object);

  if (self->drop_down != NULL) {
    g_signal_handlers_disconnect_by_data (self->drop_down, self);
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->drop_down)));
  }
  G_OBJECT_CLASS (fl_filter_chip_parent_class)->dispose (object);
}

static void
fl_filter_chip_finalize (GObject *object)
{
  FlFilterChip *self = FL_FILTER_CHIP (object);

  g_array_unref (self->ids);
  g_free (self->label);
  G_OBJECT_CLASS (fl_filter_chip_parent_class)->finalize (object);
}

static void
fl_filter_chip_class_init (FlFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fl_filter_chip_get_property;
  object_class->set_property = fl_filter_chip_set_property;
  object_class->dispose = fl_filter_chip_dispose;
  object_class->finalize = fl_filter_chip_finalize;
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FL_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterchip");
}

static void
fl_filter_chip_init (FlFilterChip *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (tell), self);
}

static guint
find_place (FlFilterChip *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return 0;
}

void
fl_filter_chip_set_choices (FlFilterChip *self, const FlChoice *choices, guint n)
{
  g_return_if_fail (FL_IS_FILTER_CHIP (self) && n > 0);

  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < n; i++) {
    gtk_string_list_append (names, choices[i].name);
    g_array_append_val (self->ids, choices[i].id);
  }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->drop_down, find_place (self, self->id));
  self->is_filling = FALSE;
  tell (self);
}

gint64
fl_filter_chip_get_id (FlFilterChip *self)
{
  g_return_val_if_fail (FL_IS_FILTER_CHIP (self), 0);
  return self->id;
}

void
fl_filter_chip_choose (FlFilterChip *self, gint64 id)
{
  g_return_if_fail (FL_IS_FILTER_CHIP (self));

  gtk_drop_down_set_selected (self->drop_down, find_place (self, id));
}
