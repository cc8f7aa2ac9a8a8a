/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frame identity: display index <-> presentation time. How it is found out is told in
 * fl-frame-index-build.c. */
#include "media/fl-frame-index-private.h"

#include <math.h>
#include <string.h>

static gboolean
check_unique (const FlFrameIndex *self)
{
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] == FL_NO_PTS || (i > 0 && self->pts[i] <= self->pts[i - 1]))
      return FALSE;
  return TRUE;
}

/* Tells frames with the same time apart. */
static guint *
count_equal (const FlFrameIndex *self)
{
  guint *nth = g_new0 (guint, (gsize) self->n_frames);
  g_autoptr (GHashTable) newest = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gint64 i = 0; i < self->n_frames; i++) {
    const gint64 *same = g_hash_table_lookup (newest, &self->pts[i]);
    if (self->pts[i] == FL_NO_PTS)
      continue;
    if (same != NULL) {
      guint *before = &nth[same - self->pts];
      *before = MAX (*before, 1);
      nth[i] = *before + 1;
    }
    g_hash_table_replace (newest, &self->pts[i], &self->pts[i]);
  }
  return nth;
}

void
fl_frame_index_settle (FlFrameIndex *self)
{
  fl_ref_count_init (&self->n_refs);
  self->has_unique_pts = check_unique (self);
  self->nth = self->has_unique_pts ? NULL : count_equal (self);
}

FlFrameIndex *
fl_frame_index_new (const FlIndexFacts *facts)
{
  g_return_val_if_fail (facts->n_entries > 0, NULL);

  FlFrameIndex *self = g_new0 (FlFrameIndex, 1);
  self->n_frames = (gint64) facts->n_entries;
  self->n_points = facts->n_points;
  self->time_base = facts->time_base;
  self->is_decoded = facts->is_decoded;
  self->doubt = g_strdup (facts->doubt);
  self->pts = g_new (gint64, facts->n_entries);
  self->marks = g_new (guint8, facts->n_entries);
  for (gsize i = 0; i < facts->n_entries; i++) {
    self->pts[i] = facts->entries[i].pts;
    self->marks[i] = (guint8) ((facts->entries[i].is_key ? FL_INDEX_KEY : 0) |
                               (facts->entries[i].is_lost ? FL_INDEX_LOST : 0));
  }
  self->points = g_memdup2 (facts->points, facts->n_points * sizeof facts->points[0]);
  fl_frame_index_settle (self);
  return self;
}

FlFrameIndex *
fl_frame_index_ref (FlFrameIndex *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_frame_index_unref (FlFrameIndex *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_free (self->pts);
  g_free (self->nth);
  g_free (self->marks);
  g_free (self->points);
  g_free (self->doubt);
  g_free (self);
}

gint64
fl_frame_index_get_n_frames (const FlFrameIndex *self)
{
  return self->n_frames;
}

gboolean
fl_frame_index_get_pts (const FlFrameIndex *self, gint64 index, gint64 *out_pts)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, FALSE);

  if (self->pts[index] == FL_NO_PTS)
    return FALSE;
  *out_pts = self->pts[index];
  return TRUE;
}

guint
fl_frame_index_get_nth (const FlFrameIndex *self, gint64 index)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, 0);
  return self->nth != NULL ? self->nth[index] : 0;
}

double
fl_frame_index_get_time_s (const FlFrameIndex *self, gint64 index)
{
  gint64 pts;

  if (!fl_frame_index_get_pts (self, index, &pts))
    return NAN;
  return (double) pts * self->time_base.num / self->time_base.den;
}

/* Last frame whose time is not after @pts, or -1; for indexes with unique times. */
static gint64
find_not_after (const FlFrameIndex *self, gint64 pts)
{
  gint64 low = 0;
  gint64 high = self->n_frames;

  while (low < high) {
    gint64 middle = low + (high - low) / 2;
    if (self->pts[middle] <= pts)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

gint64
fl_frame_index_find_pts (const FlFrameIndex *self, gint64 pts)
{
  if (self->has_unique_pts) {
    gint64 i = find_not_after (self, pts);
    return i >= 0 && self->pts[i] == pts ? i : -1;
  }
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] == pts)
      return i;
  return -1;
}

gint64
fl_frame_index_find_nth (const FlFrameIndex *self, gint64 pts, guint nth)
{
  const gint64 first = fl_frame_index_find_pts (self, pts);

  if (first < 0)
    return -1;
  if (fl_frame_index_get_nth (self, first) == 0)
    return nth <= 1 ? first : -1;
  for (gint64 i = first; i < self->n_frames; i++)
    if (self->pts[i] == pts && self->nth[i] == nth)
      return i;
  return -1;
}

gboolean
fl_frame_index_find_range (const FlFrameIndex *self,
                           gint64 first_pts,
                           gint64 last_pts,
                           FlRange *out)
{
  g_return_val_if_fail (self->has_unique_pts, FALSE);

  out->first = find_not_after (self, first_pts - 1) + 1;
  out->last = find_not_after (self, last_pts);
  return out->first <= out->last;
}

gint64
fl_frame_index_find_time (const FlFrameIndex *self, double time_s)
{
  if (!isfinite (time_s))
    return 0;
  /* Half a tick more, so that a time that was printed with six decimals finds its frame. */
  double pts = time_s * self->time_base.den / self->time_base.num + 0.5;
  if (self->has_unique_pts)
    return MAX (find_not_after (self, (gint64) floor (CLAMP (pts, -9e18, 9e18))), 0);
  gint64 found = 0;
  for (gint64 i = 0; i < self->n_frames; i++)
    if (self->pts[i] != FL_NO_PTS && (double) self->pts[i] <= pts)
      found = i;
  return found;
}

gboolean
fl_frame_index_is_key (const FlFrameIndex *self, gint64 index)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, FALSE);
  return (self->marks[index] & FL_INDEX_KEY) != 0;
}

gboolean
fl_frame_index_is_lost (const FlFrameIndex *self, gint64 index)
{
  g_return_val_if_fail (index >= 0 && index < self->n_frames, FALSE);
  return (self->marks[index] & FL_INDEX_LOST) != 0;
}

gsize
fl_frame_index_get_n_points (const FlFrameIndex *self)
{
  return self->n_points;
}

const FlIndexPoint *
fl_frame_index_get_point (const FlFrameIndex *self, gsize i)
{
  g_return_val_if_fail (i < self->n_points, NULL);
  return &self->points[i];
}

gssize
fl_frame_index_find_point (const FlFrameIndex *self, gint64 index)
{
  gsize low = 0;
  gsize high = self->n_points;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (self->points[middle].frame <= index)
      low = middle + 1;
    else
      high = middle;
  }
  return (gssize) low - 1;
}

gboolean
fl_frame_index_has_damage (const FlFrameIndex *self)
{
  for (gsize i = 0; i < self->n_points; i++)
    if (self->points[i].n_damaged > 0)
      return TRUE;
  return FALSE;
}

gssize
fl_frame_index_find_entry (const FlFrameIndex *self, gint64 index)
{
  const gssize point = fl_frame_index_find_point (self, index);

  return point < 0 ? -1 : MAX (point - (gssize) self->points[point].n_before, -1);
}

FlRational
fl_frame_index_get_time_base (const FlFrameIndex *self)
{
  return self->time_base;
}

gboolean
fl_frame_index_has_unique_pts (const FlFrameIndex *self)
{
  return self->has_unique_pts;
}

gboolean
fl_frame_index_is_decoded (const FlFrameIndex *self)
{
  return self->is_decoded;
}

const char *
fl_frame_index_get_doubt (const FlFrameIndex *self)
{
  return self->doubt;
}

gboolean
fl_frame_index_agree (const FlFrameIndex *a, const FlFrameIndex *b)
{
  return a->time_base.num == b->time_base.num && a->time_base.den == b->time_base.den &&
         memcmp (a->pts, b->pts, (gsize) MIN (a->n_frames, b->n_frames) * sizeof a->pts[0]) == 0;
}

gboolean
fl_frame_index_equal (const FlFrameIndex *a, const FlFrameIndex *b)
{
  return a->n_frames == b->n_frames && fl_frame_index_agree (a, b);
}
