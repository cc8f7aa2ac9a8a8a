/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record. */
#include <glib-unix.h>
#include <glib/gi18n.h>

#include "cli/fl-cli.h"

#define BYTES_A_GB 1000000000.0

typedef struct {
  FlSession *session;
  GHashTable *told; /* FlStream -> what a line was written about */
} Recording;

/* Begins with all live streams. Returns: how many there are; 0 with @error when one does not. */
static guint
record_all (FlSession *session, GError **error)
{
  GListModel *streams = fl_session_get_streams (session);
  guint n_live = 0;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (!fl_stream_is_live (stream))
      continue;
    if (!fl_session_record (session, stream, error))
      return 0;
    n_live++;
  }
  if (n_live == 0)
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND,
                         _ ("There is no live video in this project; add some with “framelinectl "
                            "add PROJECT ADDRESS”"));
  return n_live;
}

/* What is worth a line: another state, or another reason to wait; NULL for nothing. */
static char *
dup_news (FlStream *stream)
{
  const FlStreamState state = fl_stream_get_state (stream);

  if (!fl_stream_is_live (stream) || state <= FL_STREAM_INGESTING)
    return NULL;
  return g_strdup_printf ("%d%s", (int) state,
                          state == FL_STREAM_CONNECTING ? fl_stream_get_status (stream) : "");
}

/* A line for each stream whenever there is news. */
static void
tell_states (Recording *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_autofree char *news = dup_news (stream);
    if (news == NULL || g_strcmp0 (g_hash_table_lookup (self->told, stream), news) == 0)
      continue;
    g_hash_table_insert (self->told, stream, g_steal_pointer (&news));
    g_print ("%s: %s\n", fl_stream_get_name (stream), fl_stream_get_status (stream));
  }
}

/* Until it is stopped or over. Returns: whether all live streams ended in order */
static gboolean
wait_for_end (FlSession *session, double length_s)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Recording self = {.session = session, .told = told};
  GListModel *jobs = fl_session_get_jobs (session);
  GListModel *streams = fl_session_get_streams (session);
  const guint ends[] = {g_unix_signal_add (SIGINT, fl_cli_on_interrupt, session),
                        g_unix_signal_add (SIGTERM, fl_cli_on_interrupt, session),
                        length_s > 0
                          ? g_timeout_add ((guint) (length_s * 1000), fl_cli_on_interrupt, session)
                          : 0};
  gboolean is_in_order = TRUE;

  while (g_list_model_get_n_items (jobs) > 0) {
    g_main_context_iteration (NULL, TRUE);
    tell_states (&self);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] != 0)
      g_source_remove (ends[i]);
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    is_in_order &= !fl_stream_is_live (stream) || fl_stream_get_state (stream) == FL_STREAM_READY;
  }
  return is_in_order;
}

static void
on_problem (FlSession *session, const char *sentence)
{
  fl_cli_note ("framelinectl: %s", sentence);
}

FlCliStatus
fl_cli_record (const FlCliCommand *self, char **arguments)
{
  double budget_gb = 0;
  double length_s = 0;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"budget", 0, 0, G_OPTION_ARG_DOUBLE, &budget_gb,
                                   N_ ("How much all recordings may take, from now on"), "GB"},
                                  {"for", 0, 0, G_OPTION_ARG_DOUBLE, &length_s,
                                   N_ ("Stop after so many seconds"), "SECONDS"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (!(budget_gb >= 0 && budget_gb <= 1e9) || !(length_s >= 0 && length_s <= 1e6))
    return fl_cli_misuse (self, _ ("--budget and --for are numbers above 0"));
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), NULL);
  gboolean is_begun =
    (budget_gb == 0 ||
     fl_session_set_budget (session, (gint64) (budget_gb * BYTES_A_GB), &error)) &&
    record_all (session, &error) > 0;
  gboolean is_done = is_begun && wait_for_end (session, length_s);
  fl_cli_close (session);
  if (error != NULL)
    return fl_cli_fail (error);
  return is_done ? FL_CLI_DONE : FL_CLI_FAILED;
}
