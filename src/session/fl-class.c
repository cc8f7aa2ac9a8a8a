/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A class as the window sees it; the session keeps it true to the project. */
#include "session/fl-class-private.h"

#include <math.h>

struct _FlClass {
  GObject parent_instance;
  gint64 id;
  char *name;
  char *key;
  guint colour;
  gboolean is_background;
  gint64 position;
  guint version;
  char *definition;
  guint n_labels;
  FlTagCounts tag_counts;
  double probability;
  gboolean is_rough;
};

G_DEFINE_FINAL_TYPE (FlClass, fl_class, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_KEY,
  PROP_COLOUR,
  PROP_IS_BACKGROUND,
  PROP_DEFINITION,
  PROP_N_LABELS,
  PROP_PROBABILITY,
  PROP_IS_ROUGH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fl_class_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlClass *self = FL_CLASS (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_KEY:
    g_value_set_string (value, self->key);
    break;
  case PROP_COLOUR:
    g_value_set_uint (value, self->colour);
    break;
  case PROP_IS_BACKGROUND:
    g_value_set_boolean (value, self->is_background);
    break;
  case PROP_DEFINITION:
    g_value_set_string (value, self->definition);
    break;
  case PROP_N_LABELS:
    g_value_set_uint (value, self->n_labels);
    break;
  case PROP_PROBABILITY:
    g_value_set_double (value, self->probability);
    break;
  case PROP_IS_ROUGH:
    g_value_set_boolean (value, self->is_rough);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fl_class_finalize (GObject *object)
{
  FlClass *self = FL_CLASS (object);

  g_free (self->name);
  g_free (self->key);
  g_free (self->definition);
  G_OBJECT_CLASS (fl_class_parent_class)->finalize (object);
}

static void
fl_class_class_init (FlClassClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fl_class_get_property;
  object_class->finalize = fl_class_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, "", flags);
  properties[PROP_COLOUR] = g_param_spec_uint ("colour", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_BACKGROUND] = g_param_spec_boolean ("is-background", NULL, NULL, FALSE, flags);
  properties[PROP_DEFINITION] = g_param_spec_string ("definition", NULL, NULL, "", flags);
  properties[PROP_N_LABELS] = g_param_spec_uint ("n-labels", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROBABILITY] =
    g_param_spec_double ("probability", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_IS_ROUGH] = g_param_spec_boolean ("is-rough", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fl_class_init (FlClass *self)
{
  self->name = g_strdup ("");
  self->key = g_strdup ("");
  self->version = 1;
  self->definition = g_strdup ("");
  self->probability = NAN;
}

FlClass *
fl_class_new (gint64 id, gboolean is_background)
{
  FlClass *self = g_object_new (FL_TYPE_CLASS, NULL);

  self->id = id;
  self->is_background = is_background;
  return self;
}

static void
set_text (FlClass *self, char **field, const char *text, GParamSpec *pspec)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

void
fl_class_set_facts (FlClass *self, const char *name, const char *key, guint colour)
{
  set_text (self, &self->name, name, properties[PROP_NAME]);
  set_text (self, &self->key, key, properties[PROP_KEY]);
  if (self->colour != colour) {
    self->colour = colour;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
  }
}

void
fl_class_set_meaning (FlClass *self, guint version, const char *definition)
{
  self->version = version;
  set_text (self, &self->definition, definition, properties[PROP_DEFINITION]);
}

void
fl_class_set_n_labels (FlClass *self, guint n_labels)
{
  if (self->n_labels == n_labels)
    return;
  self->n_labels = n_labels;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LABELS]);
}

void
fl_class_set_tag_counts (FlClass *self, const FlTagCounts *counts)
{
  self->tag_counts = *counts;
  fl_class_set_n_labels (self, counts->n_yes);
}

const FlTagCounts *
fl_class_get_tag_counts (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), NULL);
  return &self->tag_counts;
}

void
fl_class_set_probability (FlClass *self, double probability, gboolean is_rough)
{
  if (self->is_rough != is_rough) {
    self->is_rough = is_rough;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ROUGH]);
  }
  if (self->probability == probability || (isnan (self->probability) && isnan (probability)))
    return;
  self->probability = probability;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBABILITY]);
}

void
fl_class_set_position (FlClass *self, gint64 position)
{
  self->position = position;
}

gint64
fl_class_get_position (FlClass *self)
{
  return self->position;
}

gint64
fl_class_get_id (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), 0);
  return self->id;
}

const char *
fl_class_get_name (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), NULL);
  return self->name;
}

const char *
fl_class_get_key (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), NULL);
  return self->key;
}

guint
fl_class_get_colour (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), 0);
  return self->colour;
}

gboolean
fl_class_get_is_background (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), FALSE);
  return self->is_background;
}

guint
fl_class_get_version (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), 0);
  return self->version;
}

const char *
fl_class_get_definition (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), NULL);
  return self->definition;
}

guint
fl_class_get_n_labels (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), 0);
  return self->n_labels;
}

gboolean
fl_class_get_is_rough (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), FALSE);
  return self->is_rough;
}

double
fl_class_get_probability (FlClass *self)
{
  g_return_val_if_fail (FL_IS_CLASS (self), NAN);
  return self->probability;
}
