/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream as the window sees it, and what the session knows about its frames. */
#include "session/fl-stream-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "media/fl-address.h"
#include "media/fl-sampling.h"

struct _FlStream {
  GObject parent_instance;
  FlStreamRow *row;
  FlStreamState state;
  double progress;
  char *status;
  gboolean is_tone_mapped;
  FlSource *source;
  FlFrameIndex *index;
  FlFileState file;
  gboolean is_verified;
  guint numbering;
  GArray *planned;     /* gint64, never changed once set */
  GPtrArray *segments; /* FlSegmentRow, of live video */
  gint64 open_bytes;   /* of the segment that is being recorded */
  FlSampleSet *samples;
  FlSweep *sweep;
  FlRunSet *runs;
  GArray *track;
  FlTagTracks *tags;
  GArray *accepted;
  guint n_auto;
  GHashTable *pool;
};

G_DEFINE_FINAL_TYPE (FlStream, fl_stream, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (FlStreamState,
                    fl_stream_state,
                    G_DEFINE_ENUM_VALUE (FL_STREAM_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_INDEXING, "indexing"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_INGESTING, "ingesting"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_RECORDING, "recording"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_BROKEN, "broken"),
                    G_DEFINE_ENUM_VALUE (FL_STREAM_MISSING, "missing"))

enum {
  PROP_0,
  PROP_NAME,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_STATUS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fl_stream_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlStream *self = FL_STREAM (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, self->row->name);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_PROGRESS:
    g_value_set_double (value, self->progress);
    break;
  case PROP_STATUS:
    g_value_set_string (value, self->status);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fl_stream_finalize (GObject *object)
{
  FlStream *self = FL_STREAM (object);

  fl_stream_row_free (self->row);
  g_free (self->status);
  g_clear_pointer (&self->source, fl_source_unref);
  g_clear_pointer (&self->index, fl_frame_index_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_ptr_array_unref (self->segments);
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  g_clear_pointer (&self->sweep, fl_sweep_unref);
  g_clear_pointer (&self->runs, fl_run_set_unref);
  g_clear_pointer (&self->track, g_array_unref);
  g_clear_pointer (&self->tags, fl_tag_tracks_free);
  g_clear_pointer (&self->accepted, g_array_unref);
  g_clear_pointer (&self->pool, g_hash_table_unref);
  G_OBJECT_CLASS (fl_stream_parent_class)->finalize (object);
}

static void
fl_stream_class_init (FlStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fl_stream_get_property;
  object_class->finalize = fl_stream_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FL_TYPE_STREAM_STATE, FL_STREAM_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fl_stream_init (FlStream *self)
{
  self->status = g_strdup ("");
  self->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  self->tags = fl_tag_tracks_new ();
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_segment_row_free);
}

FlStream *
fl_stream_new (const FlStreamRow *row)
{
  FlStream *self = g_object_new (FL_TYPE_STREAM, NULL);

  self->row = fl_stream_row_copy (row);
  return self;
}

const FlStreamRow *
fl_stream_get_row (FlStream *self)
{
  return self->row;
}

void
fl_stream_set_path (FlStream *self, const char *path)
{
  g_free (self->row->path);
  self->row->path = g_strdup (path);
  if (self->source == NULL)
    return;
  FlSource *moved = fl_source_new_for_file (path, fl_source_get_index (self->source));
  fl_source_unref (self->source);
  self->source = moved;
}

void
fl_stream_set_state (FlStream *self, FlStreamState state, const char *status)
{
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  if (g_strcmp0 (self->status, status) != 0) {
    g_free (self->status);
    self->status = g_strdup (status);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  }
}

gboolean
fl_stream_is_at_rest (FlStream *self)
{
  return self->state >= FL_STREAM_READY;
}

gboolean
fl_stream_note_tone_mapped (FlStream *self)
{
  const gboolean is_news = !self->is_tone_mapped;

  self->is_tone_mapped = TRUE;
  return is_news;
}

gboolean
fl_stream_get_is_tone_mapped (FlStream *self)
{
  return self->is_tone_mapped;
}

void
fl_stream_set_progress (FlStream *self, double progress)
{
  if (self->progress == progress)
    return;
  self->progress = CLAMP (progress, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

void
fl_stream_forget_features (FlStream *self)
{
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  g_clear_pointer (&self->sweep, fl_sweep_unref);
  g_clear_pointer (&self->runs, fl_run_set_unref);
}

void
fl_stream_set_frames (FlStream *self, FlSource *source, FlFrameIndex *index, GArray *planned)
{
  if (self->index != NULL && !fl_frame_index_agree (self->index, index)) {
    self->numbering++;
    fl_stream_forget_features (self);
  }
  self->is_verified &= self->index == index;
  if (source != NULL)
    fl_source_ref (source);
  g_clear_pointer (&self->source, fl_source_unref);
  self->source = source;
  fl_frame_index_ref (index);
  g_clear_pointer (&self->index, fl_frame_index_unref);
  self->index = index;
  g_array_ref (planned);
  g_clear_pointer (&self->planned, g_array_unref);
  self->planned = planned;
}

void
fl_stream_set_size (FlStream *self, guint width_px, guint height_px)
{
  self->row->width_px = width_px;
  self->row->height_px = height_px;
}

GPtrArray *
fl_stream_get_segments (FlStream *self)
{
  return self->segments;
}

gint64
fl_stream_get_clock_start_us (FlStream *self)
{
  const FlSegmentRow *first = self->segments->len > 0 ? self->segments->pdata[0] : NULL;

  return first != NULL ? first->clock_start_us : self->row->clock_start_us;
}

void
fl_stream_set_open_bytes (FlStream *self, gint64 size_bytes)
{
  self->open_bytes = size_bytes;
}

FlSource *
fl_stream_get_source (FlStream *self)
{
  return self->source;
}

void
fl_stream_set_file (FlStream *self, FlFileState file)
{
  self->file = file;
}

FlFileState
fl_stream_get_file (FlStream *self)
{
  return self->file;
}

void
fl_stream_set_is_verified (FlStream *self)
{
  self->is_verified = TRUE;
}

gboolean
fl_stream_is_verified (FlStream *self)
{
  return self->is_verified;
}

guint
fl_stream_get_numbering (FlStream *self)
{
  return self->numbering;
}

FlFrameIndex *
fl_stream_get_index (FlStream *self)
{
  return self->index;
}

void
fl_stream_set_samples (FlStream *self, FlSampleSet *samples)
{
  fl_sample_set_ref (samples);
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  self->samples = samples;
}

FlSampleSet *
fl_stream_get_samples (FlStream *self)
{
  return self->samples;
}

void
fl_stream_set_sweep (FlStream *self, FlSweep *sweep)
{
  g_clear_pointer (&self->sweep, fl_sweep_unref);
  self->sweep = sweep != NULL ? fl_sweep_ref (sweep) : NULL;
}

FlSweep *
fl_stream_get_sweep (FlStream *self)
{
  return self->sweep;
}

void
fl_stream_set_runs (FlStream *self, FlRunSet *runs)
{
  FlRunSet *before = self->runs;

  self->runs = runs != NULL ? fl_run_set_ref (runs) : NULL;
  g_clear_pointer (&before, fl_run_set_unref);
}

FlRunSet *
fl_stream_get_runs (FlStream *self)
{
  return self->runs;
}

GArray *
fl_stream_get_track (FlStream *self)
{
  return self->track;
}

FlTagTracks *
fl_stream_get_tags (FlStream *self)
{
  return self->tags;
}

void
fl_stream_set_accepted (FlStream *self, GArray *accepted)
{
  g_clear_pointer (&self->accepted, g_array_unref);
  self->accepted = accepted;
}

void
fl_stream_set_n_auto (FlStream *self, guint n_auto)
{
  self->n_auto = n_auto;
}

guint
fl_stream_get_n_auto (FlStream *self)
{
  return self->n_auto;
}

void
fl_stream_set_pool (FlStream *self, GHashTable *frames)
{
  g_clear_pointer (&self->pool, g_hash_table_unref);
  self->pool = frames;
}

GHashTable *
fl_stream_get_pool (FlStream *self)
{
  return self->pool;
}

FlLabelling
fl_stream_borrow_labelling (FlStream *self)
{
  return (FlLabelling){.index = self->index,
                       .planned = self->planned,
                       .track = self->track,
                       .tags = self->tags,
                       .accepted = self->accepted,
                       .sweep = self->sweep};
}

gint64
fl_stream_get_id (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);
  return self->row->id;
}

const char *
fl_stream_get_name (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->row->name;
}

gboolean
fl_stream_is_live (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), FALSE);
  return self->row->address != NULL;
}

double
fl_stream_get_recorded_s (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);

  gint64 n_closed =
    self->source != NULL ? fl_frame_index_get_n_frames (fl_source_get_index (self->source)) : 0;
  gint64 n_frames = fl_stream_get_n_frames (self);
  double closed_s = self->source != NULL ? fl_source_get_length_s (self->source) : 0;
  if (n_closed == n_frames)
    return closed_s;
  double open_s = fl_frame_index_get_time_s (self->index, n_frames - 1) -
                  fl_frame_index_get_time_s (self->index, n_closed);
  return closed_s + (isfinite (open_s) ? open_s : 0);
}

gint64
fl_stream_get_recorded_bytes (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);

  gint64 size_bytes = self->open_bytes;
  for (guint i = 0; i < self->segments->len; i++)
    size_bytes += ((FlSegmentRow *) self->segments->pdata[i])->size_bytes;
  return size_bytes;
}

char *
fl_stream_dup_place (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->row->address != NULL ? fl_address_dup_shown (self->row->address)
                                    : g_filename_display_name (self->row->path);
}

const char *
fl_stream_get_path (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->row->path;
}

FlStreamState
fl_stream_get_state (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), FL_STREAM_MISSING);
  return self->state;
}

double
fl_stream_get_progress (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);
  return self->progress;
}

const char *
fl_stream_get_status (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->status;
}

const char *
fl_stream_get_doubt (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->index != NULL ? fl_frame_index_get_doubt (self->index) : NULL;
}

const char *
fl_stream_get_sampling (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);
  return self->row->sampling;
}

gint64
fl_stream_get_n_frames (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);
  return self->index != NULL ? fl_frame_index_get_n_frames (self->index) : 0;
}

char *
fl_stream_dup_picked_sampling (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NULL);

  FlSampling rule;
  if (self->index == NULL || !fl_sampling_parse (self->row->sampling, &rule, NULL))
    return NULL;
  if (rule.kind == FL_SAMPLING_ON_CHANGE)
    /* Translators: samples are taken when the picture changes; two numbers of seconds. */
    return g_strdup_printf (_ ("on change, %g to %g s apart"), rule.value, rule.longest_s);
  if (rule.kind != FL_SAMPLING_AUTO)
    return NULL;
  rule = fl_sampling_resolve (&rule, self->index);
  if (rule.kind == FL_SAMPLING_EVERY_FRAME)
    return g_strdup (_ ("every picture"));
  if (rule.kind == FL_SAMPLING_SNAPPED)
    return g_strdup_printf (_ ("the key frame nearest to every %g s"), rule.value);
  guint n = (guint) rule.value;
  return g_strdup_printf (ngettext ("%u sample a second", "%u samples a second", n), n);
}

guint
fl_stream_get_n_samples (FlStream *self)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);
  return self->planned != NULL ? self->planned->len : 0;
}

gint64
fl_stream_get_sample (FlStream *self, guint i)
{
  g_return_val_if_fail (i < fl_stream_get_n_samples (self), -1);
  return g_array_index (self->planned, gint64, i);
}

guint
fl_stream_count_before (FlStream *self, gint64 frame)
{
  guint n = fl_stream_get_n_samples (self);

  return n == 0
           ? 0
           : (guint) fl_frames_count_before ((const gint64 *) (const void *) self->planned->data, n,
                                             frame);
}

int
fl_stream_find_sample (FlStream *self, gint64 frame)
{
  guint n = fl_stream_get_n_samples (self);

  if (n == 0)
    return -1;
  return (int) fl_frames_find_nearest ((const gint64 *) (const void *) self->planned->data, n,
                                       frame);
}

double
fl_stream_get_time_s (FlStream *self, gint64 frame)
{
  g_return_val_if_fail (FL_IS_STREAM (self), NAN);
  if (frame < 0 || frame >= fl_stream_get_n_frames (self))
    return NAN;
  return fl_frame_index_get_time_s (self->index, frame);
}

gboolean
fl_stream_is_key (FlStream *self, gint64 frame)
{
  g_return_val_if_fail (FL_IS_STREAM (self), FALSE);
  return frame >= 0 && frame < fl_stream_get_n_frames (self) &&
         fl_frame_index_is_key (self->index, frame);
}

gint64
fl_stream_find_time (FlStream *self, double time_s)
{
  g_return_val_if_fail (FL_IS_STREAM (self), 0);
  return self->index != NULL ? fl_frame_index_find_time (self->index, time_s) : 0;
}

double
fl_stream_get_duration_s (FlStream *self)
{
  gint64 n_frames = fl_stream_get_n_frames (self);
  double duration_s =
    n_frames > 0 ? fl_stream_get_time_s (self, n_frames - 1) - fl_stream_get_time_s (self, 0) : 0;

  return isfinite (duration_s) ? duration_s : 0;
}

void
fl_stream_get_shown_size (FlStream *self, guint *out_width_px, guint *out_height_px)
{
  g_return_if_fail (FL_IS_STREAM (self));
  *out_width_px = self->row->width_px;
  *out_height_px = self->row->height_px;
}
