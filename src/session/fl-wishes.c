/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread for each kind of wish, as long as there is one; somebody who turns a number up and up is told of
 * the last alone. */
#include "session/fl-wishes.h"

#include "session/fl-session-private.h"

/* One that is found on a thread. */
typedef struct {
  const FlWishType *type;
  FlChannel *inbox;
  gpointer wish; /* (nullable) */
  guint number;
  GCancellable *cancellable;
} Round;

struct _FlWishes {
  guint number;              /* of the newest */
  gpointer found;            /* (nullable) */
  Round *wanted;             /* (nullable) as soon as the thread is free */
  FlThread *thread;          /* (nullable) */
  GCancellable *cancellable; /* of the newest */
};

static void
round_free (gpointer data)
{
  Round *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->wish, self->type->free);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void go_on (FlWishes *self);

/* Of an older wish nobody is told. */
static void
take (FlSession *session, gpointer content)
{
  Round *round = content;
  FlWishes *self = *round->type->get_slot (session);

  if (self == NULL)
    return;
  g_clear_pointer (&self->thread, fl_thread_join);
  if (round->number != self->number) {
    go_on (self);
    return;
  }
  self->found = g_steal_pointer (&round->wish);
  round->type->tell (session);
}

static void
work (gpointer data)
{
  Round *round = data;

  round->type->find (round->wish, round->cancellable);
  fl_news_push (round->inbox, take, round, round_free);
}

static void
go_on (FlWishes *self)
{
  if (self->thread != NULL || self->wanted == NULL)
    return;
  const char *name = self->wanted->type->thread_name;
  self->thread = fl_thread_start (name, 0, work, g_steal_pointer (&self->wanted));
}

static FlWishes *
ensure (FlWishes **slot)
{
  if (*slot == NULL) {
    *slot = g_new0 (FlWishes, 1);
    (*slot)->cancellable = g_cancellable_new ();
  }
  return *slot;
}

void
fl_wishes_forget (FlSession *session, const FlWishType *type)
{
  FlWishes *self = ensure (type->get_slot (session));

  g_clear_pointer (&self->found, type->free);
  g_clear_pointer (&self->wanted, round_free);
  self->number++;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

void
fl_wishes_ask (FlSession *session, const FlWishType *type, gpointer wish)
{
  fl_wishes_forget (session, type);
  FlWishes *self = *type->get_slot (session);
  self->wanted = g_new (Round, 1);
  *self->wanted = (Round){.type = type,
                          .inbox = session->inbox,
                          .wish = wish,
                          .number = self->number,
                          .cancellable = g_object_ref (self->cancellable)};
  go_on (self);
}

gpointer
fl_wishes_get (FlSession *session, const FlWishType *type)
{
  const FlWishes *self = *type->get_slot (session);

  return self != NULL ? self->found : NULL;
}

gpointer
fl_wishes_take (FlSession *session, const FlWishType *type)
{
  FlWishes *self = *type->get_slot (session);

  return self != NULL ? g_steal_pointer (&self->found) : NULL;
}

void
fl_wishes_end (FlSession *session, const FlWishType *type)
{
  FlWishes *self = g_steal_pointer (type->get_slot (session));

  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, fl_thread_join);
  g_clear_pointer (&self->found, type->free);
  g_clear_pointer (&self->wanted, round_free);
  g_object_unref (self->cancellable);
  g_free (self);
}
