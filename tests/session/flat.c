/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flat.h"

#include "folder.h"

static FlExtractor *
create (const FlExtractorType *type, GError **error)
{
  return (FlExtractor *) type;
}

static void
release (FlExtractor *self)
{
}

static const FlFeatureBlock *get_blocks (const FlExtractor *self, gsize *out_n);

#define TYPE                                                                                       \
  {                                                                                                \
    .id = "test", .create = create, .get_blocks = get_blocks, .free = release                      \
  }
static const FlExtractorType types[FLAT_MAX_DIMS] = {TYPE, TYPE, TYPE};
static const FlFeatureBlock blocks[FLAT_MAX_DIMS] = {{.n_dims = 1, .weight = 1},
                                                     {.n_dims = 2, .weight = 1},
                                                     {.n_dims = 3, .weight = 1}};

static const FlFeatureBlock *
get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = 1;
  return &blocks[(const FlExtractorType *) self - types];
}

const FlExtractorType *
flat_get_extractor (gsize n_dims)
{
  return &types[n_dims - 1];
}

const FlFeatureBlock *
flat_get_block (gsize n_dims)
{
  return &blocks[n_dims - 1];
}

FlSampleSet *
flat_make_samples (const float *rows, gsize n, gsize n_dims)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("frameline-flat-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "features", NULL);
  g_autofree gint64 *frames = g_new (gint64, n);
  g_autoptr (FlFeatureFile) file = fl_feature_file_open (path, types[0].id, n_dims, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    frames[i] = (gint64) i;
  g_assert_true (fl_feature_file_append (file, frames, rows, n, &error));
  FlFeatureRows *mapped = fl_feature_file_map (file, &error);
  g_assert_no_error (error);
  folder_remove (folder);
  return fl_sample_set_new (mapped, frames, n);
}

FlFrameIndex *
flat_make_index (gsize n)
{
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, n);

  for (gsize i = 0; i < n; i++)
    entries[i].pts = (gint64) i;
  return fl_frame_index_new (
    &(FlIndexFacts){.entries = entries, .n_entries = n, .time_base = {.num = 1, .den = 25}});
}
