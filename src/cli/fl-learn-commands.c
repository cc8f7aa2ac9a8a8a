/* SPDX-License-Identifier: GPL-3.0-or-later */
/* train, queue, accept. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fl-csv.h"
#include "base/fl-json.h"
#include "cli/fl-cli.h"
#include "session/fl-history.h"
#include "session/fl-session-like.h"
#include "session/fl-session-second-looks.h"

static void
print_model (const FlModelReport *report, gboolean is_json)
{
  if (!is_json) {
    g_print (ngettext ("Model %" PRId64 " of %u labelled sample and %u classes: C %g, "
                       "temperature %.3f, trained in %.0f ms\n",
                       "Model %" PRId64 " of %u labelled samples and %u classes: C %g, "
                       "temperature %.3f, trained in %.0f ms\n",
                       report->n_labels),
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
  if (!fl_cli_check_plugin (self, FL_PLUGIN_CLASSIFIER, classifier))
    return FL_CLI_USAGE;
  FlSession *session = fl_cli_open_to_learn (arguments[0]);
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
write_item (FlCsvWriter *writer, FlItem *item, gboolean has_tags, GError **error)
{
  FlClass *tag = fl_item_get_tag (item);
  FlStream *stream = fl_item_get_stream (item);
  gint64 frame = fl_item_get_frame (item);
  g_autofree char *sentence = fl_item_dup_sentence (item);

  fl_csv_writer_add (writer, fl_stream_get_name (stream));
  fl_csv_writer_add_int (writer, frame);
  fl_csv_writer_add_double (writer, fl_stream_get_time_s (stream, frame), 6);
  if (has_tags)
    fl_csv_writer_add (writer, tag != NULL ? fl_class_get_name (tag) : "");
  fl_csv_writer_add (writer, sentence);
  return fl_csv_writer_end_record (writer, NULL, error);
}

static gboolean
write_queue (FlSession *session, guint n, GError **error)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  static const char *const header[] = {"stream", "frame", "pts_s"};
  const gboolean has_tags = fl_session_get_is_multi_label (session);

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    fl_csv_writer_add (writer, header[i]);
  if (has_tags)
    fl_csv_writer_add (writer, "tag");
  fl_csv_writer_add (writer, "why");
  if (!fl_csv_writer_end_record (writer, NULL, error))
    return FALSE;
  for (guint i = 0; i < MIN (n, g_list_model_get_n_items (queue)); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (!write_item (writer, item, has_tags, error))
      return FALSE;
  }
  return fl_csv_writer_flush (writer, NULL, error);
}

/* A frame that others are to be like. */
typedef struct {
  char *stream;
  gint64 frame;
} Like;

/* “STREAM:FRAME”; the name of a stream may have a colon itself. */
static gboolean
parse_like (const char *text, Like *out)
{
  const char *colon = strrchr (text, ':');

  if (colon == NULL || colon == text ||
      !g_ascii_string_to_signed (colon + 1, 10, 0, G_MAXINT64, &out->frame, NULL))
    return FALSE;
  out->stream = g_strndup (text, (gsize) (colon - text));
  return TRUE;
}

static gboolean
find_like (FlSession *session, const Like *like, guint n, GError **error)
{
  FlStream *stream = fl_session_find_stream (session, like->stream, error);

  return stream != NULL && fl_session_find_like (session, stream, like->frame, n, error);
}

/* A class, or of a tag an answer as --tag has it. */
static void
add_answer (FlCsvWriter *writer, const FlSecondLook *look, FlClass *klass, gboolean is_yes)
{
  g_autofree char *answer =
    look->tag != NULL
      ? g_strdup_printf ("%s=%s", fl_class_get_name (look->tag), is_yes ? "yes" : "no")
      : g_strdup (fl_class_get_name (klass));

  fl_csv_writer_add (writer, answer);
}

/* Labels that are worth a second look, and what the rest says. */
static gboolean
write_second_looks (FlSession *session, guint n, GError **error)
{
  g_autoptr (GArray) looks = fl_session_list_second_looks (session);
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (output);
  static const char *const header[] = {"stream", "frame", "pts_s", "label", "machine"};

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    fl_csv_writer_add (writer, header[i]);
  if (!fl_csv_writer_end_record (writer, NULL, error))
    return FALSE;
  for (guint i = 0; i < MIN (n, looks->len); i++) {
    const FlSecondLook *look = &g_array_index (looks, FlSecondLook, i);
    fl_csv_writer_add (writer, fl_stream_get_name (look->stream));
    fl_csv_writer_add_int (writer, look->frame);
    fl_csv_writer_add_double (writer, fl_stream_get_time_s (look->stream, look->frame), 6);
    add_answer (writer, look, look->said, look->is_yes);
    add_answer (writer, look, look->rest, !look->is_yes);
    if (!fl_csv_writer_end_record (writer, NULL, error))
      return FALSE;
  }
  return fl_csv_writer_flush (writer, NULL, error);
}

FlCliStatus
fl_cli_queue (const FlCliCommand *self, char **arguments)
{
  gboolean are_second_looks = FALSE;
  g_autofree char *strategy = NULL;
  g_autofree char *place = NULL;
  Like like = {0};
  int n = 10;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"strategy", 0, 0, G_OPTION_ARG_STRING, &strategy,
                                   N_ ("Order of the questions"), "NAME"},
                                  {"like", 0, 0, G_OPTION_ARG_STRING, &place,
                                   N_ ("What looks like this frame first"), "STREAM:FRAME"},
                                  {"count", 0, 0, G_OPTION_ARG_INT, &n, N_ ("How many (10)"), "N"},
                                  {"second-looks", 0, 0, G_OPTION_ARG_NONE, &are_second_looks,
                                   N_ ("Only labels that the rest contradicts"), NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (n < 1)
    return fl_cli_misuse (self, _ ("--count is a number from 1 on"));
  if (place != NULL && !parse_like (place, &like))
    return fl_cli_misuse (self, _ ("--like is a stream and a frame, such as cam.mp4:120"));
  g_autofree char *stream = like.stream;
  if (!fl_cli_check_plugin (self, FL_PLUGIN_STRATEGY, strategy))
    return FL_CLI_USAGE;
  /* What could be read is still worth asking about. */
  FlSession *session = fl_cli_open_ingested (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = (strategy == NULL || fl_session_set_strategy (session, strategy, &error)) &&
                     (place == NULL || find_like (session, &like, (guint) n, &error));
  if (is_done) {
    fl_session_set_n_questions (session, (guint) n);
    (void) fl_session_learn (session, NULL);
    is_done = are_second_looks ? write_second_looks (session, (guint) n, &error)
                               : write_queue (session, (guint) n, &error);
  }
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
