/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How soon the frame loader shows a frame: random ones, in turns with the ffmpeg tool; and one
 * step after the other, forward and backward, 25 a second. */
#include "session/fl-session.h"

#include "bench-report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The place of the picture in a window of 1280x800. */
#define SHOWN_WIDTH_PX  1024
#define SHOWN_HEIGHT_PX 576
#define N_RANDOM        40
#define N_STEPS         200
#define STEP_US         40000
#define SETTLE_US       500000
#define SEED            7

typedef struct {
  FlSession *session;
  FlStream *stream;
  FlFrameLoader *loader;
  const char *video;
} Bench;

static void
stop (const char *what)
{
  g_printerr ("bench-frames: %s\n", what);
  exit (1);
}

static void
open_video (Bench *self, const char *folder, const char *video)
{
  const FlSessionOptions options = {.annotator = "bench"};
  g_autofree char *path = g_build_filename (folder, "bench.frameline", NULL);
  g_autoptr (GError) error = NULL;

  self->video = video;
  self->session = fl_session_create (path, &options, &error);
  if (self->session == NULL)
    stop (error->message);
  self->stream = fl_session_add_source (self->session, video, NULL, &error);
  if (self->stream == NULL || !fl_session_count_frames (self->session, self->stream, &error))
    stop (error->message);
  self->loader = fl_session_get_frame_loader (self->session);
}

static gboolean
has_frame (Bench *self, gint64 frame)
{
  g_autoptr (FlImage) image =
    fl_frame_loader_get_frame (self->loader, self->stream, frame, SHOWN_WIDTH_PX, SHOWN_HEIGHT_PX);

  return image != NULL;
}

/* Asks for a frame and waits for it as the window does. */
static void
wait_for (Bench *self, gint64 frame)
{
  gint64 deadline_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!has_frame (self, frame)) {
    if (g_get_monotonic_time () > deadline_us)
      stop ("a frame does not come");
    g_main_context_iteration (NULL, TRUE);
  }
}

/* Without a copy of this process, which would have to copy each page that is written to behind it. */
static void
run_ffmpeg (Bench *self, gint64 frame)
{
  g_autofree char *time = g_strdup_printf ("%.6f", fl_stream_get_time_s (self->stream, frame));
  const char *arguments[] = {"ffmpeg",    "-v",        "error", "-nostdin", "-ss",  time, "-i",
                             self->video, "-frames:v", "1",     "-f",       "null", "-",  NULL};
  int status;
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL, NULL, NULL, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    stop (error->message);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
iterate_until (gint64 end_us)
{
  gboolean is_over = FALSE;
  gint64 left_us = end_us - g_get_monotonic_time ();

  if (left_us <= 0)
    return;
  g_timeout_add ((guint) (left_us / 1000), on_timeout, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
measure_random (Bench *self, FlJson *json)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (BenchTimes) ours = bench_times_new ();
  g_autoptr (BenchTimes) theirs = bench_times_new ();
  gint64 n_frames = fl_stream_get_n_frames (self->stream);

  for (guint i = 0; i < N_RANDOM; i++) {
    gint64 frame = g_rand_int_range (rand, 0, (gint32) n_frames);
    gint64 begin_us = g_get_monotonic_time ();
    wait_for (self, frame);
    bench_times_add (ours, begin_us);
    /* The frames before it are made behind it, and shall not disturb the other. */
    iterate_until (g_get_monotonic_time () + SETTLE_US);
    begin_us = g_get_monotonic_time ();
    run_ffmpeg (self, frame);
    bench_times_add (theirs, begin_us);
  }
  bench_times_print (ours, json, "");
  bench_times_print (theirs, json, "peer_");
}

/* Steps as the label page does: shows a frame, and has the next one in that direction fetched. */
static void
measure_steps (Bench *self, int step, FlJson *json, const char *prefix)
{
  g_autoptr (BenchTimes) times = bench_times_new ();
  gint64 frame = fl_stream_get_n_frames (self->stream) / 2 + 60;

  wait_for (self, frame);
  for (guint i = 0; i < N_STEPS; i++) {
    gint64 begin_us = g_get_monotonic_time ();
    frame += step;
    wait_for (self, frame);
    bench_times_add (times, begin_us);
    fl_frame_loader_prefetch_frame (self->loader, self->stream, frame + step, SHOWN_WIDTH_PX,
                                    SHOWN_HEIGHT_PX);
    iterate_until (begin_us + STEP_US);
  }
  bench_times_print (times, json, prefix);
}

int
main (int argc, char **argv)
{
  Bench self = {0};
  g_autoptr (FlJson) json = fl_json_new ();

  if (argc != 4)
    stop ("usage: bench-frames random|step FOLDER VIDEO");
  open_video (&self, argv[2], argv[3]);
  if (strcmp (argv[1], "random") == 0)
    measure_random (&self, json);
  else {
    measure_steps (&self, 1, json, "forward_");
    measure_steps (&self, -1, json, "backward_");
  }
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
  fl_session_close (self.session);
  g_object_unref (self.session);
  return 0;
}
