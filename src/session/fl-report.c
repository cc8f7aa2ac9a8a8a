/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a project for its methods report, and writing it to files. */
#include "session/fl-report-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "session/fl-frame-table.h"
#include "session/fl-lot.h"
#include "session/fl-session-insights.h"
#include "session/fl-session-private.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-settings.h"
#include "store/fl-store-tally.h"

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
count_rows (FlReport *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, error);
  FlFrameRow row;

  if (rows == NULL)
    return FALSE;
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  self->n_per_frame = table->is_multi_label ? MAX (1, g_strv_length ((char **) table->classes)) : 1;
  while (table->next (&row, table->data, &failure)) {
    count_row (&self->frames, row.source);
    if (row.is_sampled)
      count_row (&self->samples, row.source);
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_project (FlReport *self, GError **error)
{
  FlStore *store = self->session->store;

  self->facts = fl_store_get_facts (store, error);
  self->classes = self->facts != NULL ? fl_store_list_classes (store, TRUE, error) : NULL;
  self->tallies = self->classes != NULL ? fl_store_list_tallies (store, error) : NULL;
  g_autoptr (GArray) labels =
    self->tallies != NULL ? fl_session_list_labels (self->session, 0, error) : NULL;
  if (labels == NULL)
    return FALSE;
  self->lots = fl_session_list_lots (self->session);
  self->sum = fl_session_sum_lots (self->session);
  self->sweeps = fl_session_list_sweeps (self->session);
  self->pairs = fl_report_list_pairs (labels);
  self->insights = fl_session_collect_insights (self->session, error);
  return self->insights != NULL && count_rows (self, error);
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

FlReport *
fl_report_new (FlSession *session, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (session), NULL);

  g_autoptr (FlReport) self = g_new0 (FlReport, 1);
  self->session = g_object_ref (session);
  self->written_us = g_get_real_time ();
  self->has_model = fl_session_get_model_report (session, &self->model);
  self->smoothing = fl_session_dup_smoothing (session);
  take_advice (self);
  return read_project (self, error) ? g_steal_pointer (&self) : NULL;
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
