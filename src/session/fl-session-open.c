/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing a project: what the file and the cache know becomes objects. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "media/fl-sampling.h"
#include "session/fl-frame-loader-private.h"
#include "session/fl-replay.h"
#include "store/fl-store-actions.h"
#include "store/fl-store-as-of.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-convert.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"

static gboolean
look_up_pts (gint64 stream, gint64 frame, gint64 *out_pts, guint *out_nth, gpointer data)
{
  FlStream *found = fl_session_find_stream_by_id (data, stream);
  FlFrameIndex *index = found != NULL ? fl_stream_get_index (found) : NULL;

  if (index == NULL || frame >= fl_frame_index_get_n_frames (index))
    return FALSE;
  *out_nth = fl_frame_index_get_nth (index, frame);
  return fl_frame_index_get_pts (index, frame, out_pts);
}

gboolean
fl_session_check_annotator (const char *name, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (name));
  gboolean has_control = FALSE;

  for (const char *c = name; *c != '\0'; c++)
    has_control |= g_ascii_iscntrl (*c);
  if (*bare != '\0' && !has_control)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               has_control ? _ ("The annotator's name “%s” has a line break or another control "
                                "character; choose another one")
                           : _ ("The annotator's name “%s” is empty; choose another one"),
               name);
  return FALSE;
}

static gboolean
choose_annotator (FlSession *self, const char *name, GError **error)
{
  const char *chosen = name != NULL && *name != '\0' ? name : g_get_user_name ();

  if (!fl_session_check_annotator (chosen, error))
    return FALSE;
  self->annotator_name = g_strdup (chosen);
  if (self->is_read_only)
    return TRUE;
  self->annotator = fl_store_ensure_annotator (self->store, chosen, error);
  return self->annotator != 0;
}

/* The extractor that is asked for, else the project's, else the default; the project keeps it. */
static gboolean
choose_extractor (FlSession *self, const char *asked, GError **error)
{
  g_autofree char *stored = fl_store_dup_setting (self->store, FL_SESSION_SETTING_EXTRACTOR);
  const char *chosen = asked != NULL ? asked : stored != NULL ? stored : FL_EXTRACTOR_DEFAULT;

  FlExtractorType *type = fl_extractor_type_new (chosen, error);
  if (type == NULL)
    return FALSE;
  self->chosen = fl_session_recall_learned (self, type);
  self->extractor = self->chosen;
  g_autofree char *spec = fl_extractor_type_dup_spec (self->chosen);
  if (self->is_read_only || g_strcmp0 (stored, spec) == 0)
    return TRUE;
  return fl_store_set_setting (self->store, FL_SESSION_SETTING_EXTRACTOR, spec, error);
}

/* What somebody chose; one that another version had is passed over. */
static void
load_strategy (FlSession *self)
{
  g_autofree char *stored = fl_store_dup_setting (self->store, FL_SESSION_SETTING_STRATEGY);
  const FlStrategyType *strategy = stored != NULL ? fl_strategies_find (stored, NULL) : NULL;

  if (strategy != NULL)
    self->strategy = strategy;
}

/* Tells of those classes only that came or went, so that whoever edits one is not disturbed. */
static void
show_classes (FlSession *self, GPtrArray *classes)
{
  const guint n_old = fl_session_get_n_classes (self);
  guint n_same = 0;

  while (n_same < MIN (n_old, classes->len) &&
         fl_session_peek_class (self, n_same) == classes->pdata[n_same])
    n_same++;
  if (n_same < MAX (n_old, classes->len))
    g_list_store_splice (self->classes, n_same, n_old - n_same, classes->pdata + n_same,
                         classes->len - n_same);
}

gboolean
fl_session_load_classes (FlSession *self, GError **error)
{
  g_autoptr (GPtrArray) rows = fl_store_list_classes (self->store, TRUE, error);
  FlKnowledge *knowledge = rows != NULL ? fl_store_read_knowledge (self->store, error) : NULL;
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_object_unref);

  if (knowledge == NULL)
    return FALSE;
  GPtrArray *retired = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++) {
    const FlClassRow *row = rows->pdata[i];
    FlClass *klass = fl_session_find_class_by_id (self, row->id);
    klass = klass != NULL ? g_object_ref (klass) : fl_class_new (row->id, row->is_background);
    fl_class_set_facts (klass, row->name, row->key, (guint) row->colour);
    fl_class_set_position (klass, row->position);
    fl_class_set_meaning (klass, (guint) row->version, row->definition);
    /* That nothing is there is no tag. */
    const gboolean is_gone = row->is_retired || (self->is_multi_label && row->is_background);
    g_ptr_array_add (is_gone ? retired : classes, klass);
  }
  g_ptr_array_unref (self->retired);
  self->retired = retired;
  g_clear_pointer (&self->knowledge, fl_knowledge_unref);
  self->knowledge = knowledge;
  show_classes (self, classes);
  fl_session_forget_counts (self);
  return TRUE;
}

GArray *
fl_session_list_labels (FlSession *self, gint64 stream, GError **error)
{
  return fl_replay_read_labels (self->store, self->as_of_us, stream, error);
}

static void
put_row (FlSession *self, FlStream *stream, const FlLabelRow *row)
{
  if ((row->tag != 0) == self->is_multi_label)
    fl_stream_put_label (stream, row);
  else if (self->is_multi_label)
    fl_session_put_as_tags (self, stream, row);
}

gboolean
fl_session_load_labels (FlSession *self, gint64 stream, GError **error)
{
  g_autoptr (GArray) labels = fl_session_list_labels (self, stream, error);

  if (labels == NULL)
    return FALSE;
  fl_session_forget_counts (self);
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *each = fl_session_peek_stream (self, i);
    if (stream == 0 || fl_stream_get_id (each) == stream)
      fl_stream_clear_labels (each);
  }
  for (guint i = 0; i < labels->len; i++) {
    const FlLabelRow *row = &g_array_index (labels, FlLabelRow, i);
    FlStream *each = fl_session_find_stream_by_id (self, row->stream);
    if (each != NULL)
      put_row (self, each, row);
  }
  fl_session_put_unsaved (self, stream);
  return TRUE;
}

/* All labels that reach into @range, which is made to hold each of them whole. */
static GArray *
list_whole (FlSession *self, gint64 stream, FlRange *range, GError **error)
{
  GArray *rows = NULL;
  FlRange before;

  do {
    before = *range;
    g_clear_pointer (&rows, g_array_unref);
    rows = fl_store_list_labels_in (self->store, stream, range, self->is_multi_label, error);
    for (guint i = 0; rows != NULL && i < rows->len; i++) {
      const FlLabelRow *row = &g_array_index (rows, FlLabelRow, i);
      range->first = MIN (range->first, row->range.first);
      range->last = MAX (range->last, row->range.last);
    }
  } while (rows != NULL && (before.first != range->first || before.last != range->last));
  return rows;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = a;
  const FlLabelRow *y = b;

  return (x->range.first > y->range.first) - (x->range.first < y->range.first);
}

/* Labels of one person and no tag lie nowhere over one another: in the order of frames each is laid behind the one
 * before, and makes none move. */
static void
sort_rows (GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FlLabelRow, i).annotator !=
          g_array_index (rows, FlLabelRow, 0).annotator ||
        g_array_index (rows, FlLabelRow, i).tag != 0)
      return;
  g_array_sort (rows, compare_rows);
}

static gboolean
load_stretch (FlSession *self, FlStream *stream, FlRange range, GError **error)
{
  g_autoptr (GArray) rows = list_whole (self, fl_stream_get_id (stream), &range, error);

  if (rows == NULL)
    return FALSE;
  sort_rows (rows);
  fl_session_uncount (self, stream, &range);
  fl_stream_take_away (stream, &range);
  for (guint i = 0; i < rows->len; i++)
    put_row (self, stream, &g_array_index (rows, FlLabelRow, i));
  fl_session_count (self, stream, &range);
  return TRUE;
}

gboolean
fl_session_load_touched (FlSession *self, FlActionId id, GError **error)
{
  g_autoptr (GArray) stretches = fl_store_list_touched (self->store, id, error);

  for (guint i = 0; stretches != NULL && i < stretches->len; i++) {
    const FlStretch *stretch = &g_array_index (stretches, FlStretch, i);
    FlStream *stream = fl_session_find_stream_by_id (self, stretch->stream);
    if (stream != NULL && !load_stretch (self, stream, stretch->range, error))
      return FALSE;
  }
  return stretches != NULL;
}

void
fl_session_load_scaling (FlSession *self)
{
  gint64 n_samples = 0;
  g_autoptr (GBytes) bytes =
    fl_store_dup_scaling (self->store, self->extractor->id, &self->scaling_version, &n_samples);

  if (bytes == NULL)
    return;
  self->scaling = fl_scaling_deserialize (bytes, NULL);
  self->n_scaled = self->scaling != NULL ? (gsize) n_samples : 0;
}

/* Everything behind the open file. */
static gboolean
load_all (FlSession *self, const FlSessionOptions *options, GError **error)
{
  g_autoptr (FlProjectFacts) facts = fl_store_get_facts (self->store, error);

  if (facts == NULL)
    return FALSE;
  self->is_multi_label = fl_store_is_multi_label (self->store, self->as_of_us);
  self->is_about_bouts = g_str_equal (facts->goal, "bouts");
  self->seed = g_str_hash (facts->uuid);
  fl_store_set_pts_lookup (self->store, look_up_pts, self);
  self->cache = fl_cache_new (self->path);
  if (!choose_annotator (self, options->annotator, error) ||
      !choose_extractor (self, options->extractor, error))
    return FALSE;
  fl_session_load_scaling (self);
  if (!fl_session_load_classes (self, error) || !fl_session_show_streams (self, error))
    return FALSE;
  load_strategy (self);
  return TRUE;
}

/* What can be undone now was done in an earlier sitting. */
static void
begin_sitting (FlSession *self)
{
  g_auto (FlUndone) newest = {0};

  if (fl_store_find_undo (self->store, self->annotator, &newest))
    self->first_seq = newest.id.seq + 1;
}

static void
take_problem (FlSession *self, gpointer content)
{
  fl_session_emit_problem (self, content);
}

static void
on_saver_problem (char *sentence, gpointer data)
{
  FlSession *self = data;

  fl_news_push (self->inbox, take_problem, sentence, g_free);
}

static void
start_threads (FlSession *self, gboolean is_new)
{
  self->watch = fl_channel_watch (self->inbox, fl_news_take, self);
  if (!self->is_read_only)
    self->saver = fl_saver_new (self->path, is_new, on_saver_problem, self);
  if (!self->is_headless)
    self->loader = fl_frame_loader_new (self->inbox, self->cache);
}

static FlSession *
session_for_store (FlStore *store, const FlSessionOptions *options, gboolean is_new, GError **error)
{
  static const FlSessionOptions defaults;
  const FlSessionOptions *chosen = options != NULL ? options : &defaults;
  g_autoptr (FlSession) self = fl_session_new ();

  self->store = store;
  self->path = g_strdup (fl_store_get_path (store));
  self->is_headless = chosen->is_headless;
  self->is_read_only = chosen->is_read_only;
  self->as_of_us = chosen->as_of_us;
  self->n_jobs = chosen->n_jobs;
  self->queue = fl_queue_new (chosen->n_pinned);
  self->asks_checks = !chosen->is_headless && !chosen->is_read_only;
  if (!load_all (self, chosen, error))
    return NULL;
  begin_sitting (self);
  start_threads (self, is_new);
  /* A killed program may have answered and not closed. */
  fl_session_settle_audits (self);
  fl_session_recount (self);
  fl_session_compare_rows (self);
  fl_session_note_activity (self);
  return g_steal_pointer (&self);
}

FlSession *
fl_session_create (const char *path, const FlSessionOptions *options, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *base = g_path_get_basename (path);
  const FlProjectFacts facts = {.name = base,
                                .is_multi_label = options != NULL && options->is_multi_label,
                                .goal =
                                  (char *) (options != NULL && options->goal != NULL ? options->goal
                                                                                     : "frames")};
  FlStore *store = fl_store_create (path, &facts, error);

  return store != NULL ? session_for_store (store, options, TRUE, error) : NULL;
}

FlSession *
fl_session_open (const char *path, const FlSessionOptions *options, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  gboolean is_read_only = options != NULL && options->is_read_only;
  FlStore *store = fl_store_open (path, is_read_only ? FL_STORE_READ : FL_STORE_WRITE, error);

  return store != NULL ? session_for_store (store, options, FALSE, error) : NULL;
}

void
fl_session_close (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  if (self->store == NULL)
    return;
  /* What is written may decide a lot, which asks the learner, so that threads end behind it. */
  fl_session_save_rest (self);
  fl_session_stop_comparing (self);
  fl_session_end_groups (self);
  fl_session_end_review (self);
  fl_session_end_insights (self);
  fl_session_end_pricing (self);
  fl_session_end_accept_pricing (self);
  fl_session_stop_ingest (self);
  /* The last news of an ingest are activity once more, and may hold a model, on which there is advice. */
  fl_session_stop_idle (self);
  fl_session_end_advice (self);
  g_ptr_array_set_size (self->job_threads, 0);
  g_clear_pointer (&self->look_thread, fl_thread_join);
  g_clear_pointer (&self->learner, fl_learner_free);
  if (self->loader != NULL)
    fl_frame_loader_stop (self->loader);
  g_clear_object (&self->loader);
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  fl_channel_close (self->inbox);
  g_clear_pointer (&self->saver, fl_saver_free);
  g_clear_pointer (&self->store, fl_store_close);
}

FlFrameLoader *
fl_session_get_frame_loader (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return self->loader;
}
