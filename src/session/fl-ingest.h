/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>

#include "features/fl-extractor.h"
#include "session/fl-sample-set.h"
#include "session/fl-stream.h"
#include "store/fl-cache.h"
#include "store/fl-store-segments.h"
#include "store/fl-store-streams.h"

#include "media/fl-source.h"

G_BEGIN_DECLS

/**
 * FlIngestNews:
 * @index: (nullable): all frames, when they have just been counted
 * @source: (nullable): the files that they are in, with @index
 * @planned: (nullable) (element-type gint64): the samples, with @index
 * @samples: (nullable): those whose features are in
 * @n_done: samples that are in
 * @n_planned: samples in all
 * @frame: the newest sample that was read, when @time_s is known
 * @time_s: how far in the stream, NAN when unknown
 * @state: how far the stream has come
 * @is_paused: whether this is the end of a glance, and the rest is to be read by another task
 * @sentence: (nullable): why it is broken or missing, or not connected
 * @segments: (nullable) (element-type FlSegmentRow): those that were begun or closed
 * @open_bytes: size of the one that is being recorded
 * @width_px: of the pictures of live video, 0 for no news
 * @height_px: with @width_px
 * @learned: (nullable): what the extractor has just learned from the stream
 *
 * What an ingest tells on its way.
 */
typedef struct {
  FlFrameIndex *index;
  FlSource *source;
  GArray *planned;
  FlSampleSet *samples;
  gsize n_done;
  gsize n_planned;
  gint64 frame;
  double time_s;
  FlStreamState state;
  gboolean is_paused;
  char *sentence;
  GPtrArray *segments;
  gint64 open_bytes;
  guint width_px;
  guint height_px;
  GBytes *learned;
} FlIngestNews;

/** fl_ingest_news_free: Frees the news. */
void fl_ingest_news_free (FlIngestNews *self);

/** FlIngestFunc: Takes (transfer full) @news, on the thread of the ingest. */
typedef void (*FlIngestFunc) (FlIngestNews *news, gpointer data);

/**
 * FlLiveTask:
 * @project_path: the project, beside which recordings lie
 * @segments: (element-type FlSegmentRow): what was recorded of the stream so far
 * @is_recording: whether to go on recording
 *
 * What is special about a live stream. All is borrowed.
 */
typedef struct {
  const char *project_path;
  const GPtrArray *segments;
  gboolean is_recording;
} FlLiveTask;

/**
 * FlIngestTask:
 * @row: the stream
 * @live: (nullable): of a live stream, %NULL for a file
 * @cache: where features and thumbnails go
 * @extractor: what makes the features
 * @n_threads: threads of the decoder
 * @is_doubted: whether the decoder is known to give other frames than its packets promise
 * @is_glance: whether to stop once a few samples from all over a film are in
 * @cancellable: stops it; what is in is kept
 * @report: is told how it goes; the last news has a final state, or is paused
 * @data: for @report
 *
 * One stream to be ingested. All is borrowed.
 */
typedef struct {
  const FlStreamRow *row;
  const FlLiveTask *live;
  const FlCache *cache;
  const FlExtractorType *extractor;
  guint n_threads;
  gboolean is_doubted;
  gboolean is_glance;
  GCancellable *cancellable;
  FlIngestFunc report;
  gpointer data;
} FlIngestTask;

/**
 * fl_ingest_count_frames:
 * @row: a stream
 * @cache: where the index is kept
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Gives the frames of a stream: those that the cache knows, or by counting them. A file that is
 * no longer the one that was added is refused. Any thread.
 *
 * Returns: (transfer full): the file with its frames, or %NULL
 */
FlSource *fl_ingest_count_frames (const FlStreamRow *row,
                                  const FlCache *cache,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * fl_ingest_run:
 * @task: what to do
 *
 * Counts the frames of a stream, decodes its samples, and stores features and thumbnails,
 * beginning where an earlier ingest stopped. One stream has one ingest at a time, which alone
 * writes its files in the cache. Runs on the caller's thread until the end.
 */
void fl_ingest_run (const FlIngestTask *task);

/** fl_ingest_dup_gone: Returns: (transfer full): a sentence for people: the file @path is gone */
char *fl_ingest_dup_gone (const char *path);

/** fl_ingest_dup_features_name: Returns: (transfer full): file name of features in the cache */
char *fl_ingest_dup_features_name (const FlExtractorType *extractor);

/** fl_ingest_forget: Removes from the cache what hangs on the frame numbers of stream @row, the
 * features of all extractors included. */
void fl_ingest_forget (const FlStreamRow *row, const FlCache *cache);

/** FL_INGEST_OTHER_FRAMES: a doubt, as it is kept in the project. */
#define FL_INGEST_OTHER_FRAMES                                                                     \
  N_ ("The decoder gave other frames than the packets promised, so every frame was decoded")

/** fl_ingest_get_state_of_error: Returns: how a stream stands that cannot be read because of it */
FlStreamState fl_ingest_get_state_of_error (const GError *error);

/** FL_INGEST_INDEX_NAME: file name of the frame index in the cache. */
#define FL_INGEST_INDEX_NAME "index"

/** FL_INGEST_THUMBS_NAME: file name of the thumbnails in the cache. */
#define FL_INGEST_THUMBS_NAME "thumbs.pack"

G_END_DECLS
