/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the disk up with the answers, away from the thread of the keys. */
#include "session/fl-saver.h"

#include "session/fl-channel.h"
#include "session/fl-thread.h"
#include "store/fl-store-backup.h"

/* The log is moved into the file after so many answers. */
#define CHECKPOINT_EVERY 200

struct _FlSaver {
  char *path;
  gboolean keeps_backups;
  FlChannel *kicks;
  FlThread *thread;
  FlThread *backup;
};

static void
run (gpointer data)
{
  FlSaver *self = data;
  g_autoptr (FlStore) store = fl_store_open_second (self->path, NULL);
  guint n_kicks = 0;

  while (fl_channel_pop (self->kicks) != NULL) {
    if (!fl_store_sync_log (self->path))
      g_debug ("the log of “%s” could not be synced", self->path);
    if (++n_kicks % CHECKPOINT_EVERY == 0 && store != NULL)
      fl_store_checkpoint (store);
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
    g_debug ("no backup: %s", error->message);
}

FlSaver *
fl_saver_new (const char *path, gboolean keeps_backups)
{
  FlSaver *self = g_new0 (FlSaver, 1);

  self->path = g_strdup (path);
  self->keeps_backups = keeps_backups;
  self->kicks = fl_channel_new (NULL);
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
  fl_thread_join (self->backup);
  (void) fl_store_sync_log (self->path);
  fl_channel_free (self->kicks);
  g_free (self->path);
  g_free (self);
}

void
fl_saver_kick (FlSaver *self)
{
  if (self == NULL)
    return;
  fl_channel_replace (self->kicks, self);
  if (self->keeps_backups && self->backup == NULL)
    self->backup = fl_thread_start ("fl-backup", FL_THREAD_NICE_WORK, back_up, self);
}
