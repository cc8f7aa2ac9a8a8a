/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures for the window: asked for without waiting, made on threads (the frame that is shown;
 * the next ones; those around the shown one; thumbnails), kept for a while. */
#include "session/fl-frame-loader-private.h"

#include "session/fl-ingest.h"
#include "session/fl-news.h"
#include "session/fl-picture-thread.h"
#include "session/fl-session-private.h"
#include "session/fl-stepper.h"
#include "session/fl-stream-private.h"
#include "session/fl-thread.h"

#define MAX_FRAME_BYTES (96u * 1024 * 1024)
#define MAX_THUMB_BYTES (32u * 1024 * 1024)
#define MAX_PREFETCHED  8
#define MAX_SOURCES     4

struct _FlFrameLoader {
  GObject parent_instance;
  FlChannel *inbox;
  const FlCache *cache;
  FlPictureCache *frames;
  FlPictureCache *thumbs;
  FlPictureThread *show_thread;
  FlPictureThread *prefetch_thread;
  FlPictureThread *thumb_thread;
  FlStepper *stepper; /* for as long as there are threads */
  FlPictureKey shown; /* the newest request for a frame; older ones are dropped */
  gboolean is_shown_coming;
  FlPictureKey blurred;      /* the newest request for a frame that is in no closed file */
  GHashTable *frames_coming; /* FlPictureKey: on their way from the thread of what will be shown */
  GHashTable *thumbs_coming; /* FlPictureKey */
};

G_DEFINE_FINAL_TYPE (FlFrameLoader, fl_frame_loader, G_TYPE_OBJECT)

enum {
  FRAME_READY,
  THUMB_READY,
  FRAME_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What a thread sends. */
typedef struct {
  FlPictureKey key;
  gboolean is_shown; /* by the thread of what is shown */
  guint plan;        /* of the stepper, 0 for none */
  FlImage *image;
  char *why;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_clear_pointer (&picture->image, fl_image_unref);
  g_free (picture->why);
  g_free (picture);
}

static guint
key_hash (gconstpointer data)
{
  const FlPictureKey *key = data;

  return g_int64_hash (&key->frame) * 31 + g_int64_hash (&key->stream) + key->width_px;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return fl_picture_key_equal (a, b);
}

static void
fl_frame_loader_finalize (GObject *object)
{
  FlFrameLoader *self = FL_FRAME_LOADER (object);

  fl_frame_loader_stop (self);
  fl_picture_cache_free (self->frames);
  fl_picture_cache_free (self->thumbs);
  g_hash_table_unref (self->frames_coming);
  g_hash_table_unref (self->thumbs_coming);
  G_OBJECT_CLASS (fl_frame_loader_parent_class)->finalize (object);
}

static void
fl_frame_loader_class_init (FlFrameLoaderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fl_frame_loader_finalize;
  signals[FRAME_READY] = g_signal_new ("frame-ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[THUMB_READY] = g_signal_new ("thumb-ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[FRAME_FAILED] =
    g_signal_new ("frame-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_INT64, G_TYPE_INT64, G_TYPE_STRING);
}

static void
fl_frame_loader_init (FlFrameLoader *self)
{
  self->frames = fl_picture_cache_new (MAX_FRAME_BYTES);
  self->thumbs = fl_picture_cache_new (MAX_THUMB_BYTES);
  self->frames_coming = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  self->thumbs_coming = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
}

/* A frame may be on its way from two threads at once: it was fetched ahead and is shown now. */
static void
note_arrival (FlFrameLoader *self, const Picture *picture)
{
  if (!picture->is_shown)
    g_hash_table_remove (picture->key.width_px == 0 ? self->thumbs_coming : self->frames_coming,
                         &picture->key);
  else if (fl_picture_key_equal (&self->shown, &picture->key))
    self->is_shown_coming = FALSE;
}

/* One of the frames around the shown one. */
static void
take_planned (FlFrameLoader *self, const Picture *picture)
{
  const FlPictureKey shown = self->shown;

  if (self->stepper == NULL)
    return;
  gboolean was_expected = fl_stepper_expects (self->stepper, &shown);
  fl_stepper_take (self->stepper, picture->plan, &picture->key, picture->image);
  /* Whoever waits asks again; should it not come after all, it is asked for by itself then. */
  if (fl_picture_key_equal (&picture->key, &shown) || (was_expected && picture->image == NULL))
    g_signal_emit (self, signals[FRAME_READY], 0, shown.stream, shown.frame);
}

static void
take_picture (FlSession *session, gpointer content)
{
  FlFrameLoader *self = fl_session_get_frame_loader (session);
  const Picture *picture = content;
  const FlPictureKey *key = &picture->key;
  gboolean is_thumb = key->width_px == 0;

  if (self == NULL)
    return;
  if (picture->image != NULL && picture->image->is_tone_mapped)
    fl_session_note_tone_mapped (session, key->stream);
  if (picture->plan != 0) {
    take_planned (self, picture);
    return;
  }
  note_arrival (self, picture);
  if (picture->image != NULL) {
    fl_picture_cache_put (is_thumb ? self->thumbs : self->frames, key, picture->image);
    if (picture->is_shown && self->stepper != NULL)
      fl_stepper_look_back (self->stepper, key);
    g_signal_emit (self, signals[is_thumb ? THUMB_READY : FRAME_READY], 0, key->stream, key->frame);
  } else if (!is_thumb) {
    fl_session_look_for_files (session);
    g_signal_emit (self, signals[FRAME_FAILED], 0, key->stream, key->frame, picture->why);
  }
}

/* On one of the threads. */
static void
send (FlFrameLoader *self, Picture *picture, FlImage *image, const char *why)
{
  picture->image = image != NULL ? fl_image_ref (image) : NULL;
  picture->why = g_strdup (why);
  fl_news_push (self->inbox, take_picture, picture, picture_free);
}

static void
send_shown (const FlPictureKey *key, guint plan, FlImage *image, const char *why, gpointer data)
{
  const Picture picture = {.key = *key, .is_shown = TRUE, .plan = plan};

  send (data, g_memdup2 (&picture, sizeof picture), image, why);
}

static void
send_ahead (const FlPictureKey *key, guint plan, FlImage *image, const char *why, gpointer data)
{
  const Picture picture = {.key = *key, .plan = plan};

  send (data, g_memdup2 (&picture, sizeof picture), image, why);
}

FlFrameLoader *
fl_frame_loader_new (FlChannel *inbox, const FlCache *cache)
{
  FlFrameLoader *self = g_object_new (FL_TYPE_FRAME_LOADER, NULL);

  self->inbox = inbox;
  self->cache = cache;
  self->show_thread =
    fl_picture_thread_new ("fl-show", FL_THREAD_NICE_SHOWN, MAX_SOURCES, send_shown, self);
  self->prefetch_thread =
    fl_picture_thread_new ("fl-prefetch", FL_THREAD_NICE_AHEAD, MAX_SOURCES, send_ahead, self);
  self->thumb_thread = fl_picture_thread_new ("fl-thumbs", 0, MAX_SOURCES, send_ahead, self);
  self->stepper = fl_stepper_new (self->frames, self->show_thread, send_ahead, self);
  return self;
}

void
fl_frame_loader_stop (FlFrameLoader *self)
{
  g_clear_pointer (&self->stepper, fl_stepper_free);
  g_clear_pointer (&self->show_thread, fl_picture_thread_free);
  g_clear_pointer (&self->prefetch_thread, fl_picture_thread_free);
  g_clear_pointer (&self->thumb_thread, fl_picture_thread_free);
}

static FlPictureRequest *
frame_request (FlStream *stream, const FlPictureKey *key, guint n_before)
{
  FlPictureRequest *request = g_new (FlPictureRequest, 1);

  *request = (FlPictureRequest){.key = *key,
                                .last_frame = key->frame,
                                .n_before = n_before,
                                .source = fl_source_ref (fl_stream_get_source (stream))};
  return request;
}

/* Frames of a file that is still being recorded have only their thumbnails. */
static gboolean
can_load (FlFrameLoader *self, FlStream *stream, gint64 frame)
{
  const FlSource *source = fl_stream_get_source (stream);

  return self->show_thread != NULL && source != NULL && frame >= 0 &&
         frame < fl_frame_index_get_n_frames (fl_source_get_index (source)) &&
         fl_stream_get_file (stream) != FL_FILE_OTHER;
}

void
fl_frame_loader_note_closed (FlFrameLoader *self, FlStream *stream)
{
  const FlPictureKey key = self->blurred;

  if (key.stream != fl_stream_get_id (stream) || !can_load (self, stream, key.frame))
    return;
  self->blurred = (FlPictureKey){0};
  g_signal_emit (self, signals[FRAME_READY], 0, key.stream, key.frame);
}

static FlImage *
find_picture (FlFrameLoader *self, const FlPictureKey *key)
{
  FlImage *image = fl_picture_cache_get (self->frames, key);

  return image == NULL && self->stepper != NULL ? fl_stepper_get (self->stepper, key) : image;
}

gboolean
fl_frame_loader_has_frame (FlFrameLoader *self,
                           FlStream *stream,
                           gint64 frame,
                           guint width_px,
                           guint height_px)
{
  g_return_val_if_fail (FL_IS_FRAME_LOADER (self) && FL_IS_STREAM (stream), FALSE);

  const FlPictureKey key = {.stream = fl_stream_get_id (stream),
                            .frame = frame,
                            .numbering = fl_stream_get_numbering (stream),
                            .width_px = width_px,
                            .height_px = height_px};
  g_autoptr (FlImage) image = find_picture (self, &key);
  return image != NULL;
}

static gboolean
is_shown_coming (const FlFrameLoader *self, const FlPictureKey *key)
{
  return (self->is_shown_coming && fl_picture_key_equal (&self->shown, key)) ||
         fl_stepper_expects (self->stepper, key);
}

/* Has the shown frame made, unless that is being done. */
static void
ask_for_shown (FlFrameLoader *self, FlStream *stream, const FlPictureKey *key)
{
  gboolean is_coming = is_shown_coming (self, key);

  if (!fl_picture_key_equal (&self->shown, key))
    self->is_shown_coming = FALSE;
  self->shown = *key;
  if (is_coming)
    return;
  self->is_shown_coming = TRUE;
  fl_stepper_yield (self->stepper);
  fl_picture_thread_ask (self->show_thread, frame_request (stream, key, 0), TRUE);
}

FlImage *
fl_frame_loader_get_frame (FlFrameLoader *self,
                           FlStream *stream,
                           gint64 frame,
                           guint width_px,
                           guint height_px)
{
  g_return_val_if_fail (FL_IS_FRAME_LOADER (self) && FL_IS_STREAM (stream), NULL);

  const FlPictureKey key = {.stream = fl_stream_get_id (stream),
                            .frame = frame,
                            .numbering = fl_stream_get_numbering (stream),
                            .width_px = width_px,
                            .height_px = height_px};
  FlImage *image = find_picture (self, &key);
  if (!can_load (self, stream, frame) || width_px == 0 || height_px == 0) {
    self->blurred = key;
    return image;
  }
  if (image == NULL)
    ask_for_shown (self, stream, &key);
  fl_stepper_note_shown (self->stepper, stream, &key);
  return image;
}

void
fl_frame_loader_prefetch_frame (FlFrameLoader *self,
                                FlStream *stream,
                                gint64 frame,
                                guint width_px,
                                guint height_px)
{
  g_return_if_fail (FL_IS_FRAME_LOADER (self) && FL_IS_STREAM (stream));

  const FlPictureKey key = {.stream = fl_stream_get_id (stream),
                            .frame = frame,
                            .numbering = fl_stream_get_numbering (stream),
                            .width_px = width_px,
                            .height_px = height_px};
  g_autoptr (FlImage) image = find_picture (self, &key);
  if (image != NULL || !can_load (self, stream, frame) || width_px == 0 || height_px == 0 ||
      is_shown_coming (self, &key) || g_hash_table_contains (self->frames_coming, &key) ||
      g_hash_table_size (self->frames_coming) >= MAX_PREFETCHED)
    return;
  g_hash_table_add (self->frames_coming, g_memdup2 (&key, sizeof key));
  fl_picture_thread_ask (self->prefetch_thread, frame_request (stream, &key, FL_STEPPER_N_BEFORE),
                         FALSE);
}

static FlPictureKey
thumb_key (FlStream *stream, gint64 frame)
{
  return (FlPictureKey){.stream = fl_stream_get_id (stream),
                        .frame = frame,
                        .numbering = fl_stream_get_numbering (stream)};
}

FlImage *
fl_frame_loader_peek_thumb (FlFrameLoader *self, FlStream *stream, gint64 frame)
{
  g_return_val_if_fail (FL_IS_FRAME_LOADER (self) && FL_IS_STREAM (stream), NULL);

  const FlPictureKey key = thumb_key (stream, frame);
  return fl_picture_cache_get (self->thumbs, &key);
}

FlImage *
fl_frame_loader_get_thumb (FlFrameLoader *self, FlStream *stream, gint64 frame)
{
  g_return_val_if_fail (FL_IS_FRAME_LOADER (self) && FL_IS_STREAM (stream), NULL);

  const FlPictureKey key = thumb_key (stream, frame);
  FlSampleSet *samples = fl_stream_get_samples (stream);
  FlImage *image = fl_picture_cache_get (self->thumbs, &key);
  if (image != NULL || self->thumb_thread == NULL || samples == NULL ||
      fl_sample_set_find (samples, frame) < 0 || g_hash_table_contains (self->thumbs_coming, &key))
    return image;
  FlPictureRequest *request = g_new (FlPictureRequest, 1);
  *request = (FlPictureRequest){.key = key,
                                .last_frame = frame,
                                .thumbs_path =
                                  fl_cache_dup_path (self->cache, fl_stream_get_row (stream)->uuid,
                                                     FL_INGEST_THUMBS_NAME)};
  g_hash_table_add (self->thumbs_coming, g_memdup2 (&key, sizeof key));
  fl_picture_thread_ask (self->thumb_thread, request, FALSE);
  return NULL;
}
