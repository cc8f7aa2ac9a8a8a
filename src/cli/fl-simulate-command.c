/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simulate. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "base/fl-csv.h"
#include "cli/fl-cli.h"
#include "session/fl-simulate.h"

/* What acceptance would label is described at that one when none is given. */
#define DEFAULT_MAX_ERROR 0.02
#define DEFAULT_BUDGET    60

typedef struct {
  FlCsvWriter *writer;
  const char *strategy;
  int seed;
  GError *error;
} Printing;

static void
write_header (Printing *self)
{
  static const char *const names[] = {"answers",          "accuracy",     "macro_recall",
                                      "min_class_recall", "events_found", "checks",
                                      "auto_labels",      "auto_errors",  "coverage",
                                      "strategy",         "seed",         "retrain_ms"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fl_csv_writer_add (self->writer, names[i]);
  (void) fl_csv_writer_end_record (self->writer, NULL, NULL);
}

static gboolean
print_row (const FlSimulateRow *row, gpointer data)
{
  Printing *self = data;

  fl_csv_writer_add_int (self->writer, row->answers);
  fl_csv_writer_add_double (self->writer, row->accuracy, 6);
  fl_csv_writer_add_double (self->writer, row->macro_recall, 6);
  fl_csv_writer_add_double (self->writer, row->min_class_recall, 6);
  fl_csv_writer_add_int (self->writer, row->events_found);
  fl_csv_writer_add_int (self->writer, row->checks);
  fl_csv_writer_add_int (self->writer, row->auto_labels);
  fl_csv_writer_add_int (self->writer, row->auto_errors);
  fl_csv_writer_add_double (self->writer, row->coverage, 6);
  fl_csv_writer_add (self->writer, self->strategy);
  fl_csv_writer_add_int (self->writer, self->seed);
  fl_csv_writer_add_double (self->writer, row->retrain_ms, 1);
  return fl_csv_writer_end_record (self->writer, NULL, &self->error) &&
         fl_csv_writer_flush (self->writer, NULL, &self->error);
}

static gboolean
print_nothing (const FlSimulateRow *row, gpointer data)
{
  return TRUE;
}

static void
write_sheet_header (Printing *self)
{
  static const char *const names[] = {"sheets",         "class",
                                      "answers",        "blocks",
                                      "planned",        "seen",
                                      "hits",           "events_known",
                                      "missed_at_most", "missed_share_at_most",
                                      "promise_kept",   "events",
                                      "missed",         "missed_share",
                                      "strategy",       "seed"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fl_csv_writer_add (self->writer, names[i]);
  (void) fl_csv_writer_end_record (self->writer, NULL, NULL);
}

static gboolean
print_sheet (const FlSimulateSheet *sheet, gpointer data)
{
  Printing *self = data;
  const FlSweepReport *report = sheet->report;

  fl_csv_writer_add_int (self->writer, report->n_sheets);
  fl_csv_writer_add (self->writer, report->klass);
  fl_csv_writer_add_int (self->writer, sheet->n_answers);
  fl_csv_writer_add_int (self->writer, report->n_blocks);
  fl_csv_writer_add_int (self->writer, report->n_planned);
  fl_csv_writer_add_int (self->writer, report->n_seen);
  fl_csv_writer_add_int (self->writer, report->n_hits);
  fl_csv_writer_add_int (self->writer, report->n_found);
  fl_csv_writer_add_int (self->writer, report->n_more);
  fl_csv_writer_add_double (self->writer, report->max_share, 6);
  fl_csv_writer_add_int (self->writer, report->is_kept);
  fl_csv_writer_add_int (self->writer, sheet->n_events);
  fl_csv_writer_add_int (self->writer, sheet->n_missed);
  fl_csv_writer_add_double (self->writer, (double) sheet->n_missed / MAX (sheet->n_events, 1), 6);
  fl_csv_writer_add (self->writer, self->strategy);
  fl_csv_writer_add_int (self->writer, self->seed);
  return fl_csv_writer_end_record (self->writer, NULL, &self->error) &&
         fl_csv_writer_flush (self->writer, NULL, &self->error);
}

static gboolean
simulate (FlSession *session, const FlSimulateOptions *options, GError **error)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  Printing printing = {.writer = writer,
                       .strategy = options->strategy,
                       .seed = (int) options->seed};

  if (options->missed_class != NULL)
    write_sheet_header (&printing);
  else
    write_header (&printing);
  gboolean is_done =
    fl_simulate (session, options, options->missed_class != NULL ? print_nothing : print_row,
                 &printing, error);
  if (printing.error == NULL)
    return is_done;
  g_propagate_error (error, printing.error);
  return FALSE;
}

/* What was typed. */
typedef struct {
  char *truth;
  char *strategy;
  int budget; /* -1 when it is not given, as the next but one */
  int seed;
  double max_error;
  char *slips;
  char *missed;
  int n_sheets;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->truth);
  g_free (self->strategy);
  g_free (self->slips);
  g_free (self->missed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* Who certifies goes on until that is done. */
static guint
find_budget (int wanted, gboolean certifies)
{
  if (wanted > 0)
    return (guint) wanted;
  return certifies ? 0 : DEFAULT_BUDGET;
}

/* Fills @out, which borrows. Returns: what is wrong with what was typed, %NULL when nothing is */
static const char *
find_fault (Arguments *self, FlSimulateOptions *out)
{
  *out = (FlSimulateOptions){.truth = self->truth,
                             .budget = find_budget (self->budget, self->max_error > 0),
                             .seed = (guint32) self->seed,
                             .max_error = self->max_error > 0 ? self->max_error : DEFAULT_MAX_ERROR,
                             .certifies = self->max_error > 0,
                             .max_sheets = (guint) self->n_sheets,
                             .on_sheet = print_sheet};
  if (self->truth == NULL || (self->budget != -1 && self->budget < 1) ||
      (self->max_error != -1 && !(self->max_error > 0 && self->max_error < 1)))
    return _ ("it needs --truth, a --budget from 1 on, and a --max-error between 0 and 1");
  if (self->slips != NULL && fl_cli_parse_class_share (self->slips, &out->annotator_error))
    out->annotator_error_class = self->slips;
  else if (self->slips != NULL && !fl_cli_parse_share (self->slips, &out->annotator_error))
    return _ ("--annotator-error takes a number between 0 and 1, such as 0.01 or CLASS=0.03");
  if (self->n_sheets < 1 ||
      (self->missed != NULL &&
       (self->max_error != -1 || !fl_cli_parse_class_share (self->missed, &out->max_missed))))
    return _ (
      "--max-missed takes a class and a number between 0 and 1, such as CLASS=0.1, and goes "
      "without --max-error; --sheets is a number from 1 on");
  out->missed_class = self->missed;
  return NULL;
}

static FlCliStatus
simulate_project (const char *project, Arguments *typed, FlSimulateOptions *options)
{
  gboolean is_ingested;
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_cli_open_ingested (project, &is_ingested);

  if (session == NULL)
    return FL_CLI_FAILED;
  if (!is_ingested) {
    fl_cli_close (session);
    return FL_CLI_FAILED;
  }
  if (typed->strategy == NULL)
    g_object_get (session, "strategy", &typed->strategy, NULL);
  options->strategy = typed->strategy;
  const gboolean is_done = simulate (session, options, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}

FlCliStatus
fl_cli_simulate (const FlCliCommand *self, char **arguments)
{
  g_auto (Arguments) typed = {.budget = -1, .seed = 1, .max_error = -1, .n_sheets = 300};
  FlSimulateOptions options;
  FlCliStatus status;
  const GOptionEntry entries[] =
    {{"truth", 0, 0, G_OPTION_ARG_FILENAME, &typed.truth, N_ ("What is true"), "FILE"},
     {"strategy", 0, 0, G_OPTION_ARG_STRING, &typed.strategy, N_ ("Order of the questions"),
      "NAME"},
     {"budget", 0, 0, G_OPTION_ARG_INT, &typed.budget, N_ ("How many answers (60)"), "N"},
     {"seed", 0, 0, G_OPTION_ARG_INT, &typed.seed, N_ ("Of what is random (1)"), "S"},
     {"max-error", 0, 0, G_OPTION_ARG_DOUBLE, &typed.max_error,
      N_ ("Accept at that maximum error, and check the lots"), "SHARE"},
     {"annotator-error", 0, 0, G_OPTION_ARG_FILENAME, &typed.slips,
      N_ ("Share of the answers that are wrong (0), of all or where that class is true"),
      "SHARE|CLASS=SHARE"},
     {"max-missed", 0, 0, G_OPTION_ARG_FILENAME, &typed.missed,
      N_ ("Sweep for the missed events of a class after the answers, until that is promised"),
      "CLASS=SHARE"},
     {"sheets", 0, 0, G_OPTION_ARG_INT, &typed.n_sheets, N_ ("Sheets of the sweep at most (300)"),
      "N"},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  const char *fault = find_fault (&typed, &options);
  if (fault != NULL)
    return fl_cli_misuse (self, fault);
  if (!fl_cli_check_plugin (self, FL_PLUGIN_STRATEGY, typed.strategy))
    return FL_CLI_USAGE;
  return simulate_project (arguments[0], &typed, &options);
}
