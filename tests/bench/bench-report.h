/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the measuring programs share: times, sorted, as JSON on the standard output. */
#pragma once

#include "base/fl-json.h"

G_BEGIN_DECLS

/**
 * BenchTimes:
 *
 * Durations that are collected one by one. One thread.
 */
typedef struct _BenchTimes BenchTimes;

/** bench_times_new: Returns: (transfer full): none yet */
BenchTimes *bench_times_new (void);

/** bench_times_free: Frees them. */
void bench_times_free (BenchTimes *self);

/** bench_times_add: Adds what passed from @begin_us of the monotonic clock until now. */
void bench_times_add (BenchTimes *self, gint64 begin_us);

/** bench_times_add_span: Adds a duration of @span_us. */
void bench_times_add_span (BenchTimes *self, gint64 span_us);

/** bench_get_thread_us: Returns: processor time that the calling thread has spent, µs */
gint64 bench_get_thread_us (void);

/** bench_get_process_us: Returns: processor time that all threads together have spent, µs */
gint64 bench_get_process_us (void);

/** bench_get_own_mb: Returns: memory that is the process's own now, MB: files that are mapped do not
 * count */
double bench_get_own_mb (void);

/** bench_times_get_percentile_ms: Returns: by nearest rank, @percent 0..100; 0 without any */
double bench_times_get_percentile_ms (const BenchTimes *self, double percent);

/** bench_times_print: Adds n, p50_ms, p95_ms, p99_ms and max_ms to @json, each name after @prefix. */
void bench_times_print (const BenchTimes *self, FlJson *json, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTimes, bench_times_free)

G_END_DECLS
