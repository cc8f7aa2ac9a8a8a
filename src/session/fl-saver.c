/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the disk up with the answers, away from the thread of the keys. */
#include "session/fl-saver.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "session/fl-channel.h"
#include "session/fl-thread.h"
#include "store/fl-store-backup.h"

/* The log is moved into the file after so many answers. */
#define CHECKPOINT_EVERY 200
#define DAY_US           (24 * G_TIME_SPAN_HOUR)

struct _FlSaver {
  char *path;
  FlSaverFunc func;
  gpointer data;
  GStatBuf facts; /* of the file when it was opened */
  FlStore *store; /* (nullable): a connection of the thread's own */
  FlChannel *kicks;
  FlThread *thread;
  FlThread *backup;  /* of the newest day that had one */
  FlChannel *ended;  /* a message once that thread has nothing more to do */
  gint64 backup_day; /* days since 1970 */
};

static gint64
get_today (void)
{
  return g_get_real_time () / DAY_US;
}

/* Has the disk keep the answers. Where the log cannot be synced they are moved into the file, which
 * is slower; that also helps when somebody took the log away. */
static gboolean
keep (FlSaver *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (fl_store_sync_log (self->path, &local))
    return TRUE;
  g_debug ("%s", local->message);
  if (self->store != NULL && fl_store_checkpoint (self->store))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
tell_not_kept (FlSaver *self, const GError *error)
{
  g_autofree char *name = g_path_get_basename (self->path);

  self->func (g_strdup_printf (_ ("The disk may not keep the newest answers in “%s” when the power "
                                  "fails (%s); make sure that it works, or put a copy of the "
                                  "project on another disk"),
                               name, error->message),
              self->data);
}

/* A file that was deleted, or replaced by another one, takes answers on until it is closed. */
static gboolean
is_in_place (const FlSaver *self)
{
  GStatBuf now;

  return g_stat (self->path, &now) == 0 && now.st_dev == self->facts.st_dev &&
         now.st_ino == self->facts.st_ino;
}

static void
tell_gone (FlSaver *self)
{
  self->func (g_strdup_printf (_ ("“%s” is not where it was opened any more; put it back there, or "
                                  "answers that are given now may be lost"),
                               self->path),
              self->data);
}

static void
run (gpointer data)
{
  FlSaver *self = data;
  gboolean was_kept = TRUE;
  gboolean was_there = TRUE;
  guint n_kicks = 0;

  while (fl_channel_pop (self->kicks) != NULL) {
    g_autoptr (GError) error = NULL;
    const gboolean is_kept = keep (self, &error);
    if (was_kept && !is_kept)
      tell_not_kept (self, error);
    was_kept = is_kept;
    const gboolean is_there = is_in_place (self);
    if (was_there && !is_there)
      tell_gone (self);
    was_there = is_there;
    if (++n_kicks % CHECKPOINT_EVERY == 0 && self->store != NULL)
      (void) fl_store_checkpoint (self->store);
  }
}

/* A copy that cannot be made today is tried again tomorrow; labels do not depend on it. */
static void
back_up (gpointer data)
{
  FlSaver *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FlStore) store = fl_store_open_second (self->path, &error);

  if (store == NULL || !fl_store_backup_dated (store, NULL, &error))
    self->func (g_strdup_printf (_ ("There is no backup of today: %s"), error->message),
                self->data);
  g_clear_pointer (&store, fl_store_close);
  fl_channel_push (self->ended, self);
}

FlSaver *
fl_saver_new (const char *path, gboolean is_new, FlSaverFunc func, gpointer data)
{
  FlSaver *self = g_new0 (FlSaver, 1);

  self->path = g_strdup (path);
  self->func = func;
  self->data = data;
  self->backup_day = is_new ? get_today () : 0;
  if (g_stat (path, &self->facts) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  /* Before anything is written: a connection that finds no log would begin another one. */
  self->store = fl_store_open_second (path, NULL);
  self->kicks = fl_channel_new (NULL);
  self->ended = fl_channel_new (NULL);
  self->thread = fl_thread_start ("fl-saver", 0, run, self);
  return self;
}

void
fl_saver_free (FlSaver *self)
{
  if (self == NULL)
    return;
  fl_channel_close (self->kicks);
  fl_thread_join (self->thread);
  g_clear_pointer (&self->store, fl_store_close);
  fl_thread_join (self->backup);
  /* What is not synced now is when the project is closed. */
  (void) fl_store_sync_log (self->path, NULL);
  fl_channel_free (self->kicks);
  fl_channel_free (self->ended);
  g_free (self->path);
  g_free (self);
}

void
fl_saver_kick (FlSaver *self)
{
  fl_saver_kick_on (self, get_today ());
}

void
fl_saver_kick_on (FlSaver *self, gint64 day)
{
  if (self == NULL)
    return;
  fl_channel_replace (self->kicks, self);
  if (day == self->backup_day)
    return;
  /* The copy of the day before may still be being made; then the next change makes today's. */
  if (self->backup != NULL && fl_channel_try_pop (self->ended) == NULL)
    return;
  g_clear_pointer (&self->backup, fl_thread_join);
  self->backup_day = day;
  self->backup = fl_thread_start ("fl-backup", FL_THREAD_NICE_WORK, back_up, self);
}
