/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a stretch of frames with the same label. It is only written.
 *
 * Nobody looked at the frames between two samples, so that a change lies somewhere between the last
 * frame that is known to be before it and the first that is known to be behind it: its gap. */
#include "exchange/fl-segments-format.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "exchange/fl-rows-private.h"

#define NAME    N_ ("Segments")
#define SUMMARY N_ ("A line for each stretch of one label, with the gap in which it began")

static const char *const columns[] = {"stream",     "first_frame", "last_frame", "start_s",
                                      "end_s",      "label",       "state",      "source",
                                      "confidence", "gap_first",   "gap_last",   "gap_start_s",
                                      "gap_end_s",  NULL};

/* From the least to the most certain; a stretch is no more certain than its least certain frame. */
static const char *const sources[] = {"", "edge", "model", "auto", "certified", "run", "human"};
/* Place of what a model says of a frame; what is above is of people, or was accepted. */
#define RANK_MODEL 2

/* A frame and its time; none when @frame is -1. */
typedef struct {
  gint64 frame;
  double pts_s;
} Moment;

typedef struct {
  const char *label;
  const char *state;
  guint source;
  double confidence; /* the lowest, NAN when nobody gave one */
  Moment first;
  Moment last;
  Moment before; /* the last frame that is known to be before the change with which it begins */
  Moment after;  /* the first that is known to be behind it */
} Segment;

/* What is said of one tag, or of the class, in one stream. */
typedef struct {
  GArray *segments; /* Segment */
  Moment known;     /* the newest frame that is known */
  guint n_settled;  /* segments that have their @after */
} Track;

typedef struct {
  const FlFrameTable *table;
  FlCsvWriter *writer;
  Track *tracks;
  guint n_tracks;
  GStringChunk *words;
  char *stream; /* (nullable) */
} SegmentWriter;

static const Moment nowhere = {.frame = -1, .pts_s = NAN};

static void
segment_writer_init (SegmentWriter *self, const FlFrameTable *table, GOutputStream *stream)
{
  *self = (SegmentWriter){.table = table,
                          .writer = fl_csv_writer_new (stream),
                          .words = g_string_chunk_new (256)};
  self->n_tracks = table->is_multi_label ? g_strv_length ((char **) table->classes) : 1;
  self->tracks = g_new0 (Track, MAX (self->n_tracks, 1));
  for (guint i = 0; i < self->n_tracks; i++)
    self->tracks[i] =
      (Track){.segments = g_array_new (FALSE, FALSE, sizeof (Segment)), .known = nowhere};
}

static void
segment_writer_clear (SegmentWriter *self)
{
  for (guint i = 0; i < self->n_tracks; i++)
    g_array_unref (self->tracks[i].segments);
  g_free (self->tracks);
  fl_csv_writer_free (self->writer);
  g_string_chunk_free (self->words);
  g_free (self->stream);
}

static void
add_frame (FlCsvWriter *writer, const Moment *moment)
{
  if (moment->frame < 0)
    fl_csv_writer_add (writer, NULL);
  else
    fl_csv_writer_add_int (writer, moment->frame);
}

static gboolean
write_segment (SegmentWriter *self,
               const Segment *segment,
               GCancellable *cancellable,
               GError **error)
{
  fl_csv_writer_add (self->writer, self->stream);
  add_frame (self->writer, &segment->first);
  add_frame (self->writer, &segment->last);
  fl_csv_writer_add_double (self->writer, segment->first.pts_s, 6);
  fl_csv_writer_add_double (self->writer, segment->last.pts_s, 6);
  fl_csv_writer_add (self->writer, segment->label);
  fl_csv_writer_add (self->writer, segment->state);
  fl_csv_writer_add (self->writer, sources[segment->source]);
  fl_csv_writer_add_double (self->writer, segment->confidence, 6);
  add_frame (self->writer, &segment->before);
  add_frame (self->writer, &segment->after);
  fl_csv_writer_add_double (self->writer, segment->before.pts_s, 6);
  fl_csv_writer_add_double (self->writer, segment->after.pts_s, 6);
  return fl_csv_writer_end_record (self->writer, cancellable, error);
}

static gboolean
end_stream (SegmentWriter *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->n_tracks; i++) {
    Track *track = &self->tracks[i];
    for (guint j = 0; j < track->segments->len; j++)
      if (!write_segment (self, &g_array_index (track->segments, Segment, j), cancellable, error))
        return FALSE;
    g_array_set_size (track->segments, 0);
    track->known = nowhere;
    track->n_settled = 0;
  }
  return TRUE;
}

static gboolean
is_answer (const char *state)
{
  return strcmp (state, "labelled") == 0 || strcmp (state, "yes") == 0 || strcmp (state, "no") == 0;
}

static guint
rank_source (const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (strcmp (sources[i], source) == 0)
      return i;
  return 0;
}

/* A frame between samples that no person labelled has what the samples beside it have. */
static gboolean
is_known (const FlFrameRow *row)
{
  return is_answer (row->state) && (row->is_sampled || rank_source (row->source) > RANK_MODEL);
}

/* Only from one answer to another is there a change. */
static void
begin_segment (SegmentWriter *self, Track *track, const FlFrameRow *row)
{
  const Segment *previous = track->segments->len > 0
                              ? &g_array_index (track->segments, Segment, track->segments->len - 1)
                              : NULL;
  const gboolean is_change =
    previous != NULL && is_answer (previous->state) && is_answer (row->state);
  const Segment segment = {.label = g_string_chunk_insert_const (self->words, row->label),
                           .state = g_string_chunk_insert_const (self->words, row->state),
                           .source = rank_source (row->source),
                           .confidence = NAN,
                           .first = {.frame = row->frame, .pts_s = row->pts_s},
                           .before = is_change ? track->known : nowhere,
                           .after = nowhere};

  g_array_append_val (track->segments, segment);
  if (!is_change)
    track->n_settled = track->segments->len;
}

static void
extend_segment (Segment *segment, const FlFrameRow *row)
{
  segment->last = (Moment){.frame = row->frame, .pts_s = row->pts_s};
  segment->source = MIN (segment->source, rank_source (row->source));
  segment->confidence = fmin (segment->confidence, row->confidence);
}

/* All changes that are still open lie before this frame. */
static void
settle (Track *track, const FlFrameRow *row)
{
  track->known = (Moment){.frame = row->frame, .pts_s = row->pts_s};
  for (; track->n_settled < track->segments->len; track->n_settled++)
    g_array_index (track->segments, Segment, track->n_settled).after = track->known;
}

/* %NULL with @error for a tag that there is not. */
static Track *
find_track (SegmentWriter *self, const FlFrameRow *row, GError **error)
{
  if (!self->table->is_multi_label)
    return &self->tracks[0];
  for (guint i = 0; i < self->n_tracks; i++)
    if (strcmp (self->table->classes[i], row->label) == 0)
      return &self->tracks[i];
  g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN,
               _ ("Frame %" PRId64 " of “%s” cannot be written: “%s” is no class"), row->frame,
               row->stream, row->label);
  return NULL;
}

static gboolean
take_row (gpointer data, const FlFrameRow *row, GCancellable *cancellable, GError **error)
{
  SegmentWriter *self = data;

  if (g_strcmp0 (self->stream, row->stream) != 0) {
    if (!end_stream (self, cancellable, error))
      return FALSE;
    g_free (self->stream);
    self->stream = g_strdup (row->stream);
  }
  Track *track = find_track (self, row, error);
  if (track == NULL)
    return FALSE;
  const guint n = track->segments->len;
  const Segment *newest = n > 0 ? &g_array_index (track->segments, Segment, n - 1) : NULL;
  if (newest == NULL || strcmp (newest->label, row->label) != 0 ||
      strcmp (newest->state, row->state) != 0)
    begin_segment (self, track, row);
  extend_segment (&g_array_index (track->segments, Segment, track->segments->len - 1), row);
  if (is_known (row))
    settle (track, row);
  return TRUE;
}

static gboolean
write_segments (SegmentWriter *self, GCancellable *cancellable, GError **error)
{
  return fl_rows_write_columns (self->writer, columns, cancellable, error) &&
         fl_rows_take (self->table, take_row, self, cancellable, error) &&
         end_stream (self, cancellable, error) &&
         fl_csv_writer_flush (self->writer, cancellable, error);
}

static gboolean
write_table (const FlFrameTable *table,
             GOutputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  SegmentWriter self;

  segment_writer_init (&self, table, stream);
  const gboolean is_done = write_segments (&self, cancellable, error);
  segment_writer_clear (&self);
  return is_done;
}

const FlFormatType fl_segments_format = {
  .id = "segments",
  .name = NAME,
  .suffix = "-segments.csv",
  .summary = SUMMARY,
  .write = write_table,
};
