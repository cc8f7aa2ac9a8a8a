/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding on threads. A codec's own threads keep all cores busy where frames hang on one another;
 * a few frames, each decoded from a key frame of its own, come one after the other however many
 * threads the codec has. So those are dealt to lanes, each a thread with a decoder of its own. */
#include "session/fl-frame-reader.h"

#include "media/fl-scaler.h"
#include "media/fl-source-decoder.h"
#include "session/fl-channel.h"
#include "session/fl-thread.h"

/* Pictures that wait in a lane. */
#define MAX_WAITING 16
/* More frames from one place would fill a lane before it is its turn. */
#define MAX_GROUP 8
/* Each has a decoder of its own, which may take hundreds of MB. */
#define MAX_LANES 8

/* What a lane gives: a picture, or its end. */
typedef struct {
  gint64 frame;
  FlImage *image; /* (nullable) */
  GError *error;  /* (nullable) */
} Given;

typedef struct {
  FlSource *source;
  GArray *frames; /* gint64 */
  guint n_threads;
  GCancellable *cancellable; /* (nullable), not owned */
  FlChannel *given;          /* Given */
  FlChannel *room;           /* something for each picture that may wait yet */
  FlThread *thread;          /* NULL when it was joined */
  Given *next;               /* (nullable), the caller's; the end stays there */
  gint64 newest;             /* these three are the thread's until it was joined */
  guint64 n_errors;
  gboolean has_mismatch;
} Lane;

struct _FlFrameReader {
  GArray *lanes; /* Lane */
  GCancellable *cancellable;
};

static void
given_free (gpointer data)
{
  Given *self = data;

  g_clear_pointer (&self->image, fl_image_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
give (Lane *self, gint64 frame, FlImage *image, GError *error)
{
  Given *given = g_new (Given, 1);

  *given = (Given){.frame = frame, .image = image, .error = error};
  fl_channel_push (self->given, given);
}

/* Gives all up to the end, or until nobody wants more. */
static void
decode (Lane *self, FlSourceDecoder *decoder, FlScaler *scaler, GError **error)
{
  while (fl_channel_pop (self->room) != NULL) {
    g_autoptr (FlFrame) frame = fl_source_decoder_next (decoder, self->cancellable, error);
    FlImage *image = frame != NULL ? fl_scaler_analyse (scaler, frame, error) : NULL;
    if (image == NULL)
      return;
    self->newest = fl_frame_get_index (frame);
    give (self, self->newest, image, NULL);
  }
}

/* The frame that would have come next: what other lanes gave before it is not lost. */
static gint64
find_next (const Lane *self)
{
  for (guint i = 0; i < self->frames->len; i++)
    if (g_array_index (self->frames, gint64, i) > self->newest)
      return g_array_index (self->frames, gint64, i);
  return G_MAXINT64 - 1;
}

static void
run_lane (gpointer data)
{
  Lane *self = data;
  gint64 first = g_array_index (self->frames, gint64, 0);
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (self->source, self->n_threads);
  g_autoptr (FlScaler) scaler = fl_scaler_new ();
  GError *error = NULL;

  fl_source_decoder_set_wanted (decoder, (const gint64 *) (const void *) self->frames->data,
                                self->frames->len);
  if (first == 0 || fl_source_decoder_seek (decoder, first, self->cancellable, &error))
    decode (self, decoder, scaler, &error);
  self->n_errors = fl_source_decoder_get_n_errors (decoder);
  self->has_mismatch = fl_source_decoder_has_mismatch (decoder);
  /* What is wrong is told when it is its turn, an end when all others have ended. */
  give (self, error != NULL ? find_next (self) : G_MAXINT64, NULL, error);
}

static void
lane_stop (Lane *self)
{
  fl_channel_close (self->room);
  fl_thread_join (g_steal_pointer (&self->thread));
}

static void
lane_clear (gpointer data)
{
  Lane *self = data;

  lane_stop (self);
  g_clear_pointer (&self->next, given_free);
  fl_channel_free (self->given);
  fl_channel_free (self->room);
  g_array_unref (self->frames);
  fl_source_unref (self->source);
}

/* Frames that are decoded from the same place have the same number, from 0 on. */
static GArray *
number_groups (const FlFrameIndex *index, const GArray *frames)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint), frames->len);
  gssize newest = 0;
  guint number = 0;

  for (guint i = 0; i < frames->len; i++) {
    gssize point = fl_frame_index_find_point (index, g_array_index (frames, gint64, i));
    number += i > 0 && point != newest;
    newest = point;
    g_array_append_val (numbers, number);
  }
  return numbers;
}

/* Only where a frame is known to be reached from its place. */
static guint
count_lanes (const FlFrameIndex *index, const GArray *numbers, guint n_threads)
{
  guint n_groups = g_array_index (numbers, guint, numbers->len - 1) + 1;

  if (fl_frame_index_is_decoded (index) || !fl_frame_index_has_unique_pts (index) ||
      numbers->len > n_groups * MAX_GROUP)
    return 1;
  return CLAMP (n_groups, 1, MIN (n_threads, MAX_LANES));
}

/* Threads that wait for rows of one another's pictures are one more than cores, to keep these busy; so
 * are those of the last of several streams when the others are done. */
static guint
count_codec_threads (guint n_threads)
{
  return fl_thread_get_n_cores () > 1 ? n_threads + 1 : 1;
}

static void
add_lane (FlFrameReader *self, FlSource *source, guint n_threads)
{
  const Lane lane = {.source = fl_source_ref (source),
                     .frames = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     .n_threads = n_threads,
                     .cancellable = self->cancellable,
                     .given = fl_channel_new (given_free),
                     .room = fl_channel_new (NULL),
                     .newest = -1};

  for (guint i = 0; i < MAX_WAITING; i++)
    fl_channel_push (lane.room, lane.room);
  g_array_append_val (self->lanes, lane);
}

FlFrameReader *
fl_frame_reader_new (FlSource *source,
                     const GArray *frames,
                     guint n_threads,
                     GCancellable *cancellable)
{
  g_return_val_if_fail (frames->len > 0 && n_threads > 0, NULL);

  FlFrameReader *self = g_new (FlFrameReader, 1);
  g_autoptr (GArray) numbers = number_groups (fl_source_get_index (source), frames);
  guint n_lanes = count_lanes (fl_source_get_index (source), numbers, n_threads);

  self->cancellable = cancellable;
  self->lanes = g_array_new (FALSE, FALSE, sizeof (Lane));
  g_array_set_clear_func (self->lanes, lane_clear);
  for (guint i = 0; i < n_lanes; i++)
    add_lane (self, source, n_lanes > 1 ? 1 : count_codec_threads (n_threads));
  for (guint i = 0; i < frames->len; i++) {
    guint at = g_array_index (numbers, guint, i) % n_lanes;
    g_array_append_val (g_array_index (self->lanes, Lane, at).frames,
                        g_array_index (frames, gint64, i));
  }
  for (guint i = 0; i < n_lanes; i++) {
    Lane *lane = &g_array_index (self->lanes, Lane, i);
    lane->thread = fl_thread_start ("fl-read", 0, run_lane, lane);
  }
  return self;
}

void
fl_frame_reader_free (FlFrameReader *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lanes);
  g_free (self);
}

/* The lane whose next frame comes first. */
static Lane *
find_first (FlFrameReader *self)
{
  Lane *first = &g_array_index (self->lanes, Lane, 0);

  for (guint i = 0; i < self->lanes->len; i++) {
    Lane *lane = &g_array_index (self->lanes, Lane, i);
    if (lane->next == NULL)
      lane->next = fl_channel_pop (lane->given);
    if (lane->next->frame < first->next->frame)
      first = lane;
  }
  return first;
}

FlImage *
fl_frame_reader_next (FlFrameReader *self, gint64 *out_frame, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  Lane *lane = find_first (self);
  if (lane->next->image == NULL) {
    if (lane->next->error != NULL)
      g_propagate_error (error, g_error_copy (lane->next->error));
    return NULL;
  }
  FlImage *image = g_steal_pointer (&lane->next->image);
  *out_frame = lane->next->frame;
  g_clear_pointer (&lane->next, given_free);
  fl_channel_push (lane->room, lane->room);
  return image;
}

guint
fl_frame_reader_get_n_lanes (const FlFrameReader *self)
{
  return self->lanes->len;
}

gboolean
fl_frame_reader_stop (FlFrameReader *self, guint64 *out_n_errors)
{
  gboolean has_mismatch = FALSE;

  *out_n_errors = 0;
  for (guint i = 0; i < self->lanes->len; i++) {
    Lane *lane = &g_array_index (self->lanes, Lane, i);
    lane_stop (lane);
    *out_n_errors += lane->n_errors;
    has_mismatch |= lane->has_mismatch;
  }
  return has_mismatch;
}
