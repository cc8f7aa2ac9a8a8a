/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock file. Not the database itself: closing any descriptor of that would drop SQLite's own
 * locks in this process. */
#include "store/fl-project-lock.h"

#include "store/fl-store-types.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
lock_path (const char *path)
{
  return g_strconcat (path, "-lock", NULL);
}

/* Whoever held the lock may have taken the file away between our opening and our locking it; then
 * a third one would lock a new file of the same name. */
static gboolean
is_in_place (int fd, const char *name)
{
  struct stat ours;
  struct stat found;

  return fstat (fd, &ours) == 0 && stat (name, &found) == 0 && ours.st_dev == found.st_dev &&
         ours.st_ino == found.st_ino;
}

static int
open_lock (const char *path, const char *name, GError **error)
{
  int fd = open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

  if (fd < 0)
    g_set_error (error, FL_STORE_ERROR,
                 errno == EROFS || errno == EACCES ? FL_STORE_ERROR_READ_ONLY : FL_STORE_ERROR_OPEN,
                 _ ("Cannot write beside “%s”: %s"), path, g_strerror (errno));
  return fd;
}

static void
set_locked (int fd, const char *path, GError **error)
{
  char owner[32] = "";

  /* Whose number cannot be read is only not named. */
  (void) !pread (fd, owner, sizeof owner - 1, 0);
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED,
               _ ("“%s” is open in another Frameline (process %s); close it there first"), path,
               owner[0] != '\0' ? owner : _ ("unknown"));
}

int
fl_project_lock_take (const char *path, GError **error)
{
  g_autofree char *name = lock_path (path);
  int fd;

  for (;;) {
    fd = open_lock (path, name, error);
    if (fd < 0)
      return -1;
    if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
      set_locked (fd, path, error);
      close (fd);
      return -1;
    }
    if (is_in_place (fd, name))
      break;
    close (fd);
  }
  char owner[32];
  g_snprintf (owner, sizeof owner, "%d", (int) getpid ());
  (void) !ftruncate (fd, 0);
  (void) !pwrite (fd, owner, strlen (owner), 0);
  return fd;
}

void
fl_project_lock_release (const char *path, int fd)
{
  g_autofree char *name = lock_path (path);

  /* In this order: nobody can take the lock of a file that is about to go. A file that somebody put
   * in its place is not ours to take away. */
  if (is_in_place (fd, name))
    g_unlink (name);
  close (fd);
}
