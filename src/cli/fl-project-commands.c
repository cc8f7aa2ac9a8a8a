/* SPDX-License-Identifier: GPL-3.0-or-later */
/* new, set, info, check, demo. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "base/fl-json.h"
#include "cli/fl-cli.h"
#include "session/fl-check.h"
#include "session/fl-demo.h"
#include "session/fl-doubt-words.h"
#include "session/fl-removal.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-advice.h"
#include "session/fl-session-extractors.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-runs.h"
#include "session/fl-session-sweeps.h"

static gboolean
is_key (const char *text)
{
  const glong n = g_utf8_strlen (text, -1);

  return n == 1 || (n == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]));
}

/* Whether “Light:on” stands beside “Light:off”, so that “on” is hardly meant as a key. */
static gboolean
is_like_another (const char *word, char **words)
{
  const gsize n = (gsize) (strrchr (word, ':') - word) + 1;

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i] != word && strncmp (words[i], word, n) == 0)
      return TRUE;
  return FALSE;
}

/* “Feeding:f” is a class with a key; a name may have colons as long as no key follows. */
static gboolean
add_class (FlSession *session, const char *word, char **words, GError **error)
{
  const char *colon = strrchr (word, ':');
  gboolean has_key = colon != NULL && is_key (colon + 1);
  g_autofree char *name = has_key ? g_strndup (word, (gsize) (colon - word)) : g_strdup (word);

  if (g_utf8_validate (word, -1, NULL) && has_key && strlen (colon) == 3 &&
      is_like_another (word, words)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 /* Translators: what was typed, such as “Light:on”, and its two parts. */
                 _ ("“%1$s” could be the class “%2$s” with the key “%3$s” or a name like that of "
                    "another class; type its key behind it, such as “%1$s:k”"),
                 word, name, colon + 1);
    return FALSE;
  }
  if (g_utf8_validate (word, -1, NULL))
    return fl_session_add_class (session, name, has_key ? colon + 1 : NULL, error) != NULL;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("A class name is not UTF-8; type it in a terminal with a UTF-8 locale"));
  return FALSE;
}

static gboolean
copy_classes (FlSession *session, const char *from, GError **error)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autofree char *path = fl_cli_dup_project_path (from);
  g_autoptr (FlSession) other = fl_session_open (path, &options, error);

  if (other == NULL)
    return FALSE;
  GListModel *classes = fl_session_get_classes (other);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    /* That nothing is there is no tag. */
    if (fl_class_get_is_background (klass) && fl_session_get_is_multi_label (session))
      continue;
    if (fl_session_add_class (session, fl_class_get_name (klass), fl_class_get_key (klass),
                              error) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_goal (const char *goal)
{
  static const char *const goals[] = {"frames", "events", "bouts", "pictures", NULL};

  return goal == NULL || g_strv_contains (goals, goal);
}

/* A project that could not be made as it was asked for is not left behind. */
static FlCliStatus
give_up (FlSession *session, const char *path, const GError *error)
{
  static const char *const suffixes[] = {"", "-wal", "-shm", "-lock"};

  fl_cli_close (session);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *each = g_strconcat (path, suffixes[i], NULL);
    (void) g_unlink (each);
  }
  return fl_cli_fail (error);
}

/* “folder/” and “..” name no file. */
static gboolean
is_file_name (const char *word)
{
  const char *slash = strrchr (word, '/');
  const char *name = slash != NULL ? slash + 1 : word;

  return !g_str_equal (name, "") && !g_str_equal (name, ".") && !g_str_equal (name, "..") &&
         !g_str_equal (name, ".frameline");
}

FlCliStatus
fl_cli_new (const FlCliCommand *self, char **arguments)
{
  g_auto (GStrv) classes = NULL;
  g_autofree char *goal = NULL;
  g_autofree char *from = NULL;
  gboolean is_multi_label = FALSE;
  double shortest_s = 0;
  FlCliStatus status;
  const GOptionEntry entries[] = {{"class", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &classes,
                                   N_ ("A class, with a key if you like"), "NAME[:KEY]"},
                                  {"multi-label", 0, 0, G_OPTION_ARG_NONE, &is_multi_label,
                                   N_ ("Classes are yes/no tags"), NULL},
                                  {"goal", 0, 0, G_OPTION_ARG_STRING, &goal, N_ ("What it is for"),
                                   "frames|events|bouts|pictures"},
                                  {"shortest-event", 0, 0, G_OPTION_ARG_DOUBLE, &shortest_s,
                                   N_ ("How long the shortest event that matters lasts"),
                                   "SECONDS"},
                                  {"from", 0, 0, G_OPTION_ARG_FILENAME, &from,
                                   N_ ("Take the classes of another project"), "PROJECT"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (!is_goal (goal))
    return fl_cli_misuse (self, _ ("the goal is frames, events, bouts or pictures"));
  if (!is_file_name (arguments[0])) {
    g_autofree char *sentence =
      g_strdup_printf (_ ("“%s” cannot be the name of a project"), arguments[0]);
    return fl_cli_misuse (self, sentence);
  }
  g_autofree char *path = fl_cli_dup_new_project_path (arguments[0]);
  g_autoptr (GError) error = NULL;
  const FlSessionOptions options = {.is_multi_label = is_multi_label,
                                    .goal = goal,
                                    .is_headless = TRUE};
  FlSession *session = fl_session_create (path, &options, &error);
  if (session == NULL)
    return fl_cli_fail (error);
  if (shortest_s != 0 && !fl_session_set_shortest_event_s (session, shortest_s, &error))
    return give_up (session, path, error);
  if (from != NULL && !copy_classes (session, from, &error))
    return give_up (session, path, error);
  for (guint i = 0; classes != NULL && classes[i] != NULL; i++)
    if (!add_class (session, classes[i], classes, &error))
      return give_up (session, path, error);
  fl_cli_close (session);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_set (const FlCliCommand *self, char **arguments)
{
  double shortest_s = -1;
  FlCliStatus status;
  const GOptionEntry entries[] =
    {{"shortest-event", 0, 0, G_OPTION_ARG_DOUBLE, &shortest_s,
      N_ ("How long the shortest event that matters lasts; 0: not known"), "SECONDS"},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (shortest_s == -1)
    return fl_cli_misuse (self, _ ("say what to set, such as --shortest-event=0.5"));
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  const gboolean is_done = fl_session_set_shortest_event_s (session, shortest_s, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}

static const char *
state_nick (FlStream *stream)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (FL_TYPE_STREAM_STATE);
  const GEnumValue *value = g_enum_get_value (klass, (int) fl_stream_get_state (stream));

  return value->value_nick;
}

/* What random checks say, as shares: of all, or of one tag. */
static void
add_accuracy_json (FlSession *session, FlClass *tag, FlJson *json)
{
  FlAccuracy accuracy;

  if (tag != NULL)
    fl_session_get_tag_accuracy (session, tag, &accuracy);
  else
    fl_session_get_accuracy (session, &accuracy);
  if (accuracy.n == 0)
    return;
  fl_json_begin_object (json, "random_checks");
  fl_json_add_int (json, "n", accuracy.n);
  fl_json_add_int (json, "taken_back", accuracy.n_taken_back);
  fl_json_add_double (json, "error", accuracy.error);
  fl_json_add_double (json, "error_low", accuracy.low);
  fl_json_add_double (json, "error_high", accuracy.high);
  fl_json_end_object (json);
}

static void
add_classes_json (FlSession *session, FlJson *json)
{
  GListModel *classes = fl_session_get_classes (session);

  fl_json_begin_array (json, "classes");
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "name", fl_class_get_name (klass));
    fl_json_add_string (json, "key", fl_class_get_key (klass));
    fl_json_add_bool (json, "background", fl_class_get_is_background (klass));
    fl_json_add_int (json, "labels", fl_class_get_n_labels (klass));
    if (fl_session_get_is_multi_label (session)) {
      fl_json_add_int (json, "no", fl_class_get_tag_counts (klass)->n_no);
      fl_json_add_int (json, "unsure", fl_class_get_tag_counts (klass)->n_unsure);
      add_accuracy_json (session, klass, json);
    }
    fl_json_add_int (json, "version", fl_class_get_version (klass));
    fl_json_add_string (json, "definition", fl_class_get_definition (klass));
    fl_json_add_int (json, "old_labels", fl_session_count_old_labels (session, klass));
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static void
add_streams_json (FlSession *session, FlJson *json)
{
  GListModel *streams = fl_session_get_streams (session);

  fl_json_begin_array (json, "streams");
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_autofree char *place = fl_stream_dup_place (stream);
    g_autofree char *picked = fl_stream_dup_picked_sampling (stream);
    guint width_px;
    guint height_px;
    fl_stream_get_shown_size (stream, &width_px, &height_px);
    fl_json_begin_object (json, NULL);
    fl_json_add_string (json, "name", fl_stream_get_name (stream));
    fl_json_add_string (json, "path", place);
    fl_json_add_bool (json, "live", fl_stream_is_live (stream));
    fl_json_add_string (json, "state", state_nick (stream));
    fl_json_add_int (json, "width", width_px);
    fl_json_add_int (json, "height", height_px);
    fl_json_add_int (json, "frames", fl_stream_get_n_frames (stream));
    fl_json_add_int (json, "samples", fl_stream_get_n_samples (stream));
    fl_json_add_double (json, "duration_s", fl_stream_get_duration_s (stream));
    fl_json_add_string (json, "sampling", fl_stream_get_sampling (stream));
    if (fl_stream_is_live (stream)) {
      fl_json_add_double (json, "recorded_s", fl_stream_get_recorded_s (stream));
      fl_json_add_int (json, "recorded_bytes", fl_stream_get_recorded_bytes (stream));
    }
    fl_json_add_string (json, "picked_sampling", picked);
    fl_json_add_string (json, "doubt", fl_stream_get_doubt (stream));
    fl_json_end_object (json);
  }
  fl_json_end_array (json);
}

static void
add_extractors_json (FlSession *session, FlJson *json)
{
  g_auto (GStrv) names = fl_session_list_extractors (session);

  fl_json_begin_array (json, "extractors");
  for (guint i = 0; names[i] != NULL; i++)
    fl_json_add_string (json, NULL, names[i]);
  fl_json_end_array (json);
}

/* %NULL without a model. */
static const FlStopAdvice *
find_advice (FlSession *session)
{
  return fl_session_learn (session, NULL) ? fl_session_find_advice (session) : NULL;
}

static void
print_info_json (FlSession *session, const FlStopAdvice *advice)
{
  g_autoptr (FlJson) json = fl_json_new ();
  g_autofree char *name = fl_session_dup_name (session);
  guint n_samples;
  guint n_labelled;
  guint n_auto;

  g_object_get (session, "n-samples", &n_samples, "n-labelled", &n_labelled, "n-auto", &n_auto,
                NULL);
  fl_json_add_string (json, "project", name);
  fl_json_add_bool (json, "multi_label", fl_session_get_is_multi_label (session));
  fl_json_add_int (json, "samples", n_samples);
  fl_json_add_int (json, "labelled", n_labelled);
  fl_json_add_int (json, "auto", n_auto);
  fl_json_add_int (json, "removed", fl_session_get_n_removed (session));
  fl_json_add_double (json, "shortest_event_s", fl_session_get_shortest_event_s (session));
  add_accuracy_json (session, NULL, json);
  if (advice != NULL)
    fl_stop_advice_add_json (advice, fl_session_get_advice_tag (session, advice), json);
  add_extractors_json (session, json);
  add_classes_json (session, json);
  add_streams_json (session, json);
  g_autofree char *text = fl_json_end (json);
  g_print ("%s\n", text);
}

static void
print_old_labels (FlSession *session, FlClass *klass)
{
  const guint n_old = fl_session_count_old_labels (session, klass);

  if (n_old > 0)
    g_print (ngettext ("        %u of an older meaning, which is asked about again\n",
                       "        %u of an older meaning, which are asked about again\n", n_old),
             n_old);
}

static void
print_tag_accuracy (FlSession *session, FlClass *tag)
{
  FlAccuracy accuracy;

  fl_session_get_tag_accuracy (session, tag, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  if (sentence != NULL)
    g_print ("        %s\n", sentence);
}

static void
print_class (FlSession *session, FlClass *klass)
{
  const guint n_labels = fl_class_get_n_labels (klass);
  const FlTagCounts *counts = fl_class_get_tag_counts (klass);

  if (fl_session_get_is_multi_label (session))
    /* Translators: name and key of a tag, and samples for which people said so. */
    g_print (_ ("tag     %s  [%s]  %u yes, %u no, %u unsure\n"), fl_class_get_name (klass),
             fl_class_get_key (klass), counts->n_yes, counts->n_no, counts->n_unsure);
  else
    g_print (ngettext ("class   %s  [%s]  %u label\n", "class   %s  [%s]  %u labels\n", n_labels),
             fl_class_get_name (klass), fl_class_get_key (klass), n_labels);
  print_old_labels (session, klass);
  if (fl_session_get_is_multi_label (session))
    print_tag_accuracy (session, klass);
}

static void
print_features (FlSession *session)
{
  g_auto (GStrv) names = fl_session_list_extractors (session);
  const double shortest_s = fl_session_get_shortest_event_s (session);

  for (guint i = 0; names[i] != NULL; i++)
    /* Translators: the id of a kind of features. */
    g_print (_ ("features  %s\n"), names[i]);
  if (shortest_s > 0)
    g_print (_ ("The shortest event that matters lasts %g s\n"), shortest_s);
}

static void
print_accuracy (FlSession *session)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  g_autofree char *range = fl_accuracy_dup_range (&accuracy);
  if (sentence != NULL)
    g_print ("%s\n", sentence);
  if (range != NULL)
    g_print ("%s\n", range);
}

static void
print_advice (FlSession *session, const FlStopAdvice *advice)
{
  const char *tag = fl_session_get_advice_tag (session, advice);
  g_autoptr (GPtrArray) signs = fl_stop_advice_list_signs (advice, tag);
  g_autofree char *words = fl_stop_advice_dup_words (advice, tag);

  g_print ("%s\n", words);
  for (guint i = 0; i < signs->len; i++)
    g_print ("        %s\n", (const char *) signs->pdata[i]);
}

static void
print_info (FlSession *session, const FlStopAdvice *advice)
{
  GListModel *classes = fl_session_get_classes (session);
  GListModel *streams = fl_session_get_streams (session);
  const guint n_removed = fl_session_get_n_removed (session);
  guint n_samples;
  guint n_labelled;
  guint n_auto;

  g_object_get (session, "n-samples", &n_samples, "n-labelled", &n_labelled, "n-auto", &n_auto,
                NULL);
  g_print (ngettext ("%u sample, %u labelled by people, %u by acceptance\n",
                     "%u samples, %u labelled by people, %u by acceptance\n", n_samples),
           n_samples, n_labelled, n_auto);
  print_features (session);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++) {
    g_autoptr (FlClass) klass = g_list_model_get_item (classes, i);
    print_class (session, klass);
  }
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_autofree char *counts = fl_cli_dup_counts (stream);
    /* Translators: name of a video; its frames and samples; its state, a sentence. */
    g_print (_ ("stream  %s  %s  %s\n"), fl_stream_get_name (stream), counts,
             fl_stream_get_status (stream));
  }
  print_accuracy (session);
  if (advice != NULL)
    print_advice (session, advice);
  g_autofree char *sweeps = fl_session_dup_sweeps (session);
  if (sweeps != NULL)
    g_print ("%s\n", sweeps);
  if (n_removed > 0)
    g_print (ngettext ("%u stream is removed; its labels are kept, and to add it again brings it "
                       "back\n",
                       "%u streams are removed; their labels are kept, and to add one again brings "
                       "it back\n",
                       n_removed),
             n_removed);
}

FlCliStatus
fl_cli_info (const FlCliCommand *self, char **arguments)
{
  gboolean is_json = FALSE;
  gboolean wants_advice = FALSE;
  FlCliStatus status;
  const GOptionEntry entries[] = {{"advice", 0, 0, G_OPTION_ARG_NONE, &wants_advice,
                                   N_ ("Learn a model and say whether to go on"), NULL},
                                  {"json", 0, 0, G_OPTION_ARG_NONE, &is_json, N_ ("Write JSON"),
                                   NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  FlSession *session = fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  const FlStopAdvice *advice = wants_advice ? find_advice (session) : NULL;
  if (is_json)
    print_info_json (session, advice);
  else
    print_info (session, advice);
  fl_cli_close (session);
  return FL_CLI_DONE;
}

static void
show_check (const char *what, gpointer data)
{
  fl_cli_show_progress (what, 0);
}

/* Where the container and the decoder do not agree, which is known and allowed for. */
static void
print_doubts (FlSession *session)
{
  GListModel *streams = fl_session_get_streams (session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_autofree char *doubt = fl_doubt_words_dup (fl_stream_get_doubt (stream));
    if (doubt != NULL)
      g_print (_ ("Noted of “%s”: %s\n"), fl_stream_get_name (stream), doubt);
  }
}

/* To be mended where that is possible, and else to be read: it may be open in a window. */
static FlSession *
open_to_check (const char *word)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autofree char *path = fl_cli_dup_project_path (word);
  FlSession *session = fl_session_open (path, &options, NULL);

  return session != NULL ? session : fl_cli_open_to_read (word);
}

FlCliStatus
fl_cli_check (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 1, 1, &status))
    return status;
  FlSession *session = open_to_check (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  g_autoptr (GPtrArray) findings = fl_session_check (session, show_check, NULL, &error);
  fl_cli_end_progress ();
  print_doubts (session);
  fl_cli_close (session);
  if (findings == NULL)
    return fl_cli_fail (error);
  for (guint i = 0; i < findings->len; i++)
    g_print ("%s\n", (const char *) findings->pdata[i]);
  if (findings->len == 0)
    g_print (_ ("Everything is in order\n"));
  return findings->len == 0 ? FL_CLI_DONE : FL_CLI_FAILED;
}

static void
show_demo (double fraction, gpointer data)
{
  fl_cli_show_progress (_ ("Drawing the demo"), fraction);
}

FlCliStatus
fl_cli_demo (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 1, 1, &status))
    return status;
  if (!fl_demo_make (arguments[0], show_demo, NULL, NULL, &error))
    return fl_cli_fail (error);
  fl_cli_end_progress ();
  g_autofree char *path = fl_demo_dup_project_path (arguments[0]);
  g_print ("%s\n", path);
  return FL_CLI_DONE;
}
