/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-segments.h"
#include "store/fl-store-streams.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlFilmSearch:
 *
 * Films that are looked for by size and content, whatever they are called now. It is filled on one
 * thread, runs on any one, and is read when it has run; reference-counted, so that whoever started
 * a thread can still read it when that has gone.
 */
typedef struct _FlFilmSearch FlFilmSearch;

/** FlFilmSearchFunc: Is told how much of the place has been looked at, 0..1. */
typedef void (*FlFilmSearchFunc) (double fraction, gpointer data);

/** fl_film_search_new: Returns: (transfer full): a search for nothing yet */
FlFilmSearch *fl_film_search_new (void);

/** fl_film_search_ref: Returns: (transfer full): @self; any thread */
FlFilmSearch *fl_film_search_ref (FlFilmSearch *self);

/** fl_film_search_unref: Frees @self with the last reference; any thread. */
void fl_film_search_unref (FlFilmSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFilmSearch, fl_film_search_unref)

/** fl_film_search_want: Looks for the film of @row too. */
void fl_film_search_want (FlFilmSearch *self, const FlStreamRow *row);

/**
 * fl_film_search_want_segment:
 * @self: a search
 * @stream: a live stream
 * @row: one of its files
 *
 * Looks for the file of @row too, unless it is where it was when the search runs. One that nobody
 * closed is looked for beside others of @stream that are found, under its name.
 */
void fl_film_search_want_segment (FlFilmSearch *self, gint64 stream, const FlSegmentRow *row);

/** fl_film_search_pass_over: Takes the file @path for no find: it is known to be another film. */
void fl_film_search_pass_over (FlFilmSearch *self, const char *path);

/**
 * fl_film_search_run:
 * @self: a search
 * @place: a folder, or a file
 * @func: (nullable): is told of progress now and then, on this thread
 * @data: for @func
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Looks at @place and what is in it, folders of folders included, until all is found. Sizes are
 * compared first; only what may be it is read. May take long.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_CANCELLED; what was found until then is kept
 */
gboolean fl_film_search_run (FlFilmSearch *self,
                             const char *place,
                             FlFilmSearchFunc func,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);

/** fl_film_search_get_n_wanted: Returns: how many films are looked for, found ones included, without
 * those that were where they belong; once it has run */
guint fl_film_search_get_n_wanted (FlFilmSearch *self);

/** fl_film_search_get_stream: Returns: id of the stream whose film is number @i */
gint64 fl_film_search_get_stream (FlFilmSearch *self, guint i);

/** fl_film_search_get_ordinal: Returns: which file of its stream film @i is, 0 unless it is live */
gint64 fl_film_search_get_ordinal (FlFilmSearch *self, guint i);

/** fl_film_search_get_path: Returns: (transfer none) (nullable): where film @i is now */
const char *fl_film_search_get_path (FlFilmSearch *self, guint i);

G_END_DECLS
