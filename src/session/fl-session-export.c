/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing labels out: to a stream at once, to a file on a thread. */
#include "session/fl-session-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "session/fl-frame-table.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-sweeps.h"
#include "store/fl-store-hidden.h"

char *
fl_session_dup_export_notes (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  char *const said[] = {fl_session_dup_smoothing (self), fl_session_dup_lots (self),
                        fl_session_dup_sweeps (self)};
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++) {
    g_autofree char *sentence = said[i];
    if (sentence != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

const FlFormatInfo *
fl_session_list_formats (gsize *out_n)
{
  static FlFormatInfo *infos;
  static gsize n_infos;

  if (infos == NULL) {
    gsize n;
    const FlFormatType *const *types = fl_formats_list (&n);
    infos = g_new0 (FlFormatInfo, n);
    for (gsize i = 0; i < n; i++)
      if (types[i]->write != NULL)
        infos[n_infos++] = (FlFormatInfo){.id = types[i]->id,
                                          .name = _ (types[i]->name),
                                          .suffix = types[i]->suffix,
                                          .summary = _ (types[i]->summary)};
  }
  *out_n = n_infos;
  return infos;
}

static const FlFormatType *
find_format (const char *id, GError **error)
{
  const FlFormatType *format = fl_formats_find (id, error);

  if (format == NULL || format->write != NULL)
    return format;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("The format “%s” can only be read"), id);
  return NULL;
}

gboolean
fl_session_export (FlSession *self,
                   const char *format,
                   gboolean samples_only,
                   GOutputStream *stream,
                   GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && format != NULL, FALSE);

  const FlFormatType *type = find_format (format, error);
  g_autoptr (FlFrameRows) rows =
    type != NULL ? fl_frame_rows_new (self, samples_only, error) : NULL;
  return rows != NULL && type->write (fl_frame_rows_get_table (rows), stream, NULL, error);
}

typedef struct {
  const FlFormatType *type;
  FlFrameRows *rows;
  char *path;         /* as it was given, for people */
  char *target;       /* the file itself, where @path is a link to it */
  mode_t mode;        /* of the file that is there, 0 for none */
  gboolean is_device; /* or a pipe, whose place no file may take */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  fl_frame_rows_free (export->rows);
  g_free (export->path);
  g_free (export->target);
  g_free (export);
}

static gboolean
fail (const Export *export, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("Cannot write “%s”: %s; choose another place"), export->path, g_strerror (code));
  return FALSE;
}

static gboolean
is_same_file (const GStatBuf *facts, const char *path)
{
  GStatBuf other;

  return g_stat (path, &other) == 0 && other.st_dev == facts->st_dev &&
         other.st_ino == facts->st_ino;
}

/* Returns: whether the file @target, links followed, is in @folder or a folder in it */
static gboolean
is_in (const char *target, const char *folder)
{
  g_autofree char *real = realpath (folder, NULL);
  g_autofree char *prefix = g_strconcat (real != NULL ? real : "", "/", NULL);

  return real != NULL && g_str_has_prefix (target, prefix);
}

/* A file of the project, or one beside it that the project keeps. */
static gboolean
is_own (FlSession *self, const Export *export, const GStatBuf *facts)
{
  static const char *const files[] = {"", "-wal", "-shm", "-lock"};
  static const char *const folders[] = {"-cache", "-backups", "-recordings"};

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *own = g_strconcat (self->path, files[i], NULL);
    if (is_same_file (facts, own))
      return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *own = g_strconcat (self->path, folders[i], NULL);
    if (is_in (export->target, own))
      return TRUE;
  }
  return FALSE;
}

/* A slip in a name must not cost the project, a film, or a picture. */
static gboolean
check_is_free (FlSession *self, const Export *export, const GStatBuf *facts, GError **error)
{
  g_autoptr (GPtrArray) paths = fl_store_list_hidden_paths (self->store);
  gboolean is_taken = is_own (self, export, facts);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    g_ptr_array_add (paths, g_strdup (fl_stream_get_path (fl_session_peek_stream (self, i))));
  for (guint i = 0; i < paths->len; i++)
    is_taken |= is_same_file (facts, paths->pdata[i]) || is_in (export->target, paths->pdata[i]);
  if (!is_taken)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("Cannot write “%s”, because it belongs to the project itself; choose another "
                  "name"),
               export->path);
  return FALSE;
}

/* Looks at what is there under the name. */
static gboolean
find_target (FlSession *self, Export *export, GError **error)
{
  GStatBuf facts;

  export->target = realpath (export->path, NULL);
  if (export->target == NULL)
    export->target = g_strdup (export->path);
  if (g_stat (export->target, &facts) != 0)
    return TRUE;
  if (S_ISDIR (facts.st_mode))
    return fail (export, EISDIR, error);
  export->is_device = !S_ISREG (facts.st_mode);
  export->mode = facts.st_mode & 0777;
  return check_is_free (self, export, &facts, error);
}

/* Takes over @fd. */
static gboolean
write_to (const Export *export, int fd, GCancellable *cancellable, GError **error)
{
  if (fd < 0)
    return fail (export, errno, error);
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fd, TRUE);
  if (export->mode != 0 && !export->is_device)
    (void) fchmod (fd, export->mode); /* Where that is impossible there is nothing to keep. */
  if (!export->type->write (fl_frame_rows_get_table (export->rows), stream, cancellable, error)) {
    if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_prefix_error (error, _ ("Cannot write “%s”: "), export->path);
    return FALSE;
  }
  /* After a power cut the name must not stand for an empty file. */
  if (!export->is_device && fsync (fd) != 0)
    return fail (export, errno, error);
  return g_output_stream_close (stream, cancellable, error);
}

/* The file that was there stays until all of the new one is written. */
static gboolean
write_file (gpointer data, FlJobThread *thread, GError **error)
{
  GCancellable *cancellable = fl_job_thread_get_cancellable (thread);
  const Export *export = data;
  g_autofree char *part = g_strconcat (export->target, ".XXXXXX.part", NULL);

  if (export->is_device)
    return write_to (export, open (export->target, O_WRONLY | O_CLOEXEC), cancellable, error);
  if (write_to (export, g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0666), cancellable, error)) {
    if (g_rename (part, export->target) == 0)
      return TRUE;
    fail (export, errno, error);
  }
  (void) g_unlink (part);
  return FALSE;
}

FlJob *
fl_session_export_to_file (FlSession *self,
                           const char *format,
                           const char *path,
                           gboolean samples_only,
                           GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && format != NULL && path != NULL, NULL);

  const FlFormatType *type = find_format (format, error);
  FlFrameRows *rows = type != NULL ? fl_frame_rows_new (self, samples_only, error) : NULL;
  if (rows == NULL)
    return NULL;
  Export *export = g_new (Export, 1);
  *export = (Export){.type = type, .rows = rows, .path = g_strdup (path)};
  if (!find_target (self, export, error)) {
    export_free (export);
    return NULL;
  }
  g_autofree char *base = g_path_get_basename (path);
  /* Translators: the name of a file follows. */
  g_autofree char *title = g_strdup_printf (_ ("Writing “%s”"), base);
  return fl_session_start_job (self, title, write_file, export, export_free);
}
