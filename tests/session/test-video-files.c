/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that are dropped on the window. */
#include <glib/gstdio.h>
#include <string.h>

#include "session/fl-video-files.h"

typedef struct {
  char *folder;
  GPtrArray *made;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->made = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = self->made->len; i-- > 0;)
    g_assert_cmpint (g_remove (self->made->pdata[i]), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_ptr_array_unref (self->made);
  g_free (self->folder);
}

/* A name that ends in a slash is a folder. */
static void
make (Fixture *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);

  if (g_str_has_suffix (name, "/"))
    g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  else
    g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_ptr_array_add (self->made, path);
}

static void
assert_expands (Fixture *self, const char *const *paths, const char *const *wanted)
{
  g_auto (GStrv) found = fl_video_files_expand (paths, NULL);
  const gsize n_prefix = strlen (self->folder) + 1;

  g_assert_cmpuint (g_strv_length (found), ==, g_strv_length ((char **) wanted));
  for (guint i = 0; wanted[i] != NULL; i++)
    g_assert_cmpstr (found[i] + n_prefix, ==, wanted[i]);
}

static void
test_folder_gives_its_videos (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"day 10.mp4",         "day 9.MOV",
                                      "notes.txt",          ".hidden.mp4",
                                      "x.frameline-cache/", "x.frameline-cache/part.mp4",
                                      "second card/",       "second card/a.mkv"};
  const char *paths[] = {self->folder, NULL};
  const char *wanted[] = {"day 9.MOV", "day 10.mp4", "second card/a.mkv", NULL};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    make (self, names[i]);
  assert_expands (self, paths, wanted);
}

static void
test_files_stay (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_build_filename (self->folder, "b.txt", NULL);
  g_autofree char *gone = g_build_filename (self->folder, "a.mp4", NULL);
  const char *paths[] = {text, gone, NULL};
  const char *wanted[] = {"b.txt", "a.mp4", NULL};

  make (self, "b.txt");
  assert_expands (self, paths, wanted);
}

static void
test_folder_without_videos_stays (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->folder, "letters", NULL);
  const char *paths[] = {folder, NULL};
  const char *wanted[] = {"letters", NULL};

  make (self, "letters/");
  make (self, "letters/to.txt");
  assert_expands (self, paths, wanted);
}

/* A folder of pictures is one itself, unless there is anything else in it. */
static void
test_folder_of_pictures_stays (Fixture *self, gconstpointer data)
{
  const char *paths[] = {self->folder, NULL};
  const char *wanted[] = {"mixed/a.mp4", "trail", NULL};

  make (self, "trail/");
  make (self, "trail/1.jpg");
  make (self, "trail/.index");
  make (self, "mixed/");
  make (self, "mixed/a.mp4");
  make (self, "mixed/1.jpg");
  assert_expands (self, paths, wanted);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/video-files/folder-gives-its-videos", test_folder_gives_its_videos);
  add ("/session/video-files/files-stay", test_files_stay);
  add ("/session/video-files/folder-without-videos-stays", test_folder_without_videos_stays);
  add ("/session/video-files/folder-of-pictures-stays", test_folder_of_pictures_stays);
  return g_test_run ();
}
