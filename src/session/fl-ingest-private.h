/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ingest on its way, and what its parts share. */
#pragma once

#include "session/fl-ingest-parts.h"
#include "session/fl-ingest.h"
#include "session/fl-sample-plan.h"

#include "media/fl-change.h"
#include "media/fl-scaler.h"
#include "media/fl-source-decoder.h"
#include "store/fl-thumb-pack.h"

G_BEGIN_DECLS

/** FL_INGEST_BATCH_ROWS: rows that are written at once. */
#define FL_INGEST_BATCH_ROWS 32

/**
 * FlIngest:
 *
 * One stream while it is read. One thread.
 */
typedef struct {
  const FlIngestTask *task;
  FlSource *source;    /* NULL for live video without a closed file */
  FlFrameIndex *index; /* of the source */
  GPtrArray *segments; /* FlSegmentRow, of a live stream */
  FlSamplePlan plan;
  GArray *missing;    /* gint64, planned but without features or thumbnail yet */
  GArray *candidates; /* gint64, looked at for changes; NULL when nothing is */
  FlChange *change;   /* while that goes on */
  guint n_looked_at;
  gint64 newest_looked_at;
  FlFeatureFile *features;
  FlThumbPack *thumbs;
  const FlExtractorType *type; /* that of the task, or @learned */
  FlExtractorType *learned;    /* (nullable) */
  GPtrArray *pictures;         /* FlImage, decoded before the samples */
  GArray *pictured;            /* gint64, the frames that they show */
  GPtrArray *views;            /* FlImage, what the stream looks like; NULL when nothing asks */
  guint view_step;             /* each so many-th sample of live video becomes a view */
  guint n_offered;
  FlExtractor *extractor;
  FlIngestParts *parts; /* NULL for a single extractor */
  gsize n_dims;
  FlScaler *scaler;
  gint64 frames[FL_INGEST_BATCH_ROWS];
  float *rows; /* [FL_INGEST_BATCH_ROWS][n_dims] */
  gsize n_batch;
  gint64 batch_us;  /* when the first row of the batch came */
  gint64 report_us; /* when the last report was */
  gsize n_done;
  gint64 newest; /* sample that was read, or -1 */
  gboolean is_paused;
  GArray *awaited;    /* gint64, samples to be taken with their neighbours; while that goes on */
  guint n_surrounded; /* of which so many are done */
  GArray *seen;       /* pictures that may be needed yet */
  guint64 n_errors;
  gboolean has_mismatch;
} FlIngest;

/** fl_ingest_news_new: Returns: (transfer full): news, with how far it is */
FlIngestNews *fl_ingest_news_new (const FlIngest *self, FlStreamState state);

/** fl_ingest_report: Tells (transfer full) @news. */
void fl_ingest_report (const FlIngest *self, FlIngestNews *news);

/** fl_ingest_open_files: Opens features and thumbnails, and joins what is known of all parts already. */
gboolean fl_ingest_open_files (FlIngest *self, GError **error);

/** fl_ingest_close_files: Closes them, where they are open. */
void fl_ingest_close_files (FlIngest *self);

/** fl_ingest_snapshot: Returns: (transfer full): the samples that are in, or %NULL with @error */
FlSampleSet *fl_ingest_snapshot (FlIngest *self, GError **error);

/** fl_ingest_write_batch: Writes the rows that wait. */
gboolean fl_ingest_write_batch (FlIngest *self, GError **error);

/** fl_ingest_take_source: Goes on with (transfer full) @source. */
void fl_ingest_take_source (FlIngest *self, FlSource *source);

/** fl_ingest_keep_index: Keeps the index of the source in the cache. */
void fl_ingest_keep_index (const FlIngest *self);

/** FlIngestFrameFunc: Looks at the analysis picture of a frame. */
typedef gboolean (*FlIngestFrameFunc) (FlIngest *self,
                                       gint64 frame,
                                       FlImage *image,
                                       GError **error);

/**
 * fl_ingest_read:
 * @self: an ingest
 * @frames: (element-type gint64): display indices, ascending, at least one
 * @take: is given each of them that can be decoded
 * @error: return location
 *
 * Decodes frames; writes and reports what comes of it on the way.
 *
 * Returns: %TRUE at the end of the file, wherever that was
 */
gboolean
fl_ingest_read (FlIngest *self, const GArray *frames, FlIngestFrameFunc take, GError **error);

/**
 * fl_ingest_take_image:
 *
 * Makes a sample's features and thumbnail. Thumbnails are written before features: a sample that
 * is there has its thumbnail.
 */
gboolean fl_ingest_take_image (FlIngest *self, gint64 frame, FlImage *image, GError **error);

/**
 * fl_ingest_record:
 * @self: an ingest of a live stream whose segments are counted
 * @error: return location
 *
 * Connects, records and takes samples until it is stopped, and connects again whenever it has to.
 *
 * Returns: %TRUE once it was stopped, or %FALSE when it is of no use to go on
 */
gboolean fl_ingest_record (FlIngest *self, GError **error);

/** fl_ingest_list_candidates: Lists what is looked at for samples on change, and how much was. */
gboolean fl_ingest_list_candidates (FlIngest *self, GError **error);

/**
 * fl_ingest_read_changes:
 * @self: an ingest whose samples are taken on change and are not all found
 * @error: return location
 *
 * Goes on looking for samples behind the newest one, and takes them.
 *
 * Returns: %TRUE at the end of the file, wherever that was
 */
gboolean fl_ingest_read_changes (FlIngest *self, GError **error);

/** fl_ingest_learn: Has the extractor learn from the stream, and tells what, unless there is nothing to be learned or
 * that was done before; whether it could. */
gboolean fl_ingest_learn (FlIngest *self, GError **error);

/** fl_ingest_list_points: Returns: (transfer full) (element-type gsize): a few dozen of the places
 * where decoding can begin, evenly spread, or all */
GArray *fl_ingest_list_points (const FlFrameIndex *index);

/** fl_ingest_read_pictures: Decodes @frames (gint64, ascending) and keeps their pictures until
 * fl_ingest_take_pictured(). */
gboolean fl_ingest_read_pictures (FlIngest *self, const GArray *frames, GError **error);

/** fl_ingest_choose_pictures: Returns: (transfer full) (element-type FlImage): of the pictures that are kept
 * those of @frames (gint64, ascending) */
GPtrArray *fl_ingest_choose_pictures (const FlIngest *self, GArray *frames);

/** fl_ingest_sort_frames: Makes @frames (gint64) ascend, and leaves out what is there twice. */
void fl_ingest_sort_frames (GArray *frames);

/** fl_ingest_list_views: Returns: (transfer full) (element-type gint64): the frames that tell what the
 * stream looks like; none where no extractor asks */
GArray *fl_ingest_list_views (const FlIngest *self);

/** fl_ingest_survey: Shows the extractor what the stream looks like, where it asks and samples are to
 * come; whether it could. */
gboolean fl_ingest_survey (FlIngest *self, GError **error);

/** fl_ingest_offer_view: Tells that live video now looks like @image. */
void fl_ingest_offer_view (FlIngest *self, FlImage *image);

/** fl_ingest_take_pictured: Takes the missing samples among the pictures that are kept, and lets go of these;
 * unless they have neighbours, which were not decoded. */
gboolean fl_ingest_take_pictured (FlIngest *self, GError **error);

/** fl_ingest_prefers_key_frames: Returns: whether the samples are key frames, where there are any */
gboolean fl_ingest_prefers_key_frames (const FlIngest *self);

/** fl_ingest_has_neighbours: Returns: whether samples are taken with the frames around them */
gboolean fl_ingest_has_neighbours (const FlIngest *self);

/** fl_ingest_find_neighbours: Gives the frames shortly before and after @frame, itself where there are none. */
void
fl_ingest_find_neighbours (const FlFrameIndex *index, gint64 frame, gint64 *before, gint64 *after);

/** fl_ingest_glance: Reads a few of the missing samples, from all over a stream that has fewer yet. */
gboolean fl_ingest_glance (FlIngest *self, GError **error);

/** fl_ingest_read_samples: Reads all that is missing, as fl_ingest_read() does. */
gboolean fl_ingest_read_samples (FlIngest *self, GError **error);

G_END_DECLS
