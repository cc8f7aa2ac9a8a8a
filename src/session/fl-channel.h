/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlChannel:
 *
 * A queue of messages from any threads to any threads: the only way in which anything crosses
 * from one thread to another here. A message belongs to whoever has taken it. Made of a
 * POSIX mutex and condition, so that ThreadSanitizer understands it.
 */
typedef struct _FlChannel FlChannel;

/**
 * FlChannelFunc:
 * @message: (transfer full): a message
 * @data: the caller's
 */
typedef void (*FlChannelFunc) (gpointer message, gpointer data);

/**
 * fl_channel_new:
 * @free_message: (nullable): frees a message that nobody will take
 *
 * Returns: (transfer full): an open, empty channel of any length
 */
FlChannel *fl_channel_new (GDestroyNotify free_message);

/**
 * fl_channel_free:
 * @self: (transfer full) (nullable): a channel that no thread uses any more: who pushed must have been
 *   joined, for it may still be telling of a message that was taken
 */
void fl_channel_free (FlChannel *self);

/**
 * fl_channel_push:
 * @self: a channel
 * @message: (transfer full): a message, not %NULL
 *
 * Puts a message at the end; after fl_channel_close() it is freed instead. Never waits.
 */
void fl_channel_push (FlChannel *self, gpointer message);

/**
 * fl_channel_replace:
 * @self: a channel
 * @message: (transfer full) (nullable): a message
 *
 * Frees all messages that wait and puts this one in their place: the newest request wins.
 */
void fl_channel_replace (FlChannel *self, gpointer message);

/**
 * fl_channel_pop:
 * @self: a channel
 *
 * Takes the first message; waits for one.
 *
 * Returns: (transfer full) (nullable): the message, %NULL once the channel is closed
 */
gpointer fl_channel_pop (FlChannel *self);

/**
 * fl_channel_try_pop:
 * @self: a channel
 *
 * Takes the first message if there is one.
 *
 * Returns: (transfer full) (nullable): the message
 */
gpointer fl_channel_try_pop (FlChannel *self);

/**
 * fl_channel_close:
 * @self: a channel
 *
 * Frees what waits and wakes every thread that waits; nothing gets in any more.
 */
void fl_channel_close (FlChannel *self);

/**
 * fl_channel_watch:
 * @self: a channel
 * @func: takes each message
 * @data: for @func
 *
 * Has the thread-default main context of the caller take the messages.
 *
 * Returns: (transfer full): the attached source; destroy it before the channel
 */
GSource *fl_channel_watch (FlChannel *self, FlChannelFunc func, gpointer data);

G_END_DECLS
