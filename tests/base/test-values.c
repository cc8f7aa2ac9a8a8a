/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small values of base: times, ranges, JSON, and work in pieces. */
#include "base/fl-json.h"
#include "base/fl-natural.h"
#include "base/fl-parallel.h"
#include "base/fl-range.h"
#include "base/fl-time.h"

#include <gio/gio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void
test_iso8601 (void)
{
  static const struct {
    gint64 time_us;
    const char *text;
  } cases[] = {
    {0, "1970-01-01T00:00:00.000000Z"},
    {1, "1970-01-01T00:00:00.000001Z"},
    {-1, "1969-12-31T23:59:59.999999Z"},
    {-1000000, "1969-12-31T23:59:59.000000Z"},
    {1778594527123456, "2026-05-12T14:02:07.123456Z"},
    {951782400000000, "2000-02-29T00:00:00.000000Z"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = fl_time_to_iso8601 (cases[i].time_us);
    gint64 back = 77;
    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_true (fl_time_from_iso8601 (text, &back));
    g_assert_cmpint (back, ==, cases[i].time_us);
  }
}

static void
test_iso8601_reading (void)
{
  static const struct {
    const char *text;
    gint64 time_us;
  } right[] = {
    {"2026-05-12T14:02:07Z", 1778594527000000},
    {"2026-05-12T16:02:07+02:00", 1778594527000000},
    {"2026-05-12T14:02:07.5", 1778594527500000},
    {"2026-05-12 14:02:07", 1778594527000000},
  };
  static const char *const wrong[] =
    {"",          "now", "2026-05-12", "14:02:07", "2026-13-01T00:00:00Z", "2026-05-12T25:00:00Z",
     "1778594527"};
  gint64 found = 77;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_false (fl_time_from_iso8601 (wrong[i], &found));
    g_assert_cmpint (found, ==, 77);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++) {
    g_assert_true (fl_time_from_iso8601 (right[i].text, &found));
    g_assert_cmpint (found, ==, right[i].time_us);
  }
}

static void
test_position (void)
{
  static const struct {
    double seconds;
    const char *text;
  } cases[] = {{0, "0:00:00.00"},
               {12.34, "0:00:12.34"},
               {59.999, "0:00:59.99"},
               {60, "0:01:00.00"},
               {3599.995, "0:59:59.99"},
               {3600, "1:00:00.00"},
               {36000.5, "10:00:00.50"},
               {1234567.89, "342:56:07.89"},
               {-0.08, "−0:00:00.08"},
               {-61, "−0:01:01.00"},
               {NAN, "–"},
               {INFINITY, "–"},
               {12.339999999999, "0:00:12.34"}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = fl_time_format_position (cases[i].seconds);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_range (void)
{
  static const struct {
    const char *text;
    FlRange range;
  } right[] = {{"0", {0, 0}},
               {"17", {17, 17}},
               {"3-9", {3, 9}},
               {"5-5", {5, 5}},
               {"0-9223372036854775807", {0, G_MAXINT64}}};
  static const char *const wrong[] = {"",    "-",      "-3",  "3-",
                                      "9-3", "3-9-12", "a",   "3-b",
                                      "1.5", "3 -9",   " 3",  "0x10",
                                      "٣",   "1,000",  "3–9", "9223372036854775808"};
  FlRange range = {.first = 77, .last = 88};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (fl_range_parse (wrong[i], &range, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    g_autofree char *named = g_strdup_printf ("“%s”", wrong[i]);
    g_assert_true (g_str_has_prefix (error->message, named));
    g_assert_cmpint (range.first, ==, 77);
    g_assert_cmpint (range.last, ==, 88);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++) {
    g_assert_true (fl_range_parse (right[i].text, &range, NULL));
    g_assert_cmpint (range.first, ==, right[i].range.first);
    g_assert_cmpint (range.last, ==, right[i].range.last);
  }
}

static void
test_json (void)
{
  g_autoptr (FlJson) json = fl_json_new ();

  fl_json_add_string (json, "name", "a \"b\"\n\\ ü");
  fl_json_add_string (json, "nothing", NULL);
  fl_json_add_int (json, "least", G_MININT64);
  fl_json_add_double (json, "half", 0.5);
  fl_json_add_double (json, "nan", NAN);
  fl_json_add_double (json, "endless", -INFINITY);
  fl_json_add_bool (json, "yes", TRUE);
  fl_json_begin_array (json, "list");
  fl_json_add_int (json, NULL, 1);
  fl_json_begin_object (json, NULL);
  fl_json_add_bool (json, "no", FALSE);
  fl_json_end_object (json);
  fl_json_end_array (json);
  g_autofree char *text = fl_json_end (json);
  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"name\" : \"a \\\"b\\\"\\n\\\\ ü\",\n"
                   "  \"nothing\" : null,\n"
                   "  \"least\" : -9223372036854775808,\n"
                   "  \"half\" : 0.5,\n"
                   "  \"nan\" : null,\n"
                   "  \"endless\" : null,\n"
                   "  \"yes\" : true,\n"
                   "  \"list\" : [\n"
                   "    1,\n"
                   "    {\n"
                   "      \"no\" : false\n"
                   "    }\n"
                   "  ]\n"
                   "}");
}

/* A comma would make numbers unreadable for other programs. */
static void
test_json_locale (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL) {
    g_test_skip ("neither the locale de_DE.UTF-8 nor fr_FR.UTF-8 is installed");
    return;
  }
  g_autoptr (FlJson) json = fl_json_new ();
  fl_json_add_double (json, "x", 1234.5);
  g_autofree char *text = fl_json_end (json);
  g_assert_cmpstr (text, ==, "{\n  \"x\" : 1234.5\n}");
  (void) setlocale (LC_ALL, before); /* It was in force before, so it can be again. */
}

static void
note_piece (gsize i, gpointer data)
{
  GArray *order = data;

  g_array_append_val (order, i);
}

/* The serial one takes pieces in order, and stands in when there is none. */
static void
test_serial (void)
{
  const FlParallel *const runners[] = {fl_parallel_get_serial (), NULL};

  for (gsize i = 0; i < G_N_ELEMENTS (runners); i++) {
    g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gsize));
    fl_parallel_run (runners[i], 100, note_piece, order);
    g_assert_cmpuint (order->len, ==, 100);
    for (gsize j = 0; j < order->len; j++)
      g_assert_cmpuint (g_array_index (order, gsize, j), ==, j);
    fl_parallel_run (runners[i], 0, note_piece, order);
    g_assert_cmpuint (order->len, ==, 100);
  }
}

static void
run_backwards (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data)
{
  (*(guint *) self->context)++;
  for (gsize i = n; i > 0; i--)
    func (i - 1, data);
}

static void
test_lent_runner (void)
{
  guint n_calls = 0;
  const FlParallel runner = {.run = run_backwards, .context = &n_calls};
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gsize));

  fl_parallel_run (&runner, 3, note_piece, order);
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_cmpuint (order->len, ==, 3);
  g_assert_cmpuint (g_array_index (order, gsize, 0), ==, 2);
}

/* In this order, each before all that follow. */
static void
test_natural (void)
{
  static const char *const names[] = {"",
                                      "1",
                                      "02",
                                      "2",
                                      "2.jpg",
                                      "10",
                                      "10.jpg",
                                      "a",
                                      "a1b2",
                                      "A1B10",
                                      "a1b10",
                                      "a01b11",
                                      "a2",
                                      "a10",
                                      "a99999999999999999999",
                                      "a100000000000000000000",
                                      "ab",
                                      "b"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_cmpint (fl_natural_compare (names[i], names[i]), ==, 0);
    for (gsize j = i + 1; j < G_N_ELEMENTS (names); j++) {
      g_assert_cmpint (fl_natural_compare (names[i], names[j]), <, 0);
      g_assert_cmpint (fl_natural_compare (names[j], names[i]), >, 0);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/values/iso8601", test_iso8601);
  g_test_add_func ("/base/values/iso8601-reading", test_iso8601_reading);
  g_test_add_func ("/base/values/position", test_position);
  g_test_add_func ("/base/values/range", test_range);
  g_test_add_func ("/base/values/json", test_json);
  g_test_add_func ("/base/values/json-locale", test_json_locale);
  g_test_add_func ("/base/values/serial", test_serial);
  g_test_add_func ("/base/values/lent-runner", test_lent_runner);
  g_test_add_func ("/base/natural/numbers-in-names-count", test_natural);
  return g_test_run ();
}
