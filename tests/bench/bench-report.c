/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentiles by nearest rank: no value is reported that was not measured. */
#include "bench-report.h"

#include <math.h>
#include <time.h>

struct _BenchTimes {
  GArray *spans_us; /* gint64 */
};

BenchTimes *
bench_times_new (void)
{
  BenchTimes *self = g_new (BenchTimes, 1);

  self->spans_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
bench_times_free (BenchTimes *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->spans_us);
  g_free (self);
}

void
bench_times_add (BenchTimes *self, gint64 begin_us)
{
  bench_times_add_span (self, g_get_monotonic_time () - begin_us);
}

void
bench_times_add_span (BenchTimes *self, gint64 span_us)
{
  g_array_append_val (self->spans_us, span_us);
}

static gint64
read_clock_us (clockid_t clock)
{
  struct timespec spent;

  (void) clock_gettime (clock, &spent); /* Linux has both. */
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

gint64
bench_get_thread_us (void)
{
  return read_clock_us (CLOCK_THREAD_CPUTIME_ID);
}

gint64
bench_get_process_us (void)
{
  return read_clock_us (CLOCK_PROCESS_CPUTIME_ID);
}

static int
compare (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

double
bench_times_get_percentile_ms (const BenchTimes *self, double percent)
{
  guint n = self->spans_us->len;
  g_autoptr (GArray) sorted = g_array_copy (self->spans_us);

  if (n == 0)
    return 0;
  g_array_sort (sorted, compare);
  guint rank = CLAMP ((guint) ceil (percent / 100 * n), 1, n);
  return (double) g_array_index (sorted, gint64, rank - 1) / 1000;
}

void
bench_times_print (const BenchTimes *self, FlJson *json, const char *prefix)
{
  static const struct {
    const char *name;
    double percent;
  } figures[] = {{"p50_ms", 50}, {"p95_ms", 95}, {"p99_ms", 99}, {"max_ms", 100}};
  g_autofree char *count = g_strconcat (prefix, "n", NULL);

  fl_json_add_int (json, count, self->spans_us->len);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *name = g_strconcat (prefix, figures[i].name, NULL);
    fl_json_add_double (json, name, bench_times_get_percentile_ms (self, figures[i].percent));
  }
}

double
bench_get_own_mb (void)
{
  g_autofree char *status = NULL;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  const char *line = g_strstr_len (status, -1, "RssAnon:");
  return line != NULL ? (double) g_ascii_strtoull (line + 8, NULL, 10) / 1024 : 0;
}
