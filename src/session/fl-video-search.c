/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at videos that are to be added, away from the main thread: a disk may be slow, or asleep,
 * and a folder may hold thousands. */
#include "session/fl-video-search-private.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"
#include "media/fl-media-info.h"
#include "media/fl-pictures.h"
#include "session/fl-job-private.h"
#include "session/fl-video-files.h"

typedef struct {
  FlStreamRow *row;
  char *why; /* there is none */
} Find;

/* Written by its thread, and read when that has ended. */
struct _FlVideoSearch {
  char **asked;
  char **paths;
  GPtrArray *finds; /* Find, one for each of @paths */
};

static void
find_free (gpointer data)
{
  Find *find = data;

  g_clear_pointer (&find->row, fl_stream_row_free);
  g_free (find->why);
  g_free (find);
}

FlVideoSearch *
fl_video_search_new (const char *const *paths)
{
  g_return_val_if_fail (paths != NULL, NULL);

  FlVideoSearch *self = g_atomic_rc_box_new0 (FlVideoSearch);
  self->asked = g_strdupv ((char **) paths);
  self->finds = g_ptr_array_new_with_free_func (find_free);
  return self;
}

FlVideoSearch *
fl_video_search_ref (FlVideoSearch *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FlVideoSearch *self = data;

  g_strfreev (self->asked);
  g_strfreev (self->paths);
  g_ptr_array_unref (self->finds);
}

void
fl_video_search_unref (FlVideoSearch *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

FlStreamRow *
fl_video_search_probe (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, cancellable, error);
  gint64 size_bytes;

  if (info == NULL)
    return NULL;
  const gboolean is_folder = fl_pictures_is_folder (path);
  g_autofree char *fingerprint = fl_fingerprint_file (path, &size_bytes, cancellable, error);
  if (fingerprint == NULL)
    return NULL;
  const FlStreamRow row = {.kind =
                             (char *) (is_folder ? FL_STREAM_KIND_PICTURES : FL_STREAM_KIND_FILE),
                           .path = (char *) path,
                           .size_bytes = size_bytes,
                           .fingerprint = fingerprint,
                           .n_frames = -1,
                           .time_base_num = info->time_base.num,
                           .time_base_den = info->time_base.den,
                           .width_px = info->width_px,
                           .height_px = info->height_px,
                           .clock_start_us = -1};
  return fl_stream_row_copy (&row);
}

static Find *
look (const char *path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Find *find = g_new0 (Find, 1);

  find->row = fl_video_search_probe (path, cancellable, &error);
  if (find->row == NULL)
    find->why = g_strdup (error->message);
  return find;
}

/* On the thread. */
static gboolean
run (gpointer data, FlJobThread *thread, GError **error)
{
  FlVideoSearch *self = data;
  GCancellable *cancellable = fl_job_thread_get_cancellable (thread);

  self->paths = fl_video_files_expand ((const char *const *) self->asked, cancellable);
  const guint n = g_strv_length (self->paths);
  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++) {
    g_ptr_array_add (self->finds, look (self->paths[i], cancellable));
    fl_job_thread_report (thread, (i + 1.0) / n);
  }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

FlJobThread *
fl_video_search_start (FlVideoSearch *self)
{
  g_return_val_if_fail (self != NULL && self->paths == NULL, NULL);

  g_autoptr (FlJob) job = fl_job_new (_ ("Looking at videos"), NULL);
  return fl_job_thread_new (job, run, fl_video_search_ref (self),
                            (GDestroyNotify) fl_video_search_unref);
}

const char *const *
fl_video_search_get_paths (FlVideoSearch *self)
{
  return (const char *const *) self->paths;
}

const FlStreamRow *
fl_video_search_get_row (FlVideoSearch *self, guint i, const char **out_why)
{
  const Find *find = self->finds->pdata[i];

  *out_why = find->why;
  return find->row;
}
