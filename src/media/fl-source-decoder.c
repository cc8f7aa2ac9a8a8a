/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one file of a stream to the next: each is opened when a frame of it is wanted. */
#include "media/fl-source-decoder.h"

#include "media/fl-decoder.h"
#include "media/fl-frame-private.h"

struct _FlSourceDecoder {
  FlSource *source;
  guint n_threads;
  FlDecoder *decoder; /* of segment `at`, NULL while it is not open */
  gsize at;
  gboolean has_wanted;
  GArray *wanted; /* gint64, of the stream; with has_wanted */
  guint64 n_errors;
  gboolean has_mismatch;
};

FlSourceDecoder *
fl_source_decoder_new (FlSource *source, guint n_threads)
{
  FlSourceDecoder *self = g_new0 (FlSourceDecoder, 1);

  self->source = fl_source_ref (source);
  self->n_threads = n_threads;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* What is known about the open file is kept. */
static void
close_file (FlSourceDecoder *self)
{
  self->n_errors = fl_source_decoder_get_n_errors (self);
  self->has_mismatch = fl_source_decoder_has_mismatch (self);
  g_clear_pointer (&self->decoder, fl_decoder_free);
}

void
fl_source_decoder_free (FlSourceDecoder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->decoder, fl_decoder_free);
  fl_source_unref (self->source);
  g_array_unref (self->wanted);
  g_free (self);
}

/* The wanted frames of a file, as it counts them. */
static GArray *
list_wanted (const FlSourceDecoder *self, const FlSegment *segment)
{
  GArray *own = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->wanted->len; i++) {
    gint64 frame = g_array_index (self->wanted, gint64, i) - segment->first_frame;
    if (frame >= 0 && frame < segment->n_frames)
      g_array_append_val (own, frame);
  }
  return own;
}

static void
pass_on_wanted (FlSourceDecoder *self)
{
  if (!self->has_wanted) {
    fl_decoder_set_wanted (self->decoder, NULL, 0);
    return;
  }
  g_autoptr (GArray) own = list_wanted (self, fl_source_get_segment (self->source, self->at));
  /* An empty array of GLib has no data, which would stand for all frames. */
  const gint64 none = 0;
  fl_decoder_set_wanted (self->decoder,
                         own->len > 0 ? (const gint64 *) (const void *) own->data : &none,
                         own->len);
}

void
fl_source_decoder_set_wanted (FlSourceDecoder *self, const gint64 *indices, gsize n)
{
  self->has_wanted = indices != NULL;
  g_array_set_size (self->wanted, 0);
  if (indices != NULL)
    g_array_append_vals (self->wanted, indices, (guint) n);
  if (self->decoder != NULL)
    pass_on_wanted (self);
}

static gboolean
open_file (FlSourceDecoder *self, gsize i, GCancellable *cancellable, GError **error)
{
  if (self->decoder != NULL && self->at == i)
    return TRUE;
  close_file (self);
  self->at = i;
  g_autoptr (FlFrameIndex) index = fl_source_dup_segment_index (self->source, i);
  self->decoder = fl_decoder_open (fl_source_get_segment (self->source, i)->path, index,
                                   self->n_threads, cancellable, error);
  if (self->decoder == NULL)
    return FALSE;
  pass_on_wanted (self);
  return TRUE;
}

gboolean
fl_source_decoder_seek (FlSourceDecoder *self,
                        gint64 index,
                        GCancellable *cancellable,
                        GError **error)
{
  gsize i = fl_source_find_segment (self->source, index);

  return open_file (self, i, cancellable, error) &&
         fl_decoder_seek (self->decoder,
                          index - fl_source_get_segment (self->source, i)->first_frame, cancellable,
                          error);
}

/* The next file that has a wanted frame; the number of files when none has. */
static gsize
find_next_file (const FlSourceDecoder *self)
{
  gsize n = fl_source_get_n_segments (self->source);

  if (!self->has_wanted)
    return self->at + 1;
  gint64 end =
    self->at + 1 < n ? fl_source_get_segment (self->source, self->at + 1)->first_frame : G_MAXINT64;
  for (guint i = 0; i < self->wanted->len; i++) {
    gint64 frame = g_array_index (self->wanted, gint64, i);
    if (frame >= end)
      return fl_source_find_segment (self->source, frame);
  }
  return n;
}

FlFrame *
fl_source_decoder_next (FlSourceDecoder *self, GCancellable *cancellable, GError **error)
{
  for (gsize i = self->at; i < fl_source_get_n_segments (self->source); i = find_next_file (self)) {
    g_autoptr (GError) local = NULL;
    if (!open_file (self, i, cancellable, error))
      return NULL;
    g_autoptr (FlFrame) frame = fl_decoder_next (self->decoder, cancellable, &local);
    if (frame != NULL) {
      frame->index += fl_source_get_segment (self->source, i)->first_frame;
      return g_steal_pointer (&frame);
    }
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
  return NULL;
}

guint64
fl_source_decoder_get_n_errors (const FlSourceDecoder *self)
{
  return self->n_errors + (self->decoder != NULL ? fl_decoder_get_n_errors (self->decoder) : 0);
}

gboolean
fl_source_decoder_has_mismatch (const FlSourceDecoder *self)
{
  return self->has_mismatch || (self->decoder != NULL && fl_decoder_has_mismatch (self->decoder));
}
