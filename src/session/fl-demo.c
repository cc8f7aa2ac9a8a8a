/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo footage and its project: something to try everything on, and what tests look at. */
#include "session/fl-demo.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "exchange/fl-format.h"
#include "media/fl-movie-writer.h"
#include "session/fl-demo-scene.h"
#include "session/fl-job-private.h"
#include "session/fl-session.h"

static const char *const file_names[FL_DEMO_N_STREAMS] = {"nest-north.mp4", "nest-east.mp4",
                                                          "nest-south.mp4"};
/* As in the truth; untranslated, for they are data. */
static const char *const class_names[FL_DEMO_N_CLASSES] = {"Nothing", "Bird", "Squirrel"};
static const char *const class_keys[FL_DEMO_N_CLASSES] = {"0", "1", "2"};

typedef struct {
  FlDemoFunc func;
  gpointer data;
  GCancellable *cancellable;
} Making;

static void
tell (const Making *making, guint stream, guint frame)
{
  double done = stream + (double) frame / FL_DEMO_N_FRAMES;

  if (making->func != NULL)
    making->func (done / FL_DEMO_N_STREAMS, making->data);
}

static gboolean
write_frames (const Making *making, guint stream, FlMovieWriter *writer, GError **error)
{
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (stream);

  for (guint frame = 0; frame < FL_DEMO_N_FRAMES; frame++) {
    if (g_cancellable_set_error_if_cancelled (making->cancellable, error))
      return FALSE;
    if (frame % FL_DEMO_RATE == 0)
      tell (making, stream, frame);
    g_autoptr (FlImage) image = fl_demo_scene_draw (scene, frame);
    if (!fl_movie_writer_add (writer, image, frame, error))
      return FALSE;
  }
  return fl_movie_writer_finish (writer, error);
}

/* A stream counts once it is complete: it is written under another name. */
static gboolean
make_stream (const Making *making, const char *directory, guint stream, GError **error)
{
  g_autofree char *path = g_build_filename (directory, file_names[stream], NULL);
  g_autofree char *part = g_strdup_printf ("%s/.part-%s", directory, file_names[stream]);
  const FlMovieOptions options = {.width_px = FL_DEMO_WIDTH_PX,
                                  .height_px = FL_DEMO_HEIGHT_PX,
                                  .frame_rate = {.num = FL_DEMO_RATE, .den = 1},
                                  .gop = 2 * FL_DEMO_RATE,
                                  .n_b_frames = 2,
                                  .quality = 24};

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (part, &options, error);
  gboolean is_written = writer != NULL && write_frames (making, stream, writer, error);
  g_clear_pointer (&writer, fl_movie_writer_free);
  if (is_written && g_rename (part, path) == 0)
    return TRUE;
  if (is_written)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("Cannot write “%s”: %s"),
                 path, g_strerror (errno));
  (void) g_unlink (part);
  return FALSE;
}

typedef struct {
  guint stream;
  guint frame;
  FlDemoScene *scene;
} TruthRows;

static gboolean
next_truth (FlFrameRow *row, gpointer data, GError **error)
{
  TruthRows *self = data;

  if (self->frame == FL_DEMO_N_FRAMES) {
    self->frame = 0;
    self->stream++;
    g_clear_pointer (&self->scene, fl_demo_scene_free);
  }
  if (self->stream == FL_DEMO_N_STREAMS)
    return FALSE;
  if (self->scene == NULL)
    self->scene = fl_demo_scene_new (self->stream);
  *row = (FlFrameRow){.stream = file_names[self->stream],
                      .frame = self->frame,
                      .pts_s = (double) self->frame / FL_DEMO_RATE,
                      .clock_us = -1,
                      .label = class_names[fl_demo_scene_get_class (self->scene, self->frame)],
                      .state = "labelled",
                      .source = "human",
                      .confidence = NAN,
                      .annotator = "",
                      .labelled_at_us = -1,
                      .model = "",
                      .lot = ""};
  self->frame++;
  return TRUE;
}

static gboolean
make_truth (const char *directory, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) file = g_file_get_child (folder, "truth.csv");
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  TruthRows rows = {0};
  const FlFrameTable table = {.next = next_truth, .data = &rows};
  const FlFormatType *format = fl_formats_find ("truth", error);

  return stream != NULL && format != NULL &&
         format->write (&table, G_OUTPUT_STREAM (stream), cancellable, error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}

static gboolean
fill_project (FlSession *session, const char *directory, GError **error)
{
  for (guint i = 0; i < FL_DEMO_N_CLASSES; i++)
    if (fl_session_add_class (session, class_names[i], class_keys[i], error) == NULL)
      return FALSE;
  for (guint i = 0; i < FL_DEMO_N_STREAMS; i++) {
    g_autofree char *path = g_build_filename (directory, file_names[i], NULL);
    if (fl_session_add_source (session, path, NULL, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* The project gets its name when all is in it. */
static gboolean
make_project (const char *directory, GError **error)
{
  g_autofree char *path = fl_demo_dup_project_path (directory);
  const FlSessionOptions options = {.is_headless = TRUE};

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (FlSession) session = fl_session_create (path, &options, error);
  if (session == NULL)
    return FALSE;
  gboolean is_filled = fill_project (session, directory, error);
  fl_session_close (session);
  if (!is_filled)
    (void) g_unlink (path);
  return is_filled;
}

gboolean
fl_demo_make (const char *directory,
              FlDemoFunc func,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_return_val_if_fail (directory != NULL, FALSE);

  const Making making = {.func = func, .data = data, .cancellable = cancellable};
  if (g_mkdir_with_parents (directory, 0755) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _ ("Cannot make the folder “%s”: %s; choose another place"), directory,
                 g_strerror (errno));
    return FALSE;
  }
  for (guint i = 0; i < FL_DEMO_N_STREAMS; i++)
    if (!make_stream (&making, directory, i, error))
      return FALSE;
  return make_truth (directory, cancellable, error) && make_project (directory, error);
}

static void
report (double fraction, gpointer data)
{
  fl_job_thread_report (data, fraction);
}

/* The project is opened and closed on this thread, so it must not use the main loop's context. */
static gboolean
run_demo (gpointer data, FlJobThread *thread, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  gboolean is_made =
    fl_demo_make (data, report, thread, fl_job_thread_get_cancellable (thread), error);
  g_main_context_pop_thread_default (context);
  return is_made;
}

FlJobThread *
fl_demo_start (const char *directory)
{
  g_autoptr (FlJob) job = fl_job_new (_ ("Drawing the demo"), NULL);

  return fl_job_thread_new (job, run_demo, g_strdup (directory), g_free);
}

char *
fl_demo_dup_project_path (const char *directory)
{
  return g_build_filename (directory, "demo.frameline", NULL);
}
