/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn below the labels: how sure the machine is of each sample, and which are in lots. */
#include "session/fl-session-lanes.h"

#include "lots.h"
#include "session/fl-queue-private.h"
#include "session/fl-session-lots.h"
#include "session/fl-stream-private.h"

/* A model that learned from every third frame. */
static void
set_up (Lots *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lots_set_up (self, data);
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 3) {
      const FlRange range = {.first = frame, .last = frame};
      g_assert_true (fl_session_label (self->session, lots_get_stream (self, i), &range,
                                       lots_find_truth (self, i, frame), &error));
    }
  g_assert_true (fl_session_learn (self->session, &error));
  fl_queue_clear (fl_session_get_queue (self->session));
}

/* The stretch that @frame is in, with the level 0 where it is in none. */
static FlLaneSpan
find (GArray *spans, gint64 frame)
{
  for (guint i = 0; i < spans->len; i++) {
    const FlLaneSpan span = g_array_index (spans, FlLaneSpan, i);
    if (frame >= span.range.first && frame <= span.range.last)
      return span;
  }
  return (FlLaneSpan){0};
}

static void
test_confidences (Lots *self, gconstpointer data)
{
  FlStream *stream = lots_get_stream (self, 0);
  const FlSweep *sweep = fl_stream_get_sweep (stream);
  g_autoptr (GArray) spans = fl_session_list_confidences (self->session, stream, NULL);
  g_autoptr (FlItem) asked = fl_item_new (stream, 7, FL_REASON_CHECK);
  gint64 before = -1;

  for (guint i = 0; i < spans->len; i++) {
    const FlRange *range = &g_array_index (spans, FlLaneSpan, i).range;
    g_assert_cmpint (range->first, >, before);
    g_assert_cmpint (range->last, >=, range->first);
    before = range->last;
  }
  for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
    float confidence;
    const gssize i = fl_sample_set_find (sweep->samples, frame);
    const gint64 class_id = fl_sweep_get (sweep, (gsize) i, &confidence);
    g_assert_cmpint (find (spans, frame).class_id, ==, class_id);
    g_assert_cmpfloat (find (spans, frame).level, ==, (double) confidence);
  }
  /* What is asked about blind is left out, and nothing else. */
  fl_queue_put_first (fl_session_get_queue (self->session), asked);
  g_autoptr (GArray) rest = fl_session_list_confidences (self->session, stream, NULL);
  g_assert_cmpfloat (find (rest, 7).level, ==, 0);
  g_assert_cmpfloat (find (rest, 8).level, ==, find (spans, 8).level);
}

static void
assert_lots (Lots *self, gint64 frame, double level)
{
  g_autoptr (GArray) spans =
    fl_session_list_lot_spans (self->session, lots_get_stream (self, 0), NULL);

  g_assert_cmpfloat (find (spans, frame).level, ==, level);
}

/* Open, then certified; given back beside that. */
static void
test_lots (Lots *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.9, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  assert_lots (self, 1, 0);
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  g_assert_no_error (error);
  assert_lots (self, 0, 0);
  assert_lots (self, 1, FL_LANE_OPEN);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *lot = lots->pdata[lots->len - 1];
  g_assert_true (fl_session_give_back_lot (self->session, lot->id, &error));
  assert_lots (self, 0, 0);
  assert_lots (self, 1, FL_LANE_GIVEN_BACK);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_lots (self, 1, FL_LANE_OPEN);
}

int
main (int argc, char **argv)
{
  lots_init (&argc, &argv);
  lots_add ("/session/lanes/confidences", set_up, test_confidences);
  lots_add ("/session/lanes/lots", set_up, test_lots);
  return lots_run ();
}
