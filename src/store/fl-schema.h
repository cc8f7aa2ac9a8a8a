/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a project file, and how older files become new ones; not for other layers. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** FL_SCHEMA_APPLICATION_ID: "FrLn" in the SQLite header: what makes a file a project. */
#define FL_SCHEMA_APPLICATION_ID 0x46724c6e

/**
 * fl_schema_get_version:
 *
 * Returns: the version that this program writes, > 0
 */
int fl_schema_get_version (void);

/**
 * fl_schema_upgrade:
 * @db: an open database, in a transaction
 * @from: its version, 0 for an empty one
 *
 * Runs every step from @from on and sets the new version.
 *
 * Returns: an SQLite code
 */
int fl_schema_upgrade (sqlite3 *db, int from);

G_END_DECLS
