/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What threads tell the session: a function to be called on its thread, and a value for it. */
#include "session/fl-news.h"

typedef struct {
  FlNewsFunc func;
  gpointer content;
  GDestroyNotify free_content;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  if (news->free_content != NULL)
    news->free_content (news->content);
  g_free (news);
}

FlChannel *
fl_news_channel_new (void)
{
  return fl_channel_new (news_free);
}

void
fl_news_push (FlChannel *inbox, FlNewsFunc func, gpointer content, GDestroyNotify free_content)
{
  News *news = g_new (News, 1);

  *news = (News){.func = func, .content = content, .free_content = free_content};
  fl_channel_push (inbox, news);
}

void
fl_news_take (gpointer message, gpointer session)
{
  News *news = message;

  news->func (session, news->content);
  news_free (news);
}
