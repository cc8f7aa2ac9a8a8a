/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small films whose pictures tell their number and their class, and sessions that work on them. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>

#include "media/fl-movie-writer.h"

#define DEADLINE_S 60
#define N_BITS     8
#define SEED       1
#define N_CLASSES  3
#define PROJECT    "films.frameline"

static const char *const class_names[N_CLASSES] = {"Nothing", "Bird", "Squirrel"};
static const char *const class_keys[N_CLASSES] = {"0", "1", "2"};
/* Blue and red differences of the classes' colours. */
static const guint8 class_chroma[N_CLASSES][2] = {{128, 128}, {200, 90}, {80, 200}};

char *
films_make_folder (void)
{
  films_open_gate ();
  return folder_new ();
}

static guint
class_of (gint64 frame)
{
  return (guint) (frame / FILMS_STRETCH % N_CLASSES);
}

const char *
films_get_class (gint64 frame)
{
  return class_names[class_of (frame)];
}

/* Stripes from left to right are the bits of the number, the colour is the class. */
static FlImage *
draw (guint frame)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, FILMS_WIDTH_PX, FILMS_HEIGHT_PX);
  const guint stripe = FILMS_WIDTH_PX / N_BITS;

  for (guint y = 0; y < FILMS_HEIGHT_PX; y++)
    for (guint x = 0; x < FILMS_WIDTH_PX; x++)
      image->planes[0][y * image->strides[0] + x] = frame >> (x / stripe) & 1 ? 200 : 60;
  for (guint plane = 1; plane < 3; plane++)
    for (guint y = 0; y < FILMS_HEIGHT_PX / 2; y++)
      memset (image->planes[plane] + y * image->strides[plane],
              class_chroma[class_of (frame)][plane - 1], FILMS_WIDTH_PX / 2);
  return image;
}

char *
films_make_at (const char *folder, const char *name, guint n_frames, int rate)
{
  const FlMovieOptions options = {.width_px = FILMS_WIDTH_PX,
                                  .height_px = FILMS_HEIGHT_PX,
                                  .frame_rate = {.num = rate, .den = 1},
                                  .gop = 8,
                                  .quality = 18};
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_frames, <=, 1 << N_BITS);
  for (guint i = 0; i < n_frames; i++) {
    g_autoptr (FlImage) image = draw (i);
    g_assert_true (fl_movie_writer_add (writer, image, i, &error));
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
  return path;
}

char *
films_make (const char *folder, const char *name, guint n_frames)
{
  return films_make_at (folder, name, n_frames, FILMS_RATE);
}

gint64
films_read_number (const FlImage *image)
{
  const guint stripe = image->width_px / N_BITS;
  gint64 number = 0;

  for (guint bit = 0; bit < N_BITS; bit++) {
    const guint8 *pixel =
      image->planes[0] + image->height_px / 2 * image->strides[0] + 3 * (bit * stripe + stripe / 2);
    number |= (gint64) (pixel[0] + pixel[1] + pixel[2] > 3 * 130) << bit;
  }
  return number;
}

char *
films_dup_project_path (const char *folder)
{
  return g_build_filename (folder, PROJECT, NULL);
}

FlSession *
films_create (const char *folder, const FlSessionOptions *options)
{
  FlSessionOptions chosen = options != NULL ? *options : (FlSessionOptions){.is_headless = TRUE};
  g_autofree char *path = films_dup_project_path (folder);
  g_autoptr (GError) error = NULL;

  chosen.annotator = "Ada";
  FlSession *session = fl_session_create (path, &chosen, &error);
  g_assert_no_error (error);
  session->seed = SEED;
  /* Which would come in between at random (test-checks.c). */
  session->asks_checks = FALSE;
  /* The first is the background class, which is no tag. */
  for (guint i = chosen.is_multi_label ? 1 : 0; i < N_CLASSES; i++)
    g_assert_nonnull (fl_session_add_class (session, class_names[i], class_keys[i], &error));
  return session;
}

FlSession *
films_open (const char *folder, const FlSessionOptions *options)
{
  FlSessionOptions chosen = options != NULL ? *options : (FlSessionOptions){.is_headless = TRUE};
  g_autofree char *path = films_dup_project_path (folder);
  g_autoptr (GError) error = NULL;

  if (chosen.annotator == NULL)
    chosen.annotator = "Ada";
  FlSession *session = fl_session_open (path, &chosen, &error);
  g_assert_no_error (error);
  session->seed = SEED;
  /* Which would come in between at random (test-checks.c). */
  session->asks_checks = FALSE;
  return session;
}

void
films_close (FlSession *session)
{
  fl_session_close (session);
  g_assert_finalize_object (session);
}

FlStream *
films_add (FlSession *session, const char *folder, const char *name, guint n_frames)
{
  return films_add_at (session, folder, name, n_frames, FILMS_RATE);
}

FlStream *
films_add_at (FlSession *session, const char *folder, const char *name, guint n_frames, int rate)
{
  g_autofree char *path = films_make_at (folder, name, n_frames, rate);
  g_autoptr (GError) error = NULL;
  FlStream *stream = fl_session_add_source (session, path, "every-frame", &error);

  g_assert_no_error (error);
  return stream;
}

FlStream *
films_peek (FlSession *session, const char *name)
{
  g_autoptr (GError) error = NULL;
  FlStream *stream = fl_session_find_stream (session, name, &error);

  g_assert_no_error (error);
  return stream;
}

FlClass *
films_find_class (FlSession *session, const char *name)
{
  g_autoptr (GError) error = NULL;
  FlClass *klass = name != NULL ? fl_session_find_class (session, name, &error) : NULL;

  g_assert_no_error (error);
  return klass;
}

void
films_answer (FlSession *session, FlStream *stream, gint64 frame, const char *name)
{
  g_autoptr (FlItem) item = fl_item_new (stream, frame, FL_REASON_CHOSEN);
  g_autoptr (GError) error = NULL;
  const FlAnswer answer = {.item = item, .klass = films_find_class (session, name)};

  g_assert_true (fl_session_answer (session, &answer, &error));
  g_assert_no_error (error);
}

char *
films_dup_said (FlSession *session, FlStream *stream)
{
  const GArray *track = fl_stream_get_track (stream);
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    FlClass *klass = fl_session_find_class_by_id (session, row->class_id);
    g_string_append_printf (said, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", row->range.first);
    if (row->range.last != row->range.first)
      g_string_append_printf (said, "-%" G_GINT64_FORMAT, row->range.last);
    g_string_append_printf (said, ":%s", klass != NULL ? fl_class_get_name (klass) : "?");
  }
  return g_string_free (said, FALSE);
}

static gboolean
on_deadline (gpointer data)
{
  gboolean *is_late = data;

  *is_late = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Looks again now and then, for what a thread does to a file wakes no main loop. */
static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
films_wait (gboolean (*condition) (gpointer data), gpointer data)
{
  gboolean is_late = FALSE;
  guint deadline = g_timeout_add_seconds (DEADLINE_S, on_deadline, &is_late);
  guint tick = g_timeout_add (2, on_tick, NULL);

  while (!condition (data)) {
    g_main_context_iteration (NULL, TRUE);
    g_assert_false (is_late);
  }
  g_source_remove (tick);
  g_source_remove (deadline);
}

gboolean
films_is_done (gpointer session)
{
  return g_list_model_get_n_items (fl_session_get_jobs (session)) == 0;
}

void
films_ingest (FlSession *session)
{
  fl_session_ingest (session);
  films_wait (films_is_done, session);
}

gboolean
films_has_question (gpointer session)
{
  return fl_queue_get_first (fl_session_get_queue (session)) != NULL;
}

FlItem *
films_get_current (FlSession *session)
{
  FlItem *first = fl_queue_get_first (fl_session_get_queue (session));
  g_autoptr (FlItem) current = NULL;

  g_object_get (session, "current", &current, NULL);
  g_assert_true (current == first);
  return first;
}

void
films_label (FlSession *session, FlStream *stream, gint64 first, gint64 last, const char *name)
{
  const FlRange range = {.first = first, .last = last};
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_session_label (session, stream, &range, films_find_class (session, name), &error));
}

static gboolean
has_changed_model (gpointer data)
{
  return *(gboolean *) data;
}

static void
on_model_changed (FlSession *session, gboolean *is_changed)
{
  *is_changed = TRUE;
}

void
films_wait_for_model (FlSession *session)
{
  gboolean is_changed = FALSE;
  gulong id =
    g_signal_connect (session, "model-changed", G_CALLBACK (on_model_changed), &is_changed);

  fl_session_request_learning (session);
  films_wait (has_changed_model, &is_changed);
  g_signal_handler_disconnect (session, id);
}
