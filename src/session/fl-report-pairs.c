/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far people agree who labelled the same frames. */
#include "session/fl-report-private.h"

#include <math.h>

#include "learn/fl-agreement.h"
#include "store/fl-store-labels.h"

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = a;
  const FlLabelRow *y = b;

  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  if (x->tag != y->tag)
    return x->tag < y->tag ? -1 : 1;
  return (x->range.first > y->range.first) - (x->range.first < y->range.first);
}

/* Labels of each person by place, people by id; nobody says two things of a frame and a tag. */
static GPtrArray *
sort_by_person (const GArray *labels, GArray *people)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < labels->len; i++) {
    const FlLabelRow *row = &g_array_index (labels, FlLabelRow, i);
    guint at = 0;
    while (at < people->len && g_array_index (people, gint64, at) < row->annotator)
      at++;
    if (at == people->len || g_array_index (people, gint64, at) != row->annotator) {
      g_array_insert_val (people, at, row->annotator);
      g_ptr_array_insert (sorted, (int) at, g_array_new (FALSE, FALSE, sizeof (FlLabelRow)));
    }
    g_array_append_vals (sorted->pdata[at], row, 1);
  }
  for (guint i = 0; i < sorted->len; i++)
    g_array_sort (sorted->pdata[i], compare_places);
  return sorted;
}

/* Place of what @row says among all that anybody says. */
static guint
find_word (GArray *words, const FlLabelRow *row)
{
  const gint64 word = row->state == FL_LABEL_LABELLED ? row->class_id : -(gint64) row->state;
  guint i = 0;

  /* Of a tag yes is one word, whichever it is. */
  const gint64 plain = row->tag != 0 && word > 0 ? 0 : word;
  while (i < words->len && g_array_index (words, gint64, i) != plain)
    i++;
  if (i == words->len)
    g_array_append_val (words, plain);
  return i;
}

static GArray *
list_words (const GArray *labels)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < labels->len; i++)
    find_word (words, &g_array_index (labels, FlLabelRow, i));
  return words;
}

/* Whether @x and @y speak of the same stream and tag. */
static gboolean
is_same_track (const FlLabelRow *x, const FlLabelRow *y)
{
  return x->stream == y->stream && x->tag == y->tag;
}

static void
count_pair (const GArray *first, const GArray *second, GArray *words, guint64 *counts)
{
  guint i = 0;
  guint j = 0;

  while (i < first->len && j < second->len) {
    const FlLabelRow *x = &g_array_index (first, FlLabelRow, i);
    const FlLabelRow *y = &g_array_index (second, FlLabelRow, j);
    const gint64 begin = MAX (x->range.first, y->range.first);
    const gint64 end = MIN (x->range.last, y->range.last);
    if (is_same_track (x, y) && begin <= end)
      counts[find_word (words, x) * words->len + find_word (words, y)] +=
        (guint64) (end - begin + 1);
    if (is_same_track (x, y) ? x->range.last <= y->range.last : compare_places (x, y) < 0)
      i++;
    else
      j++;
  }
}

static FlReportPair
judge (const guint64 *counts, gsize n_words)
{
  FlReportPair pair = {.kappa = fl_agreement_kappa (counts, n_words)};

  for (gsize i = 0; i < n_words * n_words; i++)
    pair.n_frames += counts[i];
  for (gsize i = 0; i < n_words; i++)
    pair.n_agreed += counts[i * n_words + i];
  return pair;
}

GArray *
fl_report_list_pairs (const GArray *labels)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (FlReportPair));
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) sorted = sort_by_person (labels, people);
  g_autoptr (GArray) words = list_words (labels);

  for (guint i = 0; i < sorted->len; i++)
    for (guint j = i + 1; j < sorted->len; j++) {
      g_autofree guint64 *counts = g_new0 (guint64, words->len * words->len);
      count_pair (sorted->pdata[i], sorted->pdata[j], words, counts);
      FlReportPair pair = judge (counts, words->len);
      pair.first = g_array_index (people, gint64, i);
      pair.second = g_array_index (people, gint64, j);
      if (pair.n_frames > 0)
        g_array_append_val (pairs, pair);
    }
  return pairs;
}
