/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-types.h"

G_BEGIN_DECLS

/**
 * fl_project_place_choose:
 * @videos: (array zero-terminated=1): absolute paths, at least one
 * @documents: where projects go whose videos lie where nothing can be written
 * @out_is_elsewhere: (out): whether the project is not beside its videos
 *
 * Chooses where the project of some videos is: beside the first one, named after it, or after
 * its folder when there are several. Looks at the file system, changes nothing.
 *
 * Returns: (transfer full): an absolute path; the file may exist already
 */
char *fl_project_place_choose (const char *const *videos,
                               const char *documents,
                               gboolean *out_is_elsewhere);

/** fl_project_place_dup_documents: Returns: (transfer full): Documents/Frameline of the person */
char *fl_project_place_dup_documents (void);

/** fl_project_place_is_project: Returns: whether @path is named like a project file */
gboolean fl_project_place_is_project (const char *path);

/** fl_project_place_dup_shown: Returns: (transfer full): @path with the home folder as `~` */
char *fl_project_place_dup_shown (const char *path);

G_END_DECLS
