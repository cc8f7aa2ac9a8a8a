/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question. */
#include "session/fl-item-private.h"

#include <glib/gi18n.h>

struct _FlItem {
  GObject parent_instance;
  FlStream *stream;
  gint64 frame;
  FlReason reason;
  FlClass *first;
  FlClass *second;
  FlClass *tag;
  gint64 lot;
  gint64 draw;
  gboolean is_second;
  gboolean is_pool_check;
};

G_DEFINE_FINAL_TYPE (FlItem, fl_item, G_TYPE_OBJECT)

static void
fl_item_dispose (GObject *object)
{
  FlItem *self = FL_ITEM (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->first);
  g_clear_object (&self->second);
  g_clear_object (&self->tag);
  G_OBJECT_CLASS (fl_item_parent_class)->dispose (object);
}

static void
fl_item_class_init (FlItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fl_item_dispose;
}

static void
fl_item_init (FlItem *self)
{
}

FlItem *
fl_item_new (FlStream *stream, gint64 frame, FlReason reason)
{
  g_return_val_if_fail (FL_IS_STREAM (stream), NULL);

  FlItem *self = g_object_new (FL_TYPE_ITEM, NULL);
  self->stream = g_object_ref (stream);
  self->frame = frame;
  self->reason = reason;
  return self;
}

FlItem *
fl_item_new_about (FlStream *stream, gint64 frame, FlReason reason, FlClass *first, FlClass *second)
{
  FlItem *self = fl_item_new (stream, frame, reason);

  g_set_object (&self->first, first);
  g_set_object (&self->second, second);
  return self;
}

FlItem *
fl_item_new_tag (FlStream *stream, gint64 frame, FlReason reason, FlClass *tag)
{
  FlItem *self = fl_item_new (stream, frame, reason);

  g_set_object (&self->tag, tag);
  return self;
}

FlItem *
fl_item_new_audit (FlStream *stream,
                   gint64 frame,
                   gint64 lot,
                   gint64 draw,
                   gboolean is_second,
                   FlClass *tag)
{
  FlItem *self = fl_item_new_tag (stream, frame, FL_REASON_CHECK, tag);

  self->lot = lot;
  self->draw = draw;
  self->is_second = is_second;
  return self;
}

FlItem *
fl_item_new_check (FlStream *stream, gint64 frame, FlClass *tag)
{
  FlItem *self = fl_item_new_tag (stream, frame, FL_REASON_CHECK, tag);

  self->is_pool_check = TRUE;
  return self;
}

gboolean
fl_item_get_is_pool_check (FlItem *self)
{
  return self->is_pool_check;
}

gint64
fl_item_get_lot (FlItem *self)
{
  return self->lot;
}

gint64
fl_item_get_draw (FlItem *self)
{
  return self->draw;
}

gboolean
fl_item_get_is_second_audit (FlItem *self)
{
  return self->is_second;
}

FlClass *
fl_item_get_first (FlItem *self)
{
  return self->first;
}

FlClass *
fl_item_get_second (FlItem *self)
{
  return self->second;
}

FlClass *
fl_item_get_tag (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), NULL);
  return self->tag;
}

FlStream *
fl_item_get_stream (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), NULL);
  return self->stream;
}

gint64
fl_item_get_frame (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), -1);
  return self->frame;
}

FlReason
fl_item_get_reason (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), FL_REASON_NEW);
  return self->reason;
}

gboolean
fl_item_get_is_about_label (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), FALSE);
  return self->reason == FL_REASON_LATE || self->reason == FL_REASON_REDEFINED ||
         self->reason == FL_REASON_SPLIT || self->reason == FL_REASON_GROUP ||
         self->reason == FL_REASON_SECOND_LOOK;
}

gboolean
fl_item_get_is_blind (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), FALSE);
  return self->reason == FL_REASON_CHECK || self->reason == FL_REASON_SECOND_LOOK;
}

gboolean
fl_item_is_same (FlItem *self, FlItem *other)
{
  return self->stream == other->stream && self->frame == other->frame && self->tag == other->tag;
}

gboolean
fl_item_is_drawn (FlItem *self)
{
  return self->lot != 0 || self->is_pool_check;
}

gboolean
fl_item_makes_needless (FlItem *self, FlItem *later)
{
  return fl_item_is_same (self, later) ||
         (self->stream == later->stream && self->frame == later->frame &&
          (fl_item_is_drawn (self) || fl_item_is_drawn (later)));
}

static char *
dup_reason (FlItem *self)
{
  switch (self->reason) {
  case FL_REASON_DOUBTFUL:
    if (self->first != NULL && self->second != NULL)
      /* Translators: why this frame is asked; both placeholders are names of classes. */
      return g_strdup_printf (_ ("Doubtful between %1$s and %2$s"), fl_class_get_name (self->first),
                              fl_class_get_name (self->second));
    if (self->first != NULL)
      /* Translators: why this frame is asked: no other is less certain, yet the machine has a
       * guess; the placeholder is the name of a class. */
      return g_strdup_printf (_ ("Least certain so far: is this %s?"),
                              fl_class_get_name (self->first));
    return g_strdup (_ ("Least certain so far"));
  case FL_REASON_NEW:
    return g_strdup (_ ("New kind of picture"));
  case FL_REASON_RANDOM:
    return g_strdup (_ ("Drawn at random"));
  case FL_REASON_CHECK:
    return g_strdup (_ ("Just checking"));
  case FL_REASON_CHOSEN:
    return g_strdup (_ ("The picture you chose"));
  case FL_REASON_AGAIN:
    return g_strdup (_ ("Once more, as you asked"));
  case FL_REASON_FIRST:
    /* Translators: why this frame is asked; the placeholder is the name of a class. */
    return g_strdup_printf (_ ("Looking for a first %s"), fl_class_get_name (self->first));
  case FL_REASON_LATE:
    /* Translators: why this frame is asked again; the placeholder is the name of a class. */
    return g_strdup_printf (_ ("Answered before there was %s"), fl_class_get_name (self->first));
  case FL_REASON_REDEFINED:
    /* Translators: why this frame is asked again; the placeholder is the name of a class. */
    return g_strdup_printf (_ ("Still %s? It has a new definition"),
                            fl_class_get_name (self->first));
  case FL_REASON_SPLIT:
    /* Translators: why this frame is asked again; the placeholder is the name of a class. */
    return g_strdup_printf (_ ("%s was split: what is this now?"), fl_class_get_name (self->first));
  case FL_REASON_GROUP:
    /* Translators: why this frame is asked again; the placeholder is the name of a class. */
    return g_strdup_printf (_ ("Like the rest of its group, or is it %s?"),
                            fl_class_get_name (self->first));
  case FL_REASON_SECOND_LOOK:
    return g_strdup (_ ("Worth a second look"));
  case FL_REASON_LIKE:
    return g_strdup (_ ("More like the frame before"));
  }
  g_assert_not_reached ();
}

char *
fl_item_dup_sentence (FlItem *self)
{
  g_return_val_if_fail (FL_IS_ITEM (self), NULL);

  g_autofree char *reason = dup_reason (self);
  if (self->tag == NULL)
    return g_steal_pointer (&reason);
  if (self->reason == FL_REASON_DOUBTFUL)
    /* Translators: the question; the placeholder is the name of a tag. */
    return g_strdup_printf (_ ("Is this %s?"), fl_class_get_name (self->tag));
  /* Translators: why a frame is asked, such as “Just checking”, and the name of a tag. */
  return g_strdup_printf (_ ("%1$s: is this %2$s?"), reason, fl_class_get_name (self->tag));
}
