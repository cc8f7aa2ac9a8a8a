/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a review: numbers of samples, of which objects are made one by one. */
#include "session/fl-review-private.h"

#include "session/fl-item-private.h"
#include "session/fl-learning.h"

struct _FlReview {
  GObject parent_instance;
  GPtrArray *streams; /* FlStream, all that @refs name */
  GArray *refs;       /* FlFrameRef */
  FlClass *tag;       /* (nullable) that they are about */
  GPtrArray *items;   /* FlItem, as far as they were asked for, else NULL */
  gboolean is_sorting;
  gboolean is_outdated;
};

enum {
  PROP_0,
  PROP_IS_SORTING,
  PROP_IS_OUTDATED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_SORTED,
  SIGNAL_LIKE_FOUND,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static FlStream *
find_stream (FlReview *self, gint64 id)
{
  for (guint i = 0; i < self->streams->len; i++)
    if (fl_stream_get_id (self->streams->pdata[i]) == id)
      return self->streams->pdata[i];
  return NULL;
}

static GType
fl_review_get_item_type (GListModel *list)
{
  return FL_TYPE_ITEM;
}

static guint
fl_review_get_n_items (GListModel *list)
{
  return FL_REVIEW (list)->refs->len;
}

static gpointer
fl_review_get_item (GListModel *list, guint position)
{
  FlReview *self = FL_REVIEW (list);

  if (position >= self->refs->len)
    return NULL;
  if (self->items->pdata[position] == NULL) {
    const FlFrameRef *ref = &g_array_index (self->refs, FlFrameRef, position);
    self->items->pdata[position] =
      fl_item_new_tag (find_stream (self, ref->stream), ref->frame, FL_REASON_CHOSEN, self->tag);
  }
  return g_object_ref (self->items->pdata[position]);
}

static void
fl_review_init_list (GListModelInterface *iface)
{
  iface->get_item_type = fl_review_get_item_type;
  iface->get_n_items = fl_review_get_n_items;
  iface->get_item = fl_review_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FlReview,
                               fl_review,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fl_review_init_list))

static void
fl_review_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlReview *self = FL_REVIEW (object);

  if (id == PROP_IS_SORTING)
    g_value_set_boolean (value, self->is_sorting);
  else if (id == PROP_IS_OUTDATED)
    g_value_set_boolean (value, self->is_outdated);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_review_finalize (GObject *object)
{
  FlReview *self = FL_REVIEW (object);

  g_ptr_array_unref (self->streams);
  g_ptr_array_unref (self->items);
  g_array_unref (self->refs);
  g_clear_object (&self->tag);
  G_OBJECT_CLASS (fl_review_parent_class)->finalize (object);
}

static void
fl_review_class_init (FlReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fl_review_get_property;
  object_class->finalize = fl_review_finalize;
  properties[PROP_IS_SORTING] = g_param_spec_boolean ("is-sorting", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OUTDATED] = g_param_spec_boolean ("is-outdated", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SORTED] =
    g_signal_new ("sorted", FL_TYPE_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LIKE_FOUND] = g_signal_new ("like-found", FL_TYPE_REVIEW, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

/* An element of @items that nobody has asked for is none. */
static void
free_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

static void
fl_review_init (FlReview *self)
{
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
  self->refs = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));
  self->items = g_ptr_array_new_with_free_func (free_item);
}

FlReview *
fl_review_new (void)
{
  return g_object_new (FL_TYPE_REVIEW, NULL);
}

static void
take_streams (FlReview *self, GListModel *streams)
{
  g_ptr_array_set_size (self->streams, 0);
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++)
    g_ptr_array_add (self->streams, g_list_model_get_item (streams, i));
}

/* Those of streams that are there. */
static GArray *
copy_known (FlReview *self, const GArray *refs)
{
  GArray *known = g_array_sized_new (FALSE, FALSE, sizeof (FlFrameRef), refs->len);

  for (guint i = 0; i < refs->len; i++)
    if (find_stream (self, g_array_index (refs, FlFrameRef, i).stream) != NULL)
      g_array_append_val (known, g_array_index (refs, FlFrameRef, i));
  return known;
}

void
fl_review_set_refs (FlReview *self, GListModel *streams, GArray *refs, FlClass *tag)
{
  const guint n_before = self->refs->len;

  take_streams (self, streams);
  g_array_unref (self->refs);
  self->refs = copy_known (self, refs);
  g_set_object (&self->tag, tag);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->items, (int) self->refs->len);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->refs->len);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

GArray *
fl_review_get_refs (FlReview *self)
{
  return self->refs;
}

void
fl_review_set_is_sorting (FlReview *self, gboolean is_sorting)
{
  if (self->is_sorting == is_sorting)
    return;
  self->is_sorting = is_sorting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SORTING]);
}

void
fl_review_set_is_outdated (FlReview *self, gboolean is_outdated)
{
  if (self->is_outdated == is_outdated)
    return;
  self->is_outdated = is_outdated;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OUTDATED]);
}

void
fl_review_emit_like (FlReview *self, GArray *places)
{
  g_signal_emit (self, signals[SIGNAL_LIKE_FOUND], 0, places);
}

guint
fl_review_find (FlReview *self, FlStream *stream, gint64 frame)
{
  g_return_val_if_fail (FL_IS_REVIEW (self) && FL_IS_STREAM (stream), FL_REVIEW_NOWHERE);

  for (guint i = 0; i < self->refs->len; i++) {
    const FlFrameRef *ref = &g_array_index (self->refs, FlFrameRef, i);
    if (ref->frame == frame && ref->stream == fl_stream_get_id (stream))
      return i;
  }
  return FL_REVIEW_NOWHERE;
}

GArray *
fl_review_list_between (FlReview *self, FlStream *stream, const FlRange *range)
{
  g_return_val_if_fail (FL_IS_REVIEW (self) && FL_IS_STREAM (stream), NULL);

  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  const gint64 id = fl_stream_get_id (stream);

  for (guint i = 0; i < self->refs->len; i++) {
    const FlFrameRef *ref = &g_array_index (self->refs, FlFrameRef, i);
    if (ref->stream == id && ref->frame >= range->first && ref->frame <= range->last)
      g_array_append_val (places, i);
  }
  return places;
}

gboolean
fl_review_get_is_sorting (FlReview *self)
{
  g_return_val_if_fail (FL_IS_REVIEW (self), FALSE);
  return self->is_sorting;
}

gboolean
fl_review_get_is_outdated (FlReview *self)
{
  g_return_val_if_fail (FL_IS_REVIEW (self), FALSE);
  return self->is_outdated;
}
