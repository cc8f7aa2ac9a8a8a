/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program, a window and a small project of drawn videos, for tests that have a screen. */
#include "fixture.h"

#include "folder.h"

#include <glib/gstdio.h>

#include "media/fl-movie-writer.h"
#include "session/fl-demo-scene.h"

#define DEADLINE_S 30
/* Every so many frames of the demo's scene, so that seconds of film show all its classes. */
#define SCENE_STEP 13
#define STOCK      "fixture-stock"

static const char *const video_names[] = {"nest-north.mp4", "nest-south.mp4"};

static gboolean
has_passed (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fixture_wait (const char *what, FixtureCondition condition, gpointer data)
{
  gboolean is_late = FALSE;
  const guint deadline = g_timeout_add_seconds (DEADLINE_S, has_passed, &is_late);

  while (!condition (data)) {
    if (is_late)
      g_error ("Waited %d s for this: %s", DEADLINE_S, what);
    g_main_context_iteration (NULL, TRUE);
  }
  if (!is_late)
    g_source_remove (deadline);
}

static void
write_video (const char *path, guint stream)
{
  const FlMovieOptions options = {.width_px = FL_DEMO_WIDTH_PX,
                                  .height_px = FL_DEMO_HEIGHT_PX,
                                  .frame_rate = {.num = 10, .den = 1},
                                  .gop = 10,
                                  .quality = 30};
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (stream);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlMovieWriter) writer = fl_movie_writer_open (path, &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < FIXTURE_N_FRAMES; i++) {
    g_autoptr (FlImage) image = fl_demo_scene_draw (scene, i * SCENE_STEP);
    g_assert_true (fl_movie_writer_add (writer, image, i, &error));
  }
  g_assert_true (fl_movie_writer_finish (writer, &error));
}

/* Drawing takes a second, so every test of a process gets a copy of the same two videos. */
static const char *
get_stock (FlApplication *application)
{
  const char *stock = g_object_get_data (G_OBJECT (application), STOCK);
  g_autoptr (GError) error = NULL;

  if (stock != NULL)
    return stock;
  char *folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (video_names); i++) {
    g_autofree char *path = g_build_filename (folder, video_names[i], NULL);
    write_video (path, (guint) (2 * i));
  }
  g_object_set_data_full (G_OBJECT (application), STOCK, folder, g_free);
  return folder;
}

static void
copy_videos (Fixture *self)
{
  const char *stock = get_stock (self->application);

  for (gsize i = 0; i < G_N_ELEMENTS (video_names); i++) {
    g_autofree char *path = g_build_filename (stock, video_names[i], NULL);
    g_autofree char *content = NULL;
    gsize n_bytes = 0;
    self->videos[i] = g_build_filename (self->folder, video_names[i], NULL);
    g_assert_true (g_file_get_contents (path, &content, &n_bytes, NULL));
    g_assert_true (g_file_set_contents (self->videos[i], content, (gssize) n_bytes, NULL));
  }
}

static void
write_project (Fixture *self)
{
  static const char *const names[] = {"Nothing", "Bird", "Squirrel"};
  static const char *const keys[] = {"0", "1", "2"};
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;
  g_autoptr (FlSession) session = fl_session_create (self->project, &options, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (fl_session_add_class (session, names[i], keys[i], &error));
  for (guint i = 0; self->videos[i] != NULL; i++)
    g_assert_nonnull (fl_session_add_source (session, self->videos[i], NULL, &error));
  fl_session_close (session);
}

void
fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* One program a process: it stays registered on the bus until the end. */
static FlApplication *
get_application (void)
{
  g_autoptr (GError) error = NULL;

  if (g_application_get_default () != NULL)
    return FL_APPLICATION (g_application_get_default ());
  FlApplication *application = fl_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  return application;
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  self->project = g_build_filename (self->folder, "Nest Boxes.frameline", NULL);
  self->application = get_application ();
  copy_videos (self);
  write_project (self);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (self->application)));
  folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->videos[0]);
  g_free (self->videos[1]);
  g_free (self->project);
}

int
fixture_run (void)
{
  const int status = g_test_run ();
  GApplication *application = g_application_get_default ();
  const char *stock =
    application != NULL ? g_object_get_data (G_OBJECT (application), STOCK) : NULL;

  if (stock != NULL)
    folder_remove (stock);
  return status;
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

void
fixture_draw (GtkWidget *widget)
{
  gboolean is_drawn = FALSE;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  const gulong handler =
    g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &is_drawn);

  gtk_widget_queue_draw (widget);
  fixture_wait ("the widget is drawn", is_set, &is_drawn);
  g_signal_handler_disconnect (clock, handler);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

FlWindow *
fixture_open_window (Fixture *self, int width, int height)
{
  FlWindow *window = fl_window_new (GTK_APPLICATION (self->application));

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  fixture_wait ("the window is shown", is_mapped, window);
  fixture_draw (GTK_WIDGET (window));
  return window;
}

static gboolean
is_ready (gpointer data)
{
  return fl_label_page_is_ready (fl_window_get_label_page (data));
}

static gboolean
is_read (gpointer data)
{
  return fixture_find (data, ADW_TYPE_WINDOW_TITLE, NULL, NULL) != NULL &&
         *adw_window_title_get_subtitle (
           ADW_WINDOW_TITLE (fixture_find (data, ADW_TYPE_WINDOW_TITLE, NULL, NULL))) == '\0';
}

void
fixture_open_project (Fixture *self, FlWindow *window)
{
  g_assert_true (fl_window_open_project (window, self->project));
  fixture_wait ("all is read", is_read, window);
  fixture_wait ("a question is shown", is_ready, window);
  fixture_draw (GTK_WIDGET (window));
}

static void
on_gone (gpointer data, GObject *object)
{
  *(gboolean *) data = TRUE;
}

gboolean
fixture_is_narrow (gpointer data)
{
  gboolean narrow = FALSE;

  g_object_get (fl_window_get_label_page (data), "is-narrow", &narrow, NULL);
  return narrow;
}

void
fixture_close_window (FlWindow *window)
{
  gboolean is_gone = FALSE;

  g_object_weak_ref (G_OBJECT (window), on_gone, &is_gone);
  gtk_window_close (GTK_WINDOW (window));
  fixture_wait ("the window is gone", is_set, &is_gone);
}

GtkWidget *
fixture_find (GtkWidget *widget,
              GType type,
              gboolean (*is_it) (GtkWidget *widget, gconstpointer data),
              gconstpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (is_it == NULL || is_it (widget, data)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = fixture_find (child, type, is_it, data);
    if (found != NULL)
      return found;
  }
  return NULL;
}

gboolean
fixture_has_text (GtkWidget *label, gconstpointer data)
{
  return GTK_IS_LABEL (label) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), data) == 0;
}
