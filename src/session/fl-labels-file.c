/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of labels, row by row against the project, for imports and for the simulation. */
#include "session/fl-labels-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <math.h>
#include <unistd.h>

#include "session/fl-session-private.h"

/* Files give times with four or six decimals, players round them otherwise. */
#define TOLERANCE_S 0.011

/* A stream as it was when reading began. */
typedef struct {
  FlStream *stream;
  char *name;
  FlFrameIndex *index; /* (nullable) while it is not counted */
} Known;

struct _FlFileStreams {
  FlSession *session; /* (nullable) that counts frames, on the main thread */
  gboolean is_multi_label;
  GHashTable *known; /* by name */
};

typedef struct {
  FlFileStreams *streams;
  const char *name;
  GArray *labels;
  const Known *stream; /* of the last row */
  guint64 n_rows;
} Reading;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_object_unref (known->stream);
  g_free (known->name);
  g_clear_pointer (&known->index, fl_frame_index_unref);
  g_free (known);
}

static void
note_index (Known *known)
{
  FlFrameIndex *index = fl_stream_get_index (known->stream);

  g_clear_pointer (&known->index, fl_frame_index_unref);
  known->index = index != NULL ? fl_frame_index_ref (index) : NULL;
}

FlFileStreams *
fl_file_streams_new (FlSession *session, gboolean may_count)
{
  FlFileStreams *self = g_new0 (FlFileStreams, 1);

  self->session = may_count ? session : NULL;
  self->is_multi_label = fl_session_get_is_multi_label (session);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, known_free);
  for (guint i = 0; i < fl_session_get_n_streams (session); i++) {
    Known *known = g_new0 (Known, 1);
    known->stream = g_object_ref (fl_session_peek_stream (session, i));
    known->name = g_strdup (fl_stream_get_name (known->stream));
    note_index (known);
    g_hash_table_insert (self->known, known->name, known);
  }
  return self;
}

void
fl_file_streams_free (FlFileStreams *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

gboolean
fl_file_streams_are_current (const FlFileStreams *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (fl_stream_get_index (((Known *) value)->stream) != ((Known *) value)->index)
      return FALSE;
  return TRUE;
}

static gboolean
count_frames (const Reading *self, Known *known, GError **error)
{
  if (self->streams->session != NULL) {
    if (!fl_session_count_frames (self->streams->session, known->stream, error))
      return FALSE;
    note_index (known);
  }
  if (known->index != NULL)
    return TRUE;
  g_set_error (
    error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
    _ ("“%1$s” is about “%2$s”, whose frames are not counted yet; import it when that video "
       "is read"),
    self->name, known->name);
  return FALSE;
}

static gboolean
find_stream (Reading *self, const FlFrameRow *row, guint64 line, GError **error)
{
  if (self->stream != NULL && g_str_equal (self->stream->name, row->stream))
    return TRUE;
  Known *known = g_hash_table_lookup (self->streams->known, row->stream);
  self->stream = known;
  if (known != NULL)
    return count_frames (self, known, error);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               _ ("“%s”, line %" PRIu64 ": there is no stream “%s” in this project; add "
                  "it, or correct the name"),
               self->name, line, row->stream);
  return FALSE;
}

static gboolean
check_frame (const Reading *self, const FlFrameRow *row, guint64 line, GError **error)
{
  const FlFrameIndex *index = self->stream->index;
  gint64 n_frames = fl_frame_index_get_n_frames (index);

  if (row->frame >= n_frames) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s”, line %" PRIu64 ": there is no frame %" PRId64
                    " in “%s”, whose last frame is %" PRId64),
                 self->name, line, row->frame, row->stream, n_frames - 1);
    return FALSE;
  }
  double time_s = row->frame >= 0 ? fl_frame_index_get_time_s (index, row->frame) : NAN;
  if (!isfinite (row->pts_s) || !isfinite (time_s) || fabs (time_s - row->pts_s) <= TOLERANCE_S)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ (
                 "“%s”, line %" PRIu64 ": frame %" PRId64
                 " of “%s” is at %.6f s and not at %.6f s, so the file was made for another video"),
               self->name, line, row->frame, row->stream, time_s, row->pts_s);
  return FALSE;
}

static gboolean
continues (const FlFileLabel *last, const FlFileLabel *next)
{
  return last->stream == next->stream && last->range.last + 1 == next->range.first &&
         last->label == next->label && last->state == next->state && last->source == next->source &&
         last->annotator == next->annotator && last->at_us == next->at_us;
}

static gboolean
take_row (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  Reading *self = data;

  if (!find_stream (self, row, line, error) || !check_frame (self, row, line, error))
    return FALSE;
  const FlFileLabel label = {.stream = self->stream->stream,
                             .range = {.first = row->frame, .last = row->frame},
                             .label = g_intern_string (row->label),
                             .state = g_intern_string (row->state),
                             .source = g_intern_string (row->source),
                             .annotator = g_intern_string (row->annotator),
                             .at_us = row->labelled_at_us,
                             .line = line};
  FlFileLabel *last = self->labels->len > 0
                        ? &g_array_index (self->labels, FlFileLabel, self->labels->len - 1)
                        : NULL;
  self->n_rows++;
  if (last != NULL && continues (last, &label))
    last->range.last = row->frame;
  else
    g_array_append_val (self->labels, label);
  return TRUE;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return (guintptr) a < (guintptr) b ? -1 : (guintptr) a > (guintptr) b;
}

/* Order of two rows that can be about the same thing, 0 when they are. */
static int
compare_tracks (const FlFileLabel *a, const FlFileLabel *b, gboolean is_multi_label)
{
  if (a->stream != b->stream)
    return compare_pointers (a->stream, b->stream);
  if (a->annotator != b->annotator)
    return compare_pointers (a->annotator, b->annotator);
  return is_multi_label ? compare_pointers (a->label, b->label) : 0;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const gboolean *is_multi_label = data;
  const FlFileLabel *x = *(FlFileLabel *const *) a;
  const FlFileLabel *y = *(FlFileLabel *const *) b;
  int order = compare_tracks (x, y, *is_multi_label);

  if (order != 0)
    return order;
  return x->range.first < y->range.first ? -1 : x->range.first > y->range.first;
}

static gboolean
refuse_pair (const FlFileLabel *a, const FlFileLabel *b, const char *name, GError **error)
{
  const FlFileLabel *first = a->line < b->line ? a : b;
  const FlFileLabel *second = first == a ? b : a;
  gint64 frame = MAX (a->range.first, b->range.first);

  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s”, line %" PRIu64 ": frame %" PRId64
                  " of “%s” has another label in line %" PRIu64 "; leave one of the two"),
               name, second->line + (guint64) (frame - second->range.first), frame,
               fl_stream_get_name (a->stream),
               first->line + (guint64) (frame - first->range.first));
  return FALSE;
}

gboolean
fl_file_label_is_said (const FlFileLabel *label)
{
  return g_str_equal (label->source, "human") || g_str_equal (label->source, "run");
}

/* What is right of a frame that a file calls two things nobody can know. */
static gboolean
check_pairs (const Reading *self, GError **error)
{
  gboolean is_multi_label = self->streams->is_multi_label;
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (self->labels->len);
  const FlFileLabel *last = NULL; /* the one that reaches farthest */

  for (guint i = 0; i < self->labels->len; i++)
    if (fl_file_label_is_said (&g_array_index (self->labels, FlFileLabel, i)))
      g_ptr_array_add (sorted, &g_array_index (self->labels, FlFileLabel, i));
  g_ptr_array_sort_with_data (sorted, compare_places, &is_multi_label);
  for (guint i = 0; i < sorted->len; i++) {
    const FlFileLabel *next = sorted->pdata[i];
    gboolean overlaps = last != NULL && compare_tracks (last, next, is_multi_label) == 0 &&
                        next->range.first <= last->range.last;
    if (overlaps && (last->label != next->label || last->state != next->state))
      return refuse_pair (last, next, self->name, error);
    if (!overlaps || next->range.last > last->range.last)
      last = next;
  }
  return TRUE;
}

static const FlFormatType *
choose_format (const char *path, const char *id, GError **error)
{
  const FlFormatType *format =
    id != NULL ? fl_formats_find (id, error) : fl_formats_detect (path, error);

  if (format == NULL || format->read != NULL)
    return format;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("The format “%s” can only be written"), format->id);
  return NULL;
}

/* GIO's own sentences do not say what was tried. */
static gboolean
check_readable (const char *path, const char *name, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("Cannot read labels from “%s”: it is a folder"), name);
    return FALSE;
  }
  if (g_access (path, R_OK) == 0)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
               _ ("Cannot read labels from “%s”: %s"), name, g_strerror (errno));
  return FALSE;
}

GArray *
fl_labels_file_read_for (FlFileStreams *streams,
                         const char *path,
                         const char *format,
                         guint64 *out_n_rows,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  const FlFormatType *type =
    check_readable (path, name, error) ? choose_format (path, format, error) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = type != NULL ? g_file_read (file, NULL, error) : NULL;
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (FlFileLabel));
  Reading reading = {.streams = streams, .name = name, .labels = labels};

  if (stream == NULL ||
      !type->read (G_INPUT_STREAM (stream), name, take_row, &reading, cancellable, error) ||
      !check_pairs (&reading, error))
    return NULL;
  if (out_n_rows != NULL)
    *out_n_rows = reading.n_rows;
  return g_steal_pointer (&labels);
}

GArray *
fl_labels_file_read (FlSession *session,
                     const char *path,
                     const char *format,
                     guint64 *out_n_rows,
                     GError **error)
{
  g_autoptr (FlFileStreams) streams = fl_file_streams_new (session, TRUE);

  return fl_labels_file_read_for (streams, path, format, out_n_rows, NULL, error);
}
