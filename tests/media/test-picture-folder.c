/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders of pictures: their order, their times, and what is in the way. */
#include "fl-test-pictures.h"

#include "media/fl-fingerprint.h"
#include "media/fl-media-info.h"
#include "media/fl-scaler.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  folder_free (self->folder);
}

static void
write_plain (Fixture *self, const char *name, guint number)
{
  const FlTestJpeg jpeg = {.number = number};

  fl_test_jpeg_write (self->folder, name, &jpeg);
}

static void
write_timed (Fixture *self, const char *name, guint number, const char *time, const char *fraction)
{
  const FlTestJpeg jpeg = {.number = number, .time = time, .fraction = fraction};

  fl_test_jpeg_write (self->folder, name, &jpeg);
}

/* Reads on to the end: the numbers that are shown, such as "1 2 10". */
static char *
dup_numbers (FlDecoder *decoder)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (;;) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    if (frame == NULL)
      return g_strdup (text->str);
    g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", fl_test_read_number (frame));
  }
}

/* The times in thousandths, such as "0 250 -". */
static char *
dup_times (const FlFrameIndex *index)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gint64 i = 0; i < fl_frame_index_get_n_frames (index); i++) {
    gint64 pts = 0;
    g_string_append (text, i > 0 ? " " : "");
    if (fl_frame_index_get_pts (index, i, &pts))
      g_string_append_printf (text, "%" G_GINT64_FORMAT, pts);
    else
      g_string_append_c (text, '-');
  }
  return g_strdup (text->str);
}

static void
assert_folder (Fixture *self, const char *numbers, const char *times, const char *doubt)
{
  g_autoptr (FlFrameIndex) index = fl_test_index (self->folder);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->folder, index);
  g_autofree char *said_numbers = dup_numbers (decoder);
  g_autofree char *said_times = dup_times (index);

  g_assert_cmpstr (said_times, ==, times);
  g_assert_cmpstr (said_numbers, ==, numbers);
  g_assert_cmpstr (fl_frame_index_get_doubt (index), ==, doubt);
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

static void
test_natural_order (Fixture *self, gconstpointer data)
{
  write_plain (self, "img10.jpg", 10);
  write_plain (self, "IMG2.JPG", 2);
  write_plain (self, "img1.jpeg", 1);
  write_plain (self, "img002b.jpg", 3);
  fl_test_text_write (self->folder, ".hidden.txt", "x");
  assert_folder (self, "1 2 3 10", "- - - -", NULL);
}

static void
test_times (Fixture *self, gconstpointer data)
{
  write_timed (self, "a.jpg", 4, "2026:03:01 00:00:01", NULL);
  write_timed (self, "b.jpg", 1, "2026:02:28 23:59:59", "5");
  write_timed (self, "c.jpg", 3, "2026:03:01 00:00:00", "07");
  write_timed (self, "d.jpg", 2, "2026:02:28 23:59:59", "750");
  /* A burst within one second, of a camera that tells no fractions. */
  write_timed (self, "e10.jpg", 6, "2026:03:01 00:00:01", NULL);
  write_timed (self, "e9.jpg", 5, "2026:03:01 00:00:01", NULL);
  assert_folder (self, "1 2 3 4 5 6", "0 250 570 1500 1500 1500", NULL);
}

/* One picture without a time, or with a clock that was never set: then no time counts. */
static void
test_some_times (Fixture *self, gconstpointer data)
{
  write_timed (self, "1.jpg", 1, "2026:03:01 00:00:01", NULL);
  write_timed (self, "2.jpg", 2, "2026:02:28 00:00:01", NULL);
  write_timed (self, "3.jpg", 3, "0000:00:00 00:00:00", NULL);
  assert_folder (self, "1 2 3", "- - -", NULL);
  write_plain (self, "3.jpg", 3);
  assert_folder (self, "1 2 3", "- - -", NULL);
  write_timed (self, "3.jpg", 3, "2026:02:29 00:00:00", NULL);
  assert_folder (self, "1 2 3", "- - -", NULL);
}

static void
test_every_kind (Fixture *self, gconstpointer data)
{
  static const char *const codecs[][2] = {{"1.png", "png"},  {"2.bmp", "bmp"},
                                          {"3.tif", "tiff"}, {"4.ppm", "ppm"},
                                          {"5.pgm", "pgm"},  {"6.webp", "libwebp"}};
  g_autoptr (GString) numbers = g_string_new ("0");
  g_autoptr (GString) times = g_string_new ("-");

  write_plain (self, "0.jpg", 0);
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++) {
    if (!fl_test_picture_write (self->folder, codecs[i][0], codecs[i][1], i + 1)) {
      g_test_message ("no encoder %s", codecs[i][1]);
      continue;
    }
    g_string_append_printf (numbers, " %u", i + 1);
    g_string_append (times, " -");
  }
  assert_folder (self, numbers->str, times->str, NULL);
}

/* It is what a file holds that counts, once its name says that it is a picture. */
static void
test_wrong_suffix (Fixture *self, gconstpointer data)
{
  g_assert_true (fl_test_picture_write (self->folder, "1.jpg", "png", 1));
  write_plain (self, "2.png", 2);
  assert_folder (self, "1 2", "- -", NULL);
}

static void
test_random_access (Fixture *self, gconstpointer data)
{
  static const gint64 wanted[] = {1, 4, 7};

  for (guint i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf ("%u.jpg", i);
    write_plain (self, name, 100 + i);
  }
  g_autoptr (FlFrameIndex) index = fl_test_index (self->folder);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->folder, index);
  for (gint64 i = 8; i >= 0; i--) {
    g_assert_true (fl_decoder_seek (decoder, i, NULL, NULL));
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpint (fl_frame_get_index (frame), ==, i);
    g_assert_cmpuint (fl_test_read_number (frame), ==, 100 + i);
  }
  fl_decoder_set_wanted (decoder, wanted, G_N_ELEMENTS (wanted));
  g_assert_true (fl_decoder_seek (decoder, 2, NULL, NULL));
  g_autofree char *numbers = dup_numbers (decoder);
  g_assert_cmpstr (numbers, ==, "104 107");
  g_assert_false (fl_decoder_seek (decoder, 9, NULL, NULL));
}

/* Sizes differ, and cameras are held in all ways; each picture is shown as it is. */
static void
test_sizes (Fixture *self, gconstpointer data)
{
  static const FlTestJpeg jpegs[] =
    {{.number = 1, .width_px = 64, .height_px = 48},
     {.number = 2, .width_px = 65, .height_px = 51},
     {.number = 3, .width_px = 97, .height_px = 63, .orientation = 6},
     {.number = 4, .width_px = 90, .height_px = 60, .orientation = 3}};
  static const guint shown[][2] = {{64, 48}, {65, 51}, {63, 97}, {90, 60}};

  for (guint i = 0; i < G_N_ELEMENTS (jpegs); i++) {
    g_autofree char *name = g_strdup_printf ("%u.jpg", i);
    fl_test_jpeg_write (self->folder, name, &jpegs[i]);
  }
  g_autoptr (FlFrameIndex) index = fl_test_index (self->folder);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->folder, index);
  g_autoptr (FlScaler) scaler = fl_scaler_new ();
  for (guint i = 0; i < G_N_ELEMENTS (jpegs); i++) {
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_cmpuint (fl_test_read_number (frame), ==, jpegs[i].number);
    g_autoptr (FlImage) image = fl_scaler_show (scaler, frame, 1000, 1000, NULL);
    g_assert_cmpuint (image->width_px, ==, shown[i][0]);
    g_assert_cmpuint (image->height_px, ==, shown[i][1]);
    g_autoptr (FlImage) analysed = fl_scaler_analyse (scaler, frame, NULL);
    g_assert_cmpuint (analysed->width_px, ==, shown[i][0]);
  }
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (self->folder, NULL, NULL);
  g_assert_cmpstr (info->format, ==, "pictures");
  g_assert_cmpuint (info->width_px, ==, 64);
  g_assert_cmpuint (info->height_px, ==, 48);
}

/* A broken picture keeps its number, and the times of the others stay as well. */
static void
test_broken (Fixture *self, gconstpointer data)
{
  write_timed (self, "1.jpg", 1, "2026:03:01 00:00:01", NULL);
  write_timed (self, "2.jpg", 2, "2026:03:01 00:00:02", NULL);
  write_timed (self, "3.jpg", 3, "2026:03:01 00:00:03", NULL);
  g_autofree char *path = g_build_filename (self->folder, "2.jpg", NULL);
  fl_test_cut (path, path, 200);

  /* Found out by whoever decodes it, */
  g_autoptr (FlFrameIndex) index = fl_test_index (self->folder);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (self->folder, index);
  g_autofree char *numbers = dup_numbers (decoder);
  g_assert_cmpstr (numbers, ==, "1 3");
  g_assert_true (fl_decoder_has_mismatch (decoder));
  g_assert_null (fl_frame_index_get_doubt (index));
  /* and known from then on. */
  g_autoptr (FlFrameIndex) decoded =
    fl_frame_index_build_by_decoding (self->folder, NULL, NULL, NULL);
  g_autofree char *times = dup_times (decoded);
  g_assert_cmpstr (times, ==, "0 1000 2000");
  g_assert_true (fl_frame_index_equal (index, decoded));
  g_assert_cmpstr (fl_frame_index_get_doubt (decoded), ==, "“2.jpg” cannot be decoded");
  g_assert_false (fl_frame_index_is_lost (decoded, 0));
  g_assert_true (fl_frame_index_is_lost (decoded, 1));
  g_autoptr (FlDecoder) again = fl_test_decoder (self->folder, decoded);
  g_autofree char *same = dup_numbers (again);
  g_assert_cmpstr (same, ==, "1 3");
  g_assert_false (fl_decoder_has_mismatch (again));
}

static void
test_no_pictures (Fixture *self, gconstpointer data)
{
  write_timed (self, "1.jpg", 1, "2026:03:01 00:00:01", NULL);
  fl_test_text_write (self->folder, "2.jpg", "no picture");
  write_timed (self, "3.jpg", 3, "2026:03:01 00:00:03", NULL);
  assert_folder (self, "1 3", "0 0 2000", "“2.jpg” cannot be decoded");
  fl_test_text_write (self->folder, "notes.txt", "no picture");
  assert_folder (self, "1 3", "0 0 2000",
                 "“2.jpg” cannot be decoded; “notes.txt” is no picture and is left out");
  fl_test_text_write (self->folder, "0.jpg", "");
  fl_test_text_write (self->folder, "IMG_3.heic", "no picture that is read");
  assert_folder (self, "1 3", "0 0 0 2000",
                 "2 of its pictures cannot be decoded, the first of them is “0.jpg”; 2 other files "
                 "in it are left out, the first of them is “IMG_3.heic”");
}

static void
assert_refused (Fixture *self, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = g_strdup_printf ("Cannot use “%s”: %s", self->folder, reason);
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (self->folder, NULL, &error);

  g_assert_null (info);
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_NO_VIDEO);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  assert_refused (self, "it is a folder without pictures; films in it are added one by one");
  fl_test_text_write (self->folder, "a.mp4", "x");
  assert_refused (self, "it is a folder without pictures; films in it are added one by one");
  fl_test_text_write (self->folder, "a.jpg", "x");
  assert_refused (self, "not one of its pictures can be decoded");
}

static char *
dup_fingerprint (Fixture *self)
{
  gint64 size_bytes;
  gint64 measured_bytes;
  char *fingerprint = fl_fingerprint_file (self->folder, &size_bytes, NULL, NULL);

  g_assert_true (fl_fingerprint_measure (self->folder, &measured_bytes));
  g_assert_cmpint (measured_bytes, ==, size_bytes);
  return fingerprint;
}

static void
test_fingerprint (Fixture *self, gconstpointer data)
{
  write_plain (self, "1.jpg", 1);
  write_plain (self, "2.jpg", 2);
  write_plain (self, "3.jpg", 3);
  g_autofree char *first = dup_fingerprint (self);
  /* What is no picture does not count. */
  fl_test_text_write (self->folder, "notes.txt", "x");
  g_autofree char *same = dup_fingerprint (self);
  g_assert_cmpstr (same, ==, first);
  write_plain (self, "3.jpg", 4);
  g_autofree char *other = dup_fingerprint (self);
  g_assert_cmpstr (other, !=, first);
  write_plain (self, "3.jpg", 3);
  g_autofree char *back = dup_fingerprint (self);
  g_assert_cmpstr (back, ==, first);
  g_autofree char *old_path = g_build_filename (self->folder, "2.jpg", NULL);
  g_autofree char *new_path = g_build_filename (self->folder, "4.jpg", NULL);
  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
  g_autofree char *renamed = dup_fingerprint (self);
  g_assert_cmpstr (renamed, !=, first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/media/picture-folder/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("numbers-in-names-count", test_natural_order);
  ADD ("cameras-tell-the-order", test_times);
  ADD ("all-times-or-none", test_some_times);
  ADD ("every-kind-of-picture", test_every_kind);
  ADD ("content-counts-not-the-suffix", test_wrong_suffix);
  ADD ("any-picture-at-once", test_random_access);
  ADD ("sizes-and-turns-differ", test_sizes);
  ADD ("a-broken-picture-keeps-its-number", test_broken);
  ADD ("what-is-no-picture-is-told", test_no_pictures);
  ADD ("a-folder-without-pictures-is-refused", test_empty);
  ADD ("a-folder-is-known-by-its-pictures", test_fingerprint);
  return g_test_run ();
}
