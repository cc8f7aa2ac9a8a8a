/* SPDX-License-Identifier: GPL-3.0-or-later */
/* label, import, export, log, undo. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/fl-time.h"
#include "cli/fl-cli.h"
#include "session/fl-history.h"
#include "session/fl-import.h"
#include "session/fl-session-tags.h"

typedef struct {
  char *stream;
  char *frame;
  char *klass;
  char **tags;
  char *annotator;
  gboolean is_unsure;
  FlRange range;   /* of `frame` */
  GArray *answers; /* FlTagAnswer, of `tags`, which are names alone then */
} LabelOptions;

static void
label_options_clear (LabelOptions *self)
{
  g_free (self->stream);
  g_free (self->frame);
  g_free (self->klass);
  g_strfreev (self->tags);
  g_free (self->annotator);
  g_clear_pointer (&self->answers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabelOptions, label_options_clear)

/* “Rearing=yes”; the text becomes the name alone. */
static gboolean
parse_tag (char *text, FlTagAnswer *out, GError **error)
{
  static const char *const answers[] =
    {[FL_TAG_YES] = "yes", [FL_TAG_NO] = "no", [FL_TAG_UNSURE] = "unsure"};
  char *equals = strrchr (text, '=');

  for (guint i = 0; equals != NULL && i < G_N_ELEMENTS (answers); i++) {
    if (!g_str_equal (equals + 1, answers[i]))
      continue;
    *equals = '\0';
    *out = (FlTagAnswer) i;
    return TRUE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is no answer for a tag; write NAME=yes, NAME=no or NAME=unsure"), text);
  return FALSE;
}

/* Whether tag @i is none of those before. */
static gboolean
is_named_once (const LabelOptions *self, guint i, GError **error)
{
  for (guint j = 0; j < i; j++) {
    if (!g_str_equal (self->tags[i], self->tags[j]))
      continue;
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("the tag “%s” is answered twice; leave one of the two"), self->tags[i]);
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_tags (LabelOptions *self, GError **error)
{
  self->answers = g_array_new (FALSE, FALSE, sizeof (FlTagAnswer));
  for (guint i = 0; self->tags != NULL && self->tags[i] != NULL; i++) {
    FlTagAnswer answer;
    if (!parse_tag (self->tags[i], &answer, error) || !is_named_once (self, i, error))
      return FALSE;
    g_array_append_val (self->answers, answer);
  }
  return TRUE;
}

static gboolean
set_tags (FlSession *session, FlStream *stream, const LabelOptions *options, GError **error)
{
  g_autofree FlTagged *tagged = g_new (FlTagged, options->answers->len);

  for (guint i = 0; i < options->answers->len; i++) {
    tagged[i].answer = g_array_index (options->answers, FlTagAnswer, i);
    tagged[i].tag = fl_session_find_class (session, options->tags[i], error);
    if (tagged[i].tag == NULL)
      return FALSE;
  }
  return fl_session_tag (session, stream, &options->range, tagged, options->answers->len, error);
}

static gboolean
set_class (FlSession *session,
           FlStream *stream,
           const FlRange *range,
           const char *name,
           GError **error)
{
  FlClass *klass = name != NULL ? fl_session_find_class (session, name, error) : NULL;

  return (klass != NULL || name == NULL) && fl_session_label (session, stream, range, klass, error);
}

static gboolean
check_kind (FlSession *session, const LabelOptions *options, GError **error)
{
  if (fl_session_get_is_multi_label (session) == (options->tags != NULL))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       options->tags != NULL
                         ? _ ("This project has classes and no tags; use --class")
                         : _ ("This project has tags and no classes; use --tag NAME=yes"));
  return FALSE;
}

static gboolean
label (FlSession *session, const LabelOptions *options, GError **error)
{
  FlStream *stream = fl_session_find_stream (session, options->stream, error);

  if (stream == NULL || !check_kind (session, options, error) ||
      !fl_session_count_frames (session, stream, error))
    return FALSE;
  return options->tags != NULL
           ? set_tags (session, stream, options, error)
           : set_class (session, stream, &options->range, options->klass, error);
}

FlCliStatus
fl_cli_label (const FlCliCommand *self, char **arguments)
{
  g_auto (LabelOptions) options = {0};
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"stream", 0, 0, G_OPTION_ARG_STRING, &options.stream, N_ ("The stream"), "NAME"},
     {"frame", 0, 0, G_OPTION_ARG_STRING, &options.frame, N_ ("The frame, or frames"), "N[-M]"},
     {"class", 0, 0, G_OPTION_ARG_STRING, &options.klass, N_ ("The class"), "NAME"},
     {"tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.tags, N_ ("The answer for a tag"),
      "NAME=yes|no|unsure"},
     {"unsure", 0, 0, G_OPTION_ARG_NONE, &options.is_unsure, N_ ("Nobody can tell"), NULL},
     {"annotator", 0, 0, G_OPTION_ARG_STRING, &options.annotator, N_ ("Who says so"), "NAME"},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (options.stream == NULL || options.frame == NULL ||
      (options.klass != NULL) + (options.tags != NULL) + options.is_unsure != 1)
    return fl_cli_misuse (self, _ ("it needs --stream, --frame, and one of --class, --tag and "
                                   "--unsure"));
  if (!fl_range_parse (options.frame, &options.range, &error) || !parse_tags (&options, &error))
    return fl_cli_misuse_error (self, error);
  FlSession *session = fl_cli_open (arguments[0], options.annotator);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = label (session, &options, &error) && fl_session_save (session, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}

static void
print_report (const FlImportReport *report)
{
  g_print (_ ("%" PRIu64 " rows: %" PRIu64 " labels on %" PRIu64 " frames, %" PRIu64
              " rows without a person's label\n"),
           report->n_rows, report->n_labels, report->n_frames, report->n_passed_over);
  for (guint i = 0; i < report->new_classes->len; i++)
    g_print (_ ("new class: %s\n"), (const char *) report->new_classes->pdata[i]);
}

FlCliStatus
fl_cli_import (const FlCliCommand *self, char **arguments)
{
  g_autofree char *format = NULL;
  g_autofree char *annotator = NULL;
  FlCliStatus status;
  g_auto (FlImportReport) report = {0};
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"format", 0, 0, G_OPTION_ARG_STRING, &format,
                                   N_ ("Its format, found out by default"), "NAME"},
                                  {"annotator", 0, 0, G_OPTION_ARG_STRING, &annotator,
                                   N_ ("Who made the labels"), "NAME"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 2, 2, &status))
    return status;
  if (!fl_cli_check_plugin (self, FL_PLUGIN_FORMAT, format))
    return FL_CLI_USAGE;
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = fl_session_import (session, arguments[1], format, annotator, &report, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  print_report (&report);
  return FL_CLI_DONE;
}

/* On stderr, where it is in nobody's table. */
static void
tell_notes (FlSession *session)
{
  g_autofree char *notes = fl_session_dup_export_notes (session);

  if (notes != NULL)
    g_printerr ("%s\n", notes);
}

static gboolean
export_to_stdout (FlSession *session, const char *format, gboolean samples_only, GError **error)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return fl_session_export (session, format, samples_only, output, error);
}

static gboolean
export_to_file (FlSession *session,
                const char *format,
                const char *path,
                gboolean samples_only,
                GError **error)
{
  FlJob *job = fl_session_export_to_file (session, format, path, samples_only, error);

  if (job == NULL)
    return FALSE;
  while (fl_job_get_state (job) == FL_JOB_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  if (fl_job_get_state (job) == FL_JOB_DONE)
    return TRUE;
  g_propagate_error (error, g_error_copy (fl_job_get_error (job)));
  return FALSE;
}

/* A time, or a date, which means its end. */
static gboolean
parse_as_of (const char *text, gint64 *out_us)
{
  g_autofree char *end = g_strconcat (text, "T23:59:59.999999Z", NULL);

  return fl_time_from_iso8601 (text, out_us) || fl_time_from_iso8601 (end, out_us);
}

FlCliStatus
fl_cli_export (const FlCliCommand *self, char **arguments)
{
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  g_autofree char *as_of = NULL;
  FlSessionOptions session_options = {.is_headless = TRUE, .is_read_only = TRUE};
  gboolean every_frame = FALSE;
  gboolean samples_only = FALSE;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("Format, “frames” by default"), "NAME"},
     {"output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write to a file"), "FILE"},
     {"every-frame", 0, 0, G_OPTION_ARG_NONE, &every_frame, N_ ("A row for every frame (default)"),
      NULL},
     {"samples", 0, 0, G_OPTION_ARG_NONE, &samples_only, N_ ("Rows for samples only"), NULL},
     {"as-of", 0, 0, G_OPTION_ARG_STRING, &as_of,
      N_ ("Labels as they stood then, such as 2026-05-12T14:00:00Z"), "TIME"},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (every_frame && samples_only)
    return fl_cli_misuse (self, _ ("choose one of --every-frame and --samples"));
  if (as_of != NULL && !parse_as_of (as_of, &session_options.as_of_us))
    return fl_cli_misuse (self, _ ("--as-of is a date or a time, such as 2026-05-12 or "
                                   "2026-05-12T14:00:00Z"));
  if (!fl_cli_check_plugin (self, FL_PLUGIN_FORMAT, format))
    return FL_CLI_USAGE;
  FlSession *session = fl_cli_open_with (arguments[0], &session_options);
  if (session == NULL)
    return FL_CLI_FAILED;
  const char *id = format != NULL ? format : "frames";
  gboolean are_all_there = fl_cli_prepare_rows (session);
  gboolean is_done = output != NULL ? export_to_file (session, id, output, samples_only, &error)
                                    : export_to_stdout (session, id, samples_only, &error);
  if (is_done)
    tell_notes (session);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  return are_all_there ? FL_CLI_DONE : FL_CLI_FAILED;
}

static void
print_entry (const FlHistoryEntry *entry)
{
  g_autofree char *at = fl_time_to_iso8601 (entry->at_us);

  g_print ("%s  %-10s  %s%s\n", at, entry->annotator, entry->what,
           entry->is_undone ? _ ("  (undone)") : "");
}

FlCliStatus
fl_cli_log (const FlCliCommand *self, char **arguments)
{
  int n = 0;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"count", 0, 0, G_OPTION_ARG_INT, &n, N_ ("Only the newest"),
                                   "N"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (n < 0)
    return fl_cli_misuse (self, _ ("--count is a number from 1 on"));
  FlSession *session = fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  g_autoptr (GPtrArray) entries_found = fl_session_list_history (session, (guint) n, &error);
  fl_cli_close (session);
  if (entries_found == NULL)
    return fl_cli_fail (error);
  for (guint i = 0; i < entries_found->len; i++)
    print_entry (entries_found->pdata[i]);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_undo (const FlCliCommand *self, char **arguments)
{
  g_autofree char *annotator = NULL;
  g_autofree char *what = NULL;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"annotator", 0, 0, G_OPTION_ARG_STRING, &annotator,
                                   N_ ("Whose action"), "NAME"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  FlSession *session = fl_cli_open (arguments[0], annotator);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = fl_session_undo (session, &what, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  g_print (_ ("Undone: %s\n"), what);
  return FL_CLI_DONE;
}
