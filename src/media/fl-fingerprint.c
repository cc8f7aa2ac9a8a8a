/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling a video from others without reading all of it. */
#include "media/fl-fingerprint.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "media/fl-pictures.h"

#define PIECE_BYTES (1024 * 1024)

static gboolean
add_piece (GChecksum *sum,
           GInputStream *stream,
           gint64 offset,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gsize n_read;

  if (!g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, cancellable, error) ||
      !g_input_stream_read_all (stream, piece, PIECE_BYTES, &n_read, cancellable, error))
    return FALSE;
  g_checksum_update (sum, piece, (gssize) n_read);
  return TRUE;
}

static gboolean
add_file (GChecksum *sum, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL && add_piece (sum, G_INPUT_STREAM (stream), 0, cancellable, error);
}

/* Names are kept apart by their ends. */
static void
add_name (GChecksum *sum, const FlPictures *list, guint i)
{
  g_autofree char *path = fl_pictures_dup_path (list, i);
  const char *name = list->names->pdata[i];
  GStatBuf facts = {0};
  guint64 size_le = g_stat (path, &facts) == 0 ? GUINT64_TO_LE ((guint64) facts.st_size) : 0;

  g_checksum_update (sum, (const guchar *) name, (gssize) strlen (name) + 1);
  g_checksum_update (sum, (const guchar *) &size_le, sizeof size_le);
}

static char *
fingerprint_folder (const char *path,
                    gint64 *out_size_bytes,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (FlPictures) list = fl_pictures_list (path, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (list == NULL)
    return NULL;
  const guint n = list->names->len;
  const guint pieces[] = {0, n / 2, n - 1};
  for (guint i = 0; i < n; i++)
    add_name (sum, list, i);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *name = fl_pictures_dup_path (list, pieces[i]);
    if (!add_file (sum, name, cancellable, error))
      return NULL;
  }
  *out_size_bytes = list->size_bytes;
  return g_strdup (g_checksum_get_string (sum));
}

char *
fl_fingerprint_file (const char *path,
                     gint64 *out_size_bytes,
                     GCancellable *cancellable,
                     GError **error)
{
  /* GIO's own sentences do not say what is wrong, but what it did. */
  if (g_access (path, R_OK) != 0) {
    int code = errno;
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("Cannot open “%s”: %s"), path,
                 g_strerror (code));
    return NULL;
  }
  if (fl_pictures_is_folder (path))
    return fingerprint_folder (path, out_size_bytes, cancellable, error);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  g_autoptr (GFileInfo) info =
    g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (info == NULL)
    return NULL;
  gint64 size = g_file_info_get_size (info);
  guint64 size_le = GUINT64_TO_LE ((guint64) size);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *) &size_le, sizeof size_le);
  const gint64 offsets[] = {0, MAX (size / 2 - PIECE_BYTES / 2, 0), MAX (size - PIECE_BYTES, 0)};
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    if (!add_piece (sum, G_INPUT_STREAM (stream), offsets[i], cancellable, error))
      return NULL;
  *out_size_bytes = size;
  return g_strdup (g_checksum_get_string (sum));
}

gboolean
fl_fingerprint_measure (const char *path, gint64 *out_size_bytes)
{
  GStatBuf facts;

  if (g_stat (path, &facts) != 0)
    return FALSE;
  *out_size_bytes = facts.st_size;
  if (!S_ISDIR (facts.st_mode))
    return TRUE;
  g_autoptr (FlPictures) list = fl_pictures_list (path, NULL);
  *out_size_bytes = list != NULL ? list->size_bytes : 0;
  return TRUE;
}
