/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frame identity: display index <-> presentation time. How it is found out is told in
 * fl-frame-index-build.c. */
#include "media/fl-frame-index.h"

#include <math.h>
#include <string.h>

#define MAGIC          "FLINDEX1"
#define CHECKSUM_BYTES 32

struct _FlFrameIndex {
  gatomicrefcount n_refs;
  gint64 n_frames;
  FlRational time_base;
  gboolean is_decoded;
  gboolean has_unique_pts;
  char *doubt;
  gint64 *pts;
  guint8 *is_key;
};

/* The fixed part of the file; then pts, key flags, the doubt, and a SHA-256 of all before. */
typedef struct {
  char magic[8];
  gint64 n_frames;
  gint32 time_base_num;
  gint32 time_base_den;
  guint32 is_decoded;
  guint32 doubt_size;
} Header;

static gboolean
check_unique (const FlFrameIndex *self)
{
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] == FL_NO_PTS || (i > 0 && self->pts[i] <= self->pts[i - 1]))
      return FALSE;
  return TRUE;
}

FlFrameIndex *
fl_frame_index_new (const FlIndexEntry *entries,
                    gsize n,
                    FlRational time_base,
                    gboolean is_decoded,
                    const char *doubt)
{
  g_return_val_if_fail (n > 0, NULL);

  FlFrameIndex *self = g_new0 (FlFrameIndex, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->n_frames = (gint64) n;
  self->time_base = time_base;
  self->is_decoded = is_decoded;
  self->doubt = g_strdup (doubt);
  self->pts = g_new (gint64, n);
  self->is_key = g_new (guint8, n);
  for (gsize i = 0; i < n; i++) {
    self->pts[i] = entries[i].pts;
    self->is_key[i] = entries[i].is_key ? 1 : 0;
  }
  self->has_unique_pts = check_unique (self);
  return self;
}

FlFrameIndex *
fl_frame_index_ref (FlFrameIndex *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_frame_index_unref (FlFrameIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->pts);
  g_free (self->is_key);
  g_free (self->doubt);
  g_free (self);
}

gint64
fl_frame_index_get_n_frames (const FlFrameIndex *self)
{
  return self->n_frames;
}

gboolean
fl_frame_index_get_pts (const FlFrameIndex *self, gint64 index, gint64 *out_pts)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, FALSE);

  if (self->pts[index] == FL_NO_PTS)
    return FALSE;
  *out_pts = self->pts[index];
  return TRUE;
}

double
fl_frame_index_get_time_s (const FlFrameIndex *self, gint64 index)
{
  gint64 pts;

  if (!fl_frame_index_get_pts (self, index, &pts))
    return NAN;
  return (double) pts * self->time_base.num / self->time_base.den;
}

/* Last frame whose time is not after @pts, or -1; for indexes with unique times. */
static gint64
find_not_after (const FlFrameIndex *self, gint64 pts)
{
  gint64 low = 0;
  gint64 high = self->n_frames;

  while (low < high) {
    gint64 middle = low + (high - low) / 2;
    if (self->pts[middle] <= pts)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

gint64
fl_frame_index_find_pts (const FlFrameIndex *self, gint64 pts)
{
  if (self->has_unique_pts) {
    gint64 i = find_not_after (self, pts);
    return i >= 0 && self->pts[i] == pts ? i : -1;
  }
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] == pts)
      return i;
  return -1;
}

gint64
fl_frame_index_find_time (const FlFrameIndex *self, double time_s)
{
  if (!isfinite (time_s))
    return 0;
  /* Half a tick more, so that a time that was printed with six decimals finds its frame. */
  double pts = time_s * self->time_base.den / self->time_base.num + 0.5;
  if (self->has_unique_pts)
    return MAX (find_not_after (self, (gint64) floor (CLAMP (pts, -9e18, 9e18))), 0);
  gint64 found = 0;
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] != FL_NO_PTS && (double) self->pts[i] <= pts)
      found = i;
  return found;
}

gboolean
fl_frame_index_is_key (const FlFrameIndex *self, gint64 index)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, FALSE);
  return self->is_key[index] != 0;
}

gint64
fl_frame_index_get_key_before (const FlFrameIndex *self, gint64 index)
{
  gint64 i = CLAMP (index, 0, self->n_frames - 1);

  while (i > 0 && !self->is_key[i])
    i--;
  return i;
}

FlRational
fl_frame_index_get_time_base (const FlFrameIndex *self)
{
  return self->time_base;
}

gboolean
fl_frame_index_has_unique_pts (const FlFrameIndex *self)
{
  return self->has_unique_pts;
}

gboolean
fl_frame_index_is_decoded (const FlFrameIndex *self)
{
  return self->is_decoded;
}

const char *
fl_frame_index_get_doubt (const FlFrameIndex *self)
{
  return self->doubt;
}

gboolean
fl_frame_index_equal (const FlFrameIndex *a, const FlFrameIndex *b)
{
  return a->n_frames == b->n_frames && a->time_base.num == b->time_base.num &&
         a->time_base.den == b->time_base.den &&
         memcmp (a->pts, b->pts, (gsize) a->n_frames * sizeof a->pts[0]) == 0;
}

static void
checksum (const guint8 *data, gsize size, guint8 out[CHECKSUM_BYTES])
{
  gsize out_size = CHECKSUM_BYTES;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, data, (gssize) size);
  g_checksum_get_digest (sum, out, &out_size);
}

GBytes *
fl_frame_index_serialize (const FlFrameIndex *self)
{
  gsize n = (gsize) self->n_frames;
  Header header = {.n_frames = self->n_frames,
                   .time_base_num = self->time_base.num,
                   .time_base_den = self->time_base.den,
                   .is_decoded = self->is_decoded ? 1 : 0,
                   .doubt_size = self->doubt != NULL ? (guint32) strlen (self->doubt) : 0};
  memcpy (header.magic, MAGIC, sizeof header.magic);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (bytes, (const guint8 *) self->pts, (guint) (n * sizeof self->pts[0]));
  g_byte_array_append (bytes, self->is_key, (guint) n);
  g_byte_array_append (bytes, (const guint8 *) self->doubt, header.doubt_size);
  guint8 sum[CHECKSUM_BYTES];
  checksum (bytes->data, bytes->len, sum);
  g_byte_array_append (bytes, sum, sizeof sum);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
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
  if (out_header->n_frames <= 0 || out_header->time_base_den <= 0 ||
      out_header->n_frames > (gint64) (size / sizeof (gint64)))
    return FALSE;
  if (size != sizeof *out_header + (gsize) out_header->n_frames * (sizeof (gint64) + 1) +
                out_header->doubt_size + CHECKSUM_BYTES)
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
  g_atomic_ref_count_init (&self->n_refs);
  self->n_frames = header.n_frames;
  self->time_base = (FlRational){.num = header.time_base_num, .den = header.time_base_den};
  self->is_decoded = header.is_decoded != 0;
  const guint8 *at = data + sizeof header;
  self->pts = g_memdup2 (at, n * sizeof self->pts[0]);
  at += n * sizeof self->pts[0];
  self->is_key = g_memdup2 (at, n);
  at += n;
  self->doubt = header.doubt_size > 0 ? g_strndup ((const char *) at, header.doubt_size) : NULL;
  self->has_unique_pts = check_unique (self);
  return self;
}
