/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where projects go, and which ones are remembered. */
#include <glib/gstdio.h>
#include <grp.h>
#include <unistd.h>

#include "app/fl-preferences.h"
#include "app/fl-project-place.h"

#define NOBODY 65534

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
assert_place (const char *const *videos, const char *wanted, gboolean wants_elsewhere)
{
  gboolean is_elsewhere = !wants_elsewhere;
  g_autofree char *path = fl_project_place_choose (videos, "/documents", &is_elsewhere);

  g_assert_cmpstr (path, ==, wanted);
  g_assert_cmpint (is_elsewhere, ==, wants_elsewhere);
}

static void
test_one_video (Fixture *self, gconstpointer data)
{
  g_autofree char *video = g_build_filename (self->folder, "cam.1.mp4", NULL);
  g_autofree char *wanted = g_build_filename (self->folder, "cam.1.frameline", NULL);
  const char *videos[] = {video, NULL};

  assert_place (videos, wanted, FALSE);
}

static void
test_several_videos (Fixture *self, gconstpointer data)
{
  g_autofree char *first = g_build_filename (self->folder, "a.mp4", NULL);
  g_autofree char *second = g_build_filename (self->folder, "b.mp4", NULL);
  g_autofree char *name = g_path_get_basename (self->folder);
  g_autofree char *wanted = g_strdup_printf ("%s/%s.frameline", self->folder, name);
  const char *videos[] = {first, second, NULL};

  assert_place (videos, wanted, FALSE);
}

static void
test_hidden_and_bare_names (Fixture *self, gconstpointer data)
{
  g_autofree char *hidden = g_build_filename (self->folder, ".mp4", NULL);
  g_autofree char *wanted = g_build_filename (self->folder, ".mp4.frameline", NULL);
  const char *videos[] = {hidden, NULL};

  assert_place (videos, wanted, FALSE);
}

/* Root may write anywhere, so the look is taken by somebody who may not. */
static void
test_read_only_folder (void)
{
  if (g_test_subprocess ()) {
    if (geteuid () == 0) {
      g_assert_cmpint (setgroups (0, NULL), ==, 0);
      g_assert_cmpint (setresgid (NOBODY, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (setresuid (NOBODY, NOBODY, NOBODY), ==, 0);
    }
    const char *one[] = {"/usr/cam.mp4", NULL};
    const char *two[] = {"/usr/cam.mp4", "/usr/tram.mp4", NULL};
    assert_place (one, "/documents/cam.frameline", TRUE);
    assert_place (two, "/documents/usr.frameline", TRUE);
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_vanished_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *video = g_build_filename (self->folder, "gone", "cam.mp4", NULL);
  const char *videos[] = {video, NULL};

  assert_place (videos, "/documents/cam.frameline", TRUE);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autofree char *home = g_build_filename (g_get_home_dir (), "films", "a.frameline", NULL);
  g_autofree char *shown = fl_project_place_dup_shown (home);
  g_autofree char *beside = g_strconcat (g_get_home_dir (), "2/a.frameline", NULL);
  g_autofree char *shown_beside = fl_project_place_dup_shown (beside);
  g_autofree char *documents = fl_project_place_dup_documents ();

  g_assert_cmpstr (shown, ==, "~/films/a.frameline");
  g_assert_cmpstr (shown_beside, ==, beside);
  g_assert_true (g_str_has_suffix (documents, "/Frameline"));
  g_assert_true (g_path_is_absolute (documents));
  g_assert_true (fl_project_place_is_project ("/a/b.frameline"));
  g_assert_false (fl_project_place_is_project ("/a/b.mp4"));
  g_assert_false (fl_project_place_is_project ("/a/b.frameline/c.mp4"));
}

static void
test_recent_projects (Fixture *self, gconstpointer data)
{
  const char *paths[] = {"/a", "/b", "/c", NULL};
  const char *again[] = {"/b", "/a", "/c", NULL};
  const char *shorter[] = {"/d", "/a", NULL};
  const char *only[] = {"/d", NULL};
  const char *none[] = {NULL};
  g_auto (GStrv) moved = fl_preferences_put_first (paths, "/b", 8);
  g_auto (GStrv) cut = fl_preferences_put_first (paths, "/d", 2);
  g_auto (GStrv) first = fl_preferences_put_first (none, "/d", 8);

  g_assert_cmpstrv (moved, again);
  g_assert_cmpstrv (cut, shorter);
  g_assert_cmpstrv (first, only);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/app/project-place/one-video", test_one_video);
  add ("/app/project-place/several-videos", test_several_videos);
  add ("/app/project-place/hidden-and-bare-names", test_hidden_and_bare_names);
  g_test_add_func ("/app/project-place/read-only-folder", test_read_only_folder);
  add ("/app/project-place/vanished-folder", test_vanished_folder);
  add ("/app/project-place/names", test_names);
  add ("/app/project-place/recent-projects", test_recent_projects);
  return g_test_run ();
}
