/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth of a simulation, and how far a session is from it. */
#include "session/fl-truth.h"

#include <glib/gi18n.h>

#include "session/fl-labels-file.h"
#include "session/fl-session-private.h"

/* One frame whose class is known. */
typedef struct {
  FlStream *stream; /* owned by the session */
  gint64 frame;
  FlClass *klass;
} Row;

struct _FlTruth {
  GArray *rows;           /* Row, in the order of the file */
  GHashTable *classes;    /* of (stream, frame): GHashTable of frame to FlClass, by stream */
  GHashTable *n_of_class; /* FlClass to number of rows */
  GPtrArray *known;       /* FlClass, in the order of the file: sums depend on the order */
};

static GHashTable *
get_frames (FlTruth *self, FlStream *stream)
{
  GHashTable *frames = g_hash_table_lookup (self->classes, stream);

  if (frames == NULL) {
    frames = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
    g_hash_table_insert (self->classes, stream, frames);
  }
  return frames;
}

static void
add_row (FlTruth *self, FlStream *stream, gint64 frame, FlClass *klass)
{
  const Row row = {.stream = stream, .frame = frame, .klass = klass};
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_of_class, klass));

  g_array_append_val (self->rows, row);
  g_hash_table_insert (get_frames (self, stream), g_memdup2 (&frame, sizeof frame), klass);
  g_hash_table_insert (self->n_of_class, klass, GUINT_TO_POINTER (n + 1));
  if (n == 0)
    g_ptr_array_add (self->known, klass);
}

static gboolean
add_label (FlTruth *self, FlSession *session, const FlFileLabel *label, GError **error)
{
  if (!g_str_equal (label->state, "labelled"))
    return TRUE;
  FlClass *klass = fl_session_find_class (session, label->label, NULL);
  if (klass == NULL)
    klass = fl_session_add_class (session, label->label, NULL, error);
  if (klass == NULL)
    return FALSE;
  for (gint64 frame = label->range.first; frame <= label->range.last; frame++)
    add_row (self, label->stream, frame, klass);
  return TRUE;
}

FlTruth *
fl_truth_new (FlSession *session, const char *path, GError **error)
{
  g_autoptr (GArray) labels = fl_labels_file_read (session, path, NULL, NULL, error);
  g_autoptr (FlTruth) self = g_new0 (FlTruth, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->classes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->n_of_class = g_hash_table_new (NULL, NULL);
  self->known = g_ptr_array_new ();
  if (labels == NULL)
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    if (!add_label (self, session, &g_array_index (labels, FlFileLabel, i), error))
      return NULL;
  if (self->rows->len > 0)
    return g_steal_pointer (&self);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("“%s” has no row with a label"), path);
  return NULL;
}

void
fl_truth_free (FlTruth *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_hash_table_unref (self->classes);
  g_hash_table_unref (self->n_of_class);
  g_ptr_array_unref (self->known);
  g_free (self);
}

FlClass *
fl_truth_find (FlTruth *self, FlStream *stream, gint64 frame)
{
  GHashTable *frames = g_hash_table_lookup (self->classes, stream);

  return frames != NULL ? g_hash_table_lookup (frames, &frame) : NULL;
}

gboolean
fl_truth_refuse_pool (GError **error)
{
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                       _ (
                         "The truth has no row for any sample, so there is nothing to ask; add the "
                         "videos with --every-frame, or write rows for their samples"));
  return FALSE;
}

gboolean
fl_truth_limit_pool (FlTruth *self, FlSession *session, GError **error)
{
  guint n_askable = 0;

  for (guint i = 0; i < fl_session_get_n_streams (session); i++) {
    FlStream *stream = fl_session_peek_stream (session, i);
    GHashTable *frames = get_frames (self, stream);
    for (guint j = 0; j < fl_stream_get_n_samples (stream); j++) {
      const gint64 frame = fl_stream_get_sample (stream, j);
      n_askable += g_hash_table_contains (frames, &frame);
    }
    fl_stream_set_pool (stream, g_hash_table_ref (frames));
  }
  return n_askable > 0 || fl_truth_refuse_pool (error);
}

/* Whether the row begins a stretch: an event goes on as long as rows of its class follow. */
static gboolean
begins_event (const FlTruth *self, guint i)
{
  const Row *row = &g_array_index (self->rows, Row, i);
  const Row *before = i > 0 ? row - 1 : NULL;

  return !fl_class_get_is_background (row->klass) &&
         (before == NULL || before->stream != row->stream || before->klass != row->klass);
}

GArray *
fl_truth_list_events (FlTruth *self, FlClass *klass)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (FlTruthEvent));

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    const FlTruthEvent event = {.stream = row->stream, .frames = {row->frame, row->frame}};
    if (row->klass != klass)
      continue;
    if (begins_event (self, i))
      g_array_append_val (events, event);
    else
      g_array_index (events, FlTruthEvent, events->len - 1).frames.last = row->frame;
  }
  return events;
}

static void
measure_recalls (FlTruth *self, GHashTable *n_right, FlSimulateRow *out)
{
  out->macro_recall = 0;
  out->min_class_recall = 1;
  for (guint i = 0; i < self->known->len; i++) {
    FlClass *klass = self->known->pdata[i];
    double recall = (double) GPOINTER_TO_UINT (g_hash_table_lookup (n_right, klass)) /
                    (double) GPOINTER_TO_UINT (g_hash_table_lookup (self->n_of_class, klass));
    out->macro_recall += recall / self->known->len;
    out->min_class_recall = MIN (out->min_class_recall, recall);
  }
}

void
fl_truth_measure (FlTruth *self, FlSession *session, FlSimulateRow *out)
{
  g_autoptr (GHashTable) n_right = g_hash_table_new (NULL, NULL);
  guint n_right_all = 0;
  gboolean is_found = FALSE;

  out->events_found = 0;
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    FlVerdict verdict;
    if (begins_event (self, i) || fl_class_get_is_background (row->klass))
      is_found = FALSE;
    fl_stream_get_verdict (row->stream, row->frame, &verdict);
    if (verdict.class_id != fl_class_get_id (row->klass))
      continue;
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_right, row->klass));
    g_hash_table_insert (n_right, row->klass, GUINT_TO_POINTER (n + 1));
    n_right_all++;
    if (!is_found && !fl_class_get_is_background (row->klass)) {
      is_found = TRUE;
      out->events_found++;
    }
  }
  out->accuracy = (double) n_right_all / self->rows->len;
  measure_recalls (self, n_right, out);
}
