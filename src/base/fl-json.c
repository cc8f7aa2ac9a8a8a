/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door to json-glib. */
#include "base/fl-json.h"

#include <json-glib/json-glib.h>
#include <math.h>

struct _FlJson {
  JsonBuilder *builder;
};

FlJson *
fl_json_new (void)
{
  FlJson *self = g_new0 (FlJson, 1);

  self->builder = json_builder_new ();
  json_builder_begin_object (self->builder);
  return self;
}

void
fl_json_free (FlJson *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->builder);
  g_free (self);
}

static void
set_name (FlJson *self, const char *name)
{
  if (name != NULL)
    json_builder_set_member_name (self->builder, name);
}

void
fl_json_begin_object (FlJson *self, const char *name)
{
  set_name (self, name);
  json_builder_begin_object (self->builder);
}

void
fl_json_end_object (FlJson *self)
{
  json_builder_end_object (self->builder);
}

void
fl_json_begin_array (FlJson *self, const char *name)
{
  set_name (self, name);
  json_builder_begin_array (self->builder);
}

void
fl_json_end_array (FlJson *self)
{
  json_builder_end_array (self->builder);
}

void
fl_json_add_string (FlJson *self, const char *name, const char *value)
{
  set_name (self, name);
  if (value != NULL)
    json_builder_add_string_value (self->builder, value);
  else
    json_builder_add_null_value (self->builder);
}

void
fl_json_add_int (FlJson *self, const char *name, gint64 value)
{
  set_name (self, name);
  json_builder_add_int_value (self->builder, value);
}

void
fl_json_add_double (FlJson *self, const char *name, double value)
{
  set_name (self, name);
  if (isfinite (value))
    json_builder_add_double_value (self->builder, value);
  else
    json_builder_add_null_value (self->builder);
}

void
fl_json_add_bool (FlJson *self, const char *name, gboolean value)
{
  set_name (self, name);
  json_builder_add_boolean_value (self->builder, value);
}

char *
fl_json_end (FlJson *self)
{
  json_builder_end_object (self->builder);
  g_autoptr (JsonNode) root = json_builder_get_root (self->builder);
  return json_to_string (root, TRUE);
}
