/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep. */
#include <glib/gi18n.h>
#include <inttypes.h>

#include "base/fl-json.h"
#include "base/fl-time.h"
#include "cli/fl-cli.h"
#include "session/fl-session-sweeps.h"

typedef struct {
  char *class_name;
  char *max_missed;
  char *confidence;
  int n_tiles;
  gboolean is_preview;
  char *next;
  char *answer;
  int sheet;
  char **hits;
  char **unsure;
  char *end;
  gboolean is_json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->class_name);
  g_free (self->max_missed);
  g_free (self->confidence);
  g_free (self->next);
  g_free (self->answer);
  g_strfreev (self->hits);
  g_strfreev (self->unsure);
  g_free (self->end);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_sweep (gconstpointer thing)
{
  const FlSweepReport *sweep = thing;
  g_autofree char *at = fl_time_to_iso8601 (sweep->created_us);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (sweep);
  g_autofree char *planted = fl_sweep_report_dup_planted (sweep);

  g_print (ngettext ("%s  %s  %s  “%s”, %u of about %u sheet, at most %g %% missed wanted\n",
                     "%s  %s  %s  “%s”, %u of about %u sheets, at most %g %% missed wanted\n",
                     sweep->n_sheets_planned),
           at, sweep->uuid, fl_sweep_state_get_name (sweep->state), sweep->klass, sweep->n_sheets,
           sweep->n_sheets_planned, sweep->max_missed * 100);
  g_print ("    %s\n", sentence);
  if (planted != NULL)
    g_print ("    %s\n", planted);
}

static void
add_sweep (FlJson *json, gconstpointer thing)
{
  const FlSweepReport *sweep = thing;
  g_autofree char *at = fl_time_to_iso8601 (sweep->created_us);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (sweep);
  g_autofree char *planted = fl_sweep_report_dup_planted (sweep);

  fl_json_begin_object (json, NULL);
  fl_json_add_string (json, "sweep", sweep->uuid);
  fl_json_add_string (json, "frozen", at);
  fl_sweep_report_add_json (sweep, json);
  fl_json_add_string (json, "sentence", sentence);
  fl_json_add_string (json, "planted_sentence", planted);
  fl_json_end_object (json);
}

static void
print_sweeps (FlSession *session, gboolean is_json)
{
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (session);

  fl_cli_print_all (sweeps, is_json ? "sweeps" : NULL, print_sweep, add_sweep);
}

/* Which of the tiles are planted is told to nobody. */
static gboolean
print_sheet (FlSession *session, gint64 sweep, GError **error)
{
  g_autoptr (FlSheet) sheet = fl_session_next_sheet (session, sweep, error);

  if (sheet == NULL)
    return FALSE;
  g_print ("sheet\ttile\tstream\tfirst_frame\tlast_frame\tfirst_s\tlast_s\n");
  for (guint i = 0; i < sheet->tiles->len; i++) {
    const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, i);
    g_print ("%u\t%u\t%s\t%" PRId64 "\t%" PRId64 "\t%.6f\t%.6f\n", sheet->number, i,
             fl_stream_get_name (tile->stream), tile->frames.first, tile->frames.last,
             fl_stream_get_time_s (tile->stream, tile->frames.first),
             fl_stream_get_time_s (tile->stream, tile->frames.last));
  }
  return TRUE;
}

/* “12” or “12:4711”. */
static gboolean
parse_mark (const char *word, FlSheetMark *out)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 2);
  guint64 tile;
  guint64 frame = 0;

  if (!g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXUINT, &tile, NULL) ||
      (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, &frame, NULL)))
    return FALSE;
  *out = (FlSheetMark){.tile = (guint) tile, .frame = parts[1] != NULL ? (gint64) frame : -1};
  return TRUE;
}

/* There is no frame on which somebody cannot tell. */
static gboolean
parse_marks (char **words, gboolean is_unsure, GArray *marks)
{
  FlSheetMark mark;

  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    if (!parse_mark (words[i], &mark) || (is_unsure && mark.frame >= 0))
      return FALSE;
    mark.is_unsure = is_unsure;
    g_array_append_val (marks, mark);
  }
  return TRUE;
}

static gboolean
answer (FlSession *session, gint64 sweep, guint number, const GArray *marks, GError **error)
{
  g_autoptr (FlSheet) sheet = fl_session_find_sheet (session, sweep, error);

  if (sheet == NULL)
    return FALSE;
  sheet->number = number;
  return fl_session_answer_sheet (session, sheet, (const FlSheetMark *) (const void *) marks->data,
                                  marks->len, error);
}

/* The identity, which the next call needs, alone on its line. */
static void
print_started (FlSession *session, gint64 id, const FlSweepPlan *plan)
{
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (session);

  for (guint i = 0; i < sweeps->len; i++) {
    const FlSweepReport *sweep = sweeps->pdata[i];
    if (sweep->id == id)
      g_print ("%s\n", sweep->uuid);
  }
  g_autofree char *looks =
    g_strdup_printf (ngettext ("%u of %u block is looked at", "%u of %u blocks are looked at",
                               plan->n_blocks),
                     plan->n_tiles, plan->n_blocks);
  g_autofree char *sheets =
    g_strdup_printf (ngettext ("about %u sheet", "about %u sheets", plan->n_sheets),
                     plan->n_sheets);
  /* Translators: a number of events; “9 of 14 blocks are looked at”; “about 2 sheets”. */
  g_print (ngettext ("%u event is known; %s, %s\n", "%u events are known; %s, %s\n", plan->n_known),
           plan->n_known, looks, sheets);
}

static gboolean
start (FlSession *session, const Options *options, FlSweepPlan *plan, GError **error)
{
  gint64 id = 0;

  plan->klass = fl_session_find_class (session, options->class_name, error);
  if (plan->klass == NULL || !fl_session_learn (session, error))
    return FALSE;
  if (options->is_preview) {
    if (!fl_session_preview_sweep (session, plan, error))
      return FALSE;
  } else {
    id = fl_session_start_sweep (session, plan, error);
    if (id == 0)
      return FALSE;
  }
  print_started (session, id, plan);
  return TRUE;
}

static gboolean
change (FlSession *session,
        const Options *options,
        FlSweepPlan *plan,
        const GArray *marks,
        GError **error)
{
  const char *word = options->next != NULL     ? options->next
                     : options->answer != NULL ? options->answer
                                               : options->end;

  if (options->class_name != NULL)
    return start (session, options, plan, error);
  const gint64 sweep = fl_session_find_sweep (session, word, error);
  if (sweep == 0)
    return FALSE;
  if (options->next != NULL)
    return print_sheet (session, sweep, error);
  if (options->answer != NULL)
    return answer (session, sweep, (guint) options->sheet, marks, error);
  return fl_session_end_sweep (session, sweep, error);
}

static gboolean
parse_share (const char *text, double *out)
{
  return text == NULL || fl_cli_parse_share (text, out);
}

/* What is wrong with the options, %NULL when nothing is. */
static const char *
find_fault (const Options *self, FlSweepPlan *plan)
{
  const int n_verbs = (self->class_name != NULL) + (self->next != NULL) + (self->answer != NULL) +
                      (self->end != NULL);

  if (n_verbs > 1)
    return _ ("choose one of --class, --next, --answer and --end");
  if (self->class_name == NULL && (self->max_missed != NULL || self->confidence != NULL ||
                                   self->n_tiles != 0 || self->is_preview))
    return _ ("--max-missed, --confidence, --tiles and --dry-run go with --class");
  if ((self->answer != NULL) != (self->sheet >= 0) ||
      ((self->hits != NULL || self->unsure != NULL) && self->answer == NULL))
    return _ (
      "--answer takes the number of the sheet as --sheet, and --hit and --unsure go with it");
  if (!parse_share (self->max_missed, &plan->max_missed) ||
      !parse_share (self->confidence, &plan->confidence) || self->n_tiles < 0)
    return _ (
      "--max-missed and --confidence take numbers between 0 and 1, and --tiles one above 0");
  plan->n_tiles = (guint) self->n_tiles;
  return NULL;
}

static FlSession *
open_project (const char *word, const Options *options)
{
  const gboolean is_change = options->class_name != NULL || options->next != NULL ||
                             options->answer != NULL || options->end != NULL;
  FlSession *session = is_change ? fl_cli_open (word, NULL) : fl_cli_open_to_read (word);

  /* What could be read is still worth sweeping. */
  if (session != NULL && options->class_name != NULL && !fl_cli_is_ingested (session))
    (void) fl_cli_ingest (session);
  return session;
}

FlCliStatus
fl_cli_sweep (const FlCliCommand *self, char **arguments)
{
  g_auto (Options) options = {.sheet = -1};
  FlSweepPlan plan = {.max_missed = 0.1, .confidence = 0.95};
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"class", 0, 0, G_OPTION_ARG_STRING, &options.class_name,
      N_ ("Start a sweep for missed events of a class"), "NAME"},
     {"max-missed", 0, 0, G_OPTION_ARG_STRING, &options.max_missed,
      N_ ("Largest share of events that may be missed (0.1)"), "SHARE"},
     {"confidence", 0, 0, G_OPTION_ARG_STRING, &options.confidence,
      N_ ("Of what the sweep promises (0.95)"), "SHARE"},
     {"tiles", 0, 0, G_OPTION_ARG_INT, &options.n_tiles,
      N_ ("Blocks to look at; as many as the promise needs by default"), "N"},
     {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.is_preview,
      N_ ("Only say what a sweep would cost"), NULL},
     {"next", 0, 0, G_OPTION_ARG_STRING, &options.next, N_ ("Print the next sheet"), "SWEEP"},
     {"answer", 0, 0, G_OPTION_ARG_STRING, &options.answer,
      N_ ("Answer that sheet: none but the hits"), "SWEEP"},
     {"sheet", 0, 0, G_OPTION_ARG_INT, &options.sheet, N_ ("Number of the sheet"), "N"},
     {"hit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.hits,
      N_ ("A tile where the class is, and a frame to be labelled with it"), "TILE[:FRAME]"},
     {"unsure", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.unsure,
      N_ ("A tile where nobody can tell; it counts as if an event was missed there"), "TILE"},
     {"end", 0, 0, G_OPTION_ARG_STRING, &options.end, N_ ("End a sweep"), "SWEEP"},
     {"json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("Write JSON"), NULL},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  const char *fault = find_fault (&options, &plan);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FlSheetMark));
  if (fault == NULL &&
      (!parse_marks (options.hits, FALSE, marks) || !parse_marks (options.unsure, TRUE, marks)))
    fault =
      _ ("--hit takes the number of a tile, and behind a colon that of a frame; --unsure takes "
         "only that of a tile");
  if (fault != NULL)
    return fl_cli_misuse (self, fault);
  FlSession *session = open_project (arguments[0], &options);
  if (session == NULL)
    return FL_CLI_FAILED;
  const gboolean is_list = options.class_name == NULL && options.next == NULL &&
                           options.answer == NULL && options.end == NULL;
  if (is_list)
    print_sweeps (session, options.is_json);
  const gboolean is_done = is_list || change (session, &options, &plan, marks, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
