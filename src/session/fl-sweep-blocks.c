/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting footage into blocks, by what people and the newest model say of it at this moment. */
#include "session/fl-sweep-blocks.h"

#include <math.h>

#include "session/fl-session-private.h"

/* So many blocks in which nothing was found do not part two events. */
#define MAX_GAP 1

/* What one sample says of a class. */
typedef struct {
  gboolean is_found;
  double score;
} Evidence;

static Evidence
weigh (gboolean is_found, FlCertainty certainty, double confidence)
{
  if (certainty == FL_CERTAINTY_UNSURE)
    return (Evidence){.score = 1};
  if (certainty == FL_CERTAINTY_HUMAN || certainty == FL_CERTAINTY_UNSEEN || !isfinite (confidence))
    return (Evidence){.is_found = is_found};
  return (Evidence){.is_found = is_found, .score = 1 - confidence};
}

static Evidence
look_at_sample (const FlLabelling *labelling, gint64 class_id, gboolean is_tag, gint64 frame)
{
  FlVerdict verdict;
  FlTagVerdict of_tag;

  if (is_tag) {
    fl_labelling_get_tag_verdict (labelling, class_id, frame, &of_tag);
    return weigh (of_tag.state == FL_LABEL_LABELLED, of_tag.certainty, of_tag.confidence);
  }
  fl_labelling_get_verdict (labelling, frame, &verdict);
  return weigh (verdict.class_id == class_id, verdict.certainty, verdict.confidence);
}

/* The first frame from @time_s on; one behind the last where there is none. */
static gint64
find_first (const FlFrameIndex *index, double time_s)
{
  const gint64 frame = fl_frame_index_find_time (index, time_s);

  return fl_frame_index_get_time_s (index, frame) < time_s ? frame + 1 : frame;
}

static gint64
get_sample (const FlLabelling *labelling, guint i)
{
  return g_array_index (labelling->planned, gint64, i);
}

/* The block around sample @i. */
static FlRange
find_block (const FlLabelling *labelling, guint i)
{
  const FlFrameIndex *index = labelling->index;
  const gint64 frame = get_sample (labelling, i);
  const double time_s = fl_frame_index_get_time_s (index, frame);

  if (!isfinite (time_s))
    return (FlRange){.first = frame,
                     .last = i + 1 < labelling->planned->len
                               ? get_sample (labelling, i + 1) - 1
                               : fl_frame_index_get_n_frames (index) - 1};
  const double begin_s = floor (time_s / FL_SWEEP_BLOCK_S) * FL_SWEEP_BLOCK_S;
  return (FlRange){.first = MIN (find_first (index, begin_s), frame),
                   .last = MAX (find_first (index, begin_s + FL_SWEEP_BLOCK_S) - 1, frame)};
}

/* Looks at the samples of @block from @i on. Returns: the place of the first one behind it; @out_n is how
 * many of them anything can be known of */
static guint
look_at_block (const FlSweepFootage *footage,
               gint64 class_id,
               gboolean is_tag,
               guint i,
               FlSweepBlock *block,
               guint *out_n)
{
  const FlLabelling *labelling = footage->labelling;

  *out_n = 0;
  for (; i < labelling->planned->len && get_sample (labelling, i) <= block->frames.last; i++) {
    const gint64 frame = get_sample (labelling, i);
    if (footage->pool != NULL && !g_hash_table_contains (footage->pool, &frame))
      continue;
    const Evidence evidence = look_at_sample (labelling, class_id, is_tag, frame);
    block->score = MAX (block->score, evidence.score);
    if (evidence.is_found)
      block->role = FL_SWEEP_FOUND;
    (*out_n)++;
  }
  return i;
}

static GArray *
list_blocks (const FlSweepFootage *footage,
             gint64 class_id,
             gboolean is_tag,
             GCancellable *cancellable)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (FlSweepBlock));
  const guint n = footage->labelling->planned->len;

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable);) {
    FlSweepBlock block = {.frames = find_block (footage->labelling, i), .role = FL_SWEEP_OTHER};
    guint n_known;
    i = look_at_block (footage, class_id, is_tag, i, &block, &n_known);
    if (n_known > 0)
      g_array_append_val (blocks, block);
  }
  return blocks;
}

/* What people say of frames between samples counts as well. */
static void
mark_known (const GArray *track, gint64 class_id, GArray *blocks)
{
  guint at = 0;

  for (guint i = 0; track != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (row->state != FL_LABEL_LABELLED || row->class_id != class_id)
      continue;
    while (at < blocks->len &&
           g_array_index (blocks, FlSweepBlock, at).frames.last < row->range.first)
      at++;
    for (guint b = at; b < blocks->len; b++) {
      FlSweepBlock *block = &g_array_index (blocks, FlSweepBlock, b);
      if (block->frames.first > row->range.last)
        break;
      if (!fl_label_is_of_many (row))
        block->role = FL_SWEEP_KNOWN;
      else if (block->role == FL_SWEEP_OTHER)
        block->role = FL_SWEEP_FOUND;
    }
  }
}

static void
footage_free (gpointer data)
{
  FlSweepFootage *self = data;

  fl_labelling_free (self->labelling);
  g_clear_pointer (&self->pool, g_hash_table_unref);
  g_free (self);
}

GPtrArray *
fl_sweep_blocks_snapshot (FlSession *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (footage_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (fl_stream_get_state (stream) != FL_STREAM_READY || fl_stream_get_sweep (stream) == NULL)
      continue;
    FlSweepFootage *footage = g_new (FlSweepFootage, 1);
    GHashTable *pool = fl_stream_get_pool (stream);
    *footage = (FlSweepFootage){.stream = fl_stream_get_id (stream),
                                .labelling = fl_stream_snapshot (stream),
                                .pool = pool != NULL ? g_hash_table_ref (pool) : NULL};
    g_ptr_array_add (all, footage);
  }
  return all;
}

GPtrArray *
fl_sweep_blocks_cut (const GPtrArray *footage,
                     gint64 class_id,
                     gboolean is_tag,
                     GCancellable *cancellable)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_part_free);

  for (guint i = 0; i < footage->len; i++) {
    const FlSweepFootage *each = footage->pdata[i];
    const FlLabelling *labelling = each->labelling;
    FlSweepPart *part = g_new (FlSweepPart, 1);
    *part = (FlSweepPart){.stream = each->stream,
                          .blocks = list_blocks (each, class_id, is_tag, cancellable)};
    mark_known (is_tag ? fl_tag_tracks_get (labelling->tags, class_id) : labelling->track, class_id,
                part->blocks);
    g_ptr_array_add (parts, part);
  }
  return parts;
}

guint
fl_sweep_blocks_count (const GPtrArray *parts, FlSweepRole role)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++) {
    const GArray *blocks = ((const FlSweepPart *) parts->pdata[i])->blocks;
    for (guint b = 0; b < blocks->len; b++)
      n += g_array_index (blocks, FlSweepBlock, b).role == role;
  }
  return n;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const FlSweepBlock *x = *(FlSweepBlock *const *) a;
  const FlSweepBlock *y = *(FlSweepBlock *const *) b;

  return x->score < y->score ? 1 : x->score > y->score ? -1 : 0;
}

void
fl_sweep_blocks_mark_suspects (GPtrArray *parts, guint n)
{
  g_autoptr (GPtrArray) background = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++) {
    const GArray *blocks = ((const FlSweepPart *) parts->pdata[i])->blocks;
    for (guint b = 0; b < blocks->len; b++) {
      FlSweepBlock *block = &g_array_index (blocks, FlSweepBlock, b);
      if (block->role == FL_SWEEP_OTHER)
        g_ptr_array_add (background, block);
    }
  }
  g_ptr_array_sort (background, compare_scores);
  for (guint i = 0; i < MIN (n, background->len); i++)
    ((FlSweepBlock *) background->pdata[i])->role = FL_SWEEP_SUSPECT;
}

static int
compare_first_frames (gconstpointer a, gconstpointer b)
{
  const FlSweepBlock *x = a;
  const FlSweepBlock *y = b;

  return x->frames.first < y->frames.first ? -1 : x->frames.first > y->frames.first;
}

static void
mark_hit (const FlSweepPart *part, const FlSweepTile *tile)
{
  const FlSweepBlock key = {.frames = tile->frames};
  guint at;

  if (part->stream == tile->stream &&
      g_array_binary_search (part->blocks, &key, compare_first_frames, &at))
    g_array_index (part->blocks, FlSweepBlock, at).role = FL_SWEEP_KNOWN;
}

void
fl_sweep_blocks_mark_hits (GPtrArray *parts, const GArray *tiles)
{
  for (guint i = 0; i < tiles->len; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    for (guint p = 0; tile->is_hit && !tile->is_fresh && p < parts->len; p++)
      mark_hit (parts->pdata[p], tile);
  }
}

static guint
count_events (const GArray *blocks)
{
  guint n = 0;
  guint gap = 0;
  gboolean is_counted = FALSE; /* of the stretch that goes on */

  for (guint b = 0; b < blocks->len; b++) {
    const FlSweepRole role = g_array_index (blocks, FlSweepBlock, b).role;
    gap = role == FL_SWEEP_KNOWN || role == FL_SWEEP_FOUND ? 0 : gap + 1;
    is_counted &= gap <= MAX_GAP;
    if (role == FL_SWEEP_KNOWN && !is_counted) {
      n++;
      is_counted = TRUE;
    }
  }
  return n;
}

guint
fl_sweep_blocks_count_events (const GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    n += count_events (((const FlSweepPart *) parts->pdata[i])->blocks);
  return n;
}
