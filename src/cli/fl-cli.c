/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands share: options, sentences, opening a project, progress. */
#include "cli/fl-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_WIDTH 30

/* Names may hold line breaks, and a reason is one line. */
static char *
dup_line (const char *sentence)
{
  g_autofree char *line = g_utf8_make_valid (sentence, -1);

  for (char *c = line; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_steal_pointer (&line);
}

FlCliStatus
fl_cli_misuse (const FlCliCommand *command, const char *sentence)
{
  g_autofree char *line = dup_line (sentence);

  g_printerr (_ ("framelinectl %s: %s; “framelinectl %s --help” explains it\n"), command->name,
              line, command->name);
  return FL_CLI_USAGE;
}

FlCliStatus
fl_cli_misuse_error (const FlCliCommand *command, const GError *error)
{
  return fl_cli_misuse (command, error->message);
}

gboolean
fl_cli_check_plugin (const FlCliCommand *command, FlPluginKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (fl_plugins_check (kind, id, &error))
    return TRUE;
  fl_cli_misuse_error (command, error);
  return FALSE;
}

FlCliStatus
fl_cli_fail (const GError *error)
{
  g_autofree char *line = dup_line (error->message);

  fl_cli_end_progress ();
  g_printerr ("framelinectl: %s\n", line);
  return FL_CLI_FAILED;
}

void
fl_cli_note (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *line = dup_line (sentence);
  fl_cli_end_progress ();
  g_printerr ("%s\n", line);
}

static GOptionContext *
make_context (const FlCliCommand *command, const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new (command->arguments);

  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  return context;
}

static gboolean
wants_help (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL && !g_str_equal (arguments[i], "--"); i++)
    if (g_str_equal (arguments[i], "--help") || g_str_equal (arguments[i], "-h"))
      return TRUE;
  return FALSE;
}

static void
print_command_help (const FlCliCommand *command, GOptionContext *context)
{
  g_autofree char *program = g_strdup_printf ("framelinectl %s", command->name);

  g_set_prgname (program);
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", help);
}

/* GOption leaves the “--” that ended the options where it is. */
static void
drop_separator (char **words)
{
  guint i = 0;

  while (words[i] != NULL && !g_str_equal (words[i], "--"))
    i++;
  for (; words[i] != NULL; i++)
    words[i] = words[i + 1];
}

/* What GOption says of such a word does not name it. */
static void
refuse_bytes (const FlCliCommand *command, char **words)
{
  guint i = 0;

  while (words[i] != NULL && g_utf8_validate (words[i], -1, NULL))
    i++;
  g_autofree char *word = g_filename_display_name (words[i] != NULL ? words[i] : "");
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” is not UTF-8 text"), word);
  fl_cli_misuse (command, sentence);
}

gboolean
fl_cli_parse (const FlCliCommand *command,
              const GOptionEntry *entries,
              char ***arguments,
              guint min,
              guint max,
              FlCliStatus *out_status)
{
  g_autoptr (GOptionContext) context = make_context (command, entries);
  g_autoptr (GError) error = NULL;
  /* GOption takes the first word for the name of the program; here it is the command's. */
  char **words = *arguments - 1;
  int n_words = (int) g_strv_length (words);

  *out_status = FL_CLI_USAGE;
  if (wants_help (*arguments)) {
    print_command_help (command, context);
    *out_status = FL_CLI_DONE;
    return FALSE;
  }
  if (!g_option_context_parse (context, &n_words, &words, &error)) {
    if (error->domain == G_CONVERT_ERROR)
      refuse_bytes (command, *arguments);
    else
      fl_cli_misuse_error (command, error);
    return FALSE;
  }
  drop_separator (words);
  guint n = g_strv_length (words) - 1;
  if (n < min || n > max) {
    g_autofree char *sentence =
      g_strdup_printf (n < min ? _ ("something is missing, it needs %s")
                               : _ ("too many words, it takes %s"),
                       *command->arguments != '\0' ? command->arguments : _ ("none"));
    fl_cli_misuse (command, sentence);
    return FALSE;
  }
  *arguments = words + 1;
  return TRUE;
}

char *
fl_cli_dup_new_project_path (const char *word)
{
  return g_str_has_suffix (word, ".frameline") ? g_strdup (word)
                                               : g_strconcat (word, ".frameline", NULL);
}

char *
fl_cli_dup_project_path (const char *word)
{
  g_autofree char *path = fl_cli_dup_new_project_path (word);

  /* A project may have been given any name by whoever copied it. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (word, G_FILE_TEST_EXISTS))
    return g_strdup (word);
  return g_steal_pointer (&path);
}

char *
fl_cli_dup_counts (FlStream *stream)
{
  const gint64 n_frames = fl_stream_get_n_frames (stream);
  const guint n_samples = fl_stream_get_n_samples (stream);
  g_autofree char *frames =
    g_strdup_printf (ngettext ("%" PRId64 " frame", "%" PRId64 " frames", (gulong) n_frames),
                     n_frames);
  g_autofree char *samples =
    g_strdup_printf (ngettext ("%u sample", "%u samples", n_samples), n_samples);

  /* Translators: such as “75 frames, 6 samples”. */
  return g_strdup_printf (_ ("%1$s, %2$s"), frames, samples);
}

FlSession *
fl_cli_open_with (const char *word, const FlSessionOptions *options)
{
  g_autofree char *path = fl_cli_dup_project_path (word);
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_open (path, options, &error);

  if (session == NULL)
    fl_cli_fail (error);
  return session;
}

FlSession *
fl_cli_open (const char *word, const char *annotator)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = annotator};

  return fl_cli_open_with (word, &options);
}

FlSession *
fl_cli_open_to_read (const char *word)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};

  return fl_cli_open_with (word, &options);
}

void
fl_cli_add_all (FlJson *json, const GPtrArray *things, const char *name, FlCliAddFunc add)
{
  fl_json_begin_array (json, name);
  for (guint i = 0; i < things->len; i++)
    add (json, things->pdata[i]);
  fl_json_end_array (json);
}

void
fl_cli_print_all (const GPtrArray *things, const char *name, FlCliPrintFunc print, FlCliAddFunc add)
{
  g_autoptr (FlJson) json = fl_json_new ();

  for (guint i = 0; name == NULL && i < things->len; i++)
    print (things->pdata[i]);
  if (name == NULL)
    return;
  fl_cli_add_all (json, things, name, add);
  g_autofree char *text = fl_json_end (json);
  g_print ("%s\n", text);
}

void
fl_cli_close (FlSession *session)
{
  fl_session_close (session);
  g_object_unref (session);
}

static gboolean
has_terminal (void)
{
  return isatty (STDERR_FILENO) == 1;
}

void
fl_cli_show_progress (const char *what, double fraction)
{
  int n = (int) (CLAMP (fraction, 0, 1) * BAR_WIDTH);

  if (!has_terminal ())
    return;
  fprintf (stderr, "\r\033[K[%.*s%*s] %3d %%  %s", n, "##############################",
           BAR_WIDTH - n, "", (int) (fraction * 100), what);
  fflush (stderr);
}

void
fl_cli_end_progress (void)
{
  if (has_terminal ())
    fputs ("\r\033[K", stderr);
}

gboolean
fl_cli_is_ingested (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) != FL_STREAM_READY)
      return FALSE;
  }
  return TRUE;
}

gboolean
fl_cli_on_interrupt (gpointer session)
{
  GListModel *jobs = fl_session_get_jobs (session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (FlJob) job = g_list_model_get_item (jobs, i);
    fl_job_cancel (job);
  }
  return G_SOURCE_CONTINUE;
}

static void
show_streams (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);
  guint n = g_list_model_get_n_items (streams);
  const char *line = "";
  double fraction = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    FlStreamState state = fl_stream_get_state (stream);
    fraction += fl_stream_get_progress (stream) / n;
    if (state == FL_STREAM_INDEXING || state == FL_STREAM_INGESTING)
      line = fl_stream_get_status (stream);
  }
  fl_cli_show_progress (line, fraction);
}

static void
report_stream (FlStream *stream)
{
  const char *name = fl_stream_get_name (stream);
  const char *status = fl_stream_get_status (stream);

  /* Most sentences name it. */
  if (strstr (status, name) != NULL)
    fl_cli_note ("framelinectl: %s", status);
  else
    fl_cli_note ("framelinectl: %s: %s", name, status);
}

/* One line for each stream that did not get ready. */
static gboolean
report_streams (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);
  gboolean is_ready = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) == FL_STREAM_READY)
      continue;
    report_stream (stream);
    is_ready = FALSE;
  }
  return is_ready;
}

gboolean
fl_cli_ingest (FlSession *session)
{
  GListModel *jobs = fl_session_get_jobs (session);
  guint interrupt = g_unix_signal_add (SIGINT, fl_cli_on_interrupt, session);

  fl_session_ingest (session);
  while (g_list_model_get_n_items (jobs) > 0) {
    g_main_context_iteration (NULL, TRUE);
    show_streams (session);
  }
  fl_cli_end_progress ();
  g_source_remove (interrupt);
  return report_streams (session);
}

FlSession *
fl_cli_open_ingested (const char *word, gboolean *out_is_ingested)
{
  FlSession *session = fl_cli_open_to_read (word);
  gboolean is_ingested = session != NULL && fl_cli_is_ingested (session);

  if (session != NULL && !is_ingested) {
    fl_cli_close (session);
    session = fl_cli_open (word, NULL);
    is_ingested = session != NULL && fl_cli_ingest (session);
  }
  if (out_is_ingested != NULL)
    *out_is_ingested = is_ingested;
  return session;
}

FlSession *
fl_cli_open_to_learn (const char *word)
{
  FlSession *session = fl_cli_open (word, NULL);

  /* What could be read is still worth learning from. */
  if (session != NULL && !fl_cli_is_ingested (session))
    (void) fl_cli_ingest (session);
  return session;
}

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_printerr ("framelinectl: %s\n", sentence);
}

gboolean
fl_cli_prepare_rows (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);
  gboolean are_all_there = TRUE;

  g_signal_connect (session, "problem", G_CALLBACK (on_problem), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    are_all_there &= fl_session_count_frames (session, stream, NULL);
  }
  (void) fl_session_learn (session, NULL);
  return are_all_there;
}

gboolean
fl_cli_parse_share (const char *text, double *out)
{
  char *end;

  *out = g_ascii_strtod (text, &end);
  return *text != '\0' && *end == '\0' && *out > 0 && *out < 1;
}

gboolean
fl_cli_parse_class_share (char *text, double *out)
{
  char *equals = strrchr (text, '=');

  if (equals == NULL || equals == text || !fl_cli_parse_share (equals + 1, out))
    return FALSE;
  *equals = '\0';
  return TRUE;
}
