/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/** FL_STREAM_KIND_FILE: kind of a stream that is one video file. */
#define FL_STREAM_KIND_FILE "file"

/** FL_STREAM_KIND_PICTURES: kind of a stream that is a folder of pictures. */
#define FL_STREAM_KIND_PICTURES "pictures"

/** FL_STREAM_KIND_LIVE: kind of a stream that is recorded from an address. */
#define FL_STREAM_KIND_LIVE "live"

/**
 * FlStreamRow:
 * @id: id in this file
 * @uuid: (nullable): identity; %NULL when adding: chosen
 * @name: (nullable): fixed name; %NULL when adding: chosen from @path
 * @kind: %FL_STREAM_KIND_FILE, %FL_STREAM_KIND_PICTURES or %FL_STREAM_KIND_LIVE
 * @sampling: which frames are samples, as text
 * @path: absolute path of its (first) segment
 * @size_bytes: of that file, or of all pictures of that folder
 * @fingerprint: of that file
 * @n_frames: frames of the stream, -1 while unknown
 * @time_base_num: numerator of the unit of its times
 * @time_base_den: denominator
 * @width_px: when shown upright
 * @height_px: when shown upright
 * @clock_start_us: wall-clock time of its start, µs since 1970 UTC, or -1
 * @index_doubt: (nullable): why its frames were decoded to be counted
 * @address: (nullable): of live video, where it comes from; its segments are listed by
 *   fl_store_list_segments(), and @path is empty while there is none
 *
 * A stream with its one segment.
 */
typedef struct {
  gint64 id;
  char *uuid;
  char *name;
  char *kind;
  char *sampling;
  char *path;
  gint64 size_bytes;
  char *fingerprint;
  gint64 n_frames;
  gint64 time_base_num;
  gint64 time_base_den;
  gint64 width_px;
  gint64 height_px;
  gint64 clock_start_us;
  char *index_doubt;
  char *address;
} FlStreamRow;

/** fl_stream_row_copy: Returns: (transfer full): a deep copy */
FlStreamRow *fl_stream_row_copy (const FlStreamRow *row);

/** fl_stream_row_free: Frees a row. */
void fl_stream_row_free (FlStreamRow *self);

/**
 * fl_store_add_stream:
 * @self: a store
 * @row: what is known of it
 * @annotator: who adds it
 * @error: return location
 *
 * Adds a stream. Its name is the base name of the file, with its folder in front when that name
 * is taken, and a number behind when that is taken too. Live video has no file yet, and a name
 * that was given gets a number when it is taken.
 *
 * Returns: its id, or 0; %FL_STORE_ERROR_EXISTS when the same file or address is a stream already
 */
gint64
fl_store_add_stream (FlStore *self, const FlStreamRow *row, gint64 annotator, GError **error);

/** fl_store_is_shown: Returns: whether the file or address of @row is a stream that was not removed */
gboolean fl_store_is_shown (FlStore *self, const FlStreamRow *row);

/** fl_store_list_streams: Returns: (transfer full) (element-type FlStreamRow): those that were not
 * removed, in order of adding; a path that moved together with the project file is already the new one */
GPtrArray *fl_store_list_streams (FlStore *self, GError **error);

/** fl_store_set_stream_frames: Notes how many frames there are, and the doubt about them. */
gboolean fl_store_set_stream_frames (FlStore *self,
                                     gint64 id,
                                     gint64 n_frames,
                                     const char *doubt,
                                     GError **error);

/**
 * fl_store_move_stream:
 * @self: a project
 * @id: a stream
 * @path: absolute path where its file is now
 * @error: return location
 *
 * Notes it. That is no part of the history, for it is true of this computer only.
 *
 * Returns: %TRUE, or %FALSE; %FL_STORE_ERROR_EXISTS when that file is another stream
 */
gboolean fl_store_move_stream (FlStore *self, gint64 id, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlStreamRow, fl_stream_row_free)

G_END_DECLS
