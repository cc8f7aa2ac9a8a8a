/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of detail of a track: a tree over its stretches in which each node holds what the two below
 * it come to. Pure functions. */
#include "app/fl-span-levels.h"

typedef struct {
  FlColumn column;
  gint64 n_frames;
} Node;

struct _FlSpanLevels {
  GArray *spans;
  Node *nodes; /* `[2 n]`, the stretches from n on, the parent of i is i / 2 */
};

static Node
make_leaf (const FlSpan *span, gint64 n_frames)
{
  return (Node){.column = {.class_id = span->class_id, .certainty = span->certainty},
                .n_frames = n_frames};
}

static Node
choose (const Node *a, const Node *b)
{
  const int rank_a = fl_certainty_get_rank (a->column.certainty);
  const int rank_b = fl_certainty_get_rank (b->column.certainty);

  if (a->column.class_id == b->column.class_id && a->column.certainty == b->column.certainty)
    return (Node){.column = a->column, .n_frames = a->n_frames + b->n_frames};
  if (rank_a != rank_b)
    return rank_a > rank_b ? *a : *b;
  return a->n_frames >= b->n_frames ? *a : *b;
}

static const FlSpan *
get_span (const FlSpanLevels *self, gsize i)
{
  return &g_array_index (self->spans, FlSpan, i);
}

FlSpanLevels *
fl_span_levels_new (GArray *spans)
{
  FlSpanLevels *self = g_new (FlSpanLevels, 1);
  const gsize n = spans->len;

  self->spans = spans;
  self->nodes = g_new0 (Node, 2 * n);
  for (gsize i = 0; i < n; i++) {
    const FlSpan *span = get_span (self, i);
    self->nodes[n + i] = make_leaf (span, span->range.last - span->range.first + 1);
  }
  for (gsize i = n; i-- > 1;)
    self->nodes[i] = choose (&self->nodes[2 * i], &self->nodes[2 * i + 1]);
  return self;
}

void
fl_span_levels_free (FlSpanLevels *self)
{
  g_array_unref (self->spans);
  g_free (self->nodes);
  g_free (self);
}

gint64
fl_span_levels_get_n_frames (const FlSpanLevels *self)
{
  return self->spans->len > 0 ? get_span (self, self->spans->len - 1)->range.last + 1 : 0;
}

/* Place of the stretch that @frame is in; @frame is in one. */
static gsize
find_place (const FlSpanLevels *self, gint64 frame)
{
  gsize low = 0;
  gsize high = self->spans->len - 1;

  while (low < high) {
    const gsize middle = low + (high - low) / 2;
    if (get_span (self, middle)->range.last < frame)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What the stretches from @first up to @end come to. */
static Node
sum_up (const FlSpanLevels *self, gsize first, gsize end)
{
  const gsize n = self->spans->len;
  Node before = {{0}};
  Node after = {{0}};

  for (first += n, end += n; first < end; first /= 2, end /= 2) {
    if (first % 2 == 1)
      before = choose (&before, &self->nodes[first++]);
    if (end % 2 == 1)
      after = choose (&self->nodes[--end], &after);
  }
  return choose (&before, &after);
}

FlColumn
fl_span_levels_get (const FlSpanLevels *self, gint64 first, gint64 end)
{
  const gint64 n_frames = fl_span_levels_get_n_frames (self);

  first = MAX (first, 0);
  end = MIN (end, n_frames);
  if (first >= end)
    return (FlColumn){.certainty = FL_CERTAINTY_UNSEEN};
  const gsize low = find_place (self, first);
  const gsize high = find_place (self, end - 1);
  const FlSpan *span = get_span (self, low);
  Node found = make_leaf (span, MIN (span->range.last + 1, end) - first);
  if (high > low) {
    const Node middle = sum_up (self, low + 1, high);
    const Node last = make_leaf (get_span (self, high), end - get_span (self, high)->range.first);
    found = choose (&found, &middle);
    found = choose (&found, &last);
  }
  return found.column;
}

const FlSpan *
fl_span_levels_find (const FlSpanLevels *self, gint64 frame)
{
  if (frame < 0 || frame >= fl_span_levels_get_n_frames (self))
    return NULL;
  return get_span (self, find_place (self, frame));
}

/* Whether both say the same, whoever does. */
static gboolean
agree (const FlSpan *a, const FlSpan *b)
{
  return a->class_id == b->class_id &&
         (a->certainty == FL_CERTAINTY_UNSEEN) == (b->certainty == FL_CERTAINTY_UNSEEN) &&
         (a->certainty == FL_CERTAINTY_UNSURE) == (b->certainty == FL_CERTAINTY_UNSURE);
}

gint64
fl_span_levels_find_change (const FlSpanLevels *self, gint64 frame, int direction)
{
  if (self->spans->len == 0)
    return -1;
  const gsize n = self->spans->len;
  const gsize at = find_place (self, CLAMP (frame, 0, fl_span_levels_get_n_frames (self) - 1));
  for (gsize i = direction > 0 ? at + 1 : at; i > 0 && i<n; i += direction> 0 ? 1 : -1) {
    const FlSpan *span = get_span (self, i);
    if (span->range.first != frame && !agree (span, get_span (self, i - 1)))
      return span->range.first;
  }
  return -1;
}

gint64
fl_span_levels_find_edge (const FlSpanLevels *self, gint64 frame)
{
  const FlSpan *span = fl_span_levels_find (self, frame);

  if (span == NULL)
    return frame < 0 ? 0 : fl_span_levels_get_n_frames (self);
  return frame - span->range.first <= span->range.last + 1 - frame ? span->range.first
                                                                   : span->range.last + 1;
}

gboolean
fl_span_levels_find_same (const FlSpanLevels *self, gint64 frame, FlRange *out)
{
  const FlSpan *span = fl_span_levels_find (self, frame);

  if (span == NULL)
    return FALSE;
  gsize first = find_place (self, frame);
  gsize last = first;
  while (first > 0 && agree (get_span (self, first - 1), span))
    first--;
  while (last + 1 < self->spans->len && agree (get_span (self, last + 1), span))
    last++;
  *out = (FlRange){.first = get_span (self, first)->range.first,
                   .last = get_span (self, last)->range.last};
  return TRUE;
}
