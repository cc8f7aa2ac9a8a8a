/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frame indexes as bytes, for the cache: what can be made again is checked and never trusted. */
#include "media/fl-frame-index-private.h"

#include <string.h>

#define MAGIC          "FLINDEX4"
#define CHECKSUM_BYTES 32

/* The fixed part; then pts, points, marks, the doubt, and a SHA-256 of all before. */
typedef struct {
  char magic[8];
  gint64 n_frames;
  gint64 n_points;
  gint32 time_base_num;
  gint32 time_base_den;
  guint32 is_decoded;
  guint32 doubt_size;
} Header;

static void
checksum (const guint8 *data, gsize size, guint8 out[CHECKSUM_BYTES])
{
  gsize out_size = CHECKSUM_BYTES;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, data, (gssize) size);
  g_checksum_get_digest (sum, out, &out_size);
}

static gsize
body_size (const Header *header)
{
  return (gsize) header->n_frames * (sizeof (gint64) + 1) +
         (gsize) header->n_points * sizeof (FlIndexPoint) + header->doubt_size;
}

static guint8 *
put (guint8 *at, const void *data, gsize size)
{
  if (size > 0)
    memcpy (at, data, size);
  return at + size;
}

GBytes *
fl_frame_index_serialize (const FlFrameIndex *self)
{
  gsize n = (gsize) self->n_frames;
  Header header = {.n_frames = self->n_frames,
                   .n_points = (gint64) self->n_points,
                   .time_base_num = self->time_base.num,
                   .time_base_den = self->time_base.den,
                   .is_decoded = self->is_decoded ? 1 : 0,
                   .doubt_size = self->doubt != NULL ? (guint32) strlen (self->doubt) : 0};
  memcpy (header.magic, MAGIC, sizeof header.magic);
  gsize size = sizeof header + body_size (&header);
  guint8 *data = g_malloc (size + CHECKSUM_BYTES);
  guint8 *at = put (data, &header, sizeof header);
  at = put (at, self->pts, n * sizeof self->pts[0]);
  at = put (at, self->points, self->n_points * sizeof self->points[0]);
  at = put (at, self->marks, n);
  at = put (at, self->doubt, header.doubt_size);
  checksum (data, size, at);
  return g_bytes_new_take (data, size + CHECKSUM_BYTES);
}

/* Whether the bytes are whole and of this version; @out_header is theirs when they are. */
static gboolean
check_bytes (const guint8 *data, gsize size, Header *out_header)
{
  guint8 sum[CHECKSUM_BYTES];

  if (size < sizeof *out_header + CHECKSUM_BYTES)
    return FALSE;
  memcpy (out_header, data, sizeof *out_header);
  if (memcmp (out_header->magic, MAGIC, sizeof out_header->magic) != 0)
    return FALSE;
  /* Bounds first, so that the sum of sizes cannot overflow. */
  if (out_header->n_frames <= 0 || out_header->n_points < 0 || out_header->time_base_num <= 0 ||
      out_header->time_base_den <= 0 || out_header->n_frames > (gint64) (size / sizeof (gint64)) ||
      out_header->n_points > (gint64) (size / sizeof (FlIndexPoint)))
    return FALSE;
  if (size != sizeof *out_header + body_size (out_header) + CHECKSUM_BYTES)
    return FALSE;
  checksum (data, size - CHECKSUM_BYTES, sum);
  return memcmp (sum, data + size - CHECKSUM_BYTES, CHECKSUM_BYTES) == 0;
}

FlFrameIndex *
fl_frame_index_deserialize (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Header header;

  if (data == NULL || !check_bytes (data, size, &header)) {
    g_set_error_literal (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT,
                         "The cached frame index is damaged; it will be made again");
    return NULL;
  }
  gsize n = (gsize) header.n_frames;
  FlFrameIndex *self = g_new0 (FlFrameIndex, 1);
  self->n_frames = header.n_frames;
  self->n_points = (gsize) header.n_points;
  self->time_base = (FlRational){.num = header.time_base_num, .den = header.time_base_den};
  self->is_decoded = header.is_decoded != 0;
  const guint8 *at = data + sizeof header;
  self->pts = g_memdup2 (at, n * sizeof self->pts[0]);
  at += n * sizeof self->pts[0];
  self->points = g_memdup2 (at, self->n_points * sizeof self->points[0]);
  at += self->n_points * sizeof self->points[0];
  self->marks = g_memdup2 (at, n);
  at += n;
  self->doubt = header.doubt_size > 0 ? g_strndup ((const char *) at, header.doubt_size) : NULL;
  fl_frame_index_settle (self);
  return self;
}
