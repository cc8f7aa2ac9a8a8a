/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody wants to know that takes a while: found on a thread, the newest wish alone. */
#pragma once

#include "session/fl-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlWishes:
 *
 * The newest wish of one kind, and what was found for it. Main thread.
 */
typedef struct _FlWishes FlWishes;

/**
 * FlWishType:
 * @thread_name: up to 15 characters
 * @get_slot: says where a session keeps its wishes of this kind
 * @find: finds, on the thread, what is wanted, and keeps it in the wish; ends sooner when cancelled
 * @free: frees a wish; any thread
 * @tell: says that something was found
 *
 * A kind of wish.
 */
typedef struct {
  const char *thread_name;
  FlWishes **(*get_slot) (FlSession *session);
  void (*find) (gpointer wish, GCancellable *cancellable);
  GDestroyNotify free;
  void (*tell) (FlSession *session);
} FlWishType;

/**
 * fl_wishes_forget:
 * @session: a session
 * @type: a kind
 *
 * Forgets what was wanted, and what was found; nobody is told of it any more.
 */
void fl_wishes_forget (FlSession *session, const FlWishType *type);

/**
 * fl_wishes_ask:
 * @session: a session
 * @type: a kind
 * @wish: (transfer full): what is wanted, with all that it takes to find it anywhere
 *
 * Has a thread find it; returns at once. What was wanted before is forgotten, and looking for it ends.
 */
void fl_wishes_ask (FlSession *session, const FlWishType *type, gpointer wish);

/** fl_wishes_get: Returns: (transfer none) (nullable): the newest wish, once it was found */
gpointer fl_wishes_get (FlSession *session, const FlWishType *type);

/** fl_wishes_take: Returns: (transfer full) (nullable): the same, and forgets it */
gpointer fl_wishes_take (FlSession *session, const FlWishType *type);

/** fl_wishes_end: Forgets all of it, and waits for the thread. */
void fl_wishes_end (FlSession *session, const FlWishType *type);

G_END_DECLS
