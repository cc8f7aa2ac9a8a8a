/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which samples are reviewed, and in which order. */
#pragma once

#include "session/fl-labelling.h"
#include "session/fl-learning.h"
#include "session/fl-lot-scope.h"

G_BEGIN_DECLS

/**
 * FlReviewOrder:
 * @FL_REVIEW_BY_DOUBT: what the machine doubts most first; then what nothing is said of, then what
 *   people said
 * @FL_REVIEW_BY_TIME: stream by stream, as they are listed
 * @FL_REVIEW_BY_LIKENESS: what looks most like one frame first
 * @FL_REVIEW_NEWEST: what was labelled last first; then the newest lot
 *
 * The order of a review. Samples that are equal in it are in the order of time.
 */
typedef enum {
  FL_REVIEW_BY_DOUBT,
  FL_REVIEW_BY_TIME,
  FL_REVIEW_BY_LIKENESS,
  FL_REVIEW_NEWEST,
} FlReviewOrder;

/**
 * FlReviewAnswer:
 * @FL_REVIEW_YES: the tag is there
 * @FL_REVIEW_NO: it is not
 * @FL_REVIEW_UNSURE: a person could not tell
 * @FL_REVIEW_UNKNOWN: nobody and nothing has said anything of it
 *
 * What is said of a tag, by whomever; bits, so that several can be wanted.
 */
typedef enum {
  FL_REVIEW_YES = 1 << 0,
  FL_REVIEW_NO = 1 << 1,
  FL_REVIEW_UNSURE = 1 << 2,
  FL_REVIEW_UNKNOWN = 1 << 3,
} FlReviewAnswer;

/**
 * FlReviewQuery:
 * @certainties: a bit (1 << #FlCertainty) for each that is wanted, 0 for all
 * @class_id: id of a class, 0 for all; in projects of tags the tag by which samples are judged, 0 for
 *   whichever tag of a sample is as wanted
 * @answers: in projects of tags the #FlReviewAnswer that are wanted, 0 for all
 * @stream: id of a stream, 0 for all
 * @lot: id of a lot, 0 for all
 * @condition: the only part of the day; samples whose time is not known are in none
 * @least: the least confidence of the machine that is wanted, 0..1
 * @below: confidence is to be less than that; 0 for any, also of what has none
 * @differs: whether only samples are wanted whose class is not that of their two neighbours in time,
 *   which have the same
 * @only: (nullable) (transfer none) (element-type FlFrameRef): frames that alone are wanted
 * @order: what comes first
 * @like: for %FL_REVIEW_BY_LIKENESS, the frame; a stream of 0 is none
 */
typedef struct {
  guint certainties;
  gint64 class_id;
  guint answers;
  gint64 stream;
  gint64 lot;
  FlCondition condition;
  double least;
  double below;
  gboolean differs;
  GArray *only;
  FlReviewOrder order;
  FlFrameRef like;
} FlReviewQuery;

/**
 * FlReviewStream:
 * @id: id of a stream
 * @labelling: (transfer full): what is known of its labels
 * @samples: (transfer full): its samples
 * @clock_start_us: wall-clock time of its first frame, µs since 1970 UTC, or -1
 */
typedef struct {
  gint64 id;
  FlLabelling *labelling;
  FlSampleSet *samples;
  gint64 clock_start_us;
} FlReviewStream;

/**
 * FlReviewRequest:
 * @query: what is wanted
 * @streams: (element-type FlReviewStream): all streams, in their order
 * @tags: (element-type gint64): the tags by which samples are judged, whichever is wanted and comes
 *   first; 0 alone in projects of classes
 * @blind: (element-type FlFrameRef): frames of which nothing is known here but what people said
 * @scaling: (nullable): what makes rows comparable, to find likeness
 * @tau: of near-identical frames, see #FlRunRule; 0 when unknown
 *
 * Immutable, any thread.
 */
typedef struct {
  FlReviewQuery query;
  GPtrArray *streams;
  GArray *tags;
  GArray *blind;
  FlScaling *scaling;
  float tau;
} FlReviewRequest;

/** fl_frame_refs_contain: Returns: whether @refs (element-type FlFrameRef) has this frame; looks at each */
gboolean fl_frame_refs_contain (const GArray *refs, gint64 stream, gint64 frame);

/** fl_review_get_answer: Returns: what @verdict, of a tag, says */
FlReviewAnswer fl_review_get_answer (const FlVerdict *verdict);

/** fl_review_stream_free: Frees it. */
void fl_review_stream_free (FlReviewStream *self);

/** fl_review_request_free: Frees it. */
void fl_review_request_free (FlReviewRequest *self);

/**
 * fl_review_order_list:
 * @request: what is wanted of what
 * @cancellable: (nullable): to stop early; then the list is no use
 *
 * Takes some microseconds a sample, and for likeness reads all rows.
 *
 * Returns: (transfer full) (element-type FlFrameRef): the samples, in order
 */
GArray *fl_review_order_list (const FlReviewRequest *request, GCancellable *cancellable);

/**
 * fl_review_order_find_like:
 * @request: of which @like says to what
 * @refs: (element-type FlFrameRef): samples to choose from
 * @cancellable: (nullable): to stop early
 *
 * Finds those at most twice as far from a frame as near-identical ones are, with that frame.
 *
 * Returns: (transfer full) (element-type guint): their places in @refs, ascending; none when that
 *   cannot be told
 */
GArray *fl_review_order_find_like (const FlReviewRequest *request,
                                   const GArray *refs,
                                   GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlReviewRequest, fl_review_request_free)

G_END_DECLS
