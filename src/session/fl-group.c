/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of frames that look alike. */
#include "session/fl-group.h"

struct _FlGroup {
  GObject parent_instance;
  GPtrArray *items; /* FlItem */
  double likeness;
};

static GType
fl_group_get_item_type (GListModel *list)
{
  return FL_TYPE_ITEM;
}

static guint
fl_group_get_n_items (GListModel *list)
{
  return FL_GROUP (list)->items->len;
}

static gpointer
fl_group_get_item (GListModel *list, guint position)
{
  FlGroup *self = FL_GROUP (list);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
fl_group_init_list (GListModelInterface *iface)
{
  iface->get_item_type = fl_group_get_item_type;
  iface->get_n_items = fl_group_get_n_items;
  iface->get_item = fl_group_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FlGroup,
                               fl_group,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fl_group_init_list))

static void
fl_group_finalize (GObject *object)
{
  g_ptr_array_unref (FL_GROUP (object)->items);
  G_OBJECT_CLASS (fl_group_parent_class)->finalize (object);
}

static void
fl_group_class_init (FlGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fl_group_finalize;
}

static void
fl_group_init (FlGroup *self)
{
}

FlGroup *
fl_group_new (GPtrArray *items, double likeness)
{
  FlGroup *self = g_object_new (FL_TYPE_GROUP, NULL);

  self->items = g_ptr_array_ref (items);
  self->likeness = likeness;
  return self;
}

double
fl_group_get_likeness (FlGroup *self)
{
  g_return_val_if_fail (FL_IS_GROUP (self), 0);
  return self->likeness;
}

guint
fl_group_list_shown (FlGroup *self, guint out[FL_GROUP_SHOWN])
{
  g_return_val_if_fail (FL_IS_GROUP (self), 0);

  const guint n = self->items->len;
  const guint n_shown = MIN (n, FL_GROUP_SHOWN);

  for (guint i = 0; i < n_shown; i++)
    out[i] = n_shown > 1 ? i * (n - 1) / (n_shown - 1) : 0;
  return n_shown;
}

void
fl_group_drop (FlGroup *self, guint place)
{
  g_return_if_fail (FL_IS_GROUP (self) && place < self->items->len);

  g_ptr_array_remove_index (self->items, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}
