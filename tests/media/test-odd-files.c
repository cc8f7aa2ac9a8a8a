/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real and odd files: how many frames, when the first and the last one are shown, how the picture
 * is turned, as ffprobe tells; and that every way to a frame gives the pixels of a plain decode.
 * Files that are not there are skipped by name. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "base/fl-csv.h"
#include "media/fl-media-info.h"

#include <math.h>
#include <string.h>

/* Facts about a file, as they stand in odd-files.csv; rotation is clockwise. */
typedef struct {
  char *name;
  gint64 n_frames; /* 0: it is refused, with @refusal */
  double first_s;
  double last_s;
  int rotation_deg;
  char *refusal;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_free (facts->name);
  g_free (facts->refusal);
  g_free (facts);
}

static double
parse_time (const char *text)
{
  return *text != '\0' ? g_ascii_strtod (text, NULL) : NAN;
}

static Facts *
parse_facts (const char *const *fields)
{
  Facts *facts = g_new (Facts, 1);

  *facts = (Facts){.name = g_strdup (fields[0]),
                   .n_frames = g_ascii_strtoll (fields[1], NULL, 10),
                   .first_s = parse_time (fields[2]),
                   .last_s = parse_time (fields[3]),
                   .rotation_deg = (int) g_ascii_strtoll (fields[4], NULL, 10),
                   .refusal = g_strdup (fields[5])};
  return facts;
}

/* The command line is compared with the same table. */
static GPtrArray *
read_table (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "tests", "media", "odd-files.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) bytes = g_file_read (file, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (FlCsvReader) reader = fl_csv_reader_new (G_INPUT_STREAM (bytes), "odd-files.csv");
  GPtrArray *table = g_ptr_array_new_with_free_func (facts_free);
  const char *const *fields;

  g_assert_true (fl_csv_reader_next (reader, &fields, NULL, NULL));
  while (fl_csv_reader_next (reader, &fields, NULL, &error) && fields != NULL)
    g_ptr_array_add (table, parse_facts (fields));
  g_assert_no_error (error);
  return table;
}

static void
assert_refused (const Facts *facts, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (facts->refusal, "%s", 2);
  g_autofree char *expected = g_strjoin (path, parts[0], parts[1], NULL);

  g_assert_null (fl_frame_index_build (path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
assert_time (const FlFrameIndex *index, gint64 frame, double expected_s)
{
  double time_s = fl_frame_index_get_time_s (index, frame);

  g_assert_cmpint (isnan (time_s) != 0, ==, isnan (expected_s) != 0);
  if (!isnan (expected_s)) /* Six decimals, as they are exported. */
    g_assert_cmpfloat_with_epsilon (time_s, expected_s, 0.5e-6 + 1e-12);
}

static void
test_facts (gconstpointer data)
{
  const Facts *facts = data;
  g_autofree char *path = fl_test_shared (facts->name);
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_autofree char *reason = g_strconcat (facts->name, " is not there", NULL);
    g_test_skip (reason);
    return;
  }
  if (facts->n_frames == 0) {
    assert_refused (facts, path);
    return;
  }
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->rotation_deg, ==, facts->rotation_deg);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, facts->n_frames);
  assert_time (index, 0, facts->first_s);
  assert_time (index, facts->n_frames - 1, facts->last_s);
}

/* Whether decoding a frame takes so long that few of them have to do. */
static gboolean
is_large (const char *path)
{
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, NULL, NULL);

  return info->width_px * info->height_px > 1280 * 720;
}

static void
test_pixels (gconstpointer data)
{
  const Facts *facts = data;
  g_autofree char *path = fl_test_shared (facts->name);

  if (path == NULL) {
    g_autofree char *reason = g_strconcat (facts->name, " is not there", NULL);
    g_test_skip (reason);
    return;
  }
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  gint64 n = fl_frame_index_get_n_frames (index);
  g_assert_cmpint (n, ==, reference->len);
  for (gint64 i = 0; i < MIN (n, is_large (path) ? 4 : 30); i++)
    fl_test_assert_next (decoder, reference, i);
  g_assert_false (fl_decoder_has_mismatch (decoder));
  if (is_large (path))
    return;
  for (gint64 i = 0; i < 2; i++) {
    gint64 frame = n - 1 - i * n / 2; /* Backwards, with the last one first. */
    g_assert_true (fl_decoder_seek (decoder, frame, NULL, NULL));
    fl_test_assert_next (decoder, reference, frame);
  }
  g_autofree gint64 *wanted = g_new (gint64, n);
  gsize n_wanted = 0;
  for (gint64 i = 3 % n; i < n; i += 12)
    wanted[n_wanted++] = i;
  fl_decoder_set_wanted (decoder, wanted, n_wanted);
  g_assert_true (fl_decoder_seek (decoder, 0, NULL, NULL));
  for (gsize i = 0; i < n_wanted; i++)
    fl_test_assert_next (decoder, reference, wanted[i]);
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

static void
add (const char *path, const Facts *facts, GTestDataFunc func)
{
  g_autofree char *full = g_strconcat (path, "/", facts->name, NULL);

  g_strdelimit (strrchr (full, '/') + 1, " &%,", '_');
  g_test_add_data_func (full, facts, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GPtrArray) table = read_table ();
  for (guint i = 0; i < table->len; i++)
    add ("/media/odd-files/facts", table->pdata[i], test_facts);
  for (guint i = 0; i < table->len; i++)
    if (((const Facts *) table->pdata[i])->n_frames > 0)
      add ("/media/odd-files/pixels", table->pdata[i], test_pixels);
  return g_test_run ();
}
