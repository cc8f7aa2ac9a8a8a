/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few best of many. */
#include "learn/fl-top.h"

#include <stdlib.h>

typedef struct {
  float score;
  guint32 tie;
  gsize candidate;
} Entry;

static int
compare (const void *a, const void *b)
{
  const Entry *x = a;
  const Entry *y = b;

  if (x->score != y->score)
    return x->score < y->score ? -1 : 1;
  return x->tie < y->tie ? -1 : x->tie > y->tie;
}

static void
sift_down (Entry *heap, gsize n, gsize at)
{
  for (;;) {
    gsize top = at;
    for (gsize child = 2 * at + 1; child <= 2 * at + 2; child++)
      if (child < n && compare (&heap[child], &heap[top]) > 0)
        top = child;
    if (top == at)
      return;
    Entry entry = heap[at];
    heap[at] = heap[top];
    heap[top] = entry;
    at = top;
  }
}

gsize
fl_top_rank (const float *scores, gsize n, gsize n_wanted, GRand *rand, gsize *out)
{
  gsize n_kept = MIN (n_wanted, n);
  g_autofree Entry *heap = g_new (Entry, MAX (n_kept, 1));

  /* The best so far, the worst of them on top. */
  for (gsize i = 0; i < n; i++) {
    Entry entry = {.score = scores[i], .tie = g_rand_int (rand), .candidate = i};
    if (i < n_kept) {
      heap[i] = entry;
      for (gsize at = n_kept / 2 + 1; i + 1 == n_kept && at-- > 0;)
        sift_down (heap, n_kept, at);
    } else if (n_kept > 0 && compare (&entry, &heap[0]) < 0) {
      heap[0] = entry;
      sift_down (heap, n_kept, 0);
    }
  }
  qsort (heap, n_kept, sizeof heap[0], compare);
  for (gsize i = 0; i < n_kept; i++)
    out[i] = heap[i].candidate;
  return n_kept;
}
