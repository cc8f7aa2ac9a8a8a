/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a project file, and how older files become new ones; not for other layers. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** FL_SCHEMA_APPLICATION_ID: "FrLn" in the SQLite header: what makes a file a project. */
#define FL_SCHEMA_APPLICATION_ID 0x46724c6e

/**
 * FlSchema:
 * @steps: (array length=n_steps): SQL that makes version 1 of nothing, 2 of 1, and so on
 * @n_steps: the version that they lead to
 *
 * All versions of the tables, up to one of them.
 */
typedef struct {
  const char *const *steps;
  int n_steps;
} FlSchema;

/** fl_schema_get: Returns: (transfer none): what this program writes */
const FlSchema *fl_schema_get (void);

/**
 * fl_schema_upgrade:
 * @self: a schema
 * @db: an open database, in a transaction
 * @from: its version, 0 for an empty one
 *
 * Runs every step from @from on and sets the new version.
 *
 * Returns: an SQLite code
 */
int fl_schema_upgrade (const FlSchema *self, sqlite3 *db, int from);

G_END_DECLS
