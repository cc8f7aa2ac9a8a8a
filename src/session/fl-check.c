/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verifying a project: the file, the videos it names, and what the cache says about them. */
#include "session/fl-check.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "media/fl-fingerprint.h"
#include "media/fl-frame-index-build.h"
#include "session/fl-doubt-words.h"
#include "session/fl-live-count.h"
#include "session/fl-session-private.h"
#include "session/fl-verify.h"
#include "store/fl-thumb-pack.h"

typedef struct {
  FlSession *session;
  GPtrArray *findings;
} Check;

static void G_GNUC_PRINTF (2, 3) find (Check *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->findings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Whether the file is the one that it was. */
static gboolean
check_file (Check *self, const char *name, const char *path, const char *known)
{
  g_autoptr (GError) error = NULL;
  gint64 size_bytes;
  g_autofree char *fingerprint = fl_fingerprint_file (path, &size_bytes, NULL, &error);

  if (fingerprint == NULL)
    find (self, _ ("“%s” cannot be read (%s); put “%s” back"), name, error->message, path);
  else if (!g_str_equal (fingerprint, known))
    find (self, _ ("“%s” has changed since it was added; put the old file back at “%s”"), name,
          path);
  else
    return TRUE;
  return FALSE;
}

/* Pictures of a folder keep their numbers, whether they can be seen or not. */
static void
check_lost (Check *self, const FlStreamRow *row, const FlFrameIndex *decoded)
{
  g_autofree char *doubt = fl_doubt_words_dup (fl_frame_index_get_doubt (decoded));
  guint n_lost = 0;

  for (gint64 i = 0; i < fl_frame_index_get_n_frames (decoded); i++)
    n_lost += fl_frame_index_is_lost (decoded, i);
  if (n_lost > 0)
    find (self,
          ngettext ("%u picture of “%s” cannot be seen (%s); it keeps its number, so leave it, or "
                    "put the whole folder back from a copy",
                    "%u pictures of “%s” cannot be seen (%s); they keep their numbers, so leave "
                    "them, or put the whole folder back from a copy",
                    n_lost),
          n_lost, row->name, doubt);
}

/* Has the next ingest ask the decoder; a new index made of packets would be wrong once more. */
static gboolean
distrust (Check *self, FlStream *stream, const FlFrameIndex *decoded)
{
  FlSession *session = self->session;
  const FlStreamRow *row = fl_stream_get_row (stream);
  const GPtrArray *segments = fl_stream_get_segments (stream);
  /* Of the first file, which alone most streams have. */
  const gint64 n_frames =
    segments->len > 0 ? ((FlSegmentRow *) segments->pdata[0])->n_frames : row->n_frames;
  const char *doubt = fl_frame_index_get_doubt (decoded);
  g_autoptr (GError) error = NULL;

  if (session->is_read_only)
    return TRUE;
  if (!fl_store_set_stream_frames (session->store, row->id, n_frames,
                                   doubt != NULL ? doubt : FL_INGEST_OTHER_FRAMES, &error)) {
    find (self, "%s", error->message);
    return FALSE;
  }
  fl_ingest_forget (row, session->cache);
  return TRUE;
}

/* The first frame whose time is another; one that both have. */
static gint64
find_other_time (const FlFrameIndex *a, const FlFrameIndex *b)
{
  const gint64 n_frames = MIN (fl_frame_index_get_n_frames (a), fl_frame_index_get_n_frames (b));

  for (gint64 i = 0; i < n_frames; i++) {
    gint64 first = FL_NO_PTS;
    gint64 second = FL_NO_PTS;
    (void) fl_frame_index_get_pts (a, i, &first); /* Both stay as they are where there is none. */
    (void) fl_frame_index_get_pts (b, i, &second);
    if (first != second)
      return i;
  }
  return -1;
}

static void
tell_difference (Check *self,
                 const FlStreamRow *row,
                 const FlFrameIndex *decoded,
                 const FlFrameIndex *known)
{
  const gint64 n_decoded = fl_frame_index_get_n_frames (decoded);
  const gint64 n_known = fl_frame_index_get_n_frames (known);
  const gint64 other = find_other_time (decoded, known);

  if (n_decoded != n_known || other < 0)
    find (self,
          ngettext ("“%s” decodes to %" PRId64 " frame instead of %" PRId64
                    "; run “framelinectl ingest”, which counts them anew",
                    "“%s” decodes to %" PRId64 " frames instead of %" PRId64
                    "; run “framelinectl ingest”, which counts them anew",
                    (gulong) n_decoded),
          row->name, n_decoded, n_known);
  else
    find (self,
          _ ("Frame %" PRId64
             " of “%s” is shown at %.6f s, but %.6f s was noted; run “framelinectl "
             "ingest”, which notes all times anew"),
          other, row->name, fl_frame_index_get_time_s (decoded, other),
          fl_frame_index_get_time_s (known, other));
}

/* Whether all files that the stream has are the ones that they were. */
static gboolean
check_source (Check *self, FlStream *stream)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  const GPtrArray *segments = fl_stream_get_segments (stream);
  gboolean is_right = TRUE;

  if (!fl_stream_is_live (stream))
    return check_file (self, row->name, row->path, row->fingerprint);
  for (guint i = 0; i < segments->len; i++) {
    const FlSegmentRow *segment = segments->pdata[i];
    if (segment->n_frames > 0)
      is_right &= check_file (self, row->name, segment->path, segment->fingerprint);
  }
  return is_right;
}

/* What the decoder says of all files; %NULL without @error when there is none. */
static FlFrameIndex *
decode_all (FlStream *stream, GError **error)
{
  g_autoptr (GPtrArray) segments = fl_segment_rows_copy (fl_stream_get_segments (stream));

  if (!fl_stream_is_live (stream))
    return fl_frame_index_build_by_decoding (fl_stream_get_path (stream), NULL, NULL, error);
  g_autoptr (FlSource) source = fl_live_count (segments, NULL, "Checked", NULL, error);
  return source != NULL ? fl_frame_index_ref (fl_source_get_index (source)) : NULL;
}

/* So it need not be decoded once more while nothing else is to do. */
static void
note_verified (Check *self, const FlStreamRow *row, const FlFrameIndex *known)
{
  if (!self->session->is_read_only)
    fl_verify_keep (row, self->session->cache, known, fl_frame_index_get_n_frames (known));
}

static void
check_index (Check *self, FlStream *stream)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  FlFrameIndex *known = fl_stream_get_index (stream);
  g_autoptr (GError) error = NULL;

  if (known == NULL && fl_stream_get_state (stream) == FL_STREAM_READY)
    return; /* Live video that was not recorded yet. */
  if (known == NULL) {
    find (self, _ ("The frames of “%s” are not counted; run “framelinectl ingest”"), row->name);
    return;
  }
  g_autoptr (FlFrameIndex) decoded = decode_all (stream, &error);
  if (decoded == NULL)
    find (self, _ ("“%s” cannot be decoded: %s"), row->name, error->message);
  else if (fl_frame_index_equal (decoded, known)) {
    check_lost (self, row, decoded);
    note_verified (self, row, known);
  } else if (distrust (self, stream, decoded))
    tell_difference (self, row, decoded, known);
}

static void
check_samples (Check *self, FlStream *stream)
{
  FlSampleSet *samples = fl_stream_get_samples (stream);
  guint n_planned = fl_stream_get_n_samples (stream);
  gsize n = samples != NULL ? samples->n : 0;

  if (n < n_planned)
    find (self,
          ngettext ("“%s” lacks the features of %u of its %u sample; run “framelinectl ingest”",
                    "“%s” lacks the features of %u of its %u samples; run “framelinectl ingest”",
                    n_planned),
          fl_stream_get_name (stream), n_planned - (guint) n, n_planned);
}

/* Each is read, and compared with the sum that was kept with it. */
static void
check_thumbs (Check *self, FlStream *stream)
{
  FlSampleSet *samples = fl_stream_get_samples (stream);
  g_autofree char *path = fl_cache_dup_path (self->session->cache, fl_stream_get_row (stream)->uuid,
                                             FL_INGEST_THUMBS_NAME);
  g_autoptr (FlThumbPack) pack = fl_thumb_pack_open (path, FALSE, NULL);
  guint n_lost = 0;

  for (gsize i = 0; samples != NULL && i < samples->n; i++) {
    g_autoptr (GBytes) jpeg = pack != NULL ? fl_thumb_pack_find (pack, samples->frames[i]) : NULL;
    n_lost += jpeg == NULL;
  }
  if (n_lost > 0)
    find (self,
          ngettext ("%u thumbnail of “%s” is missing or damaged; delete the folder “%s-cache” and "
                    "ingest again",
                    "%u thumbnails of “%s” are missing or damaged; delete the folder “%s-cache” "
                    "and ingest again",
                    n_lost),
          n_lost, fl_stream_get_name (stream), self->session->path);
}

static void
check_track (Check *self, FlStream *stream)
{
  const GArray *track = fl_stream_get_track (stream);
  gint64 n_frames = fl_stream_get_n_frames (stream);

  if (track->len == 0 || n_frames == 0)
    return;
  gint64 last = g_array_index (track, FlLabelRow, track->len - 1).range.last;
  if (last >= n_frames)
    find (self,
          ngettext ("“%s” has a label on frame %" PRId64 ", but only %" PRId64
                    " frame; look at it in the window and take it back",
                    "“%s” has a label on frame %" PRId64 ", but only %" PRId64
                    " frames; look at it in the window and take it back",
                    (gulong) n_frames),
          fl_stream_get_name (stream), last, n_frames);
}

GPtrArray *
fl_session_check (FlSession *self, FlCheckFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  GPtrArray *findings = fl_store_check (self->store, error);
  Check check = {.session = self, .findings = findings};
  if (findings == NULL)
    return NULL;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (func != NULL)
      func (fl_stream_get_name (stream), data);
    if (check_source (&check, stream))
      check_index (&check, stream);
    check_samples (&check, stream);
    check_thumbs (&check, stream);
    check_track (&check, stream);
  }
  return findings;
}
