/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who knows the truth, at the keyboard of a session (decisions 32). */
#include "session/fl-simulate.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "session/fl-session-private.h"
#include "session/fl-truth.h"
#include "store/fl-store-streams.h"

static gboolean
copy_classes (FlSession *from, FlSession *to, GError **error)
{
  for (guint i = 0; i < fl_session_get_n_classes (from); i++) {
    FlClass *klass = fl_session_peek_class (from, i);
    if (fl_session_add_class (to, fl_class_get_name (klass), fl_class_get_key (klass), error) ==
        NULL)
      return FALSE;
  }
  return TRUE;
}

/* The same streams with the same features, and no labels. */
static gboolean
copy_streams (FlSession *from, FlSession *to, GError **error)
{
  g_autofree char *cache = g_strconcat (from->path, "-cache", NULL);

  g_clear_pointer (&to->cache, fl_cache_free);
  to->cache = fl_cache_new_for_folder (cache);
  to->extractor = from->extractor;
  for (guint i = 0; i < fl_session_get_n_streams (from); i++) {
    const FlStreamRow *row = fl_stream_get_row (fl_session_peek_stream (from, i));
    if (fl_store_add_stream (to->store, row, to->annotator, error) == 0)
      return FALSE;
  }
  return fl_session_show_streams (to, error);
}

static FlSession *
copy_project (FlSession *from, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "simulation.frameline", NULL);
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (FlSession) copy = fl_session_create (path, &options, error);

  if (copy == NULL)
    return NULL;
  g_clear_pointer (&copy->saver, fl_saver_free);
  if (!copy_classes (from, copy, error) || !copy_streams (from, copy, error))
    return NULL;
  return g_steal_pointer (&copy);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      (void) g_unlink (path);
  }
  (void) g_rmdir (folder);
}

static void
measure_acceptance (FlSession *session,
                    FlTruth *truth,
                    const FlSimulateOptions *options,
                    FlSimulateRow *row)
{
  FlAcceptance acceptance = {.max_error = options->max_error, .confidence = 0.95};
  g_autoptr (GArray) chosen = fl_session_propose (session, &acceptance);

  row->auto_labels = 0;
  row->auto_errors = 0;
  for (guint i = 0; chosen != NULL && i < chosen->len; i++) {
    const FlProposed *proposed = &g_array_index (chosen, FlProposed, i);
    FlClass *klass = fl_truth_find (truth, proposed->stream, proposed->frame);
    row->auto_labels++;
    row->auto_errors += klass != NULL && fl_class_get_id (klass) != proposed->class_id;
  }
  row->coverage = session->n_samples > 0 ? (double) row->auto_labels / session->n_samples : 0;
}

static gboolean
answer_one (FlSession *session, FlTruth *truth, gboolean *out_is_done, GError **error)
{
  FlItem *item = fl_queue_get_first (session->queue);

  *out_is_done = item == NULL;
  if (item == NULL)
    return TRUE;
  const FlAnswer answer = {.item = item,
                           .klass = fl_truth_find (truth, fl_item_get_stream (item),
                                                   fl_item_get_frame (item))};
  if (!fl_session_answer (session, &answer, error))
    return FALSE;
  /* Without a model yet the queue is ranked all the same. */
  (void) fl_session_learn (session, NULL);
  return TRUE;
}

static gboolean
run (FlSession *session,
     const FlSimulateOptions *options,
     FlSimulateFunc func,
     gpointer data,
     GError **error)
{
  g_autoptr (FlTruth) truth = fl_truth_new (session, options->truth, error);
  FlSimulateRow row = {0};
  gboolean is_done;

  if (truth == NULL)
    return FALSE;
  if (!fl_truth_limit_pool (truth, session, error))
    return FALSE;
  if (options->strategy != NULL && !fl_session_set_strategy (session, options->strategy, error))
    return FALSE;
  session->seed = options->seed;
  (void) fl_session_learn (session, NULL);
  for (row.answers = 1; row.answers <= options->budget; row.answers++) {
    if (!answer_one (session, truth, &is_done, error))
      return FALSE;
    if (is_done)
      return TRUE;
    fl_truth_measure (truth, session, &row);
    measure_acceptance (session, truth, options, &row);
    row.retrain_ms = session->train_ms;
    if (!func (&row, data))
      return TRUE;
  }
  return TRUE;
}

gboolean
fl_simulate (FlSession *session,
             const FlSimulateOptions *options,
             FlSimulateFunc func,
             gpointer data,
             GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (session) && options->truth != NULL, FALSE);

  if (session->is_multi_label) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Projects with tags cannot be simulated yet"));
    return FALSE;
  }
  g_autofree char *folder = g_dir_make_tmp ("frameline-simulation-XXXXXX", error);
  if (folder == NULL)
    return FALSE;
  FlSession *copy = copy_project (session, folder, error);
  gboolean is_done = copy != NULL && run (copy, options, func, data, error);
  if (copy != NULL)
    fl_session_close (copy);
  g_clear_object (&copy);
  remove_folder (folder);
  return is_done;
}
