/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdatomic.h>

G_BEGIN_DECLS

/**
 * FlRefCount:
 *
 * How many hold a value that threads share. Like GLib's, but in the program itself, where
 * ThreadSanitizer sees that the last one comes after all others.
 */
typedef atomic_uint FlRefCount;

/** fl_ref_count_init: Begins with one. */
static inline void
fl_ref_count_init (FlRefCount *self)
{
  atomic_init (self, 1);
}

/** fl_ref_count_inc: One more. Any thread that holds one. */
static inline void
fl_ref_count_inc (FlRefCount *self)
{
  (void) atomic_fetch_add_explicit (self, 1, memory_order_relaxed);
}

/** fl_ref_count_dec: One less. Returns: whether it was the last */
static inline gboolean
fl_ref_count_dec (FlRefCount *self)
{
  return atomic_fetch_sub_explicit (self, 1, memory_order_acq_rel) == 1;
}

G_END_DECLS
