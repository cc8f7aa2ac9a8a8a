/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making pictures away from the thread of the keys: decoding frames, unpacking thumbnails. */
#include "session/fl-picture-thread.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "media/fl-frame.h"
#include "media/fl-jpeg.h"
#include "media/fl-scaler.h"
#include "media/fl-source-decoder.h"
#include "session/fl-channel.h"
#include "session/fl-ingest.h"
#include "session/fl-thread.h"
#include "store/fl-thumb-pack.h"

/* Threads of a decoder: two more than cores. With frame threads a single frame comes sooner too, since
 * those on the way to it fill all; more than four only cost memory. */
#define N_MORE_THREADS      2
#define MAX_DECODER_THREADS 4
/* A frame this little ahead is decoded towards, not sought. */
#define MAX_STEPS 12
/* A single frame this near to its key frame is taken out of the codec at once, although going on
 * from it then begins at the key frame again: to show a frame, codecs wait for those that may come
 * before it. */
#define MAX_HASTE 32

/* An open video or pack of thumbnails. */
typedef struct {
  FlSource *source;  /* NULL for thumbnails */
  char *thumbs_path; /* NULL for a video */
  FlSourceDecoder *decoder;
  guint numbering;
  FlThumbPack *pack;
  gint64 next;       /* the frame that the decoder gives next */
  gboolean is_spent; /* it gives nothing more from where it stands */
} Opened;

struct _FlPictureThread {
  FlChannel *requests;
  FlPictureFunc func;
  gpointer data;
  GCancellable *cancellable;
  guint max_sources;
  FlScaler *scaler;
  GQueue opened; /* Opened, the newest first */
  FlThread *thread;
};

void
fl_picture_request_free (FlPictureRequest *self)
{
  g_clear_pointer (&self->source, fl_source_unref);
  g_free (self->thumbs_path);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
opened_free (Opened *opened)
{
  g_clear_pointer (&opened->decoder, fl_source_decoder_free);
  g_clear_pointer (&opened->pack, fl_thumb_pack_close);
  g_clear_pointer (&opened->source, fl_source_unref);
  g_free (opened->thumbs_path);
  g_free (opened);
}

static GCancellable *
get_cancellable (const FlPictureThread *self, const FlPictureRequest *request)
{
  return request->cancellable != NULL ? request->cancellable : self->cancellable;
}

static Opened *
open_source (const FlPictureRequest *request, GError **error)
{
  Opened *opened = g_new0 (Opened, 1);

  opened->numbering = request->key.numbering;
  if (request->source != NULL) {
    opened->source = fl_source_ref (request->source);
    opened->decoder =
      fl_source_decoder_new (request->source,
                             MIN (fl_thread_get_n_cores () + N_MORE_THREADS, MAX_DECODER_THREADS));
    return opened;
  }
  opened->thumbs_path = g_strdup (request->thumbs_path);
  opened->pack = fl_thumb_pack_open (request->thumbs_path, FALSE, error);
  if (opened->pack != NULL)
    return opened;
  opened_free (opened);
  return NULL;
}

static Opened *
find_source (FlPictureThread *self, const FlPictureRequest *request, GError **error)
{
  for (GList *link = self->opened.head; link != NULL; link = link->next) {
    Opened *opened = link->data;
    if (opened->source != request->source ||
        g_strcmp0 (opened->thumbs_path, request->thumbs_path) != 0 ||
        opened->numbering != request->key.numbering)
      continue;
    g_queue_unlink (&self->opened, link);
    g_queue_push_head_link (&self->opened, link);
    return opened;
  }
  Opened *opened = open_source (request, error);
  if (opened == NULL)
    return NULL;
  g_queue_push_head (&self->opened, opened);
  if (g_queue_get_length (&self->opened) > self->max_sources)
    opened_free (g_queue_pop_tail (&self->opened));
  return opened;
}

/* After a failure nobody knows where a decoder stands. */
static void
drop_source (FlPictureThread *self, Opened *opened)
{
  g_queue_remove (&self->opened, opened);
  opened_free (opened);
}

/* The frame at or before @frame from which decoding begins; -1 for the start of the file. */
static gint64
find_key (const Opened *opened, gint64 frame)
{
  const FlFrameIndex *index = fl_source_get_index (opened->source);
  gssize point = fl_frame_index_find_point (index, frame);

  return point >= 0 ? fl_frame_index_get_point (index, (gsize) point)->frame : -1;
}

/* A frame and those just before it. */
static GArray *
list_frames (gint64 first, gint64 last)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = first; i <= last; i++)
    g_array_append_val (frames, i);
  return frames;
}

/* Goes to the frames from @first to @last; in haste only they are decoded, and not on from them. */
static gboolean
go_to (Opened *opened,
       const FlRange *range,
       gboolean is_alone,
       GCancellable *cancellable,
       GError **error)
{
  const gint64 key = find_key (opened, range->last);
  g_autoptr (GArray) wanted = list_frames (range->first, range->last);

  opened->next = G_MAXINT64; /* Until it stands somewhere again. */
  opened->is_spent = is_alone && key >= 0 && range->last - key <= MAX_HASTE;
  fl_source_decoder_set_wanted (opened->decoder,
                                opened->is_spent ? (const gint64 *) (const void *) wanted->data
                                                 : NULL,
                                wanted->len);
  return fl_source_decoder_seek (opened->decoder, range->first, cancellable, error);
}

/* Decodes the last frame of @range, and keeps the others that it comes by in @before. */
static FlFrame *
decode (Opened *opened,
        const FlRange *range,
        gboolean is_alone,
        GPtrArray *before,
        GCancellable *cancellable,
        GError **error)
{
  const gint64 frame = range->last;
  gboolean is_near =
    !opened->is_spent && frame >= opened->next && frame - opened->next <= MAX_STEPS;

  if (!is_near && !go_to (opened, range, is_alone, cancellable, error))
    return NULL;
  for (;;) {
    g_autoptr (FlFrame) found = fl_source_decoder_next (opened->decoder, cancellable, error);
    opened->next = found != NULL ? fl_frame_get_index (found) + 1 : G_MAXINT64;
    if (found == NULL || fl_frame_get_index (found) > frame)
      return NULL;
    if (fl_frame_get_index (found) == frame)
      return g_steal_pointer (&found);
    if (fl_frame_get_index (found) >= range->first)
      g_ptr_array_add (before, g_steal_pointer (&found));
  }
}

static FlImage *
make_frame (FlPictureThread *self,
            Opened *opened,
            const FlPictureRequest *request,
            gint64 frame,
            GPtrArray *before,
            GError **error)
{
  const FlPictureKey *key = &request->key;
  gboolean is_alone = key->frame == request->last_frame;
  const FlRange range = {.first = MIN (frame, MAX (find_key (opened, frame),
                                                   frame - (gint64) request->n_before)),
                         .last = frame};
  g_autoptr (GError) local = NULL;
  g_autoptr (FlFrame) found =
    decode (opened, &range, is_alone, before, get_cancellable (self, request), &local);

  if (found != NULL)
    return fl_scaler_show (self->scaler, found, key->width_px, key->height_px, error);
  if (local == NULL)
    g_set_error (&local, FL_MEDIA_ERROR, FL_MEDIA_ERROR_DECODE,
                 _ ("Frame %" PRId64 " of “%s” cannot be decoded"), frame,
                 fl_source_get_path (opened->source, frame));
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Hands over the frames that were decoded on the way, the nearest first. */
static void
hand_over_before (FlPictureThread *self, const FlPictureRequest *request, const GPtrArray *before)
{
  for (guint i = before->len; i-- > 0;) {
    FlPictureKey key = request->key;
    key.frame = fl_frame_get_index (before->pdata[i]);
    g_autoptr (FlImage) image =
      fl_scaler_show (self->scaler, before->pdata[i], key.width_px, key.height_px, NULL);
    if (image != NULL)
      self->func (&key, FL_PICTURE_PLAN_BEFORE, image, NULL, self->data);
  }
}

static FlImage *
make_thumb (Opened *opened, const FlPictureKey *key, GError **error)
{
  g_autoptr (GBytes) jpeg = fl_thumb_pack_find (opened->pack, key->frame);

  if (jpeg != NULL)
    return fl_jpeg_decode (jpeg, error);
  g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT,
               "There is no thumbnail of frame %" G_GINT64_FORMAT " yet", key->frame);
  return NULL;
}

/* Returns: a sentence for people; a card that was pulled out is the most likely reason */
static char *
dup_why (const FlPictureRequest *request, gint64 frame, const GError *error)
{
  const char *path = request->source != NULL ? fl_source_get_path (request->source, frame) : NULL;

  if (path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    return fl_ingest_dup_gone (path);
  return g_strdup (error != NULL ? error->message : NULL);
}

/* Makes one picture and hands it over; FALSE when there will be no more. */
static gboolean
serve_one (FlPictureThread *self, const FlPictureRequest *request, const FlPictureKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlImage) image = NULL;
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_frame_unref);

  if (g_cancellable_is_cancelled (get_cancellable (self, request)))
    return FALSE;
  Opened *opened = find_source (self, request, &error);
  if (opened != NULL)
    image = opened->pack != NULL ? make_thumb (opened, key, &error)
                                 : make_frame (self, opened, request, key->frame, before, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (image == NULL && opened != NULL)
    drop_source (self, opened);
  g_autofree char *why = image == NULL ? dup_why (request, key->frame, error) : NULL;
  self->func (key, request->plan, image, why, self->data);
  hand_over_before (self, request, before);
  return image != NULL;
}

static void
serve (FlPictureThread *self, const FlPictureRequest *request)
{
  FlPictureKey key = request->key;

  while (serve_one (self, request, &key) && key.frame < request->last_frame)
    key.frame++;
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
fl_picture_thread_new (const char *name,
                       int nice,
                       guint max_sources,
                       FlPictureFunc func,
                       gpointer data)
{
  FlPictureThread *self = g_new0 (FlPictureThread, 1);

  self->requests = fl_channel_new ((GDestroyNotify) fl_picture_request_free);
  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->max_sources = max_sources;
  self->scaler = fl_scaler_new ();
  g_queue_init (&self->opened);
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
  g_queue_clear_full (&self->opened, (GDestroyNotify) opened_free);
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
