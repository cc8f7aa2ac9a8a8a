/* SPDX-License-Identifier: GPL-3.0-or-later */
/* train, queue, accept, lots. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fl-csv.h"
#include "base/fl-json.h"
#include "base/fl-time.h"
#include "cli/fl-cli.h"
#include "session/fl-history.h"

/* Opens a project whose streams are all ingested, doing that first where it is missing. */
static FlSession *
open_ingested (const char *word)
{
  FlSession *session = fl_cli_open (word, NULL);

  if (session == NULL || fl_cli_is_ingested (session) || fl_cli_ingest (session))
    return session;
  /* What could be read is still worth learning from. */
  return session;
}

static void
print_model (const FlModelReport *report, gboolean is_json)
{
  if (!is_json) {
    g_print (_ ("Model %" PRId64 " of %u labelled samples and %u classes: C %g, "
                "temperature %.3f, trained in %.0f ms\n"),
             report->revision, report->n_labels, report->n_classes, report->c, report->temperature,
             report->train_ms);
    return;
  }
  g_autoptr (FlJson) json = fl_json_new ();
  fl_json_add_int (json, "revision", report->revision);
  fl_json_add_int (json, "labels", report->n_labels);
  fl_json_add_int (json, "classes", report->n_classes);
  fl_json_add_double (json, "c", report->c);
  fl_json_add_double (json, "temperature", report->temperature);
  fl_json_add_double (json, "train_ms", report->train_ms);
  g_autofree char *text = fl_json_end (json);
  g_print ("%s\n", text);
}

FlCliStatus
fl_cli_train (const FlCliCommand *self, char **arguments)
{
  g_autofree char *classifier = NULL;
  gboolean is_json = FALSE;
  FlCliStatus status;
  FlModelReport report;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"classifier", 0, 0, G_OPTION_ARG_STRING, &classifier,
                                   N_ ("Kind of classifier"), "NAME"},
                                  {"json", 0, 0, G_OPTION_ARG_NONE, &is_json, N_ ("Write JSON"),
                                   NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  FlSession *session = open_ingested (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done =
    (classifier == NULL || fl_session_set_classifier (session, classifier, &error)) &&
    fl_session_learn (session, &error);
  if (is_done)
    fl_session_get_model_report (session, &report);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  print_model (&report, is_json);
  return FL_CLI_DONE;
}

static gboolean
write_item (FlCsvWriter *writer, FlItem *item, GError **error)
{
  FlStream *stream = fl_item_get_stream (item);
  gint64 frame = fl_item_get_frame (item);
  g_autofree char *sentence = fl_item_dup_sentence (item);

  fl_csv_writer_add (writer, fl_stream_get_name (stream));
  fl_csv_writer_add_int (writer, frame);
  fl_csv_writer_add_double (writer, fl_stream_get_time_s (stream, frame), 6);
  fl_csv_writer_add (writer, sentence);
  return fl_csv_writer_end_record (writer, NULL, error);
}

static gboolean
write_queue (FlSession *session, guint n, GError **error)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  static const char *const header[] = {"stream", "frame", "pts_s", "why"};

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    fl_csv_writer_add (writer, header[i]);
  if (!fl_csv_writer_end_record (writer, NULL, error))
    return FALSE;
  for (guint i = 0; i < MIN (n, g_list_model_get_n_items (queue)); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (!write_item (writer, item, error))
      return FALSE;
  }
  return fl_csv_writer_flush (writer, NULL, error);
}

FlCliStatus
fl_cli_queue (const FlCliCommand *self, char **arguments)
{
  g_autofree char *strategy = NULL;
  int n = 10;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"strategy", 0, 0, G_OPTION_ARG_STRING, &strategy,
                                   N_ ("Order of the questions"), "NAME"},
                                  {"count", 0, 0, G_OPTION_ARG_INT, &n, N_ ("How many (10)"), "N"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (n < 1)
    return fl_cli_misuse (self, _ ("--count is a number from 1 on"));
  FlSession *session = open_ingested (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = strategy == NULL || fl_session_set_strategy (session, strategy, &error);
  if (is_done) {
    fl_session_set_n_questions (session, (guint) n);
    (void) fl_session_learn (session, NULL);
    is_done = write_queue (session, (guint) n, &error);
  }
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}

static gboolean
parse_share (const char *text, double *out)
{
  char *end;
  double value = text != NULL ? g_ascii_strtod (text, &end) : *out;

  if (text != NULL && (*text == '\0' || *end != '\0'))
    return FALSE;
  *out = value;
  return value > 0 && value < 1;
}

static gboolean
accept (FlSession *session, FlAcceptance *acceptance, gboolean is_preview, GError **error)
{
  return fl_session_learn (session, error) &&
         (is_preview ? fl_session_preview_accept (session, acceptance, error)
                     : fl_session_accept (session, acceptance, error));
}

static void
print_acceptance (const FlAcceptance *acceptance, gboolean is_preview)
{
  if (acceptance->n_candidates == 0) {
    g_print (_ ("There is nothing to accept: every sample has a label\n"));
    return;
  }
  g_print (is_preview ? _ ("%u of %u unlabelled samples would be accepted")
                      : _ ("%u of %u unlabelled samples were accepted"),
           acceptance->n_samples, acceptance->n_candidates);
  if (acceptance->n_samples == 0)
    g_print (_ (" at a maximum error of %g %%\n"), acceptance->max_error * 100);
  else
    g_print (_ (" at a maximum error of %g %%; that is a proposal until %u blind checks, all of "
                "them agreeing, prove it at %g %% confidence\n"),
             acceptance->max_error * 100, acceptance->n_checks, acceptance->confidence * 100);
  if (acceptance->n_left_out > 0)
    g_print (_ ("%u were left out, because their class has fewer than 5 labels or their stream "
                "has none\n"),
             acceptance->n_left_out);
}

FlCliStatus
fl_cli_accept (const FlCliCommand *self, char **arguments)
{
  g_autofree char *max_error = NULL;
  g_autofree char *confidence = NULL;
  gboolean is_preview = FALSE;
  FlAcceptance acceptance = {.max_error = 0.02, .confidence = 0.95};
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"max-error", 0, 0, G_OPTION_ARG_STRING, &max_error,
                                   N_ ("Largest share of wrong labels (0.02)"), "SHARE"},
                                  {"confidence", 0, 0, G_OPTION_ARG_STRING, &confidence,
                                   N_ ("Of the certificate that checks can give (0.95)"), "SHARE"},
                                  {"dry-run", 0, 0, G_OPTION_ARG_NONE, &is_preview,
                                   N_ ("Only say what would happen"), NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (!parse_share (max_error, &acceptance.max_error) ||
      !parse_share (confidence, &acceptance.confidence))
    return fl_cli_misuse (self, _ ("--max-error and --confidence are numbers between 0 and 1"));
  FlSession *session = open_ingested (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = accept (session, &acceptance, is_preview, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  print_acceptance (&acceptance, is_preview);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_lots (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 1, 1, &status))
    return status;
  FlSession *session = fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session, &error);
  fl_cli_close (session);
  if (lots == NULL)
    return fl_cli_fail (error);
  for (guint i = 0; i < lots->len; i++) {
    const FlLotReport *lot = lots->pdata[i];
    g_autofree char *at = fl_time_to_iso8601 (lot->created_us);
    g_print (_ ("%s  %s  %s  %u samples, maximum error %g %%\n"), at, lot->uuid, lot->state,
             lot->n_samples, lot->max_error * 100);
  }
  return FL_CLI_DONE;
}
