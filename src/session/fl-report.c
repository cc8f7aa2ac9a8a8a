/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a project for its methods report, and writing it to files. */
#include "session/fl-report-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "session/fl-frame-table.h"
#include "session/fl-insights-round.h"
#include "session/fl-lot.h"
#include "session/fl-replay.h"
#include "session/fl-session-private.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-tally.h"

/* So many rows are counted between two looks whether that is still wanted. */
#define N_AT_ONCE 4096

struct _FlReportReading {
  gatomicrefcount n_refs;
  FlReport *report; /* (nullable) until it is taken */
  FlFrameRows *rows;
  FlInsightsRound *insights;
  char *path; /* of the project */
  gboolean is_read_only;
  gint64 as_of_us;
};

const char *
fl_report_source_get_name (FlReportSource source)
{
  static const char *const names[FL_REPORT_N_SOURCES] =
    {[FL_REPORT_HUMAN] = "human", [FL_REPORT_RUN] = "run",     [FL_REPORT_CERTIFIED] = "certified",
     [FL_REPORT_AUTO] = "auto",   [FL_REPORT_MODEL] = "model", [FL_REPORT_EDGE] = "edge",
     [FL_REPORT_NONE] = "none"};

  return names[source];
}

static void
count_row (FlReportRows *rows, const char *source)
{
  guint i = 0;

  while (i < FL_REPORT_NONE && !g_str_equal (fl_report_source_get_name (i), source))
    i++;
  rows->n++;
  rows->by_source[i]++;
}

static gboolean
count_rows (FlReport *self, const FlFrameTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FlFrameRow row;

  self->n_per_frame = table->is_multi_label ? MAX (1, g_strv_length ((char **) table->classes)) : 1;
  while (table->next (&row, table->data, &failure)) {
    count_row (&self->frames, row.source);
    if (row.is_sampled)
      count_row (&self->samples, row.source);
    if (self->frames.n % N_AT_ONCE == 0 &&
        g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* On any thread that has @store: nothing of the session is touched. */
static gboolean
read_project (FlReportReading *self, FlStore *store, GCancellable *cancellable, GError **error)
{
  FlReport *report = self->report;

  report->facts = fl_store_get_facts (store, error);
  report->classes = report->facts != NULL ? fl_store_list_classes (store, TRUE, error) : NULL;
  report->tallies = report->classes != NULL ? fl_store_list_tallies (store, error) : NULL;
  g_autoptr (GArray) labels =
    report->tallies != NULL ? fl_replay_read_labels (store, self->as_of_us, 0, error) : NULL;
  if (labels == NULL)
    return FALSE;
  report->pairs = fl_report_list_pairs (labels);
  report->insights = fl_insights_round_run (self->insights, store, cancellable, error);
  return report->insights != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         count_rows (report, fl_frame_rows_get_table (self->rows), cancellable, error);
}

/* In a window it was found out by itself. */
static void
take_advice (FlReport *self)
{
  const FlStopAdvice *advice = self->session->is_headless ? fl_session_find_advice (self->session)
                                                          : fl_session_get_advice (self->session);

  self->has_advice = advice != NULL;
  if (advice != NULL)
    self->advice = *advice;
}

/* What the session knows. */
static FlReport *
begin_report (FlSession *session)
{
  FlReport *self = g_new0 (FlReport, 1);

  self->session = g_object_ref (session);
  self->written_us = g_get_real_time ();
  self->has_model = fl_session_get_model_report (session, &self->model);
  self->smoothing = fl_session_dup_smoothing (session);
  self->lots = fl_session_list_lots (session);
  self->sum = fl_session_sum_lots (session);
  self->sweeps = fl_session_list_sweeps (session);
  take_advice (self);
  return self;
}

static FlReportReading *
begin (FlSession *session, GError **error)
{
  FlFrameRows *rows = fl_frame_rows_new (session, FALSE, error);

  if (rows == NULL)
    return NULL;
  FlReportReading *self = g_new0 (FlReportReading, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->report = begin_report (session);
  self->rows = rows;
  self->insights = fl_session_begin_insights (session);
  self->path = g_strdup (fl_store_get_path (session->store));
  self->is_read_only = session->is_read_only;
  self->as_of_us = session->as_of_us;
  return self;
}

static FlReportReading *
reading_ref (FlReportReading *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_report_reading_unref (FlReportReading *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_clear_pointer (&self->report, fl_report_free);
  fl_frame_rows_free (self->rows);
  fl_insights_round_free (self->insights);
  g_free (self->path);
  g_free (self);
}

FlReport *
fl_report_reading_take (FlReportReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_steal_pointer (&self->report);
}

FlReport *
fl_report_new (FlSession *session, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (session), NULL);

  g_autoptr (FlReportReading) reading = begin (session, error);
  return reading != NULL && read_project (reading, session->store, NULL, error)
           ? fl_report_reading_take (reading)
           : NULL;
}

static gboolean
work (gpointer data, FlJobThread *thread, GError **error)
{
  FlReportReading *self = data;
  g_autoptr (FlStore) store = self->is_read_only ? fl_store_open (self->path, FL_STORE_READ, error)
                                                 : fl_store_open_second (self->path, error);

  return store != NULL && read_project (self, store, fl_job_thread_get_cancellable (thread), error);
}

FlJob *
fl_report_start (FlSession *session, FlReportReading **out_reading, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (session) && out_reading != NULL, NULL);

  *out_reading = begin (session, error);
  return *out_reading != NULL ? fl_session_start_job (session, _ ("Writing the methods report"),
                                                      work, reading_ref (*out_reading),
                                                      (GDestroyNotify) fl_report_reading_unref)
                              : NULL;
}

void
fl_report_free (FlReport *self)
{
  g_clear_pointer (&self->facts, fl_project_facts_free);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->tallies, g_ptr_array_unref);
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_clear_pointer (&self->sweeps, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_pointer (&self->insights, fl_insights_unref);
  g_free (self->smoothing);
  g_object_unref (self->session);
  g_free (self);
}

char *
fl_report_dup_annotator (const FlReport *self, gint64 id)
{
  return fl_store_dup_annotator_name (self->session->store, id);
}

gboolean
fl_report_write_file (const FlReport *self, const char *path, gboolean is_json, GError **error)
{
  g_autofree char *text = is_json ? fl_report_dup_json (self) : fl_report_dup_text (self);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents (path, line, -1, &failure))
    return TRUE;
  g_set_error (error, failure->domain, failure->code,
               _ ("Cannot write the report: %s; choose another folder"), failure->message);
  return FALSE;
}

gboolean
fl_report_write (const FlReport *self, const char *folder, GError **error)
{
  g_autofree char *text = g_build_filename (folder, "methods.txt", NULL);
  g_autofree char *json = g_build_filename (folder, "methods.json", NULL);

  if (g_mkdir_with_parents (folder, 0777) != 0) {
    const int code = errno;
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (code),
                 _ ("Cannot make the folder “%s” for the report: %s; choose another one"), folder,
                 g_strerror (code));
    return FALSE;
  }
  return fl_report_write_file (self, text, FALSE, error) &&
         fl_report_write_file (self, json, TRUE, error);
}
