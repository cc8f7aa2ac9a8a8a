/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the project: what is in them, and going back to one. */
#include "session/fl-session-backups.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"

struct _FlBackupList {
  gatomicrefcount n_refs;
  char *path;
  GPtrArray *backups; /* (nullable) FlBackup */
};

static FlBackupList *
list_ref (FlBackupList *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_backup_list_unref (FlBackupList *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->path);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_free (self);
}

guint
fl_backup_list_get_n (const FlBackupList *self)
{
  return self->backups != NULL ? self->backups->len : 0;
}

const FlBackup *
fl_backup_list_get (const FlBackupList *self, guint i)
{
  g_return_val_if_fail (i < fl_backup_list_get_n (self), NULL);
  return self->backups->pdata[i];
}

static gboolean
list (gpointer data, FlJobThread *thread, GError **error)
{
  FlBackupList *self = data;

  self->backups = fl_store_list_backups (self->path, fl_job_thread_get_cancellable (thread), error);
  return self->backups != NULL;
}

FlJob *
fl_session_list_backups (FlSession *self, FlBackupList **out_list)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && !self->is_read_only, NULL);

  FlBackupList *backups = g_new0 (FlBackupList, 1);
  g_atomic_ref_count_init (&backups->n_refs);
  backups->path = g_strdup (self->path);
  *out_list = backups;
  return fl_session_start_job (self, _ ("Looking into backups"), list, list_ref (backups),
                               (GDestroyNotify) fl_backup_list_unref);
}

typedef struct {
  char *path;
  char *backup;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->path);
  g_free (restoring->backup);
  g_free (restoring);
}

static gboolean
prepare (gpointer data, FlJobThread *thread, GError **error)
{
  const Restoring *restoring = data;

  return fl_store_prepare_restore (restoring->path, restoring->backup, error);
}

FlJob *
fl_session_prepare_restore (FlSession *self, const char *backup, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && backup != NULL && !self->is_read_only, NULL);

  g_autofree char *unsaved = fl_session_dup_unsaved (self);
  if (unsaved != NULL || fl_session_is_recording (self)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY,
                         unsaved != NULL
                           ? unsaved
                           : _ ("Live video is being recorded into this project; stop "
                                "the recording before a backup is restored"));
    return NULL;
  }
  Restoring *restoring = g_new (Restoring, 1);
  *restoring = (Restoring){.path = g_strdup (self->path), .backup = g_strdup (backup)};
  return fl_session_start_job (self, _ ("Restoring a backup"), prepare, restoring, restoring_free);
}

gboolean
fl_session_finish_restore (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  return fl_store_finish_restore (path, error);
}
