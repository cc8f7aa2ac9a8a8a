/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's scenes at two pictures a second, as a project: short footage for tests. */
#pragma once

#include "folder.h"

#include "session/fl-session-private.h"

G_BEGIN_DECLS

#define SCENES_N_STREAMS 3
#define SCENES_N_FRAMES  50
#define SCENES_N_ROWS    (SCENES_N_STREAMS * SCENES_N_FRAMES)

/** scenes_make: Returns: (transfer full): a folder with the project, ingested, and truth.csv */
char *scenes_make (void);

/** scenes_open: Returns: (transfer full): the project, to be read only */
FlSession *scenes_open (const char *folder);

/** scenes_close: Closes and frees a session; nothing else may refer to it. */
void scenes_close (FlSession *session);

/** scenes_copy: Returns: (transfer full): path of a copy of the project, with its cache */
char *scenes_copy (const char *folder);

/** scenes_create: Returns: (transfer full): another project of the same footage in @folder */
FlSession *scenes_create (const char *folder, const char *name);

/** scenes_create_with: The same, or with tags, of which nothing is none. */
FlSession *scenes_create_with (const char *folder, const char *name, gboolean is_multi_label);

/** scenes_ingest: Ingests every stream of @session, and waits for it. */
void scenes_ingest (FlSession *session);

/** scenes_dup_name: Returns: (transfer full): name of stream @i */
char *scenes_dup_name (guint i);

/** scenes_get_class: Returns: name of what is true of frame @frame of stream @stream */
const char *scenes_get_class (guint stream, guint frame);

G_END_DECLS
