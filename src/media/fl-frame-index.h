/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"
#include "media/fl-media-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlFrameIndex:
 *
 * Display index to presentation time and back, exactly, for every frame of a source: what gives
 * a frame its identity. Immutable, shared by reference, any thread.
 */

/**
 * FlIndexEntry:
 * @pts: presentation time in the stream's time base, %FL_NO_PTS when it has none
 * @is_key: whether the decoder calls it a key frame
 * @is_lost: whether its picture cannot be decoded; it keeps its number, and is no sample
 *
 * One frame, as a builder hands it over.
 */
typedef struct {
  gint64 pts;
  gboolean is_key;
  gboolean is_lost;
} FlIndexEntry;

#define FL_NO_PTS G_MININT64

/**
 * FlIndexPoint:
 * @frame: display index of a key frame
 * @pts: presentation time of its packet, %FL_NO_PTS when it has none
 * @dts: decoding time of its packet, %FL_NO_PTS when it has none
 * @position_bytes: where its packet lies in the file, -1 when that is not known; of a folder of
 *   pictures the how manieth of its files it is
 * @from_bytes: where to read from so that its packet comes out whole; of a folder of pictures a sum of
 *   the name of its file
 * @n_damaged: packets up to the next point, or shown before it, that are known to be damaged or missing;
 *   what stands for them depends on all pictures before, also on those that nothing refers to
 * @n_before: how many points before it decoding has to begin so that what stands for them is the same
 *   as in a decode from the start; one more than there are where only that will do
 *
 * A place where decoding can begin and gives this frame and all that are shown after it exactly, up to
 * the next point, unless there is damage.
 */
typedef struct {
  gint64 frame;
  gint64 pts;
  gint64 dts;
  gint64 position_bytes;
  gint64 from_bytes;
  gint64 n_damaged;
  gint64 n_before;
} FlIndexPoint;

/**
 * FlIndexFacts:
 * @entries: (array length=n_entries): the frames in display order
 * @n_entries: how many, > 0
 * @points: (array length=n_points): where decoding can begin, by rising frame
 * @n_points: how many, may be 0
 * @time_base: unit of all times
 * @is_decoded: whether the decoder itself said so, and not the packets
 * @doubt: (nullable): one sentence why it was decoded, or what is not in it
 *
 * What an index is made of.
 */
typedef struct {
  const FlIndexEntry *entries;
  gsize n_entries;
  const FlIndexPoint *points;
  gsize n_points;
  FlRational time_base;
  gboolean is_decoded;
  const char *doubt;
} FlIndexFacts;

/** fl_frame_index_new: Returns: (transfer full): an index made of copies of @facts */
FlFrameIndex *fl_frame_index_new (const FlIndexFacts *facts);

/** fl_frame_index_ref: Returns: (transfer full): @self */
FlFrameIndex *fl_frame_index_ref (FlFrameIndex *self);

/** fl_frame_index_unref: Gives up a reference. */
void fl_frame_index_unref (FlFrameIndex *self);

/** fl_frame_index_get_n_frames: Returns: number of frames, > 0 */
gint64 fl_frame_index_get_n_frames (const FlFrameIndex *self);

/**
 * fl_frame_index_get_pts:
 * @self: an index
 * @index: display index, 0 to n_frames - 1
 * @out_pts: (out): its presentation time in the time base
 *
 * Returns: whether the frame has one; @out_pts is unchanged when not
 */
gboolean fl_frame_index_get_pts (const FlFrameIndex *self, gint64 index, gint64 *out_pts);

/**
 * fl_frame_index_get_nth:
 * @self: an index
 * @index: display index, 0 to n_frames - 1
 *
 * Returns: the how manieth it is of the frames that have its time, from 1; 0 when it is the only
 *   one or has none, so that there is nothing to tell apart
 */
guint fl_frame_index_get_nth (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_get_time_s: Returns: presentation time in seconds, NAN when there is none */
double fl_frame_index_get_time_s (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_find_pts: Returns: the (first) frame with exactly that time, or -1 */
gint64 fl_frame_index_find_pts (const FlFrameIndex *self, gint64 pts);

/**
 * fl_frame_index_find_nth:
 * @self: an index
 * @pts: a time
 * @nth: what fl_frame_index_get_nth() gave for the frame, here or where frames were counted
 *   otherwise
 *
 * Returns: the @nth of the frames with that time, or -1 when there are fewer; with 0 the only one,
 *   or -1 when there are several
 */
gint64 fl_frame_index_find_nth (const FlFrameIndex *self, gint64 pts, guint nth);

/**
 * fl_frame_index_find_range:
 * @self: an index whose times are unique
 * @first_pts: a time
 * @last_pts: another one, not before it
 * @out: (out): the frames that have these times or one between them
 *
 * Returns: whether there is any
 */
gboolean fl_frame_index_find_range (const FlFrameIndex *self,
                                    gint64 first_pts,
                                    gint64 last_pts,
                                    FlRange *out);

/**
 * fl_frame_index_find_time:
 * @self: an index
 * @time_s: seconds
 *
 * Returns: the frame that is on the screen at that time: the last one not after it, else 0
 */
gint64 fl_frame_index_find_time (const FlFrameIndex *self, double time_s);

/** fl_frame_index_is_key: Returns: whether the decoder calls it a key frame */
gboolean fl_frame_index_is_key (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_is_lost: Returns: whether the picture of the frame cannot be decoded */
gboolean fl_frame_index_is_lost (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_get_n_points: Returns: number of places where decoding can begin */
gsize fl_frame_index_get_n_points (const FlFrameIndex *self);

/** fl_frame_index_get_point: Returns: (transfer none): the @i-th place, by rising frame */
const FlIndexPoint *fl_frame_index_get_point (const FlFrameIndex *self, gsize i);

/**
 * fl_frame_index_find_point:
 * @self: an index
 * @index: display index
 *
 * Returns: the newest place not after frame @index, or -1 when only the start will do
 */
gssize fl_frame_index_find_point (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_has_damage: Returns: whether there is a point with damage behind it */
gboolean fl_frame_index_has_damage (const FlFrameIndex *self);

/**
 * fl_frame_index_find_entry:
 * @self: an index
 * @index: display index
 *
 * Returns: the newest place from which decoding gives frame @index exactly, or -1 when only the start
 *   will do
 */
gssize fl_frame_index_find_entry (const FlFrameIndex *self, gint64 index);

/** fl_frame_index_get_time_base: Returns: unit of presentation times, seconds */
FlRational fl_frame_index_get_time_base (const FlFrameIndex *self);

/**
 * fl_frame_index_has_unique_pts:
 * @self: an index
 *
 * Returns: whether every frame has a time and times rise, so that a frame can be told by its
 *   time alone; otherwise frames are counted from the first one
 */
gboolean fl_frame_index_has_unique_pts (const FlFrameIndex *self);

/** fl_frame_index_is_decoded: Returns: whether the decoder itself said so */
gboolean fl_frame_index_is_decoded (const FlFrameIndex *self);

/** fl_frame_index_get_doubt: Returns: (transfer none) (nullable): why it was decoded, or what is
 * not in it */
const char *fl_frame_index_get_doubt (const FlFrameIndex *self);

/**
 * fl_frame_index_append:
 * @self: an index
 * @part: the index of what follows, with the same time base
 * @pts_offset: what is added to the times of @part
 *
 * Returns: (transfer full): the frames of @self, then those of @part
 */
FlFrameIndex *
fl_frame_index_append (const FlFrameIndex *self, const FlFrameIndex *part, gint64 pts_offset);

/**
 * fl_frame_index_slice:
 * @self: an index
 * @first: a display index
 * @n_frames: how many, > 0; @first + @n_frames is at most the number of frames
 * @pts_offset: what is taken off their times
 *
 * Returns: (transfer full): an index of these frames alone, counted from 0: a part that was
 *   appended, as it was before
 */
FlFrameIndex *
fl_frame_index_slice (const FlFrameIndex *self, gint64 first, gint64 n_frames, gint64 pts_offset);

/** fl_frame_index_equal: Returns: whether both have the same times in the same order */
gboolean fl_frame_index_equal (const FlFrameIndex *a, const FlFrameIndex *b);

/** fl_frame_index_agree: Returns: whether every frame number that both have means the same time */
gboolean fl_frame_index_agree (const FlFrameIndex *a, const FlFrameIndex *b);

/** fl_frame_index_serialize: Returns: (transfer full): the index as bytes, with a checksum */
GBytes *fl_frame_index_serialize (const FlFrameIndex *self);

/**
 * fl_frame_index_deserialize:
 * @bytes: what fl_frame_index_serialize() gave
 * @error: return location
 *
 * Returns: (transfer full): the index, or %NULL with %FL_MEDIA_ERROR_CORRUPT
 */
FlFrameIndex *fl_frame_index_deserialize (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFrameIndex, fl_frame_index_unref)

G_END_DECLS
