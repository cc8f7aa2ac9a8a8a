/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lots. */
#include <glib/gi18n.h>
#include <inttypes.h>

#include "base/fl-json.h"
#include "base/fl-time.h"
#include "cli/fl-cli.h"
#include "session/fl-session-lots.h"

static void
print_lot (gconstpointer thing)
{
  const FlLotReport *lot = thing;
  g_autofree char *at = fl_time_to_iso8601 (lot->created_us);
  g_autofree char *sentence = fl_lot_report_dup_sentence (lot);

  g_print (ngettext ("%s  %s  %s  %u sample, maximum error %g %%\n",
                     "%s  %s  %s  %u samples, maximum error %g %%\n", lot->n_samples),
           at, lot->uuid, fl_lot_state_get_name (lot->state), lot->n_samples, lot->max_error * 100);
  g_print ("    %s\n", sentence);
}

static void
add_lot (FlJson *json, gconstpointer thing)
{
  const FlLotReport *lot = thing;
  g_autofree char *at = fl_time_to_iso8601 (lot->created_us);
  g_autofree char *sentence = fl_lot_report_dup_sentence (lot);

  fl_json_begin_object (json, NULL);
  fl_json_add_string (json, "lot", lot->uuid);
  fl_json_add_string (json, "frozen", at);
  fl_json_add_string (json, "state", fl_lot_state_get_name (lot->state));
  fl_json_add_int (json, "samples", lot->n_samples);
  fl_json_add_double (json, "max_error", lot->max_error);
  fl_json_add_double (json, "confidence", lot->confidence);
  fl_json_add_int (json, "attempt", lot->n_attempts);
  fl_json_add_int (json, "checks", lot->n_checks);
  fl_json_add_int (json, "disagreements", lot->n_disagreements);
  fl_json_add_int (json, "remaining", lot->n_remaining);
  fl_json_add_int (json, "wrong_at_most", lot->n_at_most);
  fl_json_add_string (json, "scope", lot->scope);
  fl_lot_scope_add_json (&lot->about, lot->stream, lot->klass, json);
  if (lot->seed != NULL)
    fl_json_add_string (json, "seed", lot->seed);
  fl_json_add_string (json, "sentence", sentence);
  fl_json_end_object (json);
}

static void
print_lots (FlSession *session, gboolean is_json)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (session);
  const FlLotSum sum = fl_session_sum_lots (session);

  if (is_json) {
    g_autoptr (FlJson) json = fl_json_new ();
    fl_cli_add_all (json, lots, "lots", add_lot);
    fl_lot_sum_add_json (&sum, "lots_together", json);
    g_autofree char *text = fl_json_end (json);
    g_print ("%s\n", text);
    return;
  }
  g_autofree char *together = fl_lot_sum_dup_sentence (&sum);
  fl_cli_print_all (lots, NULL, print_lot, add_lot);
  if (together != NULL)
    g_print ("%s\n", together);
}

/* The frame to look at, for a program that shows it to somebody who has not seen a guess. */
static gboolean
print_next (FlSession *session, gint64 lot, GError **error)
{
  g_autoptr (FlItem) item = fl_session_next_check (session, lot, error);

  if (item == NULL)
    return FALSE;
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  FlClass *tag = fl_item_get_tag (item);
  g_print ("%s\t%" PRId64 "\t%.6f%s%s\n", fl_stream_get_name (stream), frame,
           fl_stream_get_time_s (stream, frame), tag != NULL ? "\t" : "",
           tag != NULL ? fl_class_get_name (tag) : "");
  return TRUE;
}

static gboolean
change_lot (FlSession *session, const char *next, const char *back, GError **error)
{
  const gint64 lot = fl_session_find_lot (session, next != NULL ? next : back, error);

  return lot != 0 && (next != NULL ? print_next (session, lot, error)
                                   : fl_session_give_back_lot (session, lot, error));
}

FlCliStatus
fl_cli_lots (const FlCliCommand *self, char **arguments)
{
  g_autofree char *next = NULL;
  g_autofree char *back = NULL;
  gboolean is_json = FALSE;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] =
    {{"next", 0, 0, G_OPTION_ARG_STRING, &next,
      N_ ("Ask the next blind check; the next “label” of that frame answers it"), "LOT"},
     {"give-back", 0, 0, G_OPTION_ARG_STRING, &back, N_ ("Free the samples of a lot"), "LOT"},
     {"json", 0, 0, G_OPTION_ARG_NONE, &is_json, N_ ("Write JSON"), NULL},
     {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (next != NULL && back != NULL)
    return fl_cli_misuse (self, _ ("choose one of --next and --give-back"));
  const gboolean is_change = next != NULL || back != NULL;
  FlSession *session =
    is_change ? fl_cli_open (arguments[0], NULL) : fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = TRUE;
  if (is_change)
    is_done = change_lot (session, next, back, &error);
  else
    print_lots (session, is_json);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
