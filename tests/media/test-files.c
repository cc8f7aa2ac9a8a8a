/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a file before it is decoded: its fingerprint and its header; and movies that
 * are written. */
#include "fl-test-footage.h"

#include "media/fl-fingerprint.h"
#include "media/fl-media-info.h"

#include <glib/gstdio.h>
#include <string.h>

#define MIB (1024 * 1024)

static char *
fingerprint (const char *path, gint64 expected_size)
{
  g_autoptr (GError) error = NULL;
  gint64 size = -1;
  char *text = fl_fingerprint_file (path, &size, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (size, ==, expected_size);
  g_assert_cmpuint (strlen (text), ==, 64);
  return text;
}

static void
write_bytes (const char *path, const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) data, (gssize) size, &error);
  g_assert_no_error (error);
}

/* Size, first, middle and last MiB count; a copy has the same fingerprint. */
static void
test_fingerprint (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *copy_path = g_build_filename (folder, "b", NULL);
  const gsize size = 8 * MIB;
  g_autofree guint8 *data = g_malloc0 (size);

  write_bytes (path, data, size);
  write_bytes (copy_path, data, size);
  g_autofree char *plain = fingerprint (path, 8 * MIB);
  g_autofree char *copy = fingerprint (copy_path, 8 * MIB);
  g_assert_cmpstr (plain, ==, copy);
  static const struct {
    gsize at;
    gboolean is_looked_at;
  } places[] = {{0, TRUE},       {MIB - 1, TRUE},     {MIB, FALSE},
                {4 * MIB, TRUE}, {7 * MIB / 2, TRUE}, {9 * MIB / 2 - 1, TRUE},
                {7 * MIB, TRUE}, {8 * MIB - 1, TRUE}, {5 * MIB, FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    data[places[i].at] = 1;
    write_bytes (path, data, size);
    data[places[i].at] = 0;
    g_autofree char *changed = fingerprint (path, 8 * MIB);
    g_assert_cmpint (strcmp (changed, plain) != 0, ==, places[i].is_looked_at);
  }
  write_bytes (path, data, size - 1);
  g_autofree char *shorter = fingerprint (path, 8 * MIB - 1);
  g_assert_cmpstr (shorter, !=, plain);
  folder_free (folder);
}

/* A known answer, so that projects find their files after an update of the program. */
static void
test_fingerprint_value (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  static const guint8 size_le[8] = {3};

  write_bytes (path, (const guint8 *) "abc", 3);
  g_checksum_update (sum, size_le, sizeof size_le);
  for (int i = 0; i < 3; i++) /* The first, the middle and the last piece are all of it. */
    g_checksum_update (sum, (const guchar *) "abc", 3);
  g_autofree char *found = fingerprint (path, 3);
  g_assert_cmpstr (found, ==, g_checksum_get_string (sum));
  write_bytes (path, NULL, 0);
  g_autofree char *empty = fingerprint (path, 0);
  g_assert_cmpstr (empty, !=, found);
  folder_free (folder);
}

static void
test_no_fingerprint (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "missing", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) missing_error = NULL;
  g_autoptr (GError) folder_error = NULL;
  g_autoptr (GError) cancelled_error = NULL;
  gint64 size = 77;

  g_assert_null (fl_fingerprint_file (path, &size, NULL, &missing_error));
  g_assert_error (missing_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (fl_fingerprint_file (folder, &size, NULL, &folder_error));
  g_assert_error (folder_error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO);
  write_bytes (path, (const guint8 *) "abc", 3);
  g_cancellable_cancel (cancellable);
  g_assert_null (fl_fingerprint_file (path, &size, cancellable, &cancelled_error));
  g_assert_error (cancelled_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (size, ==, 77);
  folder_free (folder);
}

/* What a movie was written with is what its header says. */
static void
test_media_info (void)
{
  static const struct {
    int rotation_deg;
    FlRational aspect;
    guint width_px;
    guint height_px;
  } cases[] = {
    {0, {0, 0}, 96, 64},    {90, {0, 0}, 64, 96},   {180, {1, 1}, 96, 64},
    {270, {4, 3}, 64, 128}, {0, {12, 11}, 105, 64}, {90, {1, 2}, 128, 96},
  };
  char *folder = folder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    FlMovieOptions options = fl_test_movie_defaults ();
    options.rotation_deg = cases[i].rotation_deg;
    options.sample_aspect = cases[i].aspect;
    g_autoptr (GError) error = NULL;
    g_autofree char *path = fl_test_movie_new (folder, "a.mp4", &options, NULL, 50);
    g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (strstr (info->format, "mp4"));
    g_assert_cmpstr (info->codec, ==, "h264");
    g_assert_cmpint (info->rotation_deg, ==, cases[i].rotation_deg);
    g_assert_cmpuint (info->width_px, ==, cases[i].width_px);
    g_assert_cmpuint (info->height_px, ==, cases[i].height_px);
    g_assert_cmpfloat_with_epsilon (info->duration_s, 2.0, 1e-9);
    g_assert_cmpint (info->time_base.num, ==, 1);
    g_assert_cmpint (info->time_base.den % 25, ==, 0);
  }
  folder_free (folder);
}

static void
test_cancelled_probe (void)
{
  char *folder = folder_new ();
  FlMovieOptions options = fl_test_movie_defaults ();
  g_autofree char *path = fl_test_movie_new (folder, "a.mp4", &options, NULL, 5);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (fl_media_info_probe (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  folder_free (folder);
}

/* Each way not to write a movie is told in one sentence that names the file. */
static void
test_unwritable (void)
{
  static const struct {
    const char *name;
    const char *codec;
    const char *extra;
    const char *reason;
  } cases[] = {
    {"a.mp4", "no-such-encoder", NULL, "FFmpeg has no encoder “no-such-encoder”"},
    {"a.unknown", NULL, NULL, "Cannot write"},
    {"missing/a.mp4", NULL, NULL, "No such file or directory"},
    {"a.mp4", NULL, "nonsense", "Invalid argument"},
  };
  char *folder = folder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    FlMovieOptions options = fl_test_movie_defaults ();
    options.codec = cases[i].codec;
    options.extra = cases[i].extra;
    g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_movie_writer_open (path, &options, &error));
    g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENCODE);
    g_assert_nonnull (strstr (error->message, path));
    g_assert_nonnull (strstr (error->message, cases[i].reason));
  }
  folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/files/fingerprint", test_fingerprint);
  g_test_add_func ("/media/files/fingerprint-value", test_fingerprint_value);
  g_test_add_func ("/media/files/no-fingerprint", test_no_fingerprint);
  g_test_add_func ("/media/files/media-info", test_media_info);
  g_test_add_func ("/media/files/cancelled-probe", test_cancelled_probe);
  g_test_add_func ("/media/files/unwritable", test_unwritable);
  return g_test_run ();
}
