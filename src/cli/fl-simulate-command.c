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
simulate (FlSession *session, const FlSimulateOptions *options, GError **error)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  Printing printing = {.writer = writer,
                       .strategy = options->strategy,
                       .seed = (int) options->seed};

  write_header (&printing);
  gboolean is_done = fl_simulate (session, options, print_row, &printing, error);
  if (printing.error == NULL)
    return is_done;
  g_propagate_error (error, printing.error);
  return FALSE;
}

/* Who certifies goes on until that is done. */
static guint
find_budget (int wanted, gboolean certifies)
{
  if (wanted > 0)
    return (guint) wanted;
  return certifies ? 0 : DEFAULT_BUDGET;
}

FlCliStatus
fl_cli_simulate (const FlCliCommand *self, char **arguments)
{
  g_autofree char *truth = NULL;
  g_autofree char *strategy = NULL;
  int budget = -1; /* not given */
  int seed = 1;
  double max_error = -1; /* not given */
  g_autofree char *slips = NULL;
  double annotator_error = 0;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"truth", 0, 0, G_OPTION_ARG_FILENAME, &truth, N_ ("What is true"), "FILE"},
     {"strategy", 0, 0, G_OPTION_ARG_STRING, &strategy, N_ ("Order of the questions"), "NAME"},
     {"budget", 0, 0, G_OPTION_ARG_INT, &budget, N_ ("How many answers (60)"), "N"},
     {"seed", 0, 0, G_OPTION_ARG_INT, &seed, N_ ("Of what is random (1)"), "S"},
     {"max-error", 0, 0, G_OPTION_ARG_DOUBLE, &max_error,
      N_ ("Accept at that maximum error, and check the lots"), "SHARE"},
     {"annotator-error", 0, 0, G_OPTION_ARG_FILENAME, &slips,
      N_ ("Share of the answers that are wrong (0), of all or where that class is true"),
      "SHARE|CLASS=SHARE"},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (truth == NULL || (budget != -1 && budget < 1) ||
      (max_error != -1 && !(max_error > 0 && max_error < 1)))
    return fl_cli_misuse (self, _ ("it needs --truth, a --budget from 1 on, and a --max-error "
                                   "between 0 and 1"));
  const gboolean is_of_class = slips != NULL && fl_cli_parse_class_share (slips, &annotator_error);
  if (slips != NULL && !is_of_class && !fl_cli_parse_share (slips, &annotator_error))
    return fl_cli_misuse (self, _ ("--annotator-error takes a number between 0 and 1, such as "
                                   "0.01 or CLASS=0.03"));
  if (!fl_cli_check_plugin (self, FL_PLUGIN_STRATEGY, strategy))
    return FL_CLI_USAGE;
  gboolean is_ingested;
  FlSession *session = fl_cli_open_ingested (arguments[0], &is_ingested);
  if (session == NULL)
    return FL_CLI_FAILED;
  if (!is_ingested) {
    fl_cli_close (session);
    return FL_CLI_FAILED;
  }
  if (strategy == NULL)
    g_object_get (session, "strategy", &strategy, NULL);
  const FlSimulateOptions options = {.truth = truth,
                                     .strategy = strategy,
                                     .budget = find_budget (budget, max_error > 0),
                                     .seed = (guint32) seed,
                                     .max_error = max_error > 0 ? max_error : DEFAULT_MAX_ERROR,
                                     .certifies = max_error > 0,
                                     .annotator_error = annotator_error,
                                     .annotator_error_class = is_of_class ? slips : NULL};
  gboolean is_done = simulate (session, &options, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
