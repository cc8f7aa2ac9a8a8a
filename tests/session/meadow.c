/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meadow.h"

#include "store/fl-store-private.h"

static void
add_stream (Meadow *self, guint i)
{
  g_autofree char *path = g_strdup_printf ("/nowhere/field-%u.mp4", i);
  const FlStreamRow row = {.kind = (char *) "file",
                           .sampling = (char *) "every-frame",
                           .path = path,
                           .fingerprint = (char *) "",
                           .n_frames = MEADOW_FRAMES,
                           .time_base_num = 1,
                           .time_base_den = 2,
                           .width_px = 4,
                           .height_px = 4,
                           .clock_start_us = -1};
  g_autoptr (GError) error = NULL;

  fl_store_add_stream (self->session->store, &row, self->session->annotator, &error);
  g_assert_no_error (error);
}

/* Two frames a second, all of them samples. */
static void
count_frames (FlStream *stream)
{
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, MEADOW_FRAMES);
  g_autoptr (GArray) planned = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 0; i < MEADOW_FRAMES; i++) {
    entries[i].pts = i;
    g_array_append_val (planned, i);
  }
  const FlIndexFacts facts = {.entries = entries, .n_entries = MEADOW_FRAMES, .time_base = {1, 2}};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  g_autoptr (FlSource) source = fl_source_new_for_file (fl_stream_get_path (stream), index);
  fl_stream_set_frames (stream, source, index, planned);
  fl_stream_set_state (stream, FL_STREAM_READY, "");
}

static FlSampleSet *
make_samples (const char *folder)
{
  static guint n_made;
  g_autofree char *name = g_strdup_printf ("features-%u", n_made++);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree gint64 *frames = g_new (gint64, MEADOW_FRAMES);
  g_autofree float *rows = g_new0 (float, MEADOW_FRAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFeatureFile) file = fl_feature_file_open (path, "meadow", 1, &error);

  g_assert_no_error (error);
  for (gint64 i = 0; i < MEADOW_FRAMES; i++)
    frames[i] = i;
  g_assert_true (fl_feature_file_append (file, frames, rows, MEADOW_FRAMES, &error));
  return fl_sample_set_new (fl_feature_file_map (file, &error), frames, MEADOW_FRAMES);
}

FlClass *
meadow_get_bird (Meadow *self)
{
  return fl_session_find_class (self->session, "Bird", NULL);
}

static void
fill (Meadow *self, guint i, FlSweep *sweep)
{
  const gint64 bird = fl_class_get_id (meadow_get_bird (self));

  for (guint frame = 0; frame < MEADOW_FRAMES; frame++) {
    const gboolean is_it = frame % 10 == 5 && self->is_found[i][frame / 10];
    const double score = frame % 10 == 3 ? self->scores[i][frame / 10] : 0;
    sweep->class_ids[frame] = (gint32) (is_it ? bird : bird - 1);
    sweep->confidences[frame] = (float) (1 - score);
  }
}

static FlSweep *
make_tag_sweep (Meadow *self, guint i, FlSampleSet *samples)
{
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree float *probabilities = g_new0 (float, MEADOW_FRAMES);
  const gint64 bird = fl_class_get_id (meadow_get_bird (self));

  g_array_append_val (tags, bird);
  for (guint frame = 0; frame < MEADOW_FRAMES; frame++)
    if (frame % 10 == 5)
      probabilities[frame] =
        self->is_found[i][frame / 10] ? 0.9f : (float) self->scores[i][frame / 10];
  return fl_sweep_new_tags (samples, 1, 1, tags, probabilities);
}

void
meadow_predict (Meadow *self)
{
  g_autoptr (FlSampleSet) samples = make_samples (self->folder);

  for (guint i = 0; i < MEADOW_STREAMS; i++) {
    FlSweep *sweep = self->session->is_multi_label ? make_tag_sweep (self, i, samples)
                                                   : fl_sweep_new (samples, 1, 1);
    if (!self->session->is_multi_label)
      fill (self, i, sweep);
    fl_stream_set_sweep (fl_session_peek_stream (self->session, i), sweep);
    fl_sweep_unref (sweep);
  }
}

static void
load (Meadow *self)
{
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    count_frames (fl_session_peek_stream (self->session, i));
}

void
meadow_set_up (Meadow *self, gconstpointer data)
{
  static const char *const names[] = {"Nothing", "Bird", "Squirrel"};
  static const char *const keys[] = {"0", "1", "2"};
  const gboolean is_multi_label = GPOINTER_TO_INT (data);
  const FlSessionOptions options = {.is_multi_label = is_multi_label,
                                    .is_headless = TRUE,
                                    .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  self->folder = folder_new ();
  self->path = g_build_filename (self->folder, "meadow.frameline", NULL);
  self->session = fl_session_create (self->path, &options, &error);
  g_assert_no_error (error);
  for (guint i = is_multi_label ? 1 : 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (fl_session_add_class (self->session, names[i], keys[i], &error));
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    add_stream (self, i);
  g_assert_true (fl_session_show_streams (self->session, &error));
  load (self);
}

static void
close_session (Meadow *self)
{
  fl_session_close (self->session);
  g_assert_finalize_object (g_steal_pointer (&self->session));
}

void
meadow_tear_down (Meadow *self, gconstpointer data)
{
  close_session (self);
  folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
meadow_reopen (Meadow *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  close_session (self);
  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  load (self);
  g_assert_true (fl_session_load_labels (self->session, 0, &error));
}

void
meadow_label (Meadow *self, guint stream, guint block)
{
  const FlRange range = {.first = 10 * (gint64) block + 5, .last = 10 * (gint64) block + 5};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, stream),
                                   &range, meadow_get_bird (self), &error));
  g_assert_no_error (error);
}

void
meadow_get_place (Meadow *self, const FlSheetTile *tile, guint *out_stream, guint *out_block)
{
  *out_stream = tile->stream == fl_session_peek_stream (self->session, 0) ? 0 : 1;
  *out_block = (guint) (tile->frames.first / 10);
}

void
meadow_exec (Meadow *self, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (self->session->store->db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}
