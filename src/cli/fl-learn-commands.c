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
#include "session/fl-acceptance.h"
#include "session/fl-history.h"
#include "session/fl-session-like.h"
#include "session/fl-session-second-looks.h"

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
    fl_csv_writer_add (writer, fl_class_get_name (look->said));
    fl_csv_writer_add (writer, fl_class_get_name (look->rest));
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

/* A limit as it was typed. */
typedef struct {
  const char *class_name;
  double share;
  gboolean is_missed;
} TypedLimit;

typedef struct {
  char **max_errors;
  char **max_missed;
  char *confidence;
  char *stream;
  char *class_name;
  char *condition;
  int n_edge;
  gboolean is_preview;
  GArray *limits; /* TypedLimit */
  FlAcceptance acceptance;
} AcceptOptions;

static void
accept_options_clear (AcceptOptions *self)
{
  g_strfreev (self->max_errors);
  g_strfreev (self->max_missed);
  g_free (self->confidence);
  g_free (self->stream);
  g_free (self->class_name);
  g_free (self->condition);
  g_clear_pointer (&self->limits, g_array_unref);
  g_clear_pointer (&self->acceptance.limits, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AcceptOptions, accept_options_clear)

static gboolean
parse_limits (AcceptOptions *self, char **words, gboolean is_missed)
{
  guint n_for_all = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    TypedLimit limit = {.class_name = words[i], .is_missed = is_missed};
    if (fl_cli_parse_class_share (words[i], &limit.share))
      g_array_append_val (self->limits, limit);
    else if (is_missed || n_for_all++ > 0 ||
             !fl_cli_parse_share (words[i], &self->acceptance.max_error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
parse_accept (AcceptOptions *self)
{
  self->limits = g_array_new (FALSE, FALSE, sizeof (TypedLimit));
  return parse_limits (self, self->max_errors, FALSE) &&
         parse_limits (self, self->max_missed, TRUE) &&
         (self->confidence == NULL ||
          fl_cli_parse_share (self->confidence, &self->acceptance.confidence));
}

/* From names to classes of the project. */
static gboolean
resolve_limits (FlSession *session, AcceptOptions *self, GError **error)
{
  self->acceptance.limits = g_array_new (FALSE, FALSE, sizeof (FlClassLimit));
  for (guint i = 0; i < self->limits->len; i++) {
    const TypedLimit *typed = &g_array_index (self->limits, TypedLimit, i);
    FlClass *klass = fl_session_find_class (session, typed->class_name, error);
    if (klass == NULL)
      return FALSE;
    const FlClassLimit limit = {.class_id = fl_class_get_id (klass),
                                .share = typed->share,
                                .is_missed = typed->is_missed};
    g_array_append_val (self->acceptance.limits, limit);
  }
  return TRUE;
}

static gboolean
resolve_scope (FlSession *session, AcceptOptions *self, GError **error)
{
  FlStream *stream =
    self->stream != NULL ? fl_session_find_stream (session, self->stream, error) : NULL;
  FlClass *klass =
    self->class_name != NULL ? fl_session_find_class (session, self->class_name, error) : NULL;

  if ((self->stream != NULL && stream == NULL) || (self->class_name != NULL && klass == NULL))
    return FALSE;
  self->acceptance.scope.stream = stream != NULL ? fl_stream_get_id (stream) : 0;
  self->acceptance.scope.class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  return TRUE;
}

static gboolean
accept (FlSession *session, AcceptOptions *self, GError **error)
{
  return resolve_limits (session, self, error) && resolve_scope (session, self, error) &&
         fl_session_learn (session, error) &&
         (self->is_preview ? fl_session_preview_accept (session, &self->acceptance, error)
                           : fl_session_accept (session, &self->acceptance, error));
}

static void
print_acceptance (const FlAcceptance *acceptance, gboolean is_preview)
{
  if (acceptance->n_candidates == 0) {
    g_print (_ ("There is nothing to accept: every sample has a label\n"));
    return;
  }
  g_print (is_preview
             ? ngettext ("%u of %u unlabelled sample would be accepted",
                         "%u of %u unlabelled samples would be accepted", acceptance->n_candidates)
             : ngettext ("%u of %u unlabelled sample was accepted",
                         "%u of %u unlabelled samples were accepted", acceptance->n_candidates),
           acceptance->n_samples, acceptance->n_candidates);
  if (acceptance->n_samples == 0)
    g_print (_ (" at a maximum error of %g %%\n"), acceptance->max_error * 100);
  else
    g_print (ngettext (" at a maximum error of %g %%; that is a proposal until %u blind check "
                       "that agrees proves it at %g %% confidence\n",
                       " at a maximum error of %g %%; that is a proposal until %u blind checks, "
                       "all of them agreeing, prove it at %g %% confidence\n",
                       acceptance->n_checks),
             acceptance->max_error * 100, acceptance->n_checks, acceptance->confidence * 100);
  if (acceptance->n_left_out > 0)
    g_print (ngettext ("%u was left out, because its class has fewer than 5 labels or its stream "
                       "has none\n",
                       "%u were left out, because their class has fewer than 5 labels or their "
                       "stream has none\n",
                       acceptance->n_left_out),
             acceptance->n_left_out);
  if (acceptance->n_edges > 0)
    g_print (ngettext ("%u is near a change and was left out\n",
                       "%u are near a change and were left out\n", acceptance->n_edges),
             acceptance->n_edges);
  g_autofree char *warning = fl_acceptance_dup_warning (acceptance);
  if (warning != NULL)
    g_print ("%s\n", warning);
}

FlCliStatus
fl_cli_accept (const FlCliCommand *self, char **arguments)
{
  g_auto (AcceptOptions) options = {.acceptance = {.max_error = 0.02, .confidence = 0.95}};
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"max-error", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.max_errors,
      N_ ("Largest share of wrong labels (0.02), of all or of a class"), "SHARE|CLASS=SHARE"},
     {"max-missed", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.max_missed,
      N_ ("Largest share of a class that may get another label"), "CLASS=SHARE"},
     {"confidence", 0, 0, G_OPTION_ARG_STRING, &options.confidence,
      N_ ("Of the certificate that checks can give (0.95)"), "SHARE"},
     {"stream", 0, 0, G_OPTION_ARG_STRING, &options.stream, N_ ("Only what is in that video"),
      "NAME"},
     {"class", 0, 0, G_OPTION_ARG_STRING, &options.class_name,
      N_ ("Only what is labelled with that class"), "NAME"},
     {"without-edges", 0, 0, G_OPTION_ARG_INT, &options.n_edge,
      N_ ("Leave out what is so many frames from a change (0)"), "FRAMES"},
     {"condition", 0, 0, G_OPTION_ARG_STRING, &options.condition,
      N_ ("Only what was taken by day (6:00 to 18:00), or by night"), "day|night"},
     {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.is_preview, N_ ("Only say what would happen"),
      NULL},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (!parse_accept (&options))
    return fl_cli_misuse (self, _ ("--max-error, --max-missed and --confidence take numbers "
                                   "between 0 and 1, such as 0.02 or CLASS=0.05"));
  if (options.n_edge < 0)
    return fl_cli_misuse (self, _ ("--without-edges is a number of frames"));
  options.acceptance.scope.n_edge = (guint) options.n_edge;
  if (options.condition != NULL &&
      !fl_condition_parse (options.condition, &options.acceptance.scope.condition))
    return fl_cli_misuse (self, _ ("--condition is day or night"));
  FlSession *session = open_ingested (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = accept (session, &options, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  print_acceptance (&options.acceptance, options.is_preview);
  return FL_CLI_DONE;
}
