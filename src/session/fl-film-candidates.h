/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlFilmCandidate:
 * @path: a file, or a folder of pictures
 * @is_same: whether its content is that of the film that was added
 *
 * What may be a film that is looked for, by its name or its size.
 */
typedef struct {
  char *path;
  gboolean is_same;
} FlFilmCandidate;

/**
 * FlFilmCandidates:
 *
 * What was found near the place of one film. Filled on a thread, and to be read when its job has ended;
 * reference-counted.
 */
typedef struct _FlFilmCandidates FlFilmCandidates;

/** fl_film_candidates_unref: Gives up one reference; any thread. */
void fl_film_candidates_unref (FlFilmCandidates *self);

/** fl_film_candidates_get_size_bytes: Returns: size of the film when it was added; any time */
gint64 fl_film_candidates_get_size_bytes (const FlFilmCandidates *self);

/** fl_film_candidates_get_n: Returns: how many there are, 0 until the job has ended */
guint fl_film_candidates_get_n (const FlFilmCandidates *self);

/** fl_film_candidates_get: Returns: (transfer none): candidate @i, those of the same content first */
const FlFilmCandidate *fl_film_candidates_get (const FlFilmCandidates *self, guint i);

/**
 * fl_session_find_candidates:
 * @self: a session
 * @stream: a stream that is a file or a folder of pictures
 * @out_candidates: (out) (transfer full): what is found
 *
 * Looks on a thread, near the project and near the place where the film was, for files of its name
 * or its size, and reads 3 MiB of each. Nothing is changed.
 *
 * Returns: (transfer none): the job
 */
FlJob *
fl_session_find_candidates (FlSession *self, FlStream *stream, FlFilmCandidates **out_candidates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFilmCandidates, fl_film_candidates_unref)

G_END_DECLS
