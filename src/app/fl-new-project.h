/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_new_project_make:
 * @videos: (array zero-terminated=1): absolute paths, at least one
 * @out_notes: (out) (transfer full): sentences for the person: where the project went when that
 *   is not beside the videos, and which videos could not be used
 * @error: return location
 *
 * Makes the project of some videos, or opens the one that is there already and adds those it
 * does not have. A new project of which no video can be used is taken away again. Main thread.
 *
 * Returns: (transfer full): the session, or %NULL
 */
FlSession *fl_new_project_make (const char *const *videos, char ***out_notes, GError **error);

/**
 * fl_new_project_add:
 * @session: a session
 * @videos: (array zero-terminated=1): absolute paths
 * @notes: takes a sentence for each video that could not be used
 *
 * Adds the videos that the project does not have yet, and starts ingest.
 *
 * Returns: how many of @videos are in the project now
 */
guint fl_new_project_add (FlSession *session, const char *const *videos, GStrvBuilder *notes);

/** fl_new_project_get_options: Returns: how the window opens every project */
FlSessionOptions fl_new_project_get_options (void);

G_END_DECLS
