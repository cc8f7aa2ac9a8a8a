/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be drawn below the labels of a stream: how sure the machine is, and which lots there are. A part
 * of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlLaneSpan:
 * @range: frames
 * @class_id: the class that this is about, 0 for none
 * @level: how much there is of it, 0..1
 *
 * A stretch of what is drawn.
 */
typedef struct {
  FlRange range;
  gint64 class_id;
  double level;
} FlLaneSpan;

/* The levels of a lot. */
#define FL_LANE_GIVEN_BACK 0.2
#define FL_LANE_OPEN       0.5
#define FL_LANE_CERTIFIED  1.0

/**
 * fl_session_list_confidences:
 * @self: a session
 * @stream: one of its streams
 * @tag: (nullable): in multi-label projects one of the tags
 *
 * Tells what the newest model says of each sample, whoever labelled it: its likeliest class with the
 * probability of that; of a tag the probability that it is there. Frames between samples are counted to
 * the nearest one. Nothing is told of what is asked about blind, nor of samples that nothing was said of.
 *
 * Returns: (transfer full) (element-type FlLaneSpan): ascending, with gaps
 */
GArray *fl_session_list_confidences (FlSession *self, FlStream *stream, FlClass *tag);

/** fl_session_are_confidences_rough: Returns: whether they only order classes, see #FlClass */
gboolean fl_session_are_confidences_rough (FlSession *self);

/**
 * fl_session_list_lot_spans:
 * @self: a session
 * @stream: one of its streams
 * @tag: (nullable): in multi-label projects one of the tags
 *
 * Tells which samples are in lots, with the frames around them: of several lots the one that says most.
 * Reads those that do not stand any more from the project.
 *
 * Returns: (transfer full) (element-type FlLaneSpan): ascending, with gaps
 */
GArray *fl_session_list_lot_spans (FlSession *self, FlStream *stream, FlClass *tag);

G_END_DECLS
