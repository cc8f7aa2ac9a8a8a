/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of devices that are no cameras; where there is one, that it is. */
#include "media/fl-camera.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
assert_refused (const char *path, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("Cannot record “%s”: %s", path, reason);

  g_assert_false (fl_camera_check (path, &error));
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_OPEN);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_no_camera (void)
{
  g_autofree char *folder = folder_new ();
  g_autofree char *link = g_build_filename (folder, "video0", NULL);

  assert_refused (link,
                  "there is no such camera; plug it in, or look with “ls /dev/video*” what it "
                  "is called");
  assert_refused ("/dev/null", "it is no camera");
  g_assert_cmpint (symlink ("/dev/null", link), ==, 0);
  assert_refused (link, "it is no camera");
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_true (g_file_set_contents (link, "film", -1, NULL));
  assert_refused (link, "it is no camera");
  folder_free (g_steal_pointer (&folder));
}

static void
test_forbidden (void)
{
  g_autofree char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "video0", NULL);

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, W_OK) == 0)
    g_test_skip ("whoever runs this may open everything");
  else
    assert_refused (path,
                    "you may not use it; have yourself added to the group “video”, and log in "
                    "again");
  folder_free (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/camera/none", test_no_camera);
  g_test_add_func ("/media/camera/forbidden", test_forbidden);
  return g_test_run ();
}
