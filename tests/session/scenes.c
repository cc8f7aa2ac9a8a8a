/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's scenes at two pictures a second, as a project: short footage for tests. */
#include "scenes.h"

#include "media/fl-movie-writer.h"
#include "session/fl-demo-scene.h"

#include <glib/gstdio.h>

/* From one picture to the next, in frames of the demo. */
#define STEP (FL_DEMO_N_FRAMES / SCENES_N_FRAMES)

static const char *const class_names[FL_DEMO_N_CLASSES] = {"Nothing", "Bird", "Squirrel"};

char *
scenes_dup_name (guint i)
{
  return g_strdup_printf ("nest-%u.mp4", i);
}

const char *
scenes_get_class (guint stream, guint frame)
{
  static FlDemoClass classes[SCENES_N_STREAMS][SCENES_N_FRAMES];
  static gboolean is_known[SCENES_N_STREAMS];

  if (!is_known[stream]) {
    g_autoptr (FlDemoScene) scene = fl_demo_scene_new (stream);
    for (guint i = 0; i < SCENES_N_FRAMES; i++)
      classes[stream][i] = fl_demo_scene_get_class (scene, i * STEP);
    is_known[stream] = TRUE;
  }
  return class_names[classes[stream][frame]];
}

static void
make_movie (const char *folder, guint stream, GString *truth)
{
  const FlMovieOptions options = {.width_px = FL_DEMO_WIDTH_PX,
                                  .height_px = FL_DEMO_HEIGHT_PX,
                                  .frame_rate = {.num = 2, .den = 1},
                                  .gop = 10,
                                  .quality = 26};
  g_autofree char *name = scenes_dup_name (stream);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (stream);
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < SCENES_N_FRAMES; i++) {
    g_autoptr (FlImage) image = fl_demo_scene_draw (scene, i * STEP);
    g_assert_true (fl_movie_writer_add (writer, image, i, &error));
    g_string_append_printf (truth, "%s,%u,%u.%u,%s\n", name, i, i / 2, i % 2 * 5,
                            scenes_get_class (stream, i));
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
}

static gboolean
is_ready (FlSession *session)
{
  for (guint i = 0; i < fl_session_get_n_streams (session); i++)
    if (fl_stream_get_state (fl_session_peek_stream (session, i)) != FL_STREAM_READY)
      return FALSE;
  return TRUE;
}

static gboolean
on_deadline (gpointer data)
{
  gboolean *is_late = data;

  *is_late = TRUE;
  return G_SOURCE_CONTINUE;
}

void
scenes_ingest (FlSession *session)
{
  gboolean is_late = FALSE;
  guint deadline = g_timeout_add_seconds (90, on_deadline, &is_late);

  fl_session_ingest (session);
  while (!is_ready (session)) {
    g_main_context_iteration (NULL, TRUE);
    g_assert_false (is_late);
  }
  g_source_remove (deadline);
}

FlSession *
scenes_create (const char *folder, const char *name)
{
  return scenes_create_with (folder, name, FALSE);
}

FlSession *
scenes_create_with (const char *folder, const char *name, gboolean is_multi_label)
{
  static const char *const keys[] = {"0", "1", "2"};
  /* The cheapest features, which are not what is tested. */
  const FlSessionOptions options = {.is_multi_label = is_multi_label,
                                    .is_headless = TRUE,
                                    .annotator = "Ada",
                                    .extractor = "hand-1"};
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_create (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = is_multi_label ? 1 : 0; i < FL_DEMO_N_CLASSES; i++)
    g_assert_nonnull (fl_session_add_class (session, class_names[i], keys[i], &error));
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *movie = scenes_dup_name (i);
    g_autofree char *source = g_build_filename (folder, movie, NULL);
    fl_session_add_source (session, source, "every-frame", &error);
    g_assert_no_error (error);
  }
  scenes_ingest (session);
  return session;
}

char *
scenes_make (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) truth = g_string_new ("stream,frame,pts_s,label\n");
  char *folder = g_dir_make_tmp ("frameline-XXXXXX", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    make_movie (folder, i, truth);
  g_autofree char *path = g_build_filename (folder, "truth.csv", NULL);
  g_assert_true (g_file_set_contents (path, truth->str, -1, &error));
  scenes_close (scenes_create (folder, "scenes.frameline"));
  return folder;
}

static void
copy (const char *from, const char *to)
{
  const char *const words[] = {"cp", "-r", from, to, NULL};
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

char *
scenes_copy (const char *folder)
{
  static guint n_made;
  g_autofree char *name = g_strdup_printf ("copy-%u.frameline", n_made++);
  g_autofree char *read = g_build_filename (folder, "scenes.frameline", NULL);
  g_autofree char *read_cache = g_strconcat (read, "-cache", NULL);
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *cache = g_strconcat (path, "-cache", NULL);

  copy (read, path);
  copy (read_cache, cache);
  return path;
}

FlSession *
scenes_open (const char *folder)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autofree char *path = g_build_filename (folder, "scenes.frameline", NULL);
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_open (path, &options, &error);

  g_assert_no_error (error);
  return session;
}

void
scenes_close (FlSession *session)
{
  fl_session_close (session);
  g_assert_finalize_object (session);
}
