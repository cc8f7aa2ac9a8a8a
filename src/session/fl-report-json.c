/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods report as JSON. */
#include "session/fl-report-private.h"

#include "base/fl-json.h"
#include "base/fl-time.h"
#include "config.h"
#include "session/fl-removal.h"
#include "session/fl-session-private.h"
#include "session/fl-session-reliability.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-segments.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-tally.h"

static void
add_time (FlJson *json, const char *name, gint64 time_us)
{
  g_autofree char *text = time_us >= 0 ? fl_time_to_iso8601 (time_us) : NULL;

  fl_json_add_string (json, name, text);
}

static void
add_project (const FlReport *self, FlJson *json)
{
  fl_json_begin_object (json, "project");
  fl_json_add_string (json, "name", self->facts->name);
  fl_json_add_string (json, "uuid", self->facts->uuid);
  add_time (json, "created", self->facts->created_us);
  fl_json_add_string (json, "goal", self->facts->goal);
  fl_json_add_bool (json, "multi_label", self->facts->is_multi_label);
  fl_json_end_object (json);
}

/* A file by its name: where it lies is nobody's business. */
static void
add_file (FlJson *json, const char *path, gint64 size_bytes, const char *fingerprint)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  fl_json_begin_object (json, NULL);
  fl_json_add_string (json, "name", name);
  fl_json_add_int (json, "size_bytes", size_bytes);
  fl_json_add_string (json, "fingerprint", fingerprint);
  fl_json_end_object (json);
}

static void
add_files (const FlReport *self, FlStream *stream, FlJson *json)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  g_autoptr (GPtrArray) segments = fl_store_list_segments (self->session->store, row->id, NULL);

  fl_json_begin_array (json, "files");
  for (guint i = 0; segments != NULL && i < segments->len; i++) {
    const FlSegmentRow *segment = segments->pdata[i];
    add_file (json, segment->path, segment->size_bytes, segment->fingerprint);
  }
  fl_json_end_array (json);
}

static void
add_streams (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "streams");
  for (guint i = 0; i < fl_session_get_n_streams (self->session); i++) {
    FlStream *stream = fl_session_peek_stream (self->session, i);
    const FlStreamRow *row = fl_stream_get_row (stream);
    g_autofree char *picked = fl_stream_dup_picked_sampling (stream);
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "name", row->name);
    fl_json_add_string (json, "uuid", row->uuid);
    fl_json_add_string (json, "kind", row->kind);
    add_files (self, stream, json);
    add_time (json, "clock_start", row->clock_start_us);
    fl_json_add_int (json, "frames", fl_stream_get_n_frames (stream));
    fl_json_add_string (json, "sampling", row->sampling);
    fl_json_add_string (json, "picked_sampling", picked);
    fl_json_add_int (json, "samples", fl_stream_get_n_samples (stream));
    fl_json_add_string (json, "doubt", fl_stream_get_doubt (stream));
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
  fl_json_add_int (json, "removed_streams", fl_session_get_n_removed (self->session));
}

static void
add_classes (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "classes");
  for (guint i = 0; i < self->classes->len; i++) {
    const FlClassRow *row = self->classes->pdata[i];
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "name", row->name);
    fl_json_add_string (json, "uuid", row->uuid);
    fl_json_add_bool (json, "background", row->is_background);
    fl_json_add_int (json, "version", row->version);
    fl_json_add_string (json, "definition", row->definition);
    fl_json_add_bool (json, "retired", row->is_retired);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static void
add_model (const FlReport *self, FlJson *json)
{
  const FlSession *session = self->session;
  gint64 scaling = 0;
  gint64 n_scaled;
  g_autoptr (GBytes) content =
    fl_store_dup_scaling (session->store, session->extractor->id, &scaling, &n_scaled);

  fl_json_add_string (json, "extractor", session->extractor->id);
  fl_json_add_int (json, "scaling_version", content != NULL ? scaling : 0);
  fl_json_add_string (json, "classifier", session->classifier->id);
  fl_json_add_string (json, "strategy", session->strategy->id);
  fl_json_add_int (json, "seed", session->seed);
  if (!self->has_model)
    return;
  fl_json_begin_object (json, "model");
  fl_json_add_int (json, "revision", self->model.revision);
  fl_json_add_int (json, "labelled_samples", self->model.n_labels);
  fl_json_add_int (json, "classes", self->model.n_classes);
  fl_json_add_double (json, "c", self->model.c);
  fl_json_add_double (json, "temperature", self->model.temperature);
  fl_json_add_string (json, "smoothing", self->smoothing);
  fl_json_end_object (json);
}

static void
add_rows (FlJson *json, const char *name, const FlReportRows *rows)
{
  fl_json_begin_object (json, name);
  fl_json_add_int (json, "all", rows->n);
  for (FlReportSource i = 0; i < FL_REPORT_N_SOURCES; i++)
    fl_json_add_int (json, fl_report_source_get_name (i), rows->by_source[i]);
  fl_json_end_object (json);
}

static void
add_answers (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "answers");
  for (guint i = 0; i < self->tallies->len; i++) {
    const FlTally *tally = self->tallies->pdata[i];
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "annotator", tally->annotator);
    fl_json_add_string (json, "kind", tally->kind);
    fl_json_add_int (json, "answers", tally->n_answers);
    fl_json_add_int (json, "guess_shown", tally->n_shown);
    fl_json_add_int (json, "guess_shown_agreed", tally->n_shown_agreed);
    fl_json_add_int (json, "guess_hidden", tally->n_hidden);
    fl_json_add_int (json, "guess_hidden_agreed", tally->n_hidden_agreed);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static const char *
name_class (const FlReport *self, gint64 id)
{
  FlClass *klass = fl_session_find_class_by_id (self->session, id);

  return klass != NULL ? fl_class_get_name (klass) : NULL;
}

/* Only what somebody said. */
static void
add_blind_pair (const FlReport *self, FlJson *json, gint64 said, gint64 guess)
{
  g_autoptr (GArray) refs = fl_insights_list_pair (self->insights, said, guess);

  if (refs->len == 0)
    return;
  fl_json_begin_object (json, NULL);
  fl_json_add_string (json, "said", name_class (self, said));
  fl_json_add_string (json, "machine", name_class (self, guess));
  fl_json_add_int (json, "answers", refs->len);
  fl_json_end_object (json);
}

static void
add_blind (const FlReport *self, FlJson *json)
{
  const FlInsights *insights = self->insights;
  const GArray *classes = insights->classes;

  fl_json_begin_object (json, "blind_answers");
  fl_json_add_int (json, "answers", insights->blind->len);
  fl_json_add_int (json, "agreed", fl_insights_count_agreed (insights));
  fl_json_begin_array (json, "pairs");
  for (guint i = 0; i <= classes->len; i++)
    for (guint j = 0; j < classes->len; j++)
      add_blind_pair (self, json,
                      i < classes->len ? g_array_index (classes, FlClassCount, i).class_id : 0,
                      g_array_index (classes, FlClassCount, j).class_id);
  fl_json_end_array (json);
  fl_json_end_object (json);
}

static void
add_insights (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "samples_by_class");
  for (guint i = 0; i < self->insights->classes->len; i++) {
    const FlClassCount *count = &g_array_index (self->insights->classes, FlClassCount, i);
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "class", name_class (self, count->class_id));
    fl_json_add_int (json, "human", count->n[FL_CERTAINTY_HUMAN]);
    fl_json_add_int (json, "certified", count->n[FL_CERTAINTY_CERTIFIED]);
    fl_json_add_int (json, "auto", count->n[FL_CERTAINTY_AUTO]);
    fl_json_add_int (json, "model", count->n[FL_CERTAINTY_MODEL]);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
  add_blind (self, json);
  fl_json_begin_object (json, "pace");
  fl_json_add_int (json, "answers", self->insights->n_timed);
  fl_json_add_double (json, "seconds", self->insights->timed_s);
  fl_json_end_object (json);
}

static void
add_pairs (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "agreement");
  for (guint i = 0; i < self->pairs->len; i++) {
    const FlReportPair *pair = &g_array_index (self->pairs, FlReportPair, i);
    g_autofree char *first = fl_report_dup_annotator (self, pair->first);
    g_autofree char *second = fl_report_dup_annotator (self, pair->second);
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "first", first);
    fl_json_add_string (json, "second", second);
    fl_json_add_int (json, "frames", (gint64) pair->n_frames);
    fl_json_add_int (json, "agreed", (gint64) pair->n_agreed);
    fl_json_add_double (json, "kappa", pair->kappa);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static void
add_lots (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "lots");
  for (guint i = 0; i < self->lots->len; i++) {
    const FlLotReport *lot = self->lots->pdata[i];
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "uuid", lot->uuid);
    add_time (json, "frozen", lot->created_us);
    fl_json_add_string (json, "state", fl_lot_state_get_name (lot->state));
    fl_json_add_int (json, "samples", lot->n_samples);
    fl_json_add_string (json, "scope", lot->scope);
    fl_lot_scope_add_json (&lot->about, lot->stream, lot->klass, json);
    fl_json_add_double (json, "max_error", lot->max_error);
    fl_json_add_double (json, "confidence", lot->confidence);
    fl_json_add_int (json, "attempt", lot->n_attempts);
    fl_json_add_int (json, "checks", lot->n_checks);
    fl_json_add_int (json, "disagreements", lot->n_disagreements);
    fl_json_add_int (json, "at_most_wrong", lot->n_at_most);
    fl_json_add_string (json, "seed", lot->seed);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
  fl_lot_sum_add_json (&self->sum, "lots_together", json);
}

static void
add_sweeps (const FlReport *self, FlJson *json)
{
  fl_json_begin_array (json, "sweeps");
  for (guint i = 0; i < self->sweeps->len; i++) {
    const FlSweepReport *sweep = self->sweeps->pdata[i];
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "uuid", sweep->uuid);
    add_time (json, "frozen", sweep->created_us);
    fl_sweep_report_add_json (sweep, json);
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

char *
fl_report_dup_json (const FlReport *self)
{
  g_autoptr (FlJson) json = fl_json_new ();

  fl_json_add_string (json, "frameline", FL_VERSION);
  add_time (json, "written", self->written_us);
  add_project (self, json);
  add_streams (self, json);
  add_classes (self, json);
  add_model (self, json);
  add_rows (json, "frames", &self->frames);
  add_rows (json, "samples", &self->samples);
  add_answers (self, json);
  add_insights (self, json);
  fl_session_add_checks_json (self->session, json);
  if (self->has_advice)
    fl_stop_advice_add_json (&self->advice,
                             fl_session_get_advice_tag (self->session, &self->advice), json);
  add_pairs (self, json);
  add_lots (self, json);
  add_sweeps (self, json);
  return fl_json_end (json);
}
