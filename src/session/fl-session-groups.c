/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds groups on a thread, and labels those that are named. */
#include "session/fl-session-groups.h"

#include "session/fl-grouping.h"
#include "session/fl-session-private.h"

/* As many as a person may want to name in one sitting. */
#define N_GROUPS  48
#define N_UNUSUAL 24

struct _FlGroupSearch {
  GListStore *groups;   /* FlGroup */
  GListStore *unusual;  /* FlItem */
  gboolean is_wanted;   /* as soon as there is something to compare */
  gboolean is_outdated; /* what is being looked for speaks of other frames */
  FlThread *thread;     /* (nullable) */
  GCancellable *cancellable;
};

typedef struct {
  FlChannel *inbox;
  FlLearnRequest *request;
  GCancellable *cancellable;
} Round;

static FlGroupSearch *
get_search (FlSession *self)
{
  if (self->group_search == NULL) {
    self->group_search = g_new0 (FlGroupSearch, 1);
    self->group_search->groups = g_list_store_new (FL_TYPE_GROUP);
    self->group_search->unusual = g_list_store_new (FL_TYPE_ITEM);
    self->group_search->cancellable = g_cancellable_new ();
  }
  return self->group_search;
}

void
fl_session_end_groups (FlSession *self)
{
  FlGroupSearch *search = g_steal_pointer (&self->group_search);

  if (search == NULL)
    return;
  g_cancellable_cancel (search->cancellable);
  g_clear_pointer (&search->thread, fl_thread_join);
  g_object_unref (search->cancellable);
  g_object_unref (search->groups);
  g_object_unref (search->unusual);
  g_free (search);
}

/* A stream may have been removed, and a frame labelled, meanwhile. */
static FlItem *
make_item (FlSession *self, const FlFrameRef *ref)
{
  FlStream *stream = fl_session_find_stream_by_id (self, ref->stream);

  if (stream == NULL || fl_session_is_answered (self, stream, ref->frame, 0))
    return NULL;
  return fl_item_new (stream, ref->frame, FL_REASON_CHOSEN);
}

static GPtrArray *
make_items (FlSession *self, const GArray *refs)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < refs->len; i++) {
    FlItem *item = make_item (self, &g_array_index (refs, FlFrameRef, i));
    if (item != NULL)
      g_ptr_array_add (items, item);
  }
  return items;
}

static void
take_groups (FlSession *self, gpointer content)
{
  const FlGrouping *grouping = content;
  FlGroupSearch *search = self->group_search;
  if (search == NULL)
    return;
  g_clear_pointer (&search->thread, fl_thread_join);
  if (search->is_outdated) {
    search->is_outdated = FALSE;
    fl_session_find_groups (self);
    return;
  }
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) unusual = make_items (self, grouping->unusual);

  for (guint i = 0; i < grouping->groups->len; i++) {
    const FlGrouped *grouped = grouping->groups->pdata[i];
    g_autoptr (GPtrArray) items = make_items (self, grouped->members);
    if (items->len > 0)
      g_ptr_array_add (groups, fl_group_new (items, grouped->likeness));
  }
  g_list_store_splice (search->groups, 0, g_list_model_get_n_items (G_LIST_MODEL (search->groups)),
                       groups->pdata, groups->len);
  g_list_store_splice (search->unusual, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (search->unusual)), unusual->pdata,
                       unusual->len);
  fl_session_emit_groups_found (self);
}

static void
find (gpointer data)
{
  Round *round = data;

  fl_news_push (round->inbox, take_groups,
                fl_grouping_run (round->request, N_GROUPS, N_UNUSUAL, round->cancellable),
                (GDestroyNotify) fl_grouping_free);
  fl_learn_request_free (round->request);
  g_object_unref (round->cancellable);
  g_free (round);
}

void
fl_session_start_groups (FlSession *self)
{
  FlGroupSearch *search = self->group_search;

  if (search == NULL || !search->is_wanted || search->thread != NULL || self->scaling == NULL ||
      self->learned_generation == 0)
    return;
  search->is_wanted = FALSE;
  Round *round = g_new (Round, 1);
  *round = (Round){.inbox = self->inbox,
                   .request = fl_session_build_request (self),
                   .cancellable = g_object_ref (search->cancellable)};
  search->thread = fl_thread_start ("fl-groups", FL_THREAD_NICE_WORK, find, round);
}

void
fl_session_find_groups (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  get_search (self)->is_wanted = TRUE;
  fl_session_start_groups (self);
}

void
fl_session_forget_groups (FlSession *self)
{
  FlGroupSearch *search = self->group_search;

  if (search == NULL)
    return;
  g_list_store_remove_all (search->groups);
  g_list_store_remove_all (search->unusual);
  search->is_outdated = search->thread != NULL;
}

void
fl_session_forget_unusual (FlSession *self, FlItem *item)
{
  guint place;

  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  if (g_list_store_find (get_search (self)->unusual, item, &place))
    g_list_store_remove (get_search (self)->unusual, place);
}

gboolean
fl_session_is_finding_groups (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  const FlGroupSearch *search = self->group_search;
  return search != NULL && (search->is_wanted || search->thread != NULL);
}

GListModel *
fl_session_get_groups (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return G_LIST_MODEL (get_search (self)->groups);
}

GListModel *
fl_session_get_unusual (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);
  return G_LIST_MODEL (get_search (self)->unusual);
}

/* Whether an earlier member has said it of the run that @frame is in. */
static gboolean
is_said (const GArray *said, gint64 stream, gint64 frame)
{
  for (guint i = 0; i < said->len; i++) {
    const FlLabelAction *label = &g_array_index (said, FlLabelAction, i);
    if (label->stream == stream && label->range.first <= frame && label->range.last >= frame)
      return TRUE;
  }
  return FALSE;
}

/* Appends what is said of @range, at the same time as all that was said before: that is how it is known
 * to be one answer. */
static void
say (FlSession *self,
     FlStream *stream,
     FlRange range,
     FlClass *klass,
     const char *kind,
     GArray *said)
{
  FlLabelAction label = fl_session_begin_label (self, stream, &range);

  label.state = FL_LABEL_LABELLED;
  label.class_id = fl_class_get_id (klass);
  label.kind = kind;
  if (said->len > 0)
    label.at_us = g_array_index (said, FlLabelAction, 0).at_us;
  g_array_append_val (said, label);
}

/* Whether something can still be said of @item; else, why not, unless it is answered or gone. */
static gboolean
is_open (FlSession *self, FlItem *item, GError **error)
{
  FlStream *stream = fl_item_get_stream (item);

  return fl_session_find_stream_by_id (self, fl_stream_get_id (stream)) == stream &&
         !fl_session_is_answered (self, stream, fl_item_get_frame (item), 0) &&
         fl_session_check_unchanged (stream, error);
}

/* All runs of the group first, for what somebody saw lies over them. Gives how many members that is. */
static guint
say_runs (FlSession *self, FlGroup *group, FlClass *klass, GArray *said, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (group)); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (group), i);
    FlStream *stream = fl_item_get_stream (item);
    FlItemRun run;
    if (!is_open (self, item, error != NULL && *error == NULL ? error : NULL))
      continue;
    n++;
    if (is_said (said, fl_stream_get_id (stream), fl_item_get_frame (item)))
      continue;
    (void) fl_session_find_run (self, item, &run);
    say (self, stream, run.range, klass, "group", said);
  }
  return n;
}

static void
say_shown (FlSession *self, FlGroup *group, FlClass *klass, GArray *said)
{
  guint shown[FL_GROUP_SHOWN];
  const guint n_shown = fl_group_list_shown (group, shown);

  for (guint i = 0; i < n_shown; i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (group), shown[i]);
    const gint64 frame = fl_item_get_frame (item);
    if (is_open (self, item, NULL))
      say (self, fl_item_get_stream (item), (FlRange){.first = frame, .last = frame}, klass,
           "frame", said);
  }
}

static void
remove_group (FlSession *self, FlGroup *group)
{
  guint place;

  if (g_list_store_find (get_search (self)->groups, group, &place))
    g_list_store_remove (get_search (self)->groups, place);
}

guint
fl_session_name_group (FlSession *self, FlGroup *group, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_GROUP (group) && FL_IS_CLASS (klass), 0);

  if (self->is_multi_label)
    return (guint) fl_session_refuse_class (error);
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  g_autoptr (FlGroup) kept = g_object_ref (group);
  g_autoptr (GError) local = NULL;
  const guint n = say_runs (self, group, klass, said, &local);
  say_shown (self, group, klass, said);
  if (said->len == 0 && local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return 0;
  }
  if (said->len > 0 && !fl_session_save_answer (self, said, error))
    return 0;
  remove_group (self, kept);
  fl_session_drop_labelled (self, NULL, NULL);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return n;
}
