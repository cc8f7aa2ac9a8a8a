/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when the frames of a stream are counted anew with another result: the time of a
 * frame is its identity, and everything that is known by number goes with it. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "store/fl-store-renumber.h"

static gboolean
is_there (const FlFrameIndex *index, gint64 frame, gint64 pts, guint nth)
{
  gint64 found;

  return frame < fl_frame_index_get_n_frames (index) &&
         fl_frame_index_get_pts (index, frame, &found) && found == pts &&
         (nth == 0 || fl_frame_index_get_nth (index, frame) == nth);
}

/* Where that end of a range is now, -1 when its time does not tell. Of several frames with one time
 * the last may be gone; then the range begins behind those that are left, or ends with them. */
static gint64
find_end (const FlFrameIndex *index, gint64 pts, guint nth, gboolean is_first)
{
  gint64 found = fl_frame_index_find_nth (index, pts, nth);
  const gboolean is_gone = found < 0;

  while (found < 0 && nth > 1)
    found = fl_frame_index_find_nth (index, pts, --nth);
  return found >= 0 && is_gone && is_first ? found + 1 : found;
}

/* Where a time does not tell a frame from others, the number is all that there is. */
static gboolean
place_by_ends (const FlFrameIndex *index, const FlTimedRange *known, FlRange *out)
{
  const FlRange found = {
    .first = find_end (index, known->first_pts, known->first_nth, TRUE),
    .last = find_end (index, known->last_pts, known->last_nth, FALSE),
  };

  const gboolean is_nowhere = fl_frame_index_find_pts (index, known->first_pts) < 0 &&
                              fl_frame_index_find_pts (index, known->last_pts) < 0;

  if (is_nowhere || (found.last >= 0 && found.first == found.last + 1))
    return FALSE;
  if (found.first >= 0 && found.last >= found.first)
    *out = found;
  out->last = MIN (out->last, fl_frame_index_get_n_frames (index) - 1);
  return out->first <= out->last;
}

static gboolean
place (const FlTimedRange *known, FlRange *out, gpointer data)
{
  const FlFrameIndex *index = data;
  const gboolean shares_time = known->first_nth > 0 || known->last_nth > 0;

  *out = known->frames;
  if (is_there (index, known->frames.first, known->first_pts, known->first_nth) &&
      is_there (index, known->frames.last, known->last_pts, known->last_nth))
    return TRUE;
  if (fl_frame_index_has_unique_pts (index) && !shares_time)
    return fl_frame_index_find_range (index, known->first_pts, known->last_pts, out);
  return place_by_ends (index, known, out);
}

/* Answers that wait for the file were given by the old numbers. */
static void
place_unsaved (FlSession *self, FlStream *stream)
{
  for (GList *link = self->unsaved.head; link != NULL; link = link->next) {
    const FlUnsaved *answer = link->data;
    for (guint i = answer->n_written; i < answer->labels->len; i++) {
      FlLabelAction *label = &g_array_index (answer->labels, FlLabelAction, i);
      const FlTimedRange known = {label->range, label->first_pts, label->last_pts, label->first_nth,
                                  label->last_nth};
      FlRange now;
      if (label->stream == fl_stream_get_id (stream) && label->has_pts &&
          place (&known, &now, fl_stream_get_index (stream)))
        label->range = now;
    }
  }
}

static void
tell (FlSession *self, FlStream *stream, const FlRenumbered *done)
{
  const char *name = fl_stream_get_name (stream);
  g_autofree char *moved = g_strdup_printf (
    ngettext ("The frames of “%s” were counted anew, and %u label moved with its picture",
              "The frames of “%s” were counted anew, and %u labels moved with their pictures",
              done->n_labels),
    name, done->n_labels);
  g_autofree char *withdrawn =
    g_strdup_printf (_ ("The frames of “%s” were counted anew, so what was accepted there was "
                        "withdrawn; accept it again"),
                     name);

  g_autofree char *ended =
    g_strdup_printf (_ ("The frames of “%s” were counted anew, so a sweep that drew from them was "
                        "withdrawn; start another one"),
                     name);

  if (done->n_sweeps > 0)
    fl_session_emit_problem (self, ended);
  if (done->n_labels > 0)
    fl_session_emit_problem (self, moved);
  if (done->n_lots > 0)
    fl_session_emit_problem (self, withdrawn);
}

/* Reads anew what has moved. */
static gboolean
follow (FlSession *self, FlStream *stream, const FlRenumbered *done, GError **error)
{
  if (!fl_session_load_labels (self, fl_stream_get_id (stream), error) ||
      !fl_session_load_lots (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  tell (self, stream, done);
  return TRUE;
}

void
fl_session_take_numbering (FlSession *self, FlStream *stream)
{
  FlFrameIndex *index = fl_stream_get_index (stream);
  g_autoptr (GError) error = NULL;
  FlRenumbered done;

  if (index == NULL || self->is_read_only)
    return;
  if (!fl_store_renumber (self->store, fl_stream_get_id (stream), self->annotator, place, index,
                          &done, &error) ||
      (done.n_labels + done.n_lots + done.n_sweeps > 0 && !follow (self, stream, &done, &error)))
    fl_session_emit_problem (self, error->message);
}

void
fl_session_set_frames (FlSession *self,
                       FlStream *stream,
                       FlSource *source,
                       FlFrameIndex *index,
                       GArray *planned)
{
  const guint numbering = fl_stream_get_numbering (stream);
  const gboolean had_frames = fl_stream_get_index (stream) != NULL;
  const gboolean is_known = fl_stream_get_index (stream) == index;

  fl_session_note_planned (self, stream, planned);
  fl_stream_set_frames (stream, source, index, planned);
  if (is_known)
    return;
  if (fl_stream_get_numbering (stream) != numbering) {
    place_unsaved (self, stream);
    fl_session_forget_questions (self, stream);
  }
  /* Live video only grows, and does so several times a second. */
  if (!fl_stream_is_live (stream) || !had_frames || fl_stream_get_numbering (stream) != numbering)
    fl_session_take_numbering (self, stream);
  if (fl_stream_get_runs (stream) == NULL)
    fl_session_load_runs (self, stream);
  fl_session_update_current (self);
}
