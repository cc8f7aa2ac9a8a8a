/* SPDX-License-Identifier: GPL-3.0-or-later */
/* add, remove, ingest, frames, relink. */
#include <glib/gi18n.h>
#include <math.h>

#include "base/fl-csv.h"
#include "cli/fl-cli.h"
#include "session/fl-doubt-words.h"
#include "session/fl-removal.h"

#include <gio/gunixoutputstream.h>
#include <inttypes.h>
#include <unistd.h>

/* An option that was not typed. */
#define NOT_GIVEN G_MININT

typedef struct {
  char *every;
  char *fps;
  char *snapped;
  char *on_change;
  gboolean every_frame;
  gboolean keyframes;
} Sampling;

static void
sampling_clear (Sampling *self)
{
  g_free (self->every);
  g_free (self->fps);
  g_free (self->snapped);
  g_free (self->on_change);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sampling, sampling_clear)

/* The one that was chosen, as the project writes it; NULL for none; "" for several. */
static char *
dup_sampling (const Sampling *chosen)
{
  int n = (chosen->every != NULL) + (chosen->fps != NULL) + (chosen->snapped != NULL) +
          (chosen->on_change != NULL) + chosen->every_frame + chosen->keyframes;

  if (n > 1)
    return g_strdup ("");
  if (chosen->every != NULL)
    return g_strconcat ("every:", chosen->every, NULL);
  if (chosen->fps != NULL)
    return g_strconcat ("fps:", chosen->fps, NULL);
  if (chosen->snapped != NULL)
    return g_strconcat ("snapped:", chosen->snapped, NULL);
  if (chosen->on_change != NULL)
    return g_strconcat ("on-change:", chosen->on_change, NULL);
  if (chosen->every_frame)
    return g_strdup ("every-frame");
  return chosen->keyframes ? g_strdup ("keyframes") : NULL;
}

/* Says it in the words that were typed, not in those of the project. */
static FlCliStatus
refuse_sampling (const FlCliCommand *self, const Sampling *chosen)
{
  const gboolean is_every = chosen->every != NULL;
  g_autofree char *sentence = NULL;

  if (chosen->on_change != NULL)
    sentence = g_strdup_printf (_ ("--on-change is the shortest and the longest time between two "
                                   "samples in seconds, such as 0.2-5, and not “%s”"),
                                chosen->on_change);
  else if (chosen->fps != NULL)
    sentence =
      g_strdup_printf (_ ("--fps is a number of samples a second above 0, such as 2, and not “%s”"),
                       chosen->fps);
  else
    sentence = g_strdup_printf (_ ("%s is a number of seconds above 0, such as 0.5, and not “%s”"),
                                is_every ? "--every" : "--snapped",
                                is_every ? chosen->every : chosen->snapped);
  return fl_cli_misuse (self, sentence);
}

static void
on_problem (FlSession *session, const char *sentence)
{
  fl_cli_note ("framelinectl: %s", sentence);
}

static FlCliStatus
add_all (const char *project, char **sources, const char *sampling)
{
  FlSession *session = fl_cli_open (project, NULL);
  FlCliStatus status = FL_CLI_DONE;

  if (session == NULL)
    return FL_CLI_FAILED;
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), NULL);
  for (guint i = 0; sources[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    FlStream *stream = fl_session_add_source (session, sources[i], sampling, &error);
    if (stream == NULL)
      status = fl_cli_fail (error);
    else
      g_print ("%s\n", fl_stream_get_name (stream));
  }
  fl_cli_close (session);
  return status;
}

FlCliStatus
fl_cli_add (const FlCliCommand *self, char **arguments)
{
  g_auto (Sampling) chosen = {0};
  FlCliStatus status;
  const GOptionEntry entries[] = {{"every", 0, 0, G_OPTION_ARG_STRING, &chosen.every,
                                   N_ ("A sample every so many seconds"), "SECONDS"},
                                  {"fps", 0, 0, G_OPTION_ARG_STRING, &chosen.fps,
                                   N_ ("So many samples a second"), "N"},
                                  {"snapped", 0, 0, G_OPTION_ARG_STRING, &chosen.snapped,
                                   N_ ("The key frame nearest to every so many seconds"),
                                   "SECONDS"},
                                  {"on-change", 0, 0, G_OPTION_ARG_STRING, &chosen.on_change,
                                   N_ ("More samples where the picture changes, so many seconds "
                                       "apart"),
                                   "SHORTEST-LONGEST"},
                                  {"every-frame", 0, 0, G_OPTION_ARG_NONE, &chosen.every_frame,
                                   N_ ("Every frame is a sample"), NULL},
                                  {"keyframes", 0, 0, G_OPTION_ARG_NONE, &chosen.keyframes,
                                   N_ ("Every key frame is a sample"), NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 2, G_MAXUINT, &status))
    return status;
  g_autofree char *sampling = dup_sampling (&chosen);
  if (sampling != NULL && *sampling == '\0')
    return fl_cli_misuse (
      self, _ ("choose one of --every, --fps, --snapped, --on-change, --every-frame and "
               "--keyframes"));
  if (sampling != NULL && !fl_session_check_sampling (sampling, NULL))
    return refuse_sampling (self, &chosen);
  return add_all (arguments[0], arguments + 1, sampling);
}

FlCliStatus
fl_cli_remove (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 2, 2, &status))
    return status;
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  FlStream *stream = fl_session_find_stream (session, arguments[1], &error);
  gboolean is_removed = stream != NULL && fl_session_remove_stream (session, stream, &error);
  fl_cli_close (session);
  return is_removed ? FL_CLI_DONE : fl_cli_fail (error);
}

static void
print_picked_and_doubt (FlStream *stream)
{
  g_autofree char *picked = fl_stream_dup_picked_sampling (stream);
  g_autofree char *doubt = fl_doubt_words_dup (fl_stream_get_doubt (stream));

  if (picked != NULL)
    g_print (" (%s)", picked);
  g_print ("%s%s\n", doubt != NULL ? "; " : "", doubt != NULL ? doubt : "");
}

static void
print_streams (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) != FL_STREAM_READY)
      continue;
    g_autofree char *counts = fl_cli_dup_counts (stream);
    g_print ("%s: %s", fl_stream_get_name (stream), counts);
    print_picked_and_doubt (stream);
  }
}

FlCliStatus
fl_cli_ingest_command (const FlCliCommand *self, char **arguments)
{
  int n_jobs = NOT_GIVEN;
  g_auto (GStrv) extractors = NULL;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"jobs", 0, 0, G_OPTION_ARG_INT, &n_jobs,
                                   N_ ("Streams that are read at once"), "N"},
                                  {"extractor", 0, 0, G_OPTION_ARG_STRING_ARRAY, &extractors,
                                   N_ ("Kind of features; several are used side by side"), "NAME"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (n_jobs != NOT_GIVEN && (n_jobs < 1 || n_jobs > 64))
    return fl_cli_misuse (self, _ ("--jobs is a number from 1 to 64"));
  for (guint i = 0; extractors != NULL && extractors[i] != NULL; i++)
    if (!fl_cli_check_plugin (self, FL_PLUGIN_EXTRACTOR, extractors[i]))
      return FL_CLI_USAGE;
  g_autofree char *extractor = extractors != NULL ? g_strjoinv ("\n", extractors) : NULL;
  g_autofree char *path = fl_cli_dup_project_path (arguments[0]);
  const FlSessionOptions options = {.is_headless = TRUE,
                                    .n_jobs = (guint) MAX (n_jobs, 0),
                                    .extractor = extractor};
  FlSession *session = fl_session_open (path, &options, &error);
  if (session == NULL)
    return fl_cli_fail (error);
  gboolean is_ready = fl_cli_ingest (session);
  print_streams (session);
  fl_cli_close (session);
  return is_ready ? FL_CLI_DONE : FL_CLI_FAILED;
}

/* Of a folder of pictures with the name of each; a film has no such column. */
static gboolean
write_frames (FlStream *stream, GError **error)
{
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  g_autofree char *first = fl_stream_dup_picture (stream, 0);

  fl_csv_writer_add (writer, "index");
  fl_csv_writer_add (writer, "pts_s");
  fl_csv_writer_add (writer, "key");
  if (first != NULL)
    fl_csv_writer_add (writer, "file");
  if (!fl_csv_writer_end_record (writer, NULL, error))
    return FALSE;
  for (gint64 frame = 0; frame < fl_stream_get_n_frames (stream); frame++) {
    fl_csv_writer_add_int (writer, frame);
    fl_csv_writer_add_double (writer, fl_stream_get_time_s (stream, frame), 6);
    fl_csv_writer_add_int (writer, fl_stream_is_key (stream, frame));
    g_autofree char *picture = fl_stream_dup_picture (stream, frame);
    if (first != NULL)
      fl_csv_writer_add (writer, picture);
    if (!fl_csv_writer_end_record (writer, NULL, error))
      return FALSE;
  }
  return fl_csv_writer_flush (writer, NULL, error);
}

FlCliStatus
fl_cli_frames (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 2, 2, &status))
    return status;
  FlSession *session = fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  FlStream *stream = fl_session_find_stream (session, arguments[1], &error);
  gboolean is_written = stream != NULL && fl_session_count_frames (session, stream, &error) &&
                        write_frames (stream, &error);
  fl_cli_close (session);
  return is_written ? FL_CLI_DONE : fl_cli_fail (error);
}

/* Says of each stream whose file is missing that it is; FALSE when there is one. */
static gboolean
report_missing (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);
  gboolean is_complete = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) != FL_STREAM_MISSING)
      continue;
    g_printerr ("%s: %s\n", fl_stream_get_name (stream), fl_stream_get_status (stream));
    is_complete = FALSE;
  }
  return is_complete;
}

FlCliStatus
fl_cli_relink (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  guint n_found = 0;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 2, G_MAXUINT, &status))
    return status;
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  for (guint i = 1; arguments[i] != NULL && error == NULL; i++) {
    guint n = 0;
    (void) fl_session_find_moved (session, arguments[i], &n, NULL, &error); /* It sets `error`. */
    n_found += n;
  }
  g_print (ngettext ("%u video found\n", "%u videos found\n", n_found), n_found);
  gboolean is_complete = report_missing (session);
  fl_cli_close (session);
  if (error != NULL)
    return fl_cli_fail (error);
  return is_complete ? FL_CLI_DONE : FL_CLI_FAILED;
}
