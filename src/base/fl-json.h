/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlJson:
 *
 * Writes one JSON document member by member: what the command line prints with `--json`.
 */
typedef struct _FlJson FlJson;

/**
 * fl_json_new:
 *
 * Returns: (transfer full): a document whose root object is open
 */
FlJson *fl_json_new (void);

/**
 * fl_json_free:
 * @self: (transfer full) (nullable): a document
 */
void fl_json_free (FlJson *self);

/**
 * fl_json_begin_object:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 */
void fl_json_begin_object (FlJson *self, const char *name);

/**
 * fl_json_end_object:
 * @self: a document whose newest open value is an object
 */
void fl_json_end_object (FlJson *self);

/**
 * fl_json_begin_array:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 */
void fl_json_begin_array (FlJson *self, const char *name);

/**
 * fl_json_end_array:
 * @self: a document whose newest open value is an array
 */
void fl_json_end_array (FlJson *self);

/**
 * fl_json_add_string:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 * @value: (nullable): UTF-8; %NULL is written as null
 */
void fl_json_add_string (FlJson *self, const char *name, const char *value);

/**
 * fl_json_add_int:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 * @value: the number
 */
void fl_json_add_int (FlJson *self, const char *name, gint64 value);

/**
 * fl_json_add_double:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 * @value: the number; what is not finite is written as null
 */
void fl_json_add_double (FlJson *self, const char *name, double value);

/**
 * fl_json_add_bool:
 * @self: a document
 * @name: (nullable): member name; %NULL inside an array
 * @value: the value
 */
void fl_json_add_bool (FlJson *self, const char *name, gboolean value);

/**
 * fl_json_end:
 * @self: a document with only its root open; nothing may be added after
 *
 * Returns: (transfer full): the text, indented, without a last line end
 */
char *fl_json_end (FlJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlJson, fl_json_free)

G_END_DECLS
