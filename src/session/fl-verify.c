/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verifying an index that was made of packets against the decoder, from frame to frame, so that it
 * can be stopped at any of them (decisions 1). */
#include "session/fl-verify.h"

#include <inttypes.h>

#include "media/fl-source-decoder.h"

/* So much is decoded anew after the program was killed: some seconds' work. */
#define KEEP_EVERY 2000

/* Of the times of the first frames: of another index, nothing was verified. */
static char *
sum_times (const FlFrameIndex *index, gint64 n_frames)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gint64 i = 0; i < n_frames; i++) {
    gint64 pts = FL_NO_PTS;
    (void) fl_frame_index_get_pts (index, i, &pts); /* It stays as it is where there is none. */
    pts = GINT64_TO_LE (pts);
    g_checksum_update (sum, (const guchar *) &pts, sizeof pts);
  }
  return g_strdup (g_checksum_get_string (sum));
}

void
fl_verify_keep (const FlStreamRow *row,
                const FlCache *cache,
                const FlFrameIndex *index,
                gint64 n_frames)
{
  g_autofree char *sum = sum_times (index, n_frames);
  char *line = g_strdup_printf ("%" PRId64 " %s\n", n_frames, sum);
  g_autoptr (GBytes) bytes = g_bytes_new_take (line, strlen (line));
  g_autoptr (GError) error = NULL;

  if (!fl_cache_write (cache, row->uuid, FL_VERIFIED_NAME, bytes, &error))
    g_debug ("not kept how far “%s” was verified: %s", row->name, error->message);
}

gint64
fl_verify_get_n_frames (const FlStreamRow *row, const FlCache *cache, const FlFrameIndex *index)
{
  g_autoptr (GBytes) bytes = fl_cache_read (cache, row->uuid, FL_VERIFIED_NAME);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autofree char *line = g_strndup (data != NULL ? data : "", size);
  char *end;
  const gint64 n_frames = g_ascii_strtoll (line, &end, 10);

  if (n_frames <= 0 || n_frames > fl_frame_index_get_n_frames (index) || *end != ' ')
    return 0;
  g_autofree char *sum = sum_times (index, n_frames);
  return g_str_equal (g_strchomp (end + 1), sum) ? n_frames : 0;
}

typedef struct {
  const FlStreamRow *row;
  FlSource *source;
  const FlCache *cache;
  const FlFrameIndex *index;
  gint64 next; /* the first frame that was not verified */
} Verifying;

static gboolean
is_last_seen (const Verifying *self)
{
  return self->next == fl_frame_index_get_n_frames (self->index);
}

/* Goes on from frame to frame. */
static FlAgreement
decode (Verifying *self, FlSourceDecoder *decoder, GCancellable *cancellable, GError **error)
{
  for (;;) {
    g_autoptr (GError) local = NULL;
    g_autoptr (FlFrame) frame = fl_source_decoder_next (decoder, cancellable, &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FL_AGREEMENT_UNKNOWN;
    }
    if (fl_source_decoder_has_mismatch (decoder) || fl_source_decoder_get_n_errors (decoder) > 0)
      return FL_AGREEMENT_BROKEN;
    if (frame == NULL)
      return is_last_seen (self) ? FL_AGREEMENT_WHOLE : FL_AGREEMENT_BROKEN;
    if (fl_frame_get_index (frame) != self->next)
      return FL_AGREEMENT_BROKEN;
    self->next++;
    if (self->next % KEEP_EVERY == 0 && !is_last_seen (self))
      fl_verify_keep (self->row, self->cache, self->index, self->next);
  }
}

/* From frame @first on. What may come behind the last frame is part of the last one's turn. */
static FlAgreement
verify_from (Verifying *self, gint64 first, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, 1);

  self->next = first;
  if (first > 0 && !fl_source_decoder_seek (decoder, first, cancellable, error))
    return FL_AGREEMENT_UNKNOWN;
  FlAgreement agreement = decode (self, decoder, cancellable, error);
  if (agreement == FL_AGREEMENT_UNKNOWN && is_last_seen (self))
    self->next--;
  if (agreement != FL_AGREEMENT_BROKEN && self->next > first)
    fl_verify_keep (self->row, self->cache, self->index, self->next);
  return agreement;
}

FlAgreement
fl_verify (const FlStreamRow *row,
           FlSource *source,
           const FlCache *cache,
           GCancellable *cancellable,
           GError **error)
{
  Verifying self = {.row = row,
                    .source = source,
                    .cache = cache,
                    .index = fl_source_get_index (source)};
  const gint64 first = fl_verify_get_n_frames (row, cache, self.index);

  if (first == fl_frame_index_get_n_frames (self.index))
    return FL_AGREEMENT_WHOLE;
  FlAgreement agreement = verify_from (&self, first, cancellable, error);
  /* The jump may be at fault, and not the file. */
  return agreement == FL_AGREEMENT_BROKEN && first > 0 ? verify_from (&self, 0, cancellable, error)
                                                       : agreement;
}
