/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live streams as the session sees them: addresses, what was recorded, and how much may be. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "media/fl-address.h"
#include "media/fl-camera.h"
#include "media/fl-sampler.h"
#include "session/fl-frame-loader-private.h"
#include "session/fl-job-private.h"
#include "session/fl-live-count.h"
#include "store/fl-store-hidden.h"
#include "store/fl-store-settings.h"

#define SETTING_BUDGET "recordings-budget-bytes"
/* An hour of a camera at 4 Mbit/s takes 1.8 GB. */
#define DEFAULT_BUDGET_BYTES (20 * 1000 * 1000 * 1000LL)
/* Nobody can look at frames to come. */
#define DEFAULT_SAMPLING "fps:2"

/* Live video comes by itself, and its end is not known: half of the rules cannot be followed. */
static gboolean
check_sampling (const char *sampling, GError **error)
{
  FlSampling rule;

  if (!fl_sampling_parse (sampling, &rule, error))
    return FALSE;
  if (fl_sampler_can (&rule))
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("Live video cannot be sampled by “%s”, which looks at what is to come; take so "
                  "many samples a second, one every so many seconds, every frame or key frames"),
               sampling);
  return FALSE;
}

/* “rtsp://camera:554/1/” is called “camera:554/1”, and “/dev/video0” is “video0”. */
static char *
dup_name (const char *address)
{
  g_autofree char *shown = fl_address_dup_shown (address);
  const char *slashes = strstr (shown, "://");
  char *name = slashes != NULL ? g_strdup (slashes + 3) : g_path_get_basename (shown);

  while (g_str_has_suffix (name, "/"))
    name[strlen (name) - 1] = '\0';
  return name;
}

FlStreamRow *
fl_session_describe_address (const char *address, const char *sampling, GError **error)
{
  const gboolean is_chosen = sampling != NULL && !g_str_equal (sampling, FL_SAMPLING_DEFAULT);
  const char *chosen = is_chosen ? sampling : DEFAULT_SAMPLING;

  const FlAddressKind *kind = fl_address_find_kind (address, error);

  if (kind == NULL || !check_sampling (chosen, error) ||
      (kind->scheme == NULL && !fl_camera_check (address, error)))
    return NULL;
  g_autofree char *name = dup_name (address);
  const FlStreamRow row = {.name = name,
                           .kind = (char *) FL_STREAM_KIND_LIVE,
                           .sampling = (char *) chosen,
                           .address = (char *) address,
                           .n_frames = -1,
                           .time_base_num = 1,
                           .time_base_den = 1000,
                           .clock_start_us = -1};
  return fl_stream_row_copy (&row);
}

/* Whether all that was recorded is counted, and @source has it. */
static gboolean
is_counted (GPtrArray *segments, const FlSource *source)
{
  gint64 n_frames = source != NULL ? fl_frame_index_get_n_frames (fl_source_get_index (source)) : 0;

  for (guint i = 0; i < segments->len; i++) {
    const FlSegmentRow *row = segments->pdata[i];
    if (row->n_frames < 0)
      return FALSE;
    n_frames -= row->n_frames;
  }
  return n_frames == 0;
}

static void
put_segment (GPtrArray *segments, const FlSegmentRow *row)
{
  for (guint i = 0; i < segments->len; i++)
    if (((FlSegmentRow *) segments->pdata[i])->ordinal == row->ordinal) {
      g_ptr_array_remove_index (segments, i);
      g_ptr_array_insert (segments, (int) i, fl_segment_row_copy (row));
      return;
    }
  g_ptr_array_add (segments, fl_segment_row_copy (row));
}

FlSource *
fl_session_load_live (FlSession *self, FlStream *stream, const FlFrameIndex *cached)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  GPtrArray *segments = fl_stream_get_segments (stream);
  g_autoptr (GPtrArray) rows = fl_store_list_segments (self->store, row->id, NULL);
  g_autofree char *line = fl_session_describe_recorded (stream);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    put_segment (segments, rows->pdata[i]);
  if (!self->is_read_only)
    fl_live_list_left (segments, self->path, row->uuid);
  g_autoptr (FlSource) source = fl_live_load (segments, cached);
  if (is_counted (segments, source) && source == NULL)
    fl_stream_set_state (stream, FL_STREAM_READY, line);
  /* Labels in what is not counted would seem to have lost their frames. */
  if (!is_counted (segments, source) && !self->is_read_only)
    return NULL;
  return g_steal_pointer (&source);
}

void
fl_session_look_at_recordings (FlStream *stream)
{
  const GPtrArray *segments = fl_stream_get_segments (stream);

  fl_stream_set_file (stream, FL_FILE_THERE);
  for (guint i = 0; i < segments->len; i++) {
    const FlSegmentRow *row = segments->pdata[i];
    if (row->n_frames == 0 || g_file_test (row->path, G_FILE_TEST_EXISTS))
      continue;
    g_autofree char *line =
      g_strdup_printf (_ ("“%s” is not there any more; put it back, or connect its drive"),
                       row->path);
    fl_stream_set_file (stream, FL_FILE_AWAY);
    fl_stream_set_state (stream, FL_STREAM_MISSING, line);
    return;
  }
}

/* Hours, minutes and seconds, and bytes. */
static char *
describe_amount (FlStream *stream)
{
  const guint length_s = (guint) fl_stream_get_recorded_s (stream);
  g_autofree char *size = g_format_size ((guint64) fl_stream_get_recorded_bytes (stream));

  return g_strdup_printf ("%u:%02u:%02u, %s", length_s / 3600, length_s / 60 % 60, length_s % 60,
                          size);
}

char *
fl_session_describe_recorded (FlStream *stream)
{
  g_autofree char *amount = describe_amount (stream);

  if (fl_stream_get_n_frames (stream) == 0)
    return g_strdup (_ ("Nothing recorded yet"));
  /* Translators: such as “0:05:03, 12 MB”. */
  return g_strdup_printf (_ ("Recorded %s"), amount);
}

char *
fl_session_describe_live (FlStream *stream, const FlIngestNews *news)
{
  g_autofree char *amount = describe_amount (stream);

  if (news->state == FL_STREAM_RECORDING)
    /* Translators: such as “0:05:03, 12 MB”. */
    return g_strdup_printf (_ ("Recording, %s"), amount);
  if (news->sentence == NULL)
    return g_strdup (_ ("Connecting"));
  /* Translators: a sentence follows; it is not translated. */
  return g_strdup_printf (_ ("Waiting to connect again. %s"), news->sentence);
}

gint64
fl_session_get_budget (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autofree char *text = fl_store_dup_setting (self->store, SETTING_BUDGET);
  gint64 budget_bytes;
  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &budget_bytes, NULL))
    return DEFAULT_BUDGET_BYTES;
  return budget_bytes;
}

gboolean
fl_session_set_budget (FlSession *self, gint64 budget_bytes, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && budget_bytes >= 0, FALSE);

  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, budget_bytes);
  return fl_store_set_setting (self->store, SETTING_BUDGET, text, error);
}

/* What all recordings of the project take, also those of streams that were removed. */
static gint64
get_recorded_bytes (FlSession *self)
{
  gint64 size_bytes = fl_store_get_hidden_bytes (self->store);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    size_bytes += fl_stream_get_recorded_bytes (fl_session_peek_stream (self, i));
  return size_bytes;
}

gboolean
fl_session_has_room (FlSession *self, GError **error)
{
  const gint64 budget_bytes = fl_session_get_budget (self);
  g_autofree char *budget = g_format_size ((guint64) budget_bytes);

  if (get_recorded_bytes (self) < budget_bytes)
    return TRUE;
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ ("Nothing more is recorded, because recordings of this project may take %s; "
                  "allow more with “framelinectl record --budget”"),
               budget);
  return FALSE;
}

static void
store_segments (FlSession *self, FlStream *stream, const GPtrArray *segments)
{
  for (guint i = 0; i < segments->len; i++) {
    g_autoptr (GError) error = NULL;
    put_segment (fl_stream_get_segments (stream), segments->pdata[i]);
    if (!fl_store_put_segment (self->store, fl_stream_get_id (stream), segments->pdata[i], &error))
      fl_session_emit_problem (self, error->message);
  }
  fl_saver_kick (self->saver);
}

static void
store_size (FlSession *self, FlStream *stream, const FlIngestNews *news)
{
  g_autoptr (GError) error = NULL;

  fl_stream_set_size (stream, news->width_px, news->height_px);
  if (!fl_store_set_stream_size (self->store, fl_stream_get_id (stream), news->width_px,
                                 news->height_px, &error))
    g_debug ("size of pictures not kept: %s", error->message);
}

void
fl_session_take_live (FlSession *self, FlStream *stream, const FlIngestNews *news)
{
  if (news->segments != NULL)
    store_segments (self, stream, news->segments);
  if (news->width_px > 0)
    store_size (self, stream, news);
  fl_stream_set_open_bytes (stream, news->open_bytes);
  if (news->index != NULL)
    fl_session_set_frames (self, stream, news->source, news->index, news->planned);
  if (self->loader != NULL && news->segments != NULL)
    fl_frame_loader_note_closed (self->loader, stream);
}
