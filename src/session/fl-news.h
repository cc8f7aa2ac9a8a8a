/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-channel.h"
#include "session/fl-session-types.h"

G_BEGIN_DECLS

/**
 * FlNewsFunc:
 * @session: the session, on its own thread
 * @content: what the thread brought
 */
typedef void (*FlNewsFunc) (FlSession *session, gpointer content);

/**
 * fl_news_push:
 * @inbox: the session's inbox
 * @func: takes the news over on the session's thread
 * @content: (transfer full): what it is about
 * @free_content: frees it after @func, or when nobody will read it
 *
 * Tells the session something; any thread, never waits.
 */
void
fl_news_push (FlChannel *inbox, FlNewsFunc func, gpointer content, GDestroyNotify free_content);

/** fl_news_channel_new: Returns: (transfer full): an inbox */
FlChannel *fl_news_channel_new (void);

/** fl_news_take: Gives a message of an inbox to @session and frees it; an #FlChannelFunc. */
void fl_news_take (gpointer message, gpointer session);

G_END_DECLS
