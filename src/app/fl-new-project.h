/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_new_project_make:
 * @videos: (array zero-terminated=1): absolute paths, at least one
 * @out_refused: (out) (transfer full): a sentence for each video that could not be used
 * @out_place: (out) (transfer full) (nullable): a sentence saying where the project went when
 *   that is not beside the videos; left as it is otherwise
 * @error: return location
 *
 * Makes the project of some videos, or opens the one that is there already and adds those it
 * does not have. A new project of which no video can be used is taken away again. Main thread.
 *
 * Returns: (transfer full): the session, or %NULL
 */
FlSession *fl_new_project_make (const char *const *videos,
                                char ***out_refused,
                                char **out_place,
                                GError **error);

/**
 * fl_new_project_add:
 * @session: a session
 * @videos: (array zero-terminated=1): absolute paths
 * @refused: takes a sentence for each video that could not be used
 *
 * Adds the videos that the project does not have yet, and starts ingest.
 *
 * Returns: how many of @videos are in the project now
 */
guint fl_new_project_add (FlSession *session, const char *const *videos, GStrvBuilder *refused);

/** fl_new_project_get_options: Returns: how the window opens every project */
FlSessionOptions fl_new_project_get_options (void);

G_END_DECLS
