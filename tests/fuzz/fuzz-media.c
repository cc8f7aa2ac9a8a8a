/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens mutated films and folders of pictures as the program does: looks at them, counts their
 * frames, goes here and there. Nothing may crash or leak, take longer than a watchdog allows, or more memory than a
 * limit. The same seed gives the same mutations; the file of a run that fails is left behind. */
#include "media/fl-media-info.h"
#include "media/fl-pictures.h"
#include "media/fl-test-footage.h"
#include "media/fl-test-pictures.h"

#include <glib/gstdio.h>
#include <libavutil/mem.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Footage is of two groups of 3 frames of 64x48 pixels, of which one is between others: a run is over in
 * milliseconds, most of which FFmpeg takes to open a decoder and look at all of the file some four times. */
#define N_FRAMES      6
#define GROUP         3
#define N_B_FRAMES    1
#define WIDTH_PX      64
#define HEIGHT_PX     48
#define MAX_RUN_S     10  /* of processor time, which a busy machine may take minutes to give: */
#define MAX_STOP_S    30  /* first a run is told to stop, and then it hangs; */
#define MAX_WAIT_S    900 /* or it waits for something that never comes */
#define MAX_GROWTH_MB 1024
#define MAX_MUTATIONS 8
#define MAX_SEEKS     3
#define PROBE_SHARE   4 /* one in so many is probed as well, which opens it like all else */
#define MAX_BYTES     (8u << 20)
#define COMMON        4 /* a seed that is drawn so many times as often as a rare one */
#define HALF          2
#define RARE          1
/* A header that was changed asks for pictures of hundreds of MB, and to clear these took two thirds of all
 * time: most runs refuse what is larger than any block that FFmpeg needs for small pictures. */
#define MAX_BLOCK_BYTES (4u << 20)
#define HUGE_SHARE      64 /* one run in so many may have what it asks for */

typedef struct {
  GPtrArray *seeds; /* GBytes, each as often as it weighs */
  guint n_files;
  guint n_pictures; /* of the seeds, the last ones */
  GRand *dice;
  char *folder;
  char *film;
  char *pictures; /* a folder of one that is whole and one that is mutated */
  char *picture;  /* the latter */
  char *path;     /* of the run: the film or the folder */
  GThread *watchdog;
  GMutex mutex;
  GCond changed;
  GCancellable *cancellable; /* of the run, NULL between runs */
  guint64 run;
  gboolean is_over;
  guint64 n_opened;
  guint64 n_frames;
} Fuzz;

static void
fail (Fuzz *self, const char *what)
{
  printf ("Bail out! run %" G_GUINT64_FORMAT " %s: %s\n", self->run, what, self->path);
  (void) fflush (stdout);
  abort ();
}

/* Seconds of processor time that the program took so far. */
static double
get_effort_s (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

/* Tells a run that takes too long to stop, and ends everything when it does not. Looks once a
 * second and is never woken for a run, of which there are hundreds in that time. */
static gpointer
watch (gpointer data)
{
  Fuzz *self = data;
  guint64 run = 0;
  double begun_s = get_effort_s ();
  gint64 begun_us = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  while (!self->is_over) {
    if (run != self->run) {
      run = self->run;
      begun_s = get_effort_s ();
      begun_us = g_get_monotonic_time ();
    }
    const double effort_s = get_effort_s () - begun_s;
    if (effort_s > MAX_STOP_S || g_get_monotonic_time () - begun_us > MAX_WAIT_S * G_USEC_PER_SEC)
      fail (self, "does not stop");
    if (effort_s > MAX_RUN_S && self->cancellable != NULL)
      g_cancellable_cancel (self->cancellable);
    g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + G_USEC_PER_SEC);
  }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static void
tell_watchdog (Fuzz *self, GCancellable *cancellable)
{
  g_mutex_lock (&self->mutex);
  self->cancellable = cancellable;
  self->run++;
  g_mutex_unlock (&self->mutex);
}

static void
end_watchdog (Fuzz *self)
{
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->watchdog);
}

static void
add_seed (Fuzz *self, const char *path, guint weight)
{
  g_autofree char *bytes = NULL;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, NULL) || size <= 16 || size > MAX_BYTES)
    return;
  self->n_files++;
  g_autoptr (GBytes) seed = g_bytes_new (bytes, size);
  for (guint i = 0; i < weight; i++)
    g_ptr_array_add (self->seeds, g_bytes_ref (seed));
}

/* Every container that is written here. Where FFmpeg takes long to open one, as it does with H.264 in
 * a transport stream, and clears 2 MiB to open any flv, it is rarer. */
static void
draw_seeds (Fuzz *self)
{
  static const struct {
    const char *name;
    const char *codec;
    guint weight;
  } kinds[] = {{"a.mp4", NULL, HALF},
               {"a.mkv", NULL, HALF},
               {"a.ts", NULL, RARE},
               {"b.ts", "mpeg2video", COMMON},
               {"a.avi", "mpeg4", COMMON},
               {"b.avi", "mjpeg", COMMON},
               {"a.mov", "mpeg4", COMMON},
               {"a.webm", "libvpx", COMMON},
               {"b.webm", "libvpx-vp9", COMMON},
               {"a.flv", NULL, RARE},
               {"a.mpg", "mpeg2video", HALF},
               {"b.mp4", "libx265", HALF}};

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    FlMovieOptions options = fl_test_movie_defaults ();
    g_autofree char *path = g_build_filename (self->folder, kinds[i].name, NULL);
    g_autoptr (GError) error = NULL;
    options.codec = kinds[i].codec;
    options.width_px = WIDTH_PX;
    options.height_px = HEIGHT_PX;
    options.gop = GROUP;
    options.n_b_frames = kinds[i].codec == NULL ? N_B_FRAMES : 0;
    g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);
    for (guint n = 0; writer != NULL && n < N_FRAMES; n++) {
      g_autoptr (FlImage) image = fl_test_draw (WIDTH_PX, HEIGHT_PX, n);
      (void) fl_movie_writer_add (writer, image, n, NULL); /* What is written so far will do. */
    }
    if (writer != NULL && fl_movie_writer_finish (writer, NULL))
      add_seed (self, path, kinds[i].weight);
  }
}

/* Every kind of picture that is written here, one of them with what a camera tells. */
static void
draw_pictures (Fuzz *self)
{
  static const char *const kinds[][2] = {{"a.png", "png"},
                                         {"a.tif", "tiff"},
                                         {"a.bmp", "bmp"},
                                         {"a.webp", "libwebp"},
                                         {"a.ppm", "ppm"}};
  const FlTestJpeg jpeg = {.number = 1, .time = "2026:11:26 06:15:00", .orientation = 6};
  const guint n_films = self->seeds->len;
  g_autofree char *path = g_build_filename (self->folder, "a.jpg", NULL);

  fl_test_jpeg_write (self->folder, "a.jpg", &jpeg);
  fl_test_jpeg_write (self->pictures, "0.jpg", &jpeg);
  add_seed (self, path, HALF);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *other = g_build_filename (self->folder, kinds[i][0], NULL);
    if (fl_test_picture_write (self->folder, kinds[i][0], kinds[i][1], 1))
      add_seed (self, other, HALF);
  }
  self->n_pictures = self->seeds->len - n_films;
}

static guint
draw (Fuzz *self, gsize end)
{
  return (guint) g_rand_int_range (self->dice, 0, (gint32) MAX (end, 1));
}

/* Changes something; heads of files are changed more often than their share. */
static void
mutate (Fuzz *self, GByteArray *bytes)
{
  guint reach = draw (self, 3) == 0 ? MIN (bytes->len, 1024) : bytes->len;
  guint at = draw (self, reach);
  guint length = 1 + draw (self, 64);
  guint n = MIN (length, bytes->len - at);

  switch (draw (self, 7)) {
  case 0:
    bytes->data[at] ^= (guint8) (1u << draw (self, 8));
    break;
  case 1:
    bytes->data[at] = (guint8) draw (self, 256);
    break;
  case 2:
    memset (bytes->data + at, draw (self, 2) ? 0xff : 0, n);
    break;
  case 3:
    g_byte_array_remove_range (bytes, at, n);
    break;
  case 4:
    for (guint i = 0; i < n; i++)
      bytes->data[at + i] = (guint8) draw (self, 256);
    break;
  case 5:
    memmove (bytes->data + at, bytes->data + draw (self, bytes->len - n + 1), n);
    break;
  default:
    g_byte_array_set_size (bytes, MAX (at, 16));
    break;
  }
}

static void
write_mutant (Fuzz *self)
{
  const guint chosen = draw (self, self->seeds->len);
  const gboolean is_picture = chosen >= self->seeds->len - self->n_pictures;
  const char *path = is_picture ? self->picture : self->film;
  GBytes *seed = self->seeds->pdata[chosen];
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  gconstpointer data = g_bytes_get_data (seed, &size);
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, data, (guint) size);
  for (guint n = 1 + draw (self, MAX_MUTATIONS); n > 0 && bytes->len > 16; n--)
    mutate (self, bytes);
  self->path = is_picture ? self->pictures : self->film;
  if (!g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                 G_FILE_SET_CONTENTS_NONE, 0666, &error))
    fail (self, error->message);
}

/* Errors are what is expected; a success must hold what it promises. */
static void
open_mutant (Fuzz *self, GCancellable *cancellable)
{
  g_autoptr (FlMediaInfo) info =
    draw (self, PROBE_SHARE) == 0 ? fl_media_info_probe (self->path, cancellable, NULL) : NULL;
  g_autoptr (FlFrameIndex) index = self->path == self->pictures
                                     ? fl_pictures_index (self->path, TRUE, cancellable, NULL)
                                     : fl_frame_index_build (self->path, cancellable, NULL);
  if (index == NULL)
    return;
  gint64 n_frames = fl_frame_index_get_n_frames (index);
  g_autoptr (FlDecoder) decoder = fl_decoder_open (self->path, index, 1, cancellable, NULL);
  if (n_frames < 1)
    fail (self, "has an index without frames");
  for (guint i = 0; decoder != NULL && i < MAX_SEEKS; i++) {
    gint64 frame = draw (self, (gsize) n_frames);
    if (!fl_decoder_seek (decoder, frame, cancellable, NULL))
      continue;
    g_autoptr (FlFrame) found = fl_decoder_next (decoder, cancellable, NULL);
    if (found != NULL && fl_frame_get_index (found) < frame)
      fail (self, "goes back");
    self->n_frames += found != NULL;
  }
  self->n_opened++;
}

static glong
get_peak_mb (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss / 1024 : 0;
}

static void
run_all (Fuzz *self, guint64 n_runs, gint64 n_seconds)
{
  gint64 end_us = g_get_monotonic_time () + n_seconds * G_USEC_PER_SEC;
  glong before_mb = get_peak_mb ();

  for (guint64 i = 0; n_seconds > 0 ? g_get_monotonic_time () < end_us : i < n_runs; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    write_mutant (self);
    av_max_alloc (draw (self, HUGE_SHARE) == 0 ? INT_MAX : MAX_BLOCK_BYTES);
    tell_watchdog (self, cancellable);
    open_mutant (self, cancellable);
    tell_watchdog (self, NULL);
    if (get_peak_mb () - before_mb > MAX_GROWTH_MB)
      fail (self, "takes too much memory");
  }
}

int
main (int argc, char **argv)
{
  gint64 n_runs = 200;
  gint64 n_seconds = 0;
  int seed = 1;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] =
    {{"runs", 0, 0, G_OPTION_ARG_INT64, &n_runs, "So many mutations", "N"},
     {"seconds", 0, 0, G_OPTION_ARG_INT64, &n_seconds, "As many as fit in so long", "N"},
     {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "Other mutations", "N"},
     {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE"},
     {NULL}};
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("fuzz-media: %s\n", error->message);
    return 2;
  }
  Fuzz self = {.seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
               .dice = g_rand_new_with_seed ((guint32) seed),
               .folder = folder_new ()};
  self.film = g_build_filename (self.folder, "mutant", NULL);
  self.pictures = g_build_filename (self.folder, "pictures", NULL);
  self.picture = g_build_filename (self.pictures, "1.jpg", NULL);
  (void) g_mkdir (self.pictures, 0777);
  draw_seeds (&self);
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    add_seed (&self, files[i], COMMON);
  draw_pictures (&self);
  self.watchdog = g_thread_new ("watchdog", watch, &self);
  run_all (&self, (guint64) n_runs, n_seconds);
  end_watchdog (&self);
  printf ("1..1\n# seed %d, %u files, %" G_GUINT64_FORMAT " runs, %" G_GUINT64_FORMAT
          " opened, %" G_GUINT64_FORMAT " frames\n%s 1 /media/mutations\n",
          seed, self.n_files, self.run / 2, self.n_opened, self.n_frames,
          self.n_frames > 0 ? "ok" : "not ok");
  g_ptr_array_unref (self.seeds);
  g_rand_free (self.dice);
  g_free (self.film);
  g_free (self.pictures);
  g_free (self.picture);
  folder_free (self.folder);
  return 0;
}
