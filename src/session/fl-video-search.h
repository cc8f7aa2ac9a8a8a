/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-job-thread.h"

G_BEGIN_DECLS

/**
 * FlVideoSearch:
 *
 * Videos that are to be added, looked at on a thread: which files there are in folders, what their
 * headers say, and what they are known by. It knows no session, and fl_session_add_found() takes
 * what it found when its job has ended. Reference-counted.
 */
typedef struct _FlVideoSearch FlVideoSearch;

/** fl_video_search_new: Returns: (transfer full): a search in files and folders, absolute paths */
FlVideoSearch *fl_video_search_new (const char *const *paths);

/** fl_video_search_ref: Returns: (transfer full): @self; any thread */
FlVideoSearch *fl_video_search_ref (FlVideoSearch *self);

/** fl_video_search_unref: Frees @self with the last reference; any thread. */
void fl_video_search_unref (FlVideoSearch *self);

/** fl_video_search_start: Returns: (transfer full): the running search; main thread */
FlJobThread *fl_video_search_start (FlVideoSearch *self);

/** fl_video_search_get_paths: Returns: (transfer none): the videos, folders replaced by what is in
 * them, usable or not; once the job has ended */
const char *const *fl_video_search_get_paths (FlVideoSearch *self);

/**
 * fl_session_add_found:
 * @self: a session that may write
 * @search: a search whose job is done
 * @refused: takes a sentence for each video that could not be used
 *
 * Adds the videos of @search that the project does not have yet, and starts ingest.
 *
 * Returns: how many of them are in the project now
 */
guint fl_session_add_found (FlSession *self, FlVideoSearch *search, GStrvBuilder *refused);

/** fl_session_show_job: Has @job be seen among fl_session_get_jobs() until it ends. */
void fl_session_show_job (FlSession *self, FlJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlVideoSearch, fl_video_search_unref)

G_END_DECLS
