/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The samples of a stream. Most rules follow from the frame index alone; on change the pictures
 * decide, so that what they decided is kept: without it they decide the same once more. */
#include "session/fl-sample-plan.h"

#include <glib/gstdio.h>

#include "media/fl-sampling.h"

/* In the cache: the rule, the number of frames, whether it is whole, and the frames. */
#define NAME "samples"
#define TYPE "(sxbax)"

static gboolean
is_in_order (const GArray *frames, gint64 n_frames)
{
  gint64 before = -1;

  for (guint i = 0; i < frames->len; i++) {
    gint64 frame = g_array_index (frames, gint64, i);
    if (frame <= before || frame >= n_frames)
      return FALSE;
    before = frame;
  }
  return frames->len > 0;
}

/* What is kept of the same rule for the same frames. */
static gboolean
load_kept (FlSamplePlan *out,
           const FlStreamRow *row,
           const FlCache *cache,
           const FlFrameIndex *index)
{
  g_autoptr (GBytes) bytes = fl_cache_read (cache, row->uuid, NAME);
  const char *rule;
  gint64 n_frames;
  gboolean is_whole;
  g_autoptr (GVariant) list = NULL;
  gsize n;

  if (bytes == NULL)
    return FALSE;
  g_autoptr (GVariant) content = g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), bytes, FALSE);
  if (!g_variant_is_normal_form (content))
    return FALSE;
  g_variant_get (content, "(&sxb@ax)", &rule, &n_frames, &is_whole, &list);
  const gint64 *frames = g_variant_get_fixed_array (list, &n, sizeof frames[0]);
  if (!g_str_equal (rule, row->sampling) || n_frames != fl_frame_index_get_n_frames (index))
    return FALSE;
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof frames[0]);
  g_array_append_vals (copy, frames, (guint) n);
  if (!is_in_order (copy, n_frames))
    return FALSE;
  *out = (FlSamplePlan){.frames = g_steal_pointer (&copy), .is_whole = is_whole};
  return TRUE;
}

gboolean
fl_sample_plan_load (FlSamplePlan *out,
                     const FlStreamRow *row,
                     const FlCache *cache,
                     const FlFrameIndex *index,
                     GError **error)
{
  FlSampling rule;

  if (!fl_sampling_parse (row->sampling, &rule, error))
    return FALSE;
  if (rule.kind == FL_SAMPLING_ON_CHANGE && load_kept (out, row, cache, index))
    return TRUE;
  *out = (FlSamplePlan){.frames = fl_sampling_pick (&rule, index),
                        .is_whole = rule.kind != FL_SAMPLING_ON_CHANGE};
  /* Whatever the pictures decide, the first one is a sample. */
  if (!out->is_whole)
    g_array_set_size (out->frames, 1);
  return TRUE;
}

gboolean
fl_sample_plan_keep (const FlSamplePlan *self,
                     const FlStreamRow *row,
                     const FlCache *cache,
                     const FlFrameIndex *index,
                     GError **error)
{
  GVariant *frames = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, self->frames->data,
                                                self->frames->len, sizeof (gint64));
  g_autoptr (GVariant) content = g_variant_ref_sink (
    g_variant_new ("(sxb@ax)", row->sampling, fl_frame_index_get_n_frames (index), self->is_whole,
                   frames));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (content);

  return fl_cache_write (cache, row->uuid, NAME, bytes, error);
}

void
fl_sample_plan_forget (const FlStreamRow *row, const FlCache *cache)
{
  g_autofree char *path = fl_cache_dup_path (cache, row->uuid, NAME);

  (void) g_unlink (path); /* It may not be there. */
}

void
fl_sample_plan_clear (FlSamplePlan *self)
{
  g_clear_pointer (&self->frames, g_array_unref);
}
