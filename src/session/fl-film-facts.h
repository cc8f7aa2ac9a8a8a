/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlFilmFacts:
 *
 * What the file of one film says of itself. Filled on a thread, and to be read when its job has ended;
 * reference-counted.
 */
typedef struct _FlFilmFacts FlFilmFacts;

/** fl_film_facts_unref: Gives up one reference; any thread. */
void fl_film_facts_unref (FlFilmFacts *self);

/** fl_film_facts_get_size_bytes: Returns: size of the film when it was added; any time */
gint64 fl_film_facts_get_size_bytes (const FlFilmFacts *self);

/** fl_film_facts_get_fingerprint: Returns: (transfer none): what its content is known by; any time */
const char *fl_film_facts_get_fingerprint (const FlFilmFacts *self);

/** fl_film_facts_get_format: Returns: (transfer none): FFmpeg's name of the container, or `pictures`; empty where
 * another file is there that cannot be read */
const char *fl_film_facts_get_format (const FlFilmFacts *self);

/** fl_film_facts_get_codec: Returns: (transfer none): FFmpeg's name of the codec, or empty likewise */
const char *fl_film_facts_get_codec (const FlFilmFacts *self);

/** fl_film_facts_get_is_same: Returns: whether the file has the content that it had when it was added */
gboolean fl_film_facts_get_is_same (const FlFilmFacts *self);

/**
 * fl_session_find_facts:
 * @self: a session
 * @stream: a stream that is a file or a folder of pictures
 * @out_facts: (out) (transfer full): what is found
 *
 * Looks at its file on a thread: reads its head, and 3 MiB of it to know it by. Nothing is changed. The job
 * fails where the file cannot be opened.
 *
 * Returns: (transfer none): the job
 */
FlJob *fl_session_find_facts (FlSession *self, FlStream *stream, FlFilmFacts **out_facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFilmFacts, fl_film_facts_unref)

G_END_DECLS
