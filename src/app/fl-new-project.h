/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"
#include "session/fl-video-search.h"

G_BEGIN_DECLS

/**
 * fl_new_project_make:
 * @videos: a search whose job is done
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
FlSession *
fl_new_project_make (FlVideoSearch *videos, char ***out_refused, char **out_place, GError **error);

/** fl_new_project_get_options: Returns: how the window opens every project */
FlSessionOptions fl_new_project_get_options (void);

G_END_DECLS
