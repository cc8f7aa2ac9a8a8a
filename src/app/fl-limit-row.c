/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A limit of what is accepted. */
#include "app/fl-limit-row.h"

struct _FlLimitRow {
  AdwActionRow parent_instance;
  GtkSpinButton *percent;
  GtkSwitch *is_on;
  FlClassLimit limit;  /* but for its share */
  gboolean is_setting; /* by the program and not by a person */
};

G_DEFINE_FINAL_TYPE (FlLimitRow, fl_limit_row, ADW_TYPE_ACTION_ROW)

enum {
  PROP_0,
  PROP_SPOKEN,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_switched (FlLimitRow *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_value_changed (FlLimitRow *self)
{
  if (self->is_setting)
    return;
  fl_limit_row_set_is_on (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
speak (GtkWidget *widget, const char *spoken)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
fl_limit_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FlLimitRow *self = FL_LIMIT_ROW (object);
  const char *spoken = id == PROP_SPOKEN ? g_value_get_string (value) : NULL;

  if (id != PROP_SPOKEN)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  if (spoken == NULL)
    return;
  speak (GTK_WIDGET (self->percent), spoken);
  speak (GTK_WIDGET (self->is_on), spoken);
}

static void
fl_limit_row_dispose (GObject *object)
{
  FlLimitRow *self = FL_LIMIT_ROW (object);

  /* Widgets that go away change values, which nobody did. */
  self->is_setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_LIMIT_ROW);
  G_OBJECT_CLASS (fl_limit_row_parent_class)->dispose (object);
}

static void
fl_limit_row_class_init (FlLimitRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = fl_limit_row_set_property;
  object_class->dispose = fl_limit_row_dispose;
  properties[PROP_SPOKEN] =
    g_param_spec_string ("spoken", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FL_TYPE_LIMIT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/frameline/Frameline/ui/fl-limit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FlLimitRow, percent);
  gtk_widget_class_bind_template_child (widget_class, FlLimitRow, is_on);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
fl_limit_row_init (FlLimitRow *self)
{
  self->is_setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_setting = FALSE;
}

FlLimitRow *
fl_limit_row_new (const char *title, const char *spoken, const FlClassLimit *limit)
{
  FlLimitRow *self = g_object_new (FL_TYPE_LIMIT_ROW, "spoken", spoken, NULL);

  /* Not while it is made: its label would be told of the title before it knows that it is no markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  self->limit = *limit;
  self->is_setting = TRUE;
  gtk_spin_button_set_value (self->percent, limit->share * 100);
  self->is_setting = FALSE;
  return self;
}

FlClassLimit
fl_limit_row_get (FlLimitRow *self)
{
  g_return_val_if_fail (FL_IS_LIMIT_ROW (self), (FlClassLimit){0});

  FlClassLimit limit = self->limit;
  limit.share = gtk_spin_button_get_value (self->percent) / 100;
  return limit;
}

gboolean
fl_limit_row_is_on (FlLimitRow *self)
{
  g_return_val_if_fail (FL_IS_LIMIT_ROW (self), FALSE);
  return gtk_switch_get_active (self->is_on);
}

void
fl_limit_row_set_is_on (FlLimitRow *self, gboolean is_on)
{
  g_return_if_fail (FL_IS_LIMIT_ROW (self));

  self->is_setting = TRUE;
  gtk_switch_set_active (self->is_on, is_on);
  self->is_setting = FALSE;
}
