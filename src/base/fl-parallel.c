/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lending cores to layers that start no thread. */
#include "base/fl-parallel.h"

static void
run_serial (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data)
{
  for (gsize i = 0; i < n; i++)
    func (i, data);
}

static const FlParallel serial = {.run = run_serial};

const FlParallel *
fl_parallel_get_serial (void)
{
  return &serial;
}

void
fl_parallel_run (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data)
{
  const FlParallel *chosen = self != NULL ? self : &serial;

  chosen->run (chosen, n, func, data);
}
