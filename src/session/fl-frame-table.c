/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every frame of every stream as a row: the values that formats write. */
#include "session/fl-frame-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "session/fl-session-private.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-settings.h"

/* A stream at that moment. */
typedef struct {
  char *name;
  gint64 clock_start_us;
  FlLabelling *labelling;
} Part;

struct _FlFrameRows {
  FlFrameTable table;
  GPtrArray *parts;
  GArray *class_ids;   /* gint64 */
  char **class_names;  /* as class_ids */
  GHashTable *retired; /* name by id */
  GHashTable *names;   /* annotator id to name */
  GHashTable *lots;    /* lot id to FlLotRow */
  gboolean samples_only;
  guint part;
  gint64 at; /* frame, or place among the samples */
  guint tag;
  char model[24];
};

static void
part_free (Part *part)
{
  g_free (part->name);
  fl_labelling_free (part->labelling);
  g_free (part);
}

static const char *
find_class_name (const FlFrameRows *self, gint64 id)
{
  for (guint i = 0; i < self->class_ids->len; i++)
    if (g_array_index (self->class_ids, gint64, i) == id)
      return self->class_names[i];
  const char *retired = g_hash_table_lookup (self->retired, GINT_TO_POINTER ((int) id));
  return retired != NULL ? retired : "";
}

static const char *
find_annotator (const FlFrameRows *self, gint64 id)
{
  const char *name = g_hash_table_lookup (self->names, GINT_TO_POINTER ((int) id));

  return name != NULL ? name : "";
}

/* Fills what a person said. */
static void
set_human (const FlFrameRows *self, const FlLabelRow *label, FlFrameRow *row)
{
  row->source = fl_label_is_of_many (label) ? "run" : "human";
  row->annotator = find_annotator (self, label->annotator);
  row->labelled_at_us = label->at_us;
}

static void
set_revision (FlFrameRows *self, gint64 revision, FlFrameRow *row)
{
  if (revision <= 0)
    return;
  g_snprintf (self->model, sizeof self->model, "%" G_GINT64_FORMAT, revision);
  row->model = self->model;
}

/* Fills what the machine said, or a lot. */
static void
set_machine (FlFrameRows *self, const FlVerdict *verdict, FlFrameRow *row)
{
  const FlLotRow *lot = g_hash_table_lookup (self->lots, GINT_TO_POINTER ((int) verdict->lot));
  gint64 revision = lot != NULL ? lot->model : verdict->revision;

  row->source = verdict->certainty == FL_CERTAINTY_CERTIFIED ? "certified"
                : verdict->certainty == FL_CERTAINTY_AUTO    ? "auto"
                : verdict->is_edge                           ? "edge"
                                                             : "model";
  row->confidence = verdict->confidence;
  row->lot = lot != NULL ? lot->uuid : "";
  set_revision (self, revision, row);
}

static void
set_exclusive (FlFrameRows *self, const Part *part, FlFrameRow *row)
{
  FlVerdict verdict;

  fl_labelling_get_verdict (part->labelling, row->frame, &verdict);
  row->is_sampled = verdict.is_sampled;
  row->label = verdict.class_id != 0 ? find_class_name (self, verdict.class_id) : "";
  row->state = verdict.class_id != 0                      ? "labelled"
               : verdict.certainty == FL_CERTAINTY_UNSURE ? "unsure"
                                                          : "unseen";
  if (verdict.label != NULL)
    set_human (self, verdict.label, row);
  else if (verdict.certainty != FL_CERTAINTY_UNSEEN)
    set_machine (self, &verdict, row);
}

static const char *
name_tag_state (const FlTagVerdict *verdict)
{
  switch (verdict->state) {
  case FL_LABEL_UNSEEN:
    return verdict->is_seen ? "unknown" : "unseen";
  case FL_LABEL_LABELLED:
    return "yes";
  case FL_LABEL_UNSURE:
    return "unsure";
  case FL_LABEL_NO:
    return "no";
  }
  g_assert_not_reached ();
}

static void
set_tag (FlFrameRows *self, const Part *part, FlFrameRow *row)
{
  const gint64 tag = g_array_index (self->class_ids, gint64, self->tag);
  FlTagVerdict verdict;

  fl_labelling_get_tag_verdict (part->labelling, tag, row->frame, &verdict);
  row->is_sampled = verdict.is_sampled;
  row->label = self->class_names[self->tag];
  row->state = name_tag_state (&verdict);
  if (verdict.label != NULL)
    set_human (self, verdict.label, row);
  else if (verdict.certainty != FL_CERTAINTY_UNSEEN)
    set_machine (self,
                 &(const FlVerdict){.certainty = verdict.certainty,
                                    .confidence = verdict.confidence,
                                    .lot = verdict.lot,
                                    .revision = verdict.revision,
                                    .is_edge = verdict.is_edge},
                 row);
}

static double
get_time_s (const Part *part, gint64 frame)
{
  return fl_frame_index_get_time_s (part->labelling->index, frame);
}

static gint64
get_clock_us (const Part *part, double time_s)
{
  double first_s = get_time_s (part, 0);

  if (part->clock_start_us < 0 || !isfinite (time_s) || !isfinite (first_s))
    return -1;
  return part->clock_start_us + (gint64) llround ((time_s - first_s) * 1e6);
}

static gint64
count_places (const FlFrameRows *self, const Part *part)
{
  return self->samples_only ? (gint64) part->labelling->planned->len
                            : fl_frame_index_get_n_frames (part->labelling->index);
}

/* Moves on by one row: tags within frames within streams. */
static void
advance (FlFrameRows *self)
{
  if (self->table.is_multi_label && ++self->tag < self->class_ids->len)
    return;
  self->tag = 0;
  self->at++;
}

static gboolean
next_row (FlFrameRow *row, gpointer data, GError **error)
{
  FlFrameRows *self = data;

  while (self->part < self->parts->len &&
         self->at >= count_places (self, self->parts->pdata[self->part])) {
    self->part++;
    self->at = 0;
  }
  if (self->part == self->parts->len || (self->table.is_multi_label && self->class_ids->len == 0))
    return FALSE;
  const Part *part = self->parts->pdata[self->part];
  gint64 frame = self->samples_only
                   ? g_array_index (part->labelling->planned, gint64, (guint) self->at)
                   : self->at;
  double time_s = get_time_s (part, frame);
  *row = (FlFrameRow){.stream = part->name,
                      .frame = frame,
                      .pts_s = time_s,
                      .clock_us = get_clock_us (part, time_s),
                      .label = "",
                      .state = "",
                      .source = "",
                      .confidence = NAN,
                      .annotator = "",
                      .labelled_at_us = -1,
                      .model = "",
                      .lot = ""};
  if (self->table.is_multi_label)
    set_tag (self, part, row);
  else
    set_exclusive (self, part, row);
  advance (self);
  return TRUE;
}

static void
note_annotators (FlSession *session, FlFrameRows *self, const GArray *track)
{
  for (guint i = 0; track != NULL && i < track->len; i++) {
    gint64 id = g_array_index (track, FlLabelRow, i).annotator;
    gpointer key = GINT_TO_POINTER ((int) id);
    if (!g_hash_table_contains (self->names, key))
      g_hash_table_insert (self->names, key, fl_store_dup_annotator_name (session->store, id));
  }
}

static void
note_all_annotators (FlSession *session, FlFrameRows *self, const FlLabelling *labelling)
{
  note_annotators (session, self, labelling->track);
  for (guint c = 0; c < self->class_ids->len; c++)
    note_annotators (session, self,
                     fl_tag_tracks_get (labelling->tags,
                                        g_array_index (self->class_ids, gint64, c)));
}

/* Whether there will never be frames of it as things are. */
static gboolean
is_unreadable (FlStream *stream)
{
  const FlStreamState state = fl_stream_get_state (stream);

  return fl_stream_get_index (stream) == NULL &&
         (state == FL_STREAM_BROKEN || state == FL_STREAM_MISSING);
}

static void
tell_left_out (FlSession *session, FlStream *stream)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("“%s” is left out of the table, because its frames cannot be counted: %s"),
                     fl_stream_get_name (stream), fl_stream_get_status (stream));

  fl_session_emit_problem (session, sentence);
}

static gboolean
add_part (FlSession *session, FlFrameRows *self, FlStream *stream, GError **error)
{
  const FlStreamRow *row = fl_stream_get_row (stream);

  if (fl_stream_is_live (stream) && fl_stream_get_index (stream) == NULL &&
      fl_stream_get_state (stream) == FL_STREAM_READY)
    return TRUE; /* Nothing was recorded yet. */
  Part *part = g_new0 (Part, 1);
  g_ptr_array_add (self->parts, part);
  part->name = g_strdup (row->name);
  part->clock_start_us = fl_stream_get_clock_start_us (stream);
  part->labelling = fl_stream_snapshot (stream);
  part->labelling->knowledge = fl_knowledge_ref (session->knowledge);
  if (part->labelling->index == NULL) {
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                 _ ("The frames of “%s” are not counted yet; ingest it first"), row->name);
    return FALSE;
  }
  note_all_annotators (session, self, part->labelling);
  return TRUE;
}

/* One film that cannot be read is no reason to keep all others back. */
static gboolean
add_parts (FlSession *session, FlFrameRows *self, GError **error)
{
  const guint n_streams = fl_session_get_n_streams (session);
  guint n_unreadable = 0;

  for (guint i = 0; i < n_streams; i++)
    n_unreadable += is_unreadable (fl_session_peek_stream (session, i));
  if (n_streams > 0 && n_unreadable == n_streams) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         fl_stream_get_status (fl_session_peek_stream (session, 0)));
    return FALSE;
  }
  for (guint i = 0; i < n_streams; i++) {
    FlStream *stream = fl_session_peek_stream (session, i);
    if (is_unreadable (stream))
      tell_left_out (session, stream);
    else if (!add_part (session, self, stream, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
list_lots (FlSession *session, FlFrameRows *self, GError **error)
{
  g_autoptr (GPtrArray) lots = fl_store_list_lots (session->store, error);

  if (lots == NULL)
    return FALSE;
  g_ptr_array_set_free_func (lots, NULL);
  for (guint i = 0; i < lots->len; i++) {
    FlLotRow *lot = lots->pdata[i];
    g_hash_table_insert (self->lots, GINT_TO_POINTER ((int) lot->id), lot);
  }
  return TRUE;
}

static void
list_classes (FlSession *session, FlFrameRows *self)
{
  guint n = fl_session_get_n_classes (session);

  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->class_names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++) {
    FlClass *klass = fl_session_peek_class (session, i);
    gint64 id = fl_class_get_id (klass);
    g_array_append_val (self->class_ids, id);
    self->class_names[i] = g_strdup (fl_class_get_name (klass));
  }
  self->retired = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < session->retired->len; i++) {
    FlClass *klass = session->retired->pdata[i];
    g_hash_table_insert (self->retired, GINT_TO_POINTER ((int) fl_class_get_id (klass)),
                         g_strdup (fl_class_get_name (klass)));
  }
}

FlFrameRows *
fl_frame_rows_new (FlSession *session, gboolean samples_only, GError **error)
{
  g_autoptr (FlFrameRows) self = g_new0 (FlFrameRows, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->lots = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fl_lot_row_free);
  self->samples_only = samples_only;
  list_classes (session, self);
  if (!list_lots (session, self, error))
    return NULL;
  if (!add_parts (session, self, error))
    return NULL;
  self->table = (FlFrameTable){.next = next_row,
                               .data = self,
                               .classes = (const char *const *) self->class_names,
                               .is_multi_label = session->is_multi_label};
  return g_steal_pointer (&self);
}

void
fl_frame_rows_free (FlFrameRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->lots);
  g_array_unref (self->class_ids);
  g_hash_table_unref (self->retired);
  g_strfreev (self->class_names);
  g_free (self);
}

const FlFrameTable *
fl_frame_rows_get_table (FlFrameRows *self)
{
  return &self->table;
}
