/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks of open file descriptions (fcntl_locking(2)) in place of those of the process. Other programs meet
 * them as they meet POSIX locks. SQLite counts the locks of its connections to one file itself, and closes
 * what it opened when none is left; so the connection that is opened first has to be closed last, which
 * sessions do, or the log stays until the next time. */
#include "store/fl-store-locks.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>

static int
find_open_file_command (int command)
{
  return command == F_SETLK    ? F_OFD_SETLK
         : command == F_SETLKW ? F_OFD_SETLKW
         : command == F_GETLK  ? F_OFD_GETLK
                               : 0;
}

static int
lock_open_file (int fd, int command, struct flock *lock)
{
  const int own = find_open_file_command (command);
  const pid_t pid = lock->l_pid;

  lock->l_pid = 0; /* as these commands want it */
  const int code = fcntl (fd, own, lock);
  if (code == 0 || errno != EINVAL)
    return code;
  lock->l_pid = pid; /* A file system that knows only the others. */
  return fcntl (fd, command, lock);
}

/* What SQLite calls instead of fcntl(). */
static int
control_file (int fd, int command, ...)
{
  va_list arguments;

  va_start (arguments, command);
  void *argument = va_arg (arguments, void *);
  va_end (arguments);
  return find_open_file_command (command) != 0 ? lock_open_file (fd, command, argument)
                                               : fcntl (fd, command, argument);
}

void
fl_store_keep_locks (void)
{
  static gsize is_done;

  if (!g_once_init_enter (&is_done))
    return;
  sqlite3_vfs *system = sqlite3_vfs_find (NULL);
  if (system != NULL && system->iVersion >= 3)
    (void) system->xSetSystemCall (system, "fcntl", (sqlite3_syscall_ptr) control_file);
  g_once_init_leave (&is_done, 1);
}
