/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame between two classes first: least difference of the two largest probabilities
 * (Scheffer, Decomain and Wrobel 2001). */
#include "learn/fl-margin-strategy.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define NAME    N_ ("Most Doubtful")
#define SUMMARY N_ ("Frames between two classes first; right for most projects")

/* A candidate and how little the model doubts about it. */
typedef struct {
  float margin;
  guint32 tie; /* random, so that equals do not come in the order of the film */
  gsize candidate;
} Entry;

static float
margin_of (const float *probabilities, guint n_classes)
{
  float first = 0;
  float second = 0;

  for (guint c = 0; c < n_classes; c++) {
    if (probabilities[c] > first) {
      second = first;
      first = probabilities[c];
    } else if (probabilities[c] > second) {
      second = probabilities[c];
    }
  }
  return first - second;
}

static int
compare (const void *a, const void *b)
{
  const Entry *x = a;
  const Entry *y = b;

  if (x->margin != y->margin)
    return x->margin < y->margin ? -1 : 1;
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

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL, 0);

  gsize n = MIN (n_wanted, view->n);
  g_autofree Entry *heap = g_new (Entry, MAX (n, 1));
  /* The n best so far, the worst of them on top. */
  for (gsize i = 0; i < view->n; i++) {
    Entry entry = {.margin = margin_of (view->probabilities + i * view->n_classes, view->n_classes),
                   .tie = g_rand_int (rand),
                   .candidate = i};
    if (i < n) {
      heap[i] = entry;
      for (gsize at = n / 2 + 1; i + 1 == n && at-- > 0;)
        sift_down (heap, n, at);
    } else if (n > 0 && compare (&entry, &heap[0]) < 0) {
      heap[0] = entry;
      sift_down (heap, n, 0);
    }
  }
  qsort (heap, n, sizeof heap[0], compare);
  for (gsize i = 0; i < n; i++)
    out[i] = heap[i].candidate;
  return n;
}

const FlStrategyType fl_margin_strategy = {
  .id = "margin",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
