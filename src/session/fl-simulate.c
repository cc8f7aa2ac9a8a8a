/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who knows the truth, at the keyboard of a session (decisions 32). */
#include "session/fl-simulate.h"

#include <glib/gstdio.h>

#include "session/fl-lot.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-private.h"
#include "session/fl-session-propose.h"
#include "session/fl-simulate-sweep.h"
#include "session/fl-slips.h"
#include "session/fl-tag-truth.h"
#include "session/fl-truth.h"
#include "store/fl-store-streams.h"

/* When somebody accepts who certifies: after so many answers, and when that labels most of the rest, or
 * so many more, and at least half of it; and never so few samples that labelling them costs less. */
#define MIN_TAUGHT 40
#define MAX_TAUGHT 80
#define MOST       0.9
#define HALF       0.5
#define MIN_LOT    50

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
  g_autoptr (FlProjectFacts) facts = fl_store_get_facts (from->store, error);
  if (facts == NULL)
    return NULL;
  /* For exact bouts a key is about the frame alone. */
  const FlSessionOptions options = {.is_headless = TRUE,
                                    .is_multi_label = from->is_multi_label,
                                    .goal = facts->goal};
  g_autoptr (FlSession) copy = fl_session_create (path, &options, error);

  if (copy == NULL)
    return NULL;
  g_clear_pointer (&copy->saver, fl_saver_free);
  copy->asks_checks = TRUE;
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

/* One who knows the truth: of classes, with slips, or of tags. */
typedef struct {
  FlTruth *classes;
  FlTagTruth *tags;
  FlSlips slips;
} Oracle;

static void
oracle_clear (Oracle *self)
{
  g_clear_pointer (&self->classes, fl_truth_free);
  g_clear_pointer (&self->tags, fl_tag_truth_free);
  fl_slips_clear (&self->slips);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Oracle, oracle_clear)

static gboolean
oracle_init (Oracle *self, FlSession *session, const FlSimulateOptions *options, GError **error)
{
  if (session->is_multi_label) {
    self->tags = fl_tag_truth_new (session, options->truth, error);
    return self->tags != NULL && fl_tag_truth_limit_pool (self->tags, session, error);
  }
  self->classes = fl_truth_new (session, options->truth, error);
  return self->classes != NULL && fl_truth_limit_pool (self->classes, session, error) &&
         fl_slips_init (&self->slips, session, options->annotator_error,
                        options->annotator_error_class, options->seed, error);
}

/* Adds what the machine says of a sample, which may be wrong. */
static void
count_auto (FlSession *session,
            const Oracle *oracle,
            FlStream *stream,
            gint64 frame,
            gint64 class_id,
            FlSimulateRow *row)
{
  FlClass *klass = oracle->classes != NULL ? fl_truth_find (oracle->classes, stream, frame) : NULL;

  row->auto_labels++;
  if (oracle->tags != NULL)
    row->auto_errors += fl_tag_truth_refutes (oracle->tags, session, stream, frame, class_id);
  else
    row->auto_errors += klass != NULL && fl_class_get_id (klass) != class_id;
}

static void
count_part (FlSession *session, const Oracle *oracle, const FlLotPart *part, FlSimulateRow *row)
{
  FlStream *stream = fl_session_find_stream_by_id (session, part->stream);

  for (guint i = 0; i < part->samples->len; i++) {
    const FlLotSample *sample = &g_array_index (part->samples, FlLotSample, i);
    count_auto (session, oracle, stream, sample->frame, sample->class_id, row);
  }
}

/* What certified lots hold, before corrections. */
static void
measure_certified (FlSession *session, const Oracle *oracle, FlSimulateRow *row)
{
  row->auto_labels = 0;
  row->auto_errors = 0;
  for (guint i = 0; i < session->lots->len; i++) {
    const FlLotRow *lot = ((const FlLot *) session->lots->pdata[i])->row;
    g_autoptr (GPtrArray) parts = g_str_equal (lot->state, "certified")
                                    ? fl_store_list_lot_parts (session->store, lot->id, NULL)
                                    : NULL;
    for (guint j = 0; parts != NULL && j < parts->len; j++)
      count_part (session, oracle, parts->pdata[j], row);
  }
}

static void
measure_acceptance (FlSession *session,
                    const Oracle *oracle,
                    const FlSimulateOptions *options,
                    FlSimulateRow *row)
{
  FlAcceptance acceptance = {.max_error = options->max_error, .confidence = 0.95};
  g_autoptr (FlProposing) proposing = fl_session_propose (session, &acceptance);
  const GArray *chosen = proposing != NULL ? proposing->chosen : NULL;

  row->auto_labels = 0;
  row->auto_errors = 0;
  for (guint i = 0; chosen != NULL && i < chosen->len; i++) {
    const FlProposed *proposed = &g_array_index (chosen, FlProposed, i);
    FlStream *stream = fl_session_find_stream_by_id (session, proposed->stream);
    count_auto (session, oracle, stream, proposed->frame, proposed->class_id, row);
  }
}

/* Whether a person who looks at the first, the shown and the last frame of the run sees one class: of
 * frames that the truth does not know, the next one within the run that it knows. */
static gboolean
looks_same (FlTruth *truth, FlStream *stream, const FlRange *run, FlClass *shown)
{
  gint64 first = run->first;
  gint64 last = run->last;

  while (first < run->last && fl_truth_find (truth, stream, first) == NULL)
    first++;
  while (last > run->first && fl_truth_find (truth, stream, last) == NULL)
    last--;
  return fl_truth_find (truth, stream, first) == shown &&
         fl_truth_find (truth, stream, last) == shown;
}

/* Has the next question be there. A sitting of checks needs no new model; without a model yet the queue is
 * ranked all the same. */
static void
go_on (FlSession *session)
{
  if (session->certified_now != 0 && fl_queue_get_first (session->queue) == NULL)
    fl_session_certify (session, session->certified_now);
  if (session->certified_now == 0 || fl_queue_get_first (session->queue) == NULL)
    (void) fl_session_learn (session, NULL);
}

/* Gives how many keys were pressed; 0 when nothing is asked, or on @error. */
static guint
answer_one (FlSession *session, Oracle *oracle, gboolean *out_is_check, GError **error)
{
  FlItem *item = fl_queue_get_first (session->queue);
  g_autoptr (GArray) tagged = g_array_new (FALSE, FALSE, sizeof (FlTagged));
  FlAnswer answer = {.item = item};
  guint n_keys = 1;

  if (item == NULL)
    return 0;
  if (oracle->tags != NULL) {
    n_keys = fl_tag_truth_answer (oracle->tags, session, item, tagged);
    answer.tags = (const FlTagged *) (const void *) tagged->data;
    answer.n_tags = tagged->len;
  } else {
    FlStream *stream = fl_item_get_stream (item);
    FlClass *right = fl_truth_find (oracle->classes, stream, fl_item_get_frame (item));
    FlItemRun run;
    answer.klass = fl_slips_say (&oracle->slips, session, right);
    answer.is_about_run = fl_session_get_asks_runs (session) &&
                          fl_session_find_run (session, item, &run) &&
                          looks_same (oracle->classes, stream, &run.range, right);
  }
  *out_is_check = fl_item_get_is_blind (item);
  if (!fl_session_answer (session, &answer, error))
    return 0;
  go_on (session);
  return n_keys;
}

/* Samples that the truth knows. */
static guint
count_pool (FlSession *session)
{
  guint n = 0;

  for (guint i = 0; i < fl_session_get_n_streams (session); i++) {
    FlStream *stream = fl_session_peek_stream (session, i);
    const FlSampleSet *samples = fl_stream_get_samples (stream);
    for (gsize j = 0; samples != NULL && j < samples->n; j++)
      n += g_hash_table_contains (fl_stream_get_pool (stream), &samples->frames[j]);
  }
  return n;
}

static void
measure (FlSession *session,
         const Oracle *oracle,
         const FlSimulateOptions *options,
         FlSimulateRow *row)
{
  const guint n_labels =
    count_pool (session) * (oracle->tags != NULL ? fl_session_get_n_classes (session) : 1);

  row->retrain_ms = session->train_ms;
  if (oracle->tags != NULL)
    fl_tag_truth_measure (oracle->tags, session, row);
  else
    fl_truth_measure (oracle->classes, session, row);
  if (options->certifies)
    measure_certified (session, oracle, row);
  else
    measure_acceptance (session, oracle, options, row);
  row->coverage = (double) row->auto_labels / MAX (n_labels, 1);
}

/* Whether it is worth accepting now: most of what has no label would be, or teaching goes on for
 * long already. */
static gboolean
is_worth_accepting (FlSession *session, const FlSimulateOptions *options, guint n_taught)
{
  FlAcceptance acceptance = {.max_error = options->max_error, .confidence = 0.95};

  return n_taught >= MIN_TAUGHT && fl_session_preview_accept (session, &acceptance, NULL) &&
         acceptance.n_samples >= MIN_LOT &&
         acceptance.n_samples >= (n_taught >= MAX_TAUGHT ? HALF : MOST) * acceptance.n_candidates;
}

static const FlLotRow *
find_lot (FlSession *session, const char *state)
{
  for (guint i = 0; i < session->lots->len; i++) {
    const FlLotRow *row = ((const FlLot *) session->lots->pdata[i])->row;
    if (g_str_equal (row->state, state))
      return row;
  }
  return NULL;
}

/* Accepts, and has one lot after the other be checked in one sitting; of tags there are several.
 * @n_taught counts answers since the last one. */
static gboolean
certify (FlSession *session, const FlSimulateOptions *options, guint *n_taught, GError **error)
{
  FlAcceptance acceptance = {.max_error = options->max_error, .confidence = 0.95};

  if (!options->certifies || session->certified_now != 0)
    return TRUE;
  if (find_lot (session, "open") == NULL) {
    if (!is_worth_accepting (session, options, *n_taught))
      return TRUE;
    if (!fl_session_accept (session, &acceptance, error))
      return FALSE;
    *n_taught = 0;
  }
  const FlLotRow *open = find_lot (session, "open");
  if (open != NULL)
    fl_session_certify (session, open->id);
  return TRUE;
}

/* Who has no limit is done when all that was accepted at once is checked, and a certificate came of it. */
static gboolean
is_done (FlSession *session, const FlSimulateOptions *options, guint n_answers)
{
  if (options->budget > 0)
    return n_answers >= options->budget;
  return find_lot (session, "certified") != NULL && find_lot (session, "open") == NULL;
}

static gboolean
run (FlSession *session,
     const FlSimulateOptions *options,
     FlSimulateFunc func,
     gpointer data,
     GError **error)
{
  g_auto (Oracle) oracle = {0};
  FlSimulateRow row = {0};
  GError *problem = NULL;
  gboolean is_check = FALSE;
  guint n_taught = 0;
  guint n_keys;

  if (!oracle_init (&oracle, session, options, error))
    return FALSE;
  if (options->strategy != NULL && !fl_session_set_strategy (session, options->strategy, error))
    return FALSE;
  session->seed = options->seed;
  (void) fl_session_learn (session, NULL);
  while (!is_done (session, options, row.answers) &&
         certify (session, options, &n_taught, &problem) &&
         (n_keys = answer_one (session, &oracle, &is_check, &problem)) > 0) {
    row.answers += n_keys;
    row.checks += is_check;
    n_taught += is_check ? 0 : n_keys;
    measure (session, &oracle, options, &row);
    if (!func (&row, data))
      return TRUE;
  }
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  return options->missed_class == NULL ||
         fl_simulate_sweep (session, oracle.classes, options, row.answers, data, error);
}

gboolean
fl_simulate (FlSession *session,
             const FlSimulateOptions *options,
             FlSimulateFunc func,
             gpointer data,
             GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (session) && options->truth != NULL, FALSE);

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
