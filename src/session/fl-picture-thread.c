/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making pictures away from the thread of the keys: decoding frames, unpacking thumbnails. */
#include "session/fl-picture-thread.h"

#include <gio/gio.h>

#include "media/fl-decoder.h"
#include "media/fl-frame.h"
#include "media/fl-jpeg.h"
#include "media/fl-scaler.h"
#include "session/fl-channel.h"
#include "session/fl-thread.h"
#include "store/fl-thumb-pack.h"

#define MAX_SOURCES 4
/* A frame this little ahead is decoded towards, not sought. */
#define MAX_STEPS 12

/* An open video or pack of thumbnails. */
typedef struct {
  char *path;
  FlFrameIndex *index;
  FlDecoder *decoder;
  FlThumbPack *pack;
  gint64 next; /* the frame that the decoder gives next */
} Source;

struct _FlPictureThread {
  FlChannel *requests;
  FlPictureFunc func;
  gpointer data;
  GCancellable *cancellable;
  FlScaler *scaler;
  GQueue sources; /* Source, the newest first */
  FlThread *thread;
};

void
fl_picture_request_free (FlPictureRequest *self)
{
  g_free (self->path);
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_free (self);
}

static void
source_free (Source *source)
{
  g_clear_pointer (&source->decoder, fl_decoder_free);
  g_clear_pointer (&source->pack, fl_thumb_pack_close);
  g_clear_pointer (&source->index, fl_frame_index_unref);
  g_free (source->path);
  g_free (source);
}

static Source *
open_source (FlPictureThread *self, const FlPictureRequest *request, GError **error)
{
  Source *source = g_new0 (Source, 1);

  source->path = g_strdup (request->path);
  if (request->index != NULL) {
    source->index = fl_frame_index_ref (request->index);
    /* One thread a decoder: with frame threads a single frame comes late. */
    source->decoder = fl_decoder_open (request->path, request->index, 1, self->cancellable, error);
  } else {
    source->pack = fl_thumb_pack_open (request->path, FALSE, error);
  }
  if (source->decoder != NULL || source->pack != NULL)
    return source;
  source_free (source);
  return NULL;
}

static Source *
find_source (FlPictureThread *self, const FlPictureRequest *request, GError **error)
{
  for (GList *link = self->sources.head; link != NULL; link = link->next) {
    Source *source = link->data;
    if (!g_str_equal (source->path, request->path) || source->index != request->index)
      continue;
    g_queue_unlink (&self->sources, link);
    g_queue_push_head_link (&self->sources, link);
    return source;
  }
  Source *source = open_source (self, request, error);
  if (source == NULL)
    return NULL;
  g_queue_push_head (&self->sources, source);
  if (g_queue_get_length (&self->sources) > MAX_SOURCES)
    source_free (g_queue_pop_tail (&self->sources));
  return source;
}

/* After a failure nobody knows where a decoder stands. */
static void
drop_source (FlPictureThread *self, Source *source)
{
  g_queue_remove (&self->sources, source);
  source_free (source);
}

static FlFrame *
decode (FlPictureThread *self, Source *source, gint64 frame, GError **error)
{
  gboolean is_near = frame >= source->next && frame - source->next <= MAX_STEPS;

  if (!is_near && !fl_decoder_seek (source->decoder, frame, self->cancellable, error))
    return NULL;
  for (;;) {
    g_autoptr (FlFrame) found = fl_decoder_next (source->decoder, self->cancellable, error);
    if (found == NULL)
      return NULL;
    source->next = fl_frame_get_index (found) + 1;
    if (fl_frame_get_index (found) == frame)
      return g_steal_pointer (&found);
    if (fl_frame_get_index (found) > frame)
      return NULL;
  }
}

static FlImage *
make_frame (FlPictureThread *self, Source *source, const FlPictureKey *key, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (FlFrame) frame = decode (self, source, key->frame, &local);

  if (frame != NULL)
    return fl_scaler_show (self->scaler, frame, key->width_px, key->height_px, error);
  if (local == NULL)
    g_set_error (&local, FL_MEDIA_ERROR, FL_MEDIA_ERROR_DECODE,
                 "Frame %" G_GINT64_FORMAT " of “%s” cannot be decoded", key->frame, source->path);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static FlImage *
make_thumb (Source *source, const FlPictureKey *key, GError **error)
{
  g_autoptr (GBytes) jpeg = fl_thumb_pack_find (source->pack, key->frame);

  if (jpeg != NULL)
    return fl_jpeg_decode (jpeg, error);
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT,
               "There is no thumbnail of frame %" G_GINT64_FORMAT " yet", key->frame);
  return NULL;
}

static void
serve (FlPictureThread *self, const FlPictureRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlImage) image = NULL;
  Source *source = find_source (self, request, &error);

  if (source != NULL)
    image = source->pack != NULL ? make_thumb (source, &request->key, &error)
                                 : make_frame (self, source, &request->key, &error);
  if (image == NULL && source != NULL)
    drop_source (self, source);
  self->func (&request->key, image, error != NULL ? error->message : NULL, self->data);
}

static void
run (gpointer data)
{
  FlPictureThread *self = data;
  FlPictureRequest *request;

  while ((request = fl_channel_pop (self->requests)) != NULL) {
    serve (self, request);
    fl_picture_request_free (request);
  }
}

FlPictureThread *
fl_picture_thread_new (const char *name, int nice, FlPictureFunc func, gpointer data)
{
  FlPictureThread *self = g_new0 (FlPictureThread, 1);

  self->requests = fl_channel_new ((GDestroyNotify) fl_picture_request_free);
  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->scaler = fl_scaler_new ();
  g_queue_init (&self->sources);
  self->thread = fl_thread_start (name, nice, run, self);
  return self;
}

void
fl_picture_thread_free (FlPictureThread *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  fl_channel_close (self->requests);
  fl_thread_join (self->thread);
  g_queue_clear_full (&self->sources, (GDestroyNotify) source_free);
  fl_scaler_free (self->scaler);
  fl_channel_free (self->requests);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
fl_picture_thread_ask (FlPictureThread *self, FlPictureRequest *request, gboolean is_only)
{
  if (is_only)
    fl_channel_replace (self->requests, request);
  else
    fl_channel_push (self->requests, request);
}
