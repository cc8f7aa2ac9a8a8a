/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions to come. */
#include "session/fl-queue-private.h"

#include "session/fl-item-private.h"

struct _FlQueue {
  GObject parent_instance;
  GPtrArray *items;
  guint n_pinned;
  gboolean is_unpinned; /* until the next order */
};

static GType
fl_queue_get_item_type (GListModel *model)
{
  return FL_TYPE_ITEM;
}

static guint
fl_queue_get_n_items (GListModel *model)
{
  return FL_QUEUE (model)->items->len;
}

static gpointer
fl_queue_get_item (GListModel *model, guint position)
{
  FlQueue *self = FL_QUEUE (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
fl_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fl_queue_get_item_type;
  iface->get_n_items = fl_queue_get_n_items;
  iface->get_item = fl_queue_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FlQueue,
                               fl_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fl_queue_list_model_init))

static void
fl_queue_finalize (GObject *object)
{
  g_ptr_array_unref (FL_QUEUE (object)->items);
  G_OBJECT_CLASS (fl_queue_parent_class)->finalize (object);
}

static void
fl_queue_class_init (FlQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fl_queue_finalize;
}

static void
fl_queue_init (FlQueue *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

FlQueue *
fl_queue_new (guint n_pinned)
{
  FlQueue *self = g_object_new (FL_TYPE_QUEUE, NULL);

  self->n_pinned = n_pinned;
  return self;
}

FlItem *
fl_queue_get_first (FlQueue *self)
{
  g_return_val_if_fail (FL_IS_QUEUE (self), NULL);
  return self->items->len > 0 ? self->items->pdata[0] : NULL;
}

static gboolean
contains (GPtrArray *items, FlItem *item)
{
  for (guint i = 0; i < items->len; i++)
    if (fl_item_makes_needless (items->pdata[i], item))
      return TRUE;
  return FALSE;
}

void
fl_queue_unpin (FlQueue *self)
{
  self->is_unpinned = TRUE;
}

guint
fl_queue_count_kept (FlQueue *self)
{
  return MIN (self->is_unpinned ? MIN (self->n_pinned, 1) : self->n_pinned, self->items->len);
}

void
fl_queue_rank (FlQueue *self, GPtrArray *items)
{
  guint n_kept = fl_queue_count_kept (self);
  guint n_removed = self->items->len - n_kept;

  self->is_unpinned = FALSE;
  g_ptr_array_set_size (self->items, (int) n_kept);
  for (guint i = 0; i < items->len; i++)
    if (!contains (self->items, items->pdata[i]))
      g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
  g_list_model_items_changed (G_LIST_MODEL (self), n_kept, n_removed, self->items->len - n_kept);
}

void
fl_queue_remove (FlQueue *self, FlItem *item)
{
  for (guint i = 0; i < self->items->len; i++) {
    if (!fl_item_is_same (self->items->pdata[i], item))
      continue;
    g_ptr_array_remove_index (self->items, i);
    g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
    return;
  }
}

void
fl_queue_put_first (FlQueue *self, FlItem *item)
{
  FlItem *kept = g_object_ref (item); /* the queue may hold the only reference */

  fl_queue_remove (self, kept);
  g_ptr_array_insert (self->items, 0, kept);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

void
fl_queue_clear (FlQueue *self)
{
  guint n_items = self->items->len;

  g_ptr_array_set_size (self->items, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_items, 0);
}
